package gitops

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/llm-observability/dashgen/internal/build"
	"github.com/llm-observability/dashgen/internal/config"
	"github.com/llm-observability/dashgen/queries"
)

// full is the lab with a store, values and components.
func full(components ...string) *config.Environment {
	env := lab()
	env.Grafana.Name = "lab-grafana"
	env.Stores = []config.Store{{Name: "uwm", Datasource: "UWM Prometheus", ScrapeInterval: 30 * time.Second, Dialect: "uwm", Default: true}}
	env.Values = map[string]string{"model_namespace": "models", "namespace": "{tenant}-apps"}
	env.MaaS = config.MaaS{Plan: "tier", Gateway: "gw", GatewayNamespace: "gateways", KuadrantNamespace: "kuadrant", APINamespace: "api"}
	env.Exporters = []config.Exporter{{Name: "dcgm-exporter", Constraint: "current"}}
	env.Components = components
	return env
}

func planned(t *testing.T, env *config.Environment) (top, tenant string) {
	t.Helper()
	rules := []build.RuleFile{ruleFile("models")}
	p := plan(t, Environment{Environment: env, Dashboards: []*build.Dashboard{scoped()}, Alerts: rules, Recordings: rules})
	return file(t, p, "overlays/lab/kustomization.yaml"), file(t, p, "overlays/lab/tenants/user1/kustomization.yaml")
}

// TestComponentsAreOncePerTenantOrOnce: what is a tenant's is in the tenants' overlays, what is not is above them.
func TestComponentsAreOncePerTenantOrOnce(t *testing.T) {
	once := []string{"alerts", "grafana-operator", "monitor-dcgm", "monitors-maas", "monitors-openvino", "monitors-vllm", "recording-rules", "telemetry-policy"}
	shared := []string{"datasources", "grafana-instance", "network-policies", "rbac"}
	for _, tt := range []struct {
		name string
		set  func(*config.Environment)
		once []string
	}{
		{"a Grafana for each tenant", func(*config.Environment) {}, once},
		{"a Grafana for all", func(e *config.Environment) {
			e.Grafana.Shared, e.Grafana.CrossNamespace, e.Grafana.Namespace = true, true, "grafana"
		}, append(once, shared...)},
	} {
		for _, name := range Built() {
			env := full(name)
			tt.set(env)
			top, tenant := planned(t, env)
			path := "components/lab/" + name + "\n"
			if above, below := strings.Contains(top, path), strings.Contains(tenant, path); above == below || above != slices.Contains(tt.once, name) {
				t.Errorf("%s: %s is above the tenants: %v, in theirs: %v", tt.name, name, above, below)
			}
		}
	}
}

// ruleFile is rules for a namespace.
func ruleFile(namespace string) build.RuleFile {
	return build.RuleFile{
		Store: queries.Store{Name: "uwm", Dialect: "uwm"}, Namespace: namespace,
		Groups: []build.RuleGroup{{Name: "vllm", Rules: []build.Rule{{Alert: "Down", Expr: "up == 0", For: 10 * time.Minute}}}},
	}
}

// TestRulesAreWhereTheirSeriesAre: rules about what tenants share are applied once, in the namespace of their metrics;
// those about a tenant's own are in each tenant's overlay, which says the namespace.
func TestRulesAreWhereTheirSeriesAre(t *testing.T) {
	env := full("alerts")
	p := plan(t, Environment{Environment: env, Dashboards: []*build.Dashboard{scoped()}, Alerts: []build.RuleFile{ruleFile("models"), ruleFile("{tenant}-apps")}})
	for name, want := range map[string]string{
		"overlays/lab/kustomization.yaml":               "components/lab/alerts\n",
		"overlays/lab/tenants/user1/kustomization.yaml": "components/lab/alerts-tenant\n",
		"components/lab/alerts/uwm-models.yaml":         "namespace: models\n",
		"components/lab/alerts-tenant/uwm.yaml":         "kind: PrometheusRule\n",
	} {
		if got := file(t, p, name); !strings.Contains(got, want) {
			t.Errorf("%s lacks %q:\n%s", name, want, got)
		}
	}
	if got := file(t, p, "components/lab/alerts-tenant/uwm.yaml"); strings.Contains(got, "namespace:") {
		t.Errorf("a tenant's rules name a namespace:\n%s", got)
	}
	if got := file(t, p, "overlays/lab/tenants/user1/kustomization.yaml"); !strings.Contains(got, "user1-apps") {
		t.Errorf("the tenant's overlay does not say where its rules are:\n%s", got)
	}
}

