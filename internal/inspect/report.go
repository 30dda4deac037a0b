package inspect

import "github.com/llm-observability/dashgen/queries/catalogue"

// A Status says what a panel, or one of its targets, shows.
type Status string

// The statuses.
const (
	Data    Status = "data"
	Partial Status = "partial" // of a panel: some targets show something, others are empty and should not be
	Empty   Status = "empty"
	Failed  Status = "error" // the server refused a query
	None    Status = "none"  // a panel that has no data of its own
)

// A Cause is why a target is empty.
type Cause string

// The causes. Those that are [Cause.Accepted] are no fault of the dashboard: the list of them is closed.
const (
	Idle      Cause = "idle"      // series are there, and nothing happens to them
	Quiet     Cause = "quiet"     // what is counted has not happened yet
	Condition Cause = "condition" // a comparison that holds for nothing now
	Feature   Cause = "feature"   // the program exports it only with a feature that is off
	Renamed   Cause = "renamed"   // the server has it under a name of another release
	Spelling  Cause = "spelling"  // the server has it as another store's dialect spells it
	Release   Cause = "release"   // the releases that run don't have it
	Exporter  Cause = "exporter"  // nothing of its exporter is there
	Absent    Cause = "absent"    // it is not there, though it could be
	Stale     Cause = "stale"     // it was there, and its series have ended
	Matcher   Cause = "matcher"   // no series passes a matcher
	Samples   Cause = "samples"   // a window holds fewer samples than a rate needs
	Unmatched Cause = "unmatched" // the sides of an operation have no series in common
	Variable  Cause = "variable"  // a variable has no value
	Unclear   Cause = "unclear"
)

// Accepted reports whether a panel may be empty for this.
func (c Cause) Accepted() bool {
	switch c {
	case Idle, Quiet, Condition, Feature:
		return true
	default:
		return false
	}
}

// A Reason is why a target is empty, in words.
type Reason struct {
	Cause  Cause
	Metric string // that it is about, or ""
	Found  string // what the server has in its stead, or ""
	Text   string // lower case, no full stop
	Help   string // what to do, or ""
}

// A Target is a query of a panel and what came of it.
type Target struct {
	RefID, Legend, Store string
	Expr                 string // with the values of variables
	Status               Status
	Series               int     // with a value
	Reason               *Reason // of an empty one
	Error                string
	Warnings, Infos      []string // of the server
}

// A Panel is a panel and what it shows.
type Panel struct {
	Environment, Dashboard, Title string // of the dashboard
	File                          string
	Row, Panel, Kind              string
	Status                        Status
	Reason                        string // of a panel without data of its own
	Targets                       []Target
}

// Accepted reports whether the panel has data, or may be empty.
func (p *Panel) Accepted() bool {
	switch p.Status {
	case Data, Partial, None:
		return true
	case Empty:
		for _, t := range p.Targets {
			if t.Reason == nil || !t.Reason.Cause.Accepted() {
				return false
			}
		}
		return len(p.Targets) > 0
	default:
		return false
	}
}

// A Fleet is a number of targets of an exporter that run the same releases, as far as anybody can tell.
type Fleet struct {
	Program string
	Targets int
	Run     catalogue.Range // the releases that have all the names found
	Likely  catalogue.Range // those of them that lack what was not found
	Known   bool            // that the names tell releases apart at all
}

// An Asked is an exporter that dashboards ask, on one store.
type Asked struct {
	Store, Name string
	Fleets      []Fleet
	Said        map[string]catalogue.Range // what the configuration says of it, by environment
	Present     []string                   // the series names that dashboards ask for and the server has
	Missing     []string                   // those that it does not have
	Labels      []string                   // those found of which dialects differ
	Spelling    string                     // the dialect whose names the server has, or ""
	Notes       []string                   // where the configuration says something else than the server
}

// A Store is a server.
type Store struct {
	Name, URL, Version string
	Metrics            int // names
	Notes              []string
}

// A Report is a run.
type Report struct {
	Stores    []Store
	Panels    []Panel
	Exporters []Asked
	Planned   int // how many panels there are, in a run that was interrupted too
}

// Count is how many panels have a status.
func (r *Report) Count(s Status) int {
	n := 0
	for i := range r.Panels {
		if r.Panels[i].Status == s {
			n++
		}
	}
	return n
}

// Bad is how many panels are empty without an accepted reason, or failed.
func (r *Report) Bad() int {
	n := 0
	for i := range r.Panels {
		if !r.Panels[i].Accepted() {
			n++
		}
	}
	return n
}
