package diff

import (
	"encoding/json"
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const provisionedBoard = "provisioning/solo/dashboards/solo/models.json"

// provision adds to solo what Grafana reads by itself.
func provision(t testing.TB, o *out) {
	t.Helper()
	b := maps.Clone(o.boards["solo"])
	delete(b, "__inputs")
	compact, err := json.Marshal(b)
	if err != nil {
		t.Fatal(err)
	}
	o.files[provisionedBoard] = string(compact) + "\n"
	o.files["provisioning/solo/dashboards/solo.yaml"] = "apiVersion: 1\nproviders:\n- folder: Dashboards\n  name: solo\n  options:\n    path: /a/solo\n  type: file\n"
	o.files["provisioning/solo/kustomization.yaml"] = `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: apps
configMapGenerator:
- name: solo-models
  files:
  - solo-models.json=dashboards/solo/models.json
generatorOptions:
  labels:
    grafana_dashboard: "1"
`
}

// TestFilesOfGrafana changes what Grafana and its sidecar read by themselves.
func TestFilesOfGrafana(t *testing.T) {
	const provider, kustomization = "provisioning/solo/dashboards/solo.yaml", "provisioning/solo/kustomization.yaml"
	for _, tt := range []struct {
		name        string
		before, now func(testing.TB, *out)
		want        []string
	}{
		{"nothing", provision, provision, nil},
		{"switched on", func(testing.TB, *out) {}, provision, []string{
			"resource-added | solo | object=Provider solo", "file-added | solo | file=" + provisionedBoard, "file-added | solo | file=" + kustomization,
		}},
		{"switched off", provision, func(testing.TB, *out) {}, []string{
			"resource-removed | solo | object=Provider solo", "file-removed | solo | file=" + provisionedBoard, "file-removed | solo | file=" + kustomization,
		}},
		{"folder", provision, func(t testing.TB, o *out) {
			provision(t, o)
			o.replace(t, provider, "folder: Dashboards", "folder: Models")
		}, []string{"resource-changed | solo | object=Provider solo | field=spec.providers[solo].folder | old=Dashboards | new=Models"}},
		{"label", provision, func(t testing.TB, o *out) {
			provision(t, o)
			o.replace(t, kustomization, `"1"`, `"yes"`)
		}, []string{"resource-changed | solo | object=Kustomization provisioning/solo | field=generatorOptions.labels.grafana_dashboard | old=1 | new=yes"}},
		{"name of a ConfigMap", provision, func(t testing.TB, o *out) {
			provision(t, o)
			o.replace(t, kustomization, "- solo-models.json=", "- models.json=")
		}, []string{"resource-changed | solo | object=Kustomization provisioning/solo | field=configMapGenerator.solo-models.files | old=[solo-models.json=dashboards/solo/models.json] | new=[models.json=dashboards/solo/models.json]"}},
		{"retitled everywhere", provision, func(t testing.TB, o *out) {
			o.boards["solo"]["title"] = "Other"
			provision(t, o)
		}, []string{"dashboard-retitled | solo | old=vLLM AI501 Metrics Dashboard | new=Other"}},
		{"another dashboard", provision, func(t testing.TB, o *out) {
			provision(t, o)
			o.files["dashboards/solo/more.json"] = `{"uid":"more","title":"More","schemaVersion":42,"panels":[]}`
			o.files["provisioning/solo/dashboards/solo/more.json"] = o.files["dashboards/solo/more.json"]
			o.replace(t, kustomization, "generatorOptions:", "- name: more\n  files:\n  - more.json=dashboards/solo/more.json\ngeneratorOptions:")
		}, []string{"dashboard-added | solo | new=\"More\", 0 panels, 0 queries, 0 metrics"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			old, now := tree(t), tree(t)
			tt.before(t, old)
			tt.now(t, now)
			before, after := old.tree(t, "old"), now.tree(t, "new")
			if got := compare(t, before, after); len(got)+len(tt.want) > 0 && !cmp.Equal(tt.want, got) {
				t.Errorf("changes (-want +got):\n%s", cmp.Diff(tt.want, got))
			}
			swapped(t, before, after)
		})
	}
}

// TestProviderThatCannotBeRead names the file.
func TestProviderThatCannotBeRead(t *testing.T) {
	old, now := tree(t), tree(t)
	provision(t, old)
	provision(t, now)
	now.files["provisioning/solo/dashboards/solo.yaml"] = "providers: [\n"
	_, err := Compare(old.tree(t, "old"), now.tree(t, "new"))
	if err == nil || !strings.Contains(err.Error(), "new/provisioning/solo/dashboards/solo.yaml: the provider can't be read") {
		t.Errorf("the error is %v", err)
	}
}
