package cli

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// A rebuilder builds the program anew when its Go code changes. Dashboards are a part of the program, so whoever edits one
// sees it only then.
type rebuilder struct {
	root   string // of the module
	target string // the package of main
	binary string // what it builds
	every  time.Duration
}

// newRebuilder returns a rebuilder, or nil where the program can't be built here: it was not started in its own module,
// there is no Go, or this system can't start a program in place of another.
func newRebuilder(a *App) *rebuilder {
	info, ok := debug.ReadBuildInfo()
	if !ok || a.Exec == nil || !strings.Contains(info.Path, "/") {
		return nil
	}
	root := moduleRoot(info.Main.Path)
	if _, err := exec.LookPath("go"); err != nil || root == "" {
		return nil
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return nil
	}
	// The process keeps its number through a restart, and removes what it was started from when it ends.
	dir := filepath.Join(cache, "dashgen", "preview-"+strconv.Itoa(os.Getpid()))
	return &rebuilder{root: root, target: info.Path, binary: filepath.Join(dir, "dashgen"), every: time.Second}
}

// moduleRoot is the folder of the module that the working directory is in, if it is called so; else it is "".
func moduleRoot(module string) string {
	dir, err := os.Getwd()
	if err != nil || module == "" {
		return ""
	}
	for {
		data, err := os.ReadFile(filepath.Join(dir, "go.mod"))
		if err == nil {
			for line := range strings.Lines(string(data)) {
				if name, ok := strings.CutPrefix(strings.TrimSpace(line), "module "); ok && strings.Trim(strings.TrimSpace(name), `"`) == module {
					return dir
				}
			}
			return ""
		}
		up := filepath.Dir(dir)
		if up == dir {
			return ""
		}
		dir = up
	}
}

// watch builds whenever the code has changed and come to rest, until the context ends or a build succeeds. What does not
// build is told to failed, with nil once somebody changes it again.
func (r *rebuilder) watch(ctx context.Context, failed func(error), built func(binary string)) {
	ticker := time.NewTicker(r.every)
	defer ticker.Stop()
	last := r.stamp()
	tried := last
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		now := r.stamp()
		if now != last || now == tried {
			last = now
			continue // somebody is still writing, or there is nothing new
		}
		tried = now
		if err := r.build(ctx); err != nil {
			if ctx.Err() == nil {
				failed(err)
			}
			continue
		}
		failed(nil)
		built(r.binary)
		return
	}
}

// stamp tells versions of the code apart: of everything in the module that a Go program is made of. A time may be any, also
// one before that of another file or after now: clocks are set, and files are copied with their times.
func (r *rebuilder) stamp() string {
	sum := sha256.New()
	_ = filepath.WalkDir(r.root, func(path string, d fs.DirEntry, err error) error { // what can't be read is not built either
		if err != nil {
			return nil
		}
		name := d.Name()
		if d.IsDir() {
			if path != r.root && noCode(name, filepath.Dir(path) == r.root) {
				return filepath.SkipDir
			}
			return nil
		}
		switch filepath.Ext(name) {
		case ".go", ".mod", ".sum", ".tsv", ".yaml", ".css", ".js", ".html":
		default:
			return nil
		}
		if filepath.Dir(path) == r.root && filepath.Ext(name) == ".yaml" {
			return nil // a configuration, which is read while the program runs
		}
		if info, err := d.Info(); err == nil && !strings.HasSuffix(name, "_test.go") {
			fmt.Fprintf(sum, "%q %d %d\n", path, info.Size(), info.ModTime().UnixNano())
		}
		return nil
	})
	return hex.EncodeToString(sum.Sum(nil))
}

// noCode reports whether a folder holds nothing that a program is made of: by its name anywhere, or at the top of the
// module, where output and documentation lie.
func noCode(name string, top bool) bool {
	return strings.HasPrefix(name, ".") || name == "testdata" || top && slices.Contains([]string{"out", "docs", "bin"}, name)
}

// build builds the program. The error is the compiler's words.
func (r *rebuilder) build(ctx context.Context) error {
	if err := os.MkdirAll(filepath.Dir(r.binary), 0o700); err != nil {
		return err
	}
	r.sweep()
	cmd := exec.CommandContext(ctx, "go", "build", "-o", r.binary, r.target)
	cmd.Dir = r.root
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("the program's code does not build; what is shown is from before: %w\n%s", err, strings.TrimSpace(out.String()))
	}
	return nil
}

// sweep removes what others built who ended without removing it: they were killed.
func (r *rebuilder) sweep() {
	folders, err := filepath.Glob(filepath.Join(filepath.Dir(filepath.Dir(r.binary)), "preview-*"))
	if err != nil {
		return
	}
	for _, dir := range folders {
		_, number, _ := strings.Cut(filepath.Base(dir), "-")
		pid, err := strconv.Atoi(number)
		if err != nil || pid <= 0 {
			continue
		}
		p, err := os.FindProcess(pid)
		if err == nil {
			err = p.Signal(syscall.Signal(0))
		}
		if errors.Is(err, os.ErrProcessDone) {
			_ = os.RemoveAll(dir) // a cache
		}
	}
}

// remove removes what the program was started from, if that was built here.
func (r *rebuilder) remove() {
	if exe, err := os.Executable(); err == nil && exe != r.binary {
		return
	}
	_ = os.RemoveAll(filepath.Dir(r.binary)) // a cache
}
