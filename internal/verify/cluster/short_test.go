package cluster

import (
	"net/http"
	"net/http/httptest"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

const sampleDashboard = `
apiVersion: grafana.integreatly.org/v1beta1
kind: GrafanaDashboard
metadata: {name: one, namespace: here}
spec:
  uid: from-the-object
  instanceSelector: {matchLabels: {dashboards: grafana}}
  datasources:
  - {inputName: DS_UWM, datasourceName: Prometheus}
  - {inputName: VAR_NAMESPACE, datasourceName: user1-canopy}
  json: |
    {"uid":"from-the-json","title":"One","expr":"up{namespace=\"${VAR_NAMESPACE}\", other=\"${VAR_NAMESPACE}\"}","ds":"${DS_UWM}","kept":"${ds_uwm}"}
---
# nothing but a comment
---
apiVersion: grafana.integreatly.org/v1beta1
kind: Grafana
metadata: {name: theirs, namespace: there, labels: {dashboards: grafana, more: "1"}}
`

func sample(t *testing.T) (dashboard, grafana Object) {
	t.Helper()
	objects, err := decode([]byte(sampleDashboard))
	if err != nil || len(objects) != 2 {
		t.Fatalf("%d objects, %v", len(objects), err)
	}
	return objects[0], objects[1]
}

func TestExpectedIsSubstituted(t *testing.T) {
	dashboard, _ := sample(t)
	got, err := expected(dashboard)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]any{
		"uid": "from-the-object", "title": "One", "expr": `up{namespace="user1-canopy", other="user1-canopy"}`, "ds": "Prometheus", "kept": "${ds_uwm}",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestSelects(t *testing.T) {
	dashboard, grafana := sample(t)
	if selects(dashboard, grafana) {
		t.Error("an instance in another namespace is selected")
	}
	spec := dashboard.at("spec").(map[string]any)
	spec["allowCrossNamespaceImport"] = true
	if !selects(dashboard, grafana) {
		t.Error("an instance in another namespace is not selected, though allowed")
	}
	spec["instanceSelector"] = map[string]any{"matchLabels": map[string]any{"dashboards": "other"}}
	if selects(dashboard, grafana) {
		t.Error("an instance with another label is selected")
	}
}

// TestExternalInstances: an overlay's own Grafana is kept by name, and one is added only for objects that no Grafana of it is for.
func TestExternalInstances(t *testing.T) {
	dashboard, grafana := sample(t)
	urls := func(objects ...Object) map[string]bool {
		found := map[string]bool{}
		for _, i := range external("overlay", "http://g", objects) {
			found[i.text("spec", "external", "url")] = true
		}
		return found
	}
	if got, want := urls(dashboard, grafana), map[string]bool{"http://g/there/theirs": true, "http://g/here/overlay": true}; !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	dashboard.at("spec").(map[string]any)["allowCrossNamespaceImport"] = true
	if got, want := urls(dashboard, grafana), map[string]bool{"http://g/there/theirs": true}; !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	other := Object{"apiVersion": dashboard.apiVersion(), "kind": dashboard.kind(), "metadata": dashboard.at("metadata"), "spec": map[string]any{
		"allowCrossNamespaceImport": true, "instanceSelector": map[string]any{"matchLabels": map[string]any{"dashboards": "other"}}}}
	if got, want := urls(dashboard, other), map[string]bool{"http://g/overlay-grafana/overlay": true, "http://g/overlay-grafana/overlay-2": true}; !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if got, want := urls(dashboard), map[string]bool{"http://g/overlay-grafana/overlay": true}; !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// TestGrafanaRejects: the stand-in takes what Grafana would, and tells of the rest.
func TestGrafanaRejects(t *testing.T) {
	grafana := NewGrafana("secret")
	server := httptest.NewServer(grafana)
	t.Cleanup(server.Close)
	for _, c := range []struct {
		name, method, path, token, body string
		code                            int
	}{
		{"wrong token", "GET", "/n/g/api/search", "wrong", "", 401},
		{"no instance", "GET", "/api/search", "secret", "", 404},
		{"unknown request", "POST", "/n/g/api/teams", "secret", "{}", 501},
		{"unknown folder", "POST", "/n/g/api/dashboards/db", "secret", `{"dashboard":{"uid":"a","title":"A"},"folderUid":"f"}`, 404},
		{"folder", "POST", "/n/g/api/folders", "secret", `{"uid":"f","title":"F"}`, 200},
		{"dashboard", "POST", "/n/g/api/dashboards/db", "secret", `{"dashboard":{"uid":"a","title":"A"},"folderUid":"f"}`, 200},
		{"dashboard again", "POST", "/n/g/api/dashboards/db", "secret", `{"dashboard":{"uid":"a","title":"A"},"folderUid":"f"}`, 412},
		{"overwritten", "POST", "/n/g/api/dashboards/db", "secret", `{"dashboard":{"uid":"a","title":"A"},"folderUid":"f","overwrite":true}`, 200},
		{"long uid", "POST", "/n/g/api/dashboards/db", "secret", `{"dashboard":{"uid":"` + strings.Repeat("a", 41) + `","title":"A"}}`, 400},
		{"no title", "POST", "/n/g/api/dashboards/db", "secret", `{"dashboard":{"uid":"a"}}`, 400},
		{"read", "GET", "/n/g/api/dashboards/uid/a", "secret", "", 200},
		{"deleted", "DELETE", "/n/g/api/dashboards/uid/a", "secret", "", 200},
		{"gone", "GET", "/n/g/api/dashboards/uid/a", "secret", "", 404},
	} {
		request, err := http.NewRequestWithContext(t.Context(), c.method, server.URL+c.path, strings.NewReader(c.body))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Authorization", "Bearer "+c.token)
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		if err := response.Body.Close(); err != nil {
			t.Fatal(err)
		}
		if response.StatusCode != c.code {
			t.Errorf("%s: %s %s: %d, want %d", c.name, c.method, c.path, response.StatusCode, c.code)
		}
	}
	if faults := grafana.faults(); len(faults) != 2 {
		t.Errorf("faults %q, want the requests for no instance and for teams", faults)
	}
}

// TestPrevious finds the newest output that differs from the one in the folder, committed or not.
func TestPrevious(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		skip(t, "there is no git")
	}
	dir := t.TempDir()
	git := func(args ...string) {
		t.Helper()
		args = append([]string{"-c", "user.name=test", "-c", "user.email=test@example.test", "-c", "commit.gpgsign=false"}, args...)
		if _, err := run(t.Context(), dir, nil, nil, "git", args...); err != nil {
			t.Fatal(err)
		}
	}
	write := func(text string) {
		t.Helper()
		if err := writeFiles(filepath.Join(dir, "out", "base"), map[string][]byte{"file": []byte(text)}); err != nil {
			t.Fatal(err)
		}
	}
	check := func(want string) {
		t.Helper()
		into := t.TempDir()
		out, _, err := previous(t.Context(), dir, into)
		if want == "" {
			if err == nil {
				t.Errorf("%s, want none", out)
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if got := read(t, filepath.Join(out, "base", "file")); got != want {
			t.Errorf("the previous output is %q, want %q", got, want)
		}
	}
	git("init", "-q")
	mkdir(t, filepath.Join(dir, "out", "base"))
	write("first")
	git("add", "-A")
	git("commit", "-qm", "first")
	check("")
	write("second")
	check("first")
	git("commit", "-qam", "second")
	check("first")
	git("commit", "-q", "--allow-empty", "-m", "nothing")
	check("first")
	write("third")
	check("second")
}
