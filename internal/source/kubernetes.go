package source

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/llm-observability/dashgen/internal/diag"
)

// A carrier is what is around a dashboard.
type carrier struct {
	resource *Resource
	inputs   []input
}

// An input is a name that something substitutes in a dashboard.
type input struct {
	name, datasource string
}

// isObject reports whether a document is a Kubernetes object.
func isObject(n *Node) bool {
	return n.Kind == Object && n.String("apiVersion").Value != "" && n.String("kind").Value != ""
}

// object reads a Kubernetes object and what it carries.
func (r *reader) object(n *Node, depth int) {
	kind := n.String("kind")
	if items := n.Get("items"); items != nil && items.Kind == Array && strings.HasSuffix(kind.Value, "List") {
		for _, item := range items.Items {
			r.document(item, depth+1)
		}
		return
	}
	res := &Resource{
		Place: n.Place, Node: n, APIVersion: n.String("apiVersion"), Kind: kind,
		Namespace: n.String("metadata", "namespace"), Name: n.Scalar("metadata", "name"),
	}
	r.file.Resources = append(r.file.Resources, res)
	group, _, _ := strings.Cut(res.APIVersion.Value, "/")
	switch {
	case kind.Value == "GrafanaDashboard":
		r.grafanaDashboard(res)
	case kind.Value == "GrafanaLibraryPanel":
		r.grafanaDashboard(res)
	case kind.Value == "ConfigMap" && group == "v1":
		r.configMap(res)
	case kind.Value == "PersesDashboard":
		r.perses(n, carrier{resource: res})
	case kind.Value == "PrometheusRule" || kind.Value == "AlertingRule" && group == "monitoring.openshift.io":
		r.groups(n.Get("spec"), res)
	case strings.HasPrefix(kind.Value, "Dashboard") || kind.Value == "LibraryPanel":
		r.spec(n, carrier{resource: res})
	}
}

// spec reads the dashboard that an object is, of Grafana's own interface or of a tool that writes it down so.
func (r *reader) spec(n *Node, c carrier) {
	spec := n.Get("spec")
	if isPerses(spec) {
		r.perses(n, c)
		return
	}
	before := len(r.file.Dashboards)
	r.bare(spec, c)
	for _, d := range r.file.Dashboards[before:] {
		d.Place = n.Place
		if name := n.String("metadata", "name"); name.Exists() && !d.UID.Exists() {
			d.UID = name
		}
	}
}

// grafanaDashboard reads the resource of the Grafana operator. What it takes from a URL, a ConfigMap or Jsonnet
// isn't in the file.
func (r *reader) grafanaDashboard(res *Resource) {
	spec := res.Node.Get("spec")
	c := carrier{resource: res}
	for _, ds := range spec.List("datasources") {
		c.inputs = append(c.inputs, input{ds.String("inputName").Value, ds.String("datasourceName").Value})
	}
	switch n := spec.Get("json"); {
	case n == nil || n.Kind == Null || n.Kind == String && strings.TrimSpace(n.Text.Value) == "":
	case n.Kind == String:
		r.embedded(&n.Text, "spec.json", c)
	default:
		r.bad.Add(n.Place.Position(0), "spec.json is not text").Because("the operator takes the JSON of a dashboard as a string").
			Help("write json: | and the dashboard below it")
	}
	if text := spec.Scalar("gzipJson"); text.Exists() {
		plain, err := gunzip(text.Value)
		if err != nil {
			r.bad.Add(text.Position(0), "spec.gzipJson can't be read").Because("%v", err).
				Help("write it with gzip -c dashboard.json | base64 -w0")
			return
		}
		t := text.at(plain)
		r.embedded(&t, "spec.gzipJson", c)
	}
}

// gunzip decodes compressed text in base64, up to the size of a file.
func gunzip(s string) (string, error) {
	packed, err := decodeBase64(s)
	if err != nil {
		return "", err
	}
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return "", fmt.Errorf("it is not gzip: %w", err)
	}
	plain, err := io.ReadAll(io.LimitReader(z, MaxSize+1))
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "", errors.New("the compressed data ends too early")
	case err != nil:
		return "", fmt.Errorf("it is not gzip: %w", err)
	case len(plain) > MaxSize:
		return "", fmt.Errorf("it is larger than %d MiB unpacked", MaxSize>>20)
	}
	return string(plain), nil
}

