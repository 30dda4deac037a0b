package diff

import (
	"cmp"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/source"
)

type boardKey struct{ env, name string }

func (k boardKey) compare(l boardKey) int {
	return cmp.Or(strings.Compare(k.env, l.env), strings.Compare(k.name, l.name))
}

type objectKey struct {
	env string
	Object
}

func (k objectKey) compare(l objectKey) int {
	return cmp.Or(strings.Compare(k.env, l.env), strings.Compare(k.Kind, l.Kind), strings.Compare(k.Namespace, l.Namespace), strings.Compare(k.Name, l.Name))
}

// An object is a Kubernetes object and the file that it is in.
type object struct {
	*source.Resource
	file string
	// carries are the values that hold dashboards, which are compared as such.
	carries map[*source.Node]bool
}

// A kustomization is what a file kustomization.yaml says.
type kustomization struct {
	file   string
	node   *source.Node
	env    string
	tenant string
}

// A side is one of the two output folders, as far as its files were read.
type side struct {
	Tree
	boards         map[boardKey]*boards
	objects        map[objectKey]object
	kustomizations map[string]kustomization // by path
	overlay        map[string]overlay       // by name, read or not
	holds          map[string]bool          // the files in which something was found
}

func newSide(t Tree) *side {
	s := &side{
		Tree: t, boards: map[boardKey]*boards{}, objects: map[objectKey]object{}, kustomizations: map[string]kustomization{},
		overlay: map[string]overlay{}, holds: map[string]bool{},
	}
	s.overlays()
	return s
}

// An overlay is what all sides of an overlay have in common.
type overlay struct {
	env       string
	namespace string // {tenant} stands for the tenant's name
	tenants   map[string]bool
}

var (
	baseIn      = regexp.MustCompile(`(?m)^\s*-\s*["']?(?:\.\./)+base/([^/\s"']+)["']?\s*$`)
	namespaceIn = regexp.MustCompile(`(?m)^(?:    )?namespace:\s*["']?([^\s"'#]+)`)
)

// overlays finds out which environment each overlay is of, and which tenants it has. It has to look at files that
// did not change, and so reads no YAML.
func (s *side) overlays() {
	var names []string
	for name := range s.Files {
		if strings.HasPrefix(name, "overlays/") && path.Base(name) == "kustomization.yaml" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		data, parts := s.Files[name], strings.Split(name, "/")
		if len(parts) < 3 {
			continue
		}
		o := s.overlay[parts[1]]
		if o.tenants == nil {
			o.tenants = map[string]bool{}
		}
		tenant := tenantIn(parts)
		if tenant != "" {
			o.tenants[tenant] = true
		}
		if o.env == "" || tenant == "" {
			if m := baseIn.FindSubmatch(data); m != nil {
				o.env = string(m[1])
			}
			if m := namespaceIn.FindSubmatch(data); m != nil {
				o.namespace = forTenants(string(m[1]), tenant)
			}
		}
		s.overlay[parts[1]] = o
	}
}

// tenantIn is the tenant that a path below overlays is of, or "".
func tenantIn(parts []string) string {
	if len(parts) >= 5 && parts[0] == "overlays" && parts[2] == "tenants" {
		return parts[3]
	}
	return ""
}

// environmentOf is the environment that a file is of, or "": that of its folder, or of its overlay.
func (s *side) environmentOf(name string) string {
	env := environmentIn(name)
	if strings.HasPrefix(name, "overlays/") {
		return cmp.Or(s.overlay[env].env, env)
	}
	return env
}

// environments are the names that the folders tell.
func (s *side) environments() map[string]bool {
	envs := map[string]bool{}
	for name := range s.Files {
		if top, _, _ := strings.Cut(name, "/"); top == "base" || top == "dashboards" {
			if env := environmentIn(name); env != "" {
				envs[env] = true
			}
		}
	}
	return envs
}

