package diff

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/internal/source"
)

// resources compares the Kubernetes objects of each environment.
func (c *comparison) resources() {
	for _, key := range slices.SortedFunc(maps.Keys(both(c.old.objects, c.new.objects)), objectKey.compare) {
		old, was := c.old.objects[key]
		new, is := c.new.objects[key]
		f := &finder{found: &c.found, env: key.env, dashboard: dashboardOf(key.Object)}
		switch {
		case !was:
			f.add(Change{Kind: ResourceAdded, Object: key.Object})
			c.told[new.file] = true
		case !is:
			f.add(Change{Kind: ResourceRemoved, Object: key.Object})
			c.told[old.file] = true
		default:
			c.watch([]string{old.file, new.file}, func() {
				f.object(key.Object, old, new, c.old.namespaceOf(key.env))
			})
		}
	}
}

// dashboardOf is the dashboard that an object is, or "".
func dashboardOf(o Object) string {
	if o.Kind == "GrafanaDashboard" {
		return o.Name
	}
	return ""
}

// object compares an object with what it was. A namespace is that of its overlay.
func (f *finder) object(o Object, old, new object, namespace string) {
	skip := func(path string, a, b *source.Node) bool {
		if old.carries[a] || new.carries[b] {
			return (a == nil || old.carries[a]) && (b == nil || new.carries[b])
		}
		return isExpression(path, a, b) && sameExpression(a.Text.Value, b.Text.Value)
	}
	f.fields(o, namespace, fieldsOf(old.Node, new.Node, skip), [2]*source.Node{old.Node, new.Node})
}

// isExpression reports whether a value is the expression of a rule.
func isExpression(path string, a, b *source.Node) bool {
	return strings.HasSuffix(path, ".expr") && a != nil && b != nil && a.Kind == source.String && b.Kind == source.String
}

// fields tells which fields of an object differ. Those that can't be changed are told as one, with what to do.
func (f *finder) fields(o Object, namespace string, list []difference, whole [2]*source.Node) {
	told := map[string]bool{}
	for _, d := range inner(list) {
		field := fixed(o.Kind, d)
		switch {
		case field == "":
			c := Change{Kind: ResourceChanged, Object: o, Field: d.path, Old: show(d.old), New: show(d.new)}
			if isExpression(d.path, d.old, d.new) {
				c.Old, c.New = spelled(c.Old), spelled(c.New)
			}
			f.add(c)
		case !told[field]:
			told[field] = true
			at := strings.Split(field, ".")
			f.add(Change{
				Kind: ResourceRecreate, Object: o, Field: field, Old: show(whole[0].Get(at...)), New: show(whole[1].Get(at...)), Action: recreate(o, namespace),
			})
		}
	}
}

// inner looks into texts that hold YAML themselves, as ConfigMaps do, and tells what differs there.
func inner(list []difference) []difference {
	var out []difference
	for _, d := range list {
		parts := inYAML(d)
		if parts == nil {
			parts = []difference{d}
		}
		out = append(out, parts...)
	}
	return out
}

// inYAML compares two texts of YAML or JSON. It is nil when they hold none.
func inYAML(d difference) []difference {
	if d.old == nil || d.new == nil || d.old.Kind != source.String || d.new.Kind != source.String {
		return nil
	}
	old, new := embedded(d.old.Text.Value), embedded(d.new.Text.Value)
	if old == nil || new == nil {
		return nil
	}
	parts := differences("", old, new, nil)
	for i := range parts {
		parts[i].path = d.path + ": " + parts[i].path
	}
	if parts == nil { // respelled, which is a difference of the text
		return []difference{}
	}
	return parts
}

