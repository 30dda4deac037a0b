// Package grafana writes dashboards as Grafana's JSON, through the Grafana Foundation SDK. Nothing outside
// imports the SDK, and its known faults are put right here, each with a test:
//
//   - panels come without an id and rows with 0 unless one sets it, and then links to a panel can't work;
//   - a row built with its panels comes out collapsed: an open row's panels must stand beside it;
//   - a stat's orientation and a heatmap's tooltip default to the empty string, which Grafana's schema rejects;
//   - builders assert that every error is the SDK's own type and panic on others, so none of our code
//     implements the SDK's builder interface;
//   - an empty title and a broken expression build without an error: internal/build has proven both.
package grafana

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/grafana/grafana-foundation-sdk/go/common"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"

	"github.com/llm-observability/dashgen/internal/build"
	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/queries"
)

// refresh is how often an open dashboard asks again.
const refresh = "30s"

// JSON is the dashboard in one line, for a custom resource. The error is a diag.List with the Go lines of panels that can't
// be written: those whose unit Grafana does not have.
func JSON(d *build.Dashboard) ([]byte, error) {
	board, err := modelOf(d)
	if err != nil {
		return nil, err
	}
	return encode(board)
}

// Importable is the dashboard that JSON returned for d, readable and with what a person is asked for when
// importing it: the data sources, and what differs between tenants. The error is that these have no JSON.
func Importable(d *build.Dashboard, compact []byte) ([]byte, error) {
	type input struct {
		Name       string `json:"name"`
		Label      string `json:"label"`
		Type       string `json:"type"`
		PluginID   string `json:"pluginId,omitempty"`
		PluginName string `json:"pluginName,omitempty"`
		Value      string `json:"value,omitempty"`
	}
	var inputs []input
	for _, i := range d.Inputs {
		if i.Store != nil {
			inputs = append(inputs, input{Name: i.Name, Label: i.Label, Type: "datasource", PluginID: "prometheus", PluginName: "Prometheus"})
			continue
		}
		inputs = append(inputs, input{Name: i.Name, Label: i.Label, Type: "constant", Value: i.Value})
	}
	head, err := encode(map[string]any{"__inputs": inputs})
	if err != nil {
		return nil, err
	}
	// One object of two: the inputs first, where a reader looks for them.
	whole := append(bytes.TrimSuffix(head, []byte("}\n")), ',')
	whole = append(whole, bytes.TrimPrefix(compact, []byte("{"))...)
	return indent(whole), nil
}

// indent spreads compact JSON over lines, two spaces a level, as [json.Indent] does. That is most of the time in which a
// dashboard is written, as it checks each byte; this JSON is known to be right.
func indent(compact []byte) []byte {
	out := make([]byte, 0, 3*len(compact))
	depth := 0
	line := func() {
		out = append(out, '\n')
		for range depth {
			out = append(out, "  "...)
		}
	}
	for i := 0; i < len(compact); i++ {
		switch c := compact[i]; c {
		case '"':
			end := i + 1
			for compact[end] != '"' {
				if compact[end] == '\\' {
					end++
				}
				end++
			}
			out = append(out, compact[i:end+1]...)
			i = end
		case '{', '[':
			out = append(out, c)
			if next := compact[i+1]; next == c+2 { // the bracket that closes it
				out = append(out, next)
				i++
				continue
			}
			depth++
			line()
		case '}', ']':
			depth--
			line()
			out = append(out, c)
		case ',':
			out = append(out, c)
			line()
		case ':':
			out = append(out, ": "...)
		default:
			out = append(out, c)
		}
	}
	return out
}

// Resolved is the dashboard that JSON returned for d with every input replaced, for a Grafana that reads files: it asks
// nobody and replaces nothing. The configuration lets no value pass that would end the text that it is put into.
func Resolved(d *build.Dashboard, compact []byte) []byte {
	for _, i := range d.Inputs {
		compact = bytes.ReplaceAll(compact, []byte(i.Placeholder()), []byte(i.Value))
	}
	return compact
}

// encode writes JSON as people write it, "<" and "&" unescaped.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("encoding a dashboard: %w", err)
	}
	return unescapeHTML(b.Bytes()), nil
}

// unescapeHTML puts back what the SDK's own MarshalJSON methods escape in spite of the encoder's setting.
// None of the sequences can be part of another escape: a literal backslash comes as two.
func unescapeHTML(data []byte) []byte {
	if !bytes.Contains(data, []byte(`\u00`)) {
		return data
	}
	out := make([]byte, 0, len(data))
	for {
		i := bytes.IndexByte(data, '\\')
		if i < 0 || i+1 >= len(data) {
			return append(out, data...)
		}
		out = append(out, data[:i]...)
		data = data[i:]
		if len(data) >= 6 && data[1] == 'u' && data[2] == '0' && data[3] == '0' {
			if c := htmlEscape(data[4], data[5]); c != 0 {
				out = append(out, c)
				data = data[6:]
				continue
			}
		}
		out = append(out, data[:2]...)
		data = data[2:]
	}
}

// htmlEscape is the character that \u00 and two more digits stand for if encoding/json escapes it for HTML, or 0.
func htmlEscape(a, b byte) byte {
	switch {
	case a == '3' && b == 'c':
		return '<'
	case a == '3' && b == 'e':
		return '>'
	case a == '2' && b == '6':
		return '&'
	}
	return 0
}

