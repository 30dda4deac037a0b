package gitops

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"

	"github.com/llm-observability/dashgen/internal/build"
	"github.com/llm-observability/dashgen/internal/config"
	"github.com/llm-observability/dashgen/internal/gitops/tree"
	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries"
)

func lab() *config.Environment {
	return &config.Environment{
		Name: "lab", Overlay: "lab", Namespace: "{tenant}-tools", Folder: "{tenant} Dashboards",
		Grafana:     config.Grafana{Selector: map[string]string{"app": "grafana"}},
		TenantNames: []string{"user1", "user10"}, Components: []string{"folder"},
	}
}

func scoped() *build.Dashboard {
	store := queries.Store{Name: "uwm", Datasource: "UWM Prometheus"}
	return &build.Dashboard{
		Name: "backend", UID: "lab-backend", Title: "Backend", Description: "x",
		Rows:   []build.Row{{Panels: []build.Panel{{Spec: panels.Spec{Kind: panels.KindText, Title: "Notes", Markdown: "${VAR_NS}"}, ID: 1, Width: 24, Height: 6}}}},
		Inputs: []build.Input{{Name: "DS_UWM", Store: &store, Value: "UWM Prometheus"}, {Name: "VAR_NS", Value: "{tenant}-apps"}},
	}
}

