package tree

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestLoad(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"base/a.yaml": "a", "b.json": "", ".git/config": "x", ManifestName: "{}"} {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("b.json", filepath.Join(dir, "link.json")); err != nil {
		t.Skipf("no symbolic links here: %v", err)
	}
	files, err := Load(dir, nil)
	if err != nil || len(files) != 2 || string(files["base/a.yaml"]) != "a" || files["b.json"] == nil {
		t.Errorf("%q, %v", files, err)
	}
	files, err = Load(dir, func(name string) bool { return name == "b.json" })
	if err != nil || len(files) != 1 {
		t.Errorf("%q, %v", files, err)
	}
	if _, err := Load(filepath.Join(dir, "nowhere"), nil); err == nil || !strings.Contains(err.Error(), "nowhere: there is no such folder") {
		t.Errorf("%v", err)
	}
	if _, err := Load(filepath.Join(dir, "b.json"), nil); err == nil {
		t.Error("a file was loaded as a folder")
	}
}
