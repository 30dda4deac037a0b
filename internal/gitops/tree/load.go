package tree

import (
	"errors"
	"io/fs"
	"os"

	"github.com/llm-observability/dashgen/internal/diag"
)

// maxLoad is how many bytes are loaded of a folder: more than any number of tenants makes, and less than a machine has.
const maxLoad = 512 << 20

// Load reads the plain files of a folder, by slash-separated path. The manifest and a .git directly in it are not part
// of it, and neither is what the filter does not cover. The error is a diag.Error: the folder does not exist, something in
// it can't be read, or it holds more than any output does.
func Load(dir string, covers Filter) (map[string][]byte, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, diag.New(diag.Position{File: dir}, "there is no such folder")
		}
		return nil, failed(dir, "", "cannot open the folder", err)
	}
	defer func() { _ = root.Close() }() // it is only read from
	found, err := scan(root, dir)
	if err != nil {
		return nil, err
	}
	files, size := map[string][]byte{}, 0
	for _, name := range found.paths() {
		if !found.regular(name) || !covers.covers(name) {
			continue
		}
		data, err := root.ReadFile(name)
		if err != nil {
			return nil, failed(dir, name, "cannot read the file", err)
		}
		if size += len(data); size > maxLoad {
			return nil, diag.New(diag.Position{File: dir}, "the folder holds more than %d MiB", maxLoad>>20).Because("no output does").
				Help("name the output folder, not one above it")
		}
		files[name] = data
	}
	return files, nil
}
