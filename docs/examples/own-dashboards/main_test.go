package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestRepository is what a team's CI runs: the output is as committed, the linter is silent, the panels show what they
// should, and the handles are those of the table.
func TestRepository(t *testing.T) {
	program := filepath.Join(t.TempDir(), "dashboards")
	command(t, 0, "go", "build", "-o", program, ".")
	command(t, 0, program, "generate", "--check")
	command(t, 0, program, "lint")
	command(t, 0, program, "lint", "out")
	if out := command(t, 0, program, "test", "tests"); !strings.Contains(out, "4 panels with data") {
		t.Errorf("no panel was tested:\n%s", out)
	}
	// The simulation knows dashgen's exporters and not ours: our panels are left to the tests, and the others have data.
	out := command(t, 0, program, "test")
	if strings.Count(out, "its exporter is not simulated") != 5 || !strings.Contains(out, "rag/vllm-performance") {
		t.Errorf("what is not simulated:\n%s", out)
	}
	if out := command(t, 0, program, "explain", "retriever_queries_total"); !strings.Contains(out, "collection") {
		t.Errorf("explain does not know our metric:\n%s", out)
	}
	// A misspelt metric of ours is found, and what it was meant to be.
	if out := command(t, 1, program, "lint", "--expr", "sum(rate(retriever_querys_total[5m]))"); !strings.Contains(out, "retriever_queries_total") {
		t.Errorf("lint does not know our metrics:\n%s", out)
	}
}

// TestHandlesAreGenerated fails where the table and its handles have drifted apart.
func TestHandlesAreGenerated(t *testing.T) {
	const file = "retriever/metrics_gen.go"
	committed, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	command(t, 0, "go", "generate", "./...")
	generated, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(committed, generated) {
		t.Errorf("%s was out of date: commit what go generate wrote", file)
	}
}

// command runs a program here, and returns what it prints when it exits with the code that is wanted.
func command(t *testing.T, code int, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	out, err := cmd.CombinedOutput()
	if cmd.ProcessState == nil || cmd.ProcessState.ExitCode() != code {
		t.Fatalf("%s %s: %v, want exit code %d\n%s", filepath.Base(name), strings.Join(args, " "), err, code, out)
	}
	return string(out)
}
