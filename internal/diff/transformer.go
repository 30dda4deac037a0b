package diff

import (
	"regexp"
	"strings"

	"github.com/llm-observability/dashgen/internal/source"
)

// A kustomization says in its field namespace where everything goes, or by a transformer where goes what says nothing of
// it. Both mean the same to who asks where the objects of an overlay are.
var transformerNamespace = regexp.MustCompile(`(?m)^  namespace:\s*["']?([^\s"'#]+)`)

const namespaceTransformer = "kind: NamespaceTransformer"

// namespaceOf is where a kustomization puts objects, or "".
func namespaceOf(n *source.Node) string {
	if s := n.Scalar("namespace").Value; s != "" {
		return s
	}
	for _, t := range n.List("transformers") {
		if strings.Contains(t.Text.Value, namespaceTransformer) {
			if m := transformerNamespace.FindStringSubmatch(t.Text.Value); m != nil {
				return m[1]
			}
		}
	}
	return ""
}

// transformers compares what else transforms the objects of a kustomization.
func transformers(f *finder, of Object, old, new kustomization) {
	others := func(k kustomization) map[string]bool {
		texts := map[string]bool{}
		for _, t := range k.node.List("transformers") {
			if text := t.Text.Value; !strings.Contains(text, namespaceTransformer) {
				texts[strings.Join(strings.Fields(text), " ")] = true
			}
		}
		return texts
	}
	left, right := others(old), others(new)
	for _, text := range union(left, right) {
		change := Change{Kind: ResourceChanged, Object: of, Field: "transformers"}
		switch {
		case left[text] && right[text]:
			continue
		case left[text]:
			change.Old = text
		default:
			change.New = text
		}
		f.add(change)
	}
}
