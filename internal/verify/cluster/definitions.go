package cluster

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// definitionsTime is for the API server to take all definitions and to serve their kinds.
const definitionsTime = 3 * time.Minute

// source is where custom resource definitions come from: a module in the version that the go.mod of a folder below tools/ pins.
type source struct {
	folder, module string
	files          string          // pattern below the module
	only           map[string]bool // names of the definitions, where a file has more than we generate
}

// standIn is a definition of our own, for a kind whose own can't be had as a Go module.
type standIn struct {
	file   string // below testdata/definitions
	copies string // in its place: the name of a definition that a fork has under another group
	group  string // of the fork
	reason string
}

// sources are the definitions of all kinds that an overlay may hold and that the API server does not have by itself. Those of the
// Grafana operator come from the given folder, because its newest release can be read but not built.
func sources(operator string) []source {
	return []source{
		{folder: operator, module: "github.com/grafana/grafana-operator/v5", files: "config/crd/bases/*.yaml"},
		{folder: "definitions", module: "github.com/prometheus-operator/prometheus-operator", files: "example/prometheus-operator-crd/monitoring.coreos.com_*.yaml"},
		{folder: "definitions", module: "github.com/openshift/api", files: "route/v1/zz_generated.crd-manifests/routes.crd.yaml"},
		{folder: "definitions", module: "github.com/operator-framework/api", files: "crds/*.yaml", only: map[string]bool{
			"operatorgroups.operators.coreos.com": true, "subscriptions.operators.coreos.com": true}},
		{folder: "definitions", module: "istio.io/api", files: "kubernetes/customresourcedefinitions.gen.yaml", only: map[string]bool{
			"telemetries.telemetry.istio.io": true}},
	}
}

// standIns are the kinds that only a definition of ours lets the API server accept: it proves less than the real one would.
func standIns() []standIn {
	return []standIn{
		{file: "telemetrypolicies.yaml", reason: "no module version of the Kuadrant operator that has TelemetryPolicy is served"},
		{copies: "prometheusrules.monitoring.coreos.com", group: "monitoring.rhobs",
			reason: "the fork of the prometheus-operator that OpenShift AI's Prometheus has can't be had as a module; it has the schema of the original"},
	}
}

// Definitions are custom resource definitions, and where they come from.
type Definitions struct {
	objects []Object
	origins []string
}

// readDefinitions gathers the definitions; those of the Grafana operator in the version that the given folder below tools/ pins.
func readDefinitions(ctx context.Context, operator string) (*Definitions, error) {
	d := &Definitions{}
	for _, s := range sources(operator) {
		m, err := moduleOf(ctx, s.folder, s.module)
		if err != nil {
			return nil, err
		}
		if err := d.read(filepath.Join(m.Dir, filepath.FromSlash(s.files)), s.only); err != nil {
			return nil, err
		}
		d.origins = append(d.origins, m.Path+"@"+m.Version)
	}
	for _, s := range standIns() {
		if s.copies != "" {
			if err := d.fork(s.copies, s.group); err != nil {
				return nil, err
			}
		} else if err := d.read(filepath.Join("testdata", "definitions", s.file), nil); err != nil {
			return nil, err
		}
		d.origins = append(d.origins, "stand-in "+cmp.Or(s.file, s.group+" "+s.copies)+": "+s.reason)
	}
	return d, nil
}

// fork adds a copy of a definition under another group.
func (d *Definitions) fork(name, group string) error {
	i := slices.IndexFunc(d.objects, func(o Object) bool { return o.name() == name })
	if i < 0 {
		return fmt.Errorf("there is no definition %s to copy", name)
	}
	original := d.objects[i].text("spec", "group")
	data, err := json.Marshal(d.objects[i])
	if err != nil {
		return err
	}
	objects, err := decode(bytes.ReplaceAll(data, []byte(original), []byte(group)))
	d.objects = append(d.objects, objects...)
	return err
}

func (d *Definitions) read(pattern string, only map[string]bool) error {
	files, err := filepath.Glob(pattern)
	if err != nil {
		return err
	}
	found := 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		objects, err := decode(data)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		for _, o := range ofKind(objects, "apiextensions.k8s.io", "CustomResourceDefinition") {
			if only == nil || only[o.name()] {
				d.objects = append(d.objects, o)
				found++
			}
		}
	}
	if found == 0 || only != nil && found != len(only) {
		return fmt.Errorf("%s: %d definitions", pattern, found)
	}
	return nil
}

// served are the groups, versions and kinds that the definitions add, and the group's versions.
func (d *Definitions) served() map[string][]string {
	kinds := map[string][]string{}
	for _, o := range d.objects {
		versions, _ := o.at("spec", "versions").([]any)
		for _, v := range versions {
			version, _ := v.(map[string]any)
			if version["served"] == true {
				apiVersion := o.text("spec", "group") + "/" + Object(version).text("name")
				kinds[apiVersion] = append(kinds[apiVersion], o.text("spec", "names", "kind"))
			}
		}
	}
	return kinds
}

// define has the API server take the definitions, and waits until it serves every kind.
func (s *Server) define(ctx context.Context, d *Definitions) error {
	ctx, cancel := context.WithTimeout(ctx, definitionsTime)
	defer cancel()
	if err := s.applyObjects(ctx, d.objects...); err != nil {
		return err
	}
	return s.eventually(ctx, "the API server serves the defined kinds", func(ctx context.Context) error {
		var errs []error
		for apiVersion, kinds := range d.served() {
			errs = append(errs, s.serves(ctx, apiVersion, kinds...))
		}
		return errors.Join(errs...)
	})
}

// serves is an error that names the kinds which the API server does not know.
func (s *Server) serves(ctx context.Context, apiVersion string, kinds ...string) error {
	known, err := s.kinds(ctx, apiVersion)
	var status *statusError
	if errors.As(err, &status) && status.code == http.StatusNotFound {
		known, err = nil, nil
	}
	if err != nil {
		return err
	}
	unknown := slices.DeleteFunc(slices.Clone(kinds), func(kind string) bool {
		return slices.ContainsFunc(known, func(k kindInfo) bool { return k.Kind == kind })
	})
	if len(unknown) > 0 {
		return fmt.Errorf("%s: no %s: list where its definition comes from in definitions.go", apiVersion, strings.Join(unknown, ", "))
	}
	return nil
}
