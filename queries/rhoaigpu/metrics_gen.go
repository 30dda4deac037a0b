// Code generated from queries/catalogue/rhoai-accelerators.tsv by go generate; DO NOT EDIT.

// Package rhoaigpu holds the metrics and labels of rhoai-accelerators.
//
// DCGM names as the RHOAI collector renames them.
package rhoaigpu

import "github.com/llm-observability/dashgen/queries"

// Exporter marks what belongs to rhoai-accelerators.
type Exporter struct{}

// ExporterName is the key of rhoai-accelerators in the catalogue and in environments.
func (Exporter) ExporterName() string { return "rhoai-accelerators" }

// The metrics.
var (
	// TemperatureCelsius is nvidia_gpu_temperature_celsius (gauge, degrees Celsius).
	// DCGM_FI_DEV_GPU_TEMP renamed by the RHOAI collector.
	// Source: opendatahub-io/opendatahub-operator:internal/controller/services/monitoring/resources/opentelemetry-collector.tmpl.yaml
	TemperatureCelsius = queries.NewLevelGauge[Exporter]("nvidia_gpu_temperature_celsius")

	// UtilizationRatio is nvidia_gpu_utilization_ratio (gauge, percent (0-100)).
	// DCGM_FI_DEV_GPU_UTIL renamed; the value is still 0 to 100 although the name says ratio.
	// Source: opendatahub-io/opendatahub-operator:internal/controller/services/monitoring/resources/opentelemetry-collector.tmpl.yaml
	UtilizationRatio = queries.NewRatioGauge[Exporter]("nvidia_gpu_utilization_ratio")

	// MemoryUtilizationRatio is nvidia_gpu_memory_utilization_ratio (gauge, percent (0-100)).
	// DCGM_FI_DEV_MEM_COPY_UTIL renamed; memory bus use, still 0 to 100.
	// Source: opendatahub-io/opendatahub-operator:internal/controller/services/monitoring/resources/opentelemetry-collector.tmpl.yaml
	MemoryUtilizationRatio = queries.NewRatioGauge[Exporter]("nvidia_gpu_memory_utilization_ratio")

	// MemoryUsedBytes is nvidia_gpu_memory_used_bytes (gauge, MiB).
	// DCGM_FI_DEV_FB_USED renamed; the value is still MiB although the name says bytes.
	// Source: opendatahub-io/opendatahub-operator:internal/controller/services/monitoring/resources/opentelemetry-collector.tmpl.yaml
	MemoryUsedBytes = queries.NewGauge[Exporter]("nvidia_gpu_memory_used_bytes")

	// MemoryFreeBytes is nvidia_gpu_memory_free_bytes (gauge, MiB).
	// DCGM_FI_DEV_FB_FREE renamed; still MiB.
	// Source: opendatahub-io/opendatahub-operator:internal/controller/services/monitoring/resources/opentelemetry-collector.tmpl.yaml
	MemoryFreeBytes = queries.NewGauge[Exporter]("nvidia_gpu_memory_free_bytes")

	// PowerUsageWatts is nvidia_gpu_power_usage_watts (gauge, watts).
	// DCGM_FI_DEV_POWER_USAGE renamed.
	// Source: opendatahub-io/opendatahub-operator:internal/controller/services/monitoring/resources/opentelemetry-collector.tmpl.yaml
	PowerUsageWatts = queries.NewGauge[Exporter]("nvidia_gpu_power_usage_watts")

	// SMClockMhz is nvidia_gpu_sm_clock_mhz (gauge, megahertz).
	// DCGM_FI_DEV_SM_CLOCK renamed.
	// Source: opendatahub-io/opendatahub-operator:internal/controller/services/monitoring/resources/opentelemetry-collector.tmpl.yaml
	SMClockMhz = queries.NewLevelGauge[Exporter]("nvidia_gpu_sm_clock_mhz")

	// MemoryClockMhz is nvidia_gpu_memory_clock_mhz (gauge, megahertz).
	// DCGM_FI_DEV_MEM_CLOCK renamed.
	// Source: opendatahub-io/opendatahub-operator:internal/controller/services/monitoring/resources/opentelemetry-collector.tmpl.yaml
	MemoryClockMhz = queries.NewLevelGauge[Exporter]("nvidia_gpu_memory_clock_mhz")

	// AcceleratorGPUUtilization is accelerator_gpu_utilization (gauge, percent (0-100)).
	// Recording rule over DCGM_FI_DEV_GPU_UTIL, 0 to 100.
	// Source: NVIDIA/gpu-operator:assets/state-dcgm-exporter/1000_prometheus_rule_openshift.yaml
	AcceleratorGPUUtilization = queries.NewRatioGauge[Exporter]("accelerator_gpu_utilization")

	// AcceleratorMemoryUsedBytes is accelerator_memory_used_bytes (gauge, percent (0-100)).
	// Recording rule over DCGM_FI_DEV_MEM_COPY_UTIL: memory bus use in percent, not bytes.
	// Source: NVIDIA/gpu-operator:assets/state-dcgm-exporter/1000_prometheus_rule_openshift.yaml
	AcceleratorMemoryUsedBytes = queries.NewRatioGauge[Exporter]("accelerator_memory_used_bytes")

	// AcceleratorMemoryTotalBytes is accelerator_memory_total_bytes (gauge, MiB).
	// Recording rule over DCGM_FI_DEV_FB_TOTAL, which is not exported by default, so normally empty; MiB, not bytes.
	// Source: NVIDIA/gpu-operator:assets/state-dcgm-exporter/1000_prometheus_rule_openshift.yaml
	AcceleratorMemoryTotalBytes = queries.NewGauge[Exporter]("accelerator_memory_total_bytes")

	// AcceleratorPowerUsageWatts is accelerator_power_usage_watts (gauge, watts).
	// Recording rule over DCGM_FI_DEV_POWER_USAGE.
	// Source: NVIDIA/gpu-operator:assets/state-dcgm-exporter/1000_prometheus_rule_openshift.yaml
	AcceleratorPowerUsageWatts = queries.NewGauge[Exporter]("accelerator_power_usage_watts")

	// AcceleratorTemperatureCelsius is accelerator_temperature_celsius (gauge, degrees Celsius).
	// Recording rule over DCGM_FI_DEV_GPU_TEMP.
	// Source: NVIDIA/gpu-operator:assets/state-dcgm-exporter/1000_prometheus_rule_openshift.yaml
	AcceleratorTemperatureCelsius = queries.NewLevelGauge[Exporter]("accelerator_temperature_celsius")

	// AcceleratorSMClockHertz is accelerator_sm_clock_hertz (gauge, megahertz).
	// Recording rule over DCGM_FI_DEV_SM_CLOCK: MHz, not hertz.
	// Source: NVIDIA/gpu-operator:assets/state-dcgm-exporter/1000_prometheus_rule_openshift.yaml
	AcceleratorSMClockHertz = queries.NewLevelGauge[Exporter]("accelerator_sm_clock_hertz")

	// AcceleratorMemoryClockHertz is accelerator_memory_clock_hertz (gauge, megahertz).
	// Recording rule over DCGM_FI_DEV_MEM_CLOCK: MHz, not hertz.
	// Source: NVIDIA/gpu-operator:assets/state-dcgm-exporter/1000_prometheus_rule_openshift.yaml
	AcceleratorMemoryClockHertz = queries.NewLevelGauge[Exporter]("accelerator_memory_clock_hertz")

	// ClusterUsageConsumptionRhodsGPUUtilizationAvg is cluster:usage:consumption:rhods:gpu:utilization:avg (gauge, unknown).
	// Mean GPU utilisation over the cluster.
	// Source: opendatahub-io/opendatahub-operator:docs/ACCELERATOR_METRICS.md
	ClusterUsageConsumptionRhodsGPUUtilizationAvg = queries.NewGauge[Exporter]("cluster:usage:consumption:rhods:gpu:utilization:avg")

	// ClusterUsageConsumptionRhodsGPUMemoryUtilizationAvg is cluster:usage:consumption:rhods:gpu:memory_utilization:avg (gauge, unknown).
	// Mean memory bus utilisation over the cluster.
	// Source: opendatahub-io/opendatahub-operator:docs/ACCELERATOR_METRICS.md
	ClusterUsageConsumptionRhodsGPUMemoryUtilizationAvg = queries.NewGauge[Exporter]("cluster:usage:consumption:rhods:gpu:memory_utilization:avg")

	// ClusterUsageConsumptionRhodsGPUTemperatureMax is cluster:usage:consumption:rhods:gpu:temperature:max (gauge, unknown).
	// Hottest GPU.
	// Source: opendatahub-io/opendatahub-operator:docs/ACCELERATOR_METRICS.md
	ClusterUsageConsumptionRhodsGPUTemperatureMax = queries.NewGauge[Exporter]("cluster:usage:consumption:rhods:gpu:temperature:max")

	// ClusterUsageConsumptionRhodsGPUMemoryUsedSum is cluster:usage:consumption:rhods:gpu:memory_used:sum (gauge, unknown).
	// Sum of GPU memory used.
	// Source: opendatahub-io/opendatahub-operator:docs/ACCELERATOR_METRICS.md
	ClusterUsageConsumptionRhodsGPUMemoryUsedSum = queries.NewGauge[Exporter]("cluster:usage:consumption:rhods:gpu:memory_used:sum")

	// ClusterUsageConsumptionRhodsGPUPowerSum is cluster:usage:consumption:rhods:gpu:power:sum (gauge, unknown).
	// Sum of GPU power.
	// Source: opendatahub-io/opendatahub-operator:docs/ACCELERATOR_METRICS.md
	ClusterUsageConsumptionRhodsGPUPowerSum = queries.NewGauge[Exporter]("cluster:usage:consumption:rhods:gpu:power:sum")

	// ClusterUsageConsumptionRhodsGPUCount is cluster:usage:consumption:rhods:gpu:count (gauge, unknown).
	// GPUs seen.
	// Source: opendatahub-io/opendatahub-operator:docs/ACCELERATOR_METRICS.md
	ClusterUsageConsumptionRhodsGPUCount = queries.NewGauge[Exporter]("cluster:usage:consumption:rhods:gpu:count")
)

