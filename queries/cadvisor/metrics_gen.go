// Code generated from queries/catalogue/cadvisor.tsv by go generate; DO NOT EDIT.

// Package cadvisor holds the metrics and labels of cadvisor.
//
// Kubelet.
package cadvisor

import "github.com/llm-observability/dashgen/queries"

// Exporter marks what belongs to cadvisor.
type Exporter struct{}

// ExporterName is the key of cadvisor in the catalogue and in environments.
func (Exporter) ExporterName() string { return "cadvisor" }

// The metrics.
var (
	// CPUUsage is container_cpu_usage_seconds_total (counter, seconds).
	// CPU time used; leave out container="" and container="POD".
	// Source: google/cadvisor:docs/storage/prometheus.md
	CPUUsage = queries.NewCounter[Exporter]("container_cpu_usage_seconds_total")

	// CPUCFSPeriods is container_cpu_cfs_periods_total (counter, periods).
	// CFS periods elapsed.
	// Source: google/cadvisor:docs/storage/prometheus.md
	CPUCFSPeriods = queries.NewCounter[Exporter]("container_cpu_cfs_periods_total")

	// CPUCFSThrottledPeriods is container_cpu_cfs_throttled_periods_total (counter, periods).
	// CFS periods throttled.
	// Source: google/cadvisor:docs/storage/prometheus.md
	CPUCFSThrottledPeriods = queries.NewCounter[Exporter]("container_cpu_cfs_throttled_periods_total")

	// CPUCFSThrottled is container_cpu_cfs_throttled_seconds_total (counter, seconds).
	// Time throttled.
	// Source: google/cadvisor:docs/storage/prometheus.md
	CPUCFSThrottled = queries.NewCounter[Exporter]("container_cpu_cfs_throttled_seconds_total")

	// MemoryWorkingSetBytes is container_memory_working_set_bytes (gauge, bytes).
	// Memory that counts for the OOM killer.
	// Source: google/cadvisor:docs/storage/prometheus.md
	MemoryWorkingSetBytes = queries.NewGauge[Exporter]("container_memory_working_set_bytes")

	// MemoryUsageBytes is container_memory_usage_bytes (gauge, bytes).
	// Memory used, page cache included.
	// Source: google/cadvisor:docs/storage/prometheus.md
	MemoryUsageBytes = queries.NewGauge[Exporter]("container_memory_usage_bytes")

	// MemoryRSS is container_memory_rss (gauge, bytes).
	// Resident memory.
	// Source: google/cadvisor:docs/storage/prometheus.md
	MemoryRSS = queries.NewGauge[Exporter]("container_memory_rss")

	// SpecMemoryLimitBytes is container_spec_memory_limit_bytes (gauge, bytes).
	// Memory limit.
	// Source: google/cadvisor:docs/storage/prometheus.md
	SpecMemoryLimitBytes = queries.NewGauge[Exporter]("container_spec_memory_limit_bytes")

	// OOMEvents is container_oom_events_total (counter, events).
	// Out-of-memory events.
	// Source: google/cadvisor:docs/storage/prometheus.md
	OOMEvents = queries.NewCounter[Exporter]("container_oom_events_total")

	// StartTime is container_start_time_seconds (gauge, unix time (seconds)).
	// Container start.
	// Source: google/cadvisor:docs/storage/prometheus.md
	StartTime = queries.NewLevelGauge[Exporter]("container_start_time_seconds")

	// NetworkReceiveBytes is container_network_receive_bytes_total (counter, bytes).
	// Bytes received; per pod, no container label value.
	// Source: google/cadvisor:docs/storage/prometheus.md
	NetworkReceiveBytes = queries.NewCounter[Exporter]("container_network_receive_bytes_total")

	// NetworkTransmitBytes is container_network_transmit_bytes_total (counter, bytes).
	// Bytes sent; per pod.
	// Source: google/cadvisor:docs/storage/prometheus.md
	NetworkTransmitBytes = queries.NewCounter[Exporter]("container_network_transmit_bytes_total")

	// FsUsageBytes is container_fs_usage_bytes (gauge, bytes).
	// File system bytes used.
	// Source: google/cadvisor:docs/storage/prometheus.md
	FsUsageBytes = queries.NewGauge[Exporter]("container_fs_usage_bytes")

	// AcceleratorMemoryTotalBytes is container_accelerator_memory_total_bytes (gauge, bytes, removed in 0.47).
	// cAdvisor GPU metric, dropped upstream.
	// Source: google/cadvisor:docs/storage/prometheus.md
	AcceleratorMemoryTotalBytes = queries.NewGauge[Exporter]("container_accelerator_memory_total_bytes")

	// AcceleratorMemoryUsedBytes is container_accelerator_memory_used_bytes (gauge, bytes, removed in 0.47).
	// cAdvisor GPU metric, dropped upstream.
	// Source: google/cadvisor:docs/storage/prometheus.md
	AcceleratorMemoryUsedBytes = queries.NewGauge[Exporter]("container_accelerator_memory_used_bytes")

	// AcceleratorDutyCycle is container_accelerator_duty_cycle (gauge, percent (0-100), removed in 0.47).
	// cAdvisor GPU metric, dropped upstream.
	// Source: google/cadvisor:docs/storage/prometheus.md
	AcceleratorDutyCycle = queries.NewRatioGauge[Exporter]("container_accelerator_duty_cycle")
)

