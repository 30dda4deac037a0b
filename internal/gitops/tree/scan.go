package tree

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"

	"github.com/llm-observability/dashgen/internal/diag"
)

// A disk is what lies below the output folder: the kind of everything, by slash-separated path. Symbolic
// links are things of their own and never followed. A .git directly in the folder is not part of it.
type disk map[string]fs.FileMode

// scan looks at everything below the folder.
func scan(root *os.Root, dir string) (disk, error) {
	d := disk{}
	return d, d.walk(root, dir, ".")
}

func (d disk) walk(root *os.Root, dir, folder string) error {
	f, err := root.Open(folder)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) && folder != "." {
			return nil // gone since its parent was read
		}
		return failed(dir, folder, "cannot open the folder", err)
	}
	entries, err := f.ReadDir(-1)
	_ = f.Close() // it was only read from
	if err != nil {
		return failed(dir, folder, "cannot list the folder", err)
	}
	for _, entry := range entries {
		name := path.Join(folder, entry.Name())
		if name == ".git" || name == ManifestName {
			continue
		}
		d[name] = entry.Type()
		if entry.IsDir() {
			if err := d.walk(root, dir, name); err != nil {
				return err
			}
		}
	}
	return nil
}

// paths returns everything on disk, sorted.
func (d disk) paths() []string { return slices.Sorted(maps.Keys(d)) }

// regular tells whether a path is a plain file.
func (d disk) regular(name string) bool {
	mode, ok := d[name]
	return ok && mode.IsRegular()
}

// A comparer compares files with bytes.
type comparer struct {
	root *os.Root
	buf  [64 << 10]byte
}

// same tells whether a file holds exactly these bytes. It reads the file only if the size fits.
func (c *comparer) same(name string, want []byte) (bool, error) {
	f, err := c.root.Open(name)
	if err != nil {
		return false, err
	}
	defer func() { _ = f.Close() }() // it is only read from
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() || info.Size() != int64(len(want)) {
		return false, err
	}
	for {
		n, err := f.Read(c.buf[:])
		if n > len(want) || !bytes.Equal(c.buf[:n], want[:n]) {
			return false, nil
		}
		want = want[n:]
		if errors.Is(err, io.EOF) {
			return len(want) == 0, nil
		}
		if err != nil {
			return false, err
		}
	}
}

// at is the position of a path below the output folder, as the user wrote the folder.
func at(dir, name string) diag.Position {
	return diag.Position{File: path.Join(filepath.ToSlash(dir), name)}
}

// failed says that the system refused something, in its words and without its path.
func failed(dir, name, what string, err error) *diag.Error {
	e := diag.New(at(dir, name), "%s", what).Because("%s", diag.Reason(err))
	e.Err = err
	if errors.Is(err, fs.ErrPermission) {
		e.Hint = "see who may read and write there: ls -ld " + e.Pos.File
	}
	return e
}

// kindName names what is not a plain file.
func kindName(mode fs.FileMode) string {
	switch {
	case mode.IsDir():
		return "a folder"
	case mode&fs.ModeSymlink != 0:
		return "a symbolic link"
	default:
		return "not a plain file"
	}
}
