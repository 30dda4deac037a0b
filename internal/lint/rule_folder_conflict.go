package lint

import "strings"

// folderConflictRule finds objects of the Grafana operator that the server rejects for two folders.
var folderConflictRule = &Rule{
	Name:     "folder-conflict",
	Title:    "an object of the Grafana operator that names its folder in more than one way",
	Severity: Error,
	Since:    "0.2",
	Why: "A GrafanaDashboard takes one of folder, folderRef and folderUID; a GrafanaLibraryPanel and a GrafanaAlertRuleGroup one of folderRef and folderUID, " +
		"a GrafanaFolder one of parentFolderRef and parentFolderUID. The operator's own definitions of these kinds hold that as a validation rule (v5.24.0), " +
		"so the API server answers the second one with an error. An empty text counts as set.",
	Cost: "The object is not applied, and a deployment of many objects stops there.",
	Bad: []Example{{Input: `apiVersion: grafana.integreatly.org/v1beta1
kind: GrafanaDashboard
metadata:
  name: gateway
spec:
  folder: Platform
  folderRef: platform
  instanceSelector:
    matchLabels:
      app: grafana
  url: https://dashboards.example.com/gateway.json
`}},
	Good: []Example{{Input: `apiVersion: grafana.integreatly.org/v1beta1
kind: GrafanaDashboard
metadata:
  name: gateway
spec:
  folderRef: platform
  instanceSelector:
    matchLabels:
      app: grafana
  url: https://dashboards.example.com/gateway.json
`}},
	Resource: func(p *Pass, r *Resource) {
		var set []string
		for _, field := range folderFields(r) {
			if isSet(r.Node, "spec", field) {
				set = append(set, field)
			}
		}
		if len(set) < 2 {
			return
		}
		last := set[len(set)-1]
		p.Report(r.AtKey("spec", last), "%s exclude each other: the server rejects the %s", strings.Join(set, " and "), r.Kind.Value).
			Help("keep %s alone", keepFolder(set))
	},
}

// folderFields are the fields of which an object may have one.
func folderFields(r *Resource) []string {
	switch {
	case r.Is(operatorGroup, "GrafanaDashboard"):
		return []string{"folder", "folderRef", "folderUID"}
	case r.Is(operatorGroup, "GrafanaLibraryPanel", "GrafanaAlertRuleGroup"):
		return []string{"folderRef", "folderUID"}
	case r.Is(operatorGroup, "GrafanaFolder"):
		return []string{"parentFolderRef", "parentFolderUID"}
	}
	return nil
}

// keepFolder is the one of the fields that can't go wrong: a reference waits for its folder, a title makes another one.
func keepFolder(set []string) string {
	for _, field := range set {
		if strings.HasSuffix(field, "Ref") {
			return field
		}
	}
	return set[len(set)-1]
}
