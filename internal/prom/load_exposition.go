package prom

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/textparse"

	"github.com/llm-observability/dashgen/internal/diag"
)

// An exposition is a text that one of Prometheus' own parsers reads. The parsers do not say where they are, so it counts
// lines beside them: every entry is one line, and only blank lines are skipped in between. A quoted name or value may
// hold line feeds, which belong to its entry.
type exposition struct {
	batch  *batch
	format string // as an error names it
	data   []byte
	parser textparse.Parser
	blanks bool // whether the format allows blank lines
	// place gives a sample its timestamp in milliseconds; explicit is nil when the line has none. The error says what is
	// missing, without a position.
	place func(explicit *int64) (int64, *diag.Error)

	rest []byte // not yet parsed
	line int    // of the first byte of rest, from 1
}

// parse reads all entries. Errors have positions.
func (e *exposition) parse() (*batch, error) {
	e.rest, e.line = e.data, 1
	if err := e.entries(); err != nil {
		return nil, err
	}
	return e.batch, e.batch.check()
}

func (e *exposition) entries() error {
	known := map[string]*pending{} // by the text of the series, which means the same until the next TYPE line
	for {
		entry, err := e.parser.Next()
		if errors.Is(err, io.EOF) {
			return e.end()
		}
		if e.blanks {
			e.skipBlank()
		}
		if err != nil {
			return e.wrong(err)
		}
		var consumed []byte
		switch entry {
		case textparse.EntrySeries:
			var explicit *int64
			var v float64
			consumed, explicit, v = e.parser.Series()
			series := known[string(consumed)]
			if series == nil {
				var lset labels.Labels
				e.parser.Labels(&lset)
				if series, err = e.batch.find(lset, e.line); err != nil {
					return err
				}
				known[string(consumed)] = series
			}
			t, missing := e.place(explicit)
			if missing != nil {
				missing.Pos = e.batch.at(e.line)
				return missing
			}
			if err := e.batch.add(series, t, v, e.line); err != nil {
				return err
			}
		case textparse.EntryType:
			consumed, _ = e.parser.Type()
			clear(known) // a TYPE line changes how le and quantile are written
		case textparse.EntryHelp:
			consumed, _ = e.parser.Help()
		case textparse.EntryUnit:
			consumed, _ = e.parser.Unit()
		default: // a comment
		}
		e.skipLines(1 + bytes.Count(consumed, []byte{'\n'}))
	}
}

// wrong says that the current line is not in the format.
func (e *exposition) wrong(cause error) error {
	// The parsers repeat the line they fail at, which the position says better.
	what, _, _ := strings.Cut(cause.Error(), " while parsing: ")
	err := diag.New(e.batch.at(e.line), "not a line of the %s", e.format).Because("%s", what)
	err.Err = cause
	if line, _, _ := bytes.Cut(e.rest, []byte{'\n'}); bytes.HasSuffix(line, []byte{'\r'}) {
		err.Hint = "end lines with a line feed alone, without a carriage return"
	}
	return err
}

// end checks that the parser saw everything: it takes a NUL byte for the end of the input.
func (e *exposition) end() error {
	if e.blanks {
		e.skipBlank()
	}
	if len(e.rest) == 0 || bytes.Equal(bytes.TrimSuffix(e.rest, []byte{'\n'}), []byte(endMark)) {
		return nil
	}
	return diag.New(e.batch.at(e.line), "the parser stops here, before the end of the input").
		Because("the line holds a NUL byte")
}

// cutShort says that an input ends too early.
func cutShort(name string, data []byte, what string) *diag.Error {
	last := max(1, len(bytes.SplitAfter(bytes.TrimSuffix(data, []byte{'\n'}), []byte{'\n'})))
	return diag.New(diag.Position{File: name, Line: last}, "%s", what).Because("the input is probably cut short")
}

// skipBlank moves past lines of nothing but blanks.
func (e *exposition) skipBlank() {
	for {
		line, rest, found := bytes.Cut(e.rest, []byte{'\n'})
		if !found || len(bytes.Trim(line, " \t")) > 0 {
			return
		}
		e.rest = rest
		e.line++
	}
}

// skipLines moves past n lines.
func (e *exposition) skipLines(n int) {
	for range n {
		_, e.rest, _ = bytes.Cut(e.rest, []byte{'\n'})
		e.line++
	}
}
