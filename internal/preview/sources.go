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
func Foreign(f *source.File) []*board.Board {
	name := f.Path[strings.LastIndexAny(f.Path, `/\`)+1:]
	for _, suffix := range []string{".json", ".yaml", ".yml"} {
		name = strings.TrimSuffix(name, suffix)
	}
	var out []*board.Board
	for i, d := range f.Dashboards {
		own := name
		if i > 0 {
			own = fmt.Sprintf("%s-%d", name, i+1)
		}
		out = append(out, board.Read(own, d))
	}
	return out
}
