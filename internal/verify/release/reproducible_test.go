package release

import (
	"bytes"
	"crypto/sha256"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestBuildIsReproducible builds the same source in two folders of different names and wants the same bytes.
func TestBuildIsReproducible(t *testing.T) {
	if testing.Short() {
		t.Skip("it compiles dashgen twice: make test-release")
	}
	var sums [2][sha256.Size]byte
	for i, name := range []string{"here", "somewhere else"} {
		dir := filepath.Join(t.TempDir(), name)
		copySource(t, dir)
		binary := filepath.Join(dir, "dashgen")
		cmd := exec.Command("go", append([]string{"build", "-buildvcs=false", "-o", binary}, append(buildFlags(), "./cmd/dashgen")...)...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("go build: %v\n%s", err, out)
		}
		data, err := os.ReadFile(binary)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(data, []byte(dir)) {
			t.Errorf("the binary names the folder that it was built in")
		}
		sums[i] = sha256.Sum256(data)
	}
	if sums[0] != sums[1] {
		t.Errorf("two folders gave two binaries: %x and %x", sums[0], sums[1])
	}
}

// copySource copies what git knows of, as it is in the work tree.
func copySource(t *testing.T, dir string) {
	t.Helper()
	cmd := exec.Command("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", "*.go", "*.tsv", "go.mod", "go.sum", "cmd", "internal", "dashboards", "panels", "queries")
	cmd.Dir = root
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("git ls-files: %v", err)
	}
	copied := 0
	for name := range strings.SplitSeq(strings.TrimRight(string(out), "\x00"), "\x00") {
		data, err := os.ReadFile(filepath.Join(root, name))
		if os.IsNotExist(err) {
			continue // deleted, and not yet committed
		}
		if err != nil {
			t.Fatal(err)
		}
		to := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(to), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, data, 0o600); err != nil {
			t.Fatal(err)
		}
		copied++
	}
	if copied < 100 {
		t.Fatalf("only %d files were copied", copied)
	}
}
