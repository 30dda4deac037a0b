package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/llm-observability/dashgen/internal/smalldisk"
)

const (
	renamedBoard = `{"title": "Old", "uid": "old", "panels": [{"type": "stat", "title": "Cache", "description": "How full it is.",
 "fieldConfig": {"defaults": {"unit": "percentunit"}}, "targets": [{"refId": "A", "expr": "max(vllm:gpu_cache_usage_perc)"}]}]}` + "\n"
	fewSeries = "load 30s from 2026-01-01T00:00:00Z\nvllm:gpu_cache_usage_perc 0.5x20\n"
)

// A writer is a command that writes below the folder disk.
type writer struct {
	name  string
	args  []string
	needs string // what stands in the error besides the system's reason
}

func writers() []writer {
	return []writer{
		{"generate", []string{"generate", "--config", "other.yaml", "--out", "disk/out"}, "disk/out"},
		{"generate elsewhere", []string{"generate", "--config", "other.yaml", "--out", "disk/new/out"}, "disk/new"},
		{"preview", []string{"preview", "--static", "disk/pages", "board.json", "--data", "few.series"}, "disk/pages/"},
		{"preview elsewhere", []string{"preview", "--static", "disk/more/pages", "board.json", "--data", "few.series"}, "disk/more"},
		{"lint --fix", []string{"lint", "--fix", "disk/board.json"}, "disk/board.json: "},
		{"simulate", []string{"simulate", "--environment", "local", "--duration", "30s", "--record", "disk/x.om"}, "disk/x.om: "},
		{"simulate, compressed", []string{"simulate", "--environment", "local", "--duration", "30s", "--record", "disk/new.om.gz"}, "disk/new.om.gz: "},
	}
}

// laidOut fills a disk with what the commands write, from other inputs, and returns it.
func laidOut(t *testing.T, dir string) map[string]string {
	t.Helper()
	configs := configurations(t, dir)
	write(t, dir, map[string]string{"dashgen.yaml": "", "board.json": renamedBoard, "few.series": fewSeries, "disk/board.json": renamedBoard, "disk/x.om": "# an old recording\n", "disk/pages/index.html": "old\n"})
	data, err := os.ReadFile(filepath.Join(dir, configs[0]))
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, map[string]string{"dashgen.yaml": string(data)})
	mustGenerate(t, dir, configs[0], "disk/out")
	return treeOf(t, filepath.Join(dir, "disk"))
}

// stuck runs the writers where nothing can be written: each says so with the path, exits with 2, and leaves all as it was.
func stuck(t *testing.T, dir, reason string, before map[string]string) {
	t.Helper()
	for _, w := range writers() {
		stdout, stderr, code := dashgen(t, dir, w.args...)
		if code != 2 || !strings.Contains(stderr, w.needs) || !strings.Contains(stderr, reason) || strings.Contains(stderr, ".tmp") {
			t.Errorf("%s, %s: exit %d\n%s%s", w.name, reason, code, stdout, stderr)
		}
		sameTree(t, w.name+", "+reason, kept(treeOf(t, filepath.Join(dir, "disk"))), before)
	}
	for _, folder := range []string{"new", "more"} {
		if _, err := os.Stat(filepath.Join(dir, "disk", folder)); err == nil {
			t.Errorf("%s: the folder %s is left", reason, folder)
		}
	}
}

// kept is a tree without what fills the disk.
func kept(files map[string]string) map[string]string {
	delete(files, "filler")
	return files
}

