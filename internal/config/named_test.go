package config_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/llm-observability/dashgen/internal/config"
)

// TestNamed: files are found in what is wrong otherwise, none outside of the folder, and whatever the file holds, it ends.
func TestNamed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "dashgen.yaml")
	if got := config.Named(path); got != nil {
		t.Errorf("of no file: %q", got)
	}
	for data, want := range map[string][]string{
		"environments:\n  a: {typo: 1, tenants: {file: users.txt}}\nlint: {catalogue: [{file: more/m.tsv}, {file: ../x}, {file: /x}, {file: [y]}]}": {"users.txt", "more/m.tsv"},
		"a: &a {file: *a}":                    nil,
		"a: {file: ":                          nil,
		strings.Repeat("[", 50_000):           nil,
		strings.Repeat("a: {file: b}\n", 1e6): nil, // larger than any configuration
		"":                                    nil,
	} {
		if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, name := range want {
			names = append(names, filepath.Join(filepath.Dir(path), name))
		}
		if got := config.Named(path); !slices.Equal(got, names) {
			t.Errorf("%.40q: %q", data, got)
		}
	}
}
