package report

import (
	"io"

	"github.com/llm-observability/dashgen/internal/inspect"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

type jsonPanels struct {
	Version   int               `json:"version"`
	Complete  bool              `json:"complete"`
	Summary   jsonPanelsSummary `json:"summary"`
	Stores    []jsonStore       `json:"stores"`
	Panels    []jsonPanel       `json:"panels"`
	Exporters []jsonExporter    `json:"exporters"`
}

type jsonPanelsSummary struct {
	Planned  int `json:"planned"`
	Panels   int `json:"panels"`
	Data     int `json:"data"`
	Partial  int `json:"partial"`
	Empty    int `json:"empty"`
	Error    int `json:"error"`
	None     int `json:"none"`
	Rejected int `json:"rejected"` // empty without an accepted reason, or with an error
}

type jsonStore struct {
	Name    string   `json:"name"`
	URL     string   `json:"url"`
	Version string   `json:"version"`
	Metrics int      `json:"metrics"`
	Notes   []string `json:"notes"`
}

// What does not apply is empty or 0, never missing.
type jsonPanel struct {
	Environment string       `json:"environment"`
	Dashboard   string       `json:"dashboard"`
	File        string       `json:"file"`
	Row         string       `json:"row"`
	Panel       string       `json:"panel"`
	Kind        string       `json:"kind"`
	Status      string       `json:"status"`
	Accepted    bool         `json:"accepted"`
	Reason      string       `json:"reason"`
	Targets     []jsonTarget `json:"targets"`
}

type jsonTarget struct {
	Target   string   `json:"target"`
	Store    string   `json:"store"`
	Expr     string   `json:"expr"`
	Status   string   `json:"status"`
	Series   int      `json:"series"`
	Cause    string   `json:"cause"`
	Metric   string   `json:"metric"`
	Found    string   `json:"found"`
	Reason   string   `json:"reason"`
	Help     string   `json:"help"`
	Error    string   `json:"error"`
	Warnings []string `json:"warnings"`
	Infos    []string `json:"infos"`
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

func writePanelsJSON(w io.Writer, r *Panels) error {
	out := jsonPanels{
		Version: 1, Complete: len(r.Panels) == r.Planned, Stores: []jsonStore{}, Panels: []jsonPanel{}, Exporters: []jsonExporter{},
		Summary: jsonPanelsSummary{
			Planned: r.Planned, Panels: len(r.Panels), Rejected: r.Bad(), None: r.Count(inspect.None),
			Data: r.Count(inspect.Data), Partial: r.Count(inspect.Partial), Empty: r.Count(inspect.Empty), Error: r.Count(inspect.Failed),
		},
	}
	for _, s := range r.Stores {
		out.Stores = append(out.Stores, jsonStore{s.Name, s.URL, s.Version, s.Metrics, filled(s.Notes)})
	}
	for i := range r.Panels {
		out.Panels = append(out.Panels, panelJSON(&r.Panels[i]))
	}
	for i := range r.Exporters {
		out.Exporters = append(out.Exporters, exporterJSON(&r.Exporters[i]))
	}
	return encode(w, out)
}

func panelJSON(p *inspect.Panel) jsonPanel {
	out := jsonPanel{
		Environment: p.Environment, Dashboard: p.Dashboard, File: p.File, Row: p.Row, Panel: p.Panel, Kind: p.Kind,
		Status: string(p.Status), Accepted: p.Accepted(), Reason: p.Reason, Targets: []jsonTarget{},
	}
	for _, t := range p.Targets {
		target := jsonTarget{
			Target: t.RefID, Store: t.Store, Expr: t.Expr, Status: string(t.Status), Series: t.Series, Error: t.Error,
			Warnings: filled(t.Warnings), Infos: filled(t.Infos),
		}
		if r := t.Reason; r != nil {
			target.Cause, target.Metric, target.Found, target.Reason, target.Help = string(r.Cause), r.Metric, r.Found, r.Text, r.Help
		}
		out.Targets = append(out.Targets, target)
	}
	return out
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
