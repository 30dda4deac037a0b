package tree

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"regexp"

	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/parallel"
)

const manifestVersion = 1

var hashForm = regexp.MustCompile(`^sha256:[0-9a-f]{64}$`)

// A manifest says which files are ours and what we wrote into them.
//
// While a Write is under way it lists the old and the new files, so that whoever comes after a kill knows
// that both are ours; and for each file about to change, under "replacing", the hash it had, because the
// disk may hold either. A finished Write leaves no "replacing".
type manifest struct {
	Version   int               `json:"version"`
	Files     map[string]string `json:"files"`
	Replacing map[string]string `json:"replacing,omitempty"`
}

// manifestOf returns the manifest of a folder that holds exactly the plan.
func manifestOf(p *Plan) *manifest {
	names := p.Paths()
	sums := make([]string, len(names))
	parallel.Each(len(names), func(i int) { sums[i] = hash(p.files[names[i]]) })
	m := &manifest{Version: manifestVersion, Files: make(map[string]string, len(names))}
	for i, name := range names {
		m.Files[name] = sums[i]
	}
	return m
}

// has tells whether a file is ours.
func (m *manifest) has(name string) bool {
	_, ok := m.Files[name]
	return ok
}

// made tells whether a file of ours has the hash of bytes that we wrote.
func (m *manifest) made(name, sum string) bool {
	return m.Files[name] == sum || m.Replacing[name] == sum
}

// bytes returns the manifest as it is stored: sorted, one file a line, so that Git merges it line by line.
func (m *manifest) bytes() []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(m); err != nil { // strings and a number: cannot fail
		panic(err)
	}
	return b.Bytes()
}

func hash(data []byte) string {
	sum := sha256.Sum256(data)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// readManifest returns the manifest of the folder and its bytes; an empty one and nil if there is none.
func readManifest(root *os.Root, dir string) (*manifest, []byte, error) {
	none := &manifest{Version: manifestVersion, Files: map[string]string{}}
	info, err := root.Lstat(ManifestName)
	if errors.Is(err, fs.ErrNotExist) {
		return none, nil, nil
	}
	if err == nil && !info.Mode().IsRegular() {
		return nil, nil, diag.New(at(dir, ManifestName), "the manifest is %s", kindName(info.Mode())).
			Because("it must be a file of its own").
			Help("move it away or delete it: files that equal what dashgen makes are adopted again")
	}
	var data []byte
	if err == nil {
		data, err = root.ReadFile(ManifestName)
	}
	if err != nil {
		return nil, nil, failed(dir, ManifestName, "cannot read the manifest", err)
	}
	m, line, err := parseManifest(data)
	if err != nil {
		return nil, nil, manifestError(dir, data, line, err)
	}
	return m, data, nil
}

// manifestError says what is wrong with a manifest and how to get past it.
func manifestError(dir string, data []byte, line int, err error) *diag.Error {
	pos := at(dir, ManifestName)
	pos.Line = line
	checkout := "git checkout --"
	if n := conflictLine(data); n > 0 {
		pos.Line = n
		err = errors.New("it has merge conflict markers")
		checkout = "git checkout --ours --"
	}
	return diag.New(pos, "cannot read the manifest").Because("%v", err).
		Help("run %s %s, or delete it: files that equal what dashgen makes are adopted again", checkout, pos.File)
}

// conflictLine returns the first line that Git left for a person to resolve, or 0.
func conflictLine(data []byte) int {
	line := 0
	for text := range bytes.Lines(data) {
		line++
		for _, marker := range []string{"<<<<<<< ", "=======", ">>>>>>> "} {
			if bytes.HasPrefix(text, []byte(marker)) {
				return line
			}
		}
	}
	return 0
}

// parseManifest reads a manifest strictly: what it lists may be deleted. It returns the line of an error.
func parseManifest(data []byte) (*manifest, int, error) {
	r := &manifestReader{dec: json.NewDecoder(bytes.NewReader(data))}
	m, err := r.manifest()
	if err == nil {
		return m, 0, nil
	}
	read := data[:r.dec.InputOffset()]
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err, read = errors.New("it ends too early"), bytes.TrimRight(data, "\r\n")
	}
	return nil, bytes.Count(read, []byte("\n")) + 1, err
}

type manifestReader struct{ dec *json.Decoder }

func (r *manifestReader) manifest() (*manifest, error) {
	m := &manifest{}
	err := r.object(func(key string) (err error) {
		switch key {
		case "version":
			token, err := r.dec.Token()
			if err != nil {
				return err
			}
			if version, ok := token.(float64); !ok || version != manifestVersion {
				return fmt.Errorf("it has version %v, and this dashgen knows version %d", token, manifestVersion)
			}
			m.Version = manifestVersion
		case "files":
			m.Files, err = r.hashes()
		case "replacing":
			m.Replacing, err = r.hashes()
		default:
			err = fmt.Errorf("unknown key %q", key)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	switch _, err := r.dec.Token(); {
	case err == nil:
		return nil, errors.New("something follows its end")
	case !errors.Is(err, io.EOF):
		return nil, err
	case m.Version != manifestVersion:
		return nil, fmt.Errorf("it says no version %d", manifestVersion)
	case m.Files == nil:
		return nil, errors.New("it lists no files")
	}
	return m, nil
}

func (r *manifestReader) hashes() (map[string]string, error) {
	hashes := map[string]string{}
	return hashes, r.object(func(name string) error {
		token, err := r.dec.Token()
		if err != nil {
			return err
		}
		if why := unportable(name); why != "" {
			return fmt.Errorf("it lists %q: %s", name, why)
		}
		sum, ok := token.(string)
		if !ok || !hashForm.MatchString(sum) {
			return fmt.Errorf("the hash of %q is not sha256: and 64 hexadecimal digits", name)
		}
		hashes[name] = sum
		return nil
	})
}

// object reads an object; value reads what belongs to a key.
func (r *manifestReader) object(value func(key string) error) error {
	open, err := r.dec.Token()
	if err != nil {
		return err
	}
	if open != json.Delim('{') {
		return fmt.Errorf("%v stands where an object must", open)
	}
	seen := map[string]bool{}
	for r.dec.More() {
		token, err := r.dec.Token()
		if err != nil {
			return err
		}
		key, _ := token.(string)
		if seen[key] {
			return fmt.Errorf("it says %q twice", key)
		}
		seen[key] = true
		if err := value(key); err != nil {
			return err
		}
	}
	_, err = r.dec.Token()
	return err
}
