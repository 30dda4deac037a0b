package manifests

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/grafana/grafana-operator/v5/api/v1beta1"
)

// variablePattern finds a variable of Grafana in a matcher's value. The $ that ends a regular expression is not one.
var variablePattern = regexp.MustCompile(`\$[{a-zA-Z_]|\[\[`)

// scoped fails where a tenant could see another one. It returns how many dashboards it looked at, and how many selectors in
// them ask for a namespace.
func scoped(overlay Overlay, tenant Tenant, objects []*Object) (dashboards, namespaced int, err error) {
	var others []string
	for _, other := range overlay.Tenants {
		if other.Name != tenant.Name {
			others = append(others, other.Name)
		}
	}
	var errs []error
	for _, object := range objects {
		errs = append(errs, foreignNames(object, tenant.Name, others))
		dashboard, ok := object.typed.(*v1beta1.GrafanaDashboard)
		if !ok {
			continue
		}
		dashboards++
		count, err := scopedDashboard(&dashboard.Spec.GrafanaContentSpec, tenant.Name, others)
		if err != nil {
			err = object.errorf("%w", err)
		}
		namespaced += count
		errs = append(errs, err)
	}
	if dashboards == 0 {
		errs = append(errs, fmt.Errorf("%s: builds no dashboard: there is nothing to prove", tenant.Dir))
	}
	return dashboards, namespaced, errors.Join(errs...)
}

// foreignNames fails where an object names another tenant. The values that tell tenants apart are searched for each of them,
// but the whole text only for names that continue this tenant's own: any other may well be a word that a dashboard uses.
func foreignNames(object *Object, tenant string, others []string) error {
	text, err := searchable(object)
	if err != nil {
		return err
	}
	type value struct{ where, text string }
	values := []value{{"metadata.namespace", object.GetNamespace()}}
	switch typed := object.typed.(type) {
	case *v1beta1.GrafanaDashboard:
		values = append(values, value{"spec.folder", typed.Spec.FolderTitle})
		for _, input := range typed.Spec.Datasources {
			values = append(values, value{"spec.datasources: " + input.InputName, input.DatasourceName})
		}
	case *v1beta1.GrafanaFolder:
		values = append(values, value{"spec.title", typed.Spec.Title})
	}
	var errs []error
	for _, other := range others {
		if strings.HasPrefix(other, tenant) && strings.Contains(text, other) {
			errs = append(errs, object.errorf("names tenant %s", other))
		}
		for _, v := range values {
			if mentions(v.text, other) {
				errs = append(errs, object.errorf("%s: %q names tenant %s", v.where, v.text, other))
			}
		}
	}
	return errors.Join(errs...)
}

// scopedDashboard fails where a selector of the dashboard, as Grafana gets it, would also match a series of another tenant,
// or leaves the namespace to the reader. It returns the number of selectors that ask for a namespace.
func scopedDashboard(spec *v1beta1.GrafanaContentSpec, tenant string, others []string) (namespaced int, err error) {
	text, err := Substitute(spec)
	if err != nil {
		return 0, nil // reported with the overlay's other faults
	}
	expressions, err := queries(text)
	if err != nil {
		return 0, err
	}
	var own []string // the values that exist once a tenant, a namespace among them
	for _, input := range spec.Datasources {
		if mentions(input.DatasourceName, tenant) {
			own = append(own, input.DatasourceName)
		}
	}
	neighbours := append([]string{tenant + "0"}, others...) // the first is whom a careless prefix lets in
	var errs []error
	for _, expression := range expressions {
		for _, selector := range selectors(expression) {
			byLabel := map[string][]matcher{}
			for _, m := range selector {
				byLabel[m.label] = append(byLabel[m.label], m)
			}
			if asksNamespace(selector) {
				namespaced++
			}
			for _, label := range slices.Sorted(maps.Keys(byLabel)) {
				if err := scopedLabel(label, byLabel[label], tenant, own, neighbours); err != nil {
					errs = append(errs, fmt.Errorf("%s: %w", expression, err))
				}
			}
		}
	}
	return namespaced, errors.Join(errs...)
}

// scopedLabel judges the conditions that one selector sets on one label: which values of other tenants fulfil them all?
func scopedLabel(label string, matchers []matcher, tenant string, own, neighbours []string) error {
	var predicates []func(string) bool
	var mine []string
	for _, m := range matchers {
		if isNamespaceLabel(label) {
			if variablePattern.MatchString(m.value) {
				return fmt.Errorf("%s: the reader picks the namespace", m)
			}
			if m.op != "=" && mentions(m.value, tenant) {
				return fmt.Errorf("%s: not an equality", m)
			}
		}
		if mentions(m.value, tenant) {
			mine = append(mine, m.value)
		}
		predicate, err := m.predicate()
		if err != nil {
			return err
		}
		predicates = append(predicates, predicate)
	}
	if isNamespaceLabel(label) {
		mine = append(mine, own...)
	}
	for _, value := range mine {
		for _, neighbour := range neighbours {
			theirs, _ := replaceName(value, tenant, neighbour)
			if !slices.ContainsFunc(predicates, func(holds func(string) bool) bool { return !holds(theirs) }) {
				return fmt.Errorf("%v: matches %s=%q, of tenant %s", matchers, label, theirs, neighbour)
			}
		}
	}
	return nil
}

func asksNamespace(selector []matcher) bool {
	return slices.ContainsFunc(selector, func(m matcher) bool { return isNamespaceLabel(m.label) })
}

// isNamespaceLabel covers the stores' spellings: namespace, exported_namespace, k8s_namespace_name and their like.
func isNamespaceLabel(label string) bool {
	return strings.HasSuffix(label, "namespace") || strings.HasSuffix(label, "namespace_name")
}

func mentions(text, name string) bool {
	_, count := replaceName(text, name, name)
	return count > 0
}

// replaceName replaces a tenant's name in a text, but not inside a longer one: user1 is not in user10. It returns how often.
func replaceName(text, name, with string) (string, int) {
	var b strings.Builder
	count := 0
	for rest := 0; ; {
		i := strings.Index(text[rest:], name)
		if i < 0 {
			b.WriteString(text[rest:])
			return b.String(), count
		}
		start, end := rest+i, rest+i+len(name)
		b.WriteString(text[rest:start])
		if (start > 0 && isAlphanumeric(text[start-1])) || (end < len(text) && isAlphanumeric(text[end])) {
			b.WriteString(name)
		} else {
			b.WriteString(with)
			count++
		}
		rest = end
	}
}

func isAlphanumeric(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}
