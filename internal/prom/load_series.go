package prom

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/internal/diag"
)

// How often values may be repeated, as in 0+1x20: a short text can ask for a lot of memory.
const (
	maxRepeat      = 100_000   // in one line
	maxRepeatInput = 2_000_000 // in one input
)

// repetition finds the counts in the values of a series.
var repetition = regexp.MustCompile(`x([0-9]+)`)

// LoadSeries loads series in the notation of promtool's unit tests:
//
//	# Two replicas; the second is gone after two minutes.
//	load 30s from 2026-01-01T00:00:00Z
//	up{pod="a"}                      1x10
//	up{pod="b"}                      1x4 stale
//	http_requests_total{code="200"}  0+5x10
//	latency_seconds                  0.5 _ _ 0.25 NaN
//
// A load line gives the time between two values of a series and, after from, the time of the first, as RFC 3339 or Unix
// seconds; without it that is 1970-01-01T00:00:00Z. It holds up to the next load line, which may continue the same
// series. Every other line is a series and its values: numbers, a+bxn and a-bxn (n more values, each b further), axn,
// _ for no sample (_xn for n of them) and stale for a staleness marker. A comment starts with # and goes to the end of the
// line. Labels are stored as written, so le is written as Prometheus 3 stores it: le="1.0". A metric called load is
// written load{}.
//
// Errors in the content are a [diag.List] with an entry for each bad line, or a [diag.Error] when the input as a whole is
// wrong; then nothing of it is stored.
func (s *Storage) LoadSeries(name string, r io.Reader, options ...LoadOption) (Loaded, error) {
	data, err := s.read(name, r)
	if err != nil {
		return Loaded{}, err
	}
	return s.store(parseSeries(name, data, collect(options)))
}

func parseSeries(name string, data []byte, o loadOptions) (*batch, error) {
	n := &notation{batch: newBatch(name, "the load line and the number of values put it there", o.target), parser: parser.NewParser(parser.Options{})}
	line := 0
	for text := range strings.Lines(string(data)) {
		line++
		if err := n.read(strings.TrimSpace(withoutComment(text)), line); err != nil {
			n.batch.errs.Join(err)
		}
	}
	return n.batch, n.batch.check()
}

// notation reads series line by line.
type notation struct {
	batch   *batch
	parser  parser.Parser
	section int           // number of load lines read
	repeats uint64        // asked for so far
	start   int64         // of the section, in milliseconds
	step    time.Duration // of the section
}

func (n *notation) read(text string, line int) error {
	switch {
	case text == "":
		return nil
	case isLoad(text):
		return n.load(text, line)
	case n.section == 0:
		return diag.New(n.batch.at(line), "no load line comes before this series").
			Because("the time between its values is not known").Help("start the file with a line like: load 30s")
	default:
		return n.series(text, line)
	}
}

// withoutComment cuts a line at the first # outside quotes.
func withoutComment(line string) string {
	quote := byte(0)
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '\\' && quote != 0 && quote != '`':
			i++
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'' || c == '`':
			quote = c
		case c == '#':
			return line[:i]
		}
	}
	return line
}

// isLoad tells a load line from a series.
func isLoad(text string) bool {
	rest, found := strings.CutPrefix(text, "load")
	return found && (rest == "" || rest[0] == ' ' || rest[0] == '\t')
}

// startsWithLoad tells whether the first line that is no comment is a load line.
func startsWithLoad(data []byte) bool {
	for line := range bytes.Lines(data) {
		if text := strings.TrimSpace(withoutComment(string(line))); text != "" {
			return isLoad(text)
		}
	}
	return false
}

