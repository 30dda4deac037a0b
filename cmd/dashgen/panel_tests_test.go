package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestPanelTestsPage runs the tests that docs/panel-tests.md shows, and looks for its recording's panel.
func TestPanelTestsPage(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(filepath.Join(root, "docs", "panel-tests.md"))
	if err != nil {
		t.Fatal(err)
	}
	examples := regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllStringSubmatch(string(page), -1)
	if len(examples) == 0 {
		t.Fatal("the page shows no test")
	}
	for _, e := range examples {
		file := filepath.Join(t.TempDir(), "page.test.yaml")
		if err := os.WriteFile(file, []byte(e[1]), 0o600); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(os.Args[0], "test", file)
		cmd.Dir = root
		cmd.Env = append(os.Environ(), "DASHGEN_README=1")
		out, err := cmd.CombinedOutput()
		if err != nil || !strings.Contains(string(out), "3 panels with data") {
			t.Errorf("%v\n%s", err, out)
		}
	}
}
