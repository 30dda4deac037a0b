package lint_test

import (
	"strings"
	"testing"
	"time"

	"github.com/llm-observability/dashgen/internal/lint"
	"github.com/llm-observability/dashgen/internal/source"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// TestWindowBelowKnownScrape judges ranges where the configuration says how often the store scrapes: the
// fixture covers stores of which nothing is known.
func TestWindowBelowKnownScrape(t *testing.T) {
	panel := func(interval, expr string) *source.File {
		return read(t, "panel.json", []byte(`{"type": "timeseries", "interval": "`+interval+`", "targets": [{"expr": "`+expr+`"}]}`))
	}
	for name, c := range map[string]struct {
		file *source.File
		want string
	}{
		"one scrape":               {source.Expression("x", "rate(a[30s])"), "[2m], which is four scrapes"},
		"almost two":               {source.Expression("x", "sum(increase(a[59s]))"), "[2m], which is four scrapes"},
		"two scrapes":              {source.Expression("x", "rate(a[1m])"), ""},
		"no samples needed":        {source.Expression("x", "avg_over_time(a[10s])"), ""},
		"one scrape is the step":   {panel("30s", "rate(a[$__interval])"), "write rate(…[$__rate_interval])"},
		"two scrapes are the step": {panel("1m", "increase(a[$__interval])"), ""},
		"the step is not known":    {panel("$step", "increase(a[$__interval])"), ""},
	} {
		t.Run(name, func(t *testing.T) {
			found := lint.Run([]*source.File{c.file}, lint.Options{
				Catalogue: catalogue.Default(),
				Rules:     []*lint.Rule{lint.Find("window-below-scrape")},
				Setting:   func(*source.Query) *lint.Setting { return &lint.Setting{ScrapeInterval: 30 * time.Second} },
			}).Findings
			switch {
			case c.want == "" && len(found) > 0:
				t.Errorf("found %s", found[0].Message)
			case c.want != "" && (len(found) != 1 || !strings.Contains(found[0].Advice, c.want)):
				t.Errorf("found %d, wanted one with the advice %q", len(found), c.want)
			}
		})
	}
}
