package gitops

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/llm-observability/dashgen/internal/config"
)

// A placed component is one whose objects are written, with what overlays have to know of it.
type placed struct {
	name      string
	perTenant bool
	kinds     []string // of its objects
	// foreign are the kinds of the objects that are not in a tenant's own namespace, so that their names have to
	// differ between tenants.
	foreign []string
	holes   []hole
}

// A hole is a value of an object that is a tenant's.
type hole struct {
	kind, name string
	path       []string
	template   string // contains {tenant}
}

// components writes the components of an environment and says how they are placed.
func (p *planner) components(env Environment) []placed {
	var all []placed
	for _, name := range env.Components {
		c, err := componentOf(name)
		if c.rules {
			all = append(all, p.rules(env, name)...)
			continue
		}
		if err == nil && c.objects == nil {
			err = fmt.Errorf("component %q is not built", name)
		}
		var objects []object
		if err == nil {
			objects, err = c.objects(env)
		}
		if err == nil && len(objects) == 0 {
			err = errors.New("no object") // a folder with nothing in it is no component
		}
		if err != nil {
			p.errs = append(p.errs, fmt.Errorf("environment %s: component %s: %w", env.Name, name, err))
			continue
		}
		all = append(all, p.component(env, name, objects))
	}
	return all
}

// component writes the objects of one component.
func (p *planner) component(env Environment, name string, objects []object) placed {
	place := placed{name: name, perTenant: len(env.TenantNames) > 0 && perTenant(objects)}
	dir := path.Join("components", env.Name, name)
	k := kustomization{APIVersion: componentAPI, Kind: "Component"}
	texts := map[string][]byte{}
	for _, o := range objects {
		place.kinds = append(place.kinds, o.kind())
		if place.perTenant {
			place.holes = append(place.holes, holesOf(o)...)
			if !slices.Contains(place.foreign, o.kind()) && (o.clusterWide() || o.namespace() != "" && !strings.Contains(o.namespace(), config.Tenant)) {
				place.foreign = append(place.foreign, o.kind())
			}
			standIn(o)
		}
		o.dress(env.Environment)
		data, err := marshal(o)
		if err != nil {
			p.errs = append(p.errs, err)
			continue
		}
		file := fileOf(o.kind())
		if text, ok := texts[file]; ok {
			data = slices.Concat(text, []byte("---\n"), data)
		} else {
			k.Resources = append(k.Resources, file)
		}
		texts[file] = data
	}
	for _, file := range slices.Sorted(maps.Keys(texts)) {
		p.add(path.Join(dir, file), append([]byte(header), texts[file]...), nil)
	}
	p.addYAML(path.Join(dir, "kustomization.yaml"), k)
	return place
}

// fileOf is the file of the objects of a kind: folder.yaml, grafana.yaml.
func fileOf(kind string) string {
	name := strings.ToLower(kind)
	if short := strings.TrimPrefix(name, "grafana"); short != "" {
		name = short
	}
	return name + ".yaml"
}

// walk visits the strings of a value, with the way to each.
func walk(v any, at []string, visit func(at []string, s string)) {
	switch v := v.(type) {
	case string:
		visit(at, v)
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			walk(v[key], append(slices.Clip(at), key), visit)
		}
	case []any:
		for i, item := range v {
			walk(item, append(slices.Clip(at), strconv.Itoa(i)), visit)
		}
	}
}

// holesOf are the values of an object that are a tenant's. The title of a folder is none of them: its patch names
// the object, as those of the dashboards do.
func holesOf(o object) []hole {
	var holes []hole
	walk(map[string]any(o), nil, func(at []string, s string) {
		if strings.Contains(s, config.Tenant) && o.kind() != "GrafanaFolder" {
			holes = append(holes, hole{kind: o.kind(), name: o.name(), path: slices.Clone(at), template: s})
		}
	})
	return holes
}

// standIn puts something in the place of {tenant}, so that the component builds alone. A namespace is left out: as the
// name of one, what stands in might be somebody's.
func standIn(o object) {
	if strings.Contains(o.namespace(), config.Tenant) {
		delete(o.metadata(), "namespace")
	}
	var replace func(v any) any
	replace = func(v any) any {
		switch v := v.(type) {
		case string:
			return config.Expand(v, "tenant")
		case map[string]any:
			for key := range v {
				v[key] = replace(v[key])
			}
		case []any:
			for i := range v {
				v[i] = replace(v[i])
			}
		}
		return v
	}
	for key := range o {
		o[key] = replace(o[key])
	}
}

