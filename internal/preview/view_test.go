package preview

import (
	"slices"
	"strings"
	"testing"

	"github.com/llm-observability/dashgen/internal/preview/chart"
)

// TestEveryKindHasInk draws every panel in both themes and at sizes of a phone, a page and a wall.
func TestEveryKindHasInk(t *testing.T) {
	v := view(t, testSite(t, "every-kind"), Request{})
	kinds := map[string]bool{}
	for p := range v.Panels {
		kinds[p.Type.Value] = true
		for _, size := range [][2]float64{{360, 200}, {600, 300}, {1900, 800}, {20, 10}, {3000, 40}} {
			for _, theme := range []string{"dark", "light"} {
				d, r := v.Draw(t.Context(), p, size[0], size[1], themeOf(theme))
				if d.Scene.Len() == 0 && size[1] >= 200 {
					t.Errorf("%s is empty at %v", p.Title, size)
				}
				if len(r.Errs) > 0 {
					t.Errorf("%s: %v", p.Title, r.Errs)
				}
				if strings.Contains(string(d.Scene.SVG()), "NaN") {
					t.Errorf("%s has a place that is no number", p.Title)
				}
			}
		}
	}
	if len(kinds) < 10 {
		t.Errorf("only %d kinds were drawn", len(kinds))
	}
}

// texts are what a panel shows in words.
func texts(t *testing.T, v *View, title string, w, h float64) string {
	t.Helper()
	d := chart.Panel(evaluated(t, v, title), w, h, "dark")
	var out []string
	for _, m := range strings.Split(string(d.Scene.SVG()), "<text")[1:] {
		_, rest, _ := strings.Cut(m, ">")
		text, _, _ := strings.Cut(rest, "<")
		out = append(out, text)
	}
	return strings.Join(out, "|")
}

// TestWhatPanelsSay compares the words of panels with what follows from the series by hand.
func TestWhatPanelsSay(t *testing.T) {
	v := view(t, testSite(t, "every-kind"), Request{})
	for title, want := range map[string][]string{
		"Requests":         {"3.50|req/s"},
		"Queue":            {"1"},
		"Gone":             {"no exporter"},
		"Cache":            {"70.0%"},
		"By Model":         {"granite|0|llama|1"},
		"Lines":            {"0 req/s|0.25 req/s|0.5 req/s", "00:00|", "|00:30", "Name|Last *|Mean|Max|granite|2.00 req/s", "llama|1.50 req/s"},
		"Two Axes":         {"1 GiB", "2 GiB", "20%", "100%", "Mean|memory|1.46 GiB|cache|39.8%"},
		"Durations":        {"100 ms|500 ms|1 s|5 s|+Inf", "0.800 req/s"},
		"Bars":             {"granite|3.60 K|llama|1.65 K"},
		"Shares":           {"granite|69%|llama|31%"},
		"Summary":          {"Model|granite|llama|Requests/s|2.00 req/s|1.50 req/s|Waiting|0|1"},
		"States":           {"granite-0|up|llama-0|up|down|up"},
		"Unknown Kind":     {"panel kind &quot;geomap&quot; is not drawn; its values:", "granite|llama", "0|1"},
		"How To Read This": {"Reading", "bold", "code", "link", "&lt;b&gt;"},
	} {
		got := texts(t, v, title, 600, 300)
		for _, w := range want {
			if !strings.Contains(got, w) {
				t.Errorf("%s says %s\nwant %s", title, got, w)
			}
		}
	}
}

func TestPickers(t *testing.T) {
	s := testSite(t, "every-kind")
	all := view(t, s, Request{})
	if got := names(evaluated(t, all, "Lines")); !slices.Equal(got, []string{"granite", "llama"}) {
		t.Errorf("All shows %v", got)
	}
	one := view(t, s, Request{Picked: map[string][]string{"model": {"llama"}}})
	if got := names(evaluated(t, one, "Lines")); !slices.Equal(got, []string{"llama"}) {
		t.Errorf("a choice shows %v", got)
	}
	for _, p := range all.pickers() {
		switch p.Label {
		case "model":
			if p.Shown != "All" || len(p.Options) != 3 || !p.Options[0].Picked || p.Options[1].Picked {
				t.Errorf("model is %+v", p)
			}
		case "pod":
			if p.Shown != "granite-0" {
				t.Errorf("a picker without a choice has %v, not the first", p.Shown)
			}
		}
	}
	// What is no option can't be picked.
	none := view(t, s, Request{Picked: map[string][]string{"model": {`"} or vector(1) or x{a="`}}})
	if got := names(evaluated(t, none, "Lines")); !slices.Equal(got, []string{"granite", "llama"}) {
		t.Errorf("a choice that is no option shows %v", got)
	}
}

func names(r *chart.Result) []string {
	var out []string
	for _, s := range r.Series {
		out = append(out, s.Name)
	}
	return out
}

// TestLabelsInjectNoQuery picks each hostile label of a series: the query is the same, or it is not asked.
func TestLabelsInjectNoQuery(t *testing.T) {
	s := testSite(t, "hostile")
	all := view(t, s, Request{})
	refused := 0
	for name, options := range all.Options {
		for _, o := range options {
			v := view(t, s, Request{Picked: map[string][]string{name: {o.Value}}})
			for panel := range v.Panels {
				r := v.Evaluate(t.Context(), panel, 300)
				if len(r.Errs) > 0 {
					if !strings.Contains(r.Errs[0], "would change the query") {
						t.Errorf("%.40q: %v", o.Value, r.Errs)
					}
					refused++
					continue
				}
				for _, series := range r.Series {
					if name == "name" && len(series.Labels) > 0 && series.Labels["name"] != o.Value {
						t.Errorf("picking %.40q shows %.40q", o.Value, series.Labels["name"])
					}
				}
			}
		}
	}
	if refused == 0 {
		t.Error("no value was refused, though one ends its matcher")
	}
}

func TestNextToNothing(t *testing.T) {
	s := testSite(t, "every-kind")
	for _, r := range []Request{
		{From: "now-5m"}, {From: "2026-01-01T00:10:00Z", To: "2026-01-01T00:05:00Z"}, {From: "nonsense", To: "now-99999999y"},
		{From: "1767225600000", To: "1767226200000"}, {From: "2030-01-01T00:00:00Z"},
	} {
		v := view(t, s, r)
		if !v.Window.From.Before(v.Window.To) {
			t.Errorf("%+v is a window from %v to %v", r, v.Window.From, v.Window.To)
		}
		for p := range v.Panels {
			v.Draw(t.Context(), p, 400, 200, "dark")
		}
	}
}
