package main

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

const (
	badBoard  = `{"title": "Bad", "panels": [{"type": "stat", "title": "Now", "targets": [{"refId": "A", "expr": "sum("}]}]}`
	goodBoard = `{"title": "Good", "panels": []}`
)

// dashgen runs the test binary in its stead, in a folder.
func dashgen(t *testing.T, dir string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, errs bytes.Buffer
	cmd := exec.Command(os.Args[0], args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &out, &errs
	cmd.Env = append(os.Environ(), "DASHGEN_README=1")
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return out.String(), errs.String(), cmd.ProcessState.ExitCode()
}

func write(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, data := range files {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestCIPage runs what docs/ci.md tells people to run, in a repository with a bad dashboard, and reads what comes out
// as the next step would. Its YAML is YAML, and its configuration is one.
func TestCIPage(t *testing.T) {
	page, err := os.ReadFile("../../docs/ci.md")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write(t, dir, map[string]string{"dashboards/a.json": badBoard})
	git(t, dir, "init", "-q")
	git(t, dir, "add", ".")
	git(t, dir, "commit", "-qm", "all")
	git(t, dir, "update-ref", "refs/remotes/origin/main", "HEAD")
	ran := map[string]int{}
	for _, block := range regexp.MustCompile("(?s)```(yaml|sh)\n(.*?)```").FindAllStringSubmatch(string(page), -1) {
		var doc any
		if err := yaml.Unmarshal([]byte(block[2]), &doc); block[1] == "yaml" && err != nil {
			t.Errorf("%v in\n%s", err, block[2])
		}
		if strings.Contains(block[2], "\nlint:") {
			write(t, dir, map[string]string{"dashgen.yaml": block[2]})
		}
		for _, m := range regexp.MustCompile(`(?m)^(?:.*- (?:run: )?)?dashgen (lint .*)$`).FindAllStringSubmatch(block[2], -1) {
			command, _, _ := strings.Cut(m[1], " > ")
			args := strings.Fields(command)
			stdout, stderr, code := dashgen(t, dir, args...)
			if code != 1 || stderr != "" {
				t.Errorf("dashgen %s: exit %d, %s", command, code, stderr)
			}
			format := "text"
			if i := slices.Index(args, "--format"); i >= 0 {
				format = args[i+1]
			}
			ran[format]++
			readAs(t, format, stdout)
		}
	}
	for _, format := range []string{"text", "sarif", "github", "junit"} {
		if ran[format] == 0 {
			t.Errorf("the page shows no %s", format)
		}
	}
}

func readAs(t *testing.T, format, report string) {
	t.Helper()
	var into struct {
		Runs  []struct{ Results []any } `json:"runs" xml:"-"`
		Suite []struct {
			Case []struct{} `xml:"testcase"`
		} `json:"-" xml:"testsuite"`
	}
	ok := false
	switch format {
	case "sarif":
		ok = json.Unmarshal([]byte(report), &into) == nil && len(into.Runs) == 1 && len(into.Runs[0].Results) > 0
	case "junit":
		ok = xml.Unmarshal([]byte(report), &into) == nil && len(into.Suite) > 0 && len(into.Suite[0].Case) > 0
	case "github":
		ok = strings.HasPrefix(report, "::error file=dashboards/a.json,")
	case "text":
		ok = strings.HasPrefix(report, "dashboards/a.json:1:")
	}
	if !ok {
		t.Errorf("this is no %s report with findings:\n%s", format, report)
	}
}

// A hook is an entry of .pre-commit-hooks.yaml.
type hook struct {
	ID, Name, Description, Language, Entry, Files string
	Types                                         []string `yaml:"types_or"`
	RequireSerial                                 bool     `yaml:"require_serial"`
	PassFilenames                                 *bool    `yaml:"pass_filenames"`
}

func hooks(t *testing.T) map[string]hook {
	t.Helper()
	data, err := os.ReadFile("../../.pre-commit-hooks.yaml")
	if err != nil {
		t.Fatal(err)
	}
	d := yaml.NewDecoder(bytes.NewReader(data))
	d.KnownFields(true)
	var list []hook
	if err := d.Decode(&list); err != nil {
		t.Fatal(err)
	}
	byID := map[string]hook{}
	for _, h := range list {
		if h.Language != "golang" || h.Name == "" || h.Description == "" || !strings.HasPrefix(h.Entry, "dashgen ") {
			t.Errorf("hook %+v", h)
		}
		byID[h.ID] = h
	}
	return byID
}

// extensions are how the types of files are known that our hooks ask for.
func extensions(kind string) []string {
	return map[string][]string{"json": {".json"}, "yaml": {".yaml", ".yml"}, "markdown": {".md"}}[kind]
}

// commit runs a hook as pre-commit does: on the staged files that it asks for, in the root of the repository. Where
// there are none, it is skipped.
func (h hook) commit(t *testing.T, dir string) (stdout, stderr string, code int) {
	t.Helper()
	var files []string
	for _, name := range strings.Fields(git(t, dir, "diff", "--cached", "--name-only", "--diff-filter=ACMRT")) {
		wanted := len(h.Types) == 0
		for _, kind := range h.Types {
			wanted = wanted || slices.Contains(extensions(kind), filepath.Ext(name))
		}
		if wanted && regexp.MustCompile(h.Files).MatchString(name) {
			files = append(files, name)
		}
	}
	if len(files) == 0 {
		return "", "", -1
	}
	args := strings.Fields(h.Entry)[1:]
	if h.PassFilenames == nil || *h.PassFilenames {
		args = append(args, files...)
	}
	return dashgen(t, dir, args...)
}

func git(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("git", append([]string{"-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"}, args...)...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return string(out)
}

// TestLintHook commits to a scratch repository.
func TestLintHook(t *testing.T) {
	h := hooks(t)["dashgen-lint"]
	if !h.RequireSerial {
		t.Error("pre-commit would split the files over processes, which can't compare them")
	}
	dir := t.TempDir()
	git(t, dir, "init", "-q")
	write(t, dir, map[string]string{
		"package.json": `{"name": "x"}`, "README.md": "# Nothing to see\n", "values.yaml": "a: 1\n", "main.go": "package main\n", "boards/good.json": goodBoard,
		"boards/bad.json": badBoard,
	})
	git(t, dir, "add", "package.json", "README.md", "values.yaml", "main.go")
	if stdout, stderr, code := h.commit(t, dir); code != 0 || stdout+stderr != "" {
		t.Errorf("files that hold nothing: exit %d\n%s%s", code, stdout, stderr)
	}
	git(t, dir, "commit", "-qm", "others")
	git(t, dir, "add", "boards/bad.json", "main.go")
	stdout, stderr, code := h.commit(t, dir)
	if code != 1 || stderr != "" || !strings.HasPrefix(stdout, "boards/bad.json:1:") || !strings.Contains(stdout, "\n1 error") {
		t.Errorf("a bad dashboard: exit %d\n%s%s", code, stdout, stderr)
	}
	write(t, dir, map[string]string{"boards/bad.json": badBoard[:40]})
	git(t, dir, "add", ".")
	if _, stderr, code = h.commit(t, dir); code != 2 || !strings.Contains(stderr, "boards/bad.json:1:") {
		t.Errorf("half a dashboard: exit %d\n%s", code, stderr)
	}
	git(t, dir, "commit", "-qm", "bad, by force")
	git(t, dir, "rm", "-q", "boards/bad.json")
	if _, _, code = h.commit(t, dir); code != -1 {
		t.Errorf("a file that is gone is linted: exit %d", code)
	}
}

// TestPlainHook installs the hook that docs/ci.md shows for those without pre-commit, and commits.
func TestPlainHook(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the hook is a script of a Unix shell")
	}
	page, err := os.ReadFile("../../docs/ci.md")
	if err != nil {
		t.Fatal(err)
	}
	script := regexp.MustCompile("(?s)```sh\n(#!/bin/sh\n.*?)```").FindSubmatch(page)
	if script == nil {
		t.Fatal("docs/ci.md shows no hook")
	}
	dir, bin := t.TempDir(), t.TempDir()
	git(t, dir, "init", "-q")
	write(t, dir, map[string]string{".git/hooks/pre-commit": string(script[1]), "good one.json": goodBoard, "package.json": `{"name": "x"}`, "main.go": "package main\n"})
	write(t, bin, map[string]string{"dashgen": "#!/bin/sh\nDASHGEN_README=1 exec '" + os.Args[0] + "' \"$@\"\n"})
	for _, file := range []string{filepath.Join(dir, ".git", "hooks", "pre-commit"), filepath.Join(bin, "dashgen")} {
		if err := os.Chmod(file, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	commit := func(args ...string) (string, error) {
		cmd := exec.Command("git", append([]string{"-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false", "commit", "-qm", "x"}, args...)...)
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	git(t, dir, "add", ".")
	if out, err := commit(); err != nil || out != "" {
		t.Errorf("a good dashboard: %v\n%s", err, out)
	}
	write(t, dir, map[string]string{"bad one.json": badBoard})
	git(t, dir, "add", ".")
	if out, err := commit(); err == nil || !strings.Contains(out, "bad one.json:1:") {
		t.Errorf("a bad dashboard: %v\n%s", err, out)
	}
	if out, err := commit("--no-verify"); err != nil {
		t.Errorf("a bad dashboard, by force: %v\n%s", err, out)
	}
	write(t, dir, map[string]string{"main.go": "package main // more\n"})
	git(t, dir, "add", ".")
	if out, err := commit(); err != nil || out != "" {
		t.Errorf("no dashboard: %v\n%s", err, out)
	}
}

// TestCheckHook: output that was edited by hand does not pass.
func TestCheckHook(t *testing.T) {
	h := hooks(t)["dashgen-check"]
	dir := t.TempDir()
	git(t, dir, "init", "-q")
	config, err := os.ReadFile("../../dashgen.yaml")
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, map[string]string{"dashgen.yaml": string(config), "README.md": "x"})
	if _, stderr, code := dashgen(t, dir, "generate"); code != 0 {
		t.Fatalf("exit %d\n%s", code, stderr)
	}
	git(t, dir, "add", ".")
	if stdout, stderr, code := h.commit(t, dir); code != 0 {
		t.Errorf("fresh output: exit %d\n%s%s", code, stdout, stderr)
	}
	git(t, dir, "commit", "-qm", "all")
	write(t, dir, map[string]string{"README.md": "y"})
	git(t, dir, "add", ".")
	if _, _, code := h.commit(t, dir); code != -1 {
		t.Errorf("the hook runs for a file that is not its matter: exit %d", code)
	}
	const edited = "out/base/canopy/kustomization.yaml"
	write(t, dir, map[string]string{edited: "edited: true\n"})
	git(t, dir, "add", ".")
	if stdout, _, code := h.commit(t, dir); code != 1 || stdout != edited+": changed\n" {
		t.Errorf("edited output: exit %d\n%s", code, stdout)
	}
}
