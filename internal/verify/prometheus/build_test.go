package prometheus

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
)

// root is dashgen's repository.
var root = absolute("../../..")

// binaries is the folder with prometheus and promtool, built once and kept.
var binaries = sync.OnceValues(func() (string, error) {
	if dir := os.Getenv("DASHGEN_PROMETHEUS"); dir != "" {
		return dir, nil
	}
	version, err := output("go", "list", "-m", "-f", "{{.Version}}", "github.com/prometheus/prometheus")
	if err != nil {
		return "", err
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	dir := filepath.Join(cache, "dashgen", fmt.Sprintf("prometheus-%s-%s-%s-%s", strings.TrimSpace(version), runtime.GOOS, runtime.GOARCH, runtime.Version()))
	if _, err := os.Stat(filepath.Join(dir, "promtool")); err == nil {
		return dir, nil
	}
	// Into a folder of its own first: two tests may build at a time, and one may be interrupted.
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return "", err
	}
	fresh, err := os.MkdirTemp(filepath.Dir(dir), "build-")
	if err != nil {
		return "", err
	}
	defer func() { _ = os.RemoveAll(fresh) }() // what is left of a build that failed
	_, err = output("go", "build", "-tags", "remove_all_sd", "-ldflags", "-s -w", "-o", fresh+string(filepath.Separator),
		"github.com/prometheus/prometheus/cmd/prometheus", "github.com/prometheus/prometheus/cmd/promtool")
	if err != nil {
		return "", err
	}
	if err := os.Rename(fresh, dir); err != nil {
		if _, other := os.Stat(filepath.Join(dir, "promtool")); other != nil {
			return "", err
		}
	}
	return dir, nil
})

func output(name string, args ...string) (string, error) {
	out, err := exec.Command(name, args...).Output()
	if exit, ok := err.(*exec.ExitError); ok { //nolint:errorlint // Output wraps it in nothing
		err = fmt.Errorf("%s %s: %w: %s", name, args[0], err, exit.Stderr)
	}
	return string(out), err
}

// binary is one of the programs, or the reason why a test is skipped.
func binary(t *testing.T, name string) string {
	t.Helper()
	if testing.Short() {
		t.Skipf("%s: make test-prometheus runs it: it takes a server and its time", t.Name())
	}
	dir, err := binaries()
	if err != nil {
		t.Skipf("%s: Prometheus cannot be built here: %v", t.Name(), err)
	}
	return filepath.Join(dir, name)
}

// TestPrograms builds them, so that it can be done before they are needed.
func TestPrograms(t *testing.T) {
	for _, name := range []string{"prometheus", "promtool"} {
		if out, err := exec.Command(binary(t, name), "--version").CombinedOutput(); err != nil {
			t.Errorf("%s --version: %v\n%s", name, err, out)
		}
	}
}

// programs is the folder with what is built of dashgen, for one run of the tests.
var programs = sync.OnceValues(func() (string, error) { return os.MkdirTemp("", "dashgen-verify-") })

// tool builds a program of dashgen's once.
func tool(pkg string) func() (string, error) {
	return sync.OnceValues(func() (string, error) {
		dir, err := programs()
		if err != nil {
			return "", err
		}
		path := filepath.Join(dir, filepath.Base(pkg))
		cmd := exec.Command("go", "build", "-o", path, pkg)
		cmd.Dir = root
		if out, err := cmd.CombinedOutput(); err != nil {
			return "", fmt.Errorf("%s: %w\n%s", pkg, err, out)
		}
		return path, nil
	})
}

var (
	dashgenTool = tool("./cmd/dashgen")
	dumpTool    = tool("./internal/bench/dump")
)

func TestMain(m *testing.M) {
	code := m.Run()
	if dir, err := programs(); err == nil {
		_ = os.RemoveAll(dir)
	}
	os.Exit(code)
}

// absolute is a path that holds in every folder.
func absolute(path string) string {
	abs, err := filepath.Abs(path)
	if err != nil {
		panic(err)
	}
	return abs
}
