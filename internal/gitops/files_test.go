package gitops

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"sigs.k8s.io/yaml"

	"github.com/llm-observability/dashgen/internal/build"
	"github.com/llm-observability/dashgen/internal/config"
	"github.com/llm-observability/dashgen/queries"
)

// solo is an environment without tenants, and a dashboard whose store is an input.
func solo() Environment {
	env := lab()
	env.Name, env.Overlay, env.Namespace, env.Folder, env.TenantNames = "solo", "elsewhere", "apps", "Costs in $ & more", nil
	env.Provisioning = config.Provisioning{Path: "/var/lib/grafana/dashboards"}
	env.ConfigMaps = config.Sidecar{Label: "grafana_dashboard", Value: "1", FolderAnnotation: "grafana_folder"}
	store := queries.Store{Name: "uwm", Datasource: "UWM Prometheus"}
	d := scoped()
	d.Stores = []queries.Store{store}
	d.Inputs = []build.Input{{Name: "DS_UWM", Store: &store, Value: "UWM Prometheus"}}
	d.Rows[0].Panels[0].Markdown = "about the data"
	return Environment{Environment: env, Dashboards: []*build.Dashboard{d}}
}

func pathsBelow(p []string, dir string) []string {
	return slices.DeleteFunc(p, func(name string) bool { return !strings.HasPrefix(name, dir+"/") })
}

func TestFilesAreThereOnlyWhereTheyAreWanted(t *testing.T) {
	for _, tt := range []struct {
		name string
		set  func(*config.Environment)
		want []string
	}{
		{"neither", func(e *config.Environment) { e.Provisioning.Path, e.ConfigMaps.Label = "", "" }, nil},
		{"provisioning", func(e *config.Environment) { e.ConfigMaps.Label = "" },
			[]string{"provisioning/solo/dashboards/solo.yaml", "provisioning/solo/dashboards/solo/backend.json"}},
		{"ConfigMaps", func(e *config.Environment) { e.Provisioning.Path = "" },
			[]string{"provisioning/solo/dashboards/solo/backend.json", "provisioning/solo/kustomization.yaml"}},
	} {
		env := solo()
		tt.set(env.Environment)
		if got := pathsBelow(plan(t, env).Paths(), "provisioning"); !slices.Equal(got, tt.want) {
			t.Errorf("%s: files are %q, want %q", tt.name, got, tt.want)
		}
	}
	env := solo()
	env.Partial = true
	if got := pathsBelow(plan(t, env).Paths(), "provisioning"); !slices.Equal(got, []string{"provisioning/solo/dashboards/solo/backend.json"}) {
		t.Errorf("of a part of the dashboards the files are %q", got)
	}
}

// TestFilesNeedNoInputs: nobody replaces anything in a file that Grafana reads.
func TestFilesNeedNoInputs(t *testing.T) {
	p := plan(t, solo())
	text := file(t, p, "provisioning/solo/dashboards/solo/backend.json")
	var board struct {
		UID        string
		Inputs     any `json:"__inputs"`
		Templating struct {
			List []struct {
				Type    string
				Current struct{ Text, Value string }
			}
		}
	}
	if err := json.Unmarshal([]byte(text), &board); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(text, "DS_UWM") || board.Inputs != nil || board.UID != "lab-backend" {
		t.Errorf("the file is %s", text)
	}
	if l := board.Templating.List; len(l) != 1 || l[0].Current.Value != "UWM Prometheus" || l[0].Current.Text != "UWM Prometheus" {
		t.Errorf("the data source is %+v", l)
	}
	if other := file(t, p, "dashboards/solo/backend.json"); !strings.Contains(other, "${DS_UWM}") {
		t.Error("the file to import has no input any more")
	}
}

func TestProviderNamesFolderAndPath(t *testing.T) {
	var got provider
	if err := yaml.UnmarshalStrict([]byte(file(t, plan(t, solo()), "provisioning/solo/dashboards/solo.yaml")), &got); err != nil {
		t.Fatal(err)
	}
	want := provider{APIVersion: 1, Providers: []providerFolder{{
		Name: "solo", OrgID: 1, Folder: "Costs in $$ & more", Type: "file", UpdateIntervalSeconds: 30,
		Options: providerOptions{"/var/lib/grafana/dashboards/solo"},
	}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the provider differs (-want +got):\n%s", diff)
	}
}

func TestConfigMapsCarryTheLabel(t *testing.T) {
	env := solo()
	var got kustomization
	if err := yaml.UnmarshalStrict([]byte(file(t, plan(t, env), "provisioning/solo/kustomization.yaml")), &got); err != nil {
		t.Fatal(err)
	}
	if want := []configMap{{"lab-backend", []string{"lab-backend.json=dashboards/solo/backend.json"}}}; !cmp.Equal(want, got.ConfigMaps) {
		t.Errorf("the ConfigMaps are %+v", got.ConfigMaps)
	}
	o := got.GeneratorOptions
	if o.Labels["grafana_dashboard"] != "1" || o.Annotations["grafana_folder"] != "Costs in $ & more" || !o.DisableNameSuffixHash || got.Namespace != "apps" {
		t.Errorf("the kustomization is %+v, with %+v", got, o)
	}
	env.ConfigMaps.FolderAnnotation = ""
	if text := file(t, plan(t, env), "provisioning/solo/kustomization.yaml"); strings.Contains(text, "annotations") {
		t.Errorf("annotations that nobody wants:\n%s", text)
	}
}

// TestConfigMapsHoldAMebibyte: the API server rejects more, and Kustomize does not say so.
func TestConfigMapsHoldAMebibyte(t *testing.T) {
	env := solo()
	env.Dashboards[0].Rows[0].Panels[0].Markdown = strings.Repeat("0123456789", 110_000)
	_, err := Plan([]Environment{env})
	if err == nil || !strings.Contains(err.Error(), "dashboard backend has 11") || !strings.Contains(err.Error(), "a ConfigMap holds 1048576") {
		t.Errorf("a dashboard of more than a mebibyte: %v", err)
	}
	env.ConfigMaps.Label = ""
	if _, err := Plan([]Environment{env}); err != nil {
		t.Errorf("as a file it may be larger: %v", err)
	}
}
