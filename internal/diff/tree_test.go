package diff

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"strings"
	"testing"
)

// An out is an output folder that a test changes: its dashboards as JSON, and its other files.
type out struct {
	boards map[string]map[string]any // by environment
	files  map[string]string
}

// tree is an output folder with one dashboard in two environments: lab has two tenants, solo has none.
func tree(t testing.TB) *out {
	t.Helper()
	o := &out{boards: map[string]map[string]any{"lab": board(t), "solo": board(t)}, files: map[string]string{}}
	for _, env := range []string{"lab", "solo"} {
		o.files["base/"+env+"/kustomization.yaml"] = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n- models.yaml\n"
		o.files["components/"+env+"/folder/kustomization.yaml"] = "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources:\n- folder.yaml\n"
		o.files["components/"+env+"/folder/folder.yaml"] = `apiVersion: grafana.integreatly.org/v1beta1
kind: GrafanaFolder
metadata:
  labels:
    app.kubernetes.io/part-of: ` + env + `
  name: ` + env + `-dashboards
spec:
  allowCrossNamespaceImport: true
  instanceSelector:
    matchLabels:
      dashboards: grafana
  title: Dashboards
`
	}
	o.files["overlays/solo/kustomization.yaml"] = overlayYAML("solo", "../..", "apps")
	o.files["overlays/lab/kustomization.yaml"] = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n- tenants/user1\n- tenants/user10\n"
	o.tenant("user1")
	o.tenant("user10")
	return o
}

func board(t testing.TB) map[string]any {
	t.Helper()
	data, err := os.ReadFile("testdata/board.json")
	if err != nil {
		t.Fatal(err)
	}
	var b map[string]any
	if err := json.Unmarshal(data, &b); err != nil {
		t.Fatal(err)
	}
	return b
}

func overlayYAML(env, root, namespace string) string {
	return fmt.Sprintf(`apiVersion: kustomize.config.k8s.io/v1beta1
components:
- %[2]s/components/%[1]s/folder
kind: Kustomization
namespace: %[3]s
resources:
- %[2]s/base/%[1]s
`, env, root, namespace)
}

// tenant adds a tenant to lab.
func (o *out) tenant(name string) {
	o.files["overlays/lab/tenants/"+name+"/kustomization.yaml"] = overlayYAML("lab", "../../../..", name+"-toolings") + `patches:
- patch: |
    apiVersion: grafana.integreatly.org/v1beta1
    kind: GrafanaDashboard
    metadata:
      name: models
    spec:
      datasources:
      - datasourceName: RHOAI Prometheus
        inputName: DS_RHOAI
      - datasourceName: ` + name + `-canopy
        inputName: VAR_NAMESPACE
- patch: |
    apiVersion: grafana.integreatly.org/v1beta1
    kind: GrafanaFolder
    metadata:
      name: lab-dashboards
    spec:
      title: ` + name + ` Dashboards
`
}

// resource is the GrafanaDashboard of an environment's dashboard.
func resource(env, name string, board []byte) string {
	return `apiVersion: grafana.integreatly.org/v1beta1
kind: GrafanaDashboard
metadata:
  labels:
    app.kubernetes.io/part-of: ` + env + `
  name: ` + name + `
spec:
  datasources:
  - datasourceName: RHOAI Prometheus
    inputName: DS_RHOAI
  folderRef: ` + env + `-dashboards
  instanceSelector:
    matchLabels:
      dashboards: grafana
  json: |
    ` + string(board) + `
  resyncPeriod: 10m0s
`
}

// tree writes the folder down.
func (o *out) tree(t testing.TB, name string) Tree {
	t.Helper()
	files := map[string][]byte{}
	for env, b := range o.boards {
		if b == nil {
			continue
		}
		plain, err := json.MarshalIndent(b, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		files["dashboards/"+env+"/models.json"] = append(plain, '\n')
		b = maps.Clone(b)
		delete(b, "__inputs")
		compact, err := json.Marshal(b)
		if err != nil {
			t.Fatal(err)
		}
		files["base/"+env+"/models.yaml"] = []byte(resource(env, "models", compact))
	}
	for name, text := range o.files {
		files[name] = []byte(text)
	}
	return Tree{Name: name, Files: files}
}

// replace changes a text in a file that has it.
func (o *out) replace(t testing.TB, file, old, new string) {
	t.Helper()
	if !strings.Contains(o.files[file], old) {
		t.Fatalf("%s has no %q", file, old)
	}
	o.files[file] = strings.ReplaceAll(o.files[file], old, new)
}

// panel finds a panel of a dashboard by its title, in rows too.
func panel(t testing.TB, board map[string]any, title string) map[string]any {
	t.Helper()
	list := board["panels"].([]any)
	for _, p := range list {
		if inner, ok := p.(map[string]any)["panels"].([]any); ok {
			list = append(list, inner...)
		}
	}
	for _, p := range list {
		if m := p.(map[string]any); m["title"] == title {
			return m
		}
	}
	t.Fatalf("no panel %q", title)
	return nil
}

// at follows a path of keys and indexes.
func at(t testing.TB, v any, path ...any) any {
	t.Helper()
	for _, step := range path {
		switch step := step.(type) {
		case string:
			m, ok := v.(map[string]any)
			if !ok || m[step] == nil {
				t.Fatalf("no %q on the path %v", step, path)
			}
			v = m[step]
		case int:
			v = v.([]any)[step]
		}
	}
	return v
}

// object is at for an object.
func objectAt(t testing.TB, v any, path ...any) map[string]any {
	t.Helper()
	return at(t, v, path...).(map[string]any)
}

// compare compares and prints each change on one line.
func compare(t testing.TB, old, new Tree) []string {
	t.Helper()
	report, err := Compare(old, new)
	if err != nil {
		t.Fatal(err)
	}
	lines := make([]string, len(report.Changes))
	for i := range report.Changes {
		lines[i] = line(&report.Changes[i])
	}
	return lines
}

// line prints a change on one line.
func line(c *Change) string {
	parts := []string{string(c.Kind), strings.Join(c.Environments, "+")}
	for _, p := range []struct{ name, value string }{
		{"tenants", strings.Join(c.Tenants, "+")}, {"row", c.Row}, {"panel", c.Panel}, {"query", c.Query}, {"variable", c.Variable}, {"metric", c.Metric},
		{"object", strings.TrimSpace(c.Object.String())}, {"file", c.File}, {"field", c.Field}, {"old", c.Old}, {"new", c.New},
	} {
		if p.value != "" {
			parts = append(parts, p.name+"="+p.value)
		}
	}
	if c.Action != "" {
		parts = append(parts, "!")
	}
	return strings.Join(parts, " | ")
}