func decodeBase64(s string) ([]byte, error) {
	plain, err := base64.StdEncoding.DecodeString(s) // line breaks in it are skipped
	if err != nil {
		plain, err = base64.StdEncoding.DecodeString(strings.Join(strings.Fields(s), ""))
	}
	if err != nil {
		return nil, fmt.Errorf("it is not base64: %w", err)
	}
	return plain, nil
}

// embedded reads the JSON of a dashboard in a text.
func (r *reader) embedded(t *Text, name string, c carrier) {
	n, err := parseJSON(t)
	if err != nil {
		r.bad.Join(r.hint(err, t.Value, name+" is the JSON of a dashboard"))
	}
	if n == nil {
		return
	}
	if n.Kind != Object {
		r.bad.Add(n.Place.Position(0), "%s is no dashboard", name).Because("a dashboard is an object")
		return
	}
	before := len(r.file.Dashboards)
	if r.bare(n, c); len(r.file.Dashboards) == before {
		r.file.Dashboards = append(r.file.Dashboards, classic(n, c)) // the object says that it is one
	}
}

// configMap reads the dashboards and rules that a ConfigMap holds, each under a key of its own.
func (r *reader) configMap(res *Resource) {
	if data := res.Node.Get("data"); data != nil {
		for _, m := range data.Members {
			if m.Value.Kind == String {
				r.data(&m.Value.Text, res)
			}
		}
	}
	if data := res.Node.Get("binaryData"); data != nil {
		for _, m := range data.Members {
			plain, err := decodeBase64(m.Value.Text.Value)
			if err != nil {
				r.bad.Add(m.Value.Place.Position(0), "binaryData.%s can't be read", m.Key.Value).Because("%v", err)
				continue
			}
			t := m.Value.Text.at(string(plain))
			r.data(&t, res)
		}
	}
}

// data reads one value of a ConfigMap. What is no dashboard and no rules is somebody else's.
func (r *reader) data(t *Text, res *Resource) {
	switch {
	case looksLikeJSON(t.Value) && isOurs(t.Value):
		n, err := parseJSON(t)
		if err != nil {
			r.bad.Join(r.hint(err, t.Value, "the value is the JSON of a dashboard"))
		}
		if n != nil {
			r.bare(n, carrier{resource: res})
		}
	case hasRules(t.Value):
		docs, err := parseYAML(t)
		if err != nil {
			return // something else that has these words
		}
		for _, n := range docs {
			r.groups(n, res)
		}
	}
}

// hint adds to an error of the JSON reader what was expected.
func (r *reader) hint(err error, content, expected string) error {
	var list diag.List
	list.Join(err)
	for _, e := range list {
		switch {
		case e.Hint != "":
		case template(content) >= 0:
			e.Help("it is a template: render it first, such as helm template CHART | dashgen lint -")
		default:
			e.Help("%s", expected)
		}
	}
	return list
}

// Size is how many bytes the object has as JSON, written as Kubernetes' own tools write it.
func (res *Resource) Size() int { return jsonSize(res.Node) }

func jsonSize(n *Node) int {
	size := 0
	switch n.Kind {
	case Object:
		size = 2 + max(0, len(n.Members)-1)
		for i := range n.Members {
			size += quotedSize(n.Members[i].Key.Value) + 1 + jsonSize(n.Members[i].Value)
		}
	case Array:
		size = 2 + max(0, len(n.Items)-1)
		for _, item := range n.Items {
			size += jsonSize(item)
		}
	case String:
		size = quotedSize(n.Text.Value)
	case Null:
		size = 4
	default:
		size = len(n.Text.Value)
	}
	return size
}

// quotedSize is how many bytes a string has as Go writes it: characters that mean something in HTML are escaped.
func quotedSize(s string) int {
	size := len(s) + 2
	for i := range len(s) {
		switch c := s[i]; {
		case c == '"' || c == '\\' || c == '\n' || c == '\r' || c == '\t' || c == '\b' || c == '\f':
			size++
		case c < 0x20 || c == '<' || c == '>' || c == '&':
			size += 5
		case c == 0xe2 && (strings.HasPrefix(s[i:], "\u2028") || strings.HasPrefix(s[i:], "\u2029")):
			size += 3
		}
	}
	return size
}
