package grafana

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/grafana/grafana-foundation-sdk/go/bargauge"
	"github.com/grafana/grafana-foundation-sdk/go/cog"
	"github.com/grafana/grafana-foundation-sdk/go/cog/variants"
	"github.com/grafana/grafana-foundation-sdk/go/common"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
	"github.com/grafana/grafana-foundation-sdk/go/heatmap"
	"github.com/grafana/grafana-foundation-sdk/go/prometheus"
	"github.com/grafana/grafana-foundation-sdk/go/stat"
	"github.com/grafana/grafana-foundation-sdk/go/statetimeline"
	textpanel "github.com/grafana/grafana-foundation-sdk/go/text"
	"github.com/grafana/grafana-foundation-sdk/go/timeseries"

	"github.com/llm-observability/dashgen/internal/build"
	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// panelModel is a panel as the SDK's type: what its kind adds, then what all kinds share.
func panelModel(p build.Panel) (dashboard.Panel, error) {
	var out dashboard.Panel
	var err error
	unit := ""
	if p.Kind != panels.KindText && p.Kind != panels.KindTable {
		if unit, err = UnitID(p.Unit); err != nil {
			return out, diag.New(p.Site.Position(), "panel %q: %v", p.Title, err)
		}
	}
	switch p.Kind {
	case panels.KindStat:
		out, err = statPanel(p, unit).Build()
	case panels.KindTimeSeries:
		out, err = timeSeriesPanel(p, unit).Build()
	case panels.KindHeatmap:
		out, err = heatmapPanel(p, unit).Build()
	case panels.KindText:
		out, err = textpanel.NewPanelBuilder().Mode(textpanel.TextModeMarkdown).Content(p.Markdown).Build()
	case panels.KindTable:
		out, err = tablePanel(p)
	case panels.KindBarGauge:
		out, err = barGaugePanel(p, unit).Build()
	case panels.KindTimeline:
		out, err = timelinePanel(p, unit).Build()
	default:
		err = fmt.Errorf("unknown kind %q", p.Kind)
	}
	if err != nil {
		return out, diag.New(p.Site.Position(), "panel %q: %v", p.Title, err)
	}
	out.Id = ptr(uint32(p.ID))
	out.Title = ptr(p.Title)
	out.GridPos = &dashboard.GridPos{X: uint32(p.X), Y: uint32(p.Y), W: uint32(p.Width), H: uint32(p.Height)}
	// The SDK's defaults of these mean nothing without a repeat.
	out.Transparent, out.RepeatDirection = nil, nil
	if p.Kind == panels.KindText {
		return out, nil
	}
	out.Description = ptr(p.Description)
	if p.OpensUID != "" {
		out.Links = []dashboard.DashboardLink{{
			Title: "More", Type: dashboard.DashboardLinkTypeLink, Url: ptr("/d/" + p.OpensUID + "?${__url_time_range}"),
			Icon: "external link", Tags: []string{},
		}}
	}
	out.Datasource = datasource(p.Targets[0].Store)
	for _, t := range p.Targets {
		out.Targets = append(out.Targets, target(p, t))
	}
	return out, nil
}

func target(p build.Panel, t build.Target) variants.Dataquery {
	q := prometheus.Dataquery{
		Datasource: datasource(t.Store), Expr: t.Expr, LegendFormat: ptr(t.Legend), RefId: ptr(t.RefID),
		EditorMode: ptr(prometheus.QueryEditorModeCode),
		Instant:    ptr(t.Query.Instant()), Range: ptr(!t.Query.Instant()),
	}
	if f := t.Query.Format(); f != queries.TimeSeriesFormat {
		q.Format = ptr(prometheus.PromQueryFormat(f))
	}
	if p.MinInterval > 0 {
		q.Interval = ptr(interval(p.MinInterval))
	}
	return q
}

