package git

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/llm-observability/dashgen/internal/diag"
)

// Limits of what is read of a revision.
const (
	maxFiles = 500_000
	maxBytes = 512 << 20
)

// A Folder is a folder of a work tree, as git knows it.
type Folder struct {
	dir  string // where git is run
	path string // of the folder, from the top of the work tree, with slashes; "" is the top itself
}

// OpenFolder finds the work tree that a folder belongs to. The folder itself need not exist. The error is a [diag.Error]
// where there is no work tree or no git.
func OpenFolder(ctx context.Context, dir string) (*Folder, error) {
	f := &Folder{dir: "."}
	rest := filepath.Clean(dir)
	if !filepath.IsLocal(rest) {
		abs, err := filepath.Abs(dir)
		if err != nil {
			return nil, fmt.Errorf("finding %s: %w", dir, err)
		}
		f.dir, rest = existing(abs)
	}
	prefix, err := run(ctx, f.dir, "rev-parse", "--show-prefix")
	if err != nil {
		return nil, notHere(dir, err)
	}
	f.path = path.Join(line(prefix), filepath.ToSlash(rest))
	if f.path == "." {
		f.path = ""
	}
	return f, nil
}

// existing splits a path into the folder that exists and the rest.
func existing(dir string) (there, rest string) {
	rest = "."
	for there = dir; ; there = filepath.Dir(there) {
		if info, err := os.Stat(there); err == nil && info.IsDir() || there == filepath.Dir(there) {
			return there, rest
		}
		rest = filepath.Join(filepath.Base(there), rest)
	}
}

// Resolve returns the tree of a revision: a commit, a branch, a tag. ok is false when there is none of that name.
func (f *Folder) Resolve(ctx context.Context, revision string) (tree string, ok bool) {
	return resolve(ctx, f.dir, revision)
}

// A blob is a file of a tree.
type blob struct{ hash, name string }

// Files reads the plain files below the folder as they are in a tree, by path below the folder. There are none
// when the tree lacks the folder. The error is that git failed, or a [diag.Error] when there is more than any output has.
func (f *Folder) Files(ctx context.Context, tree string) (map[string][]byte, error) {
	hash, err := run(ctx, f.dir, "rev-parse", "--verify", "--quiet", "--end-of-options", tree+":"+f.path)
	if err != nil {
		return nil, nil //nolint:nilerr // git says so when there is no such path, and ls-tree says anything else
	}
	out, err := run(ctx, f.dir, "ls-tree", "-r", "-z", "-l", "--full-tree", line(hash))
	if err != nil {
		return nil, err
	}
	blobs, err := parseTree(out)
	if err != nil {
		return nil, err
	}
	return f.read(ctx, blobs)
}

// parseTree reads what ls-tree -z -l prints: mode, type, hash, size, a tab, the path.
func parseTree(out []byte) ([]blob, error) {
	var blobs []blob
	total := 0
	for entry := range bytes.SplitSeq(out, []byte{0}) {
		if len(entry) == 0 {
			continue
		}
		meta, name, ok := strings.Cut(string(entry), "\t")
		fields := strings.Fields(meta)
		if !ok || len(fields) != 4 {
			return nil, fmt.Errorf("git ls-tree: cannot read %q", entry)
		}
		if !strings.HasPrefix(fields[0], "100") { // symbolic links and submodules
			continue
		}
		size, err := strconv.Atoi(fields[3])
		if err != nil {
			return nil, fmt.Errorf("git ls-tree: cannot read %q", entry)
		}
		total += size
		if blobs = append(blobs, blob{fields[2], name}); len(blobs) > maxFiles || total > maxBytes {
			return nil, diag.New(diag.Position{}, "the revision holds too much: over %d MiB or %d files", maxBytes>>20, maxFiles).Because("no output does")
		}
	}
	return blobs, nil
}

// read reads blobs from one git process.
func (f *Folder) read(ctx context.Context, blobs []blob) (map[string][]byte, error) {
	files := make(map[string][]byte, len(blobs))
	if len(blobs) == 0 {
		return files, nil
	}
	var ask bytes.Buffer
	for _, b := range blobs {
		ask.WriteString(b.hash + "\n")
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	git, err := objects(ctx, f.dir, &ask)
	if err != nil {
		return nil, err
	}
	for _, b := range blobs {
		data, ok, err := git.next(maxBytes)
		if err == nil && !ok {
			err = errors.New("it is missing")
		}
		if err != nil {
			cancel()
			_ = git.cmd.Wait() // it was ended on purpose
			return nil, git.failed(fmt.Errorf("%s: %w", b.name, err))
		}
		files[b.name] = data
	}
	if err := git.cmd.Wait(); err != nil {
		return nil, git.failed(err)
	}
	return files, nil
}

// notHere says why a folder is of no work tree.
func notHere(dir string, err error) error {
	var e *diag.Error
	if errors.As(err, &e) {
		return e
	}
	e = diag.New(diag.Position{}, "%s is in no git repository", dir).Because("%v", err).Help("compare with a folder, or with nothing named: the output folder as it is")
	e.Err = err
	return e
}
