package config

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// providersPath is where Grafana's packages and its image look for providers of dashboards.
const providersPath = "/etc/grafana/provisioning/dashboards"

// provisioning reads how Grafana reads the dashboards from files.
func (r *reader) provisioning(e *draft, v value) {
	if v.node.Kind == yaml.ScalarNode {
		r.wrong(v, "a mapping").Help("write {path: %s}", providersPath)
		return
	}
	r.fields(v,
		required("path", "Grafana finds the dashboards there", func(v value) { e.Provisioning.Path = r.filePath(v) }),
	)
}

// filePath reads the path of a folder in Grafana's file system.
func (r *reader) filePath(v value) string {
	s := r.str(v)
	switch {
	case s == "":
		return ""
	case strings.Contains(s, "$"):
		r.add(v, "%s contains a dollar sign", v.label).Because("Grafana would put a variable of its environment there").
			Help("write the path out")
		return ""
	case s[0] != '/':
		r.add(v, "%s is %s", v.label, quote(s)).Because("it has to begin with /").Help("write something like %s", providersPath)
		return ""
	}
	return s
}

// configMaps reads what a sidecar of Grafana looks for.
func (r *reader) configMaps(e *draft, v value) {
	c := &e.ConfigMaps
	c.Value = "1"
	r.fields(v,
		required("label", "the sidecar finds ConfigMaps by it", func(v value) { c.Label = r.labelKey(v, "label") }),
		optional("value", func(v value) { c.Value = r.labelValue(v) }),
		optional("folderAnnotation", func(v value) { c.FolderAnnotation = r.labelKey(v, "annotation") }),
	)
}

// labelKey reads the key of a label or an annotation.
func (r *reader) labelKey(v value, what string) string {
	s := r.str(v)
	if s != "" && !isLabelKey(s) {
		r.add(v, "%s is %s, which is not the key of a Kubernetes %s", v.label, quote(s), what).
			Because(labelPartRule).Help(labelPrefix)
		return ""
	}
	return s
}

// checkFiles checks what is written as files that nobody replaces anything in.
func (r *reader) checkFiles(e *draft) {
	environment := e.value.place
	if e.hasTenant {
		for _, key := range []string{"provisioning", "configMaps"} {
			if place, ok := environment.below[key]; ok {
				r.report(place.pos, "%s is given, and so are tenants", key).
					Because("only the operator puts in a tenant's values").Help("leave one of them out")
			}
		}
	}
	if e.ConfigMaps.FolderAnnotation != "" && strings.Contains(e.Folder, "/") {
		r.report(environment.find("configMaps", "folderAnnotation").pos, "folder contains a slash").
			Because("the sidecar takes the annotation for a path").Help("write the folder without one, or leave the annotation out")
	}
}
