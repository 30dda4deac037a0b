package promql

import (
	"testing"
	"time"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/queries/catalogue"
)

// bareCorpus is the corpus as the parser alone can read it: the same texts with the variables stood in for.
func bareCorpus(b *testing.B) []string {
	b.Helper()
	texts := make([]string, len(corpus))
	for i, text := range corpus {
		_, words := classify(text)
		sub := substitute(text, words, "_gv")
		texts[i] = sub.text
	}
	return texts
}

// BenchmarkParseBare is what the parser costs without dashgen: one operation is the whole corpus.
func BenchmarkParseBare(b *testing.B) {
	texts := bareCorpus(b)
	p := parser.NewParser(options())
	b.ReportAllocs()
	for b.Loop() {
		for _, text := range texts {
			if _, err := p.ParseExpr(text); err != nil {
				b.Fatal(text, err)
			}
		}
	}
	perExpression(b)
}

// BenchmarkParse is parsing with variables.
func BenchmarkParse(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		for _, text := range corpus {
			if _, err := Parse(text); err != nil {
				b.Fatal(text, err)
			}
		}
	}
	perExpression(b)
}

// BenchmarkAnalyse is parsing and analysing: compare with BenchmarkParseBare.
func BenchmarkAnalyse(b *testing.B) {
	ctx := Context{Catalogue: catalogue.Default(), Dialect: "uwm"}
	b.ReportAllocs()
	for b.Loop() {
		for _, text := range corpus {
			e, err := Parse(text)
			if err != nil {
				b.Fatal(text, err)
			}
			if f := Analyse(e, ctx); f.Result == nil {
				b.Fatal(text)
			}
		}
	}
	perExpression(b)
}

// BenchmarkOverhead takes turns, so that both see the same machine, and reports how often the parser's own
// time parsing and analysing cost.
func BenchmarkOverhead(b *testing.B) {
	texts := bareCorpus(b)
	p := parser.NewParser(options())
	ctx := Context{Catalogue: catalogue.Default(), Dialect: "uwm"}
	var bare, full, reused time.Duration
	var w Workspace
	for b.Loop() {
		start := time.Now()
		for _, text := range texts {
			if _, err := p.ParseExpr(text); err != nil {
				b.Fatal(text, err)
			}
		}
		middle := time.Now()
		for _, text := range corpus {
			e, err := Parse(text)
			if err != nil {
				b.Fatal(text, err)
			}
			Analyse(e, ctx)
		}
		last := time.Now()
		for _, text := range corpus {
			e, err := Parse(text)
			if err != nil {
				b.Fatal(text, err)
			}
			w.Analyse(e, ctx)
		}
		w.Reset()
		bare += middle.Sub(start)
		full += last.Sub(middle)
		reused += time.Since(last)
	}
	b.ReportMetric(float64(full)/float64(bare), "x-bare")
	b.ReportMetric(float64(reused)/float64(bare), "x-bare-reused")
}

func perExpression(b *testing.B) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(corpus)), "ns/expr")
}

// BenchmarkLongExpressions is parsing and analysing what is as long as the limit allows: one operation is all of them.
func BenchmarkLongExpressions(b *testing.B) {
	var w Workspace
	for b.Loop() {
		for _, text := range longExpressions() {
			e, err := Parse(text)
			if err != nil {
				b.Fatal(err)
			}
			w.Analyse(e, Context{})
		}
	}
}
