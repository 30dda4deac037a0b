package cli

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// otherTimes are times that a file may have: clocks are set, and files are copied with their times.
func otherTimes() []time.Time {
	return []time.Time{
		time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2100, 1, 1, 0, 0, 0, 1, time.UTC),
		time.Date(1980, 1, 1, 0, 0, 0, 1, time.UTC), time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC),
	}
}

// putAt replaces a file in one go by one with a time.
func putAt(t *testing.T, path, data string, mtime time.Time) {
	t.Helper()
	beside := path + ".new"
	if err := errors.Join(os.WriteFile(beside, []byte(data), 0o600), os.Chtimes(beside, mtime, mtime), os.Rename(beside, path)); err != nil {
		t.Error(err)
	}
}

// TestPreviewWhileFilesChange: clients ask while the dashboard is replaced again and again, by one as long, with a time in the
// future or in the past. Who asks after a change gets the new one; whoever asks meanwhile gets one or the other in full.
func TestPreviewWhileFilesChange(t *testing.T) {
	dir := t.TempDir()
	board, data := filepath.Join(dir, "board.json"), filepath.Join(dir, "up.series")
	version := func(title string, times int) string {
		return fmt.Sprintf(`{"title": "It Is %s", "panels": [{"id": 1, "type": "stat", "title": "Now", "gridPos": {"x": 0, "y": 0, "w": 6, "h": 4},
			"targets": [{"refId": "A", "expr": "%d * sum(up)"}]}]}`, title, times)
	}
	versions := [2]string{version("One", 1), version("Two", 2)}
	titles := [2]string{"It Is One", "It Is Two"}
	putAt(t, data, "load 30s from 2026-01-01T00:00:00Z\nup 4x20\n", otherTimes()[0])
	putAt(t, board, versions[1], otherTimes()[4])
	page := previewing(t, &App{}, board, "--data", data)
	panel := page + "panel/board?w=400&h=200&id=1"
	var want [2]string
	for i, mtime := range append(otherTimes(), otherTimes()...) {
		v := i % 2
		putAt(t, board, versions[v], mtime.Add(time.Duration(i)))
		got := read(t, panel)
		if want[v] == "" {
			want[v] = got
		}
		if got != want[v] || want[0] == want[1] {
			t.Fatalf("change %d, to %s: the panel shows\n%s", i, mtime, got)
		}
		if body := read(t, page+"d/board"); !strings.Contains(body, titles[v]) || strings.Contains(body, titles[1-v]) {
			t.Fatalf("change %d, to %s: the page is\n%s", i, mtime, body)
		}
	}

	var clients sync.WaitGroup
	over := make(chan struct{})
	for range 20 {
		clients.Go(func() {
			for {
				select {
				case <-over:
					return
				default:
				}
				if got := tried(t, panel); got != want[0] && got != want[1] {
					t.Errorf("the panel shows\n%s", got)
				}
				if body := tried(t, page+"d/board"); strings.Contains(body, titles[0]) == strings.Contains(body, titles[1]) {
					t.Errorf("the page is\n%s", body)
				}
			}
		})
	}
	changes := 40
	if testing.Short() {
		changes = 10
	}
	for i := range changes {
		putAt(t, board, versions[i%2], otherTimes()[rand.IntN(5)].Add(time.Duration(i)*time.Second))
		time.Sleep(5 * time.Millisecond)
	}
	close(over)
	clients.Wait()
	if got := read(t, panel); got != want[(changes-1)%2] {
		t.Errorf("in the end the panel shows\n%s", got)
	}
}

// tried is what an address answers, for a client that is not the test's own goroutine.
func tried(t *testing.T, url string) string {
	t.Helper()
	answer, err := http.Get(url)
	if err != nil {
		t.Error(err)
		return ""
	}
	defer func() { _ = answer.Body.Close() }()
	data, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Error(err)
	}
	return string(data)
}

// TestStampsOfAnyTime: code that changed is built, whatever times the file and the others have.
func TestStampsOfAnyTime(t *testing.T) {
	dir := t.TempDir()
	one, other := filepath.Join(dir, "one.go"), filepath.Join(dir, "other.go")
	putAt(t, other, "package main\n", time.Date(2090, 1, 1, 0, 0, 0, 0, time.UTC))
	r := &rebuilder{root: dir}
	seen := map[string]bool{}
	for _, mtime := range otherTimes() {
		putAt(t, one, "package main\n", mtime)
		stamp := r.stamp()
		if seen[stamp] || stamp != r.stamp() {
			t.Errorf("a change to %s is not seen", mtime)
		}
		seen[stamp] = true
	}
	if err := os.Rename(one, filepath.Join(dir, "renamed.go")); err != nil {
		t.Fatal(err)
	}
	if seen[r.stamp()] {
		t.Error("a file of another name is not seen")
	}
}

// TestPreviewWatchesNamedFiles: what the configuration names is a part of it, also while the configuration is wrong.
func TestPreviewWatchesNamedFiles(t *testing.T) {
	dir := t.TempDir()
	conf, users := filepath.Join(dir, "dashgen.yaml"), filepath.Join(dir, "teams", "users.txt")
	if err := os.Mkdir(filepath.Dir(users), 0o700); err != nil {
		t.Fatal(err)
	}
	putAt(t, conf, "environments:\n  lab: {typo: 1, tenants: {file: teams/users.txt}}\n", otherTimes()[0])
	s := &previewSource{o: previewOptions{config: conf}}
	s.look()
	for i, mtime := range otherTimes() { // at first it is not there
		putAt(t, users, "user1\n", mtime)
		if s.stamp() == s.state {
			t.Errorf("change %d of the tenants is not seen", i)
		}
		s.look()
	}
	if s.stamp() != s.state {
		t.Error("a change is seen where there is none")
	}
}

// TestSweep: what a killed process left is removed, and nothing else.
func TestSweep(t *testing.T) {
	gone := exec.Command(os.Args[0], "-test.run=^$")
	if err := gone.Run(); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	kept := []string{"preview-" + strconv.Itoa(os.Getpid()), "preview-x", "preview-0", "other-" + strconv.Itoa(gone.Process.Pid)}
	left := "preview-" + strconv.Itoa(gone.Process.Pid)
	for _, name := range append(kept, left) {
		if err := os.MkdirAll(filepath.Join(dir, name, "in"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	(&rebuilder{binary: filepath.Join(dir, "preview-7", "dashgen")}).sweep()
	for _, name := range kept {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Error(err)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, left)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%s is still there: %v", left, err)
	}
}
