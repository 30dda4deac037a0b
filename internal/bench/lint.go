//go:build unix

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"text/tabwriter"
	"time"

	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/internal/source"
)

// The linter and its neighbours judge the same expressions: those of our dashboards and of the defect corpus, each
// often enough, with a matcher that makes it another one. Dashboards are read by those who read dashboards; the others
// get the expressions as recording rules, with a stand-in for every variable.
const (
	expressions   = 10000
	perDashboard  = 100
	repositoryOf  = 1000 // dashboards
	perRepository = 20   // expressions a dashboard
)

// linting measures whole processes of linters.
func linting(w *tabwriter.Writer, dir, dashgen string) error {
	exprs, err := corpus()
	if err != nil {
		return err
	}
	boards, rules := filepath.Join(dir, "dashboards"), filepath.Join(dir, "rules.yaml")
	if err := writeDashboards(boards, exprs, expressions/perDashboard, perDashboard); err != nil {
		return err
	}
	if err := writeRules(rules, exprs); err != nil {
		return err
	}
	repository := filepath.Join(dir, "repository")
	if err := writeDashboards(repository, exprs, repositoryOf, perRepository); err != nil {
		return err
	}
	small := filepath.Join(repository, "0000.json")
	what := fmt.Sprintf("%d expressions in %d dashboards", expressions, expressions/perDashboard)
	if err := process(w, "lint: "+what, "< 1 s a core", dashgen, "lint", "--severity", "error", boards); err != nil {
		return err
	}
	if err := process(w, "lint: one dashboard of 20 expressions", "< 50 ms", dashgen, "lint", "--severity", "error", small); err != nil {
		return err
	}
	if err := process(w, fmt.Sprintf("lint: %d dashboards", repositoryOf), "< 5 s, < 300 MB", dashgen, "lint", "--severity", "error", repository); err != nil {
		return err
	}
	for _, peer := range []struct {
		program, module, what string
		args                  []string
		each                  string // a folder whose files are an argument each of a process of its own
	}{
		{"promtool", "github.com/prometheus/prometheus", "check rules (syntax, and duplicate rules)", []string{"check", "rules", rules}, ""},
		{"pint", "github.com/cloudflare/pint", "--offline lint (its rules that need no server)", []string{"--offline", "--no-color", "lint", "--min-severity=fatal", rules}, ""},
		{"dashboard-linter", "github.com/grafana/dashboard-linter", "lint (a process for each dashboard)", []string{"lint"}, boards},
	} {
		path := found(peer.program)
		if path == "" {
			fmt.Fprintf(w, "peer: %s %s\t\tnot on this machine's PATH\t\t\n", peer.program, peer.what)
			continue
		}
		what := fmt.Sprintf("peer: %s %s %s", peer.program, release(path, peer.module), peer.what)
		if err := neighbour(w, what, path, peer.each, peer.args...); err != nil {
			return err
		}
	}
	return nil
}

// corpus returns the different expressions of our dashboards and of the defect corpus that parse.
func corpus() ([]*promql.Expr, error) {
	var exprs []*promql.Expr
	seen := map[string]bool{}
	for _, pattern := range []string{"out/dashboards/*/*.json", "testdata/lint/*/*.json"} {
		paths, err := filepath.Glob(pattern)
		if err != nil {
			return nil, err
		}
		for _, path := range paths {
			data, err := os.ReadFile(path)
			if err != nil {
				return nil, err
			}
			f, err := source.Read(path, data)
			if err != nil {
				return nil, err
			}
			for _, d := range f.Dashboards {
				for _, p := range d.Panels {
					for _, q := range p.Queries {
						if e, err := promql.Parse(q.Text.Value); err == nil && !seen[q.Text.Value] {
							seen[q.Text.Value] = true
							exprs = append(exprs, e)
						}
					}
				}
			}
		}
	}
	if len(exprs) < 100 {
		return nil, fmt.Errorf("only %d expressions in out/dashboards and testdata/lint: run make bench in the repository", len(exprs))
	}
	return exprs, nil
}

