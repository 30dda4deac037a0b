package release

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/licensecheck"
)

var update = flag.Bool("update", false, "write docs/licences.md")

const (
	root = "../../.."
	page = root + "/docs/licences.md"
	own  = "github.com/llm-observability/dashgen"
	// enough of a file must be the licence's own words, in percent; the rest are names and years.
	enough = 75
)

// allowed are the licences that ask for no more than to be shipped along. Fonts have one of their own.
var allowed = []string{"Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "OFL-1.1", "Unlicense"}

// platforms are those that a binary is released for: each may need modules that others do without.
var platforms = []string{"linux", "darwin", "windows"}

// besides are licences of what a module embeds whose text is not beside its packages.
var besides = map[string]string{
	"eliasnaur.com/font": "Apache-2.0", // the fonts Roboto: roboto/ttfs/LICENSE, in a folder without Go code
}

// A module is one that the binary holds code of.
type module struct{ Path, Version, Dir string }

// A part is a module, and the folders in it that the binary holds something of, with those above them: a licence may
// be in any, as that of an embedded font is.
type part struct {
	module
	folders []string
}

// TestLicences fails when docs/licences.md is not what the binary holds.
func TestLicences(t *testing.T) {
	mods := modules(t)
	if len(mods) < 10 {
		t.Fatalf("%d modules: the list is not whole", len(mods))
	}
	var b strings.Builder
	b.WriteString("# Licences\n\nWhat the `dashgen` binary is built from, on any system that it is released for. dashgen itself is Apache-2.0.\n" +
		"This page is generated: `go test -update` in `internal/verify/release` writes it.\n\n| module | version | licence |\n|---|---|---|\n")
	for _, m := range mods {
		names := licences(t, m)
		for _, name := range names {
			if !slices.Contains(allowed, name) {
				t.Errorf("%s %s is under %s, which is not among %v", m.Path, m.Version, name, allowed)
			}
		}
		if len(names) == 0 {
			t.Errorf("%s %s: no licence was found in %s", m.Path, m.Version, m.Dir)
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", m.Path, m.Version, strings.Join(names, ", "))
	}
	if *update {
		if err := os.WriteFile(page, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	committed, err := os.ReadFile(page)
	if err != nil || string(committed) != b.String() {
		t.Errorf("docs/licences.md is out of date (%v): run go test -update in internal/verify/release", err)
	}
}

// modules are those whose packages are in the binary, on one platform or another.
func modules(t *testing.T) []part {
	t.Helper()
	var all []part
	for _, goos := range platforms {
		cmd := exec.Command("go", "list", "-deps", "-json=Module,Dir", "./cmd/dashgen")
		cmd.Dir = root
		cmd.Env = append(os.Environ(), "GOOS="+goos, "GOARCH=amd64", "CGO_ENABLED=0", "GOFLAGS=-mod=readonly")
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("go list: %v\n%s", err, &stderr)
		}
		for dec := json.NewDecoder(bytes.NewReader(out)); ; {
			var pkg struct {
				Dir    string
				Module *module
			}
			if err := dec.Decode(&pkg); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatal(err)
			}
			if m := pkg.Module; m != nil && m.Path != own {
				all = with(all, *m, pkg.Dir)
			}
		}
	}
	slices.SortFunc(all, func(a, b part) int { return cmp.Compare(a.Path, b.Path) })
	return all
}

// with adds a package of a module.
func with(all []part, m module, dir string) []part {
	i := slices.IndexFunc(all, func(p part) bool { return p.module == m })
	if i < 0 {
		i = len(all)
		all = append(all, part{module: m})
	}
	for ; len(dir) >= len(m.Dir); dir = filepath.Dir(dir) {
		if !slices.Contains(all[i].folders, dir) {
			all[i].folders = append(all[i].folders, dir)
		}
	}
	return all
}

// licences are the licences of a module, by the words of its licence files: each file is one, and all of them hold.
func licences(t *testing.T, m part) []string {
	t.Helper()
	var names []string
	for _, file := range licenceFiles(t, m) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		cover := licensecheck.Scan(data)
		if cover.Percent < enough {
			t.Errorf("%s: only %.0f %% of %s is a known licence", m.Path, cover.Percent, file)
		}
		for _, match := range cover.Match {
			if !slices.Contains(names, match.ID) {
				names = append(names, match.ID)
			}
		}
	}
	if name := besides[m.Path]; name != "" && !slices.Contains(names, name) {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func licenceFiles(t *testing.T, m part) []string {
	t.Helper()
	var files []string
	for _, folder := range m.folders {
		entries, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			upper := strings.ToUpper(e.Name())
			if !e.IsDir() && (strings.HasPrefix(upper, "LICEN") || strings.HasPrefix(upper, "COPYING") || strings.HasPrefix(upper, "OFL")) && !strings.HasSuffix(upper, ".GO") {
				files = append(files, filepath.Join(folder, e.Name()))
			}
		}
	}
	return files
}
