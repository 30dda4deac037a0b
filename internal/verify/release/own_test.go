package release

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// ownDashboards copies the example of a team's own repository, does to the copy what its README says, with a dashgen that
// was released, and has it prove itself.
func ownDashboards(t *testing.T, env []string, version string) {
	t.Helper()
	if testing.Short() {
		t.Skip("it compiles dashgen: make test-release")
	}
	example := filepath.Join(root, "docs", "examples", "own-dashboards")
	readme, err := os.ReadFile(filepath.Join(example, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, begin, _ := strings.Cut(string(readme), "\nTo begin your own,")
	block := regexp.MustCompile("(?s)```sh\n(.*?)```").FindStringSubmatch(begin)
	if block == nil {
		t.Fatal("the README no longer says how to begin")
	}
	team := filepath.Join(t.TempDir(), "team")
	if err := os.CopyFS(team, os.DirFS(example)); err != nil {
		t.Fatal(err)
	}
	run := func(command string) string {
		t.Helper()
		cmd := exec.Command("sh", "-ec", command)
		cmd.Dir, cmd.Env = team, env
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v\n%s", command, err, out)
		}
		return string(out)
	}
	run(block[1])
	if out := run("go list -m all"); !strings.Contains(out, own+" "+version+"\n") {
		t.Errorf("the released module is not used:\n%s", out)
	}
	run("go run . generate --check")
	run("go run . lint")
	run("go run . test tests")
	run("go test ./...")
}
