package grafana

import (
	"strings"

	"github.com/grafana/grafana-foundation-sdk/go/cog"
	"github.com/grafana/grafana-foundation-sdk/go/common"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
	"github.com/grafana/grafana-foundation-sdk/go/table"

	"github.com/llm-observability/dashgen/internal/build"
	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/panels"
)

// tablePanel merges the columns' answers to one row per thing. Each column has its own unit, limits and look.
func tablePanel(p build.Panel) (dashboard.Panel, error) {
	b := table.NewPanelBuilder().
		NoValue(p.NoValue).
		ShowHeader(true).
		CellHeight(common.TableCellHeightSm).
		Align(common.FieldTextAlignmentAuto).
		Thresholds(thresholds(nil, p.Unit)).
		WithTransformation(dashboard.DataTransformerConfig{Id: "merge", Options: map[string]any{}}).
		WithTransformation(organize(p))
	for _, t := range p.Targets {
		unit, err := UnitID(t.Unit)
		if err != nil {
			return dashboard.Panel{}, diag.New(p.Site.Position(), "panel %q: column %q: %v", p.Title, t.Column.Title(), err)
		}
		b = b.OverrideByName(t.Column.Title(), columnLook(t, unit))
	}
	if len(p.Targets) > 0 {
		b = b.SortBy([]cog.Builder[common.TableSortByFieldState]{common.NewTableSortByFieldStateBuilder().DisplayName(p.Targets[0].Column.Title()).Desc(true)})
	}
	return b.Build()
}

// organize names the columns, puts the labels first, and drops the time, which is the same in every row.
func organize(p build.Panel) dashboard.DataTransformerConfig {
	rename, index := map[string]string{}, map[string]int{}
	for _, l := range p.Targets[0].Labels {
		rename[l.Spelled] = heading(p, l.Canonical)
		index[l.Spelled] = len(index)
	}
	for _, t := range p.Targets {
		field := "Value #" + t.RefID
		if len(p.Targets) == 1 {
			field = "Value" // Grafana numbers values only where there are several
		}
		rename[field] = t.Column.Title()
		index[field] = len(index)
	}
	return dashboard.DataTransformerConfig{Id: "organize", Options: map[string]any{
		"excludeByName": map[string]bool{"Time": true}, "indexByName": index, "renameByName": rename,
	}}
}

func heading(p build.Panel, label string) string {
	for _, h := range p.Heads {
		if h.Label == label {
			return h.Title
		}
	}
	words := strings.ReplaceAll(label, "_", " ")
	return strings.ToUpper(words[:1]) + words[1:]
}

func columnLook(t build.Target, unit string) []dashboard.DynamicConfigValue {
	props := []dashboard.DynamicConfigValue{{Id: "unit", Value: unit}}
	if t.Limits != nil {
		steps, err := thresholds(t.Limits, t.Unit).Build()
		if err == nil { // the SDK's own builder of a value that it takes as it is
			props = append(props, dashboard.DynamicConfigValue{Id: "thresholds", Value: steps})
		}
		props = append(props,
			dashboard.DynamicConfigValue{Id: "color", Value: map[string]any{"mode": "thresholds"}},
			dashboard.DynamicConfigValue{Id: "custom.cellOptions", Value: map[string]any{"type": "color-text"}})
	}
	if t.Floor != nil {
		props = append(props, dashboard.DynamicConfigValue{Id: "mappings", Value: floors([]build.Target{t})})
	}
	if t.Column.HasBar() {
		props = append(props,
			dashboard.DynamicConfigValue{Id: "min", Value: 0},
			dashboard.DynamicConfigValue{Id: "color", Value: map[string]any{"mode": "fixed", "fixedColor": panels.Prompt().Value()}},
			dashboard.DynamicConfigValue{Id: "custom.cellOptions", Value: map[string]any{"type": "gauge", "mode": "basic", "valueDisplayMode": "text"}})
	}
	return props
}
