package simulate

import (
	"maps"
	"math"
	"slices"
	"strconv"
)

// buildKubernetes makes what the cluster itself says of the pods: kube-state-metrics and the kubelets' cAdvisor.
func (f *Fleet) buildKubernetes() {
	if f.runs("kube-state-metrics") {
		p := f.pod("openshift-monitoring", "kube-state-metrics", "kube-state-metrics", 0.05, 0.2)
		x := f.export(f.released("kube-state-metrics"), p, port{"kube-state-metrics", "https-main", 8443})
		seen := -1
		x.before = append(x.before, func(float64) {
			if state := f.podState(); state != seen {
				seen = state
				f.kubeState(x)
			}
		})
	}
	if f.runs("cadvisor") {
		p := f.podOf("openshift-monitoring", "kubelet", "kubelet", "kubelet", 0.1, 0.2, 0)
		f.pods = f.pods[:len(f.pods)-1] // the kubelet is no pod
		x := f.export(f.released("cadvisor"), p, port{"kubelet", "https-metrics", 10250})
		rows := map[*pod]*podUse{}
		x.before = append(x.before, func(now float64) { f.cadvisor(x, rows, now) })
	}
	f.every(1, func(float64) {
		for _, p := range f.pods {
			p.cpu += 0.012*p.cores + p.work
		}
	})
}

// podState is a number that changes when pods do.
func (f *Fleet) podState() int {
	n := len(f.pods) + 1000*f.addresses
	for _, p := range f.pods {
		if !p.ready {
			n += 1_000_000
		}
	}
	return n
}

// kubeState exports the state of all pods.
func (f *Fleet) kubeState(x *exporter) {
	for _, family := range x.families {
		family.hide()
	}
	set := func(name string, v float64, labels ...string) { x.metric(name).with(labels...).set(v) }
	deployments := map[[2]string][2]int{}
	nodes := map[string]int{}
	for _, p := range f.pods {
		f.podFacts(p, set)
		d := deployments[[2]string{p.namespace, p.deployment}]
		d[0]++
		if p.ready {
			d[1]++
		}
		deployments[[2]string{p.namespace, p.deployment}] = d
		nodes[p.node] += p.gpus
	}
	for _, key := range slices.SortedFunc(maps.Keys(deployments), func(a, b [2]string) int { return slices.Compare(a[:], b[:]) }) {
		d := deployments[key]
		labels := []string{"namespace", key[0], "deployment", key[1]}
		set("kube_deployment_spec_replicas", float64(d[0]), labels...)
		set("kube_deployment_status_replicas_available", float64(d[1]), labels...)
		set("kube_deployment_status_replicas_unavailable", float64(d[0]-d[1]), labels...)
	}
	for _, node := range slices.Sorted(maps.Keys(nodes)) {
		set("kube_node_info", 1, "node", node, "kernel_version", "5.14.0-570.el9.x86_64", "os_image", "Red Hat Enterprise Linux CoreOS 9.6",
			"container_runtime_version", "cri-o://1.33.2", "kubelet_version", "v1.33.2", "provider_id", "", "internal_ip", "10.0.32.11")
		for _, name := range []string{"kube_node_status_capacity", "kube_node_status_allocatable"} {
			set(name, 64, "node", node, "resource", "cpu", "unit", "core")
			set(name, 512<<30, "node", node, "resource", "memory", "unit", "byte")
			if nodes[node] > 0 {
				set(name, 4, "node", node, "resource", "nvidia_com_gpu", "unit", "integer")
			}
		}
	}
}