// The labels.
var (
	// Component is the label component.
	Component = queries.NewLabel[Exporter]("component")

	// Container is the label container that the store adds: scraped container.
	Container = queries.NewTargetLabel[Exporter]("container")

	// Device is the label device.
	Device = queries.NewLabel[Exporter]("device")

	// Endpoint is the label endpoint that the store adds: port name.
	Endpoint = queries.NewTargetLabel[Exporter]("endpoint")

	// ExportedContainer is the label exported_container.
	ExportedContainer = queries.NewLabel[Exporter]("exported_container")

	// ExportedNamespace is the label exported_namespace.
	ExportedNamespace = queries.NewLabel[Exporter]("exported_namespace")

	// ExportedPod is the label exported_pod.
	ExportedPod = queries.NewLabel[Exporter]("exported_pod")

	// GPU is the label gpu.
	GPU = queries.NewLabel[Exporter]("gpu")

	// Hostname is the label Hostname.
	Hostname = queries.NewLabel[Exporter]("Hostname")

	// Instance is the label instance that the store adds: address:port.
	Instance = queries.NewTargetLabel[Exporter]("instance")

	// Job is the label job.
	Job = queries.NewLabel[Exporter]("job")

	// K8sNamespaceName is the label k8s_namespace_name that the store adds: where the collector knows them.
	K8sNamespaceName = queries.NewTargetLabel[Exporter]("k8s_namespace_name")

	// K8sPodName is the label k8s_pod_name that the store adds: where the collector knows them.
	K8sPodName = queries.NewTargetLabel[Exporter]("k8s_pod_name")

	// ModelName is the label modelName.
	ModelName = queries.NewLabel[Exporter]("modelName")

	// Namespace is the label namespace that the store adds: namespace of the scraped pod; enforced, an exporter's own becomes exported_namespace unless honorLabels.
	Namespace = queries.NewTargetLabel[Exporter]("namespace")

	// Node is the label node.
	Node = queries.NewLabel[Exporter]("node")

	// PCIBusID is the label pci_bus_id.
	PCIBusID = queries.NewLabel[Exporter]("pci_bus_id")

	// Pod is the label pod that the store adds: scraped pod.
	Pod = queries.NewTargetLabel[Exporter]("pod")

	// Service is the label service that the store adds: Kubernetes Service.
	Service = queries.NewTargetLabel[Exporter]("service")

	// ServiceName is the label service_name that the store adds: OTel service.name, llamastack-<namespace> in the Canopy lab.
	ServiceName = queries.NewTargetLabel[Exporter]("service_name")

	// TargetJob is the label job that the store adds: Service name, or namespace/podmonitor.
	TargetJob = queries.NewTargetLabel[Exporter]("job")

	// UUID is the label UUID.
	UUID = queries.NewLabel[Exporter]("UUID")

	// Vendor is the label vendor.
	Vendor = queries.NewLabel[Exporter]("vendor")
)
