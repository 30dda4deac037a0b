package cluster

import (
	"encoding/json"
	"strings"
	"testing"
)

// rejections are objects that a cluster must not take. Were one of them taken, the proofs that ours are would prove nothing.
var rejections = []struct {
	name   string
	before func(spec map[string]any) // what was applied already, if anything
	change func(spec map[string]any)
	says   string
}{
	{
		name:   "unknown field",
		change: func(spec map[string]any) { spec["folderReff"] = "elsewhere" },
		says:   ".spec.folderReff: field not declared in schema",
	},
	{
		name:   "no instance selector",
		change: func(spec map[string]any) { delete(spec, "instanceSelector") },
		says:   "spec.instanceSelector: Required value",
	},
	{
		name:   "folder said twice",
		change: func(spec map[string]any) { spec["folderRef"], spec["folder"] = "one", "another" },
		says:   "folder field cannot be set when folderUID or folderRef is already declared",
	},
	{
		name:   "changed uid",
		before: func(spec map[string]any) { spec["uid"] = "one" },
		change: func(spec map[string]any) { spec["uid"] = "another" },
		says:   "spec.uid is immutable",
	},
	{
		name:   "changed instance selector",
		before: func(map[string]any) {},
		change: func(spec map[string]any) {
			spec["instanceSelector"] = map[string]any{"matchLabels": map[string]any{"dashboards": "another"}}
		},
		says: "spec.instanceSelector is immutable",
	},
	{
		name:   "import across namespaces no longer allowed",
		before: func(spec map[string]any) { spec["allowCrossNamespaceImport"] = true },
		change: func(spec map[string]any) { spec["allowCrossNamespaceImport"] = false },
		says:   "disabling spec.allowCrossNamespaceImport requires a recreate",
	},
}

// reject breaks a dashboard of ours in one place at a time.
func (p proof) reject(t *testing.T) {
	names, err := overlays(generated())
	if err != nil {
		t.Fatal(err)
	}
	objects, err := p.render(t.Context(), overlayDir(generated(), names[0]))
	if err != nil {
		t.Fatal(err)
	}
	dashboards := ofKind(objects, "grafana.integreatly.org", "GrafanaDashboard")
	if len(dashboards) == 0 {
		t.Fatalf("%s has no dashboard", names[0])
	}
	if err := p.namespace(t.Context(), "rejected"); err != nil {
		t.Fatal(err)
	}
	for _, r := range rejections {
		t.Run(r.name, func(t *testing.T) {
			if r.before != nil {
				taken := broken(t, dashboards[0], r.before)
				if err := p.applyObjects(t.Context(), taken); err != nil {
					t.Fatal(err)
				}
				defer func() {
					if err := p.deleteObjects(t.Context(), []Object{taken}); err != nil {
						t.Error(err)
					}
				}()
			}
			err := p.applyObjects(t.Context(), broken(t, dashboards[0], r.change))
			if err == nil || !strings.Contains(err.Error(), r.says) {
				t.Errorf("%v, want %q", err, r.says)
			}
		})
	}
}

// broken is a copy of an object in a namespace of its own, with another specification.
func broken(t *testing.T, o Object, change func(spec map[string]any)) Object {
	t.Helper()
	data, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	var other Object
	if err := json.Unmarshal(data, &other); err != nil {
		t.Fatal(err)
	}
	other.at("metadata").(map[string]any)["namespace"] = "rejected"
	change(other.at("spec").(map[string]any))
	return other
}
