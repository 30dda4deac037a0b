package cluster

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

const (
	// buildTime is what building the programs may take on a busy machine; idle, it is a quarter of that.
	buildTime = 40 * time.Minute
	// noSkip turns skipped tests into failing ones.
	noSkip = "DASHGEN_NO_SKIP"
)

// root is the repository.
var root = filepath.FromSlash("../../..")

// generated is the tree to prove.
func generated() string {
	if out := os.Getenv("DASHGEN_OUT"); out != "" {
		return out
	}
	return filepath.Join(root, "out")
}

// skip leaves a test out that this machine can't run, unless nothing may be left out.
func skip(t *testing.T, reason string) {
	t.Helper()
	if os.Getenv(noSkip) != "" {
		t.Fatalf("%s is set, and this test would be skipped: %s", noSkip, reason)
	}
	t.Skip(reason)
}

// programs are the paths of what is pinned below tools/ by the program's name, built where the cache lacks them.
func programs(t *testing.T) map[string]string {
	t.Helper()
	if testing.Short() {
		skip(t, "-short: it takes a minute, and before the first time minutes to build Kubernetes: make test-cluster")
	}
	if runtime.GOOS != "linux" {
		skip(t, "proven on Linux only, and this is "+runtime.GOOS)
	}
	unbuilt, err := missing()
	if err != nil {
		t.Fatal(err)
	}
	if deadline, ok := t.Deadline(); ok && len(unbuilt) > 0 && time.Until(deadline) < buildTime {
		skip(t, "not built yet: "+strings.Join(unbuilt, ", ")+", which takes longer than go test waits: make test-cluster gives it time")
	}
	tools, err := Build(t.Context(), t.Logf)
	if err != nil {
		t.Fatal(err)
	}
	return tools
}

// TestPrograms builds them, so that it can be done before they are needed.
func TestPrograms(t *testing.T) {
	if n := len(programs(t)); n != len(tools()) {
		t.Errorf("%d programs, want %d", n, len(tools()))
	}
}

// startServer starts an API server that knows the definitions, those of the Grafana operator from a folder below tools/. It ends
// with the test, and nothing of it remains.
func startServer(t *testing.T, operator string) *Server {
	t.Helper()
	tools := programs(t)
	begin := time.Now()
	s, err := StartServer(t.Context(), t.TempDir(), tools)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if last := s.processes[len(s.processes)-1]; t.Failed() {
			t.Logf("the end of %s:\n%s", last.log, last.tail())
		}
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	})
	definitions, err := readDefinitions(t.Context(), operator)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.define(t.Context(), definitions); err != nil {
		t.Fatal(err)
	}
	version, err := s.Kubectl(t.Context(), nil, "version")
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("ready after %s with %d definitions of\n  %s\n%s", time.Since(begin).Round(time.Second), len(definitions.objects),
		strings.Join(definitions.origins, "\n  "), strings.TrimSpace(version))
	return s
}

// within is a context for one wait.
func within(t *testing.T, d time.Duration) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), d)
	t.Cleanup(cancel)
	return ctx
}

func read(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func mkdir(t *testing.T, dir string) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
}
