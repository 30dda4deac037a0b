package config

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/llm-observability/dashgen/internal/diag"
)

// testKnown is a small world: three dashboards, three components of which two are built, and exporters
// whose constraints are a version, a range of them, or "current".
func testKnown() Known {
	exporters := []string{"vllm", "canopy-backend", "dcgm-exporter"}
	constraint := regexp.MustCompile(`^(current|otel-http-old|((>=|<)?\d+(\.\d+)* ?)+)$`)
	return Known{
		Dashboards: []string{"canopy-vllm", "canopy-backend", "gpu"},
		Components: []string{"folder", "datasources", "alerts"},
		Built:      []string{"folder", "datasources"},
		Dialects:   []string{"uwm", "rhoai", "local"},
		Exporters:  exporters,
		Rules:      []string{"syntax", "removed-metric", "fixed-window"},
		CheckExporter: func(exporter, c string) error {
			if !slices.Contains(exporters, exporter) {
				return fmt.Errorf("unknown exporter %q", exporter)
			}
			if !constraint.MatchString(c) {
				return diag.New(diag.Position{}, "version constraint %q of %s", c, exporter).
					Because("it is not a version").Help("write something like >=0.10")
			}
			return nil
		},
	}
}

// render prints an error as a person sees it.
func render(err error) string {
	if err == nil {
		return ""
	}
	var b strings.Builder
	diag.Fprint(&b, "dashgen", err)
	return b.String()
}

// everything knows all names that occur in a configuration, so that only its form is judged.
func everything(t *testing.T, paths ...string) Known {
	t.Helper()
	known := Known{
		Dialects:      []string{"uwm", "rhoai", "local"},
		CheckExporter: func(string, string) error { return nil },
	}
	word := regexp.MustCompile(`[a-z0-9-]+`)
	list := regexp.MustCompile(`(?m)^ +(dashboards|components): \[(.*)\]`)
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range list.FindAllSubmatch(data, -1) {
			for _, name := range word.FindAllString(string(m[2]), -1) {
				if string(m[1]) == "dashboards" {
					known.Dashboards = append(known.Dashboards, name)
				} else {
					known.Components = append(known.Components, name)
				}
			}
		}
	}
	for _, names := range []*[]string{&known.Dashboards, &known.Components} {
		slices.Sort(*names)
		*names = slices.Compact(*names)
	}
	known.Built = known.Components
	if len(known.Dashboards) == 0 || len(known.Built) == 0 {
		t.Fatalf("found no dashboards or components in %v", paths)
	}
	return known
}

func TestShippedConfiguration(t *testing.T) {
	path := filepath.Join("..", "..", "dashgen.yaml")
	f, err := Load(path, everything(t, path))
	if err != nil {
		t.Fatalf("the shipped dashgen.yaml is wrong:\n%s", render(err))
	}
	var names []string
	for _, e := range f.Environments {
		names = append(names, e.Name)
	}
	if diff := cmp.Diff([]string{"canopy", "litemaas", "local", "maas"}, names); diff != "" {
		t.Errorf("environments differ (-want +got):\n%s", diff)
	}
	canopy, ok := f.Environment("canopy")
	rhoai := Store{Name: "rhoai", Datasource: "RHOAI Prometheus", ScrapeInterval: 30 * time.Second, Dialect: "rhoai", Default: true}
	if diff := cmp.Diff(rhoai, canopy.DefaultStore()); !ok || diff != "" {
		t.Errorf("the default store of canopy differs (-want +got):\n%s", diff)
	}
	if _, ok := f.Environment("canopi"); ok {
		t.Error("Environment(canopi) found something")
	}
	if got, want := Expand(canopy.Namespace, "user10"), "user10-toolings"; got != want {
		t.Errorf("Expand = %q, want %q", got, want)
	}
}

func TestDesignExample(t *testing.T) {
	path := filepath.Join("testdata", "design.yaml")
	f, err := Load(path, everything(t, path))
	if err != nil {
		t.Fatalf("the example of the design is wrong:\n%s", render(err))
	}
	var names []string
	for _, e := range f.Environments {
		names = append(names, e.Name+" in "+e.Overlay+" by "+e.Grafana.Name)
	}
	want := []string{"canopy in canopy by canopy-grafana", "litemaas in grafana-uwm-user-app by rhoai-grafana",
		"maas in maas by maas-grafana", "local in local by local-grafana"}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Errorf("environments differ (-want +got):\n%s", diff)
	}
	litemaas, maas := f.Environments[1], f.Environments[2]
	got := []any{litemaas.Models, litemaas.Runtimes, litemaas.UWM, maas.MaaS, maas.Thresholds, maas.Simulator, maas.Grafana.CrossNamespace}
	wants := []any{
		[]string{"granite-3-2-8b-instruct", "llama-scout-17b"},
		map[string]Runtime{"vllm": {8080, "/metrics"}, "openvino": {8080, "/metrics"}},
		UWM{Manage: false, Retention: "7d"},
		MaaS{Plan: "tier", UserLabel: true, Prices: map[string]float64{"free": 0.005, "premium": 0.008, "enterprise": 0.01}},
		map[string]Threshold{"ttft": {Warn: 1, Bad: 3}}, true, true,
	}
	if diff := cmp.Diff(wants, got); diff != "" {
		t.Errorf("values differ (-want +got):\n%s", diff)
	}
}

func TestAt(t *testing.T) {
	input := strings.ReplaceAll(base, "    folder: Apps\n", "    folder: Äpfel\n    values: {x: ü é, \"y\": z}\n")
	f, err := Parse("d.yaml", []byte("\ufeff"+strings.ReplaceAll(input, "\n", "\r\n")), testKnown())
	if err != nil {
		t.Fatal(render(err))
	}
	for _, tt := range []struct{ path, want string }{
		{"", "d.yaml:1:1"},
		{"version", "d.yaml:1:10"},
		{"environments", "d.yaml:2:1"},
		{"environments lab", "d.yaml:3:3"},
		{"environments lab dashboards", "d.yaml:4:5"},
		{"environments lab dashboards 0", "d.yaml:4:18"},
		{"environments lab dashboards 7", "d.yaml:4:5"},
		{"environments lab folder", "d.yaml:6:13"},
		{"environments lab values x", "d.yaml:7:17"},
		{"environments lab values y", "d.yaml:7:29"}, // é and ü are two bytes each
		{"environments lab values z", "d.yaml:7:5"},
		{"environments lab tenants 4", "d.yaml:3:3"},
		{"environments other tenants", "d.yaml:2:1"},
		{"environments lab stores uwm datasource", "d.yaml:9:32"},
	} {
		if got := f.At(strings.Fields(tt.path)...).String(); got != tt.want {
			t.Errorf("At(%s) = %s, want %s", tt.path, got, tt.want)
		}
	}
}

func TestLoadCannotRead(t *testing.T) {
	dir := t.TempDir()
	_, err := Load(filepath.Join(dir, "dashgen.yaml"), testKnown())
	want := filepath.Join(dir, "dashgen.yaml") + ": the file cannot be read: no such file or directory\n" +
		"  hint: write it, or name another one with --config\n"
	if got := render(err); got != want {
		t.Errorf("a missing file:\n%s\nwant\n%s", got, want)
	}
	if !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%v is not os.ErrNotExist", err)
	}
	if _, err = Load(dir, testKnown()); err == nil || !strings.Contains(err.Error(), "is a directory") {
		t.Errorf("a folder: %v", err)
	}
}
