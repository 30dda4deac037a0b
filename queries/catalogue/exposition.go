package catalogue

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/llm-observability/dashgen/internal/diag"
)

// A family is what a capture of /metrics tells of a metric.
type family struct {
	name    string
	typ     Type // "" until there is a TYPE line
	help    string
	helped  bool
	line    int
	samples int
	labels  []string // of the first series, sorted, without le and quantile
	differ  bool     // another series has others
	bounds  []float64
	low     float64 // the least value
	high    float64 // the greatest value
}

// An exposition reads the text format that Prometheus scrapes: HELP and TYPE lines, then series. It is as strict as
// Prometheus' own reader, so that a file that was cut or edited is noticed.
type exposition struct {
	file     string
	families []*family
	byName   map[string]*family
	errs     diag.List
}

// maxExpositionErrors is how many errors are reported: a file of another kind has one on every line.
const maxExpositionErrors = 10

// readExposition reads a capture.
func readExposition(file string, data []byte) ([]*family, diag.List) {
	x := &exposition{file: file, byName: map[string]*family{}}
	n := 0
	for line := range strings.Lines(string(data)) {
		n++
		line = strings.TrimRight(line, "\r\n")
		s := &scan{text: line}
		if err := x.line(s, n); err != nil {
			var e *diag.Error
			errors.As(err, &e)
			e.Pos = diag.Position{File: file, Line: n, Column: s.at + 1}
			x.errs = append(x.errs, e)
		}
		if len(x.errs) == maxExpositionErrors {
			x.errs.Add(diag.Position{File: file, Line: n + 1}, "the rest of the file was not read").Because("it has too many errors")
			break
		}
	}
	return x.families, x.errs
}

// wrong is an error at the place where the scan stands.
func wrong(format string, args ...any) *diag.Error { return diag.New(diag.Position{}, format, args...) }

func (x *exposition) line(s *scan, n int) error {
	switch s.blanks(); {
	case s.done():
		return nil
	case s.text[s.at:] == "# EOF":
		return wrong("this is OpenMetrics").Because("another format, which some programs answer when they are asked for it").
			Help("capture the text format: curl without an Accept header")
	case s.take('#'):
		return x.comment(s, n)
	}
	return x.sample(s, n)
}

// comment reads a line that begins with #. All but HELP and TYPE are for people.
func (x *exposition) comment(s *scan, n int) error {
	s.blanks()
	switch {
	case strings.TrimRight(s.text[s.at:], " \t") == "HELP", strings.TrimRight(s.text[s.at:], " \t") == "TYPE":
	case s.word("HELP"):
		name, err := s.name()
		if err != nil {
			return err
		}
		f := x.family(name, n)
		if f.helped {
			return wrong("the second HELP line of %s", short(name))
		}
		s.blanks()
		f.helped, f.help = true, unescape(s.text[s.at:])
	case s.word("TYPE"):
		start := s.at
		name, err := s.name()
		if err != nil {
			return err
		}
		s.blanks()
		typ := Type(strings.TrimRight(s.text[s.at:], " \t"))
		if !slices.Contains([]Type{Counter, Gauge, Histogram, Summary, Untyped}, typ) {
			return wrong("unknown type %s", short(string(typ))).Because("it is a counter, gauge, histogram, summary or untyped").
				Help("in OpenMetrics there are others: capture the text format, curl without an Accept header")
		}
		f := x.family(name, n)
		switch {
		case f.typ != "":
			s.at = start
			return wrong("the second TYPE line of %s", short(name)).Because("a program answers one of each metric").Help("keep what each program answers in a file of its own")
		case f.samples > 0:
			s.at = start
			return wrong("the TYPE line of %s stands behind its series", short(name))
		}
		f.typ = typ
	}
	return nil
}

// family is the one of that name.
func (x *exposition) family(name string, n int) *family {
	f := x.byName[name]
	if f == nil {
		f = &family{name: name, line: n}
		x.byName[name] = f
		x.families = append(x.families, f)
	}
	return f
}

// of is the family that a series belongs to: those of histograms and summaries have several names.
func (x *exposition) of(name string, n int) *family {
	for _, c := range components {
		stem, ok := strings.CutSuffix(name, string(c))
		if !ok || c == Created {
			continue
		}
		if f := x.byName[stem]; f != nil && (f.typ == Histogram || f.typ == Summary && c != Bucket) {
			return f
		}
	}
	return x.family(name, n)
}

// sample reads a series and its value.
func (x *exposition) sample(s *scan, n int) error {
	var name string
	var labels []string
	le := ""
	if s.at < len(s.text) && s.text[s.at] != '{' {
		var err error
		if name, err = s.name(); err != nil {
			return err
		}
		s.blanks()
	}
	if s.take('{') {
		var err error
		if name, labels, le, err = s.labels(name); err != nil {
			return err
		}
	}
	if name == "" {
		return wrong("the series has no name")
	}
	value, err := s.number()
	if err != nil {
		return err
	}
	if s.blanks(); !s.done() {
		start := s.at
		for !s.done() && s.text[s.at] != ' ' && s.text[s.at] != '\t' {
			s.at++
		}
		if _, err := strconv.ParseInt(s.text[start:s.at], 10, 64); err != nil {
			s.at = start
			return wrong("%s is no time", short(s.text[start:])).Because("behind the value there is a time in milliseconds, or nothing")
		}
		if s.blanks(); !s.done() {
			return wrong("%s stands behind the end of the series", short(s.text[s.at:]))
		}
	}
	x.of(name, n).add(name, labels, le, value)
	return nil
}

