package board

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/llm-observability/dashgen/internal/prom"
)

// A Result is what a panel shows.
type Result struct {
	Panel    *Panel
	Title    string // variables replaced
	Content  string
	From, To time.Time
	Step     time.Duration // of the first range query
	Series   []Series
	Tables   []*Table
	Buckets  []Bucket // of a heatmap
	// Errs are what went wrong, each with its target; the other targets are shown all the same.
	Errs []string
	// Notes are what is shown otherwise than in Grafana, and what the engine warns of.
	Notes []string
}

// A Series is a line of a panel.
type Series struct {
	Name   string
	RefID  string
	Labels map[string]string
	T      []int64
	V      []*float64
	Step   time.Duration // 0 for one moment
	Look   *Look
	// Rows are what the rows are called, where the values are a column of a table.
	Rows    []string
	IsTable bool
}

// A Bucket is a row of a heatmap: how many observations fell between the bound of the one before and its own.
type Bucket struct {
	Name string
	T    []int64
	V    []float64
	Step time.Duration
}

// Window is the time range of a dashboard, clipped to what there is: from and to are as in its JSON.
func (b *Board) Window(data Data, from, to string) prom.Window {
	first, last := data.Span(b.Environment)
	w := prom.Window{From: moment(cmp.Or(from, b.From, "now-1h"), last), To: moment(cmp.Or(to, b.To, "now"), last)}
	if w.To.After(last) || !w.To.After(first) {
		w.To = last
	}
	if w.From.Before(first) {
		w.From = first
	}
	if !w.From.Before(w.To) {
		w.From = w.To.Add(-time.Minute)
	}
	return w
}

// moment reads a time: now, now-1h, now-1d/d (the rounding left out), RFC 3339, or milliseconds.
func moment(s string, now time.Time) time.Time {
	rest, ok := strings.CutPrefix(s, "now")
	if !ok {
		if t, err := time.Parse(time.RFC3339, s); err == nil {
			return t.UTC()
		}
		var ms int64
		if n, err := fmt.Sscanf(s, "%d", &ms); err == nil && n == 1 {
			return time.UnixMilli(ms).UTC()
		}
		return now
	}
	rest, _, _ = strings.Cut(rest, "/")
	if d, ok := ParseSpan(strings.TrimPrefix(rest, "-")); ok && strings.HasPrefix(rest, "-") {
		return now.Add(-d)
	}
	return now
}

