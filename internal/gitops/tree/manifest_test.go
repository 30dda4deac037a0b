package tree

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const zeros = "sha256:0000000000000000000000000000000000000000000000000000000000000000"

func TestManifestBytes(t *testing.T) {
	dir := generated(t, files{"b/c&d": "two\n", "a": "one\n"})
	got, err := os.ReadFile(filepath.Join(dir, ManifestName))
	must(t, err)
	same(t, "manifest", string(got), `{
  "version": 1,
  "files": {
    "a": "sha256:2c8b08da5ce60398e1f19af0e5dccc744df274b826abe585eaba68c525434806",
    "b/c&d": "sha256:27dd8ed44a83ff94d557f9fd0412ed5a8cbca69ea04922d88c01184a07300a5a"
  }
}
`)
}

func TestBrokenManifest(t *testing.T) {
	const adopt = ", or delete it: files that equal what dashgen makes are adopted again\n"
	const checkout = "  hint: run git checkout -- out/.dashgen.json" + adopt
	for _, c := range []struct{ name, data, want string }{
		{"empty", "", "out/.dashgen.json:1: cannot read the manifest: it ends too early\n" + checkout},
		{"cut", "{\n  \"version\": 1,\n  \"files\": {\n", "out/.dashgen.json:3: cannot read the manifest: it ends too early\n" + checkout},
		{"no object", "[]\n", "out/.dashgen.json:1: cannot read the manifest: [ stands where an object must\n" + checkout},
		{"conflict", "{\n  \"version\": 1,\n  \"files\": {\n<<<<<<< HEAD\n    \"a\": \"" + zeros + "\"\n=======\n    \"b\": \"" + zeros + "\"\n>>>>>>> other\n  }\n}\n",
			"out/.dashgen.json:4: cannot read the manifest: it has merge conflict markers\n" +
				"  hint: run git checkout --ours -- out/.dashgen.json" + adopt},
		{"syntax", "{\n  \"version\": 1,\n  \"files\": {\n    \"a\": sha256\n  }\n}\n",
			"out/.dashgen.json:4: cannot read the manifest: invalid character 's' looking for beginning of value\n" + checkout},
		{"syntax, a line on", "{\n  \"version\": 1,\n  \"files\": {\n    \"a\":\n      sha256\n  }\n}\n",
			"out/.dashgen.json:5: cannot read the manifest: invalid character 's' looking for beginning of value\n" + checkout},
		{"no comma", "{\n  \"version\": 1,\n  \"files\": {\n    \"a\": \"" + zeros + "\"\n    \"b\": \"" + zeros + "\"\n  }\n}\n",
			"out/.dashgen.json:5: cannot read the manifest: invalid character '\"' after object key:value pair\n" + checkout},
		{"version", "{\n  \"version\": 2,\n  \"new\": {}\n}\n",
			"out/.dashgen.json:2: cannot read the manifest: it has version 2, and this dashgen knows version 1\n" + checkout},
		{"version text", "{\"version\": \"1.0\", \"files\": {}}\n",
			"out/.dashgen.json:1: cannot read the manifest: it has version 1.0, and this dashgen knows version 1\n" + checkout},
		{"no version", "{\n  \"files\": {}\n}\n", "out/.dashgen.json:3: cannot read the manifest: it says no version 1\n" + checkout},
		{"no files", "{\n  \"version\": 1\n}\n", "out/.dashgen.json:3: cannot read the manifest: it lists no files\n" + checkout},
		{"unknown key", "{\n  \"version\": 1,\n  \"fils\": {}\n}\n", "out/.dashgen.json:3: cannot read the manifest: unknown key \"fils\"\n" + checkout},
		{"twice", "{\n  \"version\": 1,\n  \"files\": {\n    \"a\": \"" + zeros + "\",\n    \"a\": \"" + zeros + "\"\n  }\n}\n",
			"out/.dashgen.json:5: cannot read the manifest: it says \"a\" twice\n" + checkout},
		{"escape", "{\n  \"version\": 1,\n  \"files\": {\n    \"../a\": \"" + zeros + "\"\n  }\n}\n",
			"out/.dashgen.json:4: cannot read the manifest: it lists \"../a\": the path has a part \"..\"\n" + checkout},
		{"short hash", "{\n  \"version\": 1,\n  \"files\": {\n    \"a\": \"sha256:00\"\n  }\n}\n",
			"out/.dashgen.json:4: cannot read the manifest: the hash of \"a\" is not sha256: and 64 hexadecimal digits\n" + checkout},
		{"hash number", "{\n  \"version\": 1,\n  \"files\": {\n    \"a\": 1\n  }\n}\n",
			"out/.dashgen.json:4: cannot read the manifest: the hash of \"a\" is not sha256: and 64 hexadecimal digits\n" + checkout},
		{"files list", "{\n  \"version\": 1,\n  \"files\": []\n}\n", "out/.dashgen.json:3: cannot read the manifest: [ stands where an object must\n" + checkout},
		{"more", "{\"version\": 1, \"files\": {}}\n{}\n", "out/.dashgen.json:2: cannot read the manifest: something follows its end\n" + checkout},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := generated(t, files{"a": "one\n"})
			before := files{"a": "one\n", "stray": "s\n"}
			lay(t, dir, files{ManifestName: c.data, "stray": "s\n"})

			_, err := Write(dir, planOf(t, files{"a": "two\n", "b": "new\n"}), WriteOptions{Prune: true})
			if err == nil {
				t.Fatal("Write accepts the manifest")
			}
			same(t, "message", screen(dir, err), c.want)
			same(t, "folder", read(t, dir), before)
			same(t, "touched", touched(t, dir), []string(nil))

			_, err = Check(dir, planOf(t, files{"a": "one\n"}), nil)
			if err == nil {
				t.Fatal("Check accepts the manifest")
			}
			same(t, "message of Check", screen(dir, err), c.want)
		})
	}
}

