package lint

import (
	"slices"
	"strings"
)

// crossNamespaceRule compares selectors with the Grafanas of the run.
var crossNamespaceRule = &Rule{
	Name:     "cross-namespace",
	Title:    "an object that selects a Grafana of another namespace and is not allowed to",
	Severity: Warning,
	Since:    "0.2",
	Why: "The Grafana operator looks for the Grafanas that instanceSelector matches in the object's own namespace, unless spec.allowCrossNamespaceImport is true. " +
		"The rule is sure only where one run reads the object and the Grafanas, all with their namespaces: none in the object's namespace matches, and one in another does. " +
		"It is silent where a kustomization puts objects into other namespaces.",
	Cost:   "The operator notes that no instance matches, and the dashboard never shows up.",
	Except: "Another Grafana in the object's namespace that is not among the files.",
	Bad: []Example{{Input: `apiVersion: grafana.integreatly.org/v1beta1
kind: Grafana
metadata:
  name: grafana
  namespace: monitoring
  labels:
    app: grafana
---
apiVersion: grafana.integreatly.org/v1beta1
kind: GrafanaFolder
metadata:
  name: inference
  namespace: models
spec:
  instanceSelector:
    matchLabels:
      app: grafana
`}},
	Good: []Example{{Input: `apiVersion: grafana.integreatly.org/v1beta1
kind: Grafana
metadata:
  name: grafana
  namespace: monitoring
  labels:
    app: grafana
---
apiVersion: grafana.integreatly.org/v1beta1
kind: GrafanaFolder
metadata:
  name: inference
  namespace: models
spec:
  allowCrossNamespaceImport: true
  instanceSelector:
    matchLabels:
      app: grafana
`}},
	Run: func(p *Pass, summaries []*Summary) {
		var grafanas []ObjectSummary
		for _, s := range summaries {
			if s.MovesNamespaces {
				return
			}
			for _, o := range s.Objects {
				if o.Selector == nil && o.Namespace == "" {
					return // it may be anywhere
				}
				if o.Selector == nil {
					grafanas = append(grafanas, o)
				}
			}
		}
		for _, s := range summaries {
			for i := range s.Objects {
				if o := &s.Objects[i]; o.Selector != nil && o.Namespace != "" && !o.Selector.everywhere {
					crossNamespace(p, o, grafanas)
				}
			}
		}
	},
}

func crossNamespace(p *Pass, o *ObjectSummary, grafanas []ObjectSummary) {
	var elsewhere []string
	for _, g := range grafanas {
		if !o.Selector.matches(g.Labels) {
			continue
		}
		if g.Namespace == o.Namespace {
			return
		}
		if name := g.Namespace + "/" + g.Name; !slices.Contains(elsewhere, name) {
			elsewhere = append(elsewhere, name)
		}
	}
	if len(elsewhere) > 0 {
		p.Report(o.Place, "the selector matches %s, and the operator looks in namespace %s alone", strings.Join(elsewhere, " and "), o.Namespace).
			Help("set spec.allowCrossNamespaceImport: true")
	}
}
