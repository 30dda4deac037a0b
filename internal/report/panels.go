package report

import (
	"fmt"
	"io"
	"slices"

	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/inspect"
)

// A PanelReport is a run of the panels of dashboards, ready to be written.
type PanelReport struct {
	Boards  []Board
	Samples int64  // that the engine read
	Tool    string // the program's name
	Command string // that made the report
	// Planned is how many panels there are, in a run that was interrupted, too; 0: those of the report.
	Planned int
	// Stores and Exporters are what live servers are and have; empty for data of files and simulations.
	Stores    []inspect.Store
	Exporters []inspect.Asked
	// Colour says that the reader's terminal shows colours.
	Colour bool
}

// A Board is a dashboard that was evaluated once: for a tenant of an environment, on some data.
type Board struct {
	Environment, Tenant string // empty where there is none
	Data                string // the scenario, or the files of a recording
	Name                string // of the dashboard: its name in the registry, or the file
	Title               string
	Panels              []Panel
}

// Place names the board in one line.
func (b Board) Place() string {
	name := b.Name
	if b.Environment != "" {
		name = b.Environment + "/" + name
	}
	if b.Tenant != "" {
		name += " for " + b.Tenant
	}
	return name
}

// A Panel is what a panel showed.
type Panel struct {
	Row, Title, Type string
	ID               int
	Pos              diag.Position
	Series           int
	Queries          []PanelQuery
	Values           []evaluate.Value
	Reason           evaluate.Reason // why it may be empty; empty for others
	Note             string          // what else a reader should know
	Problems         []PanelProblem
}

// A PanelQuery is one query of a panel as it was asked.
type PanelQuery struct {
	RefID, Expr string
	Store       string // that was asked, or ""
	Series      int
	Why         *evaluate.Why // it has no data, where that was asked; else nil
}

// A PanelProblem is a problem and where it is.
type PanelProblem struct {
	evaluate.Problem
	Pos  diag.Position
	Expr string // that it is about, or empty
}

// Counts are how many panels there are of each outcome.
func (r *PanelReport) Counts() (passed, empty, failed, problems int) {
	for _, b := range r.Boards {
		for _, p := range b.Panels {
			switch {
			case len(p.Problems) > 0:
				failed++
				problems += len(p.Problems)
			case p.Reason != "":
				empty++
			default:
				passed++
			}
		}
	}
	return passed, empty, failed, problems
}

// A PanelFormat is a way to write a report of panels.
type PanelFormat struct {
	Name  string
	Means string                              // what it is for
	Write func(io.Writer, *PanelReport) error // the error is the writer's
}

// PanelFormats are all formats, the default first.
func PanelFormats() []PanelFormat {
	return []PanelFormat{
		{"text", "for people", writePanelText},
		{"json", "one object, for programs", writePanelJSON},
		{"junit", "JUnit XML, for test reports", writePanelJUnit},
	}
}

// FindPanelFormat returns the format of that name; ok is false when there is none.
func FindPanelFormat(name string) (f PanelFormat, ok bool) {
	all := PanelFormats()
	i := slices.IndexFunc(all, func(f PanelFormat) bool { return f.Name == name })
	if i < 0 {
		return PanelFormat{}, false
	}
	return all[i], true
}

// panelSummary is the last line for people.
func (r *PanelReport) panelSummary() string {
	passed, empty, failed, _ := r.Counts()
	out := fmt.Sprintf("%s with data, %d empty for a reason", plural(passed, "panel"), empty)
	if failed > 0 {
		out = fmt.Sprintf("%s failed, %d with data, %d empty for a reason", plural(failed, "panel"), passed, empty)
	}
	out += "; " + plural(len(r.Boards), "dashboard")
	if !r.live() {
		return fmt.Sprintf("%s, %d samples read", out, r.Samples)
	}
	if left := r.Planned - passed - empty - failed; left > 0 {
		out += fmt.Sprintf("; %d of %s were not looked at", left, plural(r.Planned, "panel"))
	}
	return out
}

// live reports whether servers were asked: only then the number of panels is known beforehand.
func (r *PanelReport) live() bool { return len(r.Stores) > 0 || r.Planned > 0 }
