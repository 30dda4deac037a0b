package config

import (
	"cmp"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/llm-observability/dashgen/internal/near"
)

// Lint says how the linter judges. The zero value is what it does without being told.
type Lint struct {
	Enable, Disable []string // names of rules; none is in both
	// Severity replaces those of rules, by name: info, warning or error.
	Severity map[string]string
	// ScrapeInterval is how often whoever feeds the dashboards scrapes, 1 s to 10 min; 0 where that is not known.
	ScrapeInterval time.Duration
	// Exporters are the versions that files are judged against; of the others it is the newest.
	Exporters  []Exporter
	Exclusions []Exclusion
	// RequiredMatchers are labels that the selectors of dashboards must filter by.
	RequiredMatchers []RequiredMatcher
	// Catalogue are files that tell of metrics of exporters that dashgen does not know.
	Catalogue []CatalogueFile
}

// A RequiredMatcher is a label that selectors must have a matcher of: those of the metrics of some exporters, or all.
type RequiredMatcher struct {
	Label     string
	Exporters []string
}

// A CatalogueFile is a table of metrics or a capture of /metrics.
type CatalogueFile struct {
	File     string // in the folder that the configuration is in, or below
	Exporter string // who exports the metrics; "" stands for the file's name without its ending
	// Prefixes are the beginnings of names that nobody else uses. Complete says that the file has all metrics that
	// begin like this; only with prefixes.
	Prefixes []string
	Complete bool
}

// An Exclusion silences what a rule finds somewhere. It names a file, a dashboard or a panel at least.
type Exclusion struct {
	Rule string
	// File is a path or a folder below the one that the configuration is in; * stands for anything but a slash, ** for
	// anything.
	File             string
	Dashboard, Panel string // titles
	Target           string // a refId; only with a panel
	Reason           string
}

// LoadLint reads the lint section of the configuration at path, and nothing else of it: whoever lints files need not
// have environments, and need not have the dashboards that they name. The error is that of [Load].
func LoadLint(path string, known Known) (*File, error) { return load(path, known, (*reader).lintFile) }

// ParseLint is LoadLint for data, as [Parse] is for [Load].
func ParseLint(name string, data []byte, known Known) (*File, error) {
	return parse(name, data, known, (*reader).lintFile)
}

// lintFile reads a document whose environments are somebody else's matter.
func (r *reader) lintFile(v value, f *File) {
	r.fields(v, r.version(),
		optional("environments", func(value) {}),
		optional("lint", func(v value) { f.Lint = r.lint(v) }),
	)
}

// lint reads how the linter judges.
func (r *reader) lint(v value) Lint {
	l := Lint{}
	var exporters, required *value
	r.fields(v,
		optional("enable", func(v value) { l.Enable = r.rules(v) }),
		optional("disable", func(v value) { l.Disable = r.rules(v) }),
		optional("severity", func(v value) { l.Severity = r.severities(v) }),
		optional("scrapeInterval", func(v value) { l.ScrapeInterval = r.scrapeInterval(v) }),
		optional("exporters", func(v value) { exporters = &v }),
		optional("exclusions", func(v value) { l.Exclusions = r.exclusions(v) }),
		optional("requiredMatchers", func(v value) { required = &v }),
		optional("catalogue", func(v value) { l.Catalogue = r.catalogue(v) }),
	)
	if exporters != nil {
		l.Exporters = r.versions(*exporters, l.Catalogue)
	}
	if required != nil {
		l.RequiredMatchers = r.requiredMatchers(*required, l.Catalogue)
	}
	for _, name := range l.Disable {
		if slices.Contains(l.Enable, name) {
			r.add(v, "rule %s is enabled and disabled", quote(name)).Help("delete it from one of the lists")
		}
	}
	return l
}

// rules reads a list of names of rules.
func (r *reader) rules(v value) []string {
	return r.strs(v, func(item value, s string) bool { return r.knownRule(item, s) })
}

// listRules is what to do about a name that is like no rule's.
const listRules = "dashgen list rules"

func (r *reader) knownRule(v value, name string) bool {
	if slices.Contains(r.known.Rules, name) {
		return true
	}
	r.add(v, "unknown rule %s", quote(name)).Help("%s", near.HintOr(name, r.known.Rules, listRules))
	return false
}

// severityNames are the words for how bad a finding is.
func severityNames() []string { return []string{"info", "warning", "error"} }

// severities reads what replaces the severities of rules.
func (r *reader) severities(v value) map[string]string {
	severities := make(map[string]string)
	for _, entry := range r.entries(v) {
		if !slices.Contains(r.known.Rules, entry.key) {
			r.unknown(entry, "rule", r.known.Rules).Help("%s", near.HintOr(entry.key, r.known.Rules, listRules))
		}
		severities[entry.key] = r.oneOf(entry, "severity", severityNames())
	}
	return severities
}

