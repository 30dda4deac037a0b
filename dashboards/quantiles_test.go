package dashboards_test

import (
	"regexp"
	"testing"

	"github.com/llm-observability/dashgen/internal/build"
	"github.com/llm-observability/dashgen/panels"
)

// TestQuantilesOfAPanelShareWindowAndPopulation: what differs between the quantiles of one panel is the quantile. A
// p99 over another window, or of other servers, would stand beside a p50 that it can't be compared with.
func TestQuantilesOfAPanelShareWindowAndPopulation(t *testing.T) {
	number := regexp.MustCompile(`histogram_quantile\([\d.]+`)
	compared := 0
	for _, env := range shipped(t) {
		for _, d := range env.Dashboards {
			eachPanel(d, func(p build.Panel) {
				if p.Kind != panels.KindTimeSeries {
					return
				}
				first := map[string]string{} // by what is measured
				for _, target := range p.Targets {
					if target.Query.Quantile() == 0 {
						continue
					}
					metric := target.Metrics[0].Identity
					expr := number.ReplaceAllString(target.Expr, "histogram_quantile(q")
					if other, ok := first[metric]; ok {
						compared++
						if expr != other {
							t.Errorf("%s/%s/%s: quantiles of different things:\n\t%s\n\t%s", env.Name, d.Name, p.Title, expr, other)
						}
					}
					first[metric] = expr
				}
			})
		}
	}
	if compared < 30 {
		t.Errorf("only %d quantiles were compared", compared)
	}
}
