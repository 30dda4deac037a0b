// Command engine is dashgen with the embedded Prometheus engine linked in, for the benchmark of its size.
package main

import (
	"os"

	"github.com/llm-observability/dashgen/cmd/run"
	"github.com/llm-observability/dashgen/dashboards"
	"github.com/llm-observability/dashgen/internal/prom"
)

func main() {
	storage, err := prom.Open(prom.Options{})
	if err == nil {
		_, err = prom.NewEngine(storage, prom.EngineOptions{})
	}
	if err != nil {
		os.Exit(2)
	}
	if err := storage.Close(); err != nil {
		os.Exit(2)
	}
	os.Exit(run.Main(dashboards.All()))
}