// brace begins the matchers of a selector: not a variable's name.
var brace = regexp.MustCompile(`([\w\s(])\{`)

// vary makes an expression another one, of the same kind.
func vary(text string, i int) string {
	return brace.ReplaceAllString(text, fmt.Sprintf(`${1}{cluster="c%d",`, i))
}

// writeDashboards writes n dashboards with so many panels each, of one query each.
func writeDashboards(dir string, exprs []*promql.Expr, n, panels int) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for i := range n {
		var ps []map[string]any
		for j := range panels {
			k := i*panels + j
			ps = append(ps, map[string]any{
				"id": j + 1, "type": "timeseries", "title": fmt.Sprintf("panel %d", k), "description": "a panel",
				"gridPos": map[string]int{"x": j % 2 * 12, "y": j / 2 * 8, "w": 12, "h": 8},
				"targets": []map[string]any{{"refId": "A", "expr": vary(exprs[k%len(exprs)].Text, k)}},
			})
		}
		data, err := json.Marshal(map[string]any{"uid": fmt.Sprintf("bench-%d", i), "title": fmt.Sprintf("bench %d", i), "schemaVersion": 39, "panels": ps})
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%04d.json", i)), data, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// writeRules writes the same expressions as recording rules.
func writeRules(path string, exprs []*promql.Expr) error {
	var b strings.Builder
	b.WriteString("groups:\n- name: bench\n  rules:\n")
	for i := range expressions {
		expr, err := json.Marshal(vary(exprs[i%len(exprs)].Plain(), i))
		if err != nil {
			return err
		}
		fmt.Fprintf(&b, "  - record: bench:r%d\n    expr: %s\n", i, expr)
	}
	return os.WriteFile(path, []byte(b.String()), 0o600)
}

// process measures a command. Findings are no failure of it.
func process(w *tabwriter.Writer, what, aim, program string, args ...string) error {
	var times []float64
	var memory int64
	for range runs + 1 {
		used, took, err := once(program, args...)
		if err != nil {
			return err
		}
		times, memory = append(times, float64(took)), max(memory, used)
	}
	row(w, fmt.Sprintf("%s, %d MB", what, memory/1e6), times[1:], aim)
	return nil
}

// patience is how long a neighbour may take.
const patience = time.Minute

// neighbour measures a command of others, which may be slow: a few times, and not for longer than somebody waits. With
// a folder, it is run once for each of its files, one after the other.
func neighbour(w *tabwriter.Writer, what, program, dir string, args ...string) error {
	calls := [][]string{args}
	if dir != "" {
		paths, err := filepath.Glob(filepath.Join(dir, "*.json"))
		if err != nil {
			return err
		}
		calls = nil
		for _, path := range paths {
			calls = append(calls, append(slices.Clone(args), path))
		}
	}
	var times []float64
	for range 3 {
		var all time.Duration
		for _, call := range calls {
			_, took, err := once(program, call...)
			if err != nil {
				return err
			}
			if all += took; all > patience {
				fmt.Fprintf(w, "%s\t\t> %s\t\t\n", what, patience)
				return nil
			}
		}
		times = append(times, float64(all))
	}
	row(w, what+", n=3", times, "")
	return nil
}

// once runs a command and returns the most memory that it had, in bytes, and how long it took.
func once(program string, args ...string) (memory int64, took time.Duration, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience+time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, args...)
	start := time.Now()
	out, err := cmd.CombinedOutput()
	took = time.Since(start)
	if ctx.Err() != nil {
		return 0, took, nil // the caller sees how long it took
	}
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || exit.ExitCode() > 1) {
		return 0, 0, fmt.Errorf("%s %v: %w\n%.2000s", filepath.Base(program), args, err, out)
	}
	return memoryOf(cmd.ProcessState), took, nil
}

// memoryOf is the most memory that a process had, in bytes, or 0 where the system does not say.
func memoryOf(p *os.ProcessState) int64 {
	usage, ok := p.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	if runtime.GOOS == "darwin" {
		return usage.Maxrss // in bytes there, in kB elsewhere
	}
	return usage.Maxrss * 1024
}
