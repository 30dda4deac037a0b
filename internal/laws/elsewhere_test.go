package laws

import (
	"os"
	"testing"

	"golang.org/x/tools/go/packages"
)

// TestCompilesElsewhere type-checks what is shipped for systems of a release that nobody here runs, down to the standard
// library and from source: their compilers would each fill a cache of minutes. The linker's part remains to the release.
func TestCompilesElsewhere(t *testing.T) {
	if testing.Short() {
		t.Skip("it works for long on one goroutine")
	}
	for _, system := range []struct{ os, arch string }{{"darwin", "arm64"}, {"windows", "amd64"}} {
		t.Run(system.os, func(t *testing.T) {
			pkgs, err := packages.Load(&packages.Config{
				Dir: root,
				Env: append(os.Environ(), "GOOS="+system.os, "GOARCH="+system.arch, "CGO_ENABLED=0"),
				Mode: packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedImports |
					packages.NeedDeps | packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesSizes,
			}, "./cmd/...")
			if err != nil {
				t.Fatal(err)
			}
			seen := 0
			packages.Visit(pkgs, nil, func(p *packages.Package) {
				seen++
				for _, err := range p.Errors {
					t.Error(err)
				}
			})
			if seen < 300 {
				t.Errorf("only %d packages were read, the standard library's among them", seen)
			}
		})
	}
}
