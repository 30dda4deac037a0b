package report

import "io"

type jsonPanels struct {
	Version int              `json:"version"`
	Panels  []jsonPanel      `json:"panels"`
	Summary jsonPanelSummary `json:"summary"`
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
	Series     int    `json:"series"`
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
	Panels     int   `json:"panels"`
	Passed     int   `json:"passed"`
	Empty      int   `json:"empty"`
	Failed     int   `json:"failed"`
	Problems   int   `json:"problems"`
	Samples    int64 `json:"samples"`
}

func writePanelJSON(w io.Writer, r *PanelReport) error {
	passed, empty, failed, problems := r.Counts()
	out := jsonPanels{Version: 1, Panels: []jsonPanel{}, Summary: jsonPanelSummary{
		Dashboards: len(r.Boards), Panels: passed + empty + failed, Passed: passed, Empty: empty, Failed: failed, Problems: problems, Samples: r.Samples,
	}}
	for _, b := range r.Boards {
		for _, p := range b.Panels {
			out.Panels = append(out.Panels, jsonPanelOf(b, p))
		}
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
		out.Queries = append(out.Queries, jsonPanelQuery{q.RefID, q.Expr, q.Series})
	}
	for _, x := range p.Problems {
		out.Problems = append(out.Problems, jsonPanelProblem{
			Kind: string(x.Kind), Message: x.What, Help: x.Help, RefID: x.RefID, Expression: x.Expr,
			File: x.Pos.File, Line: x.Pos.Line, Column: x.Pos.Column,
		})
	}
	return out
}