// TestTenantsPatchTheirNamespaceIn: an object is where the tenant's applications are, and what is in one place with
// those of others is told apart.
func TestTenantsPatchTheirNamespaceIn(t *testing.T) {
	_, tenant := planned(t, full("monitors-canopy", "rbac"))
	for _, part := range []string{
		"- patch: '[{\"op\":\"add\",\"path\":\"/metadata/namespace\",\"value\":\"user1-apps\"}]'\n  target:\n    kind: ServiceMonitor\n    name: lab-canopy-ui\n",
		"  unsetOnly: true\n", "  suffix: -user1\n", "  - kind: ClusterRoleBinding\n    path: metadata/name\n  - kind: RoleBinding\n",
	} {
		if !strings.Contains(tenant, part) {
			t.Errorf("the overlay lacks\n%s\nin\n%s", part, tenant)
		}
	}
	if strings.Contains(tenant, "\nnamespace:") {
		t.Error("the overlay moves everything into one namespace")
	}
}

// TestTenantsStaySmall: all components together cost a tenant no copy of an object.
func TestTenantsStaySmall(t *testing.T) {
	env := full("grafana-instance", "datasources", "folder", "rbac", "network-policies", "monitors-canopy")
	env.Stores = append(env.Stores, config.Store{Name: "rhoai", Datasource: "RHOAI", ScrapeInterval: 30 * time.Second, Dialect: "rhoai"})
	_, tenant := planned(t, env)
	if len(tenant) > 2600 || strings.Contains(tenant, "oauth-proxy") {
		t.Errorf("a tenant's overlay has %d bytes:\n%s", len(tenant), tenant)
	}
}

func TestPointersAreEscaped(t *testing.T) {
	if got := pointer([]string{"a/b", "0", "c~d"}); got != "/a~1b/0/c~0d" {
		t.Errorf("the pointer is %s", got)
	}
}

func TestEveryComponentIsDescribed(t *testing.T) {
	page, err := os.ReadFile("../../docs/components.md")
	if err != nil {
		t.Fatal(err)
	}
	names := Built()
	for name := range Refused() {
		names = append(names, name)
	}
	for _, name := range names {
		if !regexp.MustCompile("(?m)^## "+name+"$").Match(page) || !strings.Contains(string(page), "| ["+name+"](#"+name+") |") {
			t.Errorf("docs/components.md does not describe %s", name)
		}
	}
	for _, image := range []string{"grafana:" + grafanaVersion, oauthProxyImage} {
		if !strings.Contains(string(page), image+"`") {
			t.Errorf("docs/components.md names another image than %s", image)
		}
	}
	if len(names) < 12 || !slices.IsSorted(Components()) {
		t.Errorf("the components are %v", Components())
	}
}

// TestScrapedWithinTheInterval: Prometheus refuses a timeout that is longer than the interval.
func TestScrapedWithinTheInterval(t *testing.T) {
	for interval, want := range map[time.Duration]string{time.Second: "1s", 5 * time.Second: "5s", 30 * time.Second: "10s", 10 * time.Minute: "10s"} {
		env := full()
		env.Stores[0].ScrapeInterval = interval
		if got := scraped(env, "vllm", "x", "y", labelSelector{}, endpoint{}).Spec.Endpoints[0]; got.ScrapeTimeout != want || got.Path != "/metrics" {
			t.Errorf("every %s: %+v", interval, got)
		}
	}
	for d, want := range map[time.Duration]string{90 * time.Second: "90s", 2 * time.Minute: "2m", 1500 * time.Millisecond: "1500ms"} {
		if got := duration(d); got != want {
			t.Errorf("%s is %s, want %s", d, got, want)
		}
	}
}

// TestAlertsWaitAsLongAsTheySay: also where that is not a number of minutes.
func TestAlertsWaitAsLongAsTheySay(t *testing.T) {
	for d, want := range map[time.Duration]string{0: "", 30 * time.Second: "30s", 90 * time.Second: "90s", 10 * time.Minute: "10m", 2 * time.Hour: "120m"} {
		if got := forText(d); got != want {
			t.Errorf("%s is %q, want %q", d, got, want)
		}
	}
}