func statPanel(p build.Panel, unit string) *stat.PanelBuilder {
	colorMode, missing := common.BigValueColorModeValue, panels.Neutral()
	base := thresholds(p.Limits, p.Unit)
	if len(p.States) > 0 {
		// Where a value says that a thing is well, no value says that it is gone: the whole cell is red, which
		// takes the base threshold, for a mapping reaches only a value that is there.
		colorMode, missing = common.BigValueColorModeBackground, panels.Bad()
		base = dashboard.NewThresholdsConfigBuilder().Mode(dashboard.ThresholdsModeAbsolute).
			Steps([]dashboard.Threshold{{Color: missing.Value()}})
	}
	return stat.NewPanelBuilder().
		Unit(unit).
		NoValue(p.NoValue).
		Mappings(slices.Concat(states(p.States), floors(p.Targets), []dashboard.ValueMapping{nothing(p.NoValue, missing)})).
		Thresholds(base).
		ColorScheme(dashboard.NewFieldColorBuilder().Mode(dashboard.FieldColorModeIdThresholds)).
		ReduceOptions(common.NewReduceDataOptionsBuilder().Calcs([]string{"lastNotNull"})).
		ColorMode(colorMode).
		GraphMode(common.BigValueGraphModeNone).
		TextMode(common.BigValueTextModeValue).
		JustifyMode(common.BigValueJustifyModeAuto).
		Orientation(common.VizOrientationAuto)
}

// nothing says what it means that there is no value. Without it Grafana paints a missing value like the lowest
// one.
func nothing(meaning string, colour panels.Colour) dashboard.ValueMapping {
	return dashboard.ValueMapping{SpecialValueMap: &dashboard.SpecialValueMap{
		Type: dashboard.MappingTypeSpecialValue,
		Options: dashboard.DashboardSpecialValueMapOptions{
			Match:  dashboard.SpecialValueMatchNullAndNan,
			Result: dashboard.ValueMappingResult{Text: ptr(meaning), Color: ptr(colour.Value())},
		},
	}}
}

// thresholds are neutral at the base, which is also what Grafana paints missing values with. Green begins
// at an explicit 0.
func thresholds(l *panels.Limits, u catalogue.Unit) cog.Builder[dashboard.ThresholdsConfig] {
	steps := []dashboard.Threshold{{Color: panels.Neutral().Value()}}
	if l != nil {
		warn, _ := l.Warn.In(u) // internal/build has checked the units
		bad, _ := l.Bad.In(u)
		steps = append(steps,
			dashboard.Threshold{Value: ptr(0.0), Color: panels.Good().Value()},
			dashboard.Threshold{Value: ptr(warn), Color: panels.Warn().Value()},
			dashboard.Threshold{Value: ptr(bad), Color: panels.Bad().Value()})
	}
	return dashboard.NewThresholdsConfigBuilder().Mode(dashboard.ThresholdsModeAbsolute).Steps(steps)
}

// limitLines are the thresholds of a plot: no step is green, for the line that a plot draws at each step
// is meant for limits alone.
func limitLines(p build.Panel) cog.Builder[dashboard.ThresholdsConfig] {
	steps := []dashboard.Threshold{{Color: "transparent"}}
	if p.Limits != nil {
		warn, _ := p.Limits.Warn.In(p.Unit)
		bad, _ := p.Limits.Bad.In(p.Unit)
		steps = append(steps,
			dashboard.Threshold{Value: ptr(warn), Color: panels.Warn().Value()},
			dashboard.Threshold{Value: ptr(bad), Color: panels.Bad().Value()})
	}
	return dashboard.NewThresholdsConfigBuilder().Mode(dashboard.ThresholdsModeAbsolute).Steps(steps)
}

