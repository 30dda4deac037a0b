package config

import (
	"bytes"
	"errors"
	"io/fs"
	"path/filepath"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/llm-observability/dashgen/internal/diag"
)

// PanelTests are a file of tests of panels: series in, and what panels show of them.
type PanelTests struct {
	Name  string // the path it was read from, as positions print it
	Tests []PanelTest
}

// A PanelTest is what one dashboard shows of some series.
type PanelTest struct {
	Name string
	// Dashboard is the name of one of ours, or File a file with a dashboard, relative to the file of the tests. One of
	// them is set.
	Dashboard, File string
	Environment     string // of Dashboard, and only then
	Tenant          string
	Interval        time.Duration // between two values of a series
	Series          []TestSeries
	// At is when the dashboard is looked at, after the first value; 0 is at the last value. Range is its time range; 0 is
	// the dashboard's own.
	At, Range time.Duration
	Variables map[string][]string
	Panels    []PanelExpectation
	Pos       diag.Position
}

// A TestSeries is a series in promtool's notation.
type TestSeries struct {
	Series, Values string
	Pos            diag.Position // of the series
}

// A PanelExpectation is what a panel shows. One of Empty, Value and Values is set.
type PanelExpectation struct {
	Panel  string
	Row    string // where several panels have the title
	Empty  bool
	Value  *ExpectedValue            // of a panel with one value
	Values map[string]*ExpectedValue // by legend, all there are
	Pos    diag.Position
}

// An ExpectedValue is a text as the panel shows it, or a number, which is compared before it is formatted.
type ExpectedValue struct {
	Text   string
	Number *float64
	Pos    diag.Position
}

// LoadPanelTests reads a file of tests. The error is a [diag.List] of all that is wrong with it, sorted by position, or a
// [*diag.Error] when it cannot be read.
func LoadPanelTests(path string) (*PanelTests, error) {
	data, err := readPath(path)
	if err != nil {
		e := diag.New(diag.Position{File: path}, "the file cannot be read").Because("%s", diag.Reason(err))
		if errors.Is(err, fs.ErrNotExist) {
			e.Help("name a file of tests, or a folder with files that end in .test.yaml")
		}
		e.Err = err
		return nil, e
	}
	return ParsePanelTests(path, data)
}

// ParsePanelTests reads tests from data, as [LoadPanelTests] does.
func ParsePanelTests(name string, data []byte) (*PanelTests, error) {
	if len(bytes.TrimSpace(data)) == 0 {
		return nil, diag.List{diag.New(diag.Position{File: name, Line: 1, Column: 1}, "the file is empty").
			Because("version and tests are wanted").Help("begin with version: %d", Version)}
	}
	out := &PanelTests{Name: name}
	_, err := parse(name, data, Known{}, func(r *reader, v value, _ *File) { out.Tests = r.panelTests(v) })
	if err != nil {
		return nil, err
	}
	return out, nil
}

func (r *reader) panelTests(v value) (tests []PanelTest) {
	r.fields(v, r.version(), required("tests", "nothing is tested without one", func(v value) {
		for _, item := range r.items(v) {
			tests = append(tests, r.panelTest(item))
		}
		r.notEmpty(v)
	}))
	return tests
}

