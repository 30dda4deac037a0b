package config

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"go.yaml.in/yaml/v3"

	"github.com/llm-observability/dashgen/internal/diag"
)

// Load reads the configuration at path. The error is a [diag.List] of all that is wrong with it, sorted by
// position, or a [*diag.Error] when the file cannot be read.
func Load(path string, known Known) (*File, error) { return load(path, known, (*reader).file) }

// Parse reads a configuration from data. Positions print name; a file of tenants is looked for in name's
// folder and cannot be outside of it. The error is a [diag.List] of all that is wrong, sorted by position.
func Parse(name string, data []byte, known Known) (*File, error) {
	return parse(name, data, known, (*reader).file)
}

// load reads the file at path by what reads its document.
func load(path string, known Known, read func(*reader, value, *File)) (*File, error) {
	data, err := readPath(path)
	if err != nil {
		e := diag.New(diag.Position{File: path}, "the file cannot be read").Because("%s", diag.Reason(err))
		if errors.Is(err, fs.ErrNotExist) {
			e.Help("write it, or name another one with --config")
		}
		e.Err = err
		return nil, e
	}
	return parse(path, data, known, read)
}

func parse(name string, data []byte, known Known, read func(*reader, value, *File)) (*File, error) {
	t, data, bad := cleanText(name, data)
	if bad != nil {
		return nil, diag.List{bad}
	}
	root, bad := document(t, data)
	if bad != nil {
		return nil, diag.List{bad}
	}
	r := &reader{text: t, known: known, root: &place{pos: t.at(root.Line, root.Column)}}
	f := &File{Name: name, Version: Version, root: r.root}
	v := value{node: root, label: "the file", place: r.root}
	if other := otherVersion(root); other != nil {
		r.report(r.text.at(other.Line, other.Column), "version %s is not supported", short(other.Value)).
			Because("this version of dashgen reads version %d", Version).Help("take the dashgen that the file was written for")
	} else {
		r.refuse(root)
		read(r, v, f)
	}
	if err := r.err(); err != nil {
		return nil, err
	}
	return f, nil
}

// file reads the whole document.
func (r *reader) file(v value, f *File) {
	r.fields(v, r.version(),
		required("environments", "nothing is generated without one", func(v value) {
			for _, entry := range r.entries(v) {
				f.Environments = append(f.Environments, r.environment(entry))
			}
		}),
		optional("lint", func(v value) { f.Lint = r.lint(v) }),
	)
	r.overlaps(f.Environments)
}

func (r *reader) version() field {
	return required("version", fmt.Sprintf("begin with version: %d", Version), func(v value) { r.integer(v, Version, Version) })
}

// otherVersion returns the value of version when it is a number that this package does not read. All else
// in such a file may be right there.
func otherVersion(root *yaml.Node) *yaml.Node {
	if root.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i < len(root.Content); i += 2 {
		if v := root.Content[i+1]; root.Content[i].Value == "version" && v.Tag == "!!int" && v.Value != strconv.Itoa(Version) {
			return v
		}
	}
	return nil
}

// ReadBeside returns the content of a file in a folder, or below, and of no other: symbolic links are followed only inside
// of it. Of a file of more than so many bytes it returns one more. The error is that of the file system, or that it is not
// a regular file.
func ReadBeside(folder, name string, most int64) ([]byte, error) {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, err
	}
	defer func() { _ = root.Close() }() // it is only read from
	info, err := root.Stat(name)        // opening a pipe would wait for somebody to write
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("it is not a regular file")
	}
	f, err := root.Open(name)
	return readFile(f, err, most)
}

// Named are the files that the configuration at path names, in its order: of tenants, and of catalogues. It must be YAML; but
// it does not matter whether the files are there, or whether anything else is right, so that who waits for what is wrong to be
// mended can watch them.
func Named(path string) []string {
	data, err := readPath(path)
	if err != nil {
		return nil
	}
	t, data, bad := cleanText(path, data)
	if bad != nil {
		return nil
	}
	root, bad := document(t, data)
	if bad != nil {
		return nil
	}
	var out []string
	var look func(n *yaml.Node)
	look = func(n *yaml.Node) {
		for i, c := range n.Content {
			if n.Kind == yaml.MappingNode && i%2 == 1 && n.Content[i-1].Value == "file" && isString(c) && filepath.IsLocal(c.Value) {
				out = append(out, filepath.Join(filepath.Dir(path), c.Value))
			}
			look(c)
		}
	}
	look(root)
	return out
}

// readPath returns the content of a file, at most one byte more than maxSize of it.
func readPath(path string) ([]byte, error) {
	f, err := os.Open(path)
	return readFile(f, err, maxSize)
}

// readFile returns the content of an opened file, at most one byte more than so many.
func readFile(f *os.File, err error, most int64) ([]byte, error) {
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // it is only read from
	return io.ReadAll(io.LimitReader(f, most+1))
}