// add takes a series in.
func (f *family) add(name string, labels []string, le string, value float64) {
	slices.Sort(labels)
	if f.samples == 0 {
		f.labels, f.low, f.high = labels, value, value
	}
	f.samples++
	f.differ = f.differ || !slices.Equal(labels, f.labels)
	f.low, f.high = min(f.low, value), max(f.high, value)
	if bound, err := strconv.ParseFloat(le, 64); err == nil && strings.HasSuffix(name, string(Bucket)) && bound < 1e308 && !slices.Contains(f.bounds, bound) {
		f.bounds = append(f.bounds, bound)
	}
}

// A scan is a place in a line.
type scan struct {
	text string
	at   int
}

func (s *scan) done() bool { return s.at >= len(s.text) }

func (s *scan) blanks() {
	for !s.done() && (s.text[s.at] == ' ' || s.text[s.at] == '\t') {
		s.at++
	}
}

func (s *scan) take(c byte) bool {
	if s.done() || s.text[s.at] != c {
		return false
	}
	s.at++
	return true
}

// word takes a word and the blanks behind it.
func (s *scan) word(w string) bool {
	rest, ok := strings.CutPrefix(s.text[s.at:], w)
	if !ok || rest == "" || rest[0] != ' ' && rest[0] != '\t' {
		return false
	}
	s.at += len(w)
	s.blanks()
	return true
}

// name takes the name of a metric or a label, which may stand in quotes.
func (s *scan) name() (string, error) {
	if !s.done() && s.text[s.at] == '"' {
		return s.quoted()
	}
	start := s.at
	for !s.done() && isName("_"+s.text[s.at:s.at+1]) {
		s.at++
	}
	if name := s.text[start:s.at]; isName(name) {
		return name, nil
	}
	s.at = start
	return "", wrong("%s is not the name of a metric or a label", short(s.text[start:]))
}

// quoted takes a text in quotes.
func (s *scan) quoted() (string, error) {
	start := s.at
	for s.at++; !s.done(); s.at++ {
		switch s.text[s.at] {
		case '"':
			s.at++
			return unescape(s.text[start+1 : s.at-1]), nil
		case '\\':
			if s.at++; s.done() || !strings.ContainsRune(`\"n`, rune(s.text[s.at])) {
				s.at--
				return "", wrong("a backslash stands before none of \\ \" n")
			}
		}
	}
	s.at = start
	return "", wrong("the quote is not closed")
}

func unescape(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	return strings.NewReplacer(`\\`, `\`, `\"`, `"`, `\n`, "\n").Replace(s)
}

// labels takes what stands in braces: labels, and before them a name in quotes where none stood before the braces.
func (s *scan) labels(before string) (name string, labels []string, le string, err error) {
	name = before
	for {
		s.blanks()
		if s.take('}') {
			return name, labels, le, nil
		}
		start := s.at
		label, err := s.name()
		if err != nil {
			return "", nil, "", err
		}
		s.blanks()
		switch {
		case s.take('='):
			value, err := s.value()
			if err != nil {
				return "", nil, "", err
			}
			switch {
			case label == "le":
				le = value
			case slices.Contains(labels, label):
				s.at = start
				return "", nil, "", wrong("label %s is there twice", short(label))
			case label != "quantile":
				labels = append(labels, label)
			}
		case name == "" && s.text[start] == '"':
			name = label
		default:
			return "", nil, "", wrong("= is missing behind label %s", short(label))
		}
		if s.blanks(); s.take(',') || !s.done() && s.text[s.at] == '}' {
			continue
		}
		return "", nil, "", wrong("a comma or } is missing")
	}
}

func (s *scan) value() (string, error) {
	if s.blanks(); s.done() || s.text[s.at] != '"' {
		return "", wrong("the value of a label stands in double quotes")
	}
	return s.quoted()
}

// number takes the value of a series.
func (s *scan) number() (float64, error) {
	s.blanks()
	start := s.at
	for !s.done() && s.text[s.at] != ' ' && s.text[s.at] != '\t' {
		s.at++
	}
	word := s.text[start:s.at]
	f, err := strconv.ParseFloat(word, 64)
	switch {
	case word == "":
		return 0, wrong("the value is missing")
	case err != nil && !errors.Is(err, strconv.ErrRange), strings.ContainsAny(word, "pP_"):
		s.at = start
		return 0, wrong("value %s is no number", short(word))
	}
	return f, nil
}

// short is a text of a file in quotes, as much of it as fits into a line.
func short(s string) string {
	if len(s) > 60 {
		return fmt.Sprintf("%q…", s[:60])
	}
	return strconv.Quote(s)
}
