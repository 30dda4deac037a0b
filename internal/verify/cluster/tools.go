package cluster

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// tool is a program that is built from a module below tools/, where go.mod pins its version.
type tool struct {
	name    string
	module  string // folder below tools/
	pkg     string
	version string // module whose version the program shall report, if it does not know it by itself
}

// tools are in the order of their size, so that what fails does so early.
func tools() []tool {
	return []tool{
		{name: "etcd", module: "kubernetes", pkg: "go.etcd.io/etcd/server/v3"},
		{name: "grafana-operator", module: "operator", pkg: "github.com/grafana/grafana-operator/v5"},
		{name: "kubectl", module: "kubernetes", pkg: "k8s.io/kubernetes/cmd/kubectl", version: "k8s.io/kubernetes"},
		{name: "kube-apiserver", module: "kubernetes", pkg: "k8s.io/kubernetes/cmd/kube-apiserver", version: "k8s.io/kubernetes"},
	}
}

// quick has a program compiled without what makes it fast: it answers a few hundred requests, and compiling it takes longer
// than they do.
const quick = "-gcflags=all=-N -l -dwarf=false"

// flags are what Kubernetes' own build passes, as far as the programs need it: without a version, kubectl calls itself master.
func (t tool) flags(ctx context.Context) ([]string, error) {
	linker := "-s -w"
	if t.version != "" {
		m, err := moduleOf(ctx, t.module, t.version)
		if err != nil {
			return nil, err
		}
		major, rest, _ := strings.Cut(strings.TrimPrefix(m.Version, "v"), ".")
		minor, _, _ := strings.Cut(rest, ".")
		for _, set := range []string{"gitVersion=" + m.Version, "gitMajor=" + major, "gitMinor=" + minor} {
			linker += " -X k8s.io/component-base/version." + set
		}
	}
	return []string{"-trimpath", "-buildvcs=false", quick, "-ldflags", linker}, nil
}

// cached is where the program is kept, in a folder whose name follows from everything that it is made of.
func (t tool) cached() (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	fmt.Fprintln(sum, runtime.GOOS, runtime.GOARCH, runtime.Version(), quick)
	for _, file := range []string{"go.mod", "go.sum"} {
		data, err := os.ReadFile(filepath.Join("tools", t.module, file))
		if err != nil {
			return "", err
		}
		sum.Write(data)
	}
	return filepath.Join(cache, "dashgen", "cluster", hex.EncodeToString(sum.Sum(nil))[:16], t.name), nil
}

// missing are the programs that have to be built first, which takes minutes.
func missing() ([]string, error) {
	var names []string
	for _, t := range tools() {
		path, err := t.cached()
		if err != nil {
			return nil, err
		}
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			names = append(names, t.name)
		} else if err != nil {
			return nil, err
		}
	}
	return names, nil
}

// Build returns the path of each program by its name, and builds what the cache does not have. The error is what the go
// command prints, or that of the cache's folder.
func Build(ctx context.Context, logf func(string, ...any)) (map[string]string, error) {
	paths := map[string]string{}
	for _, t := range tools() {
		path, err := t.cached()
		if err != nil {
			return nil, err
		}
		paths[t.name] = path
		if _, err := os.Stat(path); err == nil {
			continue
		}
		begin := time.Now()
		if err := t.build(ctx, path); err != nil {
			return nil, err
		}
		logf("built %s in %s", t.name, time.Since(begin).Round(time.Second))
	}
	return paths, nil
}

// build puts the program into its place in one step, so that an interrupted build leaves none.
func (t tool) build(ctx context.Context, path string) (err error) {
	flags, err := t.flags(ctx)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	dir, err := os.MkdirTemp(filepath.Dir(path), "build-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	made := filepath.Join(dir, t.name)
	args := append(append([]string{"build", "-o", made}, flags...), t.pkg)
	if _, err := run(ctx, filepath.Join("tools", t.module), []string{"CGO_ENABLED=0"}, nil, "go", args...); err != nil {
		return err
	}
	return os.Rename(made, path)
}

// module is what the go command tells of a module.
type module struct {
	Path, Version, Dir, Error string
}

// moduleOf finds a module in the version that a go.mod below tools/ pins, and fetches it where the module cache lacks it.
func moduleOf(ctx context.Context, folder, path string) (module, error) {
	// The go command describes a module that it can't fetch, too, and then fails.
	data, failed := run(ctx, filepath.Join("tools", folder), nil, nil, "go", "mod", "download", "-json", path)
	var m module
	if err := json.NewDecoder(bytes.NewReader(data)).Decode(&m); err != nil {
		return m, errors.Join(failed, err)
	}
	if failed != nil || m.Error != "" || m.Dir == "" {
		return m, errors.Join(failed, fmt.Errorf("module %s of tools/%s: %s", path, folder, m.Error))
	}
	return m, nil
}
