package main

import (
	"bytes"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// The environment variables that say how often TestGenerateKilled kills, and with which seed it begins.
const (
	killsEnv = "DASHGEN_KILLS"
	seedEnv  = "DASHGEN_SEED"
)

// leftover is how a file is called that is not in its place yet.
var leftover = regexp.MustCompile(`/\.[^/]+\.dashgen-[0-9a-f]{16}\.tmp$`)

// number reads a number from the environment.
func number(t *testing.T, name string, otherwise uint64) uint64 {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return n
}

// treeOf is every file below a folder, by its path with slashes.
func treeOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		files[filepath.ToSlash(name)] = string(data)
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return files
}

// sameTree names the files in which two folders differ.
func sameTree(t *testing.T, what string, got, want map[string]string) {
	t.Helper()
	for name, data := range want {
		if there, ok := got[name]; !ok {
			t.Errorf("%s: %s is missing", what, name)
		} else if there != data {
			t.Errorf("%s: %s has other content", what, name)
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			t.Errorf("%s: %s is there", what, name)
		}
	}
}

// configurations writes the committed configuration, and one from which almost every file is another one, or elsewhere.
func configurations(t *testing.T, dir string) [2]string {
	t.Helper()
	committed, err := os.ReadFile("../../dashgen.yaml")
	if err != nil {
		t.Fatal(err)
	}
	other := strings.NewReplacer(
		"scrapeInterval: 30s", "scrapeInterval: 1m", "\n  maas:\n", "\n  maas-two:\n", "tenants: [user1, user10]", "tenants: [user1, user2, user3]",
		"dashboards: grafana}", "dashboards: other}", `vllm: ">=0.9 <0.20"`, `vllm: ">=0.12"`, `vllm: ">=0.10"`, `vllm: ">=0.16"`,
	).Replace(string(committed))
	write(t, dir, map[string]string{"committed.yaml": string(committed), "other.yaml": other})
	return [2]string{"committed.yaml", "other.yaml"}
}

// mustGenerate runs generate, and returns what it made.
func mustGenerate(t *testing.T, dir, config, out string) map[string]string {
	t.Helper()
	if stdout, stderr, code := dashgen(t, dir, "generate", "--config", config, "--out", out); code != 0 || stderr != "" {
		t.Fatalf("exit %d\n%s%s", code, stdout, stderr)
	}
	return treeOf(t, filepath.Join(dir, out))
}

// TestGenerateKilled kills generate while it makes another tree of the committed one, or the other way around. Every file is
// then what it was or what it was to be; the next run makes exactly what it should, and nothing else is left.
func TestGenerateKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("it starts processes one after the other")
	}
	kills := uint64(8)
	kills = number(t, killsEnv, kills)
	seed := number(t, seedEnv, uint64(time.Now().UnixNano()))
	t.Logf("%d kills; %s=%d begins with the same moments", kills, seedEnv, seed)
	rng := rand.New(rand.NewPCG(seed, 0))

	dir := t.TempDir()
	out := filepath.Join(dir, "out")
	configs := configurations(t, dir)
	begun := time.Now()
	trees := [2]map[string]string{mustGenerate(t, dir, configs[0], "committed"), mustGenerate(t, dir, configs[1], "other")}
	pace := time.Since(begun) / 2
	sameTree(t, "generated", trees[0], treeOf(t, "../../out"))
	if replaced, moved := difference(trees[0], trees[1]); replaced < 30 || moved < 30 {
		t.Fatalf("%d files are replaced and %d come or go: this proves little", replaced, moved)
	}
	now := 0
	sameTree(t, "at first", mustGenerate(t, dir, configs[now], "out"), trees[now])
	amid, leftovers := 0, 0
	killed := uint64(0)
	for round := 0; killed < kills || killed < 10*kills && (amid == 0 || leftovers == 0); round++ {
		if killGenerate(t, dir, configs[1-now], rng, pace, round%2 == 1) {
			killed++
		}
		between := treeOf(t, out)
		for name, data := range between {
			was, wasThere := trees[0][name]
			is, isThere := trees[1][name]
			switch {
			case leftover.MatchString("/" + name):
				leftovers++
			case name == ".dashgen.json": // it lists both while files change
			case (!wasThere || data != was) && (!isThere || data != is):
				t.Errorf("%s is neither what it was nor what it was to be: %d bytes", name, len(data))
			}
		}
		for name := range trees[0] {
			if _, ok := between[name]; !ok && trees[1][name] != "" {
				t.Errorf("%s is gone, and both have it", name)
			}
		}
		if r, m := difference(between, trees[now]); r+m > 0 {
			if r, m := difference(between, trees[1-now]); r+m > 0 {
				amid++
			}
		}
		now = rng.IntN(2)
		sameTree(t, "after the next run", mustGenerate(t, dir, configs[now], "out"), trees[now])
		if stdout, stderr, code := dashgen(t, dir, "generate", "--config", configs[now], "--check"); code != 0 {
			t.Errorf("--check: exit %d\n%s%s", code, stdout, stderr)
		}
		if t.Failed() {
			t.FailNow()
		}
	}
	t.Logf("%d of %d kills came while files changed, and left %d temporary files, in %s", amid, killed, leftovers, time.Since(begun).Round(time.Millisecond))
	if amid == 0 || leftovers == 0 {
		t.Errorf("%d kills came while files changed, with %d temporary files left: this proves nothing", amid, leftovers)
	}
}

// difference counts the files that differ, and those that only one has.
func difference(a, b map[string]string) (replaced, moved int) {
	for name, data := range a {
		if other, ok := b[name]; !ok {
			moved++
		} else if other != data {
			replaced++
		}
	}
	for name := range b {
		if _, ok := a[name]; !ok {
			moved++
		}
	}
	return replaced, moved
}

// killGenerate begins a run that takes about a time, and kills it: at any moment of the run, or within the short while after
// its first change. It reports whether the run had not ended by itself before.
func killGenerate(t *testing.T, dir, config string, rng *rand.Rand, pace time.Duration, changing bool) bool {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "generate", "--config", config)
	var stderr bytes.Buffer
	cmd.Dir, cmd.Stderr = dir, &stderr
	cmd.Env = append(os.Environ(), "DASHGEN_README=1")
	manifest := filepath.Join(dir, "out", ".dashgen.json")
	before, err := os.ReadFile(manifest)
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	after := time.Duration(rng.Int64N(int64(pace * 5 / 4)))
	if changing {
		for end := time.Now().Add(10 * pace); time.Now().Before(end); time.Sleep(100 * time.Microsecond) {
			if data, err := os.ReadFile(manifest); err != nil || !bytes.Equal(data, before) {
				break
			}
		}
		after = time.Duration(rng.Int64N(int64(pace / 8)))
	}
	time.Sleep(after)
	_ = cmd.Process.Kill() // it may have ended
	err = cmd.Wait()
	if stderr.Len() > 0 || err == nil != cmd.ProcessState.Exited() {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	return !cmd.ProcessState.Exited()
}
