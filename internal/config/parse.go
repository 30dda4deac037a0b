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
	data, err := readFile(os.Open(path))
	if err != nil {
		e := diag.New(diag.Position{File: path}, "the file cannot be read").Because("%s", plainError(err))
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
	r := &reader{text: t, known: known, open: openBeside(name), root: &place{pos: t.at(root.Line, root.Column)}}
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

// openBeside returns what reads a file in the folder that a configuration is in, and no other: symbolic
// links are followed only inside of it.
func openBeside(config string) func(string) ([]byte, error) {
	return func(name string) ([]byte, error) {
		root, err := os.OpenRoot(filepath.Dir(config))
		if err != nil {
			return nil, err
		}
		defer func() { _ = root.Close() }()
		info, err := root.Stat(name) // opening a pipe would wait for somebody to write
		if err != nil {
			return nil, err
		}
		if info.Mode().IsRegular() {
			return readFile(root.Open(name))
		}
		return nil, errors.New("it is not a regular file")
	}
}

// readFile returns the content of an opened file, at most one byte more than maxSize of it.
func readFile(f *os.File, err error) ([]byte, error) {
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	return io.ReadAll(io.LimitReader(f, maxSize+1))
}
