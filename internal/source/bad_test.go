package source_test

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"

	"github.com/llm-observability/dashgen/internal/source"
)

const rule = "groups: [{name: a, rules: [{alert: A, expr: up}]}]\n"

// TestHostileFiles reads what is made to take time or memory.
func TestHostileFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("it works for long on one goroutine")
	}
	for _, test := range hostileFiles() {
		t.Run(test.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err := source.Read(test.name, []byte(test.data))
			runtime.ReadMemStats(&after)
			if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
				message := fmt.Sprint(err)
				t.Errorf("error %.300s, not %q", message, test.want)
			}
			if memory := after.TotalAlloc - before.TotalAlloc; memory > 1<<30 {
				t.Errorf("it took %d MiB", memory>>20)
			}
		})
	}
}

// A hostileFile is one that is made to take time or memory, and what its error says, "" if there is none.
type hostileFile struct{ name, data, want string }

func hostileFiles() []hostileFile {
	deepYAML := strings.Repeat("- ", 20000)
	bomb := "groups: [{name: a, rules: [{alert: A, expr: up}]}]\na: &a [x, x, x, x, x, x, x, x, x, x]\n"
	for i := 'b'; i <= 'z'; i++ {
		bomb += fmt.Sprintf("%c: &%c [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*%c, ", i-1), 10), ", "))
	}
	object := func(spec string) string {
		return "apiVersion: grafana.integreatly.org/v1beta1\nkind: GrafanaDashboard\nmetadata: {name: x}\nspec:\n  " + spec + "\n"
	}
	return []hostileFile{
		{"large.json", `{"panels": [` + strings.Repeat(" ", 100<<20), "large.json: the file is larger than 32 MiB"},
		{"deep.json", strings.Repeat(`{"panels": [`, 100000), "this is not JSON: exceeded max depth"},
		{"lists.json", strings.Repeat(`[`, 9000) + strings.Repeat(`]`, 9000), ""},
		{"values.json", `{"panels": [` + strings.Repeat("1,", 3<<20) + "1]}", "this is not JSON: it holds more than 2097152 values"},
		{"deep.yaml", rule + "a: " + strings.Repeat("[", 50000), "this is not YAML: exceeded max depth"},
		{"dashes.yaml", "a:\n " + deepYAML + "x", "this is not YAML: exceeded max depth"},
		{"values.yaml", rule + "a: [" + strings.Repeat("1,", 3<<20) + "1]", "the document is too large: it may hold more than 2097152 values"},
		{"empty values.yaml", rule + "a:\n" + strings.Repeat("-\n", 1<<20), "the document is too large"},
		{"bomb.yaml", bomb, "bomb.yaml:8:8: the document is too large: it holds more than 2097152 values, aliases written out"},
		{"merge.yaml", rule + "a: &a {<<: *a}", "merge.yaml:2:12: alias *a stands inside of what it stands for"},
		{"cycle.yaml", rule + "a: &a\n- b\n- *a", "cycle.yaml:4:3: alias *a stands inside of what it stands for"},
		{"anchors.yaml", rule + strings.Repeat("- &a *a\n", 10), "this is not YAML"},
		{"gzip bomb.yaml", object("gzipJson: " + packed(strings.Repeat(" ", 40<<20))), "gzip bomb.yaml:5:13: spec.gzipJson can't be read: it is larger than 32 MiB unpacked"},
		{"escapes.json", `{"panels": [], "title": "` + strings.Repeat(`\n`, 1<<18) + `"}`, ""},
		{"backslashes.json", `{"panels": [], "title": "` + strings.Repeat(`\\`, 1<<18) + `"}`, ""},
		{"one line.yaml", rule + "a: {" + strings.Repeat("é: ü, ", 50000) + "z: 1}", "key \"é\" is there twice"},
		{"keys.json", `{"panels": [], ` + manyKeys(`"k%d": 1, `) + `"title": "x"}`, ""},
		{"keys.yaml", rule + manyKeys("k%d: 1\n"), ""},
		{"comments.yaml", rule + strings.Repeat("# comment\n", 1<<18), ""},
		{"blank lines.yaml", rule + "a: |\n" + strings.Repeat("\n", 1<<20), ""},
		{"folded lines.yaml", rule + "a: >\n" + strings.Repeat("  x\n\n", 1<<18), ""},
		{"quoted lines.yaml", rule + "a: \"" + strings.Repeat("x\\\n\n", 1<<18) + "\"", ""},
		{"documents.yaml", rule + strings.Repeat("---\n", 1<<17), ""},
		{"more documents.yaml", rule + strings.Repeat("--- a\n", 1<<17), "more documents.yaml:50001:1: the file holds more than 50000 documents"},
		{"quotes.yaml", rule + "a: '" + strings.Repeat("''", 1<<20) + "'", ""},
		{"fences.md", strings.Repeat("```promql\n", 1<<18), ""},
		{"brackets.md", "```promql\n" + strings.Repeat("(\n\n", 1<<17), ""},
		{"nested lists.json", `[{"apiVersion": "v1", "kind": "List", "items": ` + strings.Repeat("[", 50) + strings.Repeat("]", 50) + "}]", ""},
		{"recursive.json", strings.Repeat(`{"apiVersion": "v1", "kind": "List", "items": [`, 1000) + strings.Repeat("]}", 1000), ""},
		{"rows.json", strings.Repeat(`{"type": "row", "panels": [`, 2000) + strings.Repeat("]}", 2000), ""},
		{"variables.json", `{"title": "x", "panels": [], "templating": {"list": [{"type": "query", "query": "label_values(` + strings.Repeat("(,", 1<<18) + `)"}]}}`, ""},
	}
}

