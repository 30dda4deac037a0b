//go:build darwin || linux

package tree

import (
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"testing"

	"github.com/llm-observability/dashgen/internal/diag"
)

// fullEnv tells the test binary to be the process that runs out of space, and the folder to write into.
const fullEnv = "DASHGEN_TREE_FULL"

// fullPlan is a plan whose last file is larger than the space there is.
func fullPlan() *Plan {
	p := &Plan{}
	for name, data := range with(made, files{"a.json": "uno\n", "new/n": "n\n", "zz": strings.Repeat("z", 100_000)}, "base/x.yaml") {
		if err := p.Add(name, []byte(data)); err != nil {
			panic(err)
		}
	}
	return p
}

// runOutOfSpace writes where no file may be larger than 64 KB.
func runOutOfSpace(dir string) {
	signal.Ignore(syscall.SIGXFSZ)
	limit := syscall.Rlimit{Cur: 64 << 10, Max: 64 << 10}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		panic(err)
	}
	_, err := Write(dir, fullPlan(), WriteOptions{Prune: true})
	diag.Fprint(os.Stdout, "dashgen", err)
	os.Exit(0)
}

// A disk that is full half-way through the last file leaves all as it was.
func TestOutOfSpace(t *testing.T) {
	dir := generated(t, made)
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), fullEnv+"="+dir)
	stdout, err := cmd.Output()
	must(t, err)
	same(t, "message", strings.ReplaceAll(string(stdout), dir, "out"), fmt.Sprintf("out/zz: cannot write the file: %v\n", syscall.EFBIG))
	same(t, "folder", read(t, dir), made)
	same(t, "drift", check(t, dir, planOf(t, made), nil), []string(nil))
	mustWrite(t, dir, fullPlan(), WriteOptions{Prune: true}) // with space it works
}
