package dashboards

import "github.com/llm-observability/dashgen/panels/alerts"

// Rules returns every alert and every recording, in the order in which they are written. Each alert has a page in
// docs/runbooks.
func Rules() alerts.Rules {
	return alerts.Rules{Groups: []alerts.Group{
		vllmRules(),
		gpuRules(),
		ovmsRules(),
		llamaRules(),
		liteRules(),
		limitadorRules(),
		gatewayRules(),
		scrapeRules(),
	}}
}
