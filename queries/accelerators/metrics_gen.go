// Code generated from queries/catalogue/other-accelerators.tsv by go generate; DO NOT EDIT.

// Package accelerators holds the metrics and labels of other-accelerators.
//
// Names seen in dashboards only.
package accelerators

import "github.com/llm-observability/dashgen/queries"

// Exporter marks what belongs to other-accelerators.
type Exporter struct{}

// ExporterName is the key of other-accelerators in the catalogue and in environments.
func (Exporter) ExporterName() string { return "other-accelerators" }

// The metrics.
var (
	// Utilization is habanalabs_utilization (gauge, percent (0-100)).
	// Gaudi utilisation.
	// Source: yakovbeder/rhoai-uwm and rh-aiservices-bu/rhoai-uwm dashboards (name, unit and type inferred from queries; exporter source not read)
	Utilization = queries.NewRatioGauge[Exporter]("habanalabs_utilization")

	// TemperatureOnchip is habanalabs_temperature_onchip (gauge, degrees Celsius).
	// Gaudi chip temperature.
	// Source: yakovbeder/rhoai-uwm and rh-aiservices-bu/rhoai-uwm dashboards (name, unit and type inferred from queries; exporter source not read)
	TemperatureOnchip = queries.NewLevelGauge[Exporter]("habanalabs_temperature_onchip")

	// PowerMilliWatt is habanalabs_power_mW (gauge, milliwatts).
	// Gaudi power.
	// Source: yakovbeder/rhoai-uwm and rh-aiservices-bu/rhoai-uwm dashboards (name, unit and type inferred from queries; exporter source not read)
	PowerMilliWatt = queries.NewGauge[Exporter]("habanalabs_power_mW")

	// MemoryUsedBytes is habanalabs_memory_used_bytes (gauge, bytes).
	// Gaudi memory used.
	// Source: yakovbeder/rhoai-uwm and rh-aiservices-bu/rhoai-uwm dashboards (name, unit and type inferred from queries; exporter source not read)
	MemoryUsedBytes = queries.NewGauge[Exporter]("habanalabs_memory_used_bytes")

	// MemoryTotalBytes is habanalabs_memory_total_bytes (gauge, bytes).
	// Gaudi memory size.
	// Source: yakovbeder/rhoai-uwm and rh-aiservices-bu/rhoai-uwm dashboards (name, unit and type inferred from queries; exporter source not read)
	MemoryTotalBytes = queries.NewGauge[Exporter]("habanalabs_memory_total_bytes")

	// ClockSocMhz is habanalabs_clock_soc_mhz (gauge, megahertz).
	// Gaudi clock.
	// Source: yakovbeder/rhoai-uwm and rh-aiservices-bu/rhoai-uwm dashboards (name, unit and type inferred from queries; exporter source not read)
	ClockSocMhz = queries.NewLevelGauge[Exporter]("habanalabs_clock_soc_mhz")

	// GPUGfxActivity is gpu_gfx_activity (gauge, percent (0-100)).
	// AMD GPU utilisation.
	// Source: yakovbeder/rhoai-uwm and rh-aiservices-bu/rhoai-uwm dashboards (name, unit and type inferred from queries; exporter source not read)
	GPUGfxActivity = queries.NewRatioGauge[Exporter]("gpu_gfx_activity")

	// GPUPackagePower is gpu_package_power (gauge, watts).
	// AMD GPU power.
	// Source: yakovbeder/rhoai-uwm and rh-aiservices-bu/rhoai-uwm dashboards (name, unit and type inferred from queries; exporter source not read)
	GPUPackagePower = queries.NewGauge[Exporter]("gpu_package_power")

	// GPUJunctionTemperature is gpu_junction_temperature (gauge, degrees Celsius).
	// AMD GPU junction temperature.
	// Source: yakovbeder/rhoai-uwm and rh-aiservices-bu/rhoai-uwm dashboards (name, unit and type inferred from queries; exporter source not read)
	GPUJunctionTemperature = queries.NewLevelGauge[Exporter]("gpu_junction_temperature")

	// GPUClock is gpu_clock (gauge, megahertz).
	// AMD GPU clock.
	// Source: yakovbeder/rhoai-uwm and rh-aiservices-bu/rhoai-uwm dashboards (name, unit and type inferred from queries; exporter source not read)
	GPUClock = queries.NewLevelGauge[Exporter]("gpu_clock")

	// GPUVramUsed is gpu_vram_used (gauge, unknown).
	// AMD GPU memory used.
	// Source: yakovbeder/rhoai-uwm and rh-aiservices-bu/rhoai-uwm dashboards (name, unit and type inferred from queries; exporter source not read)
	GPUVramUsed = queries.NewGauge[Exporter]("gpu_vram_used")
)

// The labels.
var (
	// Container is the label container that the store adds: scraped container.
	Container = queries.NewTargetLabel[Exporter]("container")

	// Endpoint is the label endpoint that the store adds: port name.
	Endpoint = queries.NewTargetLabel[Exporter]("endpoint")

	// Instance is the label instance that the store adds: address:port.
	Instance = queries.NewTargetLabel[Exporter]("instance")

	// Job is the label job that the store adds: Service name, or namespace/podmonitor.
	Job = queries.NewTargetLabel[Exporter]("job")

	// K8sNamespaceName is the label k8s_namespace_name that the store adds: where the collector knows them.
	K8sNamespaceName = queries.NewTargetLabel[Exporter]("k8s_namespace_name")

	// K8sPodName is the label k8s_pod_name that the store adds: where the collector knows them.
	K8sPodName = queries.NewTargetLabel[Exporter]("k8s_pod_name")

	// Namespace is the label namespace that the store adds: namespace of the scraped pod; enforced, an exporter's own becomes exported_namespace unless honorLabels.
	Namespace = queries.NewTargetLabel[Exporter]("namespace")

	// Pod is the label pod that the store adds: scraped pod.
	Pod = queries.NewTargetLabel[Exporter]("pod")

	// Service is the label service that the store adds: Kubernetes Service.
	Service = queries.NewTargetLabel[Exporter]("service")

	// ServiceName is the label service_name that the store adds: OTel service.name, llamastack-<namespace> in the Canopy lab.
	ServiceName = queries.NewTargetLabel[Exporter]("service_name")
)
