package release

import (
	"debug/buildinfo"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"
)

// A configuration is what this package reads of .goreleaser.yaml.
type configuration struct {
	Version int
	Builds  []struct {
		Main         string
		Env          []string
		Flags        []string
		LDFlags      []string
		GOOS         []string
		GOARCH       []string
		ModTimestamp string `json:"mod_timestamp"`
	}
}

func readConfiguration(t *testing.T) configuration {
	t.Helper()
	data, err := os.ReadFile(root + "/.goreleaser.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var c configuration
	if err := yaml.Unmarshal(data, &c); err != nil {
		t.Fatal(err)
	}
	if len(c.Builds) != 1 {
		t.Fatalf("%d builds, want 1", len(c.Builds))
	}
	return c
}

// buildFlags are those that make a build the same everywhere.
func buildFlags() []string { return []string{"-trimpath", "-ldflags", "-s -w"} }

// TestConfigurationBuildsWhatIsProven: the release is built with the flags that TestBuildIsReproducible builds with.
func TestConfigurationBuildsWhatIsProven(t *testing.T) {
	b := readConfiguration(t).Builds[0]
	flags := slices.Concat(b.Flags, []string{"-ldflags", strings.Join(b.LDFlags, " ")})
	if !slices.Equal(flags, buildFlags()) || !slices.Equal(b.Env, []string{"CGO_ENABLED=0"}) || b.Main != "./cmd/dashgen" {
		t.Errorf("the release builds %s with %v in %v, want ./cmd/dashgen with %v in [CGO_ENABLED=0]", b.Main, flags, b.Env, buildFlags())
	}
	if want := []string{"linux", "darwin", "windows"}; !slices.Equal(b.GOOS, want) {
		t.Errorf("systems %v, want %v", b.GOOS, want)
	}
	if want := []string{"amd64", "arm64"}; !slices.Equal(b.GOARCH, want) {
		t.Errorf("architectures %v, want %v", b.GOARCH, want)
	}
}

// TestSnapshot builds a release as GoReleaser does, where it is installed: for every system and architecture.
func TestSnapshot(t *testing.T) {
	program, err := exec.LookPath("goreleaser")
	if err != nil {
		if os.Getenv("DASHGEN_NO_SKIP") != "" {
			t.Fatal("goreleaser is not installed")
		}
		t.Skip("goreleaser is not installed: go install github.com/goreleaser/goreleaser/v2@" + goreleaserVersion)
	}
	dist := t.TempDir()
	config := filepath.Join(dist, "goreleaser.yaml")
	data, err := os.ReadFile(root + "/.goreleaser.yaml")
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dist, "dist")
	if err := os.WriteFile(config, append(data, "\ndist: "+out+"\n"...), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "release", "--snapshot", "--clean", "--config", config)
	cmd.Dir = root
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("goreleaser: %v\n%s", err, out)
	}
	var artifacts []struct{ Name, Path, GOOS, GOARCH, Type string }
	list, err := os.ReadFile(filepath.Join(out, "artifacts.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(list, &artifacts); err != nil {
		t.Fatal(err)
	}
	binaries, archives := 0, 0
	for _, a := range artifacts {
		switch a.Type {
		case "Archive":
			archives++
		case "Binary":
			binaries++
			path := a.Path
			if !filepath.IsAbs(path) {
				path = filepath.Join(root, path)
			}
			info, err := buildinfo.ReadFile(path)
			if err != nil {
				t.Errorf("%s %s: %v", a.GOOS, a.GOARCH, err)
				continue
			}
			t.Logf("%s %s: %s, %s", a.GOOS, a.GOARCH, info.Path, info.GoVersion)
		}
	}
	if binaries != 6 || archives != 6 {
		t.Errorf("%d binaries and %d archives, want 6 of each", binaries, archives)
	}
}

// goreleaserVersion is the one that the configuration was tried with.
const goreleaserVersion = "v2.13.3"
