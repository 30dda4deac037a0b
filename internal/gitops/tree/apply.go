package tree

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"

	"github.com/llm-observability/dashgen/internal/diag"
)

// A writer does what a survey found.
type writer struct {
	*survey
	token   string   // in the names of this run's temporary files
	before  []byte   // the manifest's bytes at first, nil if there was none
	staged  []string // planned files whose temporary files are complete
	folders []string // folders that this run made, the outermost first
	taken   []taken  // files that had to go before anything else
}

// A taken file had to go to make room for a folder, and can be put back.
type taken struct {
	name string
	data []byte
}

// apply changes the disk. The order makes sure that at any moment the manifest lists all that is ours.
func (w *writer) apply() error {
	var random [8]byte
	rand.Read(random[:]) // cannot fail
	w.token = hex.EncodeToString(random[:])

	w.before = w.stored
	final := w.final.bytes()
	w.Manifest = !bytes.Equal(final, w.stored)
	if len(w.Written) == 0 && len(w.Removed) == 0 && len(w.gone) == 0 {
		return w.manifest(final)
	}
	// Nothing has changed yet: an error up to here leaves the folder as it was.
	if err := w.manifest(w.pending.bytes()); err != nil {
		return err
	}
	err := w.stage()
	if err == nil && !bytes.Equal(final, w.stored) {
		err = w.temporary(ManifestName, final)
	}
	if err != nil {
		w.undo()
		return err
	}
	err = w.commit()
	if err == nil && !bytes.Equal(final, w.stored) {
		err = w.replaceManifest(final)
	}
	var e *diag.Error
	if errors.As(err, &e) {
		e.Hint = "some files are written and some are not: mend the cause and run again, which finishes the work"
	}
	return err
}

// stage makes room, and puts all new files next to their places.
func (w *writer) stage() error {
	for _, name := range w.first {
		if err := w.take(name); err != nil {
			return err
		}
	}
	for _, name := range w.empty {
		if err := w.root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return failed(w.dir, name, "cannot remove the empty folder", err)
		}
	}
	made := nameSet{".": true}
	for _, name := range w.Written {
		if err := w.makeFolders(path.Dir(name), made); err != nil {
			return err
		}
		if err := w.temporary(name, w.plan.files[name]); err != nil {
			return err
		}
		w.staged = append(w.staged, name)
	}
	return nil
}

// take removes a file that is in the way of a folder, and remembers it.
func (w *writer) take(name string) error {
	data, err := w.root.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return failed(w.dir, name, "cannot read the file", err)
	}
	if err == nil && !leftover.MatchString(path.Base(name)) {
		w.taken = append(w.taken, taken{name, data})
	}
	return w.removeFile(name)
}

// commit renames the new files into their places and removes what is no longer planned.
func (w *writer) commit() error {
	for _, name := range w.staged {
		if err := w.root.Rename(temporary(name, w.token), name); err != nil {
			return failed(w.dir, name, "cannot replace the file", err)
		}
	}
	for _, name := range w.last {
		if err := w.removeFile(name); err != nil {
			return err
		}
	}
	for _, name := range w.gone {
		w.removeEmpty(name)
	}
	return nil
}

// undo takes back what stage did. It goes on whatever fails: the next Write tidies up what is left.
func (w *writer) undo() {
	for _, name := range w.staged {
		_ = w.root.Remove(temporary(name, w.token))
	}
	for _, dir := range slices.Backward(w.folders) {
		_ = w.root.Remove(dir)
	}
	for _, f := range w.taken {
		_ = w.root.MkdirAll(path.Dir(f.name), 0o755)
		_ = w.root.WriteFile(f.name, f.data, 0o644)
	}
	if w.before == nil {
		_ = w.root.Remove(ManifestName)
	} else {
		_ = w.manifest(w.before)
	}
}

// manifest stores the manifest, unless it is stored already.
func (w *writer) manifest(data []byte) error {
	if bytes.Equal(data, w.stored) {
		return nil
	}
	if err := w.temporary(ManifestName, data); err != nil {
		return err
	}
	return w.replaceManifest(data)
}

// replaceManifest puts the manifest that lies under its temporary name into its place.
func (w *writer) replaceManifest(data []byte) error {
	if err := w.root.Rename(temporary(ManifestName, w.token), ManifestName); err != nil {
		_ = w.root.Remove(temporary(ManifestName, w.token))
		return failed(w.dir, ManifestName, "cannot replace the manifest", err)
	}
	w.stored = data
	return nil
}

// temporary writes a complete file under its temporary name. On an error it leaves none.
func (w *writer) temporary(name string, data []byte) error {
	temp := temporary(name, w.token)
	f, err := w.root.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return failed(w.dir, path.Dir(name), "cannot write into the folder", err)
	}
	_, err = f.Write(data)
	if err := errors.Join(err, f.Close()); err != nil {
		_ = w.root.Remove(temp)
		return failed(w.dir, name, "cannot write the file", err)
	}
	return nil
}

// makeFolders makes a folder and those above it.
func (w *writer) makeFolders(dir string, made nameSet) error {
	if made[dir] {
		return nil
	}
	if err := w.makeFolders(path.Dir(dir), made); err != nil {
		return err
	}
	made[dir] = true
	err := w.root.Mkdir(dir, 0o755)
	if err == nil {
		w.folders = append(w.folders, dir)
		return nil
	}
	if errors.Is(err, fs.ErrExist) && w.found[dir].IsDir() {
		return nil
	}
	return failed(w.dir, dir, "cannot make the folder", err)
}

// removeFile removes a file, and the folders that it leaves empty.
func (w *writer) removeFile(name string) error {
	if err := w.root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return failed(w.dir, name, "cannot remove the file", err)
	}
	w.removeEmpty(name)
	return nil
}

// removeEmpty removes the folders above a removed file, as far as they are empty. It touches only what was
// a folder before: Remove takes files and links just as well.
func (w *writer) removeEmpty(name string) {
	for dir := range parents(name) {
		if !w.found[dir].IsDir() || w.plan.has(dir) {
			continue
		}
		if err := w.root.Remove(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return // it holds something else
		}
	}
}

// madeFolders are the output folder and those above it as far as this run made them, the outermost first.
type madeFolders []string

// makeFolder makes the output folder if it does not exist.
func makeFolder(dir string) (madeFolders, error) {
	info, err := os.Stat(dir)
	if err == nil {
		if !info.IsDir() {
			return nil, diag.New(at(dir, ""), "the output folder is a file").Help("name another folder, or move the file away")
		}
		return nil, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return nil, elsewhere(failed(dir, "", "cannot open the output folder", err))
	}
	var made madeFolders
	for up := filepath.Clean(dir); ; up = filepath.Dir(up) {
		if _, err := os.Lstat(up); err == nil || up == filepath.Dir(up) {
			break
		}
		made = append(made, up)
	}
	slices.Reverse(made)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		made.undo()
		e := failed(dir, "", "cannot make the output folder", err)
		if len(made) > 0 && errors.Is(err, fs.ErrPermission) {
			e.Hint = "see who may write above it: ls -ld " + filepath.ToSlash(filepath.Dir(made[0]))
		}
		return nil, elsewhere(e)
	}
	return made, nil
}

// elsewhere adds a hint to an error of the output folder that has none.
func elsewhere(e *diag.Error) *diag.Error {
	if e.Hint == "" {
		e.Hint = "name another folder"
	}
	return e
}

// undo removes the folders again, as far as they are empty.
func (m madeFolders) undo() {
	for _, dir := range slices.Backward(m) {
		_ = os.Remove(dir)
	}
}
