package release

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/module"
	"golang.org/x/mod/zip"
)

// TestInstall serves the source as a module proxy would, installs the program from there by its path and a version, as the
// README says, and wants it to know that version. What go install refuses would fail here: a replace in go.mod, a file that
// is embedded and not in the module's zip.
func TestInstall(t *testing.T) {
	dir := t.TempDir()
	source := filepath.Join(dir, "source")
	copySource(t, source)
	version, proxy := publish(t, source, filepath.Join(dir, "proxy"))
	cmd := exec.Command("go", "install", "-trimpath", own+"/cmd/dashgen@"+version)
	cmd.Dir = dir // in no module
	cmd.Env = append(os.Environ(),
		"GOBIN="+filepath.Join(dir, "bin"), "GOFLAGS=", "GOWORK=off",
		"GOMODCACHE="+moduleCache(t, dir), "GONOSUMDB="+own,
		"GOPROXY=file://"+filepath.ToSlash(proxy)+","+goEnv(t, "GOPROXY"))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go install: %v\n%s", err, out)
	}
	out, err := exec.Command(filepath.Join(dir, "bin", "dashgen"), "version").Output()
	if err != nil || !strings.HasPrefix(string(out), "dashgen "+version+" (go") {
		t.Errorf("dashgen version prints %q, %v", out, err)
	}
}

// publish makes a folder that GOPROXY may name, with the source as the only version of the module.
func publish(t *testing.T, source, proxy string) (version, folder string) {
	t.Helper()
	var archive bytes.Buffer
	v := module.Version{Path: own, Version: "v0.0.1-test"}
	if err := zip.CreateFromDir(&archive, v, source); err != nil {
		t.Fatal(err)
	}
	mod, err := os.ReadFile(filepath.Join(source, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	at := filepath.Join(proxy, filepath.FromSlash(own), "@v")
	if err := os.MkdirAll(at, 0o750); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		v.Version + ".info": fmt.Appendf(nil, `{"Version": %q, "Time": "2026-01-01T00:00:00Z"}`, v.Version),
		v.Version + ".mod":  mod,
		v.Version + ".zip":  archive.Bytes(),
	} {
		if err := os.WriteFile(filepath.Join(at, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return v.Version, proxy
}
