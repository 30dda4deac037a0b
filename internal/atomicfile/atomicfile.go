// Package atomicfile writes files that are there in full or not at all: whoever reads one sees what was there before or
// all that is new, and a disk that is full leaves what was there before.
package atomicfile

import (
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"syscall"
)

// Write puts what content writes in a file's place, once it is on the disk. A new file gets the permissions, less the
// umask; one that is there keeps its own, and a link stays a link. What is no regular file, such as a pipe, has nothing
// to lose and is written to as it is.
//
// The error is content's, or an [*fs.PathError] with the path as it was given.
func Write(path string, perm fs.FileMode, content func(io.Writer) error) error {
	f, err := create(path, perm)
	if err != nil {
		return err
	}
	err = content(f)
	if err == nil && f.place != "" {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = f.settle()
	}
	if err != nil {
		f.discard()
		return f.blame(err)
	}
	return nil
}

// WriteAll writes files below a folder by their slash-separated paths, and makes the folders that they need. None has
// changed when there is no room for all. Errors are as those of [Write].
func WriteAll(dir string, files map[string][]byte) (err error) {
	var folders []string // that were made, the outermost first
	var staged []*file
	defer func() {
		if err == nil {
			return
		}
		for _, f := range staged {
			f.discard() // those in their places are no longer found under the name they had before
		}
		for _, folder := range slices.Backward(folders) {
			_ = os.Remove(folder) // unless it holds something by now
		}
	}()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		path := filepath.Join(dir, filepath.FromSlash(name))
		folders = append(folders, missing(filepath.Dir(path))...)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		f, err := create(path, 0o644)
		if err != nil {
			return err
		}
		staged = append(staged, f)
		_, err = f.Write(files[name])
		if err = errors.Join(err, f.Close()); err != nil {
			return f.blame(err)
		}
	}
	for _, f := range staged {
		if err := f.settle(); err != nil {
			return f.blame(err)
		}
	}
	return nil
}

// missing are the folders that there are not, of one and those above it, the outermost first.
func missing(dir string) []string {
	var out []string
	for {
		if _, err := os.Lstat(dir); err == nil || dir == filepath.Dir(dir) {
			slices.Reverse(out)
			return out
		}
		out = append(out, dir)
		dir = filepath.Dir(dir)
	}
}

// A file is one that is being written, beside the place where it belongs.
type file struct {
	*os.File
	path  string // as it was given
	place string // where it belongs; "" when it is written to there already
}

func create(path string, perm fs.FileMode) (*file, error) {
	f := &file{path: path, place: path}
	info, err := os.Stat(path)
	there := err == nil
	switch {
	case there && info.IsDir():
		return nil, &fs.PathError{Op: "open", Path: path, Err: syscall.EISDIR}
	case there && !info.Mode().IsRegular():
		f.place = ""
		if f.File, err = os.OpenFile(path, os.O_WRONLY, 0); err != nil {
			return nil, f.blame(err)
		}
		return f, nil
	case there:
		perm = info.Mode().Perm()
		if f.place, err = filepath.EvalSymlinks(path); err != nil {
			return nil, f.blame(err)
		}
	case !errors.Is(err, fs.ErrNotExist):
		return nil, f.blame(err)
	}
	beside := filepath.Join(filepath.Dir(f.place), "."+filepath.Base(f.place)+"."+rand.Text()[:10]+".tmp")
	if f.File, err = os.OpenFile(beside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, perm); err != nil {
		return nil, f.blame(err)
	}
	if there {
		err = f.Chmod(perm) // whatever the umask says
	}
	if err != nil {
		_ = f.Close()
		f.discard()
		return nil, f.blame(err)
	}
	return f, nil
}

// settle puts a closed file into its place.
func (f *file) settle() error {
	if f.place == "" {
		return nil
	}
	return os.Rename(f.Name(), f.place)
}

// discard removes a closed file that is not in its place.
func (f *file) discard() {
	if f.place != "" {
		_ = os.Remove(f.Name())
	}
}

// blame says of an error of the file system which file it is about, by the name that people know.
func (f *file) blame(err error) error {
	var at *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &at) && (f.File == nil || at.Path == f.Name()):
		return &fs.PathError{Op: at.Op, Path: f.path, Err: at.Err}
	case errors.As(err, &link):
		return &fs.PathError{Op: link.Op, Path: f.path, Err: link.Err}
	default:
		return err
	}
}
