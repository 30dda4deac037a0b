package diff

import (
	"strings"
	"testing"
)

func resourceEdits() []edit {
	const folder = "components/lab/folder/folder.yaml"
	file := func(name, old, new string) func(testing.TB, *out) {
		return func(t testing.TB, o *out) { o.replace(t, name, old, new) }
	}
	return []edit{
		{"label", file(folder, "part-of: lab", "part-of: labs"), []string{
			"resource-changed | lab | object=GrafanaFolder lab-dashboards | field=metadata.labels[app.kubernetes.io/part-of] | old=lab | new=labs",
		}},
		{"instance selector", file(folder, "dashboards: grafana", "app: grafana"), []string{
			`resource-recreate | lab | object=GrafanaFolder lab-dashboards | field=spec.instanceSelector | old={matchLabels: {dashboards: "grafana"}} | new={matchLabels: {app: "grafana"}} | !`,
		}},
		{"import of others off", file(folder, "  allowCrossNamespaceImport: true\n", ""), []string{
			"resource-recreate | lab | object=GrafanaFolder lab-dashboards | field=spec.allowCrossNamespaceImport | old=true | !",
		}},
		{"uid of a resource", file(folder, "  title: Dash", "  uid: x\n  title: Dash"), []string{
			"resource-recreate | lab | object=GrafanaFolder lab-dashboards | field=spec.uid | new=x | !",
		}},
		{"uid of a tenant's", func(t testing.TB, o *out) {
			for _, name := range []string{"user1", "user10"} {
				o.replace(t, "overlays/lab/tenants/"+name+"/kustomization.yaml", "    spec:\n      datasources:", "    spec:\n      uid: lab-"+name+"\n      datasources:")
			}
		}, []string{"resource-recreate | lab | tenants=user1+user10 | object=GrafanaDashboard models | field=spec.uid | new=lab-{tenant} | !"}},
		{"patch where there was none", func(_ testing.TB, o *out) {
			o.files["overlays/solo/kustomization.yaml"] += `patches:
- patch: |
    apiVersion: grafana.integreatly.org/v1beta1
    kind: GrafanaFolder
    metadata: {name: solo-dashboards}
    spec: {title: Other, uid: x}
`
		}, []string{
			"resource-changed | solo | object=GrafanaFolder solo-dashboards | field=spec.title | new=Other",
			"resource-recreate | solo | object=GrafanaFolder solo-dashboards | field=spec.uid | new=x | !",
		}},
		{"object added", func(_ testing.TB, o *out) {
			o.files["components/lab/rbac/kustomization.yaml"] = "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources:\n- rbac.yaml\n"
			o.files["components/lab/rbac/rbac.yaml"] = "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: grafana\n  namespace: monitoring\n"
			o.files["overlays/lab/tenants/user1/kustomization.yaml"] = strings.Replace(o.files["overlays/lab/tenants/user1/kustomization.yaml"],
				"components:\n", "components:\n- ../../../../components/lab/rbac\n", 1)
		}, []string{
			"resource-added | lab | object=ServiceAccount monitoring/grafana",
			"component-added | lab | tenants=user1 | object=Kustomization overlays/lab/tenants/{tenant} | field=rbac",
		}},
		{"into another file", func(_ testing.TB, o *out) {
			o.files["components/lab/folder/grafana.yaml"] = o.files[folder]
			delete(o.files, folder)
		}, nil},
		{"namespace", file("overlays/solo/kustomization.yaml", "namespace: apps", "namespace: monitoring"), []string{
			"namespace-changed | solo | object=Kustomization overlays/solo | old=apps | new=monitoring | !",
		}},
		{"tenant added", func(_ testing.TB, o *out) {
			o.tenant("user2")
			o.files["overlays/lab/kustomization.yaml"] += "- tenants/user2\n"
		}, []string{"tenant-added | lab | tenants=user2"}},
		{"values of all tenants", func(t testing.TB, o *out) {
			for _, name := range []string{"user1", "user10"} {
				o.replace(t, "overlays/lab/tenants/"+name+"/kustomization.yaml", name+"-canopy", "app-"+name)
			}
		}, []string{
			"resource-changed | lab | tenants=user1+user10 | object=GrafanaDashboard models | field=spec.datasources[VAR_NAMESPACE].datasourceName | old={tenant}-canopy | new=app-{tenant}",
		}},
		{"value of one tenant", file("overlays/lab/tenants/user10/kustomization.yaml", "user10-canopy", "user1-canopy"), []string{
			"resource-changed | lab | tenants=user10 | object=GrafanaDashboard models | field=spec.datasources[VAR_NAMESPACE].datasourceName | old={tenant}-canopy | new=user1-canopy",
		}},
		{"order of a kustomization", file("overlays/lab/kustomization.yaml", "- tenants/user1\n- tenants/user10\n", "- tenants/user10\n- tenants/user1\n"), nil},
		{"another file", func(_ testing.TB, o *out) { o.files["provisioning/lab/dashboards.ini"] = "x" }, []string{
			"file-added | lab | file=provisioning/lab/dashboards.ini",
		}},
		{"environment added", func(_ testing.TB, o *out) {
			o.files["base/new/kustomization.yaml"] = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: []\n"
		}, []string{"environment-added | new"}},
	}
}

