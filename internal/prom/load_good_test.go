package prom

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/prometheus/prometheus/model/value"
)

// all prints every sample of a storage.
func all(t *testing.T, s *Storage) []string {
	t.Helper()
	result, err := engine(t, s, EngineOptions{}).Instant(t.Context(), `{__name__=~".+"}[2h]`, at(3600))
	if err != nil {
		t.Fatal(err)
	}
	return lines(result.Series)
}

func TestLoadOpenMetrics(t *testing.T) {
	const text = `# HELP a help with "quotes"
# TYPE a counter
# UNIT a_seconds seconds
a_total{b="x"} 1 10 # {trace_id="1"} 0.5 9.5
a_total{b="x"} 2 20.5
a_total{b="y",} NaN 10
a_created{b="x"} 5 10
# TYPE h histogram
h_bucket{le="1"} 1 10
h_bucket{le="1e3"} 2 10
h_bucket{le="+Inf"} 3 10
h_count 3 10
# TYPE s summary
s{quantile="0.50"} 1 10
s{quantile="1"} 2 10
# TYPE g gauge
g{le="1",quantile="1"} -Inf 10
{"utf-8.name",b="\"q\"\n\\"} 1 10
# EOF
`
	want := []string{
		`a_created{b="x"} 10:5`,
		`a_total{b="x"} 10:1 20.5:2`,
		`a_total{b="y"} 10:NaN`,
		`g{le="1", quantile="1"} 10:-Inf`, // only histograms and summaries are normalised
		`h_bucket{le="+Inf"} 10:3`,
		`h_bucket{le="1.0"} 10:1`,
		`h_bucket{le="1000.0"} 10:2`,
		`h_count 10:3`,
		`s{quantile="0.5"} 10:1`,
		`s{quantile="1.0"} 10:2`,
		`utf-8.name{b="\"q\"\n\\"} 10:1`,
	}
	for name, input := range map[string]string{
		"plain":             text,
		"compressed":        string(compressed(t, text)),
		"without line feed": strings.TrimSuffix(text, "\n"),
	} {
		s := empty(t, Options{})
		if _, err := s.LoadOpenMetrics("x.om", strings.NewReader(input)); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if diff := gocmp.Diff(want, all(t, s)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// TestTypePerFamily checks that a TYPE line counts from where it stands: only then is le normalised.
func TestTypePerFamily(t *testing.T) {
	s := empty(t, Options{})
	const text = "# TYPE a gauge\na_bucket{le=\"1\"} 1 10\n# TYPE a histogram\na_bucket{le=\"1\"} 2 20\n# TYPE a gauge\na_bucket{le=\"1\"} 3 30\n# EOF\n"
	if _, err := s.LoadOpenMetrics("x.om", strings.NewReader(text)); err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff([]string{`a_bucket{le="1"} 10:1 30:3`, `a_bucket{le="1.0"} 20:2`}, all(t, s)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestLoadText(t *testing.T) {
	const text = `# A comment.
#
# HELP h help
# TYPE h histogram
h_bucket{le="1"} 1
h_bucket{le="2.50"} 2 20000

 	
h_bucket {le="+Inf",} 3
# TYPE s summary
s{quantile="0.90"} 1
# TYPE g gauge
g{a="",b="two
lines"} 0x1
`
	s := empty(t, Options{})
	loaded, err := s.LoadText("x.prom", strings.NewReader(strings.Replace(text, "0x1", "1e3", 1)), at(10).Add(999*time.Microsecond))
	if err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(Loaded{Name: "x.prom", Series: 5, Samples: 5, First: at(10), Last: at(20)}, loaded); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	want := []string{
		`g{b="two\nlines"} 10:1000`, // an empty label is no label
		`h_bucket{le="+Inf"} 10:3`,
		`h_bucket{le="1.0"} 10:1`,
		`h_bucket{le="2.5"} 20:2`,
		`s{quantile="0.9"} 10:1`,
	}
	if diff := gocmp.Diff(want, all(t, s)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestLoadSeries(t *testing.T) {
	s := written(t, `# Comments and blank lines.

load 30s   # half a minute
	up{pod="a"}  1x2
up{pod="b#\"#",x='#',y=`+"`"+`\`+"`"+`} 1 _ stale 0.5 NaN  # gone and back
load{} 7
load_total 10-2x2 0x1 _x2 1e1
x{le="1"} -Inf +Inf
load 1m from 1970-01-01T00:10:00Z
up{pod="a"} 2x1
load 1m from 1200
up{pod="a"} 3
`)
	want := []string{
		`load 0:7`,
		`load_total 0:10 30:8 60:6 90:0 120:0 210:10`,
		`up{pod="a"} 0:1 30:1 60:1 600:2 660:2 1200:3`,
		`up{pod="b#\"#", x="#", y="\\"} 0:1 90:0.5 120:NaN`,
		`x{le="1"} 0:-Inf 30:+Inf`, // as written: no TYPE line says that it is a histogram
	}
	if diff := gocmp.Diff(want, all(t, s)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestStale checks that a staleness marker ends a series at once, and that NaN does not.
func TestStale(t *testing.T) {
	s := written(t, "load 1m\na 1x4 stale _x3 2\nb 1x4 NaN _x3 2\n")
	for _, spans := range s.loaded {
		if len(spans) != 1 || len(spans[0].timestamps) != 7 {
			t.Errorf("a marker is a sample: %v", spans)
		}
	}
	result, err := engine(t, s, EngineOptions{}).Range(t.Context(), `{__name__=~"a|b"}`, at(0), at(600), time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		`a 0:1 60:1 120:1 180:1 240:1 540:2 600:2`,
		`b 0:1 60:1 120:1 180:1 240:1 300:NaN 360:NaN 420:NaN 480:NaN 540:2 600:2`,
	}
	if diff := gocmp.Diff(want, lines(result.Series)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, p := range result.Series[1].Points {
		if value.IsStaleNaN(p.V) {
			t.Errorf("a marker is in a result at %s", p.Time())
		}
	}
}

func TestTargetLabels(t *testing.T) {
	s := empty(t, Options{})
	const text = "a{pod=\"own\",job=\"own\",exported_job=\"older\"} 1\nb 2\n"
	target := TargetLabels(map[string]string{"pod": "target", "job": "target", "namespace": "ns", "empty": ""})
	if _, err := s.LoadText("x.prom", strings.NewReader(text), at(10), target); err != nil {
		t.Fatal(err)
	}
	want := []string{
		`a{exported_exported_job="own", exported_job="older", exported_pod="own", job="target", namespace="ns", pod="target"} 10:1`,
		`b{job="target", namespace="ns", pod="target"} 10:2`,
	}
	if diff := gocmp.Diff(want, all(t, s)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	_, err := s.LoadText("y.prom", strings.NewReader(text), at(10), TargetLabels(map[string]string{"__name__": "a"}))
	const bad = `y.prom: target labels "{__name__=\"a\"}" cannot be added: names and values must be UTF-8, and __name__ belongs to the metric`
	if err == nil || err.Error() != bad {
		t.Errorf("got  %v\nwant %s", err, bad)
	}
}

// TestLoadFile checks how files are told apart.
func TestLoadFile(t *testing.T) {
	const (
		om     = "a 1 10\n# EOF\n"
		text   = "a 1\n"
		series = "# so\nload 10s\na _ 1\n"
	)
	for _, test := range []struct {
		name, content string
	}{
		{"a.om", om},
		{"a.om.gz", om},
		{"plain.om.gz", om}, // compression shows in the content
		{"zipped.om", om},
		{"a.prom", text},
		{"a.prom.gz", text},
		{"a.series", series},
		{"a.series.gz", series},
		{"metrics.txt", om},
		{"metrics", text},
		{"zipped.txt", series},
		{"eof.prom", "a 1\n# EOF\n"}, // a comment, here
	} {
		path := filepath.Join(t.TempDir(), test.name)
		content := []byte(test.content)
		if strings.HasPrefix(test.name, "zipped") || (strings.HasSuffix(path, ".gz") && !strings.HasPrefix(test.name, "plain")) {
			content = compressed(t, test.content)
		}
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		s := empty(t, Options{})
		loaded, err := s.LoadFile(path, At(at(10)))
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if want := (Loaded{Name: path, Series: 1, Samples: 1, First: at(10), Last: at(10)}); loaded != want {
			t.Errorf("%s: %+v", test.name, loaded)
		}
	}
	path := filepath.Join(t.TempDir(), "a.prom")
	if err := os.WriteFile(path, []byte("\n"+text), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := empty(t, Options{}).LoadFile(path)
	if want := path + ":2: the sample has no timestamp: the time of the scrape is not known"; err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}
