package prom

import (
	"slices"
	"strings"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"

	"github.com/llm-observability/dashgen/internal/diag"
)

// A batch is what one input holds. It is gathered and checked as a whole before anything is stored, so that a bad input
// leaves no trace.
type batch struct {
	input  string
	timing string        // how the input gives times, for errors
	target labels.Labels // added to every series, as a scrape adds the labels of its target
	series []*pending
	byKey  map[string]*pending
	errs   diag.List
	buf    []byte
}

// pending is one series of a batch.
type pending struct {
	key     string // the labels as bytes: equal for equal labels
	labels  labels.Labels
	line    int // where it was first seen
	section int // which part of the input described it last
	samples []sample
}

type sample struct {
	t    int64
	v    float64
	line int
}

func newBatch(input, timing string, target labels.Labels) *batch {
	b := &batch{input: input, timing: timing, target: target, byKey: map[string]*pending{}}
	if !target.IsValid(model.UTF8Validation) || target.Has(model.MetricNameLabel) {
		wrong := b.errs.Add(b.at(0), "target labels %q cannot be added", target.String())
		wrong.Why = "names and values must be UTF-8, and __name__ belongs to the metric"
	}
	return b
}

// at is a line of the input.
func (b *batch) at(line int) diag.Position { return diag.Position{File: b.input, Line: line} }

// find returns the series of these labels, making it when it is new. The error has a position.
func (b *batch) find(scraped labels.Labels, line int) (*pending, error) {
	lset := scraped.WithoutEmpty()
	if name, twice := lset.HasDuplicateLabelNames(); twice {
		return nil, diag.New(b.at(line), "label %s appears twice", name)
	}
	switch name := lset.Get(model.MetricNameLabel); {
	case name == "":
		return nil, diag.New(b.at(line), "series %s has no metric name", lset)
	case strings.TrimSpace(name) != name:
		return nil, diag.New(b.at(line), "metric name %q starts or ends with a blank", name).
			Because("Prometheus takes the blanks of an indented line into the name").Help("start the line with the name")
	}
	if !lset.IsValid(model.UTF8Validation) {
		return nil, diag.New(b.at(line), "series %q is not valid", lset.String()).
			Because("names and values must be UTF-8, and a label needs a name")
	}
	lset = b.withTarget(lset)
	b.buf = lset.Bytes(b.buf[:0])
	if series, ok := b.byKey[string(b.buf)]; ok {
		return series, nil
	}
	series := &pending{key: string(b.buf), labels: lset, line: line}
	b.byKey[series.key] = series
	b.series = append(b.series, series)
	return series, nil
}

// withTarget adds the target's labels. A label that the exporter sets itself is kept under another name, which is what
// Prometheus does unless honor_labels is set.
func (b *batch) withTarget(lset labels.Labels) labels.Labels {
	if b.target.IsEmpty() {
		return lset
	}
	builder := labels.NewBuilder(lset)
	b.target.Range(func(target labels.Label) {
		if own := lset.Get(target.Name); own != "" {
			moved := model.ExportedLabelPrefix + target.Name
			for lset.Get(moved) != "" || b.target.Get(moved) != "" {
				moved = model.ExportedLabelPrefix + moved
			}
			builder.Set(moved, own)
		}
		builder.Set(target.Name, target.Value)
	})
	return builder.Labels()
}

// add appends a sample to a series of the batch. The error has a position.
func (b *batch) add(series *pending, t int64, v float64, line int) error {
	if t < minTime || t >= maxTime {
		return diag.New(b.at(line), "timestamp %d ms of %s is outside 1970 to 2199", t, series.labels).
			Because("%s", b.timing)
	}
	if n := len(series.samples); n > 0 {
		switch last := series.samples[n-1]; {
		case t == last.t:
			return diag.New(b.at(line), "%s has two values at %s", series.labels, when(t)).
				Because("the other one is in line %d", last.line)
		case t < last.t:
			return diag.New(b.at(line), "%s goes back in time from %s to %s", series.labels, when(last.t), when(t)).
				Because("the samples of a series must be in order").
				Help("sort the samples of each series by time; different series may overlap as they like")
		}
	}
	series.samples = append(series.samples, sample{t, v, line})
	return nil
}

// check says what is wrong with the batch as a whole, and drops series that were named without having a sample.
func (b *batch) check() error {
	if err := b.errs.Err(); err != nil {
		return err
	}
	b.series = slices.DeleteFunc(b.series, func(series *pending) bool { return len(series.samples) == 0 })
	if len(b.series) == 0 {
		return diag.New(diag.Position{File: b.input}, "the input holds no samples")
	}
	return nil
}

// overlap finds the first sample that the storage has already from an earlier input.
func (p *pending) overlap(input string, earlier span) error {
	first, last := earlier.timestamps[0], earlier.timestamps[len(earlier.timestamps)-1]
	for _, sample := range p.samples {
		if sample.t < first {
			continue
		}
		if sample.t > last {
			return nil
		}
		if _, found := slices.BinarySearch(earlier.timestamps, sample.t); found {
			return diag.New(diag.Position{File: input, Line: sample.line}, "%s has a value at %s already", p.labels, when(sample.t)).
				Because("it was loaded from %s", earlier.input)
		}
	}
	return nil
}
