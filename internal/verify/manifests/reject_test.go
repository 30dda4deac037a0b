package manifests

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/runtime/schema"
)

// TestBadManifestIsRejected has a manifest for each thing that must not pass, and all that must be said about it. Schema and
// Go type are asked for separately: either alone could accept everything and go unnoticed behind the other.
func TestBadManifestIsRejected(t *testing.T) {
	const (
		oneOfTwo  = "Only one of folderUID or folderRef can be declared at the same time"
		titleToo  = "folder field cannot be set when folderUID or folderRef is already declared"
		subdomain = "a lowercase RFC 1123 subdomain must consist of"
	)
	tests := map[string][]string{
		"bad_duration":            {`crd: spec.resyncPeriod: Invalid value: "10 minutes"`, "go type: "},
		"bad_label":               {"crd: metadata.labels: Invalid value"},
		"bad_name":                {"crd: metadata.name: Invalid value", subdomain},
		"duplicate_key":           {`go type: strict decoding error: yaml: unmarshal errors`, `key "folderRef" already set in map`},
		"folder_and_folderref":    {"crd: spec: Invalid value", titleToo},
		"folder_and_folderuid":    {"crd: spec: Invalid value", titleToo},
		"folderref_and_folderuid": {"crd: spec: Invalid value", oneOfTwo},
		"long_uid":                {"crd: spec.uid: Too long"},
		"missing_selector":        {"crd: spec.instanceSelector: Required value"},
		"no_kind":                 {"Object 'Kind' is missing"},
		"null_value":              {"crd: spec.folderRef: Invalid value", "must be of type string"},
		"second_document":         {"GrafanaFolder other: crd: unknown field \"spec.colour\""},
		"unknown_field":           {`crd: unknown field "spec.datasource"`, `go type: strict decoding error: unknown field "spec.datasource"`},
		"unknown_field_case":      {`crd: unknown field "spec.folderref"`, `go type: strict decoding error: unknown field "spec.folderref"`},
		"unknown_field_metadata":  {`crd: unknown field "metadata.label"`, `go type: strict decoding error: unknown field "metadata.label"`},
		"unknown_field_nested":    {`crd: unknown field "spec.datasources[0].default"`, `unknown field "spec.datasources[0].default"`},
		"unknown_kind":            {"no CRD defines grafana.integreatly.org/v1beta1, Kind=GrafanaDashbord", "no Go type for grafana.integreatly.org/v1beta1, Kind=GrafanaDashbord"},
		"unknown_version":         {"no CRD defines grafana.integreatly.org/v1, Kind=GrafanaDashboard", "no Go type for grafana.integreatly.org/v1, Kind=GrafanaDashboard"},
		"wrong_type":              {"crd: spec.suspend: Invalid value", "go type: "},
	}
	files, err := filepath.Glob("testdata/bad/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if name := strings.TrimSuffix(filepath.Base(file), ".yaml"); tests[name] == nil {
			t.Errorf("%s: no expectation", file)
		}
	}
	for name, fragments := range tests {
		t.Run(name, func(t *testing.T) {
			file := "testdata/bad/" + name + ".yaml"
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			_, err = mustVerifier(t).Decode(t.Context(), file, data)
			wantError(t, err, append(fragments, file+": ")...)
		})
	}
}

