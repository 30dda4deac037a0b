// Package promql parses PromQL as it stands in Grafana dashboards and works out its facts: which series
// an expression selects, which labels its result can have and why, in which unit its values are, and
// what kind of number they are. Whoever needs such a fact reads it here; nothing else in dashgen infers
// labels or units.
//
//	expr, err := promql.Parse(`sum by (model_name) (rate(vllm:prompt_tokens_total[$__rate_interval]))`)
//	facts := promql.Analyse(expr, promql.Context{Catalogue: catalogue.Default()})
//	facts.Result.Label("model_name").State // Possible: exported by vllm
//	facts.Result.Label("pod")              // Impossible: removed by sum by (model_name), at 1:1
//	facts.Result.Unit.String()             // tokens/s
//
// Grafana's variables are recognised by where they stand in the grammar, not by replacing text: a
// variable in a range is a duration, one in a by clause a label name. Where its value can't be known,
// the facts that depend on it are unknown.
package promql
