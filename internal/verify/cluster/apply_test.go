package cluster

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// TestAPIServer has an API server take every overlay as the documentation says that people apply it, and reject what is wrong.
func TestAPIServer(t *testing.T) {
	s := startServer(t, "definitions")
	names, err := overlays(generated())
	if err != nil {
		t.Fatal(err)
	}
	p := proof{Server: s}
	t.Run("apply", func(t *testing.T) { each(t, names, p.twice) })
	t.Run("upgrade", func(t *testing.T) {
		out, commit, err := previous(t.Context(), root, t.TempDir())
		if errors.Is(err, errNoPrevious) {
			skip(t, err.Error())
		}
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("from the output of commit %.12s", commit)
		each(t, names, func(t *testing.T, overlay string) { p.upgrade(t, out, overlay) })
	})
	t.Run("prune", func(t *testing.T) {
		out, removed, err := reduced(t.Context(), root, t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		pruned := slices.Sorted(maps.Keys(removed))
		if err := s.applySets(t.Context(), root, pruned); err != nil {
			t.Fatal(err)
		}
		t.Run("by label", p.pruneByLabel)
		each(t, pruned, func(t *testing.T, overlay string) { p.prune(t, out, overlay, removed[overlay]) })
	})
	t.Run("reject", p.reject)
}

func each(t *testing.T, names []string, prove func(*testing.T, string)) {
	t.Helper()
	for _, name := range names {
		t.Run(name, func(t *testing.T) { prove(t, name) })
	}
}

// proof is a server with what the tests ask of it.
type proof struct{ *Server }

// ready renders a folder and makes the cluster ready for it; what is applied later is gone again after the test.
func (p proof) ready(t *testing.T, dir string) []Object {
	t.Helper()
	objects, err := p.render(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.prepare(t.Context(), objects); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx := context.Background() // that of the test has ended by now
		if err := p.deleteObjects(ctx, objects); err != nil {
			t.Error(err)
		}
	})
	return objects
}

// apply applies a folder and returns the live objects.
func (p proof) apply(t *testing.T, dir string, objects []Object) map[string]Object {
	t.Helper()
	printed, err := p.applyOverlay(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(printed, " serverside-applied\n"); n != len(objects) {
		t.Fatalf("kubectl applied %d objects of %d:\n%s", n, len(objects), printed)
	}
	live, err := p.snapshot(t.Context(), objects)
	if err != nil {
		t.Fatal(err)
	}
	return live
}

// twice applies an overlay to a cluster without it, and then again: that changes no object, not even its version. Neither does
// it change anything to apply a tenant alone.
func (p proof) twice(t *testing.T, overlay string) {
	dir := overlayDir(generated(), overlay)
	objects := p.ready(t, dir)
	first := p.apply(t, dir, objects)
	same(t, first, p.apply(t, dir, objects))

	tenants, err := folders(filepath.Join(dir, "tenants"))
	if err != nil {
		t.Fatal(err)
	}
	for _, tenant := range tenants {
		own := p.ready(t, filepath.Join(dir, "tenants", tenant))
		live := p.apply(t, filepath.Join(dir, "tenants", tenant), own)
		for id, o := range live {
			if first[id] == nil {
				t.Errorf("only the tenant %s alone has %s", tenant, id)
			} else if !reflect.DeepEqual(o, first[id]) {
				t.Errorf("applying the tenant %s alone changes %s", tenant, id)
			}
		}
	}
	t.Logf("%s: %d objects applied, unchanged the second time, and by %d tenants applied alone", overlay, len(objects), len(tenants))
}

// same fails for objects that are not the same to the last field, with those that the API server keeps for itself.
func same(t *testing.T, before, after map[string]Object) {
	t.Helper()
	for id, o := range before {
		if !reflect.DeepEqual(o, after[id]) {
			t.Errorf("%s: version %s became %s", id, o.text("metadata", "resourceVersion"), after[id].text("metadata", "resourceVersion"))
		}
	}
}

// upgrade applies what was generated before and then what is generated now. That leaves what a fresh cluster would have.
func (p proof) upgrade(t *testing.T, out, overlay string) {
	dir := overlayDir(generated(), overlay)
	objects := p.ready(t, dir)
	clean := p.apply(t, dir, objects)
	if err := p.deleteObjects(t.Context(), objects); err != nil {
		t.Fatal(err)
	}
	old := overlayDir(out, overlay)
	if _, err := os.Stat(old); errors.Is(err, os.ErrNotExist) {
		t.Logf("%s: new, nothing to upgrade from", overlay)
		return
	}
	oldObjects := p.ready(t, old)
	before := p.apply(t, old, oldObjects)
	after := p.apply(t, dir, objects)
	changed := 0
	for id, o := range after {
		if !reflect.DeepEqual(o.meaning(), clean[id].meaning()) {
			t.Errorf("%s is not what it is in a cluster that had none before", id)
		}
		if before[id] != nil && before[id].text("metadata", "resourceVersion") != o.text("metadata", "resourceVersion") {
			changed++
		}
	}
	t.Logf("%s: %d objects upgraded to %d, %d of them changed", overlay, len(oldObjects), len(objects), changed)
}

// prune applies an overlay as a set, and then the overlay without a dashboard: it is deleted, and nothing else is.
func (p proof) prune(t *testing.T, out, overlay, dashboard string) {
	full, less := overlayDir(generated(), overlay), overlayDir(out, overlay)
	objects := p.ready(t, full)
	p.applySet(t, overlay, full, objects, len(objects))
	kept := p.ready(t, less)
	p.applySet(t, overlay, less, objects, len(kept))

	gone := 0
	for _, o := range objects {
		_, err := p.get(t.Context(), o)
		var status *statusError
		absent := errors.As(err, &status) && status.code == http.StatusNotFound
		if err != nil && !absent {
			t.Fatal(err)
		}
		if stays := slices.ContainsFunc(kept, func(k Object) bool { return k.id() == o.id() }); stays == absent {
			t.Errorf("%s: still wanted: %t, still there: %t", o.id(), stays, !absent)
		}
		if absent && o.kind() == "GrafanaDashboard" && o.name() == dashboard {
			gone++
		}
	}
	if gone == 0 {
		t.Errorf("no object of the dashboard %s was deleted", dashboard)
	}
	t.Logf("%s: %d objects kept, %d of the removed dashboard %s deleted", overlay, len(kept), gone, dashboard)
}

// pruneByLabel shows why the documentation does not tell of the older way: kubectl refuses it where the server applies.
func (p proof) pruneByLabel(t *testing.T) {
	_, err := p.Kubectl(t.Context(), nil, "apply", "--server-side", "--prune", "-l", "app.kubernetes.io/managed-by=dashgen", "-f", "-")
	if err == nil || !strings.Contains(err.Error(), "doesn't currently work on objects created by server-side apply") {
		t.Errorf("docs/grafana.md says that kubectl refuses to prune by label what the server applied: %v", err)
	}
}

// applySet applies a folder of so many objects, and has kubectl delete what the set had before and the folder has not.
func (p proof) applySet(t *testing.T, name, dir string, set []Object, count int) {
	t.Helper()
	printed, err := p.applyPruning(t.Context(), name, dir, set)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(printed, " serverside-applied\n"); n != count {
		t.Fatalf("kubectl applied %d objects of %d:\n%s", n, count, printed)
	}
}