// versions reads which versions of exporters files are judged against. Versions of those that files tell of are
// checked by whoever reads these.
func (r *reader) versions(v value, files []CatalogueFile) []Exporter {
	var list []Exporter
	for _, entry := range r.entries(v) {
		if constraint := r.str(entry); constraint != "" {
			if !tells(files, entry.key) {
				r.checkExporter(entry, constraint)
			}
			list = append(list, Exporter{Name: entry.key, Constraint: constraint})
		}
	}
	return list
}

// tells reports whether a file tells of an exporter: the one that it is said to tell of, or that it is called by.
func tells(files []CatalogueFile, exporter string) bool {
	return slices.ContainsFunc(files, func(f CatalogueFile) bool {
		base := path.Base(f.File)
		return cmp.Or(f.Exporter, strings.TrimSuffix(base, path.Ext(base))) == exporter
	})
}

// requiredMatchers reads what selectors must filter by.
func (r *reader) requiredMatchers(v value, files []CatalogueFile) []RequiredMatcher {
	var list []RequiredMatcher
	name := func(v value) string {
		s := r.str(v)
		if s != "" && !identifier.MatchString(s) {
			r.add(v, "%s is not the name of a label", quote(s)).Because("letters, digits and underscores are wanted, and no digit first")
		}
		return s
	}
	for _, item := range r.items(v) {
		var m RequiredMatcher
		item.inner = ""
		if isString(item.node) {
			m.Label = name(item)
		} else {
			r.fields(item,
				required("label", "selectors must filter by it", func(v value) { m.Label = name(v) }),
				required("exporters", "it says for whose metrics; for all, write the label alone", func(v value) {
					m.Exporters = r.strs(v, func(item value, s string) bool {
						if tells(files, s) || slices.Contains(r.known.Exporters, s) {
							return true
						}
						r.add(item, "unknown exporter %s", quote(s)).Help("%s", near.Hint(s, r.known.Exporters))
						return false
					})
					r.notEmpty(v)
				}),
			)
		}
		list = append(list, m)
	}
	return list
}

// exclusions reads what is silenced.
func (r *reader) exclusions(v value) []Exclusion {
	var list []Exclusion
	for _, item := range r.items(v) {
		item.inner = ""
		e, errs := Exclusion{}, len(r.errs)
		text := func(into *string) func(value) { return func(v value) { *into = r.str(v) } }
		r.fields(item,
			required("rule", "it silences one", func(v value) {
				if e.Rule = r.str(v); e.Rule != "" {
					r.knownRule(v, e.Rule)
				}
			}),
			optional("file", text(&e.File)),
			optional("dashboard", text(&e.Dashboard)),
			optional("panel", text(&e.Panel)),
			optional("target", text(&e.Target)),
			required("reason", "whoever reads it next must know why", text(&e.Reason)),
		)
		switch {
		case len(r.errs) > errs: // said already
		case e.File == "" && e.Dashboard == "" && e.Panel == "":
			r.add(item, "%s names no file, dashboard or panel", item.label).Because("it would silence the rule everywhere").
				Help("say where, or put the rule under disable")
		case e.Target != "" && e.Panel == "":
			r.add(item, "%s names a target and no panel", item.label).Because("every panel has a target A").Help("name the panel, too")
		}
		list = append(list, e)
	}
	return list
}

// catalogue reads which files tell of more metrics.
func (r *reader) catalogue(v value) []CatalogueFile {
	var list []CatalogueFile
	for _, item := range r.items(v) {
		var f CatalogueFile
		item.inner = ""
		if isString(item.node) {
			f.File = r.beside(item)
		} else {
			r.fields(item,
				required("file", "it tells of the metrics", func(v value) { f.File = r.beside(v) }),
				optional("exporter", func(v value) { f.Exporter = r.label(v) }),
				optional("prefixes", func(v value) { f.Prefixes = r.strs(v, r.prefix) }),
				optional("complete", func(v value) { f.Complete = r.boolean(v) }),
			)
			if f.Complete && len(f.Prefixes) == 0 {
				r.add(item, "%s is complete and has no prefixes", item.label).Because("they say which names are wrong where the file does not have them").
					Help("add prefixes, such as [my_app_]")
			}
		}
		list = append(list, f)
	}
	return list
}

// beside reads the name of a file in the folder that the configuration is in.
func (r *reader) beside(v value) string {
	name := r.str(v)
	if name != "" && !filepath.IsLocal(name) {
		r.add(v, "%s is %s", v.label, quote(name)).Because("the file has to be in the folder of %s", short(filepath.Base(r.text.name))).
			Help("put it beside %s, or below", short(filepath.Base(r.text.name)))
		return ""
	}
	return name
}

// prefixPattern is how names of metrics begin.
var prefixPattern = regexp.MustCompile(`^[a-zA-Z_:][a-zA-Z0-9_:]*$`)

func (r *reader) prefix(v value, s string) bool {
	if prefixPattern.MatchString(s) {
		return true
	}
	r.add(v, "%s is not the beginning of a metric's name", quote(s)).Because("letters, digits, underscores and colons are wanted")
	return false
}
