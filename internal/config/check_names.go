package config

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/near"
)

// The forms of names, from Kubernetes' rules for names and labels.
var (
	dnsLabel      = regexp.MustCompile(`^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$`)
	dnsSubdomain  = regexp.MustCompile(`^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$`)
	qualifiedName = regexp.MustCompile(`^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$`)
	identifier    = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)
	notInLabel    = regexp.MustCompile(`[ ._]+`)
)

// maxLabel is how long a DNS label, and so most names in Kubernetes, may be.
const maxLabel = 63

const labelRule = "only lower-case letters, digits and inner hyphens are wanted"

// isLabel reports whether s is an RFC 1123 label. Such a name is also safe as a file's or folder's.
func isLabel(s string) bool { return len(s) <= maxLabel && dnsLabel.MatchString(s) }

// notLabel reports a name that is not a DNS label.
func (r *reader) notLabel(pos diag.Position, what, s string) { r.notLabelFor(Tenant, pos, what, s) }

// notLabelFor reports a template that is not a DNS label for a tenant.
func (r *reader) notLabelFor(tenant string, pos diag.Position, what, s string) {
	e := r.report(pos, "%s %s is not a DNS label", what, quote(s))
	expanded := Expand(s, tenant)
	switch fixed := notInLabel.ReplaceAllString(strings.ToLower(s), "-"); {
	case len(expanded) > maxLabel:
		e.Because("it has %d characters, at most %d are wanted", utf8.RuneCountInString(expanded), maxLabel).Help("shorten it")
	case isLabel(Expand(fixed, tenant)):
		e.Because(labelRule).Help("did you mean %q?", fixed)
	default:
		e.Because(labelRule).Help("write something like %q", "lab-user1")
	}
}

// label reads a DNS label.
func (r *reader) label(v value) string {
	s := r.str(v)
	if s != "" && !isLabel(s) {
		r.notLabel(v.place.pos, v.label, s)
		return ""
	}
	return s
}

// isLabelKey and isLabelValue report whether Kubernetes takes s as a label's key and value.
func isLabelKey(s string) bool {
	name := s
	if prefix, rest, ok := strings.Cut(s, "/"); ok {
		if len(prefix) > 253 || !dnsSubdomain.MatchString(prefix) {
			return false
		}
		name = rest
	}
	return len(name) <= maxLabel && qualifiedName.MatchString(name)
}

func isLabelValue(s string) bool {
	return len(s) <= maxLabel && qualifiedName.MatchString(s)
}

// The operator replaces inputs by plain text, in JSON and in the PromQL inside of it, and nothing escapes
// what it puts in.
const substituted = "it is put into PromQL and JSON as it is"

// plain reports text that would end the string it is put into or be substituted again. It says whether
// the text is fine.
func (r *reader) plain(v value, s string) bool {
	const special = "\"'`\\$"
	i := strings.IndexFunc(s, func(c rune) bool { return !unicode.IsPrint(c) || strings.ContainsRune(special, c) })
	if i < 0 {
		return true
	}
	what := "a quote"
	switch {
	case s[i] == '$':
		what = "a dollar sign"
	case s[i] == '\\':
		what = "a backslash"
	case strings.IndexByte(special, s[i]) < 0:
		what = "a character that cannot be seen"
	}
	r.add(v, "%s contains %s", v.label, what).Because(substituted).Help("leave it out")
	return false
}

// braces reports every placeholder but {tenant}, and says whether there are none. Where no tenant can be
// put in, {tenant} is one of them.
func (r *reader) braces(v value, s string, tenant bool) bool {
	rest := s
	if tenant {
		rest = strings.ReplaceAll(s, Tenant, "\x00")
	}
	if strings.Contains(s, "${") {
		r.add(v, "%s contains ${", v.label).Because("the operator would substitute it").
			Help("only %s, without a dollar sign, is replaced", Tenant)
		return false
	}
	i := strings.IndexAny(rest, "{}")
	if i < 0 {
		return true
	}
	found := rest[i:]
	if end := strings.IndexByte(found, '}'); end >= 0 {
		found = found[:end+1]
	}
	found = strings.ReplaceAll(found, "\x00", Tenant)
	e := r.add(v, "%s contains %s", v.label, quote(found))
	if tenant {
		e.Because("only %s is replaced", Tenant)
	} else {
		e.Because("nothing is replaced here")
	}
	if tenant && near.Name(strings.Trim(found, "{}"), []string{"tenant"}) != "" {
		e.Help("did you mean %s?", Tenant)
	} else {
		e.Help("leave the braces out")
	}
	return false
}

// inert reads text in which nothing is replaced and which is safe to be put into PromQL and JSON.
func (r *reader) inert(v value) string {
	s := r.str(v)
	if !r.braces(v, s, false) || !r.plain(v, s) {
		return ""
	}
	return s
}
