package source

import (
	"strings"
	"unicode/utf8"

	"github.com/llm-observability/dashgen/internal/diag"
)

// MaxSize is the size of the largest file that is read, in bytes. Kubernetes and Grafana take none of a tenth of it.
const MaxSize = 32 << 20

// maxDocuments is how many YAML documents are read of a file.
const maxDocuments = 50_000

// maxDepth is how deep lists may be in lists.
const maxDepth = 16

// Read reads a file. The error is a *diag.Error or a diag.List of them; the file holds what could be read
// all the same. It may be called from several goroutines.
func Read(path string, data []byte) (*File, error) { return read(path, string(data), true) }

// Expression is a file that is one expression.
func Expression(path, expr string) *File {
	t := Whole(path, expr)
	return &File{Path: path, Queries: []*Query{{Place: *t, Kind: Snippet, Text: *t}}}
}

// A reader reads one file.
type reader struct {
	file  *File
	named bool // the file was named: it is said what is wrong with it, whatever it is
	bad   diag.List
	// waiting are the allowances of a Markdown file that the next block of expressions is for.
	waiting []*Allowance
}

func read(path, content string, named bool) (*File, error) {
	r := &reader{file: &File{Path: path}, named: named}
	if len(content) > MaxSize {
		if !named && !isOurs(content[:sniffed]) {
			return r.file, nil
		}
		return r.file, tooLarge(path)
	}
	r.content(Whole(path, content))
	return r.file, r.bad.Err()
}

func tooLarge(path string) error {
	return diag.New(diag.Position{File: path}, "the file is larger than %d MiB", MaxSize>>20).
		Because("Grafana and Kubernetes take no dashboard of a tenth of it")
}

// content reads what a file holds, whatever it is called.
func (r *reader) content(t *Text) {
	kind := r.kind(t.Value)
	if kind == others {
		return
	}
	if i := invalid(t.Value); i >= 0 {
		if r.named || isOurs(t.Value) {
			r.bad = append(r.bad, notUTF8(t, i))
		}
		return
	}
	body := t.Slice(len(t.Value)-len(strings.TrimPrefix(t.Value, bom)), len(t.Value))
	switch kind {
	case markdown:
		r.markdown(&body)
	case jsonFile:
		r.json(&body)
	default:
		r.yaml(&body)
		r.yamlAllowances(t)
	}
}

// json reads a JSON file.
func (r *reader) json(t *Text) {
	n, err := parseJSON(t)
	if n == nil && isYAML(r.file.Path) { // a template, or YAML in brackets
		r.yaml(t)
		return
	}
	if err != nil && (r.named || isOurs(t.Value)) {
		r.bad.Join(r.hint(err, t.Value, ""))
	}
	if n != nil {
		r.document(n, 0)
	}
}

// yaml reads a stream of YAML documents. One that can't be read costs no other one.
func (r *reader) yaml(t *Text) {
	read := 0
	for _, doc := range yamlDocuments(t) {
		if !r.named && !mayBeOurs(doc.Value) || strings.Trim(doc.Value, "- \t\r\n") == "" {
			continue
		}
		if read++; read > maxDocuments {
			r.bad.Add(doc.Position(0), "the file holds more than %d documents", maxDocuments).Because("the others are not read")
			return
		}
		docs, err := parseYAML(&doc)
		if err != nil && (r.named || isOurs(doc.Value)) {
			r.bad.Join(r.hint(err, doc.Value, ""))
		}
		for _, n := range docs {
			r.document(n, 0)
		}
	}
}

// document reads a JSON or YAML document.
func (r *reader) document(n *Node, depth int) {
	switch {
	case n == nil || depth > maxDepth:
	case n.Kind == Array:
		for _, item := range n.Items {
			r.document(item, depth+1)
		}
	case isObject(n):
		r.object(n, depth)
	case isRuleFile(n):
		r.groups(n, nil)
	case n.String("kind").Value == "Dashboard" && n.Get("spec") != nil: // as Perses and others keep them in files
		r.spec(n, carrier{})
	default:
		r.bare(n, carrier{})
	}
}

// bare reads a dashboard or a panel that nothing is around, or only what Grafana's API puts there.
func (r *reader) bare(n *Node, c carrier) {
	switch {
	case n == nil || n.Kind != Object:
	case isDashboard(n.Get("dashboard")): // as Grafana's API answers and wants it
		r.file.Dashboards = append(r.file.Dashboards, classic(n.Get("dashboard"), c))
	case isLayout(n):
		r.file.Dashboards = append(r.file.Dashboards, v2(n, c))
	case isDashboard(n):
		r.file.Dashboards = append(r.file.Dashboards, classic(n, c))
	case isPanel(n): // as Grafana's inspector shows it
		r.panel(n, c)
	case isPanel(n.Get("model")): // a library panel
		r.panel(n.Get("model"), c)
	case isPanel(n.Get("result", "model")):
		r.panel(n.Get("result", "model"), c)
	}
}

// panel reads a panel on its own.
func (r *reader) panel(n *Node, c carrier) {
	b := newBoard(n, Classic, c)
	b.names(n)
	b.panel(n, Text{}, 0)
	b.Lone = true
	r.file.Dashboards = append(r.file.Dashboards, b.Dashboard)
}

// isDashboard reports whether a document is a classic dashboard.
func isDashboard(n *Node) bool {
	if n == nil || n.Kind != Object {
		return false
	}
	for _, p := range n.List("panels") {
		if p.Get("type") != nil || p.Get("targets") != nil || p.Get("gridPos") != nil || p.Get("libraryPanel") != nil || p.Get("panels") != nil {
			return true
		}
	}
	for _, row := range n.List("rows") {
		if row.Get("panels") != nil {
			return true
		}
	}
	list := n.Get("templating", "list")
	return list != nil && list.Kind == Array || n.Get("schemaVersion") != nil && n.Get("title") != nil ||
		n.Get("panels") != nil && n.Get("panels").Kind == Array && n.Get("title") != nil
}

// isPanel reports whether a document is a classic panel.
func isPanel(n *Node) bool {
	if n.Get("type") == nil || n.Get("targets") == nil && n.Get("gridPos") == nil {
		return false
	}
	for _, t := range n.List("targets") {
		if t.Kind != Object {
			return false
		}
	}
	return true
}

func notUTF8(t *Text, i int) *diag.Error {
	return diag.New(t.Position(i), "byte 0x%02x is not UTF-8", t.Value[i]).Because("the file is read as UTF-8").Help("save the file as UTF-8")
}

// invalid is the index of the first byte that is not UTF-8, or -1.
func invalid(s string) int {
	if utf8.ValidString(s) {
		return -1
	}
	for i, c := range s {
		if c == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(s[i:]); size == 1 {
				return i
			}
		}
	}
	return -1
}

func isYAML(name string) bool {
	ext := extension(name)
	return ext == ".yaml" || ext == ".yml"
}