// TestFullDisk: on a disk that is full, that can't be written to, or that is full before a report ends.
func TestFullDisk(t *testing.T) {
	if testing.Short() {
		t.Skip("it starts processes one after the other")
	}
	disk := smalldisk.New(t, 8<<20)
	dir := t.TempDir()
	if err := os.Symlink(disk.Dir, filepath.Join(dir, "disk")); err != nil {
		t.Fatal(err)
	}
	before := laidOut(t, dir)
	for _, pages := range []int{0, 9} { // nothing, and less than anything of these takes but a dashboard's file
		disk.Leave(pages)
		if pages == 0 {
			stuck(t, dir, "no space left on device", before)
			fullReports(t, dir)
			continue
		}
		for _, w := range writers() {
			if w.name != "generate" && w.name != "preview" && w.name != "simulate" {
				continue // as one of these
			}
			_, stderr, code := dashgen(t, dir, w.args...)
			if code != 2 || !strings.Contains(stderr, "no space left on device") {
				t.Errorf("%s, with %d pages: exit %d\n%s", w.name, pages, code, stderr)
			}
			sameTree(t, w.name, kept(treeOf(t, filepath.Join(dir, "disk"))), before)
		}
	}
	disk.Leave(100)
	disk.ReadOnly(true)
	stuck(t, dir, "read-only file system", before)
	// Who has nothing to write needs no disk that can be written to.
	for _, args := range [][]string{{"generate", "--out", "disk/out"}, {"generate", "--out", "disk/out", "--check"}} {
		if stdout, stderr, code := dashgen(t, dir, args...); code != 0 || stderr != "" {
			t.Errorf("%v: exit %d\n%s%s", args, code, stdout, stderr)
		}
	}
	disk.ReadOnly(false)
	if err := os.Remove(filepath.Join(disk.Dir, "filler")); err != nil {
		t.Fatal(err)
	}
	for _, w := range writers() { // with room it works
		if stdout, stderr, code := dashgen(t, dir, w.args...); code != 0 || stderr != "" {
			t.Errorf("%s: exit %d\n%s%s", w.name, code, stdout, stderr)
		}
	}
}

// fullReports redirects reports to a file of a full disk: one that ends too early must not pass for a good one.
func fullReports(t *testing.T, dir string) {
	t.Helper()
	for _, args := range [][]string{
		{"version"}, {"list", "metrics", "--format", "json"}, {"lint", "--format", "sarif", "board.json"}, {"explain", "up"}, {"generate", "--help"},
		{"test", "--dashboard", "board.json", "--data", "few.series", "--format", "junit"},
		{"simulate", "--environment", "local", "--duration", "15s", "--record", "-"},
	} {
		full, err := os.Create(filepath.Join(dir, "disk", "report"))
		if err != nil {
			t.Fatal(err)
		}
		var errs strings.Builder
		cmd := exec.Command(os.Args[0], args...)
		cmd.Dir, cmd.Stdout, cmd.Stderr = dir, full, &errs
		cmd.Env = append(os.Environ(), "DASHGEN_README=1")
		_ = cmd.Run() // the code says it
		if got := errs.String(); cmd.ProcessState.ExitCode() != 2 || got != "dashgen: the output cannot be written: no space left on device\n" {
			t.Errorf("%v: exit %d\n%s", args, cmd.ProcessState.ExitCode(), got)
		}
		if err := full.Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.Remove(full.Name()); err != nil {
			t.Fatal(err)
		}
	}
}

// TestForbiddenFolders: somebody who may not look into the folder, or not write there, is told so, and nothing changes. It
// needs a user without rights, whom root can be.
func TestForbiddenFolders(t *testing.T) {
	if testing.Short() {
		t.Skip("it starts processes one after the other")
	}
	if os.Getuid() != 0 {
		t.Skip("only root can become somebody else")
	}
	dir := t.TempDir()
	before := laidOut(t, dir)
	for _, up := range []string{dir, filepath.Dir(dir)} {
		if err := os.Chmod(up, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	disk := filepath.Join(dir, "disk")
	for i, w := range writers() {
		mode := []os.FileMode{0o644, 0o755}[i%2] // without x, and somebody else's
		if err := os.Chmod(disk, mode); err != nil {
			t.Fatal(err)
		}
		var errs strings.Builder
		cmd := exec.Command("/proc/self/exe", w.args...) // nobody may go through the folders above the test binary
		cmd.Dir, cmd.Stderr = dir, &errs
		cmd.Env = append(os.Environ(), "DASHGEN_README=1", "TMPDIR=/tmp")
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		if err := cmd.Run(); cmd.ProcessState == nil {
			t.Skip("nobody can't be anybody here: ", err)
		}
		if code, got := cmd.ProcessState.ExitCode(), errs.String(); code != 2 || !strings.Contains(got, "disk/") || !strings.Contains(got, "permission denied") || strings.Contains(got, ".tmp") {
			t.Errorf("%s, mode %o: exit %d\n%s", w.name, mode, code, got)
		}
	}
	sameTree(t, "forbidden", treeOf(t, disk), before)
}
