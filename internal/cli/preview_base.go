package cli

import (
	"context"
	"maps"
	"strings"

	"github.com/llm-observability/dashgen/internal/build"
	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/diff"
	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/git"
	"github.com/llm-observability/dashgen/internal/gitops"
	"github.com/llm-observability/dashgen/internal/preview"
	"github.com/llm-observability/dashgen/internal/source"
)

// A previewBase is what dashboards are compared with: the output folder of a revision, or files as they were there.
type previewBase struct {
	old   diff.Tree
	files map[string]*source.File // of somebody else, by path; nil where there was none
}

// openPreviewBase reads what --base names.
func (a *App) openPreviewBase(ctx context.Context, o previewOptions) (*previewBase, error) {
	b := &previewBase{files: map[string]*source.File{}}
	if len(o.files) == 0 {
		old, _, err := a.compared(ctx, diffOptions{config: o.config, out: o.out, against: o.base})
		b.old = old
		return b, err
	}
	tree, err := git.OpenTree(ctx, "--base", o.base, o.files)
	if err != nil {
		return nil, err
	}
	var errs diag.List
	for in, err := range source.Walk(o.files, nil) {
		if err != nil {
			continue // whoever reads it says so
		}
		data, ok, err := tree.Read(in.Path)
		if err != nil {
			errs.Add(diag.Position{File: in.Path}, "--base: the file at %s cannot be read", o.base).Because("%v", err)
		}
		if ok {
			b.files[in.Path], _ = source.Read(in.Path, data) // what was wrong with it then is over
		}
	}
	errs.Join(tree.Close())
	return b, errs.Err()
}

// file is a file as it was, or nil.
func (b *previewBase) file(path string) *source.File {
	if b == nil {
		return nil
	}
	return b.files[path]
}

// jsonOf is where the JSON of a dashboard is below the output folder.
func jsonOf(environment, name string) string {
	return "dashboards/" + environment + "/" + name + ".json"
}

// changes are what has become of dashboards, in words, by environment and name.
func (b *previewBase) changes(envs []gitops.Environment) (map[[2]string][]string, error) {
	out := map[[2]string][]string{}
	if b == nil {
		return out, nil
	}
	plan, err := gitops.Plan(envs)
	if err != nil {
		return nil, err
	}
	now := maps.Clone(plan.Files())
	others := func(name string, _ []byte) bool { return !strings.HasPrefix(name, "dashboards/") }
	maps.DeleteFunc(now, others)
	old := maps.Clone(b.old.Files)
	maps.DeleteFunc(old, others)
	report, err := diff.Compare(diff.Tree{Name: b.old.Name, Files: old}, diff.Tree{Name: "generated", Files: now})
	if err != nil {
		return nil, err
	}
	for _, c := range report.Changes {
		for _, env := range c.Environments {
			if c.Dashboard != "" {
				out[[2]string{env, c.Dashboard}] = append(out[[2]string{env, c.Dashboard}], c.Sentence())
			}
		}
	}
	return out, nil
}

// own opens a dashboard of ours as it was, asking the stores that it asks now; it is nil where there was none.
func (b *previewBase) own(now *ownBoard, env *build.Environment) preview.Opener {
	name := jsonOf(now.built.Environment, now.built.Name)
	data, ok := b.old.Files[name]
	if !ok {
		return nil
	}
	file, err := source.Read(name, data)
	return func(tenant string, data preview.Data) (*evaluate.Board, error) {
		if err != nil {
			return nil, err
		}
		if len(file.Dashboards) != 1 {
			return nil, diag.New(diag.Position{File: name}, "the file holds %d dashboards", len(file.Dashboards))
		}
		d := file.Dashboards[0]
		board := now.sitting(env, answersOf(data, env.Name), "", tenant).board
		stores := map[string]evaluate.Store{}
		for _, s := range env.Stores {
			store := evaluate.Store{Name: s.Name, Querier: preview.Ask(data, env.Name, s.Name), ScrapeInterval: s.ScrapeInterval}
			stores[build.DatasourceVariable(s)] = store
			if s.Name == now.fallback {
				stores[""] = store
			}
		}
		find := func(ds source.Datasource) evaluate.Store {
			name := strings.Trim(ds.UID.Value, "${}[]")
			if s, ok := stores[name]; ok {
				return s
			}
			return stores[""]
		}
		asked := map[*source.Query]source.Datasource{}
		for _, p := range d.Panels {
			for _, q := range p.Queries {
				if asked[q] = q.Datasource; q.Datasource.UID.Value == "" {
					asked[q] = p.Datasource
				}
			}
		}
		board.Dashboard = d
		board.Asks = func(q *source.Query) evaluate.Store { return find(asked[q]) }
		board.Offers = func(v *source.Variable) evaluate.Store { return find(v.Datasource) }
		return board, nil
	}
}
