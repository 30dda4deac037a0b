package catalogue

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const captured = `# Made by hand.
# HELP http_requests_total Requests\nby code.
# TYPE http_requests_total counter
http_requests_total{code="200",method="get"} 1027 1395066363000
http_requests_total{method="a\"},{\\",code="500",} 3
# TYPE jobs_done_total counter
jobs_done_total 1
# TYPE jobs_done_created gauge
jobs_done_created 1.7e+09
# TYPE wait_seconds histogram
wait_seconds_bucket{queue="a",le="0.5"} 1
wait_seconds_bucket{queue="a",le="0.1"} 0
wait_seconds_bucket{queue="a",le="+Inf"} 2
wait_seconds_sum{queue="a"} 1.5
wait_seconds_count{queue="a"} 2
# TYPE pause_seconds summary
pause_seconds{quantile="0.5"} NaN
pause_seconds_sum 0
pause_seconds_count 0
# TYPE heap_bytes gauge
heap_bytes 12
# TYPE started_seconds gauge
started_seconds 1.7e9
# TYPE full_ratio gauge
full_ratio 0.5
# TYPE busy_ratio gauge
busy_ratio 87
# TYPE jobs_total gauge
jobs_total 3
# TYPE app_info gauge
app_info{version="1"} 1
# TYPE mixed gauge
mixed{a="1"} 1
mixed{b="1"} 1
# TYPE empty counter
plain 3
{"dotted.name",a="b"} 4
vllm:num_requests_running{weird="x"} 1
# TYPE success_total counter
success_total 1
# TYPE cpu_seconds_total counter
cpu_seconds_total 1
`

