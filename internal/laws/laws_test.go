package laws

import (
	"go/ast"
	"go/types"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/go/packages"
)

const (
	module = "github.com/llm-observability/dashgen"
	root   = "../.."
)

// loaded are all packages of the module, type-checked once, without tests.
var loaded = sync.OnceValues(func() ([]*packages.Package, error) {
	return packages.Load(&packages.Config{
		Dir:  root,
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo,
	}, "./...")
})

func load(t *testing.T) []*packages.Package {
	t.Helper()
	if testing.Short() {
		t.Skip("it compiles what it reads, on one goroutine")
	}
	pkgs, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	if len(pkgs) < 30 {
		t.Fatalf("only %d packages were found", len(pkgs))
	}
	for _, p := range pkgs {
		if len(p.Errors) > 0 {
			t.Fatalf("%s: %v", p.PkgPath, p.Errors)
		}
	}
	return pkgs
}

func short(path string) string { return strings.TrimPrefix(strings.TrimPrefix(path, module), "/") }

// TestImportsGoOneWay holds the direction in which packages may know each other.
func TestImportsGoOneWay(t *testing.T) {
	laws := []struct{ from, never, because string }{
		{"queries", "panels", "a query knows nothing of how it is shown"},
		{"queries", "dashboards", "a query knows nothing of who asks it"},
		{"queries", "internal/promql", "queries restrict what can be written; the analyser alone works facts out"},
		{"queries/catalogue", "queries/", "the catalogue is data and knows nobody"},
		{"panels", "dashboards", "a panel knows nothing of its dashboard"},
		{"panels", "internal/grafana", "the model knows nothing of JSON"},
		{"panels/alerts", "internal/build", "a rule is a value; what an environment makes of it comes later"},
		{"panels", "github.com/grafana/", "the SDK stays behind internal/grafana"},
		{"dashboards", "internal/", "a dashboard is made of panels and queries alone, as a foreign team's is"},
		{"internal/build", "internal/grafana", "what is shown comes before how it is written"},
		{"internal/build", "internal/gitops", "what is shown comes before how it is packaged"},
		{"internal/build", "dashboards", "a foreign team's dashboards are built, too"},
		{"internal/promql", "queries/vllm", "the analyser reads the catalogue, not its handles"},
		{"internal/promql", "panels", "the analyser knows expressions only"},
		{"internal/lint", "dashboards", "the linter is for everybody's files"},
		{"internal/prom", module, "the engine is a leaf"},
		{"internal/jsregexp", module, "a regular expression knows nothing of what it matches"},
		{"internal/config", "internal/build", "the configuration is read before anything is built"},
		{"internal/project", "dashboards", "the registry is handed in"},
		{"internal/cli", "dashboards", "the registry is handed in"},
		{"internal/grafana", "internal/gitops", "JSON knows nothing of resources"},
		{"internal/evaluate", "internal/grafana", "panels are evaluated as they are built, not as they are written"},
		{"internal/evaluate", "dashboards", "a foreign team's dashboards are evaluated, too"},
		{"internal/evaluate", "internal/inspect", "panels are evaluated without a server; who knows one is handed in"},
		{"internal/inspect", "dashboards", "a server is inspected for a foreign team, too"},
		{"internal/inspect", "internal/prom/live", "it asks whatever answers"},
		{"internal/simulate", "dashboards", "the platform knows nothing of who looks at it"},
		{"internal/simulate", "internal/build", "the platform knows nothing of who looks at it"},
		{"internal/simulate", "internal/promql", "the platform knows nothing of what is asked of it"},
		{"internal/simulate", "internal/prom", "the exporters need no engine; replay is the way into one"},
		{"internal/simulate", "internal/config", "it is told what runs, and does not read it"},
		{"internal/dataset", "internal/build", "it is told what runs, and does not build it"},
		{"internal/dataset", "internal/preview", "the data knows nothing of who looks at it"},
		{"internal/preview", "dashboards", "the registry is handed in"},
		{"internal/preview/draw", module, "a picture knows neither panels nor values"},
		{"internal/evaluate", "internal/preview", "what is shown comes before how it is drawn"},
		{"internal/preview", "internal/build", "a dashboard is read as Grafana is given it, ours and anybody's"},
		{"internal/preview/chart", "internal/prom", "a panel is drawn from answers, whoever gave them"},
		{"cmd/run", "dashboards", "a foreign team brings its own"},
	}
	allowed := map[[2]string]bool{
		{"internal/prom", "internal/diag"}:            true,
		{"internal/prom", "internal/jsregexp"}:        true,
		{"internal/simulate/replay", "internal/prom"}: true,
	}
	outside := map[string]string{ // what only one package may import
		"github.com/grafana/grafana-foundation-sdk/go":     "internal/grafana",
		"github.com/spf13/cobra":                           "internal/cli",
		"github.com/prometheus/prometheus/tsdb":            "internal/prom",
		"github.com/prometheus/prometheus/promql/parser":   "internal/",
		"github.com/prometheus/prometheus/storage":         "internal/prom",
		"go.yaml.in/yaml/v3":                               "internal/",
		"sigs.k8s.io/yaml":                                 "internal/gitops",
		"go.yaml.in/yaml/v2":                               "internal/gitops",
		"github.com/prometheus/prometheus/model/textparse": "internal/prom",
		module + "/internal/prom/promtest":                 "a test, which is not among these packages",
	}
	used := map[string]bool{}
	for _, p := range load(t) {
		from := short(p.PkgPath)
		for imported := range p.Imports {
			to := imported
			if strings.HasPrefix(to, module) {
				to = short(to)
			}
			for _, l := range laws {
				if within(from, l.from) {
					used[l.from] = true
				}
				target := l.never
				if target == module {
					target = imported // any package of ours
					if !strings.HasPrefix(imported, module) {
						continue
					}
				}
				if within(from, l.from) && (within(to, target) || imported == target) && !allowed[[2]string{from, to}] && !within(to, l.from) {
					t.Errorf("%s imports %s: %s", from, to, l.because)
				}
			}
			for prefix, only := range outside {
				if within(imported, prefix) && !strings.HasPrefix(from, only) {
					t.Errorf("%s imports %s, which only %s may", from, imported, only)
				}
			}
		}
	}
	for _, l := range laws {
		if !used[l.from] && l.from != "internal/lint" && l.from != "queries/catalogue" {
			t.Errorf("a law is about %s, of which there is nothing", l.from)
		}
	}
}

