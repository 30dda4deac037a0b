package fix

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestApply(t *testing.T) {
	const data = "sum(a) + a\r\n\tb"
	for _, tt := range []struct {
		name  string
		edits []Edit
		want  string
		err   string
	}{
		{"nothing", nil, data, ""},
		{"in any order, longer and shorter", []Edit{{9, 10, "a", "long"}, {0, 3, "sum", "x"}}, "x(a) + long\r\n\tb", ""},
		{"the same twice", []Edit{{4, 5, "a", "c"}, {4, 5, "a", "c"}}, "sum(c) + a\r\n\tb", ""},
		{"at both ends", []Edit{{13, 14, "b", "c"}, {0, 1, "s", "S"}}, "Sum(a) + a\r\n\tc", ""},
		{"two for one place", []Edit{{4, 5, "a", "c"}, {4, 5, "a", "d"}}, "", "two replacements overlap"},
		{"overlapping", []Edit{{0, 5, "sum(a", "c"}, {4, 5, "a", "d"}}, "", "two replacements overlap"},
		{"moved", []Edit{{5, 6, "a", "c"}}, "", `"a" is not where it was read`},
		{"beyond the end", []Edit{{14, 15, "a", "c"}}, "", "is not where it was read"},
	} {
		got, err := Apply([]byte(data), tt.edits)
		if string(got) != tt.want || fmt.Sprint(err) != "<nil>" && (tt.err == "" || !strings.Contains(err.Error(), tt.err)) || tt.err != "" && err == nil {
			t.Errorf("%s: %q, %v", tt.name, got, err)
		}
	}
}

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	file, link := filepath.Join(dir, "x.json"), filepath.Join(dir, "link.json")
	if err := errors.Join(os.WriteFile(file, []byte("old"), 0o640), os.Symlink("x.json", link)); err != nil {
		t.Fatal(err)
	}
	sum := SumOf([]byte("old"))
	if _, err := Read(link, sum); err != nil {
		t.Error(err)
	}
	if err := Write(link, []byte("new")); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(file); err != nil || string(got) != "new" {
		t.Errorf("the file holds %q: %v", got, err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is no link: %v", err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("the mode changed: %v", err)
	}
	if _, err := Read(file, sum); !errors.Is(err, ErrChanged) {
		t.Errorf("a change was not seen: %v", err)
	}
	for _, bad := range []string{dir, filepath.Join(dir, "missing.json"), os.DevNull} {
		if err := Write(bad, []byte("new")); err == nil {
			t.Errorf("%s was written", bad)
		}
	}
	if left, err := filepath.Glob(filepath.Join(dir, ".*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// TestDiff checks by patching: git makes the new content of the old one.
func TestDiff(t *testing.T) {
	lines := func(n int, changed ...int) string {
		var b strings.Builder
		for i := 1; i <= n; i++ {
			fmt.Fprintf(&b, "line %d", i)
			for _, c := range changed {
				if c == i {
					b.WriteString(" changed")
				}
			}
			b.WriteByte('\n')
		}
		return b.String()
	}
	for name, tt := range map[string][2]string{
		"first and last":      {lines(20), lines(20, 1, 20)},
		"near each other":     {lines(20), lines(20, 5, 6, 9, 12)},
		"just apart":          {lines(20), lines(20, 3, 10, 17)},
		"far from each other": {lines(40), lines(40, 3, 30)},
		"one line":            {"a", "b"},
		"without a last end":  {"x\na", "x\nb"},
		"Windows lines":       {"x\r\na\r\n", "x\r\nb\r\n"},
		"empty lines":         {"\n\na\n\n\n", "\n\nb\n\n\n"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			diff := Diff("x.txt", []byte(tt[0]), []byte(tt[1]))
			if err := errors.Join(os.WriteFile(filepath.Join(dir, "x.txt"), []byte(tt[0]), 0o644), os.WriteFile(filepath.Join(dir, "d.patch"), []byte(diff), 0o644)); err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command("git", "apply", "--whitespace=nowarn", "d.patch")
			cmd.Dir = dir
			cmd.Env = append(os.Environ(), "GIT_CEILING_DIRECTORIES="+filepath.Dir(dir))
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("%v: %s\n%s", err, out, diff)
			}
			if got, err := os.ReadFile(filepath.Join(dir, "x.txt")); err != nil || string(got) != tt[1] {
				t.Errorf("the patch makes %q: %v\n%s", got, err, diff)
			}
		})
	}
}
