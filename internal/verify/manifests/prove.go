package manifests

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/grafana/grafana-operator/v5/api/v1beta1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

// Report counts what was proved, so that a reader of the log sees that it was not nothing.
type Report struct {
	Manifests, Objects, Builds, Built, Overlays, Tenants, Dashboards, Selectors, Files, ConfigMaps int
}

func (r Report) String() string {
	return fmt.Sprintf("%d files with %d objects; %d builds with %d objects; %d overlays, %d tenants; %d tenant dashboards with %d selectors; %d dashboards as files, %d ConfigMaps",
		r.Manifests, r.Objects, r.Builds, r.Built, r.Overlays, r.Tenants, r.Dashboards, r.Selectors, r.Files, r.ConfigMaps)
}

// Prove holds a generated tree against everything this package knows. The error joins all that is wrong.
func (v *Verifier) Prove(ctx context.Context, root string) (Report, error) {
	var report Report
	tree, err := ReadTree(root)
	if err != nil {
		return report, err
	}
	report.Manifests, report.Builds, report.Overlays, report.Files = len(tree.Manifests), len(tree.Builds), len(tree.Overlays), len(tree.Files)
	var errs []error

	for _, manifest := range tree.Manifests {
		data, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(manifest)))
		if err != nil {
			return report, err
		}
		objects, err := v.Decode(ctx, manifest, data)
		if err == nil && len(objects) == 0 {
			err = fmt.Errorf("%s: holds no object", manifest)
		}
		errs = append(errs, err)
		report.Objects += len(objects)
	}
	if err := errors.Join(errs...); err != nil {
		return report, err // every build would repeat it
	}

	built := map[string][]*Object{}
	for _, dir := range tree.Builds {
		objects, err := v.Build(ctx, root, dir)
		if err == nil && len(objects) == 0 {
			err = fmt.Errorf("kustomize build %s: no object", dir)
		}
		errs = append(errs, err, unique(objects), placeholders(objects))
		if strings.HasPrefix(dir, "provisioning/") {
			errs = append(errs, applicable(objects), carried(root, dir, tree, objects))
			report.ConfigMaps += len(objects)
		}
		report.Built += len(objects)
		built[dir] = objects
	}
	if err := errors.Join(errs...); err != nil {
		return report, err // what is missing from a build is no news
	}

	errs = append(errs, provisioned(root, tree))
	for _, overlay := range tree.Overlays {
		errs = append(errs, applicable(built[overlay.Dir]), platform(built[overlay.Dir]))
		for _, tenant := range overlay.Tenants {
			dashboards, selectors, err := scoped(overlay, tenant, built[tenant.Dir])
			errs = append(errs, applicable(built[tenant.Dir]), platform(built[tenant.Dir]), covers(built[overlay.Dir], built[tenant.Dir]), err)
			report.Tenants++
			report.Dashboards += dashboards
			report.Selectors += selectors
		}
	}
	if report.Selectors == 0 {
		errs = append(errs, fmt.Errorf("%s: no tenant's dashboard asks for a namespace: there is nothing to prove", root))
	}
	return report, errors.Join(errs...)
}

// Build runs kustomize build on a directory of the tree and judges what comes out. Files may only be read at or below the
// kustomization that names them, as kubectl has it. The error is Kustomize's, or joins what is wrong with the objects.
func (v *Verifier) Build(ctx context.Context, root, dir string) ([]*Object, error) {
	origin := "kustomize build " + dir
	options := krusty.MakeDefaultOptions()
	options.Reorder = krusty.ReorderOptionUnspecified // what the command line does, so that sortOptions count
	resources, err := krusty.MakeKustomizer(options).Run(filesys.MakeFsOnDisk(), filepath.Join(root, filepath.FromSlash(dir)))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", origin, err)
	}
	var objects []*Object
	var errs []error
	for _, resource := range resources.Resources() {
		data, err := resource.AsYAML()
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", origin, err))
			continue
		}
		decoded, err := v.Decode(ctx, origin, data)
		objects = append(objects, decoded...)
		errs = append(errs, err)
	}
	return objects, errors.Join(errs...)
}

// unique fails on two objects that would overwrite each other.
func unique(objects []*Object) error {
	var errs []error
	seen := map[string]bool{}
	for _, object := range objects {
		if id := object.id(); seen[id] {
			errs = append(errs, object.errorf("built twice"))
		} else {
			seen[id] = true
		}
	}
	return errors.Join(errs...)
}

// placeholderPattern finds what the generator must have filled in. Grafana's own {{tenant}} and ${tenant} are not that.
var placeholderPattern = regexp.MustCompile(`(^|[^{$])\{tenant\}($|[^}])`)

func placeholders(objects []*Object) error {
	var errs []error
	for _, object := range objects {
		text, err := searchable(object)
		if err == nil && strings.Contains(text, "{tenant}") && placeholderPattern.MatchString(text) {
			err = object.errorf("{tenant} is left over")
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// searchable returns all the text of an object, with a compressed dashboard unpacked.
func searchable(object *Object) (string, error) {
	var unpacked string
	plain := object.DeepCopy()
	if dashboard, ok := object.typed.(*v1beta1.GrafanaDashboard); ok && dashboard.Spec.GzipJSON != nil {
		var err error
		if unpacked, err = content(&dashboard.Spec.GrafanaContentSpec); err != nil {
			return "", object.errorf("%w", err)
		}
		unstructured.RemoveNestedField(plain.Object, "spec", "gzipJson")
	}
	text, err := plain.MarshalJSON()
	return string(text) + unpacked, err
}

// applicable holds what only the whole of an overlay can fulfil: each object says where it goes, each folderRef names a
// folder beside the dashboard, and each dashboard is whole once the operator has put in the values.
func applicable(objects []*Object) error {
	folders := map[string]bool{}
	for _, object := range objects {
		if folder, ok := object.typed.(*v1beta1.GrafanaFolder); ok {
			folders[folder.Namespace+"/"+folder.Name] = true
		}
	}
	var errs []error
	for _, object := range objects {
		if object.GetNamespace() == "" && !object.clusterWide() {
			errs = append(errs, object.errorf("no namespace: it would land wherever the client points"))
		}
		dashboard, ok := object.typed.(*v1beta1.GrafanaDashboard)
		if !ok {
			continue
		}
		if ref := dashboard.Spec.FolderRef; ref != "" && !folders[dashboard.Namespace+"/"+ref] {
			errs = append(errs, object.errorf("spec.folderRef: no GrafanaFolder %s in namespace %s", ref, dashboard.Namespace))
		}
		if _, err := Substitute(&dashboard.Spec.GrafanaContentSpec); err != nil {
			errs = append(errs, object.errorf("%w", err))
		}
	}
	return errors.Join(errs...)
}

// covers fails where an overlay leaves out what one of its tenants is made of.
func covers(overlay, tenant []*Object) error {
	applied := map[string]bool{}
	for _, object := range overlay {
		applied[object.id()] = true
	}
	var errs []error
	for _, object := range tenant {
		if !applied[object.id()] {
			errs = append(errs, object.errorf("the overlay above does not apply it"))
		}
	}
	return errors.Join(errs...)
}
