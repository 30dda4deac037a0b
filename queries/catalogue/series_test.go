package catalogue

import (
	"slices"
	"testing"
)

// TestStateLabel checks which metrics have a series for each state: to count those counts states, not things.
func TestStateLabel(t *testing.T) {
	want := map[string]string{
		"kube_pod_status_phase": "phase", "kube_pod_status_ready": "condition", "kube_pod_status_reason": "reason",
		"vllm:engine_sleep_state": "sleep_state",
	}
	got := 0
	for _, m := range Default().Metrics() {
		if l := m.StateLabel(); l != want[m.Name] {
			t.Errorf("%s has the state label %q, want %q", m.Name, l, want[m.Name])
		} else if l != "" {
			got++
		}
	}
	if got != len(want) {
		t.Errorf("%d metrics have a state label, want %d", got, len(want))
	}
}

// TestLasting checks that the counters whose value is worth reading are counters.
func TestLasting(t *testing.T) {
	var names []string
	for _, m := range Default().Metrics() {
		if m.Lasting() {
			names = append(names, m.Name)
			if m.Behaviour != Counter {
				t.Errorf("%s is a %s", m.Name, m.Behaviour)
			}
		}
	}
	if len(names) != 9 || slices.Contains(names, "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION") {
		t.Errorf("lasting counters: %v", names)
	}
}
