package main

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/llm-observability/dashgen/dashboards"
	"github.com/llm-observability/dashgen/internal/cli"
)

// at runs a command line in this process by a clock.
func at(t *testing.T, clock func() time.Time, args ...string) (stdout string) {
	t.Helper()
	var out, errs bytes.Buffer
	app := &cli.App{Name: "dashgen", Dashboards: dashboards.All(), Rules: dashboards.Rules(), Stdout: &out, Stderr: &errs, Watched: true, Clock: clock}
	if code := app.Run(t.Context(), args); code != cli.ExitOK {
		t.Fatalf("%v: exit %d\n%s", args, code, errs.String())
	}
	return out.String()
}

// TestClockJumps: whatever the clock shows, and however it is set during a run, the same is written and printed.
func TestClockJumps(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	config := filepath.Join(root, "dashgen.yaml")
	rng := rand.New(rand.NewPCG(1, 2))
	clocks := map[string]func() time.Time{
		"still": func() time.Time { return time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC) },
		"wild":  func() time.Time { return time.Unix(rng.Int64N(1<<33)-1<<32, rng.Int64N(1e9)) },
	}
	write(t, ".", map[string]string{"board.json": goodBoard, "load.series": "load 30s from 2026-01-01T00:00:00Z\nup 1x20\n"})
	commands := [][]string{
		{"generate", "--config", config, "--out", "out"},
		{"generate", "--config", config, "--out", "out", "--check"},
		{"list", "panels", "--config", config},
		{"test", "--dashboard", "board.json", "--data", "load.series", "--format", "json"},
		{"preview", "--static", "pages", "board.json", "--data", "load.series"},
		{"simulate", "--record", "x.om", "--config", config, "--environment", "local", "--duration", "15s"},
	}
	var printed string
	var written map[string]string
	for name, clock := range clocks {
		for _, dir := range []string{"out", "pages"} {
			if err := os.RemoveAll(dir); err != nil {
				t.Fatal(err)
			}
		}
		var all strings.Builder
		for _, args := range commands {
			all.WriteString(at(t, clock, args...))
		}
		files := treeOf(t, ".")
		if written == nil {
			printed, written = all.String(), files
		}
		if all.String() != printed {
			t.Errorf("%s: another clock prints\n%s\n%s", name, all.String(), printed)
		}
		sameTree(t, name, files, written)
	}
	if len(written) < 100 {
		t.Errorf("only %d files were written", len(written))
	}
	sameTree(t, "committed", treeOf(t, "out"), treeOf(t, filepath.Join(root, "out")))
}

// TestFilesOfAnotherTime: a file that was edited is found and written anew, whether its time is in the future, in the past or
// just as it was; one that is as it should be is left alone with whatever time it has.
func TestFilesOfAnotherTime(t *testing.T) {
	if testing.Short() {
		t.Skip("it starts processes one after the other")
	}
	dir := t.TempDir()
	configs := configurations(t, dir)
	want := mustGenerate(t, dir, configs[0], "out")
	const edited, other = "base/canopy/kustomization.yaml", "overlays/canopy/kustomization.yaml"
	name := filepath.Join(dir, "out", edited)
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	for when, mtime := range map[string]time.Time{
		"future": time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC), "past": time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC), "the same": info.ModTime(),
	} {
		data := []byte(want[edited])
		data[len(data)/2]++ // as long as it was
		for file, content := range map[string][]byte{edited: data, other: []byte(want[other])} {
			file = filepath.Join(dir, "out", file)
			if err := os.WriteFile(file, content, 0o644); err != nil {
				t.Fatal(err)
			}
			if err := os.Chtimes(file, mtime, mtime); err != nil {
				t.Fatal(err)
			}
		}
		if stdout, _, code := dashgen(t, dir, "generate", "--config", configs[0], "--check"); code != 1 || stdout != "out/"+edited+": changed\n" {
			t.Errorf("%s: exit %d\n%s", when, code, stdout)
		}
		sameTree(t, when, mustGenerate(t, dir, configs[0], "out"), want)
		if info, err := os.Stat(filepath.Join(dir, "out", other)); err != nil || !info.ModTime().Equal(mtime) {
			t.Errorf("%s: a file was touched that is as it should be: %v", when, err)
		}
	}
}
