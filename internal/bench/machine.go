package main

import (
	"debug/buildinfo"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"
)

// machine is the head of the table: everything that somebody needs who measures again and gets other figures.
func machine() string {
	return fmt.Sprintf("dashgen %s, %s, %s/%s, %d CPUs (%s), %s of memory, %s, n=%d",
		revision(), runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), proc("/proc/cpuinfo", "model name"),
		proc("/proc/meminfo", "MemTotal"), time.Now().UTC().Format(time.DateOnly), runs)
}

// revision is the commit that is measured, "unknown" outside a repository, and says when it is not all.
func revision() string {
	out, err := exec.Command("git", "describe", "--always", "--dirty", "--abbrev=7").Output()
	if err != nil {
		return "unknown"
	}
	return strings.TrimSpace(string(out))
}

// proc is the first value of a key in a file of Linux' process file system, "unknown" elsewhere.
func proc(path, key string) string {
	data, err := os.ReadFile(path)
	if err != nil {
		return "unknown"
	}
	for line := range strings.Lines(string(data)) {
		if k, v, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(k) == key {
			return strings.Join(strings.Fields(v), " ")
		}
	}
	return "unknown"
}

// release is what a Go program says that it is: the version of its module, or the commit that it was built from.
func release(path, module string) string {
	info, err := buildinfo.ReadFile(path)
	if err != nil {
		return "of unknown version"
	}
	for _, m := range append(info.Deps, &info.Main) {
		if m.Path == module && m.Version != "" && m.Version != "(devel)" {
			return m.Version
		}
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value[:min(7, len(s.Value))]
		}
	}
	return "of unknown version"
}

// kustomize is the version of Kustomize in kubectl.
func kustomize(kubectl string) string {
	out, err := exec.Command(kubectl, "version", "--client").Output()
	if err != nil {
		return "of unknown version"
	}
	for line := range strings.Lines(string(out)) {
		if v, ok := strings.CutPrefix(line, "Kustomize Version: "); ok {
			return strings.TrimSpace(v)
		}
	}
	return "of unknown version"
}
