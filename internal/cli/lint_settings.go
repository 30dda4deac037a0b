package cli

import (
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/llm-observability/dashgen/internal/config"
	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/lint"
	"github.com/llm-observability/dashgen/internal/near"
	"github.com/llm-observability/dashgen/internal/source"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// exclusions are those of the configuration. Their files are beside it, wherever dashgen was started.
func (r *lintRun) exclusions(said config.Lint) []lint.Exclusion {
	var es []lint.Exclusion
	for i, e := range said.Exclusions {
		out := lint.Exclusion{
			Rule: e.Rule, Dashboard: e.Dashboard, Panel: e.Panel, Target: e.Target, Pos: r.settings.At("lint", "exclusions", strconv.Itoa(i)),
		}
		if e.File != "" {
			out.File = path.Join(filepath.ToSlash(filepath.Dir(shown(r.o.config))), e.File)
		}
		es = append(es, out)
	}
	return es
}

// setting is what queries of files are judged against: what the flags say, then the configuration, then the newest
// version of each exporter.
func (r *lintRun) setting() (func(*source.Query) *lint.Setting, error) {
	s := &lint.Setting{}
	ranges := map[string]catalogue.Range{}
	if r.settings != nil {
		s.ScrapeInterval = r.settings.Lint.ScrapeInterval
		s.Required = r.required()
		for _, e := range r.settings.Lint.Exporters {
			versions, err := r.opts.Catalogue.Primary(e.Name).Range(e.Constraint)
			if err != nil { // of an exporter of an extra file
				return nil, diag.New(r.settings.At("lint", "exporters", e.Name), "lint.exporters.%s: %v", e.Name, err)
			}
			ranges[e.Name] = versions
		}
	}
	asked, err := r.exporterFlags()
	if err != nil {
		return nil, err
	}
	for name, versions := range asked {
		ranges[name] = versions
	}
	if len(ranges) > 0 {
		s.Others = true
		s.Versions = func(exporter string) (catalogue.Range, bool) {
			versions, ok := ranges[exporter]
			return versions, ok
		}
	}
	return func(*source.Query) *lint.Setting { return s }, nil
}

// required are the matchers that the configuration requires.
func (r *lintRun) required() []lint.RequiredMatcher {
	var ms []lint.RequiredMatcher
	for _, m := range r.settings.Lint.RequiredMatchers {
		ms = append(ms, lint.RequiredMatcher{Label: m.Label, Exporters: m.Exporters})
	}
	return ms
}

// exporterFlags are the versions that --exporter asks for.
func (r *lintRun) exporterFlags() (map[string]catalogue.Range, error) {
	asked := map[string]catalogue.Range{}
	var errs diag.List
	for _, word := range r.o.exporters {
		name, constraint, ok := strings.Cut(word, "=")
		_, twice := asked[name]
		switch {
		case r.opts.Catalogue.Primary(name) == nil:
			errs.Add(diag.Position{}, "--exporter: no exporter %q in the catalogue", name).Help("%s", near.Hint(name, r.opts.Catalogue.Exporters()))
		case !ok:
			errs.Add(diag.Position{}, "--exporter %s says no version", word).Help("write %s=current, or a version such as those of %s list metrics --exporter %s", name, r.app.Name, name)
		case twice:
			errs.Add(diag.Position{}, "--exporter %s is given twice", name).Help("put both ends into one: %s='>=A <B'", name)
		default:
			versions, err := r.opts.Catalogue.Primary(name).Range(constraint)
			if err != nil {
				errs.Add(diag.Position{}, "--exporter %s: %v", word, err)
			}
			asked[name] = versions
		}
	}
	return asked, errs.Err()
}
