package dashboards_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/internal/prom/promtest"
)

// TestPodPanelsOnARealRecording looks at the pods and alerts of Platform Admin at moments of the recording of
// kube-state-metrics of which its README says what happens. A pod that is Pending does not run, and an operator
// whose name begins alike is not the program.
func TestPodPanelsOnARealRecording(t *testing.T) {
	s := promtest.Storage(t)
	for _, name := range []string{"kube-state-metrics.om.gz", "prometheus.om.gz"} {
		if _, err := s.LoadFile(filepath.Join(root, "testdata", "recordings", "kube-state-metrics", name)); err != nil {
			t.Fatal(err)
		}
	}
	e, err := prom.NewEngine(s, prom.EngineOptions{LookbackDelta: 15 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	envs := shipped(t)
	tests := []struct {
		panel  string
		second int
		legend string
		want   float64
	}{
		{"Authorino", 60, "running", 1},
		{"Authorino", 165, "running", 0},
		{"Authorino", 240, "running", 1},
		{"MaaS API", 60, "running", 2},
		{"MaaS API", 480, "running", 2},
		{"Gateway", 240, "running", 2},
		{"Firing Alerts", 60, "firing", 2},
		{"Firing Alerts", 165, "firing", 7},
		{"Firing Alerts", 240, "firing", 6},
		{"Firing Alerts", 480, "firing", 2},
	}
	for _, tt := range tests {
		d, p := find(t, envs, "maas", "maas-platform-admin", tt.panel)
		at := start.Add(time.Duration(tt.second) * time.Second)
		got := lastValues(t, e, prom.Window{From: at.Add(-5 * time.Minute), To: at, ScrapeInterval: 15 * time.Second}, d, p, "")
		if v, ok := got[tt.legend]; !ok || v != tt.want || len(got) != 1 {
			t.Errorf("%s at %d s shows %v, want %v", tt.panel, tt.second, got, tt.want)
		}
	}

	// What the model pods asked for, as the recording's README lists it.
	d, p := find(t, envs, "maas", "maas-platform-admin", "Model Resource Allocation")
	end := start.Add(480 * time.Second)
	got := lastValues(t, e, prom.Window{From: start, To: end, ScrapeInterval: 15 * time.Second}, d, p, "")
	total := 0.0
	for name, v := range got {
		if len(name) > 14 && name[:14] == "GPUs requested" {
			total += v
		}
	}
	if total != 7 {
		t.Errorf("the model pods asked for %v GPUs, want 7: %v", total, got)
	}
}