// modelOf is the dashboard as the SDK's type.
func modelOf(d *build.Dashboard) (dashboard.Dashboard, error) {
	var errs diag.List
	out := dashboard.Dashboard{
		Uid:           ptr(d.UID),
		Title:         ptr(d.Title),
		Description:   ptr(d.Description),
		Tags:          d.Tags,
		Timezone:      ptr("browser"),
		Editable:      ptr(false), // what is edited by hand is overwritten at the next sync
		GraphTooltip:  ptr(dashboard.DashboardCursorSyncCrosshair),
		Time:          &dashboard.DashboardDashboardTime{From: "now-" + span(d.Span), To: "now"},
		Refresh:       ptr(refresh),
		SchemaVersion: 42,
		Links:         links(d),
	}
	for _, s := range d.Stores {
		out.Templating.List = append(out.Templating.List, datasourceVariable(s))
	}
	for _, p := range d.Pickers {
		out.Templating.List = append(out.Templating.List, queryVariable(p))
	}
	for _, row := range d.Rows {
		var inside []dashboard.Panel
		for _, p := range row.Panels {
			panel, err := panelModel(p)
			if err != nil {
				errs.Join(err)
				continue
			}
			inside = append(inside, panel)
		}
		if row.Title != "" {
			heading := dashboard.RowPanel{
				Type: "row", Title: ptr(row.Title), Id: uint32(row.ID), Collapsed: row.Collapsed, Panels: []dashboard.Panel{},
				GridPos: &dashboard.GridPos{H: 1, W: 24, Y: uint32(row.Y)},
			}
			if row.Collapsed {
				heading.Panels, inside = inside, nil
			}
			out.Panels = append(out.Panels, dashboard.PanelOrRowPanel{RowPanel: &heading})
		}
		for _, p := range inside {
			out.Panels = append(out.Panels, dashboard.PanelOrRowPanel{Panel: &p})
		}
	}
	return out, errs.Err()
}

// links is a menu of the dashboards of the same family, with the time range and the pickers kept.
func links(d *build.Dashboard) []dashboard.DashboardLink {
	if len(d.Tags) == 0 {
		return nil
	}
	return []dashboard.DashboardLink{{
		Title: "Related", Type: dashboard.DashboardLinkTypeDashboards, Icon: "external link", Tooltip: "",
		Tags: []string{d.Tags[0]}, AsDropdown: true, IncludeVars: true, KeepTime: true,
	}}
}

// datasourceVariable picks the data source of a store. At first it is the one that the environment names.
func datasourceVariable(s queries.Store) dashboard.VariableModel {
	placeholder := text("${" + build.DatasourceInput(s) + "}")
	return dashboard.VariableModel{
		Type: dashboard.VariableTypeDatasource, Name: build.DatasourceVariable(s), Label: ptr("Data source (" + s.Name + ")"),
		Query: &dashboard.StringOrMap{String: ptr("prometheus")}, Regex: ptr(""),
		Refresh: ptr(dashboard.VariableRefreshOnDashboardLoad),
		Current: &dashboard.VariableOption{Text: placeholder, Value: placeholder},
	}
}

// queryVariable picks values of a label.
func queryVariable(p build.Picker) dashboard.VariableModel {
	current := &dashboard.VariableOption{Text: texts("All"), Value: texts("$__all")}
	if p.Start != "" {
		current = &dashboard.VariableOption{Text: texts(p.Start), Value: texts(p.Start)}
	}
	v := dashboard.VariableModel{
		Type: dashboard.VariableTypeQuery, Name: p.Name, Label: ptr(p.Label),
		Datasource: datasource(p.Store), Definition: ptr(p.Query),
		Query: &dashboard.StringOrMap{Map: map[string]any{
			"query": p.Query, "refId": "PrometheusVariableQueryEditor-VariableQuery",
		}},
		Refresh: ptr(dashboard.VariableRefreshOnTimeRangeChanged), Sort: ptr(dashboard.VariableSortNaturalAsc),
		Multi: ptr(true), IncludeAll: ptr(true), AllValue: ptr(p.All), Current: current,
	}
	if p.Description != "" {
		v.Description = ptr(p.Description)
	}
	if p.Single {
		v.Multi, v.IncludeAll, v.AllValue, v.Current = ptr(false), ptr(false), nil, nil // without one Grafana takes the first
		if p.Start != "" {
			v.Current = &dashboard.VariableOption{Text: text(p.Start), Value: text(p.Start)}
		}
	}
	return v
}

func datasource(s queries.Store) *common.DataSourceRef {
	return &common.DataSourceRef{Type: ptr("prometheus"), Uid: ptr("${" + build.DatasourceVariable(s) + "}")}
}

// interval writes a duration with one unit, the only notation that Grafana has for the interval of a query: 90m, 150s.
func interval(d time.Duration) string {
	switch {
	case d%time.Minute == 0:
		return strconv.FormatInt(int64(d/time.Minute), 10) + "m"
	case d%time.Second == 0:
		return strconv.FormatInt(int64(d/time.Second), 10) + "s"
	default:
		return strconv.FormatInt(d.Milliseconds(), 10) + "ms"
	}
}

// span writes a time range as Grafana's picker does: 3h, 15m.
func span(d time.Duration) string {
	switch {
	case d%(24*time.Hour) == 0:
		return strconv.Itoa(int(d/(24*time.Hour))) + "d"
	case d%time.Hour == 0:
		return strconv.Itoa(int(d/time.Hour)) + "h"
	default:
		return strings.TrimSuffix(d.Round(time.Minute).String(), "0s")
	}
}

func text(s string) dashboard.StringOrArrayOfString {
	return dashboard.StringOrArrayOfString{String: &s}
}

func texts(s ...string) dashboard.StringOrArrayOfString {
	return dashboard.StringOrArrayOfString{ArrayOfString: s}
}

func ptr[T any](v T) *T { return &v }
