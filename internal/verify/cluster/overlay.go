package cluster

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// overlays names the folders in out/overlays. A tree without any is an error: a proof about nothing would always succeed.
func overlays(out string) ([]string, error) {
	names, err := folders(filepath.Join(out, "overlays"))
	if err == nil && len(names) == 0 {
		err = fmt.Errorf("%s has no overlays: there is nothing to prove", out)
	}
	return names, err
}

// folders names the folders in dir, sorted; there are none in one that does not exist.
func folders(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return !e.IsDir() })
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = e.Name()
	}
	return names, err
}

// overlayDir is what kubectl apply -k is given.
func overlayDir(out, overlay string) string { return filepath.Join(out, "overlays", overlay) }

// render builds a kustomization with kubectl.
func (s *Server) render(ctx context.Context, dir string) ([]Object, error) {
	stream, err := s.Kubectl(ctx, nil, "kustomize", dir)
	if err != nil {
		return nil, err
	}
	objects, err := decode([]byte(stream))
	if err == nil && len(objects) == 0 {
		err = fmt.Errorf("%s: no objects", dir)
	}
	return objects, err
}

// prepare makes ready what an overlay expects of a cluster: that its kinds are known and its namespaces exist.
func (s *Server) prepare(ctx context.Context, objects []Object) error {
	var errs []error
	for _, o := range objects {
		errs = append(errs, s.serves(ctx, o.apiVersion(), o.kind()))
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	for _, name := range namespaces(objects) {
		if err := s.namespace(ctx, name); err != nil {
			return err
		}
	}
	return nil
}

// namespace makes a namespace, unless it exists.
func (s *Server) namespace(ctx context.Context, name string) error {
	_, err := s.request(ctx, "POST", "/api/v1/namespaces", map[string]any{
		"apiVersion": "v1", "kind": "Namespace", "metadata": map[string]any{"name": name}})
	var status *statusError
	if errors.As(err, &status) && status.code == 409 {
		return nil
	}
	return err
}

// applyOverlay is what the documentation tells people to do.
func (s *Server) applyOverlay(ctx context.Context, dir string) (string, error) {
	return s.Kubectl(ctx, nil, "apply", "--server-side", "--validate=strict", "-k", dir)
}

// applyObjects does the same with objects that are in no folder.
func (s *Server) applyObjects(ctx context.Context, objects ...Object) error {
	stream, err := encode(objects)
	if err != nil {
		return err
	}
	_, err = s.Kubectl(ctx, stream, "apply", "--server-side", "--validate=strict", "-f", "-")
	return err
}

// deleteObjects deletes the objects and waits until they are gone. Namespaces stay: the controller that empties them does not run.
func (s *Server) deleteObjects(ctx context.Context, objects []Object) error {
	stream, err := encode(slices.DeleteFunc(slices.Clone(objects), func(o Object) bool { return o.kind() == "Namespace" }))
	if err != nil {
		return err
	}
	_, err = s.Kubectl(ctx, stream, "delete", "--ignore-not-found", "--wait", "-f", "-")
	return err
}

// applyPruning applies an overlay as a set of objects, which kubectl remembers, and deletes what the set had before: as
// docs/grafana.md says, in a ConfigMap where all objects of the set are in one namespace, else in an object that is in none.
func (s *Server) applyPruning(ctx context.Context, overlay, dir string, set []Object) (string, error) {
	args := []string{"apply", "--server-side", "--validate=strict", "--prune", "-k", dir}
	own := set[0].namespace()
	if own != "" && !slices.ContainsFunc(set, func(o Object) bool { return o.namespace() != own }) {
		return s.Kubectl(ctx, nil, append(args, "--applyset=configmaps/dashgen", "--namespace", own)...)
	}
	return s.Kubectl(ctx, nil, append(args, "--applyset=applysets.apply.example.com/"+overlay)...)
}

// applySets has the API server know the kind of object that docs/grafana.md makes for sets over several namespaces, and makes one
// for each overlay.
func (s *Server) applySets(ctx context.Context, root string, overlays []string) error {
	page, err := os.ReadFile(filepath.Join(root, "docs", "grafana.md"))
	if err != nil {
		return err
	}
	block := documented.FindSubmatch(page)
	if block == nil {
		return fmt.Errorf("docs/grafana.md shows no definition of ApplySet")
	}
	objects, err := decode(block[1])
	if err != nil || len(objects) != 2 {
		return fmt.Errorf("docs/grafana.md: %d objects: %w", len(objects), err)
	}
	definition, set := objects[0], objects[1]
	if err := s.define(ctx, &Definitions{objects: []Object{definition}}); err != nil {
		return err
	}
	if shown, right := set.at("metadata", "labels", setLabel), setID(set); shown != right {
		return fmt.Errorf("docs/grafana.md labels the set %s with %v instead of %s", set.name(), shown, right)
	}
	for _, overlay := range overlays {
		set.at("metadata").(map[string]any)["name"] = overlay
		set.at("metadata", "labels").(map[string]any)[setLabel] = setID(set)
		if err := s.applyObjects(ctx, set); err != nil {
			return err
		}
	}
	return nil
}

// setLabel is what kubectl recognizes an object by that remembers a set.
const setLabel = "applyset.kubernetes.io/id"

// setID is the value of the label, as the specification of apply sets defines it.
func setID(o Object) string {
	group, _, _ := strings.Cut(o.apiVersion(), "/")
	sum := sha256.Sum256([]byte(strings.Join([]string{o.name(), o.namespace(), o.kind(), group}, ".")))
	return "applyset-" + base64.RawURLEncoding.EncodeToString(sum[:]) + "-v1"
}

// documented is the YAML of docs/grafana.md that defines a kind.
var documented = regexp.MustCompile("(?s)```yaml\n(apiVersion: apiextensions[^`]*)```")
