package cluster

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"strings"
)

const grafanaGroup = "grafana.integreatly.org"

// external makes Grafana resources for the objects of an overlay that stand for Grafanas outside of the cluster, each below a path
// of its own at the URL. Those that the overlay brings along keep their names and labels; the operator would otherwise start
// them, and nothing runs pods here. Where it brings none, there is one per namespace, or one elsewhere for dashboards that may cross.
func external(overlay, url string, objects []Object) []Object {
	instances := map[string]Object{}
	for _, o := range ofKind(objects, grafanaGroup, "Grafana") {
		instances[o.namespace()+"/"+o.name()] = instanceAt(url, o.namespace(), o.name(), o.at("metadata", "labels"))
	}
	for _, o := range objects {
		if !strings.HasPrefix(o.apiVersion(), grafanaGroup+"/") || o.at("spec", "instanceSelector") == nil {
			continue
		}
		matched := false
		for _, i := range instances {
			matched = matched || selects(o, i)
		}
		if matched {
			continue
		}
		namespace := o.namespace()
		if o.at("spec", "allowCrossNamespaceImport") == true {
			namespace = overlay + "-grafana"
		}
		name := overlay
		for n := 2; instances[namespace+"/"+name] != nil; n++ { // for objects with different selectors
			name = fmt.Sprintf("%s-%d", overlay, n)
		}
		instances[namespace+"/"+name] = instanceAt(url, namespace, name, o.at("spec", "instanceSelector", "matchLabels"))
	}
	made := make([]Object, 0, len(instances))
	for _, i := range instances {
		made = append(made, i)
	}
	return made
}

// instanceAt is a Grafana resource for one that runs elsewhere, whose token is in a Secret beside it.
func instanceAt(url, namespace, name string, labels any) Object {
	return Object{
		"apiVersion": grafanaGroup + "/v1beta1", "kind": "Grafana",
		"metadata": map[string]any{"namespace": namespace, "name": name, "labels": labels},
		"spec": map[string]any{"external": map[string]any{
			"url":    url + "/" + namespace + "/" + name,
			"apiKey": map[string]any{"name": "stand-in", "key": "token"},
		}},
	}
}

// selects is whether the operator gives an object to an instance.
func selects(o, instance Object) bool {
	if o.namespace() != instance.namespace() && o.at("spec", "allowCrossNamespaceImport") != true {
		return false
	}
	wanted, _ := o.at("spec", "instanceSelector", "matchLabels").(map[string]any)
	labels, _ := instance.at("metadata", "labels").(map[string]any)
	for key, value := range wanted {
		if labels[key] != value {
			return false
		}
	}
	return true
}

// expected is what the operator has to submit for a GrafanaDashboard, worked out from the object alone.
func expected(o Object) (map[string]any, error) {
	content := o.text("spec", "json")
	if zipped := o.text("spec", "gzipJson"); zipped != "" {
		raw, err := base64.StdEncoding.DecodeString(zipped)
		if err != nil {
			return nil, err
		}
		reader, err := gzip.NewReader(bytes.NewReader(raw))
		if err != nil {
			return nil, err
		}
		data, err := io.ReadAll(reader)
		if err != nil {
			return nil, err
		}
		content = string(data)
	}
	inputs, _ := o.at("spec", "datasources").([]any)
	for _, input := range inputs {
		input, _ := input.(map[string]any)
		content = strings.ReplaceAll(content, fmt.Sprintf("${%s}", input["inputName"]), fmt.Sprint(input["datasourceName"]))
	}
	var dashboard map[string]any
	if err := json.Unmarshal([]byte(content), &dashboard); err != nil {
		return nil, err
	}
	if uid := o.text("spec", "uid"); uid != "" {
		dashboard["uid"] = uid
	}
	return dashboard, nil
}

// withoutID is a dashboard without what belongs to one Grafana only.
func withoutID(dashboard map[string]any) map[string]any {
	other := maps.Clone(dashboard)
	delete(other, "id")
	return other
}

// synchronized is an error unless the operator says that it has done its part for the object as it is now.
func synchronized(o Object) error {
	condition := strings.TrimPrefix(o.kind(), "Grafana") + "Synchronized"
	conditions, _ := o.at("status", "conditions").([]any)
	for _, c := range conditions {
		c, _ := c.(map[string]any)
		if c["type"] == condition && c["status"] == "True" && c["observedGeneration"] == o.at("metadata", "generation") {
			return nil
		}
	}
	return fmt.Errorf("%s is not synchronized: %v", o.id(), o.at("status"))
}

// reached is an error unless the operator has talked to the Grafana.
func reached(o Object) error {
	if o.text("status", "stage") == "complete" && o.text("status", "stageStatus") == "success" {
		return nil
	}
	return fmt.Errorf("%s is not reached: %v", o.id(), o.at("status"))
}