func timeSeriesPanel(p build.Panel, unit string) *timeseries.PanelBuilder {
	b := timeseries.NewPanelBuilder().
		Unit(unit).
		Min(0).
		NoValue(p.NoValue).
		ColorScheme(dashboard.NewFieldColorBuilder().Mode(dashboard.FieldColorModeIdPaletteClassicByName)).
		Thresholds(limitLines(p)).
		ThresholdsStyle(common.NewGraphThresholdsStyleConfigBuilder().Mode(limitsMode(p))).
		LineWidth(panels.LineWidth).
		FillOpacity(panels.FillOpacity).
		ShowPoints(common.VisibilityModeNever).
		SpanNulls(common.BoolOrFloat64{Bool: ptr(false)}).
		Legend(legend(p)).
		Tooltip(common.NewVizTooltipOptionsBuilder().Mode(common.TooltipDisplayModeMulti).Sort(common.SortOrderDescending))
	if p.Unit.Dimension == catalogue.Ratio {
		// A share ends at 1: without this a cache at 2 % looks as full as one at 90 %.
		b = b.Max(1 / p.Unit.Scale)
	}
	if p.Stacked {
		b = b.Stacking(common.NewStackingConfigBuilder().Mode(common.StackingModeNormal).Group("A")).FillOpacity(panels.StackOpacity)
	}
	if p.Bars {
		b = b.DrawStyle(common.GraphDrawStyleBars).LineWidth(0).FillOpacity(panels.BarOpacity)
	}
	for _, t := range runningTotals(p) {
		b = b.WithTransformation(t)
	}
	for _, s := range p.SeriesStyles() {
		if leftOut(p, s.Series) {
			continue
		}
		b = b.OverrideByName(s.Series, override(s))
	}
	for _, t := range p.Targets {
		if t.Floor != nil {
			b = b.OverrideByQuery(t.RefID, []dashboard.DynamicConfigValue{{Id: "mappings", Value: floors([]build.Target{t})}})
		}
	}
	return b
}

// leftOut reports whether a series would be that of a query which the environment can't feed.
func leftOut(p build.Panel, series string) bool {
	return slices.ContainsFunc(p.Left, func(q queries.Query) bool { return q.Legend() == series })
}

// runningTotals adds each query's increases up. Grafana first joins the series to one table and then adds up one
// named field of it: left without a name it would take the first and lose the others. The totals then take the
// place and the name of what they add up.
func runningTotals(p build.Panel) []dashboard.DataTransformerConfig {
	if !p.Cumulative {
		return nil
	}
	var ts []dashboard.DataTransformerConfig
	hide, rename := map[string]bool{}, map[string]string{}
	for _, t := range p.Targets {
		total := t.Legend + " so far"
		ts = append(ts, dashboard.DataTransformerConfig{Id: "calculateField", Options: map[string]any{
			"mode": "cumulativeFunctions", "cumulative": map[string]any{"field": t.Legend, "reducer": "sum"}, "alias": total, "replaceFields": false,
		}})
		hide[t.Legend], rename[total] = true, t.Legend
	}
	return append(ts, dashboard.DataTransformerConfig{Id: "organize", Options: map[string]any{
		"excludeByName": hide, "indexByName": map[string]int{}, "renameByName": rename,
	}})
}

func limitsMode(p build.Panel) common.GraphThresholdsStyleMode {
	if p.Limits == nil {
		return common.GraphThresholdsStyleModeOff
	}
	return common.GraphThresholdsStyleModeDashed
}

func override(s panels.SeriesStyle) []dashboard.DynamicConfigValue {
	props := []dashboard.DynamicConfigValue{{
		Id: "color", Value: map[string]any{"mode": "fixed", "fixedColor": s.Colour.Value()},
	}}
	if s.Dashed {
		props = append(props,
			dashboard.DynamicConfigValue{Id: "custom.lineStyle", Value: map[string]any{"fill": "dash", "dash": []int{6, 6}}},
			dashboard.DynamicConfigValue{Id: "custom.fillOpacity", Value: 0})
	}
	return props
}

func legend(p build.Panel) cog.Builder[common.VizLegendOptions] {
	l := common.NewVizLegendOptionsBuilder().Placement(common.LegendPlacementBottom).ShowLegend(true)
	if p.LegendTable() {
		return l.DisplayMode(common.LegendDisplayModeTable).Calcs([]string{"lastNotNull", "mean", "max"}).SortBy("Last *").SortDesc(true)
	}
	return l.DisplayMode(common.LegendDisplayModeList).Calcs([]string{})
}

func heatmapPanel(p build.Panel, unit string) *heatmap.PanelBuilder {
	return heatmap.NewPanelBuilder().
		Unit(cellUnit).
		NoValue(p.NoValue).
		Calculate(false). // the buckets are the server's own
		Color(heatmap.NewHeatmapColorOptionsBuilder().
			Mode(heatmap.HeatmapColorModeScheme).Scheme("Blues").Scale(heatmap.HeatmapColorScaleExponential).
			Exponent(0.5).Steps(64).Reverse(false).Fill("dark-blue")).
		CellGap(1).
		// A cell without observations stays empty, and is not the lightest blue.
		FilterValues(heatmap.NewFilterValueRangeBuilder().Le(1e-9)).
		YAxis(heatmap.NewYAxisConfigBuilder().Unit(unit).AxisPlacement(common.AxisPlacementLeft)).
		ShowValue(common.VisibilityModeNever).
		ShowLegend().
		Tooltip(heatmap.NewHeatmapTooltipBuilder().Mode(common.TooltipDisplayModeSingle).YHistogram(true).ShowColorScale(true))
}

