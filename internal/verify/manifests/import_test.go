package manifests

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// TestImportAsksForEveryInput reads the files that people import by hand: Grafana asks for what is under __inputs, and puts it
// in the place of every reference.
func TestImportAsksForEveryInput(t *testing.T) {
	root := trees()["generated"]
	files, err := filepath.Glob(filepath.Join(root, "dashboards", "*", "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files: %v", len(files), err)
	}
	reference := regexp.MustCompile(`\$\{((?:DS|VAR|UID)_[^}]*)\}`)
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var board struct {
			Inputs []struct{ Name, Label, Type, PluginID, PluginName, Value string } `json:"__inputs"`
		}
		if err := json.Unmarshal(data, &board); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		asked := map[string]bool{}
		for _, in := range board.Inputs {
			asked[in.Name] = true
			switch in.Type {
			case "datasource":
				if in.PluginID != "prometheus" || in.PluginName == "" || in.Label == "" {
					t.Errorf("%s: %+v says not which data source is meant", file, in)
				}
			case "constant":
				if in.Value == "" || in.Label == "" {
					t.Errorf("%s: %+v says not what is meant", file, in)
				}
			default:
				t.Errorf("%s: Grafana knows no input of type %q", file, in.Type)
			}
		}
		used := map[string]bool{}
		for _, m := range reference.FindAllStringSubmatch(string(data), -1) {
			if used[m[1]] = true; !asked[m[1]] {
				t.Errorf("%s: nobody is asked for %s", file, m[1])
			}
		}
		for name := range asked {
			if !used[name] {
				t.Errorf("%s: %s is asked for and not used", file, name)
			}
		}
	}
}
