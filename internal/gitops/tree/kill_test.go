package tree

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// killedEnv tells the test binary to be the process that TestKill kills, and the folder to write into.
const killedEnv = "DASHGEN_TREE_KILLED"

func TestMain(m *testing.M) {
	if dir := os.Getenv(killedEnv); dir != "" {
		beKilled(dir)
	}
	if dir := os.Getenv(fullEnv); dir != "" {
		runOutOfSpace(dir)
	}
	os.Exit(m.Run())
}

// killPlans are two plans that differ in every way a Write has to deal with, and a third one for who comes
// after a kill. Each content tells its plan from its first byte to its last.
func killPlans() [3]files {
	var plans [3]files
	for i, letter := range []string{"A", "B", "C"} {
		content := func(lines int) string { return strings.Repeat(letter+strings.Repeat(".", 62)+"\n", lines) }
		plans[i] = files{
			"same": "the same in all\n",
			"file-or-folder" + []string{"", "/deep/x", ""}[i]: content(3),
			[]string{"Case/x", "case/x", "CASE/x"}[i]:         content(3),
			fmt.Sprintf("only/%s/deep/x", letter):             content(3),
			fmt.Sprintf("only/%s/deep/y", letter):             content(200),
		}
		for n := range 20 {
			plans[i][fmt.Sprintf("shared/%02d", n)] = content(n * 10)
			if i < 2 || n%2 == 0 {
				plans[i][fmt.Sprintf("often/%02d", n)] = content(1 + n)
			}
		}
	}
	return plans
}

// beKilled writes two plans by turns until it is killed, or for so long that nobody can be waiting.
func beKilled(dir string) {
	plans := killPlans()
	fmt.Println("ready")
	for start := time.Now(); time.Since(start) < 20*time.Second; {
		for _, content := range plans[:2] {
			p := &Plan{}
			for name, data := range content {
				if err := p.Add(name, []byte(data)); err != nil {
					panic(err)
				}
			}
			if _, err := Write(dir, p, WriteOptions{Prune: true}); err != nil {
				panic(err)
			}
		}
	}
	os.Exit(3)
}

// TestKill kills a process that writes, at moments of its own choosing. Each file must then be wholly of
// one plan, and the next Write must mend all, whatever it plans.
func TestKill(t *testing.T) {
	rounds := 50
	if testing.Short() {
		rounds = 10
	}
	contents := killPlans()
	var plans [3]*Plan
	for i, content := range contents {
		plans[i] = planOf(t, content)
	}
	dir := filepath.Join(t.TempDir(), "out")
	amid, leftovers := 0, 0
	pace := 5 * time.Millisecond // about what a Write takes here
	for round := 0; round < rounds || round < 4*rounds && amid < rounds/10; round++ {
		kill(t, dir, rand.N(4*pace))

		if check(t, dir, plans[0], nil) != nil && check(t, dir, plans[1], nil) != nil {
			amid++
		}
		for name, data := range read(t, dir) {
			whole := strings.HasSuffix(name, "/") // empty folders are nothing
			for _, content := range contents {
				want, ok := content[name]
				whole = whole || ok && data == want
			}
			if leftover.MatchString(filepath.Base(name)) {
				leftovers++
			} else if !whole {
				t.Errorf("round %d: %s is torn: %d bytes", round, name, len(data))
			}
		}

		next := rand.IntN(len(plans))
		start := time.Now()
		sum := mustWrite(t, dir, plans[next], WriteOptions{Prune: true})
		pace = min(max(time.Since(start), time.Millisecond), 20*time.Millisecond)
		if len(sum.Edited)+len(sum.Strays) > 0 {
			t.Errorf("round %d: the next run does not know its own files: edited %v, strays %v", round, sum.Edited, sum.Strays)
		}
		same(t, "drift after the next run", check(t, dir, plans[next], nil), []string(nil))
		same(t, "folder after the next run", read(t, dir), contents[next])
		if t.Failed() {
			t.FailNow()
		}
	}
	t.Logf("%d kills came amid a run, and left %d temporary files", amid, leftovers)
	if amid == 0 || leftovers == 0 {
		t.Errorf("%d kills came amid a run, with %d temporary files left: this proves nothing", amid, leftovers)
	}
}

// kill starts this test binary as a writer and kills it a while after it has begun.
func kill(t *testing.T, dir string, after time.Duration) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), killedEnv+"="+dir)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	stdout, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil || line != "ready\n" {
		t.Errorf("the writer says %q, %v", line, err)
	}
	time.Sleep(after)
	must(t, cmd.Process.Kill())
	if err := cmd.Wait(); err == nil || stderr.Len() > 0 || cmd.ProcessState.Exited() {
		t.Fatalf("the writer was not killed: %v\n%s", err, stderr.String())
	}
}
