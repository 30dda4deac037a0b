package report

import "io"

type jsonPanels struct {
	Version   int              `json:"version"`
	Complete  bool             `json:"complete"` // nothing ended the run early
	Stores    []jsonStore      `json:"stores"`
	Panels    []jsonPanel      `json:"panels"`
	Exporters []jsonExporter   `json:"exporters"`
	Summary   jsonPanelSummary `json:"summary"`
}

// A jsonPanel is a panel of one dashboard on some data. What does not apply is empty or 0, never missing.
type jsonPanel struct {
	Environment string             `json:"environment"`
	Tenant      string             `json:"tenant"`
	Data        string             `json:"data"`
	Dashboard   string             `json:"dashboard"`
	Row         string             `json:"row"`
	Panel       string             `json:"panel"`
	ID          int                `json:"id"`
	Type        string             `json:"type"`
	File        string             `json:"file"`
	Line        int                `json:"line"`
	Outcome     string             `json:"outcome"` // passed, empty or failed
	Reason      string             `json:"reason"`
	Note        string             `json:"note"`
	Series      int                `json:"series"`
	Values      []jsonPanelValue   `json:"values"`
	Queries     []jsonPanelQuery   `json:"queries"`
	Problems    []jsonPanelProblem `json:"problems"`
}

// A jsonPanelValue has no number where there is none, and where it is infinite.
type jsonPanelValue struct {
	Name   string   `json:"name"`
	Text   string   `json:"text"`
	Number *float64 `json:"number"`
	Colour string   `json:"colour"`
}

type jsonPanelQuery struct {
	RefID      string `json:"refId"`
	Expression string `json:"expression"`
	Store      string `json:"store"`
	Series     int    `json:"series"`
	// Of a query without data: why.
	Cause  string `json:"cause"`
	Metric string `json:"metric"`
	Found  string `json:"found"`
	Why    string `json:"why"`
	Help   string `json:"help"`
}

type jsonPanelProblem struct {
	Kind       string `json:"kind"`
	Message    string `json:"message"`
	Help       string `json:"help"`
	RefID      string `json:"refId"`
	Expression string `json:"expression"`
	File       string `json:"file"`
	Line       int    `json:"line"`
	Column     int    `json:"column"`
}

type jsonPanelSummary struct {
	Dashboards int   `json:"dashboards"`
	Planned    int   `json:"planned"`
	Panels     int   `json:"panels"`
	Passed     int   `json:"passed"`
	Empty      int   `json:"empty"`
	Failed     int   `json:"failed"`
	Problems   int   `json:"problems"`
	Samples    int64 `json:"samples"`
}

func writePanelJSON(w io.Writer, r *PanelReport) error {
	passed, empty, failed, problems := r.Counts()
	planned := max(r.Planned, passed+empty+failed)
	out := jsonPanels{Version: 1, Complete: planned == passed+empty+failed, Stores: []jsonStore{}, Panels: []jsonPanel{}, Exporters: []jsonExporter{}, Summary: jsonPanelSummary{
		Dashboards: len(r.Boards), Planned: planned, Panels: passed + empty + failed, Passed: passed, Empty: empty, Failed: failed, Problems: problems, Samples: r.Samples,
	}}
	for _, b := range r.Boards {
		for _, p := range b.Panels {
			out.Panels = append(out.Panels, jsonPanelOf(b, p))
		}
	}
	for _, s := range r.Stores {
		out.Stores = append(out.Stores, jsonStore{s.Name, s.URL, s.Version, s.Namespace, s.Metrics, s.Dialect, filled(s.Notes)})
	}
	for i := range r.Exporters {
		out.Exporters = append(out.Exporters, exporterJSON(&r.Exporters[i]))
	}
	return encode(w, out)
}

func jsonPanelOf(b Board, p Panel) jsonPanel {
	out := jsonPanel{
		Environment: b.Environment, Tenant: b.Tenant, Data: b.Data, Dashboard: b.Name, Row: p.Row, Panel: p.Title, ID: p.ID, Type: p.Type,
		File: p.Pos.File, Line: p.Pos.Line, Outcome: "passed", Reason: string(p.Reason), Note: p.Note, Series: p.Series,
		Values: []jsonPanelValue{}, Queries: []jsonPanelQuery{}, Problems: []jsonPanelProblem{},
	}
	switch {
	case len(p.Problems) > 0:
		out.Outcome = "failed"
	case p.Reason != "":
		out.Outcome = "empty"
	}
	for _, v := range p.Values {
		value := jsonPanelValue{Name: v.Name, Text: v.Text, Number: v.Number, Colour: v.Colour}
		if v.Number != nil && *v.Number-*v.Number != 0 {
			value.Number = nil // JSON has neither NaN nor infinity
		}
		out.Values = append(out.Values, value)
	}
	for _, q := range p.Queries {
		query := jsonPanelQuery{RefID: q.RefID, Expression: q.Expr, Store: q.Store, Series: q.Series}
		if y := q.Why; y != nil {
			query.Cause, query.Metric, query.Found, query.Why, query.Help = string(y.Cause), y.Metric, y.Found, y.Text, y.Help
		}
		out.Queries = append(out.Queries, query)
	}
	for _, x := range p.Problems {
		out.Problems = append(out.Problems, jsonPanelProblem{
			Kind: string(x.Kind), Message: x.What, Help: x.Help, RefID: x.RefID, Expression: x.Expr,
			File: x.Pos.File, Line: x.Pos.Line, Column: x.Pos.Column,
		})
	}
	return out
}