// podFacts exports the state of one pod.
func (f *Fleet) podFacts(p *pod, set func(name string, v float64, labels ...string)) {
	id := []string{"namespace", p.namespace, "pod", p.name, "uid", p.uid}
	pod := func(more ...string) []string { return append(slices.Clone(id), more...) }
	container := func(more ...string) []string { return pod(append([]string{"container", p.container}, more...)...) }
	yes := func(b bool) float64 {
		if b {
			return 1
		}
		return 0
	}
	for _, phase := range []string{"Pending", "Running", "Succeeded", "Failed", "Unknown"} {
		set("kube_pod_status_phase", yes(phase == "Running"), pod("phase", phase)...)
	}
	for _, condition := range []string{"true", "false", "unknown"} {
		set("kube_pod_status_ready", yes(condition == strconv.FormatBool(p.ready)), pod("condition", condition)...)
	}
	created := f.begin.Add(seconds(p.created))
	set("kube_pod_info", 1, pod("host_ip", p.hostIP, "pod_ip", p.ip, "node", p.node, "created_by_kind", "ReplicaSet", "created_by_name", p.owner, "priority_class", "", "host_network", "false")...)
	set("kube_pod_owner", 1, pod("owner_kind", "ReplicaSet", "owner_name", p.owner, "owner_is_controller", "true")...)
	set("kube_pod_start_time", float64(created.Unix()), id...)
	set("kube_pod_container_info", 1, container("image", "registry.example.com/"+p.container+":current", "image_id", "sha256:"+p.uid, "image_spec", "registry.example.com/"+p.container+":current", "container_id", "cri-o://"+p.uid)...)
	set("kube_pod_container_status_restarts_total", 0, container()...)
	set("kube_pod_container_status_ready", yes(p.ready), container()...)
	for _, name := range []string{"kube_pod_container_resource_requests", "kube_pod_container_resource_limits"} {
		factor := 1.0
		if name == "kube_pod_container_resource_limits" {
			factor = 2
		}
		set(name, factor*p.cores, container("node", p.node, "resource", "cpu", "unit", "core")...)
		set(name, factor*p.memory, container("node", p.node, "resource", "memory", "unit", "byte")...)
		if p.gpus > 0 {
			set(name, float64(p.gpus), container("node", p.node, "resource", "nvidia_com_gpu", "unit", "integer")...)
		}
	}
}

// A podUse is the series of one pod's container.
type podUse struct {
	cpu, working, usage, rss, periods *series
	all                               []*series
}

// cadvisor exports what the containers use.
func (f *Fleet) cadvisor(x *exporter, rows map[*pod]*podUse, now float64) {
	exists := map[*pod]bool{}
	for _, p := range f.pods {
		exists[p] = true
		u := rows[p]
		if u == nil {
			id := []string{"namespace", p.namespace, "pod", p.name, "container", p.container, "image", "registry.example.com/" + p.container + ":current", "name", "k8s_" + p.container + "_" + p.name, "id", "/kubepods.slice/pod" + p.uid}
			row := func(name string, more ...string) *series {
				return x.metric(name).with(append(slices.Clone(id), more...)...)
			}
			u = &podUse{
				cpu: row("container_cpu_usage_seconds_total", "cpu", "total"), working: row("container_memory_working_set_bytes"),
				usage: row("container_memory_usage_bytes"), rss: row("container_memory_rss"),
			}
			limit, started := row("container_spec_memory_limit_bytes"), row("container_start_time_seconds")
			limit.set(2 * p.memory)
			started.set(float64(f.begin.Add(seconds(p.created)).Unix()))
			killed := row("container_oom_events_total")
			u.periods = row("container_cpu_cfs_periods_total")
			u.all = []*series{u.cpu, u.working, u.usage, u.rss, limit, started, killed, u.periods,
				row("container_cpu_cfs_throttled_periods_total"), row("container_cpu_cfs_throttled_seconds_total")}
			rows[p] = u
		}
		used := p.used * (1 + 0.04*math.Sin(now/300+float64(len(p.name))))
		u.cpu.set(p.cpu)
		u.working.set(math.Round(used))
		u.usage.set(math.Round(1.1 * used))
		u.rss.set(math.Round(0.9 * used))
		u.periods.set(math.Round(10 * (now - p.created)))
	}
	for p, u := range rows {
		if exists[p] {
			continue
		}
		for _, s := range u.all { // in which order does not matter
			if s != nil {
				s.gone = true
			}
		}
		delete(rows, p)
	}
}
