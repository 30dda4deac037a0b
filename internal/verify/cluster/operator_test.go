package cluster

import (
	"bytes"
	"cmp"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http/httptest"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

const (
	synchronizeTime = 3 * time.Minute
	grafanaToken    = "of-the-stand-in"
	// resync is how often the operator looks again, instead of every ten minutes: where two of its controllers write an object
	// at the same time, what one of them has to say is lost until then.
	resync = "10s"
)

// leftInput is an input of ours that nobody replaced.
var leftInput = regexp.MustCompile(`\$\{(DS|VAR|UID)_[A-Z0-9_]*\}`)

// TestOperator runs the operator of Grafana against every overlay at once. Its manager cannot be built in the newest release, so
// it is an older one, with the definitions of that release: our objects fit both.
func TestOperator(t *testing.T) {
	s := startServer(t, "operator")
	grafana := NewGrafana(grafanaToken)
	server := httptest.NewServer(grafana)
	t.Cleanup(server.Close)

	names, err := overlays(generated())
	if err != nil {
		t.Fatal(err)
	}
	o := operation{Server: s, grafana: grafana, instances: map[string][]Object{}, objects: map[string][]Object{}}
	for _, name := range names {
		o.provide(t, name, server.URL)
	}
	// Its other servers stay off: their ports are fixed by default.
	if err := s.launch("grafana-operator", []string{"KUBECONFIG=" + s.keys.path(kubeconfigFile)},
		"--metrics-bind-address=0", "--health-probe-bind-address=0", "--pprof-addr="); err != nil {
		t.Fatal(err)
	}
	o.await(t, "the operator reaches every Grafana", o.instances, reached)
	for _, name := range names {
		o.install(t, name)
	}
	o.await(t, "the operator synchronizes everything", o.objects, synchronized)
	for _, name := range names {
		t.Run(name, func(t *testing.T) { o.submitted(t, name) })
	}
	for _, fault := range grafana.faults() {
		t.Errorf("the operator asked for what the stand-in does not know: %s", fault)
	}
	t.Run("prune", func(t *testing.T) { o.prune(t) })
}

// operation is a cluster with the operator, and what was applied of each overlay.
type operation struct {
	*Server
	grafana   *Grafana
	instances map[string][]Object
	objects   map[string][]Object
}

// provide makes the Grafanas that an overlay is for, at the URL.
func (o operation) provide(t *testing.T, overlay, url string) {
	t.Helper()
	objects, err := o.render(t.Context(), overlayDir(generated(), overlay))
	if err != nil {
		t.Fatal(err)
	}
	instances := external(overlay, url, objects)
	objects = slices.DeleteFunc(objects, func(object Object) bool {
		return slices.ContainsFunc(instances, func(i Object) bool { return i.id() == object.id() })
	})
	for _, object := range objects {
		if spec, ok := object.at("spec").(map[string]any); ok && spec["resyncPeriod"] != nil {
			spec["resyncPeriod"] = resync
		}
	}
	all := slices.Clone(instances)
	for _, i := range instances {
		all = append(all, Object{
			"apiVersion": "v1", "kind": "Secret", "stringData": map[string]any{"token": grafanaToken},
			"metadata": map[string]any{"namespace": i.namespace(), "name": "stand-in"},
		})
	}
	if err := o.prepare(t.Context(), slices.Concat(all, objects)); err != nil {
		t.Fatal(err)
	}
	if err := o.applyObjects(t.Context(), all...); err != nil {
		t.Fatal(err)
	}
	o.objects[overlay], o.instances[overlay] = objects, instances
}

// install applies the rest of an overlay, and does what controllers do that do not run here.
func (o operation) install(t *testing.T, overlay string) {
	t.Helper()
	if err := o.applyObjects(t.Context(), o.objects[overlay]...); err != nil {
		t.Fatal(err)
	}
	for _, object := range o.objects[overlay] {
		if err := o.fill(t.Context(), object); err != nil {
			t.Fatal(err)
		}
	}
}

// fill gives a Secret its service account's token, and a ConfigMap the certificates of OpenShift's services.
func (o operation) fill(ctx context.Context, object Object) error {
	switch annotations, _ := object.at("metadata", "annotations").(map[string]any); {
	case object.kind() == "Secret" && object.text("type") == "kubernetes.io/service-account-token":
		return o.patch(ctx, object, map[string]any{"data": map[string]any{
			"token": base64.StdEncoding.EncodeToString([]byte("of-a-service-account"))}})
	case object.kind() == "ConfigMap" && annotations["service.beta.openshift.io/inject-cabundle"] == "true":
		return o.patch(ctx, object, map[string]any{"data": map[string]any{"service-ca.crt": "of-the-services"}})
	}
	return nil
}

// await waits until all live objects are as they should be. The operator knows its own kinds only.
func (o operation) await(t *testing.T, what string, overlays map[string][]Object, good func(Object) error) {
	t.Helper()
	begin := time.Now()
	err := o.eventually(within(t, synchronizeTime), what, func(ctx context.Context) error {
		var errs []error
		for _, objects := range overlays {
			for _, object := range objects {
				if !strings.HasPrefix(object.apiVersion(), grafanaGroup+"/") {
					continue
				}
				live, err := o.get(ctx, object)
				if err == nil {
					err = good(live)
				}
				errs = append(errs, err)
			}
		}
		return errors.Join(errs...)
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%s: after %s", what, time.Since(begin).Round(time.Second))
}

// submitted compares what each Grafana of an overlay was given with what the overlay says.
func (o operation) submitted(t *testing.T, overlay string) {
	total, early, sources := 0, 0, 0
	for _, instance := range o.instances[overlay] {
		name := instance.namespace() + "/" + instance.name()
		wanted := map[string]Object{}
		for _, overlay := range o.objects {
			for _, object := range ofKind(overlay, grafanaGroup, "GrafanaDashboard") {
				if selects(object, instance) {
					o.compare(t, name, object, wanted)
				}
			}
		}
		o.grafana.look(name, func(i *instanceRecord) {
			for uid := range i.dashboards {
				if wanted[uid] == nil {
					t.Errorf("%s was given a dashboard %s that is not for it", name, uid)
				}
			}
			for _, why := range i.rejected {
				t.Errorf("%s rejected a dashboard: %s", name, why)
			}
			early += i.early
			if i.saves != len(wanted) {
				t.Errorf("%s: %d dashboards submitted, %d wanted", name, i.saves, len(wanted))
			}
		})
		total += len(wanted)
		sources += o.datasources(t, instance)
	}
	if total == 0 {
		t.Error("no dashboard is for any Grafana")
	}
	if t.Failed() {
		return
	}
	t.Logf("%s: the operator submitted %d dashboards and %d data sources to %d Grafanas, inputs substituted, %d times before their folder was there",
		overlay, total, sources, len(o.instances[overlay]), early)
}

// compare looks up what a Grafana was given for a dashboard.
func (o operation) compare(t *testing.T, instance string, object Object, wanted map[string]Object) {
	t.Helper()
	want, err := expected(object)
	if err != nil {
		t.Fatalf("%s: %v", object.id(), err)
	}
	uid := fmt.Sprint(want["uid"])
	if other := wanted[uid]; other != nil {
		t.Errorf("%s has the uid of %s", object.id(), other.id())
	}
	wanted[uid] = object
	o.grafana.look(instance, func(i *instanceRecord) {
		got, found := i.dashboards[uid]
		if !found {
			t.Errorf("%s was never given %s", instance, object.id())
			return
		}
		data, err := json.Marshal(got.Dashboard)
		if err != nil {
			t.Fatal(err)
		}
		if left := leftInput.Find(data); left != nil {
			t.Errorf("%s: %s was not substituted", object.id(), left)
		}
		if !reflect.DeepEqual(withoutID(got.Dashboard), withoutID(want)) {
			t.Errorf("%s was given something else for %s", instance, object.id())
		}
		if title := o.folderTitle(object); i.folders[got.FolderUID]["title"] != title {
			t.Errorf("%s is in the folder %v, not in %q", object.id(), i.folders[got.FolderUID]["title"], title)
		}
	})
}

// datasources counts the data sources that a Grafana was given, each with its token and certificates instead of their names.
func (o operation) datasources(t *testing.T, instance Object) int {
	t.Helper()
	name, count := instance.namespace()+"/"+instance.name(), 0
	for _, objects := range o.objects {
		for _, object := range ofKind(objects, grafanaGroup, "GrafanaDatasource") {
			if !selects(object, instance) {
				continue
			}
			count++
			uid := cmp.Or(object.text("spec", "uid"), object.text("spec", "datasource", "uid"))
			o.grafana.look(name, func(i *instanceRecord) {
				data, err := json.Marshal(i.datasources[uid])
				if err != nil || i.datasources[uid] == nil {
					t.Errorf("%s was never given %s: %v", name, object.id(), err)
				} else if bytes.Contains(data, []byte("${")) {
					t.Errorf("%s was given %s with a value left out", name, object.id())
				}
			})
		}
	}
	return count
}

// folderTitle is the title of the folder that a dashboard refers to.
func (o operation) folderTitle(dashboard Object) string {
	for _, objects := range o.objects {
		for _, folder := range ofKind(objects, grafanaGroup, "GrafanaFolder") {
			if folder.namespace() == dashboard.namespace() && folder.name() == dashboard.text("spec", "folderRef") {
				return folder.text("spec", "title")
			}
		}
	}
	return "no folder of the overlay"
}

// prune deletes a dashboard's object: it disappears from its Grafana, too. It takes one that the Grafana resource lists, because
// this release of the operator forgets what it submitted when another of its controllers wrote the resource at the same time, and
// leaves such a dashboard in Grafana.
func (o operation) prune(t *testing.T) {
	gone := 0
	for overlay, objects := range o.objects {
		dashboard, instance := o.tracked(t, overlay, ofKind(objects, grafanaGroup, "GrafanaDashboard"))
		if dashboard == nil {
			t.Logf("%s: the operator forgot all that it submitted", overlay)
			continue
		}
		want, err := expected(dashboard)
		if err != nil {
			t.Fatal(err)
		}
		// It waits for the operator, which holds the object until its Grafana no longer has the dashboard.
		if err := o.deleteObjects(within(t, synchronizeTime), []Object{dashboard}); err != nil {
			t.Fatal(err)
		}
		o.grafana.look(instance.namespace()+"/"+instance.name(), func(i *instanceRecord) {
			if _, there := i.dashboards[fmt.Sprint(want["uid"])]; there {
				t.Errorf("%s is deleted, and still in Grafana", dashboard.id())
			}
		})
		t.Logf("%s: %s deleted, and gone from its Grafana", overlay, dashboard.name())
		gone++
	}
	if gone == 0 {
		t.Error("nothing was deleted")
	}
}

// tracked finds a dashboard that its Grafana resource lists.
func (o operation) tracked(t *testing.T, overlay string, dashboards []Object) (dashboard, instance Object) {
	t.Helper()
	for _, instance := range o.instances[overlay] {
		live, err := o.get(t.Context(), instance)
		if err != nil {
			t.Fatal(err)
		}
		listed, _ := live.at("status", "dashboards").([]any)
		for _, d := range dashboards {
			if selects(d, instance) && slices.ContainsFunc(listed, func(entry any) bool {
				return strings.HasPrefix(fmt.Sprint(entry), d.namespace()+"/"+d.name()+"/")
			}) {
				return d, instance
			}
		}
	}
	return nil, nil
}
