package report

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/lint"
	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/internal/source"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

var update = flag.Bool("update", false, "write the formats' output to testdata; review the difference")

// hostile is a dashboard with all that a format must escape: its file's name, its titles, what stands before the
// culprit on its line.
const hostile = `{"title": "Ä <&>, ]]> %25\n::error::x", "panels": [{"id": 4, "type": "stat", "title": "😀 \u001b[31m", "targets": [
{"refId": "A", "legendFormat": "😀ä", "expr": "sum(up) +\n  sum(bad)"}, {"refId": "B", "expr": "bad"}]}, {"id": 5, "type": "stat", "targets": [{"refId": "A", "expr": "bad"}]}]}`

// bad finds the metric of that name.
var bad = &lint.Rule{
	Name: "bad-metric", Title: "a metric called bad", Severity: lint.Error, Since: "0.0", Why: "It is <bad>.", Cost: "Everything.", Except: "In tests.",
	Query: func(p *lint.Pass, q *lint.Query) {
		if at := strings.Index(q.Text.Value, "bad"); at >= 0 {
			p.Report(q.At(promql.Span{Start: at, End: at + 3}), "bad is 100%% bad, : and\r\n<worse> \x1b[31m]]>").Help("write %q", "good")
		}
		if strings.Contains(q.Text.Value, "\n") {
			p.Report(q.At(promql.Span{End: len(q.Text.Value)}), "it has two lines")
		}
	},
}

var (
	look = &lint.Rule{
		Name: "look", Title: "a dashboard", Severity: lint.Warning, Since: "0.0", Why: "w", Cost: "c",
		Dashboard: func(p *lint.Pass, d *lint.Dashboard) { p.Report(d.At(source.Text{}), "look at it") },
	}
	note = &lint.Rule{
		Name: "note", Title: "a note", Severity: lint.Info, Since: "0.0", Why: "w", Cost: "c", Off: "only a note",
		Panel: func(p *lint.Pass, pl *lint.Panel) {
			if pl.ID == 5 {
				p.Report(pl.At(pl.Title), "it has no title")
			}
		},
	}
)

func sample(t *testing.T) *Report {
	t.Helper()
	f, err := source.Read("a, b/50% x:y#z?.json", []byte(hostile))
	if err != nil {
		t.Fatal(err)
	}
	placed, err := source.Placed("dashboards/x.go", []byte(hostile), func(panel int, _ string) diag.Position {
		return diag.Position{File: "dashboards/x.go", Line: panel + 1}
	})
	if err != nil {
		t.Fatal(err)
	}
	rules := []*lint.Rule{bad, look, note}
	r := lint.Run([]*source.File{f, placed}, lint.Options{Catalogue: catalogue.Default(), Rules: rules})
	return &Report{Findings: r.Findings, Files: r.Files, Expressions: r.Expressions, Rules: rules, Tool: "dashgen", Version: "v0.2.0"}
}

func clean() *Report {
	return &Report{Files: 1, Expressions: 2, Rules: []*lint.Rule{bad}, Tool: "dashgen", Version: "v0.2.0"}
}

// TestFormats compares what each format writes with testdata, byte for byte.
func TestFormats(t *testing.T) {
	var want []string
	for _, f := range Formats() {
		for name, r := range map[string]*Report{"findings": sample(t), "clean": clean()} {
			golden(t, fmt.Sprintf("%s.%s", name, f.Name), r, f.Write)
			want = append(want, fmt.Sprintf("testdata/%s.%s", name, f.Name))
		}
	}
	colour := sample(t)
	colour.Colour = true
	golden(t, "colour.text", colour, writeText)
	terminal := clean()
	terminal.Terminal = true
	golden(t, "terminal.text", terminal, writeText)
	want = append(want, "testdata/colour.text", "testdata/terminal.text")
	have, err := filepath.Glob("testdata/*")
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(want)
	if diff := cmp.Diff(want, have); diff != "" {
		t.Errorf("files of testdata (-want +got):\n%s", diff)
	}
}

