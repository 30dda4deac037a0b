package cluster

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
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
func (s *Server) applyObjects(ctx context.Context, objects ...Object) (string, error) {
	stream, err := encode(objects)
	if err != nil {
		return "", err
	}
	return s.Kubectl(ctx, stream, "apply", "--server-side", "--validate=strict", "-f", "-")
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

// applyPruning applies an overlay as a set of objects, which kubectl remembers in a ConfigMap, and deletes what the set had before.
func (s *Server) applyPruning(ctx context.Context, overlay, dir string, objects []Object) (string, error) {
	return s.Kubectl(ctx, nil, "apply", "--server-side", "--validate=strict", "--prune", "--applyset=configmaps/dashgen-"+overlay,
		"--namespace", namespaces(objects)[0], "-k", dir)
}
