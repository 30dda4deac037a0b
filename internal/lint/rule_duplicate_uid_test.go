package lint_test

import (
	"testing"

	"github.com/llm-observability/dashgen/internal/lint"
	"github.com/llm-observability/dashgen/internal/source"
)

// TestDuplicateUIDs compares files: a copy for another environment is none, and a copy that was begun anew is.
func TestDuplicateUIDs(t *testing.T) {
	const server = `{"uid": "model-server", "title": "Model server", "panels": []}`
	const renamed = `{"uid": "model-server", "title": "Model server of B", "panels": []}`
	tests := []struct {
		name          string
		first, second string // paths
		content       string // of the second file
		want          int
	}{
		{"copied beside it", "a/server.json", "a/server-2.json", server, 1},
		{"begun anew beside it", "a/server.json", "a/other.json", renamed, 1},
		{"begun anew elsewhere", "a/server.json", "b/other.json", renamed, 1},
		{"for another environment", "a/server.json", "b/server.json", server, 0},
	}
	for _, tt := range tests {
		var files []*source.File
		for _, f := range [][2]string{{tt.first, server}, {tt.second, tt.content}} {
			files = append(files, read(t, f[0], []byte(f[1])))
		}
		found := lint.Run(files, lint.Options{Rules: []*lint.Rule{lint.Find("duplicate-uid")}}).Findings
		if len(found) != tt.want {
			t.Errorf("%s: %d findings, want %d", tt.name, len(found), tt.want)
		}
		for _, f := range found {
			if f.Pos.File != tt.second || f.Severity != lint.Error {
				t.Errorf("%s: %s: %s", tt.name, f.Pos, f.Severity)
			}
		}
	}
}
