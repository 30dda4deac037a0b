package cluster

import (
	"bytes"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"sigs.k8s.io/yaml"
)

// Object is a Kubernetes object as it is written.
type Object map[string]any

// at follows names into the object; it is nil where they lead nowhere.
func (o Object) at(names ...string) any {
	var value any = map[string]any(o)
	for _, name := range names {
		fields, ok := value.(map[string]any)
		if !ok {
			return nil
		}
		value = fields[name]
	}
	return value
}

func (o Object) text(names ...string) string {
	text, _ := o.at(names...).(string)
	return text
}

func (o Object) apiVersion() string { return o.text("apiVersion") }
func (o Object) kind() string       { return o.text("kind") }
func (o Object) name() string       { return o.text("metadata", "name") }
func (o Object) namespace() string  { return o.text("metadata", "namespace") }

// id names an object among all of a cluster.
func (o Object) id() string {
	return fmt.Sprintf("%s %s %s/%s", o.apiVersion(), o.kind(), o.namespace(), o.name())
}

// meaning is the object without what the API server adds for itself: what a person wrote.
func (o Object) meaning() Object {
	written := maps.Clone(o)
	delete(written, "status")
	if metadata, ok := o.at("metadata").(map[string]any); ok {
		metadata = maps.Clone(metadata)
		for _, own := range []string{"creationTimestamp", "generation", "managedFields", "resourceVersion", "uid"} {
			delete(metadata, own)
		}
		written["metadata"] = metadata
	}
	return written
}

// separator stands between two documents of a YAML stream.
var separator = regexp.MustCompile(`(?m)^---\s*$`)

// decode reads a YAML stream.
func decode(stream []byte) ([]Object, error) {
	var objects []Object
	for _, document := range separator.Split(string(stream), -1) {
		var o Object
		if err := yaml.Unmarshal([]byte(document), &o); err != nil {
			return nil, err
		}
		if len(o) > 0 {
			objects = append(objects, o)
		}
	}
	return objects, nil
}

// encode writes a YAML stream.
func encode(objects []Object) ([]byte, error) {
	var stream bytes.Buffer
	for _, o := range objects {
		data, err := yaml.Marshal(o)
		if err != nil {
			return nil, err
		}
		stream.WriteString("---\n")
		stream.Write(data)
	}
	return stream.Bytes(), nil
}

// ofKind picks the objects of one kind in a group, whatever its version.
func ofKind(objects []Object, group, kind string) []Object {
	return slices.DeleteFunc(slices.Clone(objects), func(o Object) bool {
		return o.kind() != kind || !strings.HasPrefix(o.apiVersion(), group+"/")
	})
}

// namespaces are those that the objects need and do not bring along, sorted.
func namespaces(objects []Object) []string {
	needed := map[string]bool{}
	for _, o := range objects {
		if o.namespace() != "" {
			needed[o.namespace()] = true
		}
	}
	for _, o := range objects {
		if o.apiVersion() == "v1" && o.kind() == "Namespace" {
			delete(needed, o.name())
		}
	}
	return slices.Sorted(maps.Keys(needed))
}
