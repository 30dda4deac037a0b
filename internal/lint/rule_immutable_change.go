package lint

import "github.com/llm-observability/dashgen/internal/source"

// immutableChangeRule compares objects of the Grafana operator with what they were at the base revision.
var immutableChangeRule = &Rule{
	Name:     "immutable-change",
	Title:    "a change of a field that can't be changed once the object exists",
	Severity: Warning,
	Since:    "0.2",
	Why: "The definitions of the Grafana operator's kinds (v5.24.0) make spec.instanceSelector immutable everywhere and spec.uid in dashboards, folders, data sources " +
		"and library panels, where it can't be added or removed later either; allowCrossNamespaceImport can be switched on and not off. The API server rejects the update. " +
		"Where spec.uid is not set, the operator takes the uid in the dashboard or the data source, and answers another one by deleting what it made and making it anew. " +
		"The rule needs to know how the files were: --base REVISION.",
	Cost: "The cluster keeps the old object and every later deployment fails as well; or with a new uid, links, bookmarks, and dashboards that name the data source, break.",
	Except: "An object that is not deployed yet, or that is deleted and made again on purpose. An object that has another name, namespace or file than at the base revision " +
		"is not compared.",
	Bad: []Example{{
		Base: "apiVersion: grafana.integreatly.org/v1beta1\nkind: GrafanaFolder\nmetadata:\n  name: platform\nspec:\n" +
			"  uid: platform\n  instanceSelector:\n    matchLabels:\n      app: grafana\n",
		Input: "apiVersion: grafana.integreatly.org/v1beta1\nkind: GrafanaFolder\nmetadata:\n  name: platform\nspec:\n" +
			"  uid: inference\n  instanceSelector:\n    matchLabels:\n      app: grafana\n",
	}},
	Good: []Example{{
		Base: "apiVersion: grafana.integreatly.org/v1beta1\nkind: GrafanaFolder\nmetadata:\n  name: platform\nspec:\n" +
			"  uid: platform\n  instanceSelector:\n    matchLabels:\n      app: grafana\n",
		Input: "apiVersion: grafana.integreatly.org/v1beta1\nkind: GrafanaFolder\nmetadata:\n  name: platform\nspec:\n" +
			"  uid: platform\n  title: Inference\n  instanceSelector:\n    matchLabels:\n      app: grafana\n",
		Note: "the title may change",
	}},
	Resource: func(p *Pass, r *Resource) {
		if r.Group() != operatorGroup || r.Kind.Value == "Grafana" {
			return
		}
		old := r.Base()
		if old == nil {
			return
		}
		was, is := old.Node.Get("spec", "instanceSelector"), r.Node.Get("spec", "instanceSelector")
		if was != nil && is != nil && !alike(was, is) {
			p.Report(r.AtKey("spec", "instanceSelector"), "instanceSelector can't be changed: the server rejects the update").
				Help("take the change back, or give the object another metadata.name so that the old one is deleted and a new one made")
		}
		if old.Node.Bool("spec", "allowCrossNamespaceImport") && !r.Node.Bool("spec", "allowCrossNamespaceImport") {
			p.Report(r.AtKey("spec", "allowCrossNamespaceImport"), "allowCrossNamespaceImport can't be switched off: the server rejects the update").
				Help("leave it true, or delete the object and make it again")
		}
		changedUID(p, r, old)
	},
}

// changedUID compares the uids under which Grafana knows an object.
func changedUID(p *Pass, r, old *Resource) {
	was, is := old.Node.String("spec", "uid"), r.Node.String("spec", "uid")
	if was.Value == "" && is.Value == "" {
		changedContentUID(p, r, old)
		return
	}
	strict := r.Is(operatorGroup, "GrafanaDashboard", "GrafanaFolder", "GrafanaDatasource", "GrafanaLibraryPanel")
	var f *Finding
	switch {
	case was.Value == is.Value, !strict && (was.Value == "" || is.Value == ""):
		return
	case is.Value == "":
		f = p.Report(r.At(r.Name), "uid %s can't be removed: the server rejects the update", was.Value)
	case was.Value == "":
		f = p.Report(r.At(is), "a uid can't be added later: the server rejects the update")
	default:
		f = p.Report(r.At(is), "uid %s can't be changed: the server rejects the update", was.Value)
	}
	f.Help("take the change back, or give the object another metadata.name so that the old one is deleted and a new one made")
}

// changedContentUID compares the uids that stand in what objects carry.
func changedContentUID(p *Pass, r, old *Resource) {
	was, known := old.contentUID()
	is, knownToo := r.contentUID()
	if !known || !knownToo || was.Value == is.Value {
		return
	}
	what := "dashboard"
	if r.Kind.Value == "GrafanaDatasource" {
		what = "data source"
	}
	switch {
	case was.Value == "":
		p.Report(r.At(is), "the %s gets a uid: the operator deletes the one with the uid that it made up, and makes another one", what).
			Help("expect links to it to break")
	case is.Value == "":
		p.Report(r.At(r.Name), "the %s loses its uid %s: the operator deletes it and makes another one with a uid that nobody knows", what, was.Value).
			Help("keep the uid %s", was.Value)
	default:
		p.Report(r.At(is), "the uid was %s: the operator deletes that %s and makes another one", was.Value, what).Help("keep the uid %s", was.Value)
	}
}

// contentUID is the uid that stands in what an object carries. known is false where that isn't in the file.
func (r *Resource) contentUID() (uid source.Text, known bool) {
	switch {
	case r.Is(operatorGroup, "GrafanaDatasource"):
		return r.Node.String("spec", "datasource", "uid"), true
	case r.Is(operatorGroup, "GrafanaDashboard"):
		for _, d := range r.File.Dashboards {
			if d.Resource == r.Resource {
				return d.UID, true
			}
		}
	}
	return source.Text{}, false
}
