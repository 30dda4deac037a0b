package config

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestBytes holds inputs that a text fixture cannot.
func TestBytes(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"nothing", "", "d.yaml:1:1: the file is empty: version and environments are wanted\n  hint: begin with version: 1\n"},
		{"only a mark", "\ufeff", "d.yaml:1:1: the file is empty: version and environments are wanted\n  hint: begin with version: 1\n"},
		{"too large", strings.Repeat("#\n", maxSize/2) + "#",
			"d.yaml: the file is larger than 4 MiB: that is more than any configuration needs\n"},
		{"Latin-1", "version: 1\n# \xe4pfel\n",
			"d.yaml:2:3: byte 0xe4 is not UTF-8: the file is read as UTF-8\n  hint: save the file as UTF-8\n"},
		{"UTF-16", "\xff\xfev\x00",
			"d.yaml:1:1: byte 0xff is not UTF-8: the file is read as UTF-8\n  hint: save the file as UTF-8\n"},
		{"NUL", "version: 1\x00\n", "d.yaml:1:11: character U+0000 is not allowed: it is a control character or ends a line only for some readers\n" +
			"  hint: delete it, or write it as an escape in double quotes\n"},
		{"old Macintosh", "version: 1\rx: 1\n", "d.yaml:1:11: character U+000D is not allowed: it is a control character or ends a line only for some readers\n" +
			"  hint: delete it, or write it as an escape in double quotes\n"},
		{"line separator", "version: 1\nx: ä\u2028\n", "d.yaml:2:6: character U+2028 is not allowed: it is a control character or ends a line only for some readers\n" +
			"  hint: delete it, or write it as an escape in double quotes\n"},
		{"columns are bytes", "version: 1\nÄpfel: [ü, {ö: \"\" ]\n", "d.yaml:2:14: this is not YAML: did not find expected ',' or '}'\n" +
			"  hint: close the mapping that begins here with }\n"},
		{"no line end", "version: 2", "d.yaml:1:10: version 2 is not supported: this version of dashgen reads version 1\n" +
			"  hint: take the dashgen that the file was written for\n"},
		{"syntax error without line end", "version: 1\nx: ]", "d.yaml:2:4: this is not YAML: did not find expected node content\n" +
			"  hint: delete the bracket or comma, or put it in quotes\n"},
		{"DEL", "\x7f", "d.yaml:1:1: character U+007F is not allowed: it is a control character or ends a line only for some readers\n" +
			"  hint: delete it, or write it as an escape in double quotes\n"},
		{"no-break space in a comment", base + "#\u00a0\n", ""},
		{"last of the first lines", "# ä\nx\u0001", "d.yaml:2:2: character U+0001 is not allowed: it is a control character or ends a line only for some readers\n" +
			"  hint: delete it, or write it as an escape in double quotes\n"},
		{"Windows lines", strings.ReplaceAll(base, "\n", "\r\n") + "    color: blue\r\n",
			"d.yaml:9:5: unknown key \"color\" in environment \"lab\"\n  hint: known: argocd, components, configMaps, dashboards, exporters, folder, grafana, maas, models, namespace, overlay, provisioning, runtimes, stores, tenants, thresholds, uwm, values\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Parse("d.yaml", []byte(tt.in), testKnown())
			if got := render(err); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

func TestLargestFile(t *testing.T) {
	if _, _, err := cleanText("d.yaml", bytes.Repeat([]byte("x"), maxSize)); err != nil {
		t.Error(err)
	}
}

// TestTooManyErrors checks that a file that is something else does not fill the screen or the memory.
func TestTooManyErrors(t *testing.T) {
	var b strings.Builder
	b.WriteString("version: 1\n")
	for i := range 3000 {
		fmt.Fprintf(&b, "key%d: 1\n", i)
	}
	_, err := Parse("d.yaml", []byte(b.String()), testKnown())
	lines := strings.Split(err.Error(), "\n")
	if want := "d.yaml:1001:1: 2001 more errors: the first 1000 found are reported"; len(lines) != maxErrors+1 || lines[maxErrors] != want {
		t.Errorf("%d errors, the last is %q, want %q", len(lines), lines[len(lines)-1], want)
	}
	_, err = Parse("d.yaml", []byte(base+"    tenants: [a"+strings.Repeat(", a", maxEntries)+"]\n"), testKnown())
	if want := "d.yaml:9:5: tenants has 100001 entries: at most 100000 are allowed"; !strings.Contains(err.Error(), want) {
		t.Errorf("got %.200s, want %s", err, want)
	}
	name := strings.Repeat("ä", 1000)
	_, err = Parse("d.yaml", []byte("version: 1\nenvironments:\n  "+name+": {"+name+": 1}\n"), testKnown())
	if err == nil || len(err.Error()) > 2000 {
		t.Errorf("long names make errors of %d bytes: %v", len(fmt.Sprint(err)), err)
	}
}

// TestHostile feeds inputs that are easy to write and hard to read. A reader that takes quadratic time does
// not come back from them.
func TestHostile(t *testing.T) {
	if testing.Short() {
		t.Skip("reads a megabyte or two")
	}
	fill := func(head, unit, tail string) string {
		return head + strings.Repeat(unit, maxSize/16/len(unit)) + tail
	}
	lab := strings.TrimSuffix(base, "\n") + "\n"
	for name, in := range map[string]string{
		"one line of tenants":       fill(lab+"    tenants: [", "ü,", "]"),
		"lines of tenants":          fill(lab+"    tenants:\n", "    - user\n", ""),
		"nested lists":              fill("", "[", ""),
		"nested mappings":           fill("a: ", "{", ""),
		"nested dashes":             fill("", "- ", ""),
		"aliases":                   fill("a: &a [x]\nb: [", "*a,", "]"),
		"unknown keys":              fill(lab+"    values:\n", "     a b: c\n", ""),
		"comments":                  fill("", "# x\n", "x: 1\n"),
		"a long name":               fill("version: 1\nenvironments:\n  ", "x", ": {a: 1, b: 2, c: 3}"),
		"a long text":               fill(lab+"    overlay: ", "x", ""),
		"an open quotation":         fill("a: \"", "x\n ", ""),
		"an error at the very end":  fill("", "a: b\n", " c: d\n"),
		"an open list":              fill("a: [", "b,\n", ""),
		"colons":                    fill("a: ", "b: ", ""),
		"question marks":            fill("", "? ", ""),
		"dashes in a folder's name": fill(lab+"    folder: \"", "{", "\""),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := Parse("d.yaml", []byte(in), testKnown()); err == nil {
				t.Error("the input was accepted")
			}
		})
	}
}