// embedded is the object that a text of several lines holds, or nil. Only values of objects are read: any text is
// YAML.
func embedded(text string) *source.Node {
	if !strings.Contains(text, "\n") {
		return nil
	}
	file, err := source.Read("value.yaml", []byte("apiVersion: v1\nkind: Value\nvalue:\n  "+strings.ReplaceAll(text, "\n", "\n  ")+"\n"))
	if err != nil || len(file.Resources) != 1 {
		return nil
	}
	if n := file.Resources[0].Node.Get("value"); n != nil && n.Kind == source.Object {
		return n
	}
	return nil
}

// kustomizations compares what the bases, components and overlays are made of.
func (c *comparison) kustomizations() {
	c.tenants()
	for _, name := range union(c.old.kustomizations, c.new.kustomizations) {
		old, was := c.old.kustomizations[name]
		new, is := c.new.kustomizations[name]
		if !was || !is {
			c.told[name] = !isOwn(name) // told by what it holds: an environment, a component, a tenant
			continue
		}
		f := &finder{found: &c.found, env: new.env, tenant: new.tenant}
		c.watch([]string{name}, func() { c.kustomization(f, old, new) })
	}
}

// tenants tells which tenants came and went.
func (c *comparison) tenants() {
	for _, name := range union(c.old.overlay, c.new.overlay) {
		old, new := c.old.overlay[name], c.new.overlay[name]
		env := new.env
		if env == "" {
			env = old.env
		}
		for _, tenant := range union(old.tenants, new.tenants) {
			f := &finder{found: &c.found, env: env, tenant: tenant}
			switch {
			case !old.tenants[tenant]:
				f.add(Change{Kind: TenantAdded})
			case !new.tenants[tenant]:
				f.add(Change{Kind: TenantRemoved, Action: "its objects stay where nothing prunes them: delete what is in namespace " + forTenants(old.namespace, tenant)})
			default:
				continue
			}
			// The overlay above lists its tenants.
			c.told[path.Join("overlays", name, "kustomization.yaml")] = true
		}
	}
}

// kustomization compares what one kustomization.yaml says.
func (c *comparison) kustomization(f *finder, old, new kustomization) {
	of := Object{Kind: show(new.node.Get("kind")), Name: path.Dir(new.file)}
	if new.tenant != "" {
		of.Name = forTenants(of.Name, new.tenant)
	}
	if a, b := namespaceOf(old.node), namespaceOf(new.node); a != b {
		f.add(Change{Kind: NamespaceChanged, Object: of, Old: a, New: b, Action: "re-create: what is in " + a + " stays there until it is pruned or deleted, and is made anew in " + b})
	}
	c.entries(f, of, old, new)
	c.patches(f, of, old, new)
	c.generated(f, of, old, new)
	transformers(f, of, old, new)
	skip := func(path string, _, _ *source.Node) bool {
		switch path {
		case "namespace", "resources", "components", "patches", "transformers", generator:
			return true
		}
		return false
	}
	for _, d := range differences("", old.node, new.node, skip) {
		f.add(Change{Kind: ResourceChanged, Object: of, Field: d.path, Old: show(d.old), New: show(d.new)})
	}
}

// entries compares the lists of a kustomization. Their order means nothing, and what came or went with its file is
// told elsewhere.
func (c *comparison) entries(f *finder, of Object, old, new kustomization) {
	for _, field := range []string{"resources", "components"} {
		left, right := set(old.node.List(field)), set(new.node.List(field))
		for _, entry := range union(left, right) {
			change := Change{Kind: ResourceChanged, Object: of, Field: field}
			switch {
			case left[entry] && right[entry]:
				continue
			case left[entry]:
				change.Old = entry
			default:
				change.New = entry
			}
			target := path.Join(path.Dir(new.file), entry)
			if field == "components" {
				change.Kind, change.Field = ComponentAdded, path.Base(entry)
				if left[entry] {
					change.Kind = ComponentRemoved
				}
				change.Old, change.New = "", ""
			} else if c.old.has(target) != c.new.has(target) {
				c.told[new.file] = true
				continue
			}
			f.add(change)
		}
	}
}

// generator is the field of a kustomization that makes ConfigMaps of files.
const generator = "configMapGenerator"