func packed(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write([]byte(s))
	_ = w.Close()
	return base64.StdEncoding.EncodeToString(b.Bytes())
}

func manyKeys(format string) string {
	var b strings.Builder
	for i := range 20000 {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

func TestTenThousandPanels(t *testing.T) {
	panel := `{"id": 1, "type": "timeseries", "title": "x", "datasource": {"type": "prometheus", "uid": "p"}, "gridPos": {"x": 0, "y": 0, "w": 1, "h": 1}, "targets": [{"refId": "A", "expr": "sum by (pod) (rate(x{a=\"b\"}[5m]))"}]}`
	data := `{"title": "x", "panels": [` + strings.Repeat(panel+",\n", 9999) + panel + `]}`
	f, err := source.Read("x.json", []byte(data))
	if err != nil || len(visited(f)) != 10000 {
		t.Fatalf("%d expressions, %v", len(visited(f)), err)
	}
	if got := f.Dashboards[0].Panels[9999].Queries[0].Text.Position(0).Line; got != 10000 {
		t.Errorf("the last expression is in line %d", got)
	}
}

// TestLargeFilesInFolders checks that of a large file of somebody else's only the beginning is read.
func TestLargeFilesInFolders(t *testing.T) {
	write(t, map[string]string{"a/ours.json": `{"panels": [`, "a/theirs.json": `{"data": [`})
	for _, name := range []string{"a/ours.json", "a/theirs.json"} {
		if err := os.Truncate(name, 100<<20); err != nil {
			t.Fatal(err)
		}
		f, err := os.OpenFile(name, os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		// The zero bytes of a file with a hole would make it binary.
		if _, err = f.WriteAt(bytes.Repeat([]byte(" "), 16<<10), 12); err != nil {
			t.Fatal(err)
		}
		_ = f.Close()
	}
	_, bad := walk(t, "", "a")
	if len(bad) != 1 || bad[0] != "a/ours.json: the file is larger than 32 MiB: Grafana and Kubernetes take no dashboard of a tenth of it" {
		t.Errorf("errors %q", bad)
	}
	content := bytes.Repeat([]byte(" "), source.MaxSize+1)
	if _, err := (source.Input{Path: "x.json"}).Parse(content); err != nil {
		t.Errorf("somebody else's large file: %v", err)
	}
	if _, err := (source.Input{Path: "x.json", Named: true}).Parse(content); err == nil {
		t.Error("a large file that was named is no error")
	}
}
