package report

import (
	"github.com/llm-observability/dashgen/internal/inspect"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// A jsonStore is a server that was asked.
type jsonStore struct {
	Name      string   `json:"name"`
	URL       string   `json:"url"`
	Version   string   `json:"version"`
	Namespace string   `json:"namespace"`
	Metrics   int      `json:"metrics"`
	Dialect   string   `json:"dialect"`
	Notes     []string `json:"notes"`
}

type jsonExporter struct {
	Store     string            `json:"store"`
	Exporter  string            `json:"exporter"`
	Fleets    []jsonFleet       `json:"fleets"`
	Said      map[string]string `json:"said"`
	Present   []string          `json:"present"`
	Missing   []string          `json:"missing"`
	Labels    []string          `json:"labels"`
	SpelledAs string            `json:"spelledAs"`
	Notes     []string          `json:"notes"`
}

type jsonFleet struct {
	Program string `json:"program"`
	Targets int    `json:"targets"`
	From    string `json:"from"`
	Below   string `json:"below"`
	// The same, taking into account what is missing.
	LikelyFrom  string `json:"likelyFrom"`
	LikelyBelow string `json:"likelyBelow"`
}

func exporterJSON(e *inspect.Asked) jsonExporter {
	out := jsonExporter{
		Store: e.Store, Exporter: e.Name, Fleets: []jsonFleet{}, Said: map[string]string{}, Present: filled(e.Present),
		Missing: filled(e.Missing), Labels: filled(e.Labels), SpelledAs: e.Spelling, Notes: filled(e.Notes),
	}
	for _, f := range e.Fleets {
		one := jsonFleet{Program: f.Program, Targets: f.Targets}
		one.From, one.Below = ends(f.Run)
		one.LikelyFrom, one.LikelyBelow = ends(f.Likely)
		out.Fleets = append(out.Fleets, one)
	}
	for env, r := range e.Said {
		out.Said[env] = r.String()
	}
	return out
}

func ends(r catalogue.Range) (from, below string) { return r.Min.String(), r.Below.String() }

// filled is a list that JSON does not write as null.
func filled(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}
