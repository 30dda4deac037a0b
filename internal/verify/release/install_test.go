package release

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	mod "golang.org/x/mod/module" // the package has a type of that name
	"golang.org/x/mod/zip"
)

// TestReleased serves the source as a module proxy would, and has people take it from there.
func TestReleased(t *testing.T) {
	env, version := released(t, t.TempDir())
	t.Run("install", func(t *testing.T) { install(t, env, version) })
	t.Run("own dashboards", func(t *testing.T) { ownDashboards(t, env, version) })
}

// install installs the program by its path and a version, as the README says, and wants it to know that version. What go
// install refuses fails here: a replace in go.mod, a file that is embedded and not in the module's zip. With -short, nothing
// is compiled: it is what takes long, and proven elsewhere.
func install(t *testing.T, env []string, version string) {
	t.Helper()
	dir := t.TempDir()
	args := []string{"install", own + "/cmd/dashgen@" + version}
	if testing.Short() {
		args = slices.Insert(args, 1, "-n")
	}
	cmd := exec.Command("go", args...)
	cmd.Dir = dir // in no module
	cmd.Env = append(slices.Clip(env), "GOBIN="+filepath.Join(dir, "bin"))
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("go install: %v\n%s", err, out)
	}
	if testing.Short() {
		if !strings.Contains(string(out), own+"@"+version) {
			t.Errorf("go install would build something else:\n%s", out)
		}
		return
	}
	out, err = exec.Command(filepath.Join(dir, "bin", "dashgen"), "version").Output()
	if err != nil || !strings.HasPrefix(string(out), "dashgen "+version+" (go") {
		t.Errorf("dashgen version prints %q, %v", out, err)
	}
}

// released is an environment in which the go command finds the source as a version of the module, and the version.
func released(t *testing.T, dir string) (env []string, version string) {
	t.Helper()
	source, proxy := filepath.Join(dir, "source"), filepath.Join(dir, "proxy")
	copySource(t, source)
	version = publish(t, source, proxy)
	forget(t, version)
	return append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=-trimpath -modcacherw", "GOWORK=off", "GOSUMDB=off",
		"GOPROXY=file://"+filepath.ToSlash(proxy)+","+goEnv(t, "GOPROXY")), version
}

// forget removes what the module cache has of a version when the test ends. The cache itself is the one that everything
// else is in: another would be a gigabyte.
func forget(t *testing.T, version string) {
	t.Helper()
	cache := goEnv(t, "GOMODCACHE")
	t.Cleanup(func() {
		files, err := filepath.Glob(filepath.Join(cache, "cache", "download", filepath.FromSlash(own), "@v", version+".*"))
		for _, f := range append(files, filepath.Join(cache, filepath.FromSlash(own)+"@"+version)) {
			err = errors.Join(err, os.RemoveAll(f))
		}
		if err != nil {
			t.Error(err)
		}
	})
}

// goEnv is what go env says.
func goEnv(t *testing.T, name string) string {
	t.Helper()
	out, err := exec.Command("go", "env", name).Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

// publish makes a folder that GOPROXY may name, with the source as the only version of the module. Versions of two runs
// differ.
func publish(t *testing.T, source, proxy string) (version string) {
	t.Helper()
	var archive bytes.Buffer
	v := mod.Version{Path: own, Version: fmt.Sprintf("v0.0.1-test.%d.%d", os.Getpid(), time.Now().UnixNano())}
	if err := zip.CreateFromDir(&archive, v, source); err != nil {
		t.Fatal(err)
	}
	gomod, err := os.ReadFile(filepath.Join(source, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	at := filepath.Join(proxy, filepath.FromSlash(own), "@v")
	if err := os.MkdirAll(at, 0o750); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"list":              []byte(v.Version + "\n"),
		v.Version + ".info": fmt.Appendf(nil, `{"Version": %q, "Time": "2026-01-01T00:00:00Z"}`, v.Version),
		v.Version + ".mod":  gomod,
		v.Version + ".zip":  archive.Bytes(),
	} {
		if err := os.WriteFile(filepath.Join(at, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return v.Version
}
