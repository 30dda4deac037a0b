package board

import (
	"time"

	"github.com/llm-observability/dashgen/internal/prom"
)

// Data is where answers come from: a simulated workload, a recording, a live server.
type Data interface {
	// Querier answers for a store of an environment. Both are "" for a file of somebody else. The error says why there
	// is none; it is shown on the panel.
	Querier(environment, store string) (prom.Querier, error)
	// Span is the time of the first and the last sample. The last is what "now" means.
	Span(environment string) (first, last time.Time)
	// Name says what the data is, for a person.
	Name() string
}
