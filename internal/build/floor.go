package build

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// A Floor is the highest bound of a histogram's buckets. A quantile that falls above it is answered with the
// bound itself: it is at least that.
type Floor struct {
	At    float64 // in the target's unit
	Bound string  // as a person writes it: "10 s"
}

// Text is what stands in place of the value: "≥ 10 s".
func (f Floor) Text() string { return "≥ " + f.Bound }

// floor works out where a target's buckets end, if the query wants that said. All releases that the
// environment runs must end at the same bound.
func (b *builder) floor(s panels.Spec, t *Target) {
	if !t.Query.SaysFloor() {
		return
	}
	pos := t.Query.Position()
	if t.Query.Quantile() == 0 {
		b.failPanel(pos, s.Title, "a query that is no quantile says its floor").Because("only quantiles are cut off where buckets end")
		return
	}
	for _, m := range t.Metrics {
		bound, ok := b.highestBound(m)
		if !ok {
			b.failPanel(pos, s.Title, "where the buckets of %s end is not known", m.Name).
				Because("the catalogue has no bounds of it, or several that these releases may have").
				Help("add them to queries/catalogue/_buckets.tsv, or leave SayFloor out")
			return
		}
		// As the engine does it: an older name's quantile is multiplied or divided by a whole number.
		at := math.Round(bound*m.Unit.Scale/t.Unit.Scale*1e9) / 1e9
		if t.Floor != nil && t.Floor.At != at {
			b.failPanel(pos, s.Title, "the buckets of its metrics end at %s and at %s", t.Floor.Bound, boundText(at, t.Unit)).
				Because("one text can't say both")
			return
		}
		t.Floor = &Floor{At: at, Bound: boundText(at, t.Unit)}
	}
}

func (b *builder) highestBound(m *catalogue.Metric) (bound float64, ok bool) {
	for _, known := range b.env.Catalogue.Buckets(m.Name) {
		if known.Exporter != m.Exporter || known.Program != m.Program || !known.Versions.Overlap(b.env.Releases[m.Exporter]) {
			continue
		}
		last := known.Bounds[len(known.Bounds)-1]
		if known.Open || ok && last != bound {
			return 0, false
		}
		bound, ok = last, true
	}
	return bound, ok
}

func boundText(at float64, u catalogue.Unit) string {
	if u.Dimension != catalogue.Time {
		return strconv.FormatFloat(at, 'f', -1, 64)
	}
	d := time.Duration(math.Round(at * u.Scale * float64(time.Second)))
	if d%time.Second != 0 {
		return strconv.FormatInt(d.Milliseconds(), 10) + " ms"
	}
	return strconv.FormatInt(int64(d/time.Second), 10) + " s"
}

// floorText says in a description what the text in place of a value means.
func floorText(ts []Target) string {
	text := ""
	for _, t := range ts {
		if t.Floor == nil {
			continue
		}
		if sentence := " Buckets end at " + t.Floor.Bound + ": " + t.Floor.Text() + " is that or any value above."; !strings.Contains(text, sentence) {
			text += sentence
		}
	}
	return text
}