// TestCompressed: whether a dashboard stands in its resource as text or compressed is no difference.
func TestCompressed(t *testing.T) {
	old, new := tree(t).tree(t, "old"), tree(t).tree(t, "new")
	const name = "base/lab/models.yaml"
	text := string(new.Files[name])
	start, end := strings.Index(text, "  json: |"), strings.Index(text, "  resyncPeriod")
	data := strings.TrimSpace(strings.TrimPrefix(text[start:end], "  json: |"))
	new.Files[name] = []byte(text[:start] + "  gzipJson: " + gzipped(t, data) + "\n" + text[end:])
	report, err := Compare(old, new)
	if err != nil || len(report.Changes) != 0 || len(report.Respelled) != 1 || report.Respelled[0] != name {
		t.Errorf("%+v, %v", report, err)
	}
}

// TestRuleExpressions: the expression of an alert is compared as one.
func TestRuleExpressions(t *testing.T) {
	rule := func(expr, severity string) string {
		return "apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata:\n  name: alerts\nspec:\n  groups:\n  - name: vllm\n    rules:\n    - alert: Slow\n      expr: " + expr +
			"\n      labels: {severity: " + severity + "}\n"
	}
	for _, c := range []struct {
		expr, severity string
		want           string
	}{
		{"sum( up )  > 1", "warning", ""},
		{"sum(up) > 2", "warning", "resource-changed | lab | object=PrometheusRule alerts | field=spec.groups[vllm].rules[Slow].expr | old=sum(up) > 1 | new=sum(up) > 2"},
		{"sum(up) > 1", "critical", "resource-changed | lab | object=PrometheusRule alerts | field=spec.groups[vllm].rules[Slow].labels.severity | old=warning | new=critical"},
	} {
		old, new := tree(t), tree(t)
		old.files["components/lab/alerts/rules.yaml"] = rule("sum(up) > 1", "warning")
		new.files["components/lab/alerts/rules.yaml"] = rule(c.expr, c.severity)
		if got := strings.Join(compare(t, old.tree(t, "old"), new.tree(t, "new")), "\n"); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.expr, got, c.want)
		}
	}
}

// TestInsideConfigMaps: what differs in a text that is YAML, or a dashboard, is told and not the whole text.
func TestInsideConfigMaps(t *testing.T) {
	config := func(retention, title string) string {
		return "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  config.yaml: |\n    enable: true\n    prometheus:\n      retention: " + retention +
			"\n  page.json: |\n    {\"title\": \"" + title + "\", \"panels\": [{\"type\": \"text\", \"title\": \"A\", \"gridPos\": {}}]}\n"
	}
	old, new := tree(t), tree(t)
	old.files["components/lab/uwm/config.yaml"] = config("7d", "Old")
	new.files["components/lab/uwm/config.yaml"] = config("9d", "New")
	want := "dashboard-retitled | lab | old=Old | new=New\nresource-changed | lab | object=ConfigMap settings | field=data[config.yaml]: prometheus.retention | old=7d | new=9d"
	if got := strings.Join(compare(t, old.tree(t, "old"), new.tree(t, "new")), "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestUnreadable(t *testing.T) {
	for name, data := range map[string]string{
		"dashboards/lab/models.json": `{"panels": [`,
		"base/lab/models.yaml":       "kind: [\n",
	} {
		old := tree(t).tree(t, "HEAD:out")
		old.Files[name] = []byte(data)
		report, err := Compare(old, tree(t).tree(t, "new"))
		if err == nil || !strings.HasPrefix(err.Error(), "HEAD:out/"+name+":1") {
			t.Errorf("%s: %+v, %v", name, report, err)
		}
	}
	// What is no dashboard at all did not become one in silence.
	old := tree(t).tree(t, "old")
	old.Files["dashboards/lab/models.json"] = []byte(`{}`)
	if got := compare(t, old, tree(t).tree(t, "new")); len(got) != 1 || got[0] != "file-changed | lab | file=dashboards/lab/models.json" {
		t.Errorf("got %q", got)
	}
}

func TestForTenants(t *testing.T) {
	for _, c := range []struct{ text, tenant, want string }{
		{"user1-canopy", "user1", "{tenant}-canopy"},
		{"user10-canopy", "user1", "user10-canopy"},
		{"a-user1, user1 and xuser1", "user1", "a-{tenant}, {tenant} and xuser1"},
		{"user1user1 user1", "user1", "user1user1 {tenant}"},
		{"x", "", "x"},
	} {
		if got := forTenants(c.text, c.tenant); got != c.want {
			t.Errorf("%q of %s: %q, want %q", c.text, c.tenant, got, c.want)
		}
	}
}
