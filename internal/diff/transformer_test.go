package diff

import (
	"strings"
	"testing"

	"github.com/llm-observability/dashgen/internal/source"
)

// TestNamespaceByFieldOrTransformer: whoever changes one for the other has moved nothing.
func TestNamespaceByFieldOrTransformer(t *testing.T) {
	const head = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n"
	const transformer = "transformers:\n- |\n  apiVersion: builtin\n  kind: NamespaceTransformer\n  metadata:\n    name: namespace\n    namespace: apps\n  unsetOnly: true\n"
	const suffix = "- |\n  apiVersion: builtin\n  kind: SuffixTransformer\n  metadata:\n    name: tenant\n  suffix: -user1\n"
	for text, want := range map[string]string{
		head: "", head + "namespace: apps\n": "apps", head + transformer: "apps", head + transformer + suffix: "apps", head + "transformers:\n" + suffix: "",
	} {
		file, err := source.Read("kustomization.yaml", []byte(text))
		if err != nil || len(file.Resources) != 1 {
			t.Fatalf("%s: %v", text, err)
		}
		if got := namespaceOf(file.Resources[0].Node); got != want {
			t.Errorf("the namespace is %q, want %q, of\n%s", got, want, text)
		}
		if m := namespaceIn.FindStringSubmatch(text); (m != nil) != (want != "") || m != nil && m[1] != want {
			t.Errorf("without reading YAML the namespace is %q, want %q, of\n%s", m, want, text)
		}
	}
}

// TestTransformersAreTold: the suffix that tells tenants' objects apart is a change, the namespace is told elsewhere.
func TestTransformersAreTold(t *testing.T) {
	const head = "kind: Kustomization\napiVersion: kustomize.config.k8s.io/v1beta1\ntransformers:\n- |\n  kind: NamespaceTransformer\n  metadata: {namespace: a}\n"
	read := func(text string) kustomization {
		file, err := source.Read("kustomization.yaml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return kustomization{node: file.Resources[0].Node}
	}
	const added = "- |\n  kind: SuffixTransformer\n  suffix: -b\n"
	var found []Change
	f := &finder{found: &found}
	transformers(f, Object{Kind: "Kustomization", Name: "x"}, read(head), read(head+added))
	if len(found) != 1 || found[0].Field != "transformers" || found[0].New != "kind: SuffixTransformer suffix: -b" || found[0].Old != "" {
		t.Errorf("the changes are %+v", found)
	}
	found = nil
	transformers(f, Object{}, read(head+added), read(strings.ReplaceAll(head, "namespace: a", "namespace: b")+added))
	if len(found) != 0 {
		t.Errorf("the same suffix is told as %+v", found)
	}
}
