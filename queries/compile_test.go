package queries_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/txtar"
)

// TestWhatCompiles type-checks small programs. What the kinds must not allow fails with the error that
// their author would see.
func TestWhatCompiles(t *testing.T) {
	if testing.Short() {
		t.Skip("it compiles what it reads, on one goroutine")
	}
	archive, err := txtar.ParseFile("testdata/compile.txtar")
	if err != nil {
		t.Fatal(err)
	}
	fset := token.NewFileSet()
	imports := loadImports(t, fset, archive)
	good, bad := 0, 0
	for _, f := range archive.Files {
		t.Run(strings.TrimSuffix(f.Name, ".go"), func(t *testing.T) {
			file, err := parser.ParseFile(fset, f.Name, f.Data, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			want, expectsError := strings.CutPrefix(strings.SplitN(string(f.Data), "\n", 2)[0], "// ")
			_, err = (&types.Config{Importer: imports}).Check("p", fset, []*ast.File{file}, nil)
			switch {
			case !expectsError:
				good++
				if err != nil {
					t.Errorf("does not compile: %v", err)
				}
			case err == nil:
				t.Errorf("compiles, want %s", want)
			case !strings.Contains(err.Error(), want):
				t.Errorf("error is\n\t%v\nwant\n\t%s", err, want)
			default:
				bad++
			}
		})
	}
	if good < 1 || bad < 4 {
		t.Errorf("%d programs compiled and %d did not: the test has lost its cases", good, bad)
	}
}

type importer map[string]*types.Package

func (i importer) Import(path string) (*types.Package, error) {
	if p := i[path]; p != nil {
		return p, nil
	}
	return nil, fmt.Errorf("%s was not loaded", path)
}

// loadImports loads what the programs import, once.
func loadImports(t *testing.T, fset *token.FileSet, archive *txtar.Archive) importer {
	t.Helper()
	paths := map[string]bool{}
	for _, f := range archive.Files {
		file, err := parser.ParseFile(token.NewFileSet(), f.Name, f.Data, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range file.Imports {
			paths[strings.Trim(spec.Path.Value, `"`)] = true
		}
	}
	var patterns []string
	for p := range paths {
		patterns = append(patterns, p)
	}
	// NeedDeps and NeedImports keep one types.Package per path: export data loaded twice would not be equal.
	pkgs, err := packages.Load(&packages.Config{Fset: fset, Mode: packages.NeedName | packages.NeedTypes | packages.NeedImports | packages.NeedDeps}, patterns...)
	if err != nil {
		t.Fatal(err)
	}
	loaded := importer{}
	for _, p := range pkgs {
		if len(p.Errors) > 0 {
			t.Fatalf("%s: %v", p.PkgPath, p.Errors)
		}
		loaded[p.PkgPath] = p.Types
	}
	return loaded
}
