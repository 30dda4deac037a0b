package manifests

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/grafana/grafana-operator/v5/api/v1beta1"
)

const sample = "testdata/sample/out"

// verifier is shared, because reading the CRDs takes longer than judging a tree with them.
var verifier = sync.OnceValues(func() (*Verifier, error) { return New(context.Background()) })

func mustVerifier(t *testing.T) *Verifier {
	t.Helper()
	v, err := verifier()
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// trees are the generated tree and a sample of it, which shows that a proof that fails is the tree's fault.
func trees() map[string]string {
	generated := os.Getenv("DASHGEN_OUT")
	if generated == "" {
		generated = filepath.FromSlash("../../../out")
	}
	return map[string]string{"generated": generated, "sample": filepath.FromSlash(sample)}
}

func TestClusterAcceptsTree(t *testing.T) {
	for name, root := range trees() {
		t.Run(name, func(t *testing.T) {
			report, err := mustVerifier(t).Prove(t.Context(), root)
			if err != nil {
				t.Fatal(err)
			}
			t.Log(report)
		})
	}
}

// TestCanopyUserSeesOnlyOwnNamespace says once more for the shipped lab, in its own names, what holds for every tenant.
func TestCanopyUserSeesOnlyOwnNamespace(t *testing.T) {
	for name, root := range trees() {
		t.Run(name, func(t *testing.T) {
			objects, err := mustVerifier(t).Build(t.Context(), root, "overlays/canopy/tenants/user1")
			if err != nil {
				t.Fatal(err)
			}
			own := 0
			for _, object := range objects {
				text, err := searchable(object)
				if err != nil {
					t.Fatal(err)
				}
				if dashboard, ok := object.typed.(*v1beta1.GrafanaDashboard); ok {
					substituted, err := Substitute(&dashboard.Spec.GrafanaContentSpec)
					if err != nil {
						t.Fatal(object.errorf("%w", err))
					}
					text += substituted
					own += countEqual(t, substituted, matcher{"namespace", "=", "user1-canopy"})
				}
				if strings.Contains(text, "user10") {
					t.Error(object.errorf("names user10"))
				}
			}
			if own == 0 {
				t.Error(`no expression has the matcher namespace="user1-canopy"`)
			}
		})
	}
}

// countEqual counts a matcher in a dashboard, and fails for every other operator on its label.
func countEqual(t *testing.T, dashboard string, want matcher) int {
	t.Helper()
	expressions, err := queries(dashboard)
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for _, expression := range expressions {
		for _, selector := range selectors(expression) {
			for _, m := range selector {
				if m == want {
					count++
				}
				if m.label == want.label && m.op != want.op {
					t.Errorf("%s: %s: not an equality", expression, m)
				}
			}
		}
	}
	return count
}
