package evaluate

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"

	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/internal/promql"
)

// bare is a selector without its range and modifiers.
func bare(s *promql.Selector) string {
	v := *s.AST
	v.OriginalOffset, v.Offset, v.Timestamp, v.StartOrEnd = 0, 0, nil, 0
	v.Anchored, v.Smoothed = false, false
	return v.String()
}

// over is a selector with a range as long as the panel's window and as far before as the selector looks back.
func (b *blamer) over(s *promql.Selector, text string) string {
	back := max(s.Range.Fixed, prom.DefaultLookbackDelta)
	if !b.frame.Instant {
		back += b.window.To.Sub(b.window.From)
	}
	return fmt.Sprintf("last_over_time(%s[%dms])", text, back.Milliseconds())
}

// there reports whether a selector, written as text, has a sample in the time that another one looks at.
func (b *blamer) there(s *promql.Selector, text string) bool {
	return len(b.instant("group("+b.over(s, text)+")", b.window.To.Add(-s.Offset.Fixed)).Series) > 0
}

// values are those of a label in that time; "" is that of a series without the label.
func (b *blamer) values(s *promql.Selector, text, label string) []string {
	grouped := label
	if !model.LegacyValidation.IsValidLabelName(label) {
		grouped = strconv.Quote(label)
	}
	r := b.instant(fmt.Sprintf("group by (%s) (%s)", grouped, b.over(s, text)), b.window.To.Add(-s.Offset.Fixed))
	var values []string
	for _, series := range r.Series {
		values = append(values, series.Labels[label])
	}
	slices.Sort(values)
	return values
}

// named selects the series of a selector's metric that pass some matchers.
func named(s *promql.Selector, ms ...*labels.Matcher) string {
	parts := []string{labels.MustNewMatcher(labels.MatchEqual, model.MetricNameLabel, s.Name).String()}
	for _, m := range ms {
		parts = append(parts, m.String())
	}
	return "{" + strings.Join(parts, ",") + "}"
}

// missing says what of a selector finds nothing: the metric, or one of its matchers.
func (b *blamer) missing(s *promql.Selector) Why {
	why := Why{Cause: Absent, Metric: s.Name}
	switch {
	case s.Name == "":
		why.Text = "no series matches " + bare(s)
		return why
	case !b.there(s, named(s)):
		if (!s.Offset.Zero() || s.At) && len(b.instant("group("+bare(s)+")", b.window.To).Series) > 0 {
			why.Cause, why.Text = Pending, s.Name+" has series now, and had none at the time that the query looks at"
			return why
		}
		why.Text = s.Name + " is not in the data"
		return b.asked(s, why)
	}
	if m, values := b.culprit(s); m != nil {
		why.Cause, why.Text = Mismatched, fmt.Sprintf("%s has no series with %s, but with %s", s.Name, m, written(m.Name, values))
		if b.store.Expert != nil {
			b.store.Expert.Mismatched(s, m, values, &why)
		}
		return why
	}
	if b.there(s, bare(s)) {
		why.Cause, why.Text = Stale, bare(s)+" has series, and they have ended"
		return b.asked(s, why)
	}
	why.Text = "no series matches all matchers of " + bare(s)
	return why
}

// asked is what the expert says of a metric that is not there, if there is one.
func (b *blamer) asked(s *promql.Selector, why Why) Why {
	if b.store.Expert == nil {
		return why
	}
	said, err := b.store.Expert.Absent(b.ctx, s)
	if err != nil {
		_ = b.kept(prom.Result{}, err) // the caller sees the error
		return why
	}
	return *said
}

// culprit is the matcher that takes the last series away: the one without which there are some, or of several the first
// that leaves none. values are what its label has in its stead.
func (b *blamer) culprit(s *promql.Selector) (m *labels.Matcher, values []string) {
	var ms []*labels.Matcher
	for _, m := range s.Matchers {
		if m.Matcher != nil && m.Name != model.MetricNameLabel {
			ms = append(ms, m.Matcher)
		}
	}
	for i, m := range ms {
		others := slices.Concat(ms[:i], ms[i+1:])
		if values := b.values(s, named(s, others...), m.Name); len(values) > 0 && !slices.ContainsFunc(values, m.Matches) {
			return m, values
		}
	}
	for i, m := range ms { // several at once
		if !b.there(s, named(s, ms[:i+1]...)) {
			return m, b.values(s, named(s, ms[:i]...), m.Name)
		}
	}
	return nil, nil
}

// written lists the values that a label has.
func written(label string, values []string) string {
	const most = 3
	if len(values) == 0 || len(values) == 1 && values[0] == "" {
		return "no " + label + " at all"
	}
	var words []string
	for _, v := range values[:min(len(values), most)] {
		words = append(words, fmt.Sprintf("%s=%q", label, v))
	}
	if more := len(values) - most; more > 0 {
		words = append(words, fmt.Sprintf("%d more", more))
	}
	return strings.Join(words, ", ")
}
