package manifests

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/api/konfig"
)

// Tree is the layout of a generated tree. Its paths are relative to the root, with slashes.
type Tree struct {
	Root      string
	Manifests []string  // YAML files of objects
	Builds    []string  // directories that hold a kustomization
	Overlays  []Overlay // what gets applied
	Providers []string  // YAML files of Grafana, not of Kubernetes
	Files     []string  // dashboards that Grafana reads by itself
}

// Overlay is one directory below overlays/. Its tenants are none where the environment is not shared out.
type Overlay struct {
	Name    string
	Dir     string
	Tenants []Tenant
}

// Tenant is one directory below overlays/<overlay>/tenants/.
type Tenant struct {
	Name string
	Dir  string
}

// ReadTree finds what there is to prove. A tree in which there is nothing to prove, or in which a directory that should hold
// a kustomization holds none, is an error: a proof about nothing would always succeed.
func ReadTree(root string) (*Tree, error) {
	tree := &Tree{Root: root}
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		relative, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		relative = filepath.ToSlash(relative)
		own := strings.HasPrefix(relative, "provisioning/")
		switch {
		case slices.Contains(konfig.RecognizedKustomizationFileNames(), entry.Name()):
			tree.Builds = append(tree.Builds, path.Dir(relative))
		case own && path.Base(path.Dir(relative)) == "dashboards":
			tree.Providers = append(tree.Providers, relative)
		case own && strings.HasSuffix(relative, ".json"):
			tree.Files = append(tree.Files, relative)
		case strings.HasSuffix(relative, ".yaml"), strings.HasSuffix(relative, ".yml"):
			tree.Manifests = append(tree.Manifests, relative)
		}
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("no generated tree: generate it, or name another in DASHGEN_OUT: %w", err)
	}
	if err != nil {
		return nil, err
	}

	var errs []error
	expect := func(dir string) []string {
		names, err := subdirs(filepath.Join(root, filepath.FromSlash(dir)))
		if err != nil {
			errs = append(errs, err)
		}
		return names
	}
	buildable := func(dir string) string {
		if !slices.Contains(tree.Builds, dir) {
			errs = append(errs, fmt.Errorf("%s: no kustomization", dir))
		}
		return dir
	}
	tenants := 0
	for _, name := range expect("overlays") {
		overlay := Overlay{Name: name, Dir: buildable("overlays/" + name)}
		for _, tenant := range expect(overlay.Dir + "/tenants") {
			overlay.Tenants = append(overlay.Tenants, Tenant{Name: tenant, Dir: buildable(overlay.Dir + "/tenants/" + tenant)})
		}
		tenants += len(overlay.Tenants)
		tree.Overlays = append(tree.Overlays, overlay)
	}
	bases := expect("base")
	for _, base := range bases {
		buildable("base/" + base)
	}
	for _, environment := range expect("components") {
		for _, component := range expect("components/" + environment) {
			buildable("components/" + environment + "/" + component)
		}
	}
	for _, need := range []struct {
		what  string
		count int
	}{{"manifest", len(tree.Manifests)}, {"base", len(bases)}, {"overlay", len(tree.Overlays)}, {"tenant", tenants}} {
		if need.count == 0 {
			errs = append(errs, fmt.Errorf("%s: holds no %s: there is nothing to prove", root, need.what))
		}
	}
	return tree, errors.Join(errs...)
}

// subdirs names the directories in dir, sorted; there are none in a dir that does not exist.
func subdirs(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var names []string
	for _, entry := range entries {
		if entry.IsDir() {
			names = append(names, entry.Name())
		}
	}
	return names, err
}
