package cli

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// broken are files that can't be read, and what is said of each.
func broken() map[string][2]string {
	object := func(spec string) string {
		return "apiVersion: grafana.integreatly.org/v1beta1\nkind: GrafanaDashboard\nmetadata: {name: x}\nspec:\n  " + spec + "\n"
	}
	const rules = "groups: [{name: a, rules: [{alert: A, expr: up}]}]\n"
	bomb := rules + "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
	for i := 'b'; i <= 'k'; i++ {
		bomb += fmt.Sprintf("%c: &%c [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*%c, ", i-1), 10), ", "))
	}
	return map[string][2]string{
		"half.json":      {`{"title": "x", "panels": [`, ":1:27: this is not JSON: it ends too earl"},
		"comma.json":     {`{"title": "x", "panels": [,]}`, ":1:27: "},
		"bytes.json":     {"{\"title\": \"\xff\", \"panels\": []}", ":1:12: "},
		"twice.yaml":     {rules + "groups: []\n", ":2:1: "},
		"bomb.yaml":      {bomb, ":8:8: the document is too large"},
		"cycle.yaml":     {rules + "a: &a [*a]\n", ":2:"},
		"embedded.yaml":  {object("json: |\n    {\"title\": \"x\",\n     \"panels\": [}"), ":7:17: "},
		"base64.yaml":    {object("gzipJson: \"not%base64\""), ":5:14: spec.gzipJson can't be read"},
		"gzip.yaml":      {object("gzipJson: " + base64.StdEncoding.EncodeToString([]byte("not gzip"))), ":5:13: spec.gzipJson can't be read"},
		"indented.yaml":  {"groups:\n  - name: a\n   rules: [{alert: A, expr: up}]\n", ":3:4: this is not YAML"},
		"deep/deep.json": {strings.Repeat(`{"panels": [`, 20000), ":1:60001: this is not JSON"},
	}
}

// TestTenThousandFiles: of a folder of files with broken ones in it, each of these is named and all others are judged.
func TestTenThousandFiles(t *testing.T) {
	_, run := app(t, "version: 1\nlint: {enable: [syntax]}\n")
	bad := broken()
	const good = 10_000
	for i := range good {
		expr := "sum(up)"
		if i%1000 == 7 {
			expr = "sum("
		}
		name := fmt.Sprintf("boards/%02d/%d.yaml", i%50, i)
		put(t, name, fmt.Sprintf("groups: [{name: a, rules: [{record: \"a:b%d\", expr: %q}]}]\n", i, expr))
	}
	i := 0
	for name, c := range bad {
		put(t, fmt.Sprintf("boards/%02d/%s", i, name), c[0])
		i++
	}
	stdout, stderr, code := run("lint", "--format", "json", "boards")
	if code != ExitFailed {
		t.Errorf("exit %d", code)
	}
	var report struct {
		Findings []struct{ Rule, File string }
		Summary  struct{ Files, Expressions int }
	}
	if err := json.Unmarshal([]byte(stdout), &report); err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, f := range report.Findings {
		if f.Rule == "syntax" {
			found++
		}
	}
	if found != good/1000 || report.Summary.Expressions < good || report.Summary.Files < good {
		t.Errorf("%d findings, %+v", found, report.Summary)
	}
	for name, c := range bad {
		if !regexp.MustCompile(`(?m)^boards/\d\d/` + regexp.QuoteMeta(name+c[1]) + `.`).MatchString(stderr) {
			t.Errorf("%s is not said to be broken%s…:\n%s", name, c[1], stderr)
		}
	}
	named := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^(boards/[^:]+):`).FindAllStringSubmatch(stderr, -1) {
		named[m[1]] = true
	}
	if len(named) != len(bad) {
		t.Errorf("%d files are named, %d are broken:\n%s", len(named), len(bad), stderr)
	}
}

func put(t *testing.T, name, data string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestHostileInput gives the linter what is made to take time, memory or patience: each ends, soon, and says what it is.
func TestHostileInput(t *testing.T) {
	_, run := app(t, "version: 1\n")
	board := func(panels string) string { return `{"title": "x", "panels": [` + panels + `]}` }
	panel := func(expr string) string {
		return `{"type": "stat", "title": "x", "targets": [{"refId": "A", "expr": "` + expr + `"}]}`
	}
	put(t, "huge.json", `{"panels": [`)
	if err := os.Truncate("huge.json", 100<<20); err != nil {
		t.Fatal(err)
	}
	put(t, "panels.json", board(strings.Repeat(panel("sum(up)")+",\n", 9999)+panel("sum(")))
	put(t, "long.json", board(panel("sum(up) + "+strings.Repeat("sum(up) + ", 1<<17)+"1")))
	put(t, "brackets.json", board(panel(strings.Repeat("(", 1<<19)+"up"+strings.Repeat(")", 1<<19))))
	put(t, "nested.json", board(panel(strings.Repeat("(", 20000)+"up"+strings.Repeat(")", 20000))))
	put(t, "utf8.json", board(panel("sum(\xff)")))
	put(t, "folder/good.json", board(panel("sum(")))
	links := os.Symlink("..", "folder/circle") == nil && os.Symlink("itself.json", "itself.json") == nil
	put(t, "secret.json", board(panel("sum(")))
	if err := os.Chmod("secret.json", 0); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, file, stdout, stderr string
		code                       int
		skip                       string
	}{
		{name: "100 MB", file: "huge.json", stderr: "huge.json: the file is larger than 32 MiB", code: ExitFailed},
		{name: "10,000 panels", file: "panels.json", stdout: "panels.json:10000:72: error: unclosed left parenthesis", code: ExitFindings},
		{name: "an expression of 1 MB", file: "long.json", stdout: "[syntax]", code: ExitFindings},
		{name: "brackets of 1 MB", file: "brackets.json", stdout: "[syntax]", code: ExitFindings},
		{name: "deep nesting", file: "nested.json", stdout: "more than 2000 operators or brackets", code: ExitFindings},
		{name: "not UTF-8", file: "utf8.json", stderr: "utf8.json:1:98: ", code: ExitFailed},
		{name: "links in circles", file: "folder", stdout: "folder/good.json:1:", code: ExitFindings, skip: map[bool]string{false: "there are no symbolic links"}[links]},
		{name: "a link to itself", file: "itself.json", stderr: "itself.json: the file cannot be read: too many levels of symbolic links", code: ExitFailed, skip: map[bool]string{false: "there are no symbolic links"}[links]},
		{name: "not to be read", file: "secret.json", stderr: "secret.json: the file cannot be read: permission denied", code: ExitFailed, skip: map[bool]string{true: "root may read everything"}[os.Geteuid() == 0]},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.skip != "" {
				t.Skip(c.skip)
			}
			stdout, stderr, code := run("lint", c.file)
			if code != c.code || !strings.Contains(stdout, c.stdout) || !strings.Contains(stderr, c.stderr) || (c.stderr == "") != (stderr == "") {
				t.Errorf("exit %d\n%.2000s…\n%.2000s", code, stdout, stderr)
			}
			if lines := strings.Split(stdout, "\n"); slices.ContainsFunc(lines, func(l string) bool { return len(l) > 1000 }) {
				t.Error("it prints lines that nobody can read")
			}
		})
	}
}
