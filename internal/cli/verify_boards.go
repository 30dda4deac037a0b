package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/gitops"
	"github.com/llm-observability/dashgen/internal/inspect"
	"github.com/llm-observability/dashgen/internal/project"
	"github.com/llm-observability/dashgen/internal/source"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// verified gathers the dashboards to run: ours, or those of files.
func (a *App) verified(o verifyOptions, opts *inspect.Options) error {
	var names, files []string
	for _, d := range o.dashboards {
		if isFile(d) {
			files = append(files, d)
		} else {
			names = append(names, d)
		}
	}
	if len(files) > 0 {
		if err := foreignBoards(files, opts); err != nil {
			return err
		}
		if len(names) == 0 && len(o.environments) == 0 {
			return nil // nobody who looks at a file needs a configuration
		}
	}
	if len(files) > 0 && len(names) == 0 {
		return diag.New(diag.Position{}, "--environment is about our own dashboards, and only files are named").Help("leave it out")
	}
	return a.ownBoards(o, names, opts)
}

// isFile reports whether somebody means a file: names of dashboards have neither dots nor slashes.
func isFile(name string) bool { return strings.ContainsAny(name, `./\`) }

func foreignBoards(files []string, opts *inspect.Options) error {
	var errs diag.List
	for _, path := range files {
		path = shown(path)
		data, err := readBoard(path)
		if err != nil {
			errs.Add(diag.Position{File: path}, "the file cannot be read").Because("%s", cause(err))
			continue
		}
		f, err := source.Read(path, data)
		if err != nil {
			errs.Join(err)
			continue
		}
		if len(f.Dashboards) == 0 {
			errs.Add(diag.Position{File: path}, "the file holds no dashboard")
		}
		for _, d := range f.Dashboards {
			opts.Boards = append(opts.Boards, evaluate.Foreign(path, d))
		}
	}
	return errs.Err()
}

// maxBoard is the size of the largest file that is read, in bytes.
const maxBoard = 32 << 20

func readBoard(path string) ([]byte, error) {
	file, err := os.Open(filepath.FromSlash(path))
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }() // it is only read from
	data, err := io.ReadAll(io.LimitReader(file, maxBoard+1))
	if err == nil && len(data) > maxBoard {
		return nil, fmt.Errorf("it is larger than %d MiB", maxBoard>>20)
	}
	return data, err
}

// ownBoards builds our dashboards for a tenant of each environment that has tenants.
func (a *App) ownBoards(o verifyOptions, names []string, opts *inspect.Options) error {
	p, err := a.load(o.config)
	if err != nil {
		return err
	}
	envs, err := p.Build(project.Selection{Environments: o.environments, Dashboards: names})
	if err != nil {
		return err
	}
	opts.Said, opts.Dialects = map[string]map[string]catalogue.Range{}, map[string]map[string]string{}
	found := o.tenant == ""
	for _, env := range envs {
		tenant, ok := tenantOf(env, o.tenant)
		found = found || ok
		if !ok && o.tenant != "" {
			continue
		}
		for _, d := range env.Dashboards {
			opts.Boards = append(opts.Boards, evaluate.Own(d, tenant))
		}
		built, err := p.Environment(env.Environment)
		if err != nil {
			return err
		}
		opts.Said[env.Name], opts.Dialects[env.Name] = built.Releases, map[string]string{}
		for _, s := range built.Stores {
			opts.Dialects[env.Name][s.Name] = s.Dialect
		}
	}
	if !found {
		return diag.New(diag.Position{}, "no environment has a tenant %q", o.tenant).Help("%s list environments", a.Name)
	}
	return nil
}

// tenantOf is the tenant to look at: the one asked for, or the first.
func tenantOf(env gitops.Environment, wanted string) (tenant string, ok bool) {
	if wanted != "" {
		return wanted, slices.Contains(env.TenantNames, wanted)
	}
	if len(env.TenantNames) > 0 {
		return env.TenantNames[0], true
	}
	return "", true
}
