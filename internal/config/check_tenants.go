package config

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/llm-observability/dashgen/internal/diag"
)

// maxFolder is how long Grafana lets the title of a folder be, in characters.
const maxFolder = 189

// template checks text in which {tenant} is replaced, notes where it is, and says whether the text is fine.
func (r *reader) template(e *draft, v value, s string) bool {
	if s == "" || !r.braces(v, s, true) {
		return false
	}
	if strings.Contains(s, Tenant) {
		e.templates = append(e.templates, v)
	}
	return true
}

// namespace reads the name of a namespace, which may contain {tenant}.
func (r *reader) namespace(e *draft, v value) string {
	s := r.str(v)
	if !r.template(e, v, s) {
		return ""
	}
	if !isLabel(Expand(s, "t")) {
		r.notLabelFor("t", v.place.pos, "namespace", s)
		return ""
	}
	return s
}

// folder reads the title of a Grafana folder, which may contain {tenant}.
func (r *reader) folder(e *draft, v value) string {
	s := r.str(v)
	if !r.template(e, v, s) {
		return ""
	}
	if strings.ContainsFunc(s, func(c rune) bool { return !unicode.IsPrint(c) }) {
		r.add(v, "folder contains a character that cannot be seen").Because("it is a title").Help("leave it out")
		return ""
	}
	if n := utf8.RuneCountInString(Expand(s, "t")); n > maxFolder {
		r.add(v, "folder has %d characters", n).Because("Grafana takes at most %d", maxFolder)
		return ""
	}
	return s
}

// checkTenants checks that an environment has tenants exactly if it says where they differ, and that every
// tenant's names fit.
func (r *reader) checkTenants(e *draft) {
	if !e.hasTenant {
		for _, v := range e.templates {
			r.add(v, "%s contains %s, but no tenants are given", v.label, Tenant).
				Because("there is nothing to replace it with").Help("add tenants, or write the name out")
		}
		return
	}
	if e.Namespace != "" && !strings.Contains(e.Namespace, Tenant) {
		r.report(e.value.place.find("namespace").pos, "namespace does not contain %s, but tenants are given", Tenant).
			Because("all of them would be the same").Help("write something like %q, or delete tenants", Tenant+"-"+e.Namespace)
	}
	var last diag.Position
	wrong := 0
	for _, t := range e.tenants {
		e.TenantNames = append(e.TenantNames, t.name)
		if t.pos == last || wrong == maxTenantErrors { // a pattern is one place
			continue
		}
		if !r.fits(e, t) {
			last = t.pos
			wrong++
		}
	}
}

// fits reports what becomes too long with a tenant's name, and says whether nothing does.
func (r *reader) fits(e *draft, t tenant) bool {
	if name := Expand(e.Namespace, t.name); e.Namespace != "" && !isLabel(name) {
		r.report(t.pos, "tenant %q makes the namespace %s", t.name, quote(name)).
			Because("it has %d characters, at most %d are wanted", len(name), maxLabel).
			Help("shorten namespace or the name")
		return false
	}
	for _, s := range e.Stores {
		if name := Expand(s.Tenancy, t.name); name != "" && !isLabel(name) {
			r.report(t.pos, "tenant %q makes the tenancy of store %s %s", t.name, quote(s.Name), quote(name)).
				Because("it has %d characters, at most %d are wanted", len(name), maxLabel).
				Help("shorten tenancy or the name")
			return false
		}
	}
	if n := utf8.RuneCountInString(Expand(e.Folder, t.name)); n > maxFolder {
		r.report(t.pos, "tenant %q makes folder %d characters long", t.name, n).
			Because("Grafana takes at most %d", maxFolder).Help("shorten folder or the name")
		return false
	}
	return true
}
