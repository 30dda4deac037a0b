package lint

import "path"

// duplicateUIDRule compares the uids of all dashboards of a run.
var duplicateUIDRule = &Rule{
	Name:     "duplicate-uid",
	Title:    "two dashboards with one uid",
	Severity: Error,
	Since:    "0.2",
	Why: "The uid is what Grafana knows a dashboard by. Of two with the same uid, the one that is written last replaces the other; with provisioning or an operator, each writes over the other for ever. It happens when a file is " +
		"copied to begin a new dashboard.",
	Cost:   "One of the two is not there, or now one and now the other.",
	Except: "The same dashboard for several places is none: dashboards of one title in different folders are not compared. Nor are uids that something replaces before Grafana sees them.",
	Bad: []Example{{Input: `{
  "apiVersion": "v1",
  "kind": "List",
  "items": [
    {"apiVersion": "grafana.integreatly.org/v1beta1", "kind": "GrafanaDashboard", "metadata": {"name": "model-server"}, "spec": {"instanceSelector": {}, "json": "{\"uid\": \"model-server\", \"title\": \"Model server\", \"panels\": []}"}},
    {"apiVersion": "grafana.integreatly.org/v1beta1", "kind": "GrafanaDashboard", "metadata": {"name": "model-server-new"}, "spec": {"instanceSelector": {}, "json": "{\"uid\": \"model-server\", \"title\": \"Model server, new\", \"panels\": []}"}}
  ]
}`}},
	Good: []Example{{Input: `{
  "apiVersion": "v1",
  "kind": "List",
  "items": [
    {"apiVersion": "grafana.integreatly.org/v1beta1", "kind": "GrafanaDashboard", "metadata": {"name": "model-server"}, "spec": {"instanceSelector": {}, "json": "{\"uid\": \"model-server\", \"title\": \"Model server\", \"panels\": []}"}},
    {"apiVersion": "grafana.integreatly.org/v1beta1", "kind": "GrafanaDashboard", "metadata": {"name": "model-server-new"}, "spec": {"instanceSelector": {}, "json": "{\"uid\": \"model-server-new\", \"title\": \"Model server, new\", \"panels\": []}"}}
  ]
}`}},
	Run: func(p *Pass, files []*Summary) {
		type owner struct {
			DashboardSummary
			path string
		}
		owners := map[string][]owner{}
		for _, f := range files {
			for _, d := range f.Dashboards {
				uid := d.UID.Value
				if uid == "" || hasVariable(uid) {
					continue
				}
				for _, first := range owners[uid] {
					if first.Title.Value == d.Title.Value && path.Dir(first.path) != path.Dir(f.Path) {
						continue
					}
					found := p.Report(Place{text: d.UID, end: len(uid)}, "the dashboard %q in %s has the same uid", first.Title.Value, first.path)
					found.Help("give one of them another uid")
					found.Dashboard = d.Title.Value
					break
				}
				owners[uid] = append(owners[uid], owner{d, f.Path})
			}
		}
	},
}