// TestBrokenTreeIsRejected breaks the sample in one place at a time. The proof of a tree is worth what it notices here.
func TestBrokenTreeIsRejected(t *testing.T) {
	const (
		ui       = "base/canopy/canopy-ui.yaml"
		vllm     = "base/canopy/canopy-vllm.yaml"
		gpu      = "base/litemaas/gpu.yaml"
		folder   = "components/canopy/folder/folder.yaml"
		other    = "components/litemaas/folder/folder.yaml"
		canopy   = "overlays/canopy/kustomization.yaml"
		files    = "provisioning/litemaas/kustomization.yaml"
		provider = "provisioning/litemaas/dashboards/litemaas.yaml"
		board    = "provisioning/litemaas/dashboards/litemaas/gpu.json"
		user1    = "overlays/canopy/tenants/user1/kustomization.yaml"
		single   = "overlays/grafana-uwm-user-app/kustomization.yaml"
	)
	tests := map[string]struct {
		breaks edit
		want   string
	}{
		"no tree":               {remove("."), "no generated tree"},
		"no base":               {remove("base"), "holds no base: there is nothing to prove"},
		"no overlay":            {remove("overlays"), "holds no overlay: there is nothing to prove"},
		"no tenant":             {remove("overlays/canopy"), "holds no tenant: there is nothing to prove"},
		"no manifest":           {every(remove(ui), remove(vllm), remove(gpu), remove(folder), remove(other)), "holds no manifest: there is nothing to prove"},
		"no scoped selector":    {every(replace(ui, "namespace=", "instance="), replace(vllm, "namespace=", "instance=")), "asks for a namespace: there is nothing to prove"},
		"overlay not buildable": {remove(canopy), "overlays/canopy: no kustomization"},
		"tenant not buildable":  {remove(user1), "overlays/canopy/tenants/user1: no kustomization"},
		"component not buildable": {remove("components/canopy/folder/kustomization.yaml"),
			"components/canopy/folder: no kustomization"},

		"file without object":        {write(folder, "# nothing yet\n"), "holds no object"},
		"unknown field":              {replace(gpu, "  folderRef:", "  colour: blue\n  folderRef:"), `base/litemaas/gpu.yaml: GrafanaDashboard gpu: crd: unknown field "spec.colour"`},
		"kind nobody knows":          {replace(folder, "kind: GrafanaFolder", "kind: GrafanaFolders"), "no CRD defines"},
		"core kind":                  {replace(folder, "apiVersion", "apiVersion: v1\nkind: Secret\nmetadata:\n  name: x\n---\napiVersion"), "no CRD defines /v1, Kind=Secret"},
		"unknown kustomization word": {replace(single, "namespace:", "namespaces:"), `unknown field "namespaces"`},
		"file outside its directory": {replace(single, "../../base/litemaas", "../../base/litemaas/gpu.yaml"), "is not in or below"},
		"patch makes object invalid": {replace(user1, "  spec:\n        datasources", "  spec:\n        folder: Canopy\n        datasources"), "kustomize build overlays/canopy/tenants/user1: GrafanaDashboard user1-toolings/canopy-ui: crd: spec: Invalid value"},
		"component leaves base":      {replace(single, "components/litemaas/folder", "components/litemaas/none"), "kustomize build overlays/grafana-uwm-user-app"},
		"object twice":               {replace(folder, "apiVersion", "apiVersion: grafana.integreatly.org/v1beta1\nkind: GrafanaFolder\nmetadata:\n  name: canopy\nspec:\n  instanceSelector: {}\n---\napiVersion"), "already registered id"},

		"placeholder left":     {replace(user1, "title: user1-toolings Canopy", "title: Canopy of {tenant},"), "GrafanaFolder user1-toolings/canopy: {tenant} is left over"},
		"no namespace":         {replace(single, "namespace: llm-hosting", ""), "no namespace: it would land wherever the client points"},
		"folder missing":       {replace(gpu, "folderRef: rhoai-monitoring", "folderRef: rhoai"), "no GrafanaFolder rhoai in namespace llm-hosting"},
		"patch hits nothing":   {replace(user1, "      name: canopy-ui\n    patch", "      name: canopy-gui\n    patch"), "no input of spec.datasources replaces it"},
		"input missing":        {replace(gpu, "inputName: DS_UWM", "inputName: DS_RHOAI"), "${DS_UWM}: no input of spec.datasources replaces it"},
		"malformed dashboard":  {replace(ui, `"panels":[`, `"panels":[[`), "dashboard JSON after substitution"},
		"key twice":            {replace(ui, `{"uid"`, `{"title":"","uid"`), `duplicate field "title"`},
		"two dashboards in it": {replace(ui, "  json:", "  gzipJson: e30=\n  json:"), "both spec.json and spec.gzipJson"},
		"value breaks out":     {replace(user1, "datasourceName: user1-canopy", `datasourceName: 'user1"canopy'`), "breaks the JSON around it"},

		"provider misspelt":         {replace(provider, "allowUiUpdates", "allowUIUpdate"), `unknown field "allowUIUpdate"`},
		"provider of another type":  {replace(provider, "type: file", "type: git"), `provider litemaas: type "git"`},
		"provider names nothing":    {replace(provider, "dashboards/litemaas", "dashboards/litmaas"), "no dashboard in provisioning/litemaas/dashboards/litmaas"},
		"provider twice":            {replace(provider, "providers:", "providers:\n- {name: litemaas, type: file, options: {path: /a/litemaas}}"), "there twice"},
		"input in a file":           {replace(board, `"value":"Prometheus"`, `"value":"${DS_UWM}"`), "gpu.json: ${DS_UWM}"},
		"asks whoever reads a file": {replace(board, `{"uid"`, `{"__inputs":[],"uid"`), "__inputs: only a person"},
		"file without uid":          {replace(board, `"uid":"gpu"`, `"uid":""`), `uid "", title "GPU"`},
		"sidecar finds nothing":     {replace(files, `grafana_dashboard: "1"`, `app.kubernetes.io/name: gpu`), "no label that a sidecar could look for"},
		"ConfigMap of another file": {replace(files, "gpu.json=dashboards/litemaas/gpu.json", "gpu.json=dashboards/litemaas.yaml"), "1 dashboards are in no ConfigMap"},
		"ConfigMap key":             {replace(files, "gpu.json=", "gpu="), "Grafana reads .json"},
		"ConfigMap nowhere":         {replace(files, "namespace: llm-hosting", ""), "ConfigMap gpu: no namespace"},
		"ConfigMap too large":       {replace(board, `"title":"GPU"`, `"title":"`+strings.Repeat("GPU ", 300_000)+`"`), "1 keys with 12"},

		"tenant not applied":        {replace(canopy, "  - tenants/user10\n", ""), "GrafanaDashboard user10-toolings/canopy-ui: the overlay above does not apply it"},
		"value of another tenant":   {replace(user1, "user1-canopy", "user10-canopy"), `spec.datasources: VAR_NAMESPACE: "user10-canopy" names tenant user10`},
		"folder of another tenant":  {replace(user1, "title: user1-", "title: user10-"), `spec.title: "user10-toolings Canopy Dashboards" names tenant user10`},
		"another tenant in a text":  {replace(ui, `"title":"Canopy UI"`, `"title":"as user10 sees it"`), "GrafanaDashboard user1-toolings/canopy-ui: names tenant user10"},
		"namespace by pattern":      {replace(ui, `namespace=\"${VAR_NAMESPACE}`, `namespace=~\"${VAR_NAMESPACE}.*`), "not an equality"},
		"namespace picked":          {replace(ui, `namespace=\"${VAR_NAMESPACE}\"`, `namespace=~\"$namespace\"`), "the reader picks the namespace"},
		"namespace of all":          {replace(ui, `namespace=\"${VAR_NAMESPACE}\"`, `namespace=~\".+-canopy\"`), `matches namespace="user10-canopy", of tenant user10`},
		"other label by pattern":    {replace(ui, `container=\"canopy-ui\"`, `service_name=~\"user1.*\"`), `matches service_name="user10.*", of tenant user10`},
		"variable leaves namespace": {replace(ui, `kube_pod_info{namespace=\"${VAR_NAMESPACE}\"}`, `kube_pod_info{namespace!=\"\"}`), "label_values(kube_pod_info"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			root := filepath.Join(t.TempDir(), "out")
			if err := os.CopyFS(root, os.DirFS(sample)); err != nil {
				t.Fatal(err)
			}
			test.breaks(t, root)
			_, err := mustVerifier(t).Prove(t.Context(), root)
			wantError(t, err, test.want)
		})
	}
}