// TestTenantsFileStaysInside checks that a configuration reads nothing outside of its folder, and waits for nobody.
func TestTenantsFileStaysInside(t *testing.T) {
	many := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "user%d\n", i+1)
		}
		return b.String()
	}
	dir := t.TempDir()
	inside := filepath.Join(dir, "conf")
	for _, err := range []error{
		os.MkdirAll(filepath.Join(inside, "lists"), 0o755),
		os.WriteFile(filepath.Join(dir, "secret.txt"), []byte("secret\n"), 0o644),
		os.WriteFile(filepath.Join(inside, "lists", "users.txt"), []byte("user1\n"), 0o644),
		os.Symlink(filepath.Join("..", "secret.txt"), filepath.Join(inside, "link.txt")),
		os.Symlink(filepath.Join("lists", "users.txt"), filepath.Join(inside, "good.txt")),
		os.WriteFile(filepath.Join(inside, "large.txt"), make([]byte, maxSize+1), 0o644),
		os.WriteFile(filepath.Join(inside, "latin.txt"), []byte("user1\n\xe4\n"), 0o644),
		os.WriteFile(filepath.Join(inside, "many.txt"), []byte(many(maxTenants+1)), 0o644),
		syscall.Mkfifo(filepath.Join(inside, "pipe.txt"), 0o644),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	config := filepath.Join(inside, "dashgen.yaml")
	for _, tt := range []struct{ file, want string }{
		{"lists/users.txt", ""},
		{"good.txt", ""},
		{"link.txt", config + `:9:21: tenants.file "link.txt" cannot be read: path escapes from parent`},
		{"pipe.txt", config + `:9:21: tenants.file "pipe.txt" cannot be read: it is not a regular file`},
		{"large.txt", filepath.Join(inside, "large.txt") + ": the file is larger than 4 MiB: that is more than any configuration needs"},
		{"many.txt", config + ":9:5: 100001 tenants are given: at most 100000 are allowed"},
		{"latin.txt", filepath.Join(inside, "latin.txt") + ":2:1: byte 0xe4 is not UTF-8: the file is read as UTF-8"},
	} {
		input := strings.Replace(base, "apps", `"{tenant}"`, 1) + "    tenants: {file: " + tt.file + "}\n"
		if err := os.WriteFile(config, []byte(input), 0o644); err != nil {
			t.Fatal(err)
		}
		f, err := Load(config, testKnown())
		switch {
		case tt.want == "" && err != nil:
			t.Errorf("%s: %v", tt.file, err)
		case tt.want == "" && f.Environments[0].TenantNames[0] != "user1":
			t.Errorf("%s: tenants are %v", tt.file, f.Environments[0].TenantNames)
		case tt.want != "" && (err == nil || err.Error() != tt.want):
			t.Errorf("%s: got\n%v\nwant\n%s", tt.file, err, tt.want)
		}
	}
}
