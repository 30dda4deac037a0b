package diff

import (
	"encoding/json"
	"path"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/llm-observability/dashgen/internal/diag"
)

// isOwn reports whether a path is of the files that Grafana reads by itself.
func isOwn(name string) bool { return strings.HasPrefix(name, "provisioning/") }

// isProvider reports whether a path is of a file that tells Grafana where dashboards are.
func isProvider(name string) bool {
	return isOwn(name) && isYAML(name) && path.Base(path.Dir(name)) == "dashboards"
}

// asObject writes a provider as an object, so that its values are compared like those of any other.
func asObject(name string, data []byte) ([]byte, error) {
	var spec any
	err := yaml.Unmarshal(data, &spec)
	if err == nil {
		title := strings.TrimSuffix(path.Base(name), path.Ext(name))
		data, err = json.Marshal(map[string]any{
			"apiVersion": "grafana.com/v1", "kind": "Provider", "metadata": map[string]any{"name": title}, "spec": spec,
		})
	}
	if err != nil {
		return nil, diag.New(diag.Position{File: name}, "the provider can't be read").Because("%s", err)
	}
	return data, nil
}