// edit changes one thing in a copy of the sample.
type edit = func(t *testing.T, root string)

func remove(name string) edit {
	return func(t *testing.T, root string) {
		if err := os.RemoveAll(filepath.Join(root, name)); err != nil {
			t.Fatal(err)
		}
	}
}

func write(name, text string) edit {
	return func(t *testing.T, root string) {
		if err := os.WriteFile(filepath.Join(root, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// replace fails where the text is not in the file, as the edit would then test nothing.
func replace(name, old, text string) edit {
	return func(t *testing.T, root string) {
		file := filepath.Join(root, name)
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(data), old) {
			t.Fatalf("%s: does not contain %s", name, old)
		}
		if err := os.WriteFile(file, []byte(strings.ReplaceAll(string(data), old, text)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func every(edits ...edit) edit {
	return func(t *testing.T, root string) {
		for _, e := range edits {
			e(t, root)
		}
	}
}

func wantError(t *testing.T, err error, fragments ...string) {
	t.Helper()
	if err == nil {
		t.Fatal("accepted")
	}
	for _, fragment := range fragments {
		if !strings.Contains(err.Error(), fragment) {
			t.Errorf("no %q in:\n%v", fragment, err)
		}
	}
}

func TestEveryOperatorKindHasCRDAndType(t *testing.T) {
	v := mustVerifier(t)
	for gvk, def := range v.definitions {
		if !v.scheme.Recognizes(gvk) {
			t.Errorf("no Go type for %s", gvk)
		}
		if err := def.compile(); err != nil {
			t.Error(err)
		}
	}
	for _, kind := range []string{"Grafana", "GrafanaDashboard", "GrafanaDatasource", "GrafanaFolder"} {
		if gvk := (schema.GroupVersionKind{Group: "grafana.integreatly.org", Version: "v1beta1", Kind: kind}); v.definitions[gvk] == nil {
			t.Errorf("no CRD defines %s", gvk)
		}
	}
}

// TestCoreKindIsDecodedStrictly holds the table of core kinds to its word, whether or not the tree uses one now.
func TestCoreKindIsDecodedStrictly(t *testing.T) {
	v, err := New(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	const good = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ca\n"
	if _, err := v.Decode(t.Context(), "good", []byte(good)); err != nil {
		t.Error(err)
	}
	_, err = v.Decode(t.Context(), "bad", []byte(good+"dta: {}\n"))
	wantError(t, err, `go type: strict decoding error: unknown field "dta"`)
	_, err = v.Decode(t.Context(), "secret", []byte("apiVersion: v1\nkind: Secret\nmetadata:\n  name: token\n"))
	wantError(t, err, "no CRD defines /v1, Kind=Secret")
}

func TestMissingModuleIsNamed(t *testing.T) {
	_, err := moduleDir(context.Background(), "example.com/none")
	wantError(t, err, "go list -m example.com/none")
	_, err = readDefinitions(t.TempDir())
	wantError(t, err, "holds no CRD")
}

func TestObjectsThatOverwriteEachOtherAreFound(t *testing.T) {
	const folder = "apiVersion: grafana.integreatly.org/v1beta1\nkind: GrafanaFolder\nmetadata:\n  name: canopy\n  namespace: NS\nspec:\n  instanceSelector: {}\n---\n"
	objects, err := mustVerifier(t).Decode(t.Context(), "stream", []byte(strings.ReplaceAll(folder, "NS", "a")+strings.ReplaceAll(folder, "NS", "b")))
	if err != nil {
		t.Fatal(err)
	}
	if err := unique(objects); err != nil {
		t.Error(err)
	}
	wantError(t, unique(slices.Concat(objects, objects[:1])), "GrafanaFolder a/canopy: built twice")
}
