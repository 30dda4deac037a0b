package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// words cuts a command line, of which at most the last word is in quotes.
func words(command string) []string {
	before, quoted, _ := strings.Cut(command, "'")
	args := strings.Fields(before)
	if quoted != "" {
		args = append(args, strings.TrimSuffix(quoted, "'"))
	}
	return args
}

// TestReadmeTellsTheTruth runs the README's commands in the repository and compares what they print with what
// it shows. An output that is shown in part must be the beginning of the real one. With -update it is written down.
func TestReadmeTellsTheTruth(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile("(?s)```console\n\\$ (.*?)\n(.*?)```").FindAllStringSubmatch(string(readme), -1)
	ran := 0
	changed := string(readme)
	differs := func(command, block, want, got string, err error) {
		if *update && err == nil {
			lines := slices.Collect(strings.Lines(got)) // no more of them than were shown
			shown := strings.Join(lines[:min(len(lines), strings.Count(want, "\n"))], "")
			changed = strings.Replace(changed, block, strings.Replace(block, want, shown, 1), 1)
			return
		}
		t.Errorf("%s prints\n%s%v\nthe README says\n%s\ngo test ./cmd/dashgen -run Readme -update writes it down", command, got, err, want)
	}
	for _, b := range blocks {
		command, want := b[1], b[2]
		args := words(command)
		switch command {
		case "make generate": // builds the binary that this test is
			args = []string{"dashgen", "generate"}
		case "make test": // runs this test; it counts the packages with tests, and the nested modules
			list := exec.Command("go", "list", "-f", "{{if or .TestGoFiles .XTestGoFiles}}{{.ImportPath}}{{end}}", "./...")
			list.Dir = root
			out, err := list.Output()
			if err != nil {
				t.Fatal(err)
			}
			if got := fmt.Sprintf("packages: %d passed, 0 failed\n", len(strings.Fields(string(out)))+nested(t, root)); got != want {
				differs(command, b[0], want, got, nil)
			}
			continue
		}
		if args[0] != "dashgen" {
			t.Errorf("no test knows how to run %q", command)
			continue
		}
		cmd := exec.Command(os.Args[0], args[1:]...)
		cmd.Dir = root
		cmd.Env = append(os.Environ(), "DASHGEN_README=1")
		out, err := cmd.Output()
		if cmd.ProcessState.ExitCode() == 1 && args[1] == "lint" {
			err = nil // it found what is shown
		}
		if err != nil || !strings.HasPrefix(string(out), want) {
			differs(command, b[0], want, string(out), err)
		}
		ran++
	}
	if changed != string(readme) {
		if err := os.WriteFile(filepath.Join(root, "README.md"), []byte(changed), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if ran < 3 {
		t.Errorf("only %d commands of the README were run", ran)
	}
}

// nested is how many modules make test tests besides the shipped one, one package each. No module below internal/verify is
// forgotten; the one with a browser has a target of its own.
func nested(t *testing.T, root string) int {
	t.Helper()
	makefile, err := os.ReadFile(filepath.Join(root, "Makefile"))
	if err != nil {
		t.Fatal(err)
	}
	modules, err := filepath.Glob(filepath.Join(root, "internal", "verify", "*", "go.mod"))
	if err != nil || len(modules) == 0 {
		t.Fatalf("no nested modules: %v", err)
	}
	for _, m := range modules {
		if name := "internal/verify/" + filepath.Base(filepath.Dir(m)); !regexp.MustCompile(`(?m)^(nested|browser) :=.*` + name + `\b`).Match(makefile) {
			t.Errorf("the Makefile does not test %s", name)
		}
	}
	list := regexp.MustCompile(`(?m)^nested := (.*)$`).FindSubmatch(makefile)
	if list == nil {
		t.Fatal("the Makefile has no list of nested modules")
	}
	return len(strings.Fields(string(list[1])))
}
