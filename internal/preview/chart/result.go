package chart

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/llm-observability/dashgen/internal/evaluate"
)

// A Result is what a panel shows, in the form that its kind is drawn from.
type Result struct {
	*evaluate.Shown
	Series  []Series
	Tables  []*evaluate.Data
	Buckets []evaluate.Bucket // of a heatmap
	Errs    []string          // what went wrong; what did not is shown all the same
	Why     string            // there is nothing to show
	Notes   []string          // what is shown otherwise than in Grafana, and what else there is to know
}

// A Series is a line of a panel, or a column of numbers whose rows have names.
type Series struct {
	Name    string
	RefID   string
	Labels  map[string]string
	T       []int64
	V       []*float64
	Step    time.Duration // 0 for one moment
	Look    *evaluate.Look
	Rows    []string // what the rows are called, where the values are a column of a table
	IsTable bool
}

// maxSeries is how many series of a panel are drawn; a browser would not survive many more either.
const maxSeries = 500

// Of makes a result of what a panel shows.
func Of(s *evaluate.Shown) *Result {
	r := &Result{Shown: s}
	switch kind := s.Type.Value; {
	case kind == "heatmap":
		r.Buckets = s.Buckets()
	case isTable(kind):
		r.Tables = s.Data
	default:
		for _, d := range s.Data {
			r.Series = append(r.Series, seriesOf(d)...)
		}
		if n := len(r.Series); n > maxSeries {
			r.Notes = append(r.Notes, fmt.Sprintf("%d of %d series are drawn", maxSeries, n))
			r.Series = r.Series[:maxSeries]
		}
	}
	r.say()
	return r
}

// Failed is the result of a panel that could not be evaluated.
func Failed(v evaluate.View, w evaluate.Shown, why string) *Result {
	w.View, w.Look = v, &evaluate.Look{}
	return &Result{Shown: &w, Errs: []string{why}}
}

// say tells a person what the evaluation found.
func (r *Result) say() {
	for _, p := range r.Problems {
		what := p.What
		if p.RefID != "" && len(r.Asked) > 1 {
			what = "query " + p.RefID + ": " + what
		}
		what = strings.Join(strings.Fields(what), " ")
		switch p.Kind {
		case evaluate.Unreadable:
			r.Errs = append(r.Errs, what)
			continue
		case evaluate.Unresolved:
			r.Why = cmp.Or(r.Why, what) // it is shown where there is nothing else
		case evaluate.Empty:
			r.Why = cmp.Or(r.Why, strings.Replace(what, "no data: ", "", 1))
		}
		if p.Help != "" {
			what += "; " + p.Help
		}
		r.Notes = append(r.Notes, what)
	}
	if r.Untransformed != "" {
		r.Notes = append(r.Notes, fmt.Sprintf("the transformation %q is not applied", r.Untransformed))
	}
	if r.Library {
		r.Errs = append(r.Errs, "a library panel: what it shows is kept in a Grafana")
	}
	if r.Others > 0 {
		r.Notes = append(r.Notes, fmt.Sprintf("%d queries ask something else than Prometheus and are left out", r.Others))
	}
	if r.Reason != "" && r.Reason != evaluate.Text {
		r.Why = string(r.Reason)
	}
}

// Says are what went wrong and what else there is to know, each once.
func (r *Result) Says() []string {
	var out []string
	for _, s := range slices.Concat(r.Errs, r.Notes) {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// Into decodes the panel's options. What has another type than expected stays as it is.
func (r *Result) Into(options any) {
	if r.Options != nil {
		_ = json.Unmarshal(r.Options.JSON(), options) // goes on behind a value of another type
	}
}

func isTable(kind string) bool { return kind == "table" || kind == "table-old" }

// seriesOf are the columns of numbers of a frame: lines where it has nothing but times beside them, else the columns of
// a table.
func seriesOf(d *evaluate.Data) []Series {
	var times []int64
	var texts []*evaluate.Column
	for _, c := range d.Fields {
		switch {
		case c.Texts != nil:
			texts = append(texts, c)
		case c.Time && times == nil:
			times = make([]int64, len(c.Numbers))
			for i, t := range c.Numbers {
				if t != nil {
					times[i] = int64(*t)
				}
			}
		}
	}
	var out []Series
	for _, c := range d.Fields {
		if c.Numbers == nil || c.Time {
			continue
		}
		s := Series{Name: c.Title(), RefID: c.RefID, Labels: c.Labels, V: c.Numbers, Step: c.Step, Look: c.Look}
		if s.T = times; len(texts) > 0 || times == nil {
			s.T, s.Step, s.IsTable, s.Rows = nil, 0, true, rowNames(texts, len(c.Numbers))
		}
		out = append(out, s)
	}
	return out
}

// rowNames are the texts of each row.
func rowNames(texts []*evaluate.Column, n int) []string {
	out := make([]string, n)
	for i := range out {
		var parts []string
		for _, c := range texts {
			if c.Texts[i] != "" && c.Name != "__name__" {
				parts = append(parts, c.Texts[i])
			}
		}
		out[i] = strings.Join(parts, " ")
	}
	return out
}