func plan(t *testing.T, envs ...Environment) *tree.Plan {
	t.Helper()
	p, err := Plan(envs)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func file(t *testing.T, p *tree.Plan, name string) string {
	t.Helper()
	data, ok := p.Files()[name]
	if !ok {
		t.Fatalf("no %s among %v", name, p.Paths())
	}
	return string(data)
}

func TestLayoutOfTheTree(t *testing.T) {
	single := lab()
	single.Name, single.Overlay, single.Namespace, single.Folder, single.TenantNames = "solo", "elsewhere", "apps", "Apps", nil
	got := plan(t, Environment{Environment: lab(), Dashboards: []*build.Dashboard{scoped()}}, Environment{Environment: single, Dashboards: []*build.Dashboard{scoped()}}).Paths()
	want := []string{
		"base/lab/backend.yaml", "base/lab/kustomization.yaml", "base/solo/backend.yaml", "base/solo/kustomization.yaml",
		"components/lab/folder/folder.yaml", "components/lab/folder/kustomization.yaml",
		"components/solo/folder/folder.yaml", "components/solo/folder/kustomization.yaml",
		"dashboards/lab/backend.json", "dashboards/solo/backend.json",
		"overlays/elsewhere/kustomization.yaml", "overlays/lab/kustomization.yaml",
		"overlays/lab/tenants/user1/kustomization.yaml", "overlays/lab/tenants/user10/kustomization.yaml",
	}
	if !slices.Equal(got, want) {
		t.Errorf("files are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestTenantsCarryTheirOwnValuesAndNoDashboard(t *testing.T) {
	p := plan(t, Environment{Environment: lab(), Dashboards: []*build.Dashboard{scoped()}})
	for _, tenant := range []string{"user1", "user10"} {
		text := file(t, p, "overlays/lab/tenants/"+tenant+"/kustomization.yaml")
		for _, part := range []string{"namespace: " + tenant + "-tools", "datasourceName: " + tenant + "-apps", "datasourceName: UWM Prometheus", "title: " + tenant + " Dashboards", "../../../../base/lab"} {
			if !strings.Contains(text, part+"\n") {
				t.Errorf("%s lacks %q:\n%s", tenant, part, text)
			}
		}
		if len(text) > 1200 {
			t.Errorf("%s has %d bytes, want about a kilobyte", tenant, len(text))
		}
	}
	if text := file(t, p, "overlays/lab/tenants/user1/kustomization.yaml"); strings.Contains(text, "user10") {
		t.Error("user1 names user10")
	}
	if text := file(t, p, "overlays/lab/kustomization.yaml"); strings.Contains(text, "base") {
		t.Error("the overlay above the tenants holds the base, too")
	}
}

func TestSharedGrafanaGetsAUIDPerTenant(t *testing.T) {
	env := lab()
	env.Grafana.Shared = true
	p := plan(t, Environment{Environment: env, Dashboards: []*build.Dashboard{scoped()}})
	for _, tenant := range []string{"user1", "user10"} {
		if text := file(t, p, "overlays/lab/tenants/"+tenant+"/kustomization.yaml"); !strings.Contains(text, "uid: lab-backend-"+tenant+"\n") {
			t.Errorf("%s has no uid of its own:\n%s", tenant, text)
		}
	}
}

// TestLargeDashboardsAreCompressed: kubectl's client-side apply can't take objects of over 262,144 bytes.
func TestLargeDashboardsAreCompressed(t *testing.T) {
	d := scoped()
	d.Rows[0].Panels[0].Markdown = strings.Repeat("0123456789", 30_000)
	text := file(t, plan(t, Environment{Environment: lab(), Dashboards: []*build.Dashboard{d}}), "base/lab/backend.yaml")
	if len(text) > 256<<10 {
		t.Errorf("the resource has %d bytes", len(text))
	}
	var r resource[dashboardSpec]
	if err := yaml.Unmarshal([]byte(text), &r); err != nil {
		t.Fatal(err)
	}
	if r.Spec.JSON != "" || len(r.Spec.GzipJSON) == 0 {
		t.Fatal("the dashboard is not compressed")
	}
	z, err := gzip.NewReader(bytes.NewReader(r.Spec.GzipJSON))
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil || !bytes.Contains(data, []byte(`"uid":"lab-backend"`)) {
		t.Errorf("it decompresses to %.60s, %v", data, err)
	}
}

// TestOddCharactersSurvive: a line separator of YAML inside the JSON would end the literal block's line.
func TestOddCharactersSurvive(t *testing.T) {
	for _, text := range []string{"plain", "\u0085next line", "\u2028separator", "\ufeffmark", "emoji 🙂", `back\slash "quotes" # hash: yes`, "tab\tand\nline"} {
		d := scoped()
		d.Rows[0].Panels[0].Markdown = text
		var r resource[dashboardSpec]
		if err := yaml.UnmarshalStrict([]byte(file(t, plan(t, Environment{Environment: lab(), Dashboards: []*build.Dashboard{d}}), "base/lab/backend.yaml")), &r); err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		data := []byte(r.Spec.JSON)
		if len(r.Spec.GzipJSON) > 0 {
			z, err := gzip.NewReader(bytes.NewReader(r.Spec.GzipJSON))
			if err != nil {
				t.Fatal(err)
			}
			if data, err = io.ReadAll(z); err != nil {
				t.Fatal(err)
			}
		}
		var board struct {
			Panels []struct{ Options struct{ Content string } }
		}
		if err := json.Unmarshal(data, &board); err != nil || len(board.Panels) != 1 || board.Panels[0].Options.Content != text {
			t.Errorf("%q became %+v, %v", text, board, err)
		}
	}
}

func TestGrafanaElsewhereNeedsPermission(t *testing.T) {
	env := lab()
	env.Grafana.CrossNamespace = true
	p := plan(t, Environment{Environment: env, Dashboards: []*build.Dashboard{scoped()}})
	for _, name := range []string{"base/lab/backend.yaml", "components/lab/folder/folder.yaml"} {
		if !strings.Contains(file(t, p, name), "allowCrossNamespaceImport: true\n") {
			t.Errorf("%s can't reach a Grafana of another namespace", name)
		}
	}
}

func TestArgoCDOrdersTheFolderFirst(t *testing.T) {
	env := lab()
	env.ArgoCD = true
	p := plan(t, Environment{Environment: env, Dashboards: []*build.Dashboard{scoped()}})
	folder, dash := file(t, p, "components/lab/folder/folder.yaml"), file(t, p, "base/lab/backend.yaml")
	if !strings.Contains(folder, `sync-wave: "-1"`) || !strings.Contains(dash, `sync-wave: "0"`) {
		t.Error("the folder does not come first")
	}
	if !strings.Contains(dash, "SkipDryRunOnMissingResource=true") {
		t.Error("Argo CD would fail on a cluster without the operator")
	}
	if strings.Contains(file(t, plan(t, Environment{Environment: lab(), Dashboards: []*build.Dashboard{scoped()}}), "base/lab/backend.yaml"), "argocd") {
		t.Error("Argo CD is mentioned where it is not used")
	}
}

func TestWithoutAFolderNoDashboardRefersToOne(t *testing.T) {
	env := lab()
	env.Components = nil
	p := plan(t, Environment{Environment: env, Dashboards: []*build.Dashboard{scoped()}})
	for _, name := range p.Paths() {
		if strings.Contains(file(t, p, name), "older") && !strings.HasPrefix(name, "dashboards/") {
			if text := file(t, p, name); strings.Contains(text, "folderRef") || strings.Contains(text, "kind: GrafanaFolder") {
				t.Errorf("%s refers to a folder", name)
			}
		}
	}
}

func TestCovers(t *testing.T) {
	envs := []Environment{{Environment: lab()}}
	tests := []struct {
		only []string
		name string
		want bool
	}{
		{nil, "base/lab/backend.yaml", true},
		{nil, "overlays/lab/tenants/user1/kustomization.yaml", true},
		{nil, "base/lab2/backend.yaml", false},
		{nil, "base/lab", false},
		{nil, "provisioning/lab/kustomization.yaml", true},
		{nil, "provisioning/lab2/kustomization.yaml", false},
		{[]string{"backend"}, "provisioning/lab/dashboards/lab/backend.json", true},
		{[]string{"backend"}, "provisioning/lab/dashboards/lab.yaml", false},
		{nil, "README.md", false},
		{[]string{"backend"}, "base/lab/backend.yaml", true},
		{[]string{"backend"}, "dashboards/lab/backend.json", true},
		{[]string{"backend"}, "base/lab/other.yaml", false},
		{[]string{"backend"}, "base/lab/kustomization.yaml", false},
	}
	for _, tt := range tests {
		if got := Covers(envs, tt.only)(tt.name); got != tt.want {
			t.Errorf("Covers(%v)(%s) = %v", tt.only, tt.name, got)
		}
	}
}

// BenchmarkPlanTenants shows that the cost is linear in tenants.
func BenchmarkPlanTenants(b *testing.B) {
	for _, n := range []int{10, 100, 1000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			env := lab()
			env.TenantNames = nil
			for i := range n {
				env.TenantNames = append(env.TenantNames, fmt.Sprintf("user%d", i))
			}
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Plan([]Environment{{Environment: env, Dashboards: []*build.Dashboard{scoped()}}}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