// TestCapture reads what a program answers, and says no more than it does.
func TestCapture(t *testing.T) {
	c, err := Default().With(Extra{File: "dir/my-app.txt", Data: []byte(captured), Prefixes: []string{"wait_"}, Complete: true})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range c.Metrics() {
		if m.File == "dir/my-app.txt" {
			open := ""
			if m.OpenLabels {
				open = " …"
			}
			got = append(got, fmt.Sprintf("%d %s %s %s %s %v%s", m.Line, m.Name, m.Type, m.Behaviour, m.Unit, m.Labels, open))
			if m.Exporter != "my-app" || m.Program != "my-app" || m.Status != Current || m.Help == "" {
				t.Errorf("%+v", m)
			}
		}
	}
	want := []string{
		"2 http_requests_total counter counter requests [code method]",
		"6 jobs_done_total counter counter unknown []",
		"10 wait_seconds histogram histogram seconds [queue]",
		"16 pause_seconds summary summary seconds []",
		"20 heap_bytes gauge gauge bytes []",
		"22 started_seconds gauge gauge unix time (seconds) []",
		"24 full_ratio gauge gauge ratio (0-1) []",
		"26 busy_ratio gauge gauge unknown []",
		"28 jobs_total gauge untyped unknown []",
		"30 app_info gauge info constant 1 [version]",
		"32 mixed gauge gauge unknown [a] …",
		"35 empty counter counter unknown [] …",
		"36 plain untyped untyped unknown []",
		"39 success_total counter counter unknown []",
		"41 cpu_seconds_total counter counter seconds []",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if b := c.Buckets("wait_seconds"); len(b) != 1 || !cmp.Equal(b[0].Bounds, []float64{0.1, 0.5}) {
		t.Errorf("buckets %v", b)
	}
	for name, component := range map[string]Component{"wait_seconds_bucket": Bucket, "pause_seconds_count": Observed, "jobs_done_created": Created} {
		if s := c.Lookup(name); len(s) != 1 || s[0].Component != component {
			t.Errorf("%s: %v", name, s)
		}
	}
	if p := c.Primary("my-app"); p == nil || !p.Complete || c.Owner("wait_x") != "my-app" {
		t.Errorf("the exporter is %+v", p)
	}
	for _, s := range c.Lookup("vllm:num_requests_running") {
		if s.Metric.HasLabel("weird") {
			t.Error("what is known better was replaced")
		}
	}
	if s := c.Lookup("http_requests_total"); len(s) != len(Default().Lookup("http_requests_total"))+1 {
		t.Errorf("a name that many programs use is known of %d", len(s))
	}
	if d := Default(); d.Primary("my-app") != nil || len(d.Lookup("heap_bytes")) > 0 || len(d.Buckets("wait_seconds")) > 0 {
		t.Error("the catalogue that is shipped has changed")
	}
}

// TestTable reads a table of somebody else, with the columns that it has.
func TestTable(t *testing.T) {
	const table = "type\tmetric\tunit\tnoun\tlabels\tsince\tremoved\tprogram\n" +
		"counter\tapp_jobs_total\tcount\tjobs\tqueue,kind\t1.2\t\t\r\n" +
		"gauge\tapp_old\t\t\t\t\t2.0\t\n" +
		"gauge\tvllm:num_requests_running\tcount\trequests\t\t\t\tsidecar\n"
	c, err := Default().With(Extra{File: "t.tsv", Data: []byte("\ufeff" + table), Exporter: "app"})
	if err != nil {
		t.Fatal(err)
	}
	jobs, old, running := c.Lookup("app_jobs_total"), c.Lookup("app_old"), c.Lookup("vllm:num_requests_running")
	if len(jobs) != 1 || jobs[0].Metric.Unit.String() != "jobs" || !jobs[0].Metric.HasLabel("kind") || jobs[0].Metric.Life.Min.String() != "1.2" || jobs[0].Metric.Line != 2 {
		t.Errorf("%+v", jobs)
	}
	if len(old) != 1 || old[0].Metric.Status != Removed || old[0].Metric.Exporter != "app" {
		t.Errorf("%+v", old)
	}
	if len(running) != 1 || running[0].Metric.Program != "sidecar" || c.Program("sidecar").Role != Companion {
		t.Errorf("a row does not take the place of what was known: %+v", running)
	}
	// For an exporter that is known, the rows are more of its metrics.
	c, err = Default().With(Extra{File: "fork.tsv", Data: []byte("metric\ttype\nvllm:ours\tgauge\n"), Exporter: "vllm"})
	if err != nil {
		t.Fatal(err)
	}
	if s := c.Lookup("vllm:ours"); len(s) != 1 || s[0].Metric.Program != "vllm" || !s[0].Metric.OpenLabels || len(c.Lookup("vllm:num_requests_running")) == 0 {
		t.Errorf("%+v", s)
	}
}

// TestKnownRows: a table may hold nothing but rows for names that are known already, and a file without any is an error
// whatever stands before it.
func TestKnownRows(t *testing.T) {
	row := Extra{File: "mine.tsv", Data: []byte("metric\ttype\tprogram\nvllm:num_requests_running\tgauge\tvllm\n"), Exporter: "vllm"}
	c, err := Default().With(row)
	if err != nil {
		t.Fatal(err)
	}
	if s := c.Lookup("vllm:num_requests_running"); len(s) != 1 || s[0].Metric.File != "mine.tsv" {
		t.Errorf("%+v", s)
	}
	_, err = Default().With(Extra{File: "capture.txt", Data: []byte("a 1\n")}, Extra{File: "empty.tsv", Data: []byte("metric\ttype\n")})
	if err == nil || !strings.Contains(err.Error(), "empty.tsv: there is no metric in the file") {
		t.Errorf("an empty table behind a capture: %v", err)
	}
}

// TestCompleteIsOfItsOwnPrefixes: who adds a prefix to an exporter does not answer for the others that it has.
func TestCompleteIsOfItsOwnPrefixes(t *testing.T) {
	part := Extra{File: "a.txt", Data: []byte("a_x 1\n"), Exporter: "mine", Prefixes: []string{"a_"}}
	whole := Extra{File: "b.txt", Data: []byte("b_x 1\n"), Exporter: "mine", Prefixes: []string{"b_"}, Complete: true}
	for _, tt := range []struct {
		extras []Extra
		want   bool
	}{{[]Extra{whole}, true}, {[]Extra{part, whole}, false}, {[]Extra{whole, part}, false}} {
		c, err := Default().With(tt.extras...)
		if err != nil {
			t.Fatal(err)
		}
		if got := c.Primary("mine").Complete; got != tt.want {
			t.Errorf("%d files make the exporter complete: %v", len(tt.extras), got)
		}
	}
}

// TestBadExtras: what is wrong with a file is said with its position.
func TestBadExtras(t *testing.T) {
	for name, c := range map[string]struct {
		data string
		want string
	}{
		"empty":            {"", "x: there is no metric in the file"},
		"comments only":    {"# nothing\n\n", "x: there is no metric in the file"},
		"json":             {`{"panels": []}`, `x:1:10: a comma or } is missing`},
		"yaml":             {"---\n", `x:1:1: "---" is not the name of a metric or a label`},
		"html":             {"<html>\n", `x:1:1: "<html>" is not the name of a metric or a label`},
		"no value":         {"ok 1\na{b=\"c\"}\n", "x:2:9: the value is missing"},
		"cut":              {"ok 1\na{b=\"c", "x:2:5: the quote is not closed"},
		"value":            {"a 1x\n", `x:1:3: value "1x" is no number`},
		"time":             {"a 1 now\n", `x:1:5: "now" is no time`},
		"more":             {"a 1 2 3\n", `x:1:7: "3" stands behind the end of the series`},
		"comma":            {"a{b=\"c\" d=\"e\"} 1\n", "x:1:9: a comma or } is missing"},
		"no quotes":        {"a{b=c} 1\n", "x:1:5: the value of a label stands in double quotes"},
		"twice":            {"a{b=\"c\",b=\"d\"} 1\n", `x:1:9: label "b" is there twice`},
		"escape":           {`a{b="\t"} 1` + "\n", `x:1:6: a backslash stands before none of \ " n`},
		"no name":          {"{} 1\n", "x:1:3: the series has no name"},
		"type":             {"# TYPE a info\n", `x:1:10: unknown type "info": it is a counter, gauge, histogram, summary or untyped`},
		"two types":        {"# TYPE a gauge\n# TYPE a gauge\n", `x:2:8: the second TYPE line of "a"`},
		"late type":        {"a 1\n# TYPE a gauge\n", `x:2:8: the TYPE line of "a" stands behind its series`},
		"two helps":        {"# HELP a b\n# HELP a c\n", `x:2:9: the second HELP line of "a"`},
		"openmetrics":      {"a 1\n# EOF\n", "x:2:1: this is OpenMetrics"},
		"not utf-8":        {"a 1\nb{c=\"é\xff\"} 1\n", "x:2:8: byte 0xff is not UTF-8"},
		"many":             {strings.Repeat("!\n", 1000), "x:11: the rest of the file was not read"},
		"long line":        {"a" + strings.Repeat("b", 1<<20) + "!", `b" stands`},
		"column":           {"metric\ttype\tlabel\n", `x:1:13: unknown column "label"`},
		"columns twice":    {"metric\ttype\ttype\n", "x:1:13: column type is there twice"},
		"no type":          {"metric\tunit\na\tseconds\n", "x:1: the table has no column type"},
		"no rows":          {"metric\ttype\n", "x: there is no metric in the file"},
		"cells":            {"metric\ttype\na\n", "x:2: 1 cells: the header has 2"},
		"name":             {"metric\ttype\n1a\tgauge\n", `x:2:1: "1a" is not the name of a metric`},
		"unknown type":     {"metric\ttype\na\tcount\n", `x:2:3: unknown type "count"`},
		"unit":             {"metric\ttype\tunit\na\tgauge\tmeters\n", `x:2:9: unknown unit "meters"`},
		"version":          {"metric\ttype\tsince\na\tgauge\tnext\n", `x:2:9: "next" is not a version`},
		"foreign program":  {"metric\ttype\tprogram\na\tgauge\tvllm\n", "x:2:9: program vllm belongs to exporter vllm, and the file to x"},
		"very long record": {"metric\ttype\n" + strings.Repeat("a", 2<<20) + "\tgauge\n", "x: bufio.Scanner: token too long"},
	} {
		_, err := Default().With(Extra{File: "x", Data: []byte(c.data)})
		if err == nil {
			t.Errorf("%s: no error", name)
			continue
		}
		if !strings.Contains(err.Error(), c.want) && (name != "long line" || len(err.Error()) > 300) {
			t.Errorf("%s: %.300s, want %s", name, err, c.want)
		}
	}
	if _, err := Default().With(Extra{File: "x", Data: []byte("a 1\n"), Prefixes: []string{"vllm:ours_"}}); err == nil || !strings.Contains(err.Error(), "x: names that begin with vllm: belong to vllm") {
		t.Errorf("a prefix that is taken: %v", err)
	}
}
