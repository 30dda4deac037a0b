// Command dashgen generates, proves and lints the Grafana dashboards of an LLM-serving platform.
package main

import (
	"os"

	"github.com/llm-observability/dashgen/cmd/run"
	"github.com/llm-observability/dashgen/dashboards"
)

func main() { os.Exit(run.Main(dashboards.All(), run.Rules(dashboards.Rules()))) }
