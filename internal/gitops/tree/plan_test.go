package tree

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAddAccepts(t *testing.T) {
	p := &Plan{}
	names := []string{
		"a", "b/c", "b/d/e.json", ".hidden", "..double", "b/.gitignore", "b/git", "console", "com10", "nulls.txt",
		"with space", "a+b=c@d~e#f%g&h(i)[j]{k}!,;'^`$_-.x", strings.Repeat("n", maxName), "sub/.dashgen.json",
		".x.dashgen-0123456789abcde.tmp", "x.dashgen-0123456789abcdef.tmp",
	}
	for _, name := range names {
		if err := p.Add(name, []byte("content of "+name+"\n")); err != nil {
			t.Errorf("%v", err)
		}
	}
	if p.Len() != len(names) || len(p.Paths()) != len(names) {
		t.Fatalf("%d names gave %d files and %d paths", len(names), p.Len(), len(p.Paths()))
	}
	for _, name := range names {
		if data, ok := p.Files()[name]; !ok || string(data) != "content of "+name+"\n" {
			t.Errorf("the file %q is %q, %t", name, data, ok)
		}
	}
}

func TestAddRefuses(t *testing.T) {
	for _, c := range []struct{ name, why string }{
		{"", "the path is empty"},
		{"/etc/passwd", "the path is absolute"},
		{"/", "the path is absolute"},
		{"../x", `the path has a part ".."`},
		{"a/../b", `the path has a part ".."`},
		{"a/..", `the path has a part ".."`},
		{".", `the path has a part "."`},
		{"./a", `the path has a part "."`},
		{"a//b", "the path has an empty part"},
		{"a/", "the path has an empty part"},
		{"a\x00b", "the path holds the byte 0x00, and only printable ASCII is spelled alike everywhere"},
		{"a\nb", "the path holds the byte 0x0a, and only printable ASCII is spelled alike everywhere"},
		{"caf\u00e9", "the path holds the byte 0xc3, and only printable ASCII is spelled alike everywhere"},
		{"a\xff", "the path holds the byte 0xff, and only printable ASCII is spelled alike everywhere"},
		{`a\b`, `Windows does not allow '\\' in a name`},
		{`..\x`, `Windows does not allow '\\' in a name`},
		{"C:/x", `Windows does not allow ':' in a name`},
		{"a/b:c", `Windows does not allow ':' in a name`},
		{"a?", `Windows does not allow '?' in a name`},
		{"a ", `Windows drops the ' ' at the end of "a "`},
		{"a./b", `Windows drops the '.' at the end of "a."`},
		{"...", `Windows drops the '.' at the end of "..."`},
		{"con", `"con" is a device on Windows`},
		{"a/Nul.json", `"Nul.json" is a device on Windows`},
		{"LPT1/x", `"LPT1" is a device on Windows`},
		{"aux .txt", `"aux .txt" is a device on Windows`},
		{"COM0", `"COM0" is a device on Windows`},
		{"CONIN$", `"CONIN$" is a device on Windows`},
		{".git/config", "Git refuses a part .git"},
		{"a/.GIT", "Git refuses a part .git"},
		{"git~1/x", "Git refuses a part .git"},
		{ManifestName, "the name is the manifest's"},
		{".Dashgen.json", "the name is the manifest's"},
		{".dashgen.json/x", "the name is the manifest's"},
		{".x.dashgen-0123456789abcdef.tmp", `".x.dashgen-0123456789abcdef.tmp" is how temporary files are named`},
		{temporary("a/b", "0123456789abcdef"), `".b.dashgen-0123456789abcdef.tmp" is how temporary files are named`},
		{strings.Repeat("n", maxName+1), "a name in it is longer than 200 bytes"},
		{strings.Repeat("n/", maxPath/2) + "n", "the path is longer than 512 bytes"},
		// Against files planned before.
		{"base/one.yaml", "it is planned twice"},
		{"base/One.yaml", `it differs from "base/one.yaml" in case only`},
		{"BASE/one.yaml", `it differs from "base/one.yaml" in case only`},
		{"Base/two.yaml", `its folder "Base" differs from "base" in case only`},
		{"base", `"base" is a folder of other planned files`},
		{"BASE", `"base" is a folder of other planned files`},
		{"base/one.yaml/x", `"base/one.yaml" is a planned file, not a folder`},
		{"base/one.YAML/x/y", `"base/one.yaml" is a planned file, not a folder`},
	} {
		p := planOf(t, files{"base/one.yaml": "1\n"})
		err := p.Add(c.name, []byte("x\n"))
		if err == nil {
			t.Errorf("Add(%q) accepts it, and it should say: %s", c.name, c.why)
			continue
		}
		if !strings.HasSuffix(err.Error(), ": "+c.why) || !strings.HasPrefix(err.Error(), "cannot plan the file ") {
			t.Errorf("Add(%q) says: %v\nwant at the end: %s", c.name, err, c.why)
		}
		same(t, "plan after a refusal", p.Paths(), []string{"base/one.yaml"})
		if err := p.Add("base/two.yaml", nil); err != nil {
			t.Errorf("after Add(%q): %v", c.name, err)
		}
	}
}

func TestAddWantsLF(t *testing.T) {
	err := (&Plan{}).Add("a", []byte("one\r\ntwo\r\n"))
	if want := `cannot plan the file "a": it holds a carriage return, and lines end in LF`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestTemporaryIsALeftover(t *testing.T) {
	for _, name := range []string{"a", "b/c.yaml", ManifestName, strings.Repeat("n", maxName)} {
		temp := filepath.Base(temporary(name, "0123456789abcdef"))
		if !leftover.MatchString(temp) {
			t.Errorf("%q is not known as a leftover", temp)
		}
		if len(temp) > 255 {
			t.Errorf("%q has %d bytes", temp, len(temp))
		}
	}
}

// FuzzAdd: whatever a plan accepts lies below the folder, under its name, and Check agrees.
func FuzzAdd(f *testing.F) {
	for _, pair := range [][2]string{
		{"a", "b"}, {"a/b", "a/c"}, {"a", "A"}, {"a", "a/b"}, {"../x", "..x"}, {"/a", "C:a"}, {".git/x", ".gitx"},
		{"con", "a/b/c/d"}, {"a\x00", "b\\c"}, {ManifestName, "x/" + ManifestName}, {"caf\u00e9", "cafe\u0301"},
		{".x.dashgen-0123456789abcdef.tmp", " a"}, {"a.", "b "}, {"a/./b", "a//b"}, {"~", "-rf"}, {"a/B/c", "a/b/d"},
	} {
		f.Add(pair[0], pair[1])
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		p, want := &Plan{}, files{}
		for _, name := range []string{a, b} {
			if p.Add(name, []byte("x\n")) == nil {
				want[name] = "x\n"
			}
		}
		if len(want) == 0 {
			return
		}
		above := t.TempDir()
		dir := filepath.Join(above, "out")
		mustWrite(t, dir, p, WriteOptions{Prune: true})
		same(t, "folder", read(t, dir), want)
		same(t, "check", check(t, dir, p, nil), []string(nil))
		if entries, err := os.ReadDir(above); err != nil || len(entries) != 1 {
			t.Errorf("beside the folder: %v, %v", entries, err)
		}
		if len(want) == 2 && fold(a) == fold(b) {
			t.Errorf("%q and %q are one file where case does not count", a, b)
		}
		if _, _, err := parseManifest(manifestOf(p).bytes()); err != nil {
			t.Errorf("the manifest of %q and %q does not read back: %v", a, b, err)
		}
	})
}