// read reads a file, if this side has it.
func (s *side) read(name string, errs *diag.List) {
	data, ok := s.Files[name]
	if !ok || !known(name) {
		return
	}
	if isProvider(name) {
		var err error
		if data, err = asObject(path.Join(s.Name, name), data); err != nil {
			errs.Join(err)
			return
		}
	}
	file, err := source.Read(path.Join(s.Name, name), data)
	errs.Join(err)
	env := environmentIn(name)
	s.holds[name] = len(file.Dashboards)+len(file.Resources) > 0
	for _, d := range file.Dashboards {
		switch {
		case d.Node == nil:
		case d.Resource == nil:
			as := importable
			if isOwn(name) {
				as = provisioned
			}
			s.addBoard(boardKey{env, strings.TrimSuffix(path.Base(name), path.Ext(name))}, as, d, name)
		case d.Resource.Kind.Value == "GrafanaDashboard":
			s.addBoard(boardKey{env, d.Resource.Name.Value}, applied, d, name)
		}
	}
	for _, r := range file.Resources {
		s.addResource(r, file, name)
	}
}

// addBoard adds a dashboard in one of its forms.
func (s *side) addBoard(key boardKey, f form, d *source.Dashboard, file string) {
	b := s.boards[key]
	if b == nil {
		b = &boards{}
		s.boards[key] = b
	}
	b.form[f] = d
	b.files = append(b.files, file)
}

func (s *side) addResource(r *source.Resource, file *source.File, name string) {
	switch r.Kind.Value {
	case "Kustomization", "Component":
		if group, _, _ := strings.Cut(r.APIVersion.Value, "/"); group == "kustomize.config.k8s.io" {
			s.kustomizations[name] = kustomization{file: name, node: r.Node, env: s.environmentOf(name), tenant: tenantIn(strings.Split(name, "/"))}
			return
		}
	}
	env := s.environmentOf(name)
	o := object{Resource: r, file: name, carries: map[*source.Node]bool{}}
	switch r.Kind.Value {
	case "GrafanaDashboard":
		if slices.ContainsFunc(file.Dashboards, func(d *source.Dashboard) bool { return d.Resource == r }) {
			o.carries[r.Node.Get("spec", "json")] = true
			o.carries[r.Node.Get("spec", "gzipJson")] = true
			delete(o.carries, nil)
		}
	case "ConfigMap":
		s.carried(&o, env)
	}
	s.objects[objectKey{env, Object{Kind: r.Kind.Value, Namespace: r.Namespace.Value, Name: r.Name.Value}}] = o
}

// carried adds the dashboards that a ConfigMap holds, each under the name of its file.
func (s *side) carried(o *object, env string) {
	data := o.Node.Get("data")
	if data == nil {
		return
	}
	for _, m := range data.Members {
		name, ok := strings.CutSuffix(m.Key.Value, ".json")
		if !ok || m.Value.Kind != source.String {
			continue
		}
		file, err := source.Read(m.Key.Value, []byte(m.Value.Text.Value))
		if err == nil && len(file.Dashboards) == 1 {
			o.carries[m.Value] = true
			s.addBoard(boardKey{env, name}, carried, file.Dashboards[0], o.file)
		}
	}
}

// forTenants puts {tenant} in place of a tenant's name, where it stands alone.
func forTenants(text, tenant string) string {
	if tenant == "" || !strings.Contains(text, tenant) {
		return text
	}
	inWord := func(c byte) bool {
		return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_'
	}
	var b strings.Builder
	done := 0
	for at := 0; ; {
		i := strings.Index(text[at:], tenant)
		if i < 0 {
			return b.String() + text[done:]
		}
		start, end := at+i, at+i+len(tenant)
		if (start == 0 || !inWord(text[start-1])) && (end == len(text) || !inWord(text[end])) {
			b.WriteString(text[done:start] + "{tenant}")
			done = end
		}
		at = end
	}
}

// namespaceOf is the namespace of an environment's objects, or "".
func (s *side) namespaceOf(env string) string {
	var names []string
	for _, o := range s.overlay {
		if o.env == env && o.namespace != "" {
			names = append(names, o.namespace)
		}
	}
	slices.Sort(names)
	if len(names) == 0 {
		return ""
	}
	return names[0]
}
