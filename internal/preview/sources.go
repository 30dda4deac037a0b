package preview

import (
	"fmt"
	"strings"

	"github.com/llm-observability/dashgen/internal/build"
	"github.com/llm-observability/dashgen/internal/config"
	"github.com/llm-observability/dashgen/internal/grafana"
	"github.com/llm-observability/dashgen/internal/preview/board"
	"github.com/llm-observability/dashgen/internal/source"
)

// Built is the board of a dashboard of ours, for a tenant or "": what Grafana is given, with the inputs replaced as the
// operator does.
func Built(d *build.Dashboard, tenant string) (*board.Board, error) {
	data, err := grafana.JSON(d)
	if err != nil {
		return nil, err
	}
	f, err := source.Read(d.Name+".json", data)
	if err != nil {
		return nil, err
	}
	if len(f.Dashboards) != 1 {
		return nil, fmt.Errorf("dashboard %s of %s reads back as %d", d.Name, d.Environment, len(f.Dashboards))
	}
	b := board.Read(d.Name, f.Dashboards[0])
	b.Environment = d.Environment
	for _, s := range d.Stores {
		b.Stores[build.DatasourceVariable(s)] = s.Name
		b.Intervals[s.Name] = s.ScrapeInterval
	}
	for _, in := range d.Inputs {
		if in.Store == nil {
			b.Fixed[in.Name] = config.Expand(in.Value, tenant)
		}
	}
	return b, nil
}

// Foreign are the boards of a file of somebody else. Data sources are one: the data that is at hand.
func Foreign(path string, data []byte) ([]*board.Board, error) {
	f, err := source.Read(path, data)
	if err != nil {
		return nil, err
	}
	var out []*board.Board
	for i, d := range f.Dashboards {
		name := path[strings.LastIndexAny(path, `/\`)+1:]
		name = strings.TrimSuffix(strings.TrimSuffix(name, ".json"), ".yaml")
		if i > 0 {
			name = fmt.Sprintf("%s-%d", name, i+1)
		}
		out = append(out, board.Read(name, d))
	}
	return out, nil
}
