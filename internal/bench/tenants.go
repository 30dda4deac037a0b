//go:build unix

package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"text/tabwriter"
	"time"
)

// tenantEnvironment is the lab that the curve is measured with: four dashboards, and so many users.
const tenantEnvironment = `version: 1
environments:
  canopy:
    dashboards: [canopy-vllm, canopy-ui, canopy-backend, llamastack-tokens]
    namespace: "{tenant}-toolings"
    folder: "{tenant}-toolings Canopy Dashboards"
    grafana: {selector: {dashboards: grafana}}
    stores:
      uwm: {datasource: UWM Prometheus, scrapeInterval: 30s, dialect: uwm, exporters: [canopy-ui, canopy-backend]}
      rhoai: {datasource: RHOAI Prometheus, scrapeInterval: 30s, dialect: rhoai, default: true}
    exporters: {vllm: ">=0.10", llama-stack: "0.7", canopy-ui: current, canopy-backend: otel-http-old}
    values:
      model_namespace: ai501
      model_name: llama32
      namespace: "{tenant}-canopy"
      llamastack_service: "llamastack-{tenant}-canopy"
    tenants: user{1..%d}
    components: [folder]
    argocd: true
`

// The curve: how many tenants, how often each is measured, and whether Kustomize builds it too. Kustomize is asked for
// the numbers that it answers while somebody waits.
var tenantCurve = []struct {
	tenants, runs int
	aim           string
	kustomize     bool
}{
	{10, runs, "", true},
	{100, runs, "", true},
	{1000, runs, "< 2 s, < 200 MB, < 5 MB", true},
	{10000, 1, "linear", false},
}

// tenanted measures generate over numbers of tenants, each time into an empty folder, and kubectl kustomize over the
// same files where this machine has it.
func tenanted(w *tabwriter.Writer, dir, dashgen string) error {
	kubectl, err := exec.LookPath("kubectl")
	if err != nil {
		fmt.Fprintf(w, "kubectl kustomize of tenants\t\tnot on this machine's PATH\t\t\n")
	}
	for _, c := range tenantCurve {
		root := filepath.Join(dir, fmt.Sprintf("tenants-%d", c.tenants))
		if err := os.MkdirAll(root, 0o750); err != nil {
			return err
		}
		file, out := filepath.Join(root, "dashgen.yaml"), filepath.Join(root, "out")
		if err := os.WriteFile(file, fmt.Appendf(nil, tenantEnvironment, c.tenants), 0o600); err != nil {
			return err
		}
		var times, memory []float64
		for range c.runs {
			if err := os.RemoveAll(out); err != nil {
				return err
			}
			took, peak, err := measured(exec.Command(dashgen, "generate", "--config", file, "--out", out))
			if err != nil {
				return err
			}
			times, memory = append(times, took), append(memory, peak)
		}
		what := fmt.Sprintf("tenants: generate %d × 4 dashboards", c.tenants)
		row(w, what, times, c.aim)
		slices.Sort(memory)
		size, files, err := weight(out)
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "  its memory at most; files, their sum\t\t%.0f MiB; %d, %.2f MB\t\t\n", memory[len(memory)-1], files, float64(size)/1e6)
		if kubectl == "" || !c.kustomize {
			continue
		}
		if err := kustomized(w, kubectl, c.tenants, filepath.Join(out, "overlays", "canopy")); err != nil {
			return err
		}
	}
	return nil
}

// kustomized measures one build of an overlay, which somebody waits for no longer than neighbours are waited for.
func kustomized(w *tabwriter.Writer, kubectl string, tenants int, overlay string) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	what := fmt.Sprintf("tenants: kubectl kustomize (%s) of %d, once", kustomize(kubectl), tenants)
	took, peak, err := measured(exec.CommandContext(ctx, kubectl, "kustomize", overlay))
	if ctx.Err() != nil {
		fmt.Fprintf(w, "%s\t\tmore than %s\t\t\n", what, patience)
		return nil
	}
	if err != nil {
		return err
	}
	row(w, what, []float64{took}, "")
	fmt.Fprintf(w, "  its memory at most\t\t%.0f MiB\t\t\n", peak)
	return nil
}

// measured runs a process and returns its nanoseconds and the MiB that it held at most, 0 where the system does not say.
func measured(cmd *exec.Cmd) (took, peak float64, err error) {
	var stderr bytes.Buffer
	cmd.Stderr = &stderr // what it prints to the standard output may be hundreds of megabytes, and nobody reads it
	start := time.Now()
	if err := cmd.Run(); err != nil {
		return 0, 0, fmt.Errorf("%v: %w\n%s", cmd.Args, err, &stderr)
	}
	took = float64(time.Since(start))
	return took, float64(memoryOf(cmd.ProcessState)) / (1 << 20), nil
}

// weight is the sum of the files below a folder, and how many there are.
func weight(dir string) (size int64, files int, err error) {
	err = filepath.WalkDir(dir, func(_ string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		size += info.Size()
		files++
		return nil
	})
	return size, files, err
}
