package simulate

import (
	"fmt"
	"strings"
)

// alerts are rules of a Prometheus on the fleet's state, and since when each holds.
type alerts struct {
	since map[string]float64
	x     *exporter
}

// An alert is a rule that holds at the moment.
type alert struct {
	name, severity, namespace string
	after                     float64 // seconds that it must hold before it fires
}

// holding are the rules that hold.
func (f *Fleet) holding() []alert {
	as := []alert{{name: "Watchdog", severity: "none", namespace: "openshift-monitoring"}}
	for _, m := range f.models {
		for i, s := range m.servers {
			where := func(name string) string { return fmt.Sprintf("%s %s %d", name, m.name, i) }
			if s.down {
				as = append(as, alert{where("KubePodNotReady"), "warning", m.namespace, 30})
				continue
			}
			if len(s.engine.waiting) > 20 {
				as = append(as, alert{where("ModelQueueLong"), "warning", m.namespace, 60})
			}
			if s.engine.usage() > 0.95 {
				as = append(as, alert{where("ModelCacheFull"), "warning", m.namespace, 60})
			}
		}
	}
	for _, g := range f.gpus {
		if g.xid != 0 {
			as = append(as, alert{"GPUError " + g.uuid, "critical", "nvidia-gpu-operator", 0})
		}
		if g.temperature > 85 {
			as = append(as, alert{"GPUHot " + g.uuid, "warning", "nvidia-gpu-operator", 120})
		}
	}
	return as
}

// evaluate writes the series of the rules. They have no target: Prometheus itself makes them.
func (f *Fleet) evaluate(now float64) {
	if f.alerts.x == nil {
		return
	}
	f.alerts.x.metric("ALERTS").hide()
	since := map[string]float64{}
	for _, a := range f.holding() {
		begun, ok := f.alerts.since[a.name]
		if !ok {
			begun = now
		}
		since[a.name] = begun
		state := "pending"
		if now-begun >= a.after {
			state = "firing"
		}
		rule, subject, _ := strings.Cut(a.name, " ")
		f.alerts.x.metric("ALERTS").with("alertname", rule, "alertstate", state, "severity", a.severity, "namespace", a.namespace, "subject", subject).set(1)
	}
	f.alerts.since = since
}
