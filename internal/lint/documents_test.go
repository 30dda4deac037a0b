package lint_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/llm-observability/dashgen/internal/lint"
	"github.com/llm-observability/dashgen/internal/source"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// A rewriting writes the objects and rules of a file in another way that means the same to a cluster.
type rewriting struct {
	name    string
	rewrite func(objects []string) string
	reverse bool // the keys of every object
}

var rewritings = []rewriting{
	{name: "JSON", rewrite: func(objects []string) string { return "[" + strings.Join(objects, ",\n") + "]" }},
	{name: "a List", rewrite: func(objects []string) string {
		return `{"apiVersion": "v1", "kind": "List", "items": [` + strings.Join(objects, ", ") + "]}"
	}},
	{name: "YAML documents in brackets", rewrite: func(objects []string) string { return "---\n" + strings.Join(objects, "\n---\n") }},
	{name: "keys reversed", reverse: true, rewrite: func(objects []string) string { return "[" + strings.Join(objects, ",\n") + "]" }},
}

// TestVerdictsSurviveRewritings judges the manifests and rule files of every fixture again, written in other ways.
func TestVerdictsSurviveRewritings(t *testing.T) {
	judged := 0
	for _, fx := range fixtures(t) {
		for _, in := range fx.inputs(t) {
			f, base := in.files(t)
			if len(f.Resources)+len(f.Groups) == 0 {
				continue
			}
			want := verdicts(judgeAgainst(f, base, fx.rule))
			for _, rw := range rewritings {
				judged++
				f, base := rw.apply(t, f), rw.apply(t, base)
				if got := verdicts(judgeAgainst(f, base, fx.rule)); !maps.Equal(want, got) {
					t.Errorf("%s: %s as %s:\nwant %v\ngot  %v", fx.rule.Name, in.Name, rw.name, want, got)
				}
			}
		}
	}
	if judged == 0 {
		t.Error("no fixture has a manifest or rules")
	}
}

// apply writes and reads a file again. A plain rule file becomes an object.
func (rw rewriting) apply(t *testing.T, f *source.File) *source.File {
	t.Helper()
	if f == nil {
		return nil
	}
	var objects []string
	for _, r := range f.Resources {
		objects = append(objects, rw.json(r.Node))
	}
	for _, g := range f.Groups {
		if g.Resource == nil {
			objects = append(objects, `{"apiVersion": "monitoring.coreos.com/v1", "kind": "PrometheusRule", "metadata": {"name": "x"}, `+
				`"spec": {"groups": [`+rw.json(g.Node)+"]}}")
		}
	}
	name := strings.TrimSuffix(f.Path, ".yaml") + ".json"
	text := rw.rewrite(objects)
	if strings.HasPrefix(text, "---") {
		name = f.Path
	}
	return read(t, name, []byte(text))
}

