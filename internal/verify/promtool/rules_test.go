package promtool

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

const root = "../../.."

// binary is promtool, built once and kept beside Go's own cache: building it takes longer than everything else here.
func binary(t *testing.T) string {
	t.Helper()
	if dir := os.Getenv("DASHGEN_PROMETHEUS"); dir != "" {
		return filepath.Join(dir, "promtool")
	}
	version, err := exec.Command("go", "list", "-m", "-f", "{{.Version}}", "github.com/prometheus/prometheus").Output()
	if err != nil {
		t.Skipf("%s: Prometheus' module can't be had here: %v", t.Name(), err)
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Skipf("%s: there is no folder for caches: %v", t.Name(), err)
	}
	name := strings.Join([]string{"promtool", strings.TrimSpace(string(version)), runtime.GOOS, runtime.GOARCH, runtime.Version()}, "-")
	file := filepath.Join(cache, "dashgen", name)
	if _, err := os.Stat(file); err == nil {
		return file
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	// Under another name first: two tests may build at a time, and one may be interrupted.
	fresh, err := os.CreateTemp(filepath.Dir(file), "build-")
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(fresh.Close(), os.Remove(fresh.Name())); err != nil {
		t.Fatal(err)
	}
	build := exec.Command("go", "build", "-tags", "remove_all_sd", "-ldflags", "-s -w", "-o", fresh.Name(), "github.com/prometheus/prometheus/cmd/promtool")
	if out, err := build.CombinedOutput(); err != nil {
		t.Skipf("%s: promtool can't be built here: %v\n%s", t.Name(), err, out)
	}
	if err := os.Rename(fresh.Name(), file); err != nil {
		t.Fatal(err)
	}
	return file
}

// extracted writes the groups of every PrometheusRule below out/ as the files that Prometheus reads, into a folder of
// the same layout. It returns their paths.
func extracted(t *testing.T, dir string) []string {
	t.Helper()
	components := filepath.Join(root, "out", "components")
	var files []string
	err := filepath.WalkDir(components, func(name string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".yaml" {
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		var resource struct {
			Kind string
			Spec any
		}
		if err := yaml.Unmarshal(data, &resource); err != nil || resource.Kind != "PrometheusRule" {
			return err
		}
		spec, err := json.Marshal(resource.Spec) // which is YAML, too
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(components, name)
		if err != nil {
			return err
		}
		file := filepath.Join(dir, relative)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		files = append(files, file)
		return os.WriteFile(file, spec, 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Fatalf("no rules below %s", components)
	}
	return files
}

func run(t *testing.T, args ...string) string {
	t.Helper()
	out, err := exec.Command(binary(t), args...).CombinedOutput()
	if err != nil {
		t.Errorf("promtool %s %s: %v\n%s", args[0], args[1], err, out)
	}
	return string(out)
}

// TestPromtoolChecksRules has promtool read every file, with its lint.
func TestPromtoolChecksRules(t *testing.T) {
	files := extracted(t, t.TempDir())
	out := run(t, append([]string{"check", "rules", "--lint=all", "--lint-fatal"}, files...)...)
	if n := strings.Count(out, "SUCCESS"); n != len(files) {
		t.Errorf("%d of %d files passed:\n%s", n, len(files), out)
	}
}

// TestPromtoolTestsRules has promtool run the unit tests.
func TestPromtoolTestsRules(t *testing.T) {
	dir := t.TempDir()
	extracted(t, dir)
	tests, err := filepath.Glob(filepath.Join(root, "testdata", "rules", "*.test.yaml"))
	if err != nil || len(tests) == 0 {
		t.Fatalf("no tests of rules: %v", err)
	}
	args := []string{"test", "rules"}
	for _, name := range tests {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(dir, filepath.Base(name)) // beside the rules that it names
		if err := os.WriteFile(file, data, 0o644); err != nil {
			t.Fatal(err)
		}
		args = append(args, file)
	}
	out := run(t, args...)
	if n := strings.Count(out, "SUCCESS"); n != len(tests) {
		t.Errorf("%d of %d files passed:\n%s", n, len(tests), out)
	}
}

// TestPromtoolFindsWhatIsWrong: a test that promtool would pass whatever the rules say proves nothing.
func TestPromtoolFindsWhatIsWrong(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return file
	}
	rules := write("rules.yaml", "groups: [{name: g, rules: [{alert: A, expr: up == 0, for: 1m}]}]\n")
	wrong := write("wrong.test.yaml", `rule_files: [rules.yaml]
tests:
- interval: 1m
  input_series: [{series: 'up{job="a"}', values: '0x10'}]
  alert_rule_test: [{eval_time: 5m, alertname: A}]
`)
	if out, err := exec.Command(binary(t), "test", "rules", wrong).CombinedOutput(); err == nil {
		t.Errorf("an alert that fires and should not passes:\n%s", out)
	}
	if out, err := exec.Command(binary(t), "check", "rules", write("bad.yaml", "groups: [{name: g, rules: [{alert: A, expr: 'up =='}]}]\n")).CombinedOutput(); err == nil {
		t.Errorf("a rule without a right side passes:\n%s", out)
	}
	if out, err := exec.Command(binary(t), "check", "rules", rules).CombinedOutput(); err != nil {
		t.Errorf("a good rule does not pass: %v\n%s", err, out)
	}
}
