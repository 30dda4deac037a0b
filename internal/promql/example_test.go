package promql_test

import (
	"fmt"

	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

func Example() {
	expr, err := promql.Parse(`sum by (model_name) (rate(vllm:prompt_tokens_total{pod="$pod"}[$__rate_interval]))`)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, v := range expr.Variables {
		fmt.Println(v.Name, "is a", v.Role)
	}
	facts := promql.Analyse(expr, promql.Context{Catalogue: catalogue.Default(), Dialect: "uwm"})
	for _, label := range []string{"model_name", "pod"} {
		l := facts.Result.Label(label)
		fmt.Printf("%s is %s: %s, at %s\n", label, l.State, l.Reason, promql.PositionAt(expr.Text, l.Span.Start))
	}
	fmt.Println("a", facts.Result.Shape, "in", facts.Result.Unit)
	// Output:
	// pod is a label value
	// __rate_interval is a duration
	// model_name is possible: exported by vllm, at 1:27
	// pod is impossible: removed by sum by (model_name), at 1:1
	// a rate in tokens/s
}
