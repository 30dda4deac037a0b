package diff

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// definitions is where the custom resources of the operator's pinned release are defined.
func definitions(t *testing.T) []string {
	t.Helper()
	cmd := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/grafana/grafana-operator/v5")
	cmd.Dir = "../verify/manifests"
	dir, err := cmd.Output()
	if err != nil || strings.TrimSpace(string(dir)) == "" {
		t.Skipf("the operator's module is not in the module cache: %v", err)
	}
	files, err := filepath.Glob(filepath.Join(strings.TrimSpace(string(dir)), "config/crd/bases/*.yaml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no definitions in %s: %v", dir, err)
	}
	return files
}

// TestImmutableFields compares our list with the rules of the operator that look at the old object.
func TestImmutableFields(t *testing.T) {
	grafana := map[string][]string{}
	for _, file := range definitions(t) {
		var crd struct {
			Spec struct {
				Names    struct{ Kind string }
				Versions []struct {
					Schema struct {
						OpenAPI map[string]any `yaml:"openAPIV3Schema"`
					}
				}
			}
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := yaml.Unmarshal(data, &crd); err != nil {
			t.Fatal(err)
		}
		fields := map[string]bool{}
		for _, v := range crd.Spec.Versions {
			rules("", v.Schema.OpenAPI, fields)
		}
		kind := crd.Spec.Names.Kind
		if fields["one way"] != hasOneWay(kind) {
			t.Errorf("%s: %s goes one way: %v", kind, oneWay, fields["one way"])
		}
		delete(fields, "one way")
		if len(fields) > 0 {
			grafana[kind] = slices.Sorted(maps.Keys(fields))
		}
	}
	for kind, want := range grafana {
		if !slices.Equal(immutable[kind], want) {
			t.Errorf("%s: %v, the operator says %v", kind, immutable[kind], want)
		}
	}
	for kind := range immutable {
		if strings.HasPrefix(kind, "Grafana") && grafana[kind] == nil {
			t.Errorf("the operator has no rule for %s", kind)
		}
	}
}

// rules collects the paths of a schema whose rules compare with the old object.
func rules(path string, schema map[string]any, into map[string]bool) {
	list, _ := schema["x-kubernetes-validations"].([]any)
	for _, r := range list {
		switch rule, _ := r.(map[string]any)["rule"].(string); {
		case rule == "self == oldSelf":
			into[path] = true
		case strings.HasPrefix(rule, "!oldSelf.allowCrossNamespaceImport ||"):
			into["one way"] = true
		case strings.Contains(rule, "oldSelf"): // that it may not come or go: those have the other rule, too
			_, field, _ := strings.Cut(rule, "oldSelf.")
			field, _, _ = strings.Cut(field, ")")
			into[path+"."+strings.Trim(field, "_")] = true
		}
	}
	properties, _ := schema["properties"].(map[string]any)
	for name, p := range properties {
		at := strings.TrimPrefix(path+"."+name, ".")
		if p, ok := p.(map[string]any); ok {
			rules(at, p, into)
		}
	}
}