func TestManifestThatIsNoFile(t *testing.T) {
	p := planOf(t, files{"a": "one\n"})
	for _, c := range []struct {
		what    string
		content files
	}{
		{"a folder", files{ManifestName + "/": ""}},
		{"a symbolic link", files{ManifestName: "-> ../elsewhere"}},
	} {
		dir := filepath.Join(t.TempDir(), "out")
		lay(t, dir, c.content)
		want := "out/.dashgen.json: the manifest is " + c.what + ": it must be a file of its own\n" +
			"  hint: move it away or delete it: files that equal what dashgen makes are adopted again\n"
		_, err := Write(dir, p, WriteOptions{})
		if err == nil {
			t.Fatalf("Write accepts %s", c.what)
		}
		same(t, "message", screen(dir, err), want)
		same(t, "touched", touched(t, dir), []string(nil))
		if _, err = Check(dir, p, nil); err == nil {
			t.Fatalf("Check accepts %s", c.what)
		}
	}
}

func TestManifestCannotBeReplaced(t *testing.T) {
	dir := t.TempDir()
	root, err := os.OpenRoot(dir)
	must(t, err)
	defer func() { must(t, root.Close()) }()
	s := &survey{dir: dir, root: root, plan: planOf(t, made)}
	must(t, s.look())
	lay(t, dir, files{ManifestName + "/x": "in the way since"})
	err = (&writer{survey: s}).apply()
	if err == nil || !strings.Contains(screen(dir, err), "out/.dashgen.json: cannot replace the manifest: ") {
		t.Fatalf("got %v", err)
	}
	same(t, "folder", read(t, dir), files{ManifestName + "/x": "in the way since"})
}

// FuzzManifest: no manifest makes the reader panic, an error has a line of the file, and what is read is
// written as it was read.
func FuzzManifest(f *testing.F) {
	m := &manifest{Version: 1, Files: map[string]string{"a": zeros, "b/c": zeros}, Replacing: map[string]string{"a": zeros}}
	whole := string(m.bytes())
	for _, data := range []string{
		"", "{}", "[", whole, whole[:40], whole + "x", strings.ReplaceAll(whole, "\n", "\r\n"), strings.ToUpper(whole),
		`{"version":1,"files":null}`, `{"version":1e0,"files":{"a":null}}`, `{"version":1,"files":{"a":{"b":[]}}}`, "\xff{",
	} {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data string) {
		m, line, err := parseManifest([]byte(data))
		if err != nil {
			if last := strings.Count(data, "\n") + 1; line < 1 || line > last {
				t.Errorf("line %d of %d: %v", line, last, err)
			}
			return
		}
		again, _, err := parseManifest(m.bytes())
		if err != nil {
			t.Fatal(err)
		}
		same(t, "files", again.Files, m.Files)
		same(t, "bytes", string(again.bytes()), string(m.bytes()))
	})
}
