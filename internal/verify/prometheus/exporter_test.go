package prometheus

import (
	"bufio"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// An exporter serves metrics of a program as the catalogue describes one of its releases.
type exporter struct {
	began    time.Time
	families []family
}

type family struct {
	name, kind string
	labels     []string
}

// release is what the catalogue's table of an exporter says of a release of one of its programs: what is there after a
// plain start. No version is the newest.
func release(t *testing.T, table, program, version string) *exporter {
	t.Helper()
	rows := readTable(t, table)
	e := &exporter{began: time.Now().Add(-time.Hour)}
	for _, row := range rows {
		switch {
		case row["program"] != program, row["status"] == "unreleased", row["default"] == "no":
		case version == "" && row["removed"] != "":
		case version != "" && row["since"] != "" && older(version, row["since"]):
		case version != "" && row["removed"] != "" && !older(version, row["removed"]):
		default:
			e.families = append(e.families, family{row["metric"], row["type"], labelsOf(row["labels"])})
		}
	}
	if len(e.families) == 0 {
		t.Fatalf("%s %s has %d metrics", program, version, len(e.families))
	}
	return e
}

func readTable(t *testing.T, name string) []map[string]string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, "queries", "catalogue", name+".tsv"))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimRight(string(data), "\n"), "\n")
	head := strings.Split(lines[0], "\t")
	var rows []map[string]string
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, cell := range strings.Split(line, "\t") {
			row[head[i]] = cell
		}
		rows = append(rows, row)
	}
	return rows
}

// labelsOf are the labels of a row that have plain names.
func labelsOf(cell string) []string {
	var labels []string
	for label := range strings.SplitSeq(cell, ",") {
		label, _, _ = strings.Cut(label, "<")
		label, _, _ = strings.Cut(label, ">")
		if label != "" && !strings.ContainsAny(label, ".*|") && !slices.Contains(labels, label) && label != "quantile" {
			labels = append(labels, label)
		}
	}
	return labels
}

// older reports whether a release comes before another.
func older(version, than string) bool {
	parts := func(v string) []int {
		var out []int
		for part := range strings.FieldsFuncSeq(strings.TrimLeft(v, "~v"), func(r rune) bool { return r == '.' || r == '-' }) {
			n, err := strconv.Atoi(part)
			if err != nil {
				return nil // a named release
			}
			out = append(out, n)
		}
		return out
	}
	return slices.Compare(parts(version), parts(than)) < 0
}

func (e *exporter) serve(t *testing.T) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; version=0.0.4")
		b := bufio.NewWriter(w)
		for _, f := range e.families {
			f.write(b, time.Since(e.began).Seconds())
		}
		_ = b.Flush() // who stopped listening gets nothing
	}))
	t.Cleanup(s.Close)
	return s.URL
}

// values are those of labels that dashboards ask for by value.
func values(label string) []string {
	switch label {
	case "finished_reason", "finish_reason":
		return []string{"stop", "length"}
	case "model_name", "model", "name":
		return []string{"llama32"}
	case "status", "code", "http_status_code", "status_code", "response_code":
		return []string{"200", "500"}
	case "token_type", "type":
		return []string{"input", "output"}
	default:
		return []string{"x"}
	}
}

// write writes the series of a family as they are after so many seconds: one that counts has grown by one each.
func (f family) write(b *bufio.Writer, seconds float64) {
	kind := f.kind
	if kind == "" || kind == "info" {
		kind = "untyped"
	}
	fmt.Fprintf(b, "# TYPE %s %s\n", f.name, kind)
	sets := [][]string{nil}
	for _, label := range f.labels {
		var next [][]string
		for _, set := range sets {
			for _, v := range values(label) {
				next = append(next, append(slices.Clone(set), fmt.Sprintf("%s=%q", label, v)))
			}
		}
		sets = next
	}
	sample := func(suffix string, set []string, v float64) {
		fmt.Fprintf(b, "%s%s{%s} %s\n", f.name, suffix, strings.Join(set, ","), strconv.FormatFloat(v, 'g', -1, 64))
	}
	n := float64(int(seconds))
	for _, set := range sets {
		switch f.kind {
		case "counter":
			sample("", set, n)
		case "histogram":
			for i, le := range []string{"0.1", "1", "10", "+Inf"} {
				sample("_bucket", append(slices.Clone(set), `le="`+le+`"`), n*float64(i+1)/4)
			}
			sample("_sum", set, n/2)
			sample("_count", set, n)
		case "summary":
			sample("_sum", set, n/2)
			sample("_count", set, n)
		default:
			sample("", set, 0.5)
		}
	}
}
