package lint_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/internal/lint"
	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/internal/source"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// BenchmarkRules takes turns between the bare parser and everything that the linter does with the same expressions once
// they are read: parsing with variables, facts and all rules. It reports how often the parser's own time that costs,
// and how many expressions a core judges a second.
func BenchmarkRules(b *testing.B) {
	paths, err := filepath.Glob("../../out/dashboards/*/*.json")
	if err != nil || len(paths) == 0 {
		b.Fatal("no dashboards", err)
	}
	var files []*source.File
	var plain []string
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		f, err := source.Read(path, data)
		if err != nil {
			b.Fatal(err)
		}
		files = append(files, f)
		seen := map[string]bool{} // the linter parses what a dashboard asks twice once
		for _, d := range f.Dashboards {
			for _, p := range d.Panels {
				for _, q := range p.Queries {
					if e, err := promql.Parse(q.Text.Value); err == nil && !seen[q.Text.Value] {
						seen[q.Text.Value] = true
						plain = append(plain, e.Plain())
					}
				}
			}
		}
	}
	bare := parser.NewParser(parser.Options{EnableExperimentalFunctions: true})
	l := lint.New(lint.Options{Catalogue: catalogue.Default(), Rules: lint.Rules()})
	var parsing, judging time.Duration
	n := 0
	b.ReportAllocs()
	for b.Loop() {
		start := time.Now()
		for _, text := range plain {
			if _, err := bare.ParseExpr(text); err != nil {
				b.Fatal(text, err)
			}
		}
		middle := time.Now()
		for _, f := range files {
			l.File(f)
		}
		parsing += middle.Sub(start)
		judging += time.Since(middle)
		n += len(plain)
	}
	b.ReportMetric(float64(judging)/float64(parsing), "x-bare-rules")
	b.ReportMetric(float64(n)/judging.Seconds(), "exprs/s")
}