// The labels.
var (
	// AccID is the label acc_id.
	AccID = queries.NewLabel[Exporter]("acc_id")

	// CPU is the label cpu.
	CPU = queries.NewLabel[Exporter]("cpu")

	// Container is the label container.
	Container = queries.NewLabel[Exporter]("container")

	// Device is the label device.
	Device = queries.NewLabel[Exporter]("device")

	// Endpoint is the label endpoint that the store adds: port name.
	Endpoint = queries.NewTargetLabel[Exporter]("endpoint")

	// ID is the label id.
	ID = queries.NewLabel[Exporter]("id")

	// Image is the label image.
	Image = queries.NewLabel[Exporter]("image")

	// Instance is the label instance that the store adds: address:port.
	Instance = queries.NewTargetLabel[Exporter]("instance")

	// Interface is the label interface.
	Interface = queries.NewLabel[Exporter]("interface")

	// Job is the label job that the store adds: Service name, or namespace/podmonitor.
	Job = queries.NewTargetLabel[Exporter]("job")

	// K8sNamespaceName is the label k8s_namespace_name that the store adds: where the collector knows them.
	K8sNamespaceName = queries.NewTargetLabel[Exporter]("k8s_namespace_name")

	// K8sPodName is the label k8s_pod_name that the store adds: where the collector knows them.
	K8sPodName = queries.NewTargetLabel[Exporter]("k8s_pod_name")

	// Make is the label make.
	Make = queries.NewLabel[Exporter]("make")

	// Model is the label model.
	Model = queries.NewLabel[Exporter]("model")

	// Name is the label name.
	Name = queries.NewLabel[Exporter]("name")

	// Namespace is the label namespace.
	Namespace = queries.NewLabel[Exporter]("namespace")

	// Pod is the label pod.
	Pod = queries.NewLabel[Exporter]("pod")

	// Service is the label service that the store adds: Kubernetes Service.
	Service = queries.NewTargetLabel[Exporter]("service")

	// ServiceName is the label service_name that the store adds: OTel service.name, llamastack-<namespace> in the Canopy lab.
	ServiceName = queries.NewTargetLabel[Exporter]("service_name")

	// TargetContainer is the label container that the store adds: scraped container.
	TargetContainer = queries.NewTargetLabel[Exporter]("container")

	// TargetNamespace is the label namespace that the store adds: namespace of the scraped pod; enforced, an exporter's own becomes exported_namespace unless honorLabels.
	TargetNamespace = queries.NewTargetLabel[Exporter]("namespace")

	// TargetPod is the label pod that the store adds: scraped pod.
	TargetPod = queries.NewTargetLabel[Exporter]("pod")
)
