// Command dashboards has every command of dashgen, for the dashboards of this repository.
package main

import (
	"os"

	"github.com/llm-observability/dashgen/cmd/run"
	"github.com/llm-observability/dashgen/dashboards"
	"github.com/llm-observability/dashgen/panels"

	"example.com/team/dashboards/retriever"
)

func main() {
	os.Exit(run.Main(all(), run.Metrics(retriever.Metrics())))
}

// all are our dashboards, and one of dashgen's that we want beside them.
func all() []panels.Dashboard {
	return []panels.Dashboard{Retrieval(), dashboards.VLLMPerformance()}
}