// A jsonPatch is a change of one value, as RFC 6902 has it. To add a member that is there is to replace it.
type jsonPatch struct {
	Op    string `json:"op"`
	Path  string `json:"path"`
	Value string `json:"value"`
}

// fill is the patches that fill the holes of a component for a tenant, one for each object.
func fill(holes []hole, tenant string) ([]patch, error) {
	var patches []patch
	for i := 0; i < len(holes); {
		h := holes[i]
		var ops []jsonPatch
		for ; i < len(holes) && holes[i].kind == h.kind && holes[i].name == h.name; i++ {
			ops = append(ops, jsonPatch{"add", pointer(holes[i].path), config.Expand(holes[i].template, tenant)})
		}
		data, err := json.Marshal(ops)
		if err != nil {
			return nil, fmt.Errorf("writing a patch: %w", err)
		}
		patches = append(patches, patch{Patch: string(data), Target: &target{h.kind, h.name}})
	}
	return patches, nil
}

// pointer is a way as RFC 6901 writes it.
func pointer(at []string) string {
	escape := strings.NewReplacer("~", "~0", "/", "~1")
	var b strings.Builder
	for _, name := range at {
		b.WriteByte('/')
		b.WriteString(escape.Replace(name))
	}
	return b.String()
}

// A namespaceTransformer puts what has no namespace into one, objects and service accounts alike. The field namespace
// of a kustomization would do so with everything, and move the objects that belong elsewhere.
type namespaceTransformer struct {
	APIVersion string      `json:"apiVersion"`
	Kind       string      `json:"kind"`
	Metadata   placedNames `json:"metadata"`
	Subjects   string      `json:"setRoleBindingSubjects"`
	UnsetOnly  bool        `json:"unsetOnly"`
}

type placedNames struct {
	Name      string `json:"name"`
	Namespace string `json:"namespace,omitempty"`
}

// A suffixTransformer tells the objects of tenants apart that are in one namespace, or in none.
type suffixTransformer struct {
	APIVersion string      `json:"apiVersion"`
	Fields     []fieldSpec `json:"fieldSpecs"`
	Kind       string      `json:"kind"`
	Metadata   placedNames `json:"metadata"`
	Suffix     string      `json:"suffix"`
}

type fieldSpec struct {
	Kind string `json:"kind"`
	Path string `json:"path"`
}

// transformers are those of an overlay. A kustomization whose objects all belong into one namespace says so in its
// field, which is what people look for.
func (p *planner) transformers(k *kustomization, namespace, suffix string, all []placed) {
	var foreign []string
	only := true
	for _, c := range all {
		only = only && c.name == "folder"
		for _, kind := range c.foreign {
			if !slices.Contains(foreign, kind) {
				foreign = append(foreign, kind)
			}
		}
	}
	if only {
		k.Namespace = namespace
		return
	}
	p.transformer(k, namespaceTransformer{"builtin", "NamespaceTransformer", placedNames{"namespace", namespace}, "allServiceAccounts", true})
	if suffix == "" || len(foreign) == 0 {
		return
	}
	t := suffixTransformer{APIVersion: "builtin", Kind: "SuffixTransformer", Metadata: placedNames{Name: "tenant"}, Suffix: "-" + suffix}
	for _, kind := range slices.Sorted(slices.Values(foreign)) {
		t.Fields = append(t.Fields, fieldSpec{kind, "metadata/name"})
	}
	p.transformer(k, t)
}

func (p *planner) transformer(k *kustomization, v any) {
	data, err := marshal(v)
	if err != nil {
		p.errs = append(p.errs, err)
	}
	k.Transformers = append(k.Transformers, string(data))
}

// ordered sorts what is applied: the folder before the dashboards that refer to it, and so on. Kustomize's own order
// does not, and each dashboard would fail until the folder is there.
func ordered(all []placed) *sortOptions {
	var first []string
	for _, kind := range inOrder() {
		if slices.Contains([]string{"Namespace", "GrafanaFolder"}, kind) ||
			slices.ContainsFunc(all, func(c placed) bool { return slices.Contains(c.kinds, kind) }) {
			first = append(first, kind)
		}
	}
	return &sortOptions{Order: "legacy", Legacy: legacySorter{OrderFirst: first, OrderLast: []string{}}}
}
