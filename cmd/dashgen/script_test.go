package main

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "write the output seen into testdata/script; review the difference")

func TestMain(m *testing.M) {
	if os.Getenv("DASHGEN_README") != "" { // the test binary stands in for dashgen
		main()
	}
	testscript.Main(m, map[string]func(){"dashgen": main})
}

// TestScripts runs the real binary: what a user types, and what comes back. Scripts are named
// <command>_<topic>.txtar.
func TestScripts(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	scripts, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil || len(scripts) < 10 {
		t.Fatalf("%d scripts: %v", len(scripts), err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       *update,
		Setup: func(env *testscript.Env) error {
			env.Setenv("REPO", root)
			config, err := os.ReadFile(filepath.Join(root, "dashgen.yaml"))
			if err != nil {
				return err
			}
			return os.WriteFile(filepath.Join(env.WorkDir, "dashgen.yaml"), config, 0o644)
		},
	})
}