// within reports whether a package is of a tree.
func within(pkg, tree string) bool {
	tree = strings.TrimSuffix(tree, "/")
	return pkg == tree || strings.HasPrefix(pkg, tree+"/")
}

// TestNoMutablePackageState finds package variables that a function assigns to, in whole or in part.
func TestNoMutablePackageState(t *testing.T) {
	for _, p := range load(t) {
		for _, file := range p.Syntax {
			for _, decl := range file.Decls {
				fn, ok := decl.(*ast.FuncDecl)
				if !ok || fn.Body == nil {
					continue
				}
				ast.Inspect(fn.Body, func(n ast.Node) bool {
					var targets []ast.Expr
					switch n := n.(type) {
					case *ast.AssignStmt:
						targets = n.Lhs
					case *ast.IncDecStmt:
						targets = []ast.Expr{n.X}
					case *ast.UnaryExpr:
						// Nobody gets a pointer to one either.
						if n.Op.String() == "&" {
							targets = []ast.Expr{n.X}
						}
					}
					for _, target := range targets {
						if v := packageVariable(p, target); v != nil {
							t.Errorf("%s: %s writes to the package variable %s", p.Fset.Position(n.Pos()), fn.Name.Name, v.Name())
						}
					}
					return true
				})
			}
		}
	}
}

// packageVariable is the variable of the package that an expression is a part of, or nil.
func packageVariable(p *packages.Package, e ast.Expr) *types.Var {
	for {
		switch x := e.(type) {
		case *ast.ParenExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.SelectorExpr:
			if _, ok := p.TypesInfo.Selections[x]; !ok { // a name of another package
				v, _ := p.TypesInfo.Uses[x.Sel].(*types.Var)
				return v
			}
			e = x.X
		case *ast.Ident:
			v, ok := p.TypesInfo.Uses[x].(*types.Var)
			if ok && v.Parent() == p.Types.Scope() {
				return v
			}
			return nil
		default:
			return nil
		}
	}
}

// TestOnlyMainEndsTheProcess keeps os.Exit, the standard streams and the clock out of the library.
func TestOnlyMainEndsTheProcess(t *testing.T) {
	banned := map[string]string{
		"os.Exit": "return an exit code", "log.Fatal": "return an error", "log.Fatalf": "return an error",
		"os.Stdout": "take a writer", "os.Stderr": "take a writer", "fmt.Print": "take a writer", "fmt.Println": "take a writer", "fmt.Printf": "take a writer",
		"os.Args": "take arguments", "os.Getenv": "take it from the caller", "time.Now": "take the time from the caller",
	}
	for _, p := range load(t) {
		if p.Name == "main" || short(p.PkgPath) == "cmd/run" {
			continue
		}
		for ident, obj := range p.TypesInfo.Uses {
			if obj.Pkg() == nil || obj.Parent() != obj.Pkg().Scope() {
				continue
			}
			if why, bad := banned[obj.Pkg().Path()+"."+obj.Name()]; bad {
				t.Errorf("%s: %s.%s: %s", p.Fset.Position(ident.Pos()), obj.Pkg().Name(), obj.Name(), why)
			}
		}
	}
}

