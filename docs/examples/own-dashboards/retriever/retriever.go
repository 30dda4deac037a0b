// Package retriever is what dashboards may ask of our retrieval service.
package retriever

import (
	_ "embed" // the table

	"github.com/llm-observability/dashgen/queries/catalogue"
)

//go:generate go run github.com/llm-observability/dashgen/cmd/handles -prefix retriever_ retriever.tsv

//go:embed retriever.tsv
var table []byte

// Metrics is the table of the service's metrics, from which the handles of this package are generated. It has all of
// them, so that the linter knows a misspelt one.
func Metrics() catalogue.Extra {
	return catalogue.Extra{File: "retriever.tsv", Data: table, Prefixes: []string{"retriever_"}, Complete: true}
}
