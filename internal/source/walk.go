package source

import (
	"errors"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/internal/diag"
)

// Stdin is the path that stands for standard input, and StdinName what its content is called in findings.
const (
	Stdin     = "-"
	StdinName = "stdin"
)

// An Input is a file that was found and is not read yet.
type Input struct {
	Path  string
	Named bool // by the person, not found in a folder
	stdin io.Reader
}

// Walk finds the files that paths name, in an order that does not change: files as they are, folders with all
// below them, and - for standard input. It opens none of them: each is read by [Input.Read], by any goroutine.
// A file that several paths lead to comes once.
//
// In folders only files are taken that end in .json, .yaml, .yml, .rules, .md or .markdown; hidden files and
// folders, node_modules and vendor are passed over. A symbolic link to a file is followed, one to a folder only
// when it is named: so no loop is ever entered.
//
// What can't be found or listed comes as an error that names its path, a *diag.Error, and the walk goes on.
func Walk(paths []string, stdin io.Reader) iter.Seq2[Input, error] {
	return func(yield func(Input, error) bool) {
		w := &walker{yield: yield, seen: map[string]bool{}}
		for _, path := range paths {
			if path == Stdin {
				if !yield(Input{Path: StdinName, Named: true, stdin: stdin}, nil) {
					return
				}
				continue
			}
			if !w.named(path) {
				return
			}
		}
	}
}

// A walker visits files. What it calls returns false when nobody wants more.
type walker struct {
	yield func(Input, error) bool
	seen  map[string]bool // by real path
}

// named visits a path that the person named.
func (w *walker) named(path string) bool {
	info, err := os.Stat(path)
	if err != nil {
		return w.yield(Input{}, unreadable(path, err))
	}
	real, err := realPath(path)
	if err != nil {
		return w.yield(Input{}, unreadable(path, err))
	}
	if info.IsDir() {
		return w.folder(path, real)
	}
	return w.file(path, real, true)
}

func realPath(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(path)
}

func (w *walker) file(path, real string, named bool) bool {
	path = filepath.Clean(path)
	if w.seen[real] {
		return true
	}
	w.seen[real] = true
	return w.yield(Input{Path: filepath.ToSlash(path), Named: named}, nil)
}

// folder visits a folder, whose real path has no symbolic links.
func (w *walker) folder(path, real string) bool {
	entries, err := os.ReadDir(path)
	if err != nil {
		return w.yield(Input{}, unreadable(path, err))
	}
	for _, e := range entries {
		name := e.Name()
		below, realBelow := filepath.Join(path, name), filepath.Join(real, name)
		if strings.HasPrefix(name, ".") {
			continue
		}
		var more bool
		switch {
		case e.IsDir():
			more = slices.Contains(skipped, name) || w.folder(below, realBelow)
		case !hasKnownExtension(name):
			continue
		case e.Type()&fs.ModeSymlink != 0:
			more = w.link(below)
		default:
			more = !e.Type().IsRegular() || w.file(below, realBelow, false)
		}
		if !more {
			return false
		}
	}
	return true
}

// skipped are folders that hold what others wrote.
var skipped = []string{"node_modules", "vendor"}

// link visits what a symbolic link in a folder leads to, if that is a file. One that leads nowhere is passed over.
func (w *walker) link(path string) bool {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return true
	}
	real, err := realPath(path)
	return err != nil || w.file(path, real, false)
}

var extensions = []string{".json", ".yaml", ".yml", ".rules", ".md", ".markdown"}

func hasKnownExtension(name string) bool { return slices.Contains(extensions, extension(name)) }

func extension(name string) string { return strings.ToLower(filepath.Ext(name)) }

// Read reads the file. The error is a *diag.Error or a diag.List, and the file holds what could be read all the
// same. A file that was named and holds nothing of what is read here is an error, too: see [ErrOther]. One that was
// found in a folder is then empty.
func (in Input) Read() (*File, error) {
	content, err := in.content()
	if err != nil || content == "" && !in.Named {
		return &File{Path: in.Path}, err
	}
	if in.stdin != nil {
		return readStdin(content)
	}
	return in.parse(content)
}

// Parse is Read for one who has the content of the file already.
func (in Input) Parse(data []byte) (*File, error) { return in.parse(string(data)) }

func (in Input) parse(content string) (*File, error) {
	f, err := read(in.Path, content, in.Named)
	if err == nil && in.Named && f.Empty() {
		return f, notOurs(in.Path)
	}
	return f, err
}

// ErrOther is in the error about a file that was named and is none of the kinds that are read. A caller that was
// given all files of a commit, say, may pass over it.
var ErrOther = errors.New("not a file that holds dashboards, rules or expressions")

// notOurs is the error about a named file that holds nothing of what is read.
func notOurs(path string) error {
	e := diag.New(diag.Position{File: path}, "not a dashboard, a rule file or a Kubernetes manifest, and no Markdown with ```promql").
		Help("leave it out: in folders such files are passed over, and with --skip-unrelated everywhere; for one expression there is --expr")
	e.Err = ErrOther
	return e
}

// content is the content of the file; "" when it was found in a folder and a look at it shows that it is
// something else.
func (in Input) content() (string, error) {
	if in.stdin != nil {
		return in.all(in.stdin, 0)
	}
	f, err := os.Open(in.Path)
	if err != nil {
		return "", unreadable(in.Path, err)
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return "", unreadable(in.Path, err)
	}
	size := info.Size()
	if !in.Named {
		head := make([]byte, min(size, sniffed))
		n, err := io.ReadFull(f, head)
		if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
			return "", unreadable(in.Path, err)
		}
		if isBinary(string(head[:n])) || size > MaxSize && !isOurs(string(head[:n])) {
			return "", nil
		}
		if _, err = f.Seek(0, io.SeekStart); err != nil {
			return "", unreadable(in.Path, err)
		}
	}
	if size > MaxSize {
		return "", tooLarge(in.Path)
	}
	return in.all(f, int(size))
}

// sniffed is how much of a file in a folder is looked at before all of it is read.
const sniffed = 8 << 10

// all reads everything, unless it is too large.
func (in Input) all(r io.Reader, size int) (string, error) {
	var b strings.Builder
	b.Grow(size)
	n, err := io.Copy(&b, io.LimitReader(r, MaxSize+1))
	switch {
	case err != nil:
		return "", unreadable(in.Path, err)
	case n > MaxSize:
		return "", tooLarge(in.Path)
	}
	return b.String(), nil
}

// readStdin reads standard input, which has no name to go by: what is neither a document nor Markdown is an
// expression.
func readStdin(content string) (*File, error) {
	if strings.TrimSpace(content) == "" {
		return &File{Path: StdinName}, diag.New(diag.Position{File: StdinName}, "there is nothing to read").
			Help("write a dashboard, rules or an expression to it")
	}
	if i := invalid(content); i >= 0 {
		return &File{Path: StdinName}, notUTF8(Whole(StdinName, content), i)
	}
	f, err := read(StdinName, content, true)
	if !f.Empty() || err != nil && mayBeOurs(content) {
		return f, err
	}
	return Expression(StdinName, strings.TrimRight(content, " \t\r\n")), nil
}

// unreadable is the error about a path that the system does not let us read.
func unreadable(path string, err error) error {
	why := err
	var pe *fs.PathError
	if errors.As(err, &pe) {
		why = pe.Err
	}
	e := diag.New(diag.Position{File: path}, "the file cannot be read").Because("%v", why)
	e.Err = err
	return e
}