func TestPackagesAreDocumented(t *testing.T) {
	for _, p := range load(t) {
		documented := slices.ContainsFunc(p.Syntax, func(f *ast.File) bool {
			return f.Doc != nil && (strings.HasPrefix(f.Doc.Text(), "Package "+p.Name+" ") || p.Name == "main" && strings.HasPrefix(f.Doc.Text(), "Command "))
		})
		if !documented {
			t.Errorf("%s has no package comment", short(p.PkgPath))
		}
	}
}

// mayReplace are the modules that nobody installs and that can't do without, with the reason.
var mayReplace = map[string]string{
	"docs/examples/own-dashboards/go.mod": "it stands for a repository elsewhere, and builds on the dashgen that it is in",
}

// TestModulesHaveNoReplace: with one, go install of the module path would not work.
func TestModulesHaveNoReplace(t *testing.T) {
	found := 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.Name() != "go.mod" {
			return err
		}
		found++
		if name, err := filepath.Rel(root, path); err != nil || mayReplace[filepath.ToSlash(name)] != "" {
			return err
		}
		data, err := os.ReadFile(path)
		for line := range strings.Lines(string(data)) {
			if strings.HasPrefix(strings.TrimSpace(line), "replace") {
				t.Errorf("%s: %s", path, strings.TrimSpace(line))
			}
		}
		return err
	})
	if err != nil || found < 3 {
		t.Errorf("%d modules, %v", found, err)
	}
}

func TestTopLevelIsFixed(t *testing.T) {
	allowed := []string{
		"cmd", "dashboards", "panels", "queries", "out", "testdata", "Makefile", "go.mod", "go.sum", "README.md", "internal", "docs",
		"dashgen.yaml", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", ".ci", ".golangci.yml", ".goreleaser.yaml", ".pre-commit-hooks.yaml", ".gitignore", ".git", "bin",
	}
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !slices.Contains(allowed, e.Name()) {
			t.Errorf("%s does not belong at the top", e.Name())
		}
	}
}

// TestShippedBinaryIsLight keeps what only tests need out of the binary, and lets in of Kubernetes' libraries and of
// testing what Prometheus' engine and storage bring along themselves, and nothing else: promql logs through a package
// that knows client-go's warnings, tsdb reads the server's configuration, which knows every way to find targets, and
// keeps helpers of its tests in packages of its own. The engine can't be had without. It makes the binary about 17 MB
// larger; the linker drops most of the rest.
func TestShippedBinaryIsLight(t *testing.T) {
	pkgs, err := packages.Load(&packages.Config{Dir: root, Mode: packages.NeedName | packages.NeedImports | packages.NeedDeps}, "./cmd/dashgen")
	if err != nil {
		t.Fatal(err)
	}
	const prometheus = "github.com/prometheus/prometheus/"
	heavy := []struct {
		tree string
		by   []string // the trees that alone may import it
	}{
		{"k8s.io", []string{prometheus + "util/logging", prometheus + "discovery", "k8s.io", "sigs.k8s.io"}},
		{"testing", []string{prometheus + "tsdb", prometheus + "util/testutil", "github.com/stretchr/testify"}},
		{"k8s.io/api", nil}, {"k8s.io/apiserver", nil}, {"k8s.io/apiextensions-apiserver", nil}, {"k8s.io/client-go/kubernetes", nil},
		{"sigs.k8s.io/kustomize", nil}, {"github.com/rogpeppe/go-internal", nil}, {"golang.org/x/tools", nil},
		{prometheus + "cmd", nil}, {prometheus + "web", nil}, {prometheus + "scrape", nil}, {prometheus + "discovery/kubernetes", nil},
	}
	seen := map[string]bool{}
	ours := func(p *packages.Package) bool { return !within(p.PkgPath, "github.com/prometheus/prometheus") }
	packages.Visit(pkgs, ours, func(p *packages.Package) {
		seen[p.PkgPath] = true
		for imported := range p.Imports {
			for _, h := range heavy {
				if within(imported, h.tree) && !slices.ContainsFunc(h.by, func(tree string) bool { return within(p.PkgPath, tree) }) {
					t.Errorf("the binary carries %s: %s imports it", imported, p.PkgPath)
				}
			}
		}
	})
	for _, path := range []string{module + "/internal/cli", module + "/internal/prom", prometheus + "promql"} {
		if !seen[path] {
			t.Errorf("%d packages, and %s is not among them", len(seen), path)
		}
	}
}