// json writes a value.
func (rw rewriting) json(n *source.Node) string {
	var parts []string
	switch n.Kind {
	case source.Object:
		for _, m := range n.Members {
			parts = append(parts, quoted(m.Key.Value)+": "+rw.json(m.Value))
		}
		if rw.reverse {
			slices.Reverse(parts)
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case source.Array:
		for _, item := range n.Items {
			parts = append(parts, rw.json(item))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case source.String:
		return quoted(n.Text.Value)
	case source.Null:
		return "null"
	case source.Bool, source.Number:
	}
	return n.Text.Value
}

func quoted(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// TestFilesAreJudgedTogether checks what only a run over several files knows.
func TestFilesAreJudgedTogether(t *testing.T) {
	const grafana = "apiVersion: grafana.integreatly.org/v1beta1\nkind: Grafana\nmetadata: {name: g, namespace: monitoring, labels: {app: grafana}}\n"
	const folder = "apiVersion: grafana.integreatly.org/v1beta1\nkind: GrafanaFolder\nmetadata: {name: f, namespace: models}\n" +
		"spec: {instanceSelector: {matchLabels: {app: grafana}}}\n"
	rule := lint.Find("cross-namespace")
	run := func(texts ...string) int {
		var files []*source.File
		for i, text := range texts {
			files = append(files, read(t, string(rune('a'+i))+".yaml", []byte(text)))
		}
		return len(lint.Run(files, lint.Options{Catalogue: catalogue.Default(), Rules: []*lint.Rule{rule}}).Findings)
	}
	for name, tt := range map[string]struct {
		files []string
		want  int
	}{
		"the folder first":        {[]string{folder, grafana}, 1},
		"the Grafana first":       {[]string{grafana, folder}, 1},
		"no Grafana":              {[]string{folder}, 0},
		"one of its own":          {[]string{folder, grafana, strings.ReplaceAll(grafana, "monitoring", "models")}, 0},
		"namespaces are replaced": {[]string{folder, grafana, "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nnamespace: x\n"}, 0},
	} {
		if got := run(tt.files...); got != tt.want {
			t.Errorf("%s: %d findings, want %d", name, got, tt.want)
		}
	}
}

// TestRecordedNames withdraws what a rule finds about a name that turns out to be recorded, in whatever file.
func TestRecordedNames(t *testing.T) {
	rule := &lint.Rule{Name: "x", Severity: lint.Warning, Query: func(p *lint.Pass, q *lint.Query) {
		for _, s := range q.Facts.Selectors {
			if len(s.Series) == 0 {
				p.Report(q.At(s.NameSpan), "unknown").UnlessRecorded(s.Name)
			}
		}
	}}
	rules := read(t, "rules.yaml", []byte("groups:\n- name: g\n  rules:\n  - {record: 'vllm:waiting', expr: 'sum(vllm:num_requests_waiting)'}\n"))
	asks := source.Expression("a", "vllm:waiting")
	for _, tt := range []struct {
		files []*source.File
		want  int
	}{
		{[]*source.File{asks, rules}, 0},
		{[]*source.File{rules, asks}, 0},
		{[]*source.File{asks}, 1},
		{[]*source.File{source.Expression("a", "vllm:waitin"), rules}, 1},
	} {
		r := lint.Run(tt.files, lint.Options{Catalogue: catalogue.Default(), Rules: []*lint.Rule{rule}})
		if len(r.Findings) != tt.want {
			t.Errorf("%s first: %d findings, want %d", tt.files[0].Path, len(r.Findings), tt.want)
		}
	}
}

// TestBaseIsAskedOnce checks that a file is read at the base revision only when an object of it is compared.
func TestBaseIsAskedOnce(t *testing.T) {
	const folder = "apiVersion: grafana.integreatly.org/v1beta1\nkind: GrafanaFolder\nmetadata: {name: %}\nspec: {uid: a, instanceSelector: {}}\n"
	both := strings.ReplaceAll(folder, "%", "f") + "---\n" + strings.ReplaceAll(folder, "%", "g")
	for text, want := range map[string]int{both: 1, "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n": 0} {
		asked := 0
		lint.Run([]*source.File{read(t, "a.yaml", []byte(text))}, lint.Options{Catalogue: catalogue.Default(), Base: func(path string) *source.File {
			asked++
			if path != "a.yaml" {
				t.Errorf("asked for %s", path)
			}
			return nil
		}})
		if asked != want {
			t.Errorf("%q: asked %d times, want %d", text, asked, want)
		}
	}
}

// TestSecretsOnStandardInput: what a pipe brings was rendered, and is in no repository.
func TestSecretsOnStandardInput(t *testing.T) {
	const secret = "apiVersion: v1\nkind: Secret\nmetadata: {name: x}\nstringData: {password: hunter22}\n"
	rule := lint.Find("plain-text-secret")
	for path, want := range map[string]int{"x.yaml": 1, source.StdinName: 0} {
		if got := len(judge(read(t, path, []byte(secret)), rule)); got != want {
			t.Errorf("%s: %d findings, want %d", path, got, want)
		}
	}
}
