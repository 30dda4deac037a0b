package prom

import (
	"bytes"
	"compress/gzip"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/internal/diag"
)

// A badInput is an input and the error it must give.
type badInput struct {
	name, text, want string
}

// checkBad loads each input, and none may leave a trace.
func checkBad(t *testing.T, cases []badInput, load func(s *Storage, text string) error) {
	t.Helper()
	s := empty(t, Options{})
	for _, test := range cases {
		t.Run(test.name, func(t *testing.T) {
			err := load(s, test.text)
			if err == nil {
				t.Fatal("no error")
			}
			if diff := gocmp.Diff(test.want, err.Error()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			var positioned *diag.Error
			var list diag.List
			if !errors.As(err, &positioned) && !errors.As(err, &list) {
				t.Errorf("%T has no position", err)
			}
		})
	}
	if _, _, ok := s.TimeRange(); ok {
		t.Error("a bad input left samples")
	}
	result, err := engine(t, s, EngineOptions{}).Instant(t.Context(), `{__name__=~".+"}[365d]`, at(365*24*3600))
	if err != nil || len(result.Series) > 0 {
		t.Errorf("a bad input left %v (%v)", lines(result.Series), err)
	}
}

func TestOpenMetricsErrors(t *testing.T) {
	checkBad(t, []badInput{
		{"empty", "", "x.om:1: the input does not end with # EOF: the input is probably cut short"},
		{"only the end", "# EOF\n", "x.om: the input holds no samples"},
		{"metadata alone", "# HELP a b\n# TYPE a gauge\n# EOF\n", "x.om: the input holds no samples"},
		{"no end", "a 1 1\nb 2 2\n", "x.om:2: the input does not end with # EOF: the input is probably cut short"},
		{"cut in a line", "a 1 1\nb 2", "x.om:2: the input does not end with # EOF: the input is probably cut short"},
		{"end within a line", "a 1 1\nb 2 # EOF\n", "x.om:2: the input does not end with # EOF: the input is probably cut short"},
		{"data after the end", "a 1 1\n# EOF\nb 2 2\n# EOF\n", "x.om:2: not a line of the OpenMetrics text format: unexpected data after # EOF"},
		{"no timestamp", "# TYPE a gauge\na 1 1\na{b=\"c\"} 2\n# EOF\n",
			"x.om:3: the sample has no timestamp: a recording needs one for every sample"},
		{"milliseconds", "a 1 1767225600000\n# EOF\n",
			`x.om:1: timestamp 1767225600000000 ms of {__name__="a"} is outside 1970 to 2199: OpenMetrics counts in seconds`},
		{"before 1970", "a 1 -1\n# EOF\n",
			`x.om:1: timestamp -1000 ms of {__name__="a"} is outside 1970 to 2199: OpenMetrics counts in seconds`},
		{"infinite timestamp", "a 1 Inf\n# EOF\n", "x.om:1: not a line of the OpenMetrics text format: invalid timestamp +Inf"},
		{"no value", "a 1 1\na{b=\"c\"}\n# EOF\n",
			`x.om:2: not a line of the OpenMetrics text format: expected value after metric, got "\n" ("INVALID")`},
		{"bad value", "a one 1\n# EOF\n",
			`x.om:1: not a line of the OpenMetrics text format: strconv.ParseFloat: parsing "one": invalid syntax`},
		{"blank line", "a 1 1\n\nb 2 2\n# EOF\n",
			`x.om:2: not a line of the OpenMetrics text format: expected a valid start token, got "\n" ("INVALID")`},
		{"comment", "a 1 1\n# just so\n# EOF\n",
			`x.om:2: not a line of the OpenMetrics text format: expected a valid start token, got "# j" ("INVALID")`},
		{"bad type", "# TYPE a jauge\n# EOF\n", `x.om:1: not a line of the OpenMetrics text format: invalid metric type "jauge"`},
		{"unit without suffix", "# UNIT a seconds\n# EOF\n",
			`x.om:1: not a line of the OpenMetrics text format: unit "seconds" not a suffix of metric "a"`},
		{"label twice", "a{b=\"1\",b=\"2\"} 1 1\n# EOF\n", "x.om:1: label b appears twice"},
		{"no name", "{b=\"1\"} 1 1\n# EOF\n",
			"x.om:1: not a line of the OpenMetrics text format: metric name not set"},
		{"empty name", "{\"\",b=\"1\"} 1 1\n# EOF\n", `x.om:1: series {b="1"} has no metric name`},
		{"not UTF-8", "a{b=\"\xff\"} 1 1\n# EOF\n",
			`x.om:1: not a line of the OpenMetrics text format: invalid UTF-8 label value: "\"\xff\""`},
		{"same time", "a{b=\"1\"} 1 1\na{b=\"2\"} 1 1\na{b=\"1\"} 2 1\n# EOF\n",
			`x.om:3: {__name__="a", b="1"} has two values at 1970-01-01T00:00:01Z: the other one is in line 1`},
		{"same sample", "a 1 1\na 1 1\n# EOF\n",
			`x.om:2: {__name__="a"} has two values at 1970-01-01T00:00:01Z: the other one is in line 1`},
		{"back in time", "a 1 20\nb 1 10\na 2 10.5\n# EOF\n",
			`x.om:3: {__name__="a"} goes back in time from 1970-01-01T00:00:20Z to 1970-01-01T00:00:10.5Z: the samples of a series must be in order`},
		{"carriage return", "a 1 1\r\n# EOF\n",
			`x.om:1: not a line of the OpenMetrics text format: strconv.ParseFloat: parsing "1\r": invalid syntax`},
		{"NUL byte", "a 1 1\n\x00\nb 1 1\n# EOF\n",
			`x.om:2: not a line of the OpenMetrics text format: expected a valid start token, got "\x00" ("INVALID")`},
		{"line feed in a label name", "a{\"b\nc\"=\"d\"} 1 1\nx\n# EOF\n",
			`x.om:3: not a line of the OpenMetrics text format: expected value after metric, got "\n" ("INVALID")`},
		{"a page of the web", "<!DOCTYPE html>\n<html>\n# EOF\n",
			`x.om:1: not a line of the OpenMetrics text format: expected a valid start token, got "<" ("INVALID")`},
	}, func(s *Storage, text string) error {
		_, err := s.LoadOpenMetrics("x.om", strings.NewReader(text))
		return err
	})
}

func TestTextErrors(t *testing.T) {
	checkBad(t, []badInput{
		{"empty", "", "x.prom: the input holds no samples"},
		{"comments alone", "# HELP a b\n\n# so\n", "x.prom: the input holds no samples"},
		{"cut in a value", "a 12\n\nb 1", "x.prom:3: the last line has no line feed: the input is probably cut short"},
		{"cut in a label", "a 12\nb{c=\"d", "x.prom:2: the last line has no line feed: the input is probably cut short"},
		{"open label", "# TYPE a gauge\n\n  \na{b=\"c\n",
			`x.prom:4: not a line of the Prometheus text format: expected label value, got "\"c\n\n" ("INVALID")`},
		{"no value", "a\n", `x.prom:1: not a line of the Prometheus text format: expected value after metric, got "\n" ("INVALID")`},
		{"bad value", "a 1\nb 1,5\n", `x.prom:2: not a line of the Prometheus text format: strconv.ParseFloat: parsing "1,5": invalid syntax`},
		{"bad timestamp", "a 1 1.5\n", `x.prom:1: not a line of the Prometheus text format: expected next entry after timestamp, got "." ("INVALID")`},
		{"seconds and milliseconds", "a 1 9000000000000\n",
			`x.prom:1: timestamp 9000000000000 ms of {__name__="a"} is outside 1970 to 2199: the text format counts in milliseconds`},
		{"bad type", "a 1\n# TYPE b jauge\n", `x.prom:2: not a line of the Prometheus text format: invalid metric type "jauge"`},
		{"twice", "a{b=\"1\"} 1\na{b=\"2\"} 1\na{ b = \"1\" } 1\n",
			`x.prom:3: {__name__="a", b="1"} has two values at 1970-01-01T00:01:00Z: the other one is in line 1`},
		{"twice after normalising", "# TYPE a histogram\na_bucket{le=\"1\"} 1\na_bucket{le=\"1.0\"} 1\n",
			`x.prom:3: {__name__="a_bucket", le="1.0"} has two values at 1970-01-01T00:01:00Z: the other one is in line 2`},
		{"indented", "a 1\n  b 1\n", "x.prom:2: metric name \"  b\" starts or ends with a blank: Prometheus takes the blanks of an indented line into the name"},
		{"label twice", "a{b=\"1\",b=\"2\"} 1\n", "x.prom:1: label b appears twice"},
		{"carriage return", "a 1\r\n", `x.prom:1: not a line of the Prometheus text format: strconv.ParseFloat: parsing "1\r": invalid syntax`},
		{"NUL byte", "a 1\n\x00\nb 1\n", "x.prom:2: the parser stops here, before the end of the input: the line holds a NUL byte"},
		{"NUL byte in a comment", "a 1\n#\x00\nb 1\n", "x.prom:2: the parser stops here, before the end of the input: the line holds a NUL byte"},
		{"line feed in a value", "a{b=\"c\nd\"} 1\n\nb{\n", `x.prom:4: not a line of the Prometheus text format: expected label name, got "\n" ("INVALID")`},
		{"OpenMetrics", "# TYPE a unknown\na 1 1.5\n# EOF\n", `x.prom:1: not a line of the Prometheus text format: invalid metric type "unknown"`},
	}, func(s *Storage, text string) error {
		_, err := s.LoadText("x.prom", strings.NewReader(text), at(60))
		return err
	})
}

func TestSeriesErrors(t *testing.T) {
	checkBad(t, []badInput{
		{"empty", "", "x.series: the input holds no samples"},
		{"no samples", "load 1m\na _ _x5\n", "x.series: the input holds no samples"},
		{"no load line", "# so\na 1\n", "x.series:2: no load line comes before this series: the time between its values is not known"},
		{"load without interval", "load\na 1\n", "x.series:1: not a load line: it reads: load INTERVAL [from TIME]\n" +
			"x.series:2: no load line comes before this series: the time between its values is not known"},
		{"load at", "load 1m at 0\n", "x.series:1: not a load line: it reads: load INTERVAL [from TIME]"},
		{"bad interval", "load 1 minute\nload soon\nload 0s\nload 1m from noon\nload 1m from -5\n",
			"x.series:1: not a load line: it reads: load INTERVAL [from TIME]\n" +
				"x.series:2: \"soon\" is not an interval: it must be a duration of whole milliseconds like 30s or 1m30s\n" +
				"x.series:3: \"0s\" is not an interval: it must be a duration of whole milliseconds like 30s or 1m30s\n" +
				"x.series:4: \"noon\" is not a time: it must be like 2026-01-01T00:00:00Z or Unix seconds\n" +
				"x.series:5: \"-5\" is not a time: it must be like 2026-01-01T00:00:00Z or Unix seconds"},
		{"bad values", "load 1m\na 1 two\nb{ 1\nc{d=\"e} 1\nf\n",
			"x.series:2:5: not a series: unexpected identifier \"two\" in series values, expected number or \"stale\"\n" +
				"x.series:3:4: not a series: unexpected character inside braces: '1'\n" +
				"x.series:4:5: not a series: unterminated quoted string"},
		{"twice", "load 1m\na{b=\"1\"} 1\n\na{b=\"1\"} 2\n", `x.series:4: {__name__="a", b="1"} is described already: see line 2`},
		{"label twice", "load 1m\na{b=\"1\",b=\"2\"} 1\n", "x.series:2: label b appears twice"},
		{"no name", "load 1m\n{b=\"1\"} 1\n", `x.series:2: series {b="1"} has no metric name`},
		{"sections overlap", "load 1m\na 1x10\nload 1m from 300\na 1\n",
			`x.series:4: {__name__="a"} goes back in time from 1970-01-01T00:10:00Z to 1970-01-01T00:05:00Z: the samples of a series must be in order`},
		{"native histogram", "load 1m\na {{schema:0 count:1}}\n", `x.series:2: {__name__="a"} has native histograms: only floats can be loaded`},
		{"too often", "load 1m\na 0+1x100001\nb{c=\"x9999999\"} _x60000 1x60000\nd 1x99999999999999999999999\n" +
			"e{f=\"}\\\"\",g='x200000'} 0+0x7000000000{h=\"0\"} 1\ni 1x7000000000{}\nj {k=\"\" 1x7000000000\n",
			"x.series:2: the series repeats values more than 100000 times\n" +
				"x.series:3: the series repeats values more than 100000 times\n" +
				"x.series:4: the series repeats values more than 100000 times\n" +
				"x.series:5: the series repeats values more than 100000 times\n" +
				"x.series:6: the series repeats values more than 100000 times\n" +
				"x.series:7: the series repeats values more than 100000 times"},
		{"x in names", "load 1m\na_x7000000000 1\nb{c=\"x7000000000\"} {{schema:0}}x2\n", `x.series:3: {__name__="b", c="x7000000000"} has native histograms: only floats can be loaded`},
		{"beyond time", "load 200y from 1767225600\na 1 2\nb _x100000 1\n",
			`x.series:2: timestamp 7258118400000 ms of {__name__="a"} is outside 1970 to 2199: the load line and the number of values put it there` + "\n" +
				`x.series:3: timestamp 7258118400000 ms of {__name__="b"} is outside 1970 to 2199: the load line and the number of values put it there`},
	}, func(s *Storage, text string) error {
		_, err := s.LoadSeries("x.series", strings.NewReader(text))
		return err
	})
}

// TestRepeats counts what a whole input asks for.
func TestRepeats(t *testing.T) {
	n := &notation{
		batch: newBatch("x.series", "", labels.EmptyLabels()), parser: parser.NewParser(parser.Options{}),
		section: 1, step: time.Minute, repeats: maxRepeatInput - 5,
	}
	if err := n.read("a 1x5", 1); err != nil {
		t.Error(err)
	}
	err := n.read("b 1x1", 2)
	if want := "x.series:2: the input repeats values more than 2000000 times"; err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

func TestGzipErrors(t *testing.T) {
	whole := compressed(t, "a 1 1\n# EOF\n")
	damaged := bytes.Clone(whole)
	damaged[len(damaged)-5] ^= 0xff // in the checksum
	checkBad(t, []badInput{
		{"cut", string(whole[:len(whole)-9]), "x.om.gz: the compressed data is cut short"},
		{"cut in the header", string(whole[:5]), "x.om.gz: the compressed data is cut short"},
		{"damaged", string(damaged), "x.om.gz: the compressed data is damaged: gzip: invalid checksum"},
		{"not text", string(compressed(t, "\x7fELF\n# EOF\n")),
			`x.om.gz:1: not a line of the OpenMetrics text format: expected a valid start token, got "\x7f" ("INVALID")`},
	}, func(s *Storage, text string) error {
		_, err := s.LoadOpenMetrics("x.om.gz", strings.NewReader(text))
		return err
	})
}

func compressed(t testing.TB, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestReaderErrors passes on what the reader says.
func TestReaderErrors(t *testing.T) {
	s := empty(t, Options{})
	cause := errors.New("the cable is out")
	for name, load := range map[string]func() (Loaded, error){
		"om":     func() (Loaded, error) { return s.LoadOpenMetrics("x", iotest.ErrReader(cause)) },
		"text":   func() (Loaded, error) { return s.LoadText("x", iotest.ErrReader(cause), at(1)) },
		"series": func() (Loaded, error) { return s.LoadSeries("x", iotest.ErrReader(cause)) },
	} {
		if _, err := load(); !errors.Is(err, cause) || err.Error() != "load x: the cable is out" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := s.LoadFile(filepath.Join(t.TempDir(), "missing.om")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("missing file: %v", err)
	}
}

// TestHints checks that the usual mistakes come with advice.
func TestHints(t *testing.T) {
	s := empty(t, Options{})
	_, noTime := s.LoadOpenMetrics("x", strings.NewReader("a 1\n# EOF\n"))
	_, noScrapeTime := s.LoadText("x", strings.NewReader("a 1\n"), time.Time{})
	_, windows := s.LoadText("x", strings.NewReader("a 1\r\n"), at(1))
	for err, want := range map[error]string{
		noTime:       "load a single scrape in the text format instead, at a time of your choice",
		noScrapeTime: "say when the scrape was taken",
		windows:      "end lines with a line feed alone, without a carriage return",
	} {
		var positioned *diag.Error
		if !errors.As(err, &positioned) || positioned.Hint != want {
			t.Errorf("%v: hint %q, not %q", err, positioned.Hint, want)
		}
	}
}
