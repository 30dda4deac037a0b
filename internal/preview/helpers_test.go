package preview

import (
	"testing"

	"github.com/llm-observability/dashgen/internal/display"
	"github.com/llm-observability/dashgen/internal/preview/chart"
	"github.com/llm-observability/dashgen/internal/source"
)

// testSite is a site of one file of testdata on the series beside it.
func testSite(t testing.TB, name string) *Site {
	t.Helper()
	var entries []Entry
	for in, err := range source.Walk([]string{"testdata/" + name + ".json"}, nil) {
		if err != nil {
			t.Fatal(err)
		}
		f, err := in.Read()
		if err != nil {
			t.Fatal(err)
		}
		entries = append(entries, Others(f)...)
	}
	data, err := OpenRecording(t.Context(), []string{"testdata/" + name + ".series"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := data.Close(); err != nil {
			t.Error(err)
		}
	})
	if len(entries) != 1 {
		t.Fatalf("%d dashboards", len(entries))
	}
	return &Site{Entries: entries, Data: data, Theme: "dark"}
}

func view(t testing.TB, s *Site, r Request) *View {
	t.Helper()
	v, err := s.View(t.Context(), s.Entries[0], r)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// evaluated is the result of the panel with a title.
func evaluated(t testing.TB, v *View, title string) *chart.Result {
	t.Helper()
	for p := range v.Panels {
		if p.Title == title {
			return v.Evaluate(t.Context(), p, 600)
		}
	}
	t.Fatalf("no panel %q", title)
	return nil
}

func themeOf(s string) display.Theme { return display.Theme(s) }