func barGaugePanel(p build.Panel, unit string) *bargauge.PanelBuilder {
	b := bargauge.NewPanelBuilder().
		Unit(unit).
		Min(0).
		NoValue(p.NoValue).
		Mappings(append(floors(p.Targets), nothing(p.NoValue, panels.Neutral()))).
		Thresholds(thresholds(p.Limits, p.Unit)).
		ReduceOptions(common.NewReduceDataOptionsBuilder().Calcs([]string{"lastNotNull"})).
		DisplayMode(common.BarGaugeDisplayModeBasic).
		ValueMode(common.BarGaugeValueModeText).
		ShowUnfilled(true).
		Orientation(common.VizOrientationHorizontal)
	if p.Limits == nil {
		return b.ColorScheme(dashboard.NewFieldColorBuilder().Mode(dashboard.FieldColorModeIdFixed).FixedColor(panels.Prompt().Value()))
	}
	return b.ColorScheme(dashboard.NewFieldColorBuilder().Mode(dashboard.FieldColorModeIdThresholds))
}

func timelinePanel(p build.Panel, unit string) *statetimeline.PanelBuilder {
	return statetimeline.NewPanelBuilder().
		Unit(unit).
		NoValue(p.NoValue).
		Mappings(states(p.States)).
		ColorScheme(dashboard.NewFieldColorBuilder().Mode(dashboard.FieldColorModeIdThresholds)).
		Thresholds(thresholds(nil, p.Unit)).
		MergeValues(true).
		ShowValue(common.VisibilityModeAuto).
		RowHeight(0.9).
		FillOpacity(80).
		LineWidth(0).
		Legend(common.NewVizLegendOptionsBuilder().DisplayMode(common.LegendDisplayModeList).Placement(common.LegendPlacementBottom).ShowLegend(false).Calcs([]string{})).
		Tooltip(common.NewVizTooltipOptionsBuilder().Mode(common.TooltipDisplayModeSingle).Sort(common.SortOrderNone))
}

// states are mappings of values to what they stand for.
func states(ss []panels.State) []dashboard.ValueMapping {
	if len(ss) == 0 {
		return nil
	}
	m := dashboard.ValueMap{Type: dashboard.MappingTypeValueToText, Options: map[string]dashboard.ValueMappingResult{}}
	var ranges []dashboard.ValueMapping
	for i, s := range ss {
		look := dashboard.ValueMappingResult{Color: ptr(s.Colour.Value()), Index: ptr(int32(i))}
		if s.Text != "" {
			look.Text = ptr(s.Text)
		}
		if s.AndUp {
			ranges = append(ranges, dashboard.ValueMapping{RangeMap: &dashboard.RangeMap{
				Type: dashboard.MappingTypeRangeToText, Options: dashboard.DashboardRangeMapOptions{From: ptr(s.Value), Result: look},
			}})
			continue
		}
		m.Options[strconv.FormatFloat(s.Value, 'f', -1, 64)] = look
	}
	if len(m.Options) == 0 {
		return ranges
	}
	return append([]dashboard.ValueMapping{{ValueMap: &m}}, ranges...)
}

// floors map the value at which a quantile is cut off to what it stands for: that, or any value above.
func floors(ts []build.Target) []dashboard.ValueMapping {
	var ms []dashboard.ValueMapping
	for _, t := range ts {
		if t.Floor != nil {
			ms = append(ms, dashboard.ValueMapping{ValueMap: &dashboard.ValueMap{
				Type:    dashboard.MappingTypeValueToText,
				Options: map[string]dashboard.ValueMappingResult{strconv.FormatFloat(t.Floor.At, 'f', -1, 64): {Text: ptr(t.Floor.Text())}},
			}})
		}
	}
	return ms
}

// cellUnit is the unit of a heatmap's cells: observations per second.
const cellUnit = "reqps"