// load reads: load INTERVAL [from TIME].
func (n *notation) load(text string, line int) error {
	words := strings.Fields(text)
	if len(words) != 2 && (len(words) != 4 || words[2] != "from") {
		return diag.New(n.batch.at(line), "not a load line").Because("it reads: load INTERVAL [from TIME]")
	}
	step, err := model.ParseDuration(words[1])
	if err != nil || step <= 0 || time.Duration(step)%time.Millisecond != 0 {
		return diag.New(n.batch.at(line), "%q is not an interval", words[1]).
			Because("it must be a duration of whole milliseconds like 30s or 1m30s")
	}
	start := int64(0)
	if len(words) == 4 {
		if start, err = parseTime(words[3]); err != nil {
			return diag.New(n.batch.at(line), "%q is not a time", words[3]).
				Because("it must be like 2026-01-01T00:00:00Z or Unix seconds")
		}
	}
	n.section++
	n.start, n.step = start, time.Duration(step)
	return nil
}

// parseTime reads a time as RFC 3339 or Unix seconds, in milliseconds.
func parseTime(text string) (int64, error) {
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return t.UnixMilli(), nil
	}
	seconds, err := strconv.ParseUint(text, 10, 40)
	return int64(seconds) * 1000, err
}

func (n *notation) series(text string, line int) error {
	if err := n.checkCounts(text, line); err != nil {
		return err
	}
	lset, values, err := n.parser.ParseSeriesDesc(text)
	if err != nil {
		return n.wrong(err, line)
	}
	series, err := n.batch.find(lset, line)
	if err != nil {
		return err
	}
	if series.section == n.section {
		return diag.New(n.batch.at(line), "%s is described already", series.labels).Because("see line %d", series.line)
	}
	series.section, series.line = n.section, line
	t := n.start
	for _, value := range values {
		switch {
		case value.Histogram != nil:
			return diag.New(n.batch.at(line), "%s has native histograms", series.labels).
				Because("only floats can be loaded").Help("write the series of a classic histogram: _bucket, _sum and _count")
		case !value.Omitted:
			if err := n.batch.add(series, t, value.Value, line); err != nil {
				return err
			}
		}
		t = min(t+n.step.Milliseconds(), maxTime) // stays where add refuses it, however often _ is repeated
	}
	return nil
}

// checkCounts refuses repetitions that would fill the memory: the parser expands them at once.
func (n *notation) checkCounts(text string, line int) error {
	total := uint64(0)
	for _, match := range repetition.FindAllStringSubmatch(withoutSelector(text), -1) {
		count, err := strconv.ParseUint(match[1], 10, 64)
		if total += count; err != nil || count > maxRepeat || total > maxRepeat {
			return diag.New(n.batch.at(line), "the series repeats values more than %d times", maxRepeat)
		}
	}
	if n.repeats += total; n.repeats > maxRepeatInput {
		return diag.New(n.batch.at(line), "the input repeats values more than %d times", maxRepeatInput)
	}
	return nil
}

// withoutSelector is what the parser may take for values: all that comes after the series' name and its matchers, also what
// looks like more matchers. Where they don't end, it is all.
func withoutSelector(text string) string {
	end := strings.IndexAny(text, "{ \t")
	if end < 0 {
		return ""
	}
	values := strings.TrimLeft(text[end:], " \t")
	if !strings.HasPrefix(values, "{") {
		return values
	}
	quote := byte(0)
	for i := 1; i < len(values); i++ {
		switch c := values[i]; {
		case quote != 0 && c == '\\' && quote != '`':
			i++ // what is escaped ends nothing
		case c == quote:
			quote = 0
		case quote != 0:
		case c == '"' || c == '\'' || c == '`':
			quote = c
		case c == '}':
			return values[i+1:]
		}
	}
	return text
}

// wrong says where in the line the parser stopped.
func (n *notation) wrong(cause error, line int) error {
	pos := n.batch.at(line)
	what := cause.Error()
	var list parser.ParseErrors
	if errors.As(cause, &list) && len(list) > 0 {
		pos.Column = int(list[0].PositionRange.Start) + 1
		what = fmt.Sprint(list[0].Err)
	}
	err := diag.New(pos, "not a series").Because("%s", what)
	err.Err = cause
	return err
}
