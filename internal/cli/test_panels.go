package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/internal/config"
	"github.com/llm-observability/dashgen/internal/dataset"
	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/paneltest"
	"github.com/llm-observability/dashgen/internal/project"
	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/internal/report"
	"github.com/llm-observability/dashgen/internal/source"
)

// panelTests runs tests of panels.
func (r *testRun) panelTests(ctx context.Context) error {
	files, err := testFiles(r.o.paths)
	if err != nil {
		return err
	}
	var errs diag.List
	var all []*config.PanelTests
	for _, f := range files {
		tests, err := config.LoadPanelTests(f)
		if err != nil {
			errs.Join(err)
			continue
		}
		all = append(all, tests)
	}
	if err := errs.Err(); err != nil {
		return err
	}
	l := &library{run: r, built: map[[2]string]*ownBoard{}}
	for _, tests := range all {
		for i := range tests.Tests {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := r.panelTest(ctx, l, tests, i); err != nil {
				errs.Join(err)
			}
		}
	}
	return errs.Err()
}

// testFiles are the files that paths name: of a folder those that end in .test.yaml or .test.yml.
func testFiles(paths []string) ([]string, error) {
	var files []string
	for _, p := range paths {
		info, err := os.Stat(p)
		if err != nil || !info.IsDir() {
			files = append(files, shown(p)) // reading it says what is wrong
			continue
		}
		before := len(files)
		err = filepath.WalkDir(p, func(path string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && (strings.HasSuffix(path, ".test.yaml") || strings.HasSuffix(path, ".test.yml")) {
				files = append(files, shown(path))
			}
			return err
		})
		if err != nil {
			return nil, diag.New(diag.Position{File: p}, "the folder can't be read").Because("%s", diag.Reason(err))
		}
		if len(files) == before {
			return nil, diag.New(diag.Position{File: p}, "the folder has no tests").Help("let the names of their files end in .test.yaml")
		}
	}
	return files, nil
}

// panelTest runs one test and adds it to the report. The error is of the test itself: what it names is not there.
func (r *testRun) panelTest(ctx context.Context, l *library, tests *config.PanelTests, i int) (err error) {
	t := &tests.Tests[i]
	d, err := dataset.One(dataset.Options{}, func(s *prom.Storage) error { return paneltest.Load(s, tests.Name, t, dataset.Start()) })
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	d.Name = cmp.Or(t.Name, fmt.Sprintf("test %d", i+1)) + " (" + t.Pos.String() + ")"
	sitting, err := l.sitting(t, d)
	if err != nil {
		return err
	}
	sitting.report.Panels = nil
	sitting.board.Chosen = t.Variables
	opened, err := sitting.board.Open(ctx, paneltest.Window(t, sitting.board, dataset.Start(), d.Last))
	if err != nil {
		return err
	}
	ask := evaluate.Ask{MaxSeries: r.o.maxSeries, Needs: sitting.needs}
	for _, e := range t.Panels {
		view, err := paneltest.Find(opened, e)
		if err != nil {
			return err
		}
		shown, err := opened.Show(ctx, view, ask)
		if err != nil {
			return err
		}
		p := reported(shown)
		p.Pos, p.Reason = e.Pos, ""
		p.Problems = slices.DeleteFunc(p.Problems, func(x report.PanelProblem) bool { return x.Kind == evaluate.Empty && e.Empty })
		for _, diff := range paneltest.Compare(shown, e) {
			p.Problems = append(p.Problems, report.PanelProblem{Problem: evaluate.Problem{Kind: evaluate.Unmet, What: diff.What}, Pos: diff.Pos})
		}
		sitting.report.Panels = append(sitting.report.Panels, p)
	}
	r.report.Boards = append(r.report.Boards, sitting.report)
	r.report.Samples += d.Samples()
	return nil
}

// A library has the dashboards that tests are about, each built or read once.
type library struct {
	run     *testRun
	project *project.Project
	built   map[[2]string]*ownBoard
	files   map[string]*source.File
}

func (l *library) sitting(t *config.PanelTest, d *dataset.Set) (*sitting, error) {
	if t.File != "" {
		return l.fromFile(t, d)
	}
	if l.project == nil {
		p, err := l.run.app.load(l.run.o.config)
		if err != nil {
			return nil, err
		}
		l.project = p
	}
	env, known := l.project.Config.Environment(t.Environment)
	switch {
	case !known:
		return nil, l.project.NoEnvironment(t.Pos, t.Environment)
	case !slices.Contains(env.Dashboards, t.Dashboard):
		return nil, diag.New(t.Pos, "environment %s has no dashboard %q", env.Name, t.Dashboard).Help("use one of %s", strings.Join(env.Dashboards, ", "))
	case t.Tenant != "" && !slices.Contains(env.TenantNames, t.Tenant):
		return nil, diag.New(t.Pos, "environment %s has no tenant %q", env.Name, t.Tenant)
	}
	tenant := t.Tenant
	if tenant == "" && len(env.TenantNames) > 0 {
		tenant = env.TenantNames[0]
	}
	built, err := l.project.Environment(env)
	if err != nil {
		return nil, err
	}
	key := [2]string{t.Environment, t.Dashboard}
	b := l.built[key]
	if b == nil {
		envs, err := l.project.Build(project.Selection{Environments: []string{t.Environment}, Dashboards: []string{t.Dashboard}})
		if err != nil {
			return nil, err
		}
		b = &ownBoard{built: envs[0].Dashboards[0], site: l.run.app.site(t.Dashboard), fallback: env.DefaultStore().Name}
		if err := b.read(); err != nil {
			return nil, err
		}
		l.built[key] = b
	}
	return b.sitting(built, answersFrom(d), d.Name, tenant), nil
}

// fromFile is the dashboard of a file, which must hold one.
func (l *library) fromFile(t *config.PanelTest, d *dataset.Set) (*sitting, error) {
	f := l.files[t.File]
	if f == nil {
		found, err := readDashboards([]string{t.File})
		if err != nil {
			return nil, err
		}
		f = found[0]
		if l.files == nil {
			l.files = map[string]*source.File{}
		}
		l.files[t.File] = f
	}
	if n := len(f.Dashboards); n != 1 {
		return nil, diag.New(t.Pos, "%s holds %d dashboards", t.File, n).Because("a test is about one").Help("put it into a file of its own")
	}
	s := foreignSittings([]*source.File{f}, d, "")[0]
	store := evaluate.Store{Querier: d.Querier(""), ScrapeInterval: t.Interval}
	s.board.Asks = func(*source.Query) evaluate.Store { return store }
	s.board.Offers = func(*source.Variable) evaluate.Store { return store }
	return s, nil
}