// ParseSpan reads a time range as Grafana writes it: 15m, 3h, 7d, 1w.
func ParseSpan(s string) (time.Duration, bool) {
	units := map[byte]time.Duration{'s': time.Second, 'm': time.Minute, 'h': time.Hour, 'd': 24 * time.Hour, 'w': 7 * 24 * time.Hour, 'M': 30 * 24 * time.Hour, 'y': 365 * 24 * time.Hour}
	if len(s) < 2 || len(s) > 8 {
		return 0, false
	}
	n := 0
	for _, c := range s[:len(s)-1] {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	unit, ok := units[s[len(s)-1]]
	return time.Duration(n) * unit, ok && n > 0 && n <= 10_000
}

// maxSeries is how many series of a panel are kept; a browser would not survive many more either.
const maxSeries = 500

// Evaluate asks a panel's queries in a window of so many pixels.
func (b *Board) Evaluate(ctx context.Context, data Data, w prom.Window, vs prom.Variables, p *Panel, pixels int) *Result {
	if d, ok := ParseSpan(p.TimeFrom); ok {
		w.From = w.To.Add(-d)
	}
	w.MaxDataPoints = cmp.Or(p.MaxDataPoints, max(pixels, 50))
	if d, ok := ParseSpan(vs.Text(p.Interval)); ok {
		w.MinInterval = d
	}
	r := &Result{Panel: p, Title: vs.Text(p.Title), Content: vs.Text(p.Content), From: w.From, To: w.To}
	if p.Others > 0 {
		r.Notes = append(r.Notes, fmt.Sprintf("%d queries ask something else than Prometheus and are left out", p.Others))
	}
	if p.Library {
		r.Errs = append(r.Errs, "a library panel: what it shows is kept in a Grafana")
	}
	var frames []prom.Frame
	for _, group := range b.byStore(p.Targets) {
		q, err := data.Querier(b.Environment, group.store)
		if err != nil {
			r.Errs = append(r.Errs, err.Error())
			continue
		}
		own := w
		own.ScrapeInterval = b.Intervals[group.store]
		group.targets = slices.DeleteFunc(group.targets, func(t prom.Target) bool {
			why := b.injects(own, vs, t)
			if why != "" {
				r.Errs = append(r.Errs, fmt.Sprintf("query %s: %s", t.RefID, why))
			}
			return why != ""
		})
		got, err := prom.EvaluatePanel(ctx, q, own, vs, group.targets)
		if err != nil {
			r.Errs = append(r.Errs, plain(err))
			continue
		}
		frames = append(frames, got...)
	}
	r.fill(frames, vs)
	return r
}

type storeTargets struct {
	store   string
	targets []prom.Target
}

// byStore groups targets that ask the same store, in their order.
func (b *Board) byStore(targets []Target) []storeTargets {
	var out []storeTargets
	for _, t := range targets {
		store := b.store(t.Datasource)
		i := slices.IndexFunc(out, func(g storeTargets) bool { return g.store == store })
		if i < 0 {
			out = append(out, storeTargets{store: store})
			i = len(out) - 1
		}
		out[i].targets = append(out[i].targets, t.Target)
	}
	return out
}

// fill turns answers into what panels show.
func (r *Result) fill(frames []prom.Frame, vs prom.Variables) {
	for _, f := range frames {
		if f.Err != nil {
			r.Errs = append(r.Errs, fmt.Sprintf("query %s: %s", f.RefID, plain(f.Err)))
		}
		for _, warning := range f.Warnings {
			r.Notes = append(r.Notes, fmt.Sprintf("query %s: %s", f.RefID, warning))
		}
		if !f.Instant && r.Step == 0 {
			r.Step = f.Query.Steps.Step
		}
	}
	if r.Panel.Type == "heatmap" {
		r.buckets(frames)
		return
	}
	left := maxSeries
	tables := slices.ContainsFunc(frames, func(f prom.Frame) bool { return f.Format == prom.FormatTable })
	for i := range frames {
		if n := len(frames[i].Series); n > left {
			r.Notes = append(r.Notes, fmt.Sprintf("query %s: %d of %d series are shown", frames[i].RefID, left, n))
			frames[i].Series = frames[i].Series[:left]
		}
		left -= len(frames[i].Series)
		if !tables {
			r.Series = append(r.Series, seriesOf(frames[i])...)
		}
	}
	if tables || r.Panel.Type == "table" {
		r.tables(frames)
	} else {
		r.transformSeries()
	}
	r.looks(vs)
}

func seriesOf(f prom.Frame) []Series {
	var out []Series
	for _, s := range f.Series {
		series := Series{Name: s.Legend, RefID: f.RefID, Labels: s.Labels}
		if !f.Instant {
			series.Step = f.Query.Steps.Step
		}
		values := make([]float64, len(s.Points))
		for i, p := range s.Points {
			values[i] = p.V
			series.T = append(series.T, p.T)
			series.V = append(series.V, &values[i])
		}
		out = append(out, series)
	}
	return out
}

// looks gives every series its look, and the name that an override may give it.
func (r *Result) looks(vs prom.Variables) {
	for i := range r.Series {
		s := &r.Series[i]
		s.Look = r.Panel.fields.look(identity{s.Name, s.RefID, "number"})
		if s.Look.DisplayName != "" {
			s.Name = nameWith(vs.Text(s.Look.DisplayName), s.Labels, s.Name)
		}
	}
}

// nameWith fills ${__field.labels.x} and the like into a display name.
func nameWith(template string, labels map[string]string, name string) string {
	if !strings.Contains(template, "${__") {
		return template
	}
	pairs := []string{"${__series.name}", name, "${__field.name}", name, "${__field.displayName}", name}
	for k, v := range labels {
		pairs = append(pairs, "${__field.labels."+k+"}", v, `${__field.labels["`+k+`"]}`, v)
	}
	return strings.NewReplacer(pairs...).Replace(template)
}

// buckets are the rows of a heatmap, each with its own count.
func (r *Result) buckets(frames []prom.Frame) {
	for _, f := range frames {
		series := f.Series
		if f.Format == prom.FormatHeatmap {
			series = prom.BucketCounts(series)
		}
		for _, s := range series {
			b := Bucket{Name: s.Legend, Step: f.Query.Steps.Step}
			for _, p := range s.Points {
				b.T, b.V = append(b.T, p.T), append(b.V, p.V)
			}
			r.Buckets = append(r.Buckets, b)
		}
	}
}

// plain is an error in one line.
func plain(err error) string {
	if errors.Is(err, context.DeadlineExceeded) {
		return "the query took too long"
	}
	return strings.Join(strings.Fields(err.Error()), " ")
}

// CalcName is what Grafana calls a calculation in legends.
func CalcName(id string) string {
	names := map[string]string{
		"lastNotNull": "Last *", "last": "Last", "firstNotNull": "First *", "first": "First", "mean": "Mean", "max": "Max", "min": "Min",
		"sum": "Total", "count": "Count", "range": "Range", "delta": "Delta", "diff": "Difference", "diffperc": "Difference percent",
		"median": "Median", "stdDev": "StdDev", "variance": "Variance", "changeCount": "Change count", "distinctCount": "Distinct count", "logmin": "Min (above zero)",
	}
	if name, ok := names[id]; ok {
		return name
	}
	return id
}

// Says is what went wrong and what else there is to know, each once.
func (r *Result) Says() []string {
	var out []string
	for _, s := range slices.Concat(r.Errs, r.Notes) {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}
