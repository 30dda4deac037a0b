// Package paneltest compares what panels show with what a test says they show.
package paneltest

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/llm-observability/dashgen/internal/config"
	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/near"
	"github.com/llm-observability/dashgen/internal/prom"
)

// Load puts the series of a test into a storage, the first value of each at start. Errors are where the series stands.
func Load(into *prom.Storage, name string, t *config.PanelTest, start time.Time) error {
	var b strings.Builder
	fmt.Fprintf(&b, "load %dms from %s\n", t.Interval.Milliseconds(), start.Format(time.RFC3339))
	for _, s := range t.Series {
		series := strings.TrimSpace(s.Series)
		if series == "load" {
			series = "load{}" // else it would be a load line
		}
		fmt.Fprintf(&b, "%s %s\n", oneLine(series), oneLine(s.Values))
	}
	_, err := into.LoadSeries(name, strings.NewReader(b.String()))
	if err == nil {
		return nil
	}
	var list diag.List
	list.Join(err)
	for _, e := range list {
		if i := e.Pos.Line - 2; i >= 0 && i < len(t.Series) { // the line of the text made above
			e.Pos = t.Series[i].Pos
		} else {
			e.Pos = t.Pos
		}
	}
	if len(list) == 0 {
		return err
	}
	return list.Err()
}

// oneLine is text on one line: a line feed would begin another series.
func oneLine(s string) string { return strings.NewReplacer("\n", " ", "\r", " ").Replace(s) }

// Window is when a test looks at a dashboard.
func Window(t *config.PanelTest, b *evaluate.Board, first, last time.Time) prom.Window {
	if t.At > 0 {
		last = first.Add(t.At)
	}
	w := b.Last(first, last)
	if t.Range > 0 {
		w.From = last.Add(-t.Range)
	}
	return w
}

// Find is the panel that is meant. The error says which there are.
func Find(o *evaluate.Opened, e config.PanelExpectation) (evaluate.View, error) {
	var found []evaluate.View
	var titles []string
	for _, v := range o.Views() {
		titles = append(titles, v.Title)
		if (v.Title == e.Panel || v.Repeated == "" && v.Panel.Title.Value == e.Panel) && (e.Row == "" || v.Row.Value == e.Row) {
			found = append(found, v)
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		wrong := diag.New(e.Pos, "the dashboard has no panel %q", e.Panel)
		if e.Row != "" {
			wrong.What += fmt.Sprintf(" in row %q", e.Row)
		}
		return evaluate.View{}, wrong.Help("%s", near.Hint(e.Panel, titles))
	default:
		return evaluate.View{}, diag.New(e.Pos, "the dashboard has %d panels %q", len(found), e.Panel).Help("name the row, too: row: %q", found[0].Row.Value)
	}
}

// A Difference is one between what a panel shows and what is expected.
type Difference struct {
	What string
	Pos  diag.Position
}

// Compare says how a panel differs from what is expected of it.
func Compare(s *evaluate.Shown, e config.PanelExpectation) []Difference {
	switch {
	case e.Empty:
		return compareEmpty(s, e)
	case e.Value != nil:
		if len(s.Values) != 1 {
			return []Difference{{fmt.Sprintf("want the one value %s, shows %d: %s", e.Value.Text, len(s.Values), list(s.Values)), e.Pos}}
		}
		return compareValue("", e.Value, s.Values[:1])
	}
	byName := map[string][]evaluate.Value{}
	for _, v := range s.Values {
		byName[v.Name] = append(byName[v.Name], v)
	}
	var out []Difference
	for _, name := range slices.Sorted(maps.Keys(e.Values)) {
		out = append(out, compareValue(name, e.Values[name], byName[name])...)
		delete(byName, name)
	}
	for _, name := range slices.Sorted(maps.Keys(byName)) {
		out = append(out, Difference{fmt.Sprintf("%q: shows %s, and nothing is expected", name, texts(byName[name])), e.Pos})
	}
	return out
}

// compareEmpty looks for numbers; the text that a panel shows in their place is none.
func compareEmpty(s *evaluate.Shown, e config.PanelExpectation) []Difference {
	var shown []evaluate.Value
	for _, v := range s.Values {
		if v.Number != nil && !math.IsNaN(*v.Number) {
			shown = append(shown, v)
		}
	}
	if len(shown) == 0 && len(s.Values) == 0 && s.Series > 0 && slices.Contains([]string{"heatmap", "histogram"}, s.Type.Value) {
		return []Difference{{fmt.Sprintf("want nothing, has %d series", s.Series), e.Pos}}
	}
	if len(shown) == 0 {
		return nil
	}
	return []Difference{{"want nothing, shows " + list(shown), e.Pos}}
}

func compareValue(name string, want *config.ExpectedValue, got []evaluate.Value) []Difference {
	prefix := ""
	if name != "" {
		prefix = fmt.Sprintf("%q: ", name)
	}
	switch {
	case len(got) == 0:
		return []Difference{{fmt.Sprintf("%swant %s, and there is none", prefix, want.Text), want.Pos}}
	case len(got) > 1:
		return []Difference{{fmt.Sprintf("%swant %s, and %d series have the name", prefix, want.Text, len(got)), want.Pos}}
	}
	v := got[0]
	if want.Number != nil && v.Number != nil && same(*want.Number, *v.Number) {
		return nil
	}
	if want.Number == nil && v.Text == want.Text {
		return nil
	}
	shows := v.Text
	if want.Number != nil && v.Number != nil && fmt.Sprint(*v.Number) != v.Text {
		shows = fmt.Sprintf("%v (%s)", *v.Number, v.Text)
	}
	if shows == "" {
		shows = "nothing"
	}
	return []Difference{{fmt.Sprintf("%swant %s, shows %s", prefix, want.Text, shows), want.Pos}}
}

// same allows for the rounding of floating-point arithmetic.
func same(want, got float64) bool {
	return want == got || math.Abs(want-got) <= 1e-9*math.Max(math.Abs(want), math.Abs(got))
}

func list(values []evaluate.Value) string {
	var named []evaluate.Value
	for _, v := range values {
		v.Text = strings.TrimSpace(v.Name + " " + v.Text)
		named = append(named, v)
	}
	return texts(named)
}

func texts(values []evaluate.Value) string {
	var words []string
	for _, v := range values {
		words = append(words, v.Text)
	}
	if len(words) == 0 {
		return "nothing"
	}
	return strings.Join(words, ", ")
}