// generated compares the ConfigMaps that a kustomization makes. One whose files came or went with a dashboard is told
// there.
func (c *comparison) generated(f *finder, of Object, old, new kustomization) {
	byName := func(k kustomization) map[string]*source.Node {
		m := map[string]*source.Node{}
		for _, n := range k.node.List(generator) {
			m[n.String("name").Value] = n
		}
		return m
	}
	came := func(n *source.Node) bool {
		return n != nil && slices.ContainsFunc(n.List("files"), func(file *source.Node) bool {
			_, name, ok := strings.Cut(file.Text.Value, "=")
			if !ok {
				name = file.Text.Value
			}
			target := path.Join(path.Dir(new.file), name)
			return c.old.has(target) != c.new.has(target)
		})
	}
	left, right := byName(old), byName(new)
	for _, name := range union(left, right) {
		if came(left[name]) || came(right[name]) {
			c.told[new.file] = true
			continue
		}
		for _, d := range differences(generator+"."+name, left[name], right[name], nil) {
			f.add(Change{Kind: ResourceChanged, Object: of, Field: d.path, Old: show(d.old), New: show(d.new)})
		}
	}
}

func set(items []*source.Node) map[string]bool {
	m := map[string]bool{}
	for _, n := range items {
		m[n.Text.Value] = true
	}
	return m
}

// has reports whether there is a file or folder.
func (s *side) has(name string) bool {
	if _, ok := s.Files[name]; ok {
		return true
	}
	_, ok := s.Files[path.Join(name, "kustomization.yaml")]
	return ok
}

// patches compares the patches of a kustomization, which are objects in part. One of an object that came or went
// is a part of that.
func (c *comparison) patches(f *finder, of Object, old, new kustomization) {
	left, restLeft := patchesOf(old.node, new.node)
	right, restRight := patchesOf(new.node, old.node)
	namespace := c.old.namespaceOf(old.env)
	for _, o := range slices.SortedFunc(maps.Keys(both(left, right)), func(a, b Object) int {
		return objectKey{"", a}.compare(objectKey{"", b})
	}) {
		_, was := c.old.objects[objectKey{old.env, o}]
		_, is := c.new.objects[objectKey{new.env, o}]
		if was != is && (left[o] == nil || right[o] == nil) {
			c.told[new.file] = true
			continue
		}
		g := *f
		g.dashboard = dashboardOf(o)
		skip := func(path string, _, _ *source.Node) bool {
			return path == "apiVersion" || path == "kind" || path == "metadata"
		}
		g.fields(o, namespace, fieldsOf(left[o], right[o], skip), [2]*source.Node{left[o], right[o]})
	}
	for _, d := range differences("patches", restLeft, restRight, nil) {
		f.add(Change{Kind: ResourceChanged, Object: of, Field: d.path, Old: show(d.old), New: show(d.new)})
	}
}

// patchesOf are the patches that are objects, and those that are something else; without those that another
// kustomization has as well, since to read them costs most of the time.
func patchesOf(n, other *source.Node) (map[Object]*source.Node, *source.Node) {
	objects, rest := map[Object]*source.Node{}, &source.Node{Kind: source.Array}
	known := map[string]bool{}
	for _, p := range other.List("patches") {
		known[p.String("patch").Value] = true
	}
	for _, p := range n.List("patches") {
		text := p.String("patch").Value
		if p.Get("target") != nil {
			rest.Items = append(rest.Items, p)
			continue
		}
		if known[text] {
			continue
		}
		file, err := source.Read("patch.yaml", []byte(text))
		if err != nil || len(file.Resources) == 0 {
			rest.Items = append(rest.Items, p)
			continue
		}
		for _, r := range file.Resources {
			objects[Object{Kind: r.Kind.Value, Namespace: r.Namespace.Value, Name: r.Name.Value}] = r.Node
		}
	}
	return objects, rest
}