func (r *reader) panelTest(v value) PanelTest {
	t := PanelTest{Pos: v.name}
	named := false // right or wrong
	r.fields(v,
		optional("name", func(v value) { t.Name = r.str(v) }),
		optional("dashboard", func(v value) { t.Dashboard, named = r.str(v), true }),
		optional("file", func(v value) { t.File, named = r.localPath(v), true }),
		optional("environment", func(v value) { t.Environment = r.str(v) }),
		optional("tenant", func(v value) { t.Tenant = r.str(v) }),
		required("interval", "it is the time between two values of a series, such as 30s", func(v value) { t.Interval, _ = r.duration(v) }),
		required("series", "panels are shown nothing without any", func(v value) {
			for _, item := range r.items(v) {
				t.Series = append(t.Series, r.testSeries(item))
			}
		}),
		optional("at", func(v value) { t.At, _ = r.duration(v) }),
		optional("range", func(v value) { t.Range, _ = r.duration(v) }),
		optional("variables", func(v value) { t.Variables = r.variables(v) }),
		required("panels", "nothing is expected without any", func(v value) {
			for _, item := range r.items(v) {
				t.Panels = append(t.Panels, r.expectation(item))
			}
			r.notEmpty(v)
		}),
	)
	switch {
	case !named && v.node.Kind == yaml.MappingNode:
		r.add(v, "the test names no dashboard").Help("add dashboard: NAME and environment: NAME, or file: PATH")
	case t.Dashboard != "" && t.File != "":
		r.add(v, "the test names a dashboard and a file").Help("delete one of them")
	case t.Dashboard != "" && t.Environment == "":
		r.add(v, "the test of dashboard %s names no environment", quote(t.Dashboard)).
			Because("a dashboard asks other queries in another environment").Help("add environment: NAME")
	case t.File != "" && (t.Environment != "" || t.Tenant != ""):
		r.add(v, "the test of a file names an environment or a tenant").Because("its queries are what the file says").Help("delete it")
	}
	return t
}

// localPath reads a path relative to the file.
func (r *reader) localPath(v value) string {
	path := r.str(v)
	if path == "" {
		return ""
	}
	if filepath.IsAbs(path) {
		r.add(v, "%s is an absolute path", quote(path)).Because("the test would run on one machine only").Help("write it relative to this file")
		return ""
	}
	return filepath.Join(filepath.Dir(r.text.name), filepath.FromSlash(path))
}

func (r *reader) testSeries(v value) TestSeries {
	s := TestSeries{Pos: v.name}
	r.fields(v,
		required("series", "it has no name", func(v value) { s.Series, s.Pos = r.str(v), v.place.pos }),
		required("values", "it has no values; write them as promtool does, such as 0+5x20", func(v value) {
			if isNumber(v.node) {
				s.Values = v.node.Value // one value
				return
			}
			s.Values = r.str(v)
		}),
	)
	return s
}

// variables reads values of variables: one, or a list.
func (r *reader) variables(v value) map[string][]string {
	out := map[string][]string{}
	for _, entry := range r.entries(v) {
		if entry.node.Kind == yaml.SequenceNode {
			out[entry.key] = r.strs(entry, nil)
			continue
		}
		out[entry.key] = []string{r.str(entry)}
	}
	return out
}

func (r *reader) expectation(v value) PanelExpectation {
	e := PanelExpectation{Pos: v.name}
	said := 0
	r.fields(v,
		required("panel", "name the panel by its title", func(v value) { e.Panel = r.str(v) }),
		optional("row", func(v value) { e.Row = r.str(v) }),
		optional("empty", func(v value) {
			said++
			if e.Empty = r.boolean(v); !e.Empty {
				r.add(v, "empty is false").Because("what the panel shows is said by value or values").Help("delete it")
			}
		}),
		optional("value", func(v value) {
			said++
			e.Value = r.expected(v)
		}),
		optional("values", func(v value) {
			said++
			e.Values = map[string]*ExpectedValue{}
			for _, entry := range r.entries(v) {
				e.Values[entry.key] = r.expected(entry)
			}
		}),
	)
	if said != 1 && v.node.Kind == yaml.MappingNode {
		r.add(v, "the panel has %d of empty, value and values", said).Help("write value: for one value, values: {legend: value} for several, or empty: true")
	}
	return e
}

// expected reads a text or a number.
func (r *reader) expected(v value) *ExpectedValue {
	e := &ExpectedValue{Pos: v.place.pos}
	if isNumber(v.node) {
		if f, ok := r.number(v); ok {
			e.Number, e.Text = &f, v.node.Value
		}
		return e
	}
	e.Text = r.str(v)
	return e
}
