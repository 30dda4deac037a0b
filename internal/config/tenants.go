package config

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/llm-observability/dashgen/internal/diag"
)

const (
	// maxTenants is how many tenants an environment may have: more than anybody runs on one cluster.
	maxTenants = 100_000
	// maxTenantErrors is how many wrong names of one list are reported. A file that is no list of tenants
	// has an error on every line.
	maxTenantErrors = 20
)

// A tenant is a name and where it was given.
type tenant struct {
	name string
	pos  diag.Position
}

// rangePattern is a range of names such as user{1..500}.
var rangePattern = regexp.MustCompile(`^([^{}]*)\{([^{}]*?)\.\.([^{}]*)\}([^{}]*)$`)

// tenants reads who the tenants are: a list, a pattern or a file.
func (r *reader) tenants(v value) []tenant {
	var given, good []tenant
	switch {
	case v.node.Kind == yaml.SequenceNode:
		r.notEmpty(v)
		for _, item := range r.items(v) {
			if s := r.str(item); s != "" {
				given = append(given, tenant{s, item.place.pos})
			}
		}
	case v.node.Kind == yaml.MappingNode:
		r.fields(v, required("file", "it says who the tenants are", func(v value) { given = r.tenantsFile(v) }))
	case isString(v.node) && strings.ContainsAny(v.node.Value, "{}"):
		return r.tenantsRange(v)
	default:
		r.wrong(v, "a list, a pattern or a file").Help("write [user1, user2], user{1..500} or {file: users.txt}")
		return nil
	}
	if len(given) > maxTenants {
		r.add(v, "%d tenants are given", len(given)).Because("at most %d are allowed", maxTenants)
		return nil
	}
	first := make(map[string]diag.Position)
	wrong := 0
	var next diag.Position // of the first wrong name that is not reported
	for _, t := range given {
		again, twice := first[t.name]
		if isLabel(t.name) && !twice {
			first[t.name] = t.pos
			if v.node.Kind == yaml.MappingNode {
				v.place.add(strconv.Itoa(len(good)), t.pos)
			}
			good = append(good, t)
			continue
		}
		switch wrong++; {
		case wrong > maxTenantErrors+1:
		case wrong > maxTenantErrors:
			next = t.pos
		case twice:
			r.report(t.pos, "tenant %s is given twice", quote(t.name)).
				Because("the first is on line %d", again.Line).Help("delete one of them")
		case rangePattern.MatchString(t.name):
			r.report(t.pos, "tenant %s is a pattern", quote(t.name)).Because("a pattern stands alone").
				Help("write tenants: %s", short(t.name))
		default:
			r.notLabel(t.pos, "tenant", t.name)
		}
	}
	if wrong > maxTenantErrors {
		r.report(next, "%d more tenants are wrong", wrong-maxTenantErrors).Because("the first %d are reported", maxTenantErrors)
	}
	return good
}

// tenantsRange reads a pattern. Its bounds have no leading zeros: user{01..10} would be user1 to some
// and user01 to others.
func (r *reader) tenantsRange(v value) []tenant {
	const help = "write something like user{1..500}"
	parts := rangePattern.FindStringSubmatch(v.node.Value)
	if parts == nil {
		r.add(v, "tenants is %s, which is not a pattern", quote(v.node.Value)).
			Because("one range in braces is wanted").Help(help)
		return nil
	}
	var bounds [2]int
	for i, s := range parts[2:4] {
		n, err := strconv.Atoi(s)
		if err != nil || !integerPattern.MatchString(s) || n < 0 {
			r.add(v, "bound %s of tenants is unusable", quote(s)).
				Because("a whole number without sign and leading zeros is wanted").Help(help)
			return nil
		}
		bounds[i] = n
	}
	from, to := bounds[0], bounds[1]
	switch {
	case from > to:
		r.add(v, "tenants counts from %d down to %d", from, to).Because("the smaller number comes first").
			Help("write %s{%d..%d}%s", short(parts[1]), to, from, short(parts[4]))
		return nil
	case to-from >= maxTenants:
		r.add(v, "tenants counts from %d to %d", from, to).Because("at most %d tenants are allowed", maxTenants)
		return nil
	}
	for _, n := range []int{from, to} {
		if name := fmt.Sprintf("%s%d%s", parts[1], n, parts[4]); !isLabel(name) {
			r.notLabel(v.place.pos, "tenant", name)
			return nil
		}
	}
	list := make([]tenant, 0, to-from+1)
	for n := from; n <= to; n++ {
		list = append(list, tenant{parts[1] + strconv.Itoa(n) + parts[4], v.place.pos})
	}
	return list
}

// tenantsFile reads a file of names, one a line, with comments behind #.
func (r *reader) tenantsFile(v value) []tenant {
	path := r.str(v)
	if path == "" {
		return nil
	}
	if !filepath.IsLocal(path) {
		r.add(v, "%s is %s", v.label, quote(path)).Because("the file has to be in the folder of %s", short(filepath.Base(r.text.name))).
			Help("put it beside %s and name it without a path", short(filepath.Base(r.text.name)))
		return nil
	}
	data, err := ReadBeside(filepath.Dir(r.text.name), path, maxSize)
	if err != nil {
		e := r.add(v, "%s %s cannot be read", v.label, quote(path)).Because("%s", diag.Reason(err))
		e.Err = err
		return nil
	}
	name := filepath.Join(filepath.Dir(r.text.name), path)
	t, data, bad := cleanText(name, data)
	if bad != nil {
		r.gather(bad)
		return nil
	}
	var list []tenant
	for i, line := range strings.Split(string(data), "\n") {
		line, _, _ = strings.Cut(line, "#")
		indent := len(line) - len(strings.TrimLeft(line, " \t"))
		if line = strings.TrimSpace(line); line != "" {
			pos := diag.Position{File: t.name, Line: i + 1, Column: indent + 1}
			list = append(list, tenant{line, pos})
		}
	}
	if len(list) == 0 {
		r.add(v, "%s %s names no tenants", v.label, quote(path)).Help("write one name a line")
	}
	return list
}