func golden(t *testing.T, name string, r *Report, write func(io.Writer, *Report) error) {
	t.Helper()
	var got bytes.Buffer
	if err := write(&got, r); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("testdata/"+name, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

// TestOneLineEach: whatever a file is called and says, a workflow command is one line, and a terminal is told
// nothing by a dashboard.
func TestOneLineEach(t *testing.T) {
	r := sample(t)
	var commands, text bytes.Buffer
	if err := writeGitHub(&commands, r); err != nil {
		t.Fatal(err)
	}
	if got := strings.Count(commands.String(), "\n"); got != len(r.Findings) {
		t.Errorf("%d findings make %d lines", len(r.Findings), got)
	}
	for line := range strings.Lines(commands.String()) {
		if !strings.HasPrefix(line, "::error file=") && !strings.HasPrefix(line, "::warning file=") && !strings.HasPrefix(line, "::notice file=") {
			t.Errorf("no command: %s", line)
		}
	}
	if err := writeText(&text, r); err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(text.String(), "\x1b\r") {
		t.Error("a terminal would be told something by a dashboard")
	}
}

// TestJSONIsComplete: programs read fields that are always there.
func TestJSONIsComplete(t *testing.T) {
	for _, r := range []*Report{sample(t), clean()} {
		var b bytes.Buffer
		if err := writeJSON(&b, r); err != nil {
			t.Fatal(err)
		}
		var got struct {
			Version  int
			Findings []map[string]any
			Summary  map[string]int
		}
		if err := json.Unmarshal(b.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		if got.Version != 1 || got.Findings == nil || len(got.Findings) != len(r.Findings) || got.Summary["findings"] != len(r.Findings) ||
			got.Summary["errors"] != r.Count(lint.Error) || len(got.Summary) != 5 {
			t.Errorf("%+v", got)
		}
		for _, f := range got.Findings {
			if len(f) != 13 {
				t.Errorf("a finding has %d fields: %v", len(f), f)
			}
		}
	}
}

// TestXMLIsXML: titles hold bytes that XML does not allow at all.
func TestXMLIsXML(t *testing.T) {
	var b bytes.Buffer
	if err := writeJUnit(&b, sample(t)); err != nil {
		t.Fatal(err)
	}
	d := xml.NewDecoder(&b)
	for {
		if _, err := d.Token(); err == io.EOF { //nolint:errorlint // the decoder returns it as it is
			return
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

// TestFingerprintsAreStable: lines move and messages are reworded, and an alert stays the same alert. Two findings
// of one place differ.
func TestFingerprintsAreStable(t *testing.T) {
	f := *sample(t).Findings[0]
	before := fingerprint(&f)
	f.Pos.Line, f.Message, f.Advice = 99, "other words", ""
	if after := fingerprint(&f); after != before {
		t.Errorf("%s became %s", before, after)
	}
	f.Panel += "x"
	if after := fingerprint(&f); after == before {
		t.Error("findings of two panels are the same")
	}
	var b bytes.Buffer
	twice := sample(t)
	twice.Findings = append(twice.Findings, twice.Findings...)
	if err := writeSARIF(&b, twice); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	var log sarifLog
	if err := json.Unmarshal(b.Bytes(), &log); err != nil {
		t.Fatal(err)
	}
	for _, r := range log.Runs[0].Results {
		if hash := r.Fingerprints["primaryLocationLineHash"]; seen[hash] {
			t.Errorf("two results have fingerprint %s", hash)
		} else {
			seen[hash] = true
		}
	}
}

func TestURI(t *testing.T) {
	for file, want := range map[string]string{
		"a/b.json": "a/b.json", "./a b.json": "a%20b.json", "50%#?.json": "50%25%23%3F.json", "x:y.json": "./x:y.json", `a\b.json`: "a/b.json",
		"/tmp/x.json": "file:///tmp/x.json", "../x.json": "../x.json",
	} {
		if got := uri(file); got != want {
			t.Errorf("uri(%s) = %s, want %s", file, got, want)
		}
	}
}
