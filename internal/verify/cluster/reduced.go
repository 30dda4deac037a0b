package cluster

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"sigs.k8s.io/yaml"
)

// reduced generates the output anew, below dir, with one dashboard less in each environment that has several. It returns the
// folder, and which dashboard each overlay lacks.
func reduced(ctx context.Context, root, dir string) (out string, removed map[string]string, err error) {
	data, err := os.ReadFile(filepath.Join(root, "dashgen.yaml"))
	if err != nil {
		return "", nil, err
	}
	var config map[string]any
	if err := yaml.Unmarshal(data, &config); err != nil {
		return "", nil, err
	}
	removed = map[string]string{}
	environments, _ := config["environments"].(map[string]any)
	for name, value := range environments {
		environment, _ := value.(map[string]any)
		dashboards, _ := environment["dashboards"].([]any)
		if len(dashboards) < 2 {
			continue
		}
		overlay, named := environment["overlay"].(string)
		if !named {
			overlay = name
		}
		last := len(dashboards) - 1
		removed[overlay] = fmt.Sprint(dashboards[last])
		environment["dashboards"] = slices.Delete(dashboards, last, last+1)
	}
	if len(removed) == 0 {
		return "", nil, fmt.Errorf("no environment has several dashboards")
	}
	if data, err = yaml.Marshal(config); err != nil {
		return "", nil, err
	}
	file := filepath.Join(dir, "dashgen.yaml")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		return "", nil, err
	}
	out = filepath.Join(dir, "out")
	_, err = run(ctx, root, nil, nil, "go", "run", "./cmd/dashgen", "generate", "--config", file, "--out", out)
	return out, removed, err
}
