package prometheus

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestEqualToTheServer shows every panel the same recordings in the embedded engine and in the real server. The same
// samples and the same expressions give the same values, to the last bit.
func TestEqualToTheServer(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		recording string
		moments   []string
		least     int // values
	}{
		{"vllm-inference-sim", []string{"2026-01-01T00:06:00Z", "2026-01-01T00:11:00Z", "2026-01-01T00:14:30Z", "2026-01-01T00:20:00Z"}, 10_000},
		{"kube-state-metrics", []string{"2026-01-01T00:10:00Z"}, 0},
	} {
		t.Run(tt.recording, func(t *testing.T) {
			pattern := filepath.Join("testdata", "recordings", tt.recording, "*.om.gz")
			server := start(t, blocks(t, pattern), "{}")
			values := 0
			for _, at := range tt.moments {
				began := time.Now()
				engine := dump(t, "--at", at, "--data", pattern)
				middle := time.Now()
				real := dump(t, "--at", at, "--prometheus", server)
				t.Logf("%s: engine %s, server %s, with the start of a process", at, middle.Sub(began).Round(time.Millisecond), time.Since(middle).Round(time.Millisecond))
				values += len(engine)
				compare(t, at, engine, real)
			}
			if values < tt.least {
				t.Errorf("only %d values were compared", values)
			}
			t.Logf("%d values are the same", values)
		})
	}
}

// blocks makes a data folder of recordings, each file by itself: promtool wants them in one piece.
func blocks(t *testing.T, pattern string) string {
	t.Helper()
	data, scratch := t.TempDir(), t.TempDir()
	files, err := filepath.Glob(filepath.Join(root, pattern))
	if err != nil || len(files) == 0 {
		t.Fatalf("no %s: %v", pattern, err)
	}
	for _, file := range files {
		plain := filepath.Join(scratch, strings.TrimSuffix(filepath.Base(file), ".gz"))
		unpack(t, file, plain)
		out, err := exec.Command(binary(t, "promtool"), "tsdb", "create-blocks-from", "openmetrics", plain, data).CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	return data
}

func unpack(t *testing.T, from, to string) {
	t.Helper()
	packed, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

func dump(t *testing.T, args ...string) []string {
	t.Helper()
	path, err := dumpTool()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, args...)
	cmd.Dir = root
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("dump %v: %v\n%s", args, err, stderr.String())
	}
	return strings.Split(strings.TrimSpace(string(out)), "\n")
}

func compare(t *testing.T, at string, engine, real []string) {
	t.Helper()
	if len(engine) != len(real) {
		t.Errorf("%s: %d values of the engine, %d of the server", at, len(engine), len(real))
	}
	differ := 0
	for i := range min(len(engine), len(real)) {
		if engine[i] == real[i] {
			continue
		}
		if differ++; differ <= 5 {
			t.Errorf("%s:\nengine %s\nserver %s", at, engine[i], real[i])
		}
	}
	if differ > 0 {
		t.Errorf("%s: %d values differ", at, differ)
	}
}
