package config

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"
	"golang.org/x/tools/txtar"
)

// compiled is the schema as another program reads it.
func compiled(t *testing.T, known Known) *jsonschema.Schema {
	t.Helper()
	data, err := NewSchema(known).JSON()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("dashgen.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("dashgen.schema.json") // checks it against the schema of schemas
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// asJSON is what an editor makes of YAML before it validates.
func asJSON(data []byte) (any, error) {
	var v any
	if err := yaml.Unmarshal(data, &v); err != nil {
		return nil, err
	}
	text, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return jsonschema.UnmarshalJSON(bytes.NewReader(text))
}

func TestSchemaAcceptsWhatIsRight(t *testing.T) {
	for _, path := range []string{"../../dashgen.yaml", "testdata/design.yaml"} {
		known := everything(t, path)
		known.Exporters, known.Rules = []string{"vllm", "llama-stack", "canopy-ui", "canopy-backend", "dcgm-exporter", "prometheus", "ovms", "litellm",
			"limitador", "istio", "authorino", "maas-api", "kube-state-metrics", "cadvisor", "haproxy"}, []string{"syntax"}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := asJSON(data)
		if err != nil {
			t.Fatal(err)
		}
		if err := compiled(t, known).Validate(doc); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// TestSchemaIsNoStricterThanTheReader: an editor that marks what is right is switched off.
func TestSchemaIsNoStricterThanTheReader(t *testing.T) {
	known := testKnown()
	s := compiled(t, known)
	for name, in := range map[string]string{
		"base":         base,
		"lint":         base + lintSection,
		"lint only":    "version: 1\nlint: {disable: [syntax]}\n",
		"empty list":   base + "    models: []\n    components: []\n",
		"old versions": base + "    exporters: {vllm: \">=0.9 <0.20\", dcgm-exporter: 4.5.3-4.8.2, canopy-backend: otel-http-old}\n",
	} {
		doc, err := asJSON([]byte(in))
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(doc); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, tt := range goodInputs() {
		if tt.in == "" {
			continue
		}
		doc, err := asJSON([]byte(expandInput(tt.in)))
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(doc); err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

// onlyCode are the mistakes of testdata/bad that no schema can find, by what it takes to find them.
var onlyCode = map[string][]string{
	"two values that have to fit each other": {
		"lint/both", "names/overlay-twice", "names/overlay-as-a-later-name", "stores/stores-no-default", "stores/stores-two-defaults",
		"stores/threshold-order", "stores/threshold-equal", "stores/an exporter in two stores",
		"tenants/not-given", "tenants/pattern-backwards",
		"files/config-maps-path", "stores/price-unknown-plan", "components/tenancy-of-rhoai", "components/tenancy-without-tenants",
	},
	"the length of a name that is made of several": {
		"names/environment-long", "names/namespace-template-long", "tenants/namespace-too-long", "tenants/namespace-too-long-pattern", "tenants/folder-too-long", "components/tenancy-long",
	},
	"arithmetic with units or many digits": {
		"lint/scrape-long", "stores/interval-long", "stores/interval-short", "stores/interval-overflow", "tenants/pattern-many", "tenants/pattern-huge",
	},
	"the names of releases": {"names/exporter-hint-kept", "stores/exporter-constraint"},
	"another file": {
		"tenants/file-missing", "tenants/file-outside", "tenants/file-folder", "tenants/file-names", "tenants/file-empty", "tenants/file-no-list", "tenants/file-twenty",
	},
	"how it is written in YAML, which an editor takes for the same value": {
		"shape/version-float", "shape/string-wanted-date", "stores/port-octal", "syntax/merge-key", "syntax/tag", "syntax/binary",
	},
}

// TestSchemaRejectsBadInputs: what is a matter of form, an editor says at once.
func TestSchemaRejectsBadInputs(t *testing.T) {
	known := testKnown()
	s := compiled(t, known)
	reason := map[string]string{}
	for why, names := range onlyCode {
		for _, name := range names {
			reason[name] = why
		}
	}
	files, err := filepath.Glob("testdata/bad/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	rejected := 0
	for _, path := range files {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			name, ok := strings.CutSuffix(f.Name, ".yaml")
			if !ok {
				continue
			}
			name = strings.TrimSuffix(filepath.Base(path), ".txtar") + "/" + name
			_, excused := reason[name]
			delete(reason, name)
			doc, err := asJSON([]byte(expandInput(string(f.Data))))
			if err != nil { // not YAML, which is what an editor says
				if excused {
					t.Errorf("%s is no YAML at all and needs no excuse", name)
				}
				continue
			}
			switch err := s.Validate(doc); {
			case err == nil && !excused:
				t.Errorf("the schema takes %s:\n%s", name, f.Data)
			case err != nil && excused:
				t.Errorf("%s needs no excuse: %v", name, err)
			case err != nil:
				rejected++
			}
		}
	}
	for name, why := range reason {
		t.Errorf("no input %s, of which it is said that it takes %s", name, why)
	}
	if rejected < 60 {
		t.Errorf("only %d inputs were rejected", rejected)
	}
}

// TestEveryFieldHasAKey holds the sections against the Go types: whatever a configuration may say is documented.
func TestEveryFieldHasAKey(t *testing.T) {
	noKey := map[string]bool{
		"File.Name": true, "Environment.Name": true, "Store.Name": true, // what they are called, not what they say
		"Environment.Simulator": true, // a switch among the exporters
	}
	for _, s := range Sections() {
		have := map[string]bool{}
		for _, k := range s.Keys {
			if have[k.Field] {
				t.Errorf("%s.%s has two keys", s.Type, k.Field)
			}
			have[k.Field] = true
		}
		for _, f := range reflect.VisibleFields(s.Type) {
			name := s.Type.Name() + "." + f.Name
			if f.IsExported() && have[f.Name] == noKey[name] {
				t.Errorf("%s: has a key: %v", name, have[f.Name])
			}
		}
	}
}

// TestKeysAreRead holds the sections against the reader, by what it says of a section with a key that it does not know.
func TestKeysAreRead(t *testing.T) {
	const environment = "environments:\n  lab:\n    "
	places := map[string]string{
		"": "%s", "environments.<name>": "environments: {lab: {%s}}",
		"environments.<name>.grafana":                environment + "grafana: {%s}",
		"environments.<name>.stores.<name>":          environment + "stores: {uwm: {%s}}",
		"environments.<name>.provisioning":           environment + "provisioning: {%s}",
		"environments.<name>.configMaps":             environment + "configMaps: {%s}",
		"environments.<name>.runtimes.<runtime>":     environment + "runtimes: {vllm: {%s}}",
		"environments.<name>.uwm":                    environment + "uwm: {%s}",
		"environments.<name>.maas":                   environment + "maas: {%s}",
		"environments.<name>.thresholds.<threshold>": environment + "thresholds: {ttft: {%s}}",
		"environments.<name>.alerts":                 environment + "alerts: {%s}",
		"lint":                                       "lint: {%s}",
		"lint.exclusions[]":                          "lint: {exclusions: [{%s}]}",
	}
	known := regexp.MustCompile(`unknown key "zzzzzzzz" in (.*)\n  hint: (?:known: (.*)|only (.*) is known)\n`)
	for _, s := range Sections() {
		place, ok := places[s.Path]
		if !ok {
			t.Errorf("where is %s?", s.Path)
			continue
		}
		_, err := Parse("d", []byte(fmt.Sprintf(place, "zzzzzzzz: 1")), testKnown())
		m := known.FindStringSubmatch(render(err))
		if m == nil {
			t.Errorf("%s: the reader says\n%s", s.Path, render(err))
			continue
		}
		var names, required []string
		for _, k := range s.Keys {
			names = append(names, k.Name)
			if strings.Contains(render(err), m[1]+" has no "+k.Name+":") {
				required = append(required, k.Name)
			}
			if k.Required != slices.Contains(required, k.Name) && s.Path+k.Name != "environments" {
				t.Errorf("%s.%s: required is %v, and not so to the reader", s.Path, k.Name, k.Required)
			}
		}
		slices.Sort(names)
		if got := strings.Join(names, ", "); got != m[2]+m[3] {
			t.Errorf("%s has the keys %s, the reader knows %s", s.Path, got, m[2]+m[3])
		}
	}
}

// TestExamplesAreRight reads a file that is made of every example: with tenants, and without what is not with them.
func TestExamplesAreRight(t *testing.T) {
	known := Known{
		Dashboards: []string{"vllm-performance", "gpu"}, Built: []string{"folder"}, Dialects: []string{"uwm"},
		Exporters: []string{"vllm", "dcgm-exporter"}, Rules: []string{"fixed-window", "removed-metric"},
	}
	for _, without := range [][]string{{"provisioning", "configMaps"}, {"tenants"}} {
		in := strings.Join(exampleOf(t, reflect.TypeFor[File](), without), "\n")
		if without[0] == "tenants" {
			in = strings.ReplaceAll(in, "{tenant}-", "")
		}
		f, err := Parse("d", []byte(in), known)
		if err != nil {
			t.Fatalf("%s\n%s", in, render(err))
		}
		doc, err := asJSON([]byte(in))
		if err != nil {
			t.Fatal(err)
		}
		if err := compiled(t, known).Validate(doc); err != nil {
			t.Error(err)
		}
		if diff := cmp.Diff([]string{"fixed-window"}, f.Lint.Enable); diff != "" || len(f.Environments) != 1 {
			t.Errorf("%+v", f)
		}
	}
}

// exampleOf are the lines of a section with an example of every key but some.
func exampleOf(t *testing.T, typ reflect.Type, without []string) []string {
	t.Helper()
	section, ok := sectionOf(typ)
	if !ok {
		t.Fatalf("%s is no section", typ)
	}
	indent := func(lines []string) []string {
		out := make([]string, len(lines))
		for i, line := range lines {
			out[i] = "  " + line
		}
		return out
	}
	var lines []string
	for _, k := range section.Keys {
		if slices.Contains(without, k.Name) {
			continue
		}
		if k.Example != "" {
			lines = append(lines, k.Name+": "+k.Example)
			continue
		}
		lines = append(lines, k.Name+":")
		field := k.fieldType(typ)
		switch {
		case field.Kind() == reflect.Struct:
			lines = append(lines, indent(exampleOf(t, field, without))...)
		case k.Name == "exclusions":
			item := indent(exampleOf(t, field.Elem(), without))
			item[0] = "- " + item[0][2:]
			lines = append(lines, indent(item)...)
		default:
			name := map[string]string{"environments": "lab", "stores": "uwm", "runtimes": "vllm", "thresholds": "kvCache"}[k.Name]
			lines = append(lines, "  "+name+":")
			lines = append(lines, indent(indent(exampleOf(t, field.Elem(), without)))...)
		}
	}
	return lines
}

// TestPatternsAreJavaScript: editors read patterns with the flag u, which refuses escapes that mean nothing.
func TestPatternsAreJavaScript(t *testing.T) {
	data, err := NewSchema(testKnown()).JSON()
	if err != nil {
		t.Fatal(err)
	}
	escape := regexp.MustCompile(`\\\\(.)`)
	for _, m := range regexp.MustCompile(`"pattern": "(.*)"`).FindAllSubmatch(data, -1) {
		for _, e := range escape.FindAllSubmatch(m[1], -1) {
			if !strings.ContainsRune(`dsSx.{}$\?+*`, rune(e[1][0])) {
				t.Errorf("pattern %s has the escape \\%s", m[1], e[1])
			}
		}
		for _, part := range []string{"(?i", "(?P", `\\A`, `\\z`, "[[:"} {
			if bytes.Contains(m[1], []byte(part)) {
				t.Errorf("pattern %s has %s, which JavaScript lacks", m[1], part)
			}
		}
	}
}
