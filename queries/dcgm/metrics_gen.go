// Code generated from queries/catalogue/dcgm-exporter.tsv by go generate; DO NOT EDIT.

// Package dcgm holds the metrics and labels of dcgm-exporter.
//
// NVIDIA GPUs; versions are DCGM-exporter pairs.
package dcgm

import "github.com/llm-observability/dashgen/queries"

// Exporter marks what belongs to dcgm-exporter.
type Exporter struct{}

// ExporterName is the key of dcgm-exporter in the catalogue and in environments.
func (Exporter) ExporterName() string { return "dcgm-exporter" }

// The metrics.
var (
	// SMClock is DCGM_FI_DEV_SM_CLOCK (gauge, megahertz).
	// SM clock.
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv
	SMClock = queries.NewLevelGauge[Exporter]("DCGM_FI_DEV_SM_CLOCK")

	// MemClock is DCGM_FI_DEV_MEM_CLOCK (gauge, megahertz).
	// Memory clock.
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv
	MemClock = queries.NewLevelGauge[Exporter]("DCGM_FI_DEV_MEM_CLOCK")

	// MemoryTemp is DCGM_FI_DEV_MEMORY_TEMP (gauge, degrees Celsius).
	// Memory temperature.
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv
	MemoryTemp = queries.NewLevelGauge[Exporter]("DCGM_FI_DEV_MEMORY_TEMP")

	// GPUTemp is DCGM_FI_DEV_GPU_TEMP (gauge, degrees Celsius).
	// GPU die temperature.
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv
	GPUTemp = queries.NewLevelGauge[Exporter]("DCGM_FI_DEV_GPU_TEMP")

	// PowerUsage is DCGM_FI_DEV_POWER_USAGE (gauge, watts).
	// Board power draw.
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv
	PowerUsage = queries.NewGauge[Exporter]("DCGM_FI_DEV_POWER_USAGE")

	// TotalEnergyConsumption is DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION (counter, millijoules).
	// Energy used since the driver was loaded; divide by 3.6e9 for kWh.
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv
	TotalEnergyConsumption = queries.NewCounter[Exporter]("DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION")

	// PCIeReplayCounter is DCGM_FI_DEV_PCIE_REPLAY_COUNTER (counter, count).
	// PCIe retries.
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv
	PCIeReplayCounter = queries.NewCounter[Exporter]("DCGM_FI_DEV_PCIE_REPLAY_COUNTER")

	// PCIeTXThroughput is DCGM_FI_DEV_PCIE_TX_THROUGHPUT (counter, behaves as gauge, kB/s).
	// Outgoing PCIe traffic; DCGM publishes KB per second, yet the CSV types it counter. In default-counters.csv until 3.3.6-3.4.2, only as a comment in dcp-metrics-included.csv (the GPU Operator default).
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv
	PCIeTXThroughput = queries.NewGauge[Exporter]("DCGM_FI_DEV_PCIE_TX_THROUGHPUT")

	// PCIeRXThroughput is DCGM_FI_DEV_PCIE_RX_THROUGHPUT (counter, behaves as gauge, kB/s).
	// Incoming PCIe traffic; same history as the TX field.
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv
	PCIeRXThroughput = queries.NewGauge[Exporter]("DCGM_FI_DEV_PCIE_RX_THROUGHPUT")

	// ProfPCIeTXBytes is DCGM_FI_PROF_PCIE_TX_BYTES (gauge, bytes/s, since 2.1.0).
	// PCIe bytes per second sent by the GPU, headers included; a rate already, do not wrap in rate(). Typed counter up to 2.4.6-2.6.8 and in default-counters.csv of 3.3.7-3.5.0 to 3.3.9-3.6.1.
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv
	ProfPCIeTXBytes = queries.NewGauge[Exporter]("DCGM_FI_PROF_PCIE_TX_BYTES")

	// ProfPCIeRXBytes is DCGM_FI_PROF_PCIE_RX_BYTES (gauge, bytes/s, since 2.1.0).
	// PCIe bytes per second received by the GPU, headers included; a rate already.
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv
	ProfPCIeRXBytes = queries.NewGauge[Exporter]("DCGM_FI_PROF_PCIE_RX_BYTES")

	// GPUUtil is DCGM_FI_DEV_GPU_UTIL (gauge, percent (0-100)).
	// Share of time a kernel was running, 0 to 100; no value on MIG instances.
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv
	GPUUtil = queries.NewRatioGauge[Exporter]("DCGM_FI_DEV_GPU_UTIL")

	// MemCopyUtil is DCGM_FI_DEV_MEM_COPY_UTIL (gauge, percent (0-100)).
	// Share of time the memory bus was busy, 0 to 100; not the share of memory used.
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv
	MemCopyUtil = queries.NewRatioGauge[Exporter]("DCGM_FI_DEV_MEM_COPY_UTIL")

	// EncUtil is DCGM_FI_DEV_ENC_UTIL (gauge, percent (0-100)).
	// Video encoder use, 0 to 100.
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv
	EncUtil = queries.NewRatioGauge[Exporter]("DCGM_FI_DEV_ENC_UTIL")

	// DecUtil is DCGM_FI_DEV_DEC_UTIL (gauge, percent (0-100)).
	// Video decoder use, 0 to 100.
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv
	DecUtil = queries.NewRatioGauge[Exporter]("DCGM_FI_DEV_DEC_UTIL")

	// XIDErrors is DCGM_FI_DEV_XID_ERRORS (gauge, code of XID code).
	// Code of the last XID error, 0 when none; not a count.
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv
	XIDErrors = queries.NewLevelGauge[Exporter]("DCGM_FI_DEV_XID_ERRORS")

	// PowerViolation is DCGM_FI_DEV_POWER_VIOLATION (counter, nanoseconds).
	// Time clocks were held back by power limits (help text said microseconds up to 4.1).
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv
	PowerViolation = queries.NewCounter[Exporter]("DCGM_FI_DEV_POWER_VIOLATION")

	// ThermalViolation is DCGM_FI_DEV_THERMAL_VIOLATION (counter, nanoseconds).
	// Time clocks were held back by heat (help text said microseconds up to 4.1).
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv
	ThermalViolation = queries.NewCounter[Exporter]("DCGM_FI_DEV_THERMAL_VIOLATION")

	// SyncBoostViolation is DCGM_FI_DEV_SYNC_BOOST_VIOLATION (counter, nanoseconds).
	// Time clocks were held back by sync boost (help text said microseconds up to 4.1).
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv
	SyncBoostViolation = queries.NewCounter[Exporter]("DCGM_FI_DEV_SYNC_BOOST_VIOLATION")

	// BoardLimitViolation is DCGM_FI_DEV_BOARD_LIMIT_VIOLATION (counter, nanoseconds).
	// Time clocks were held back by board limits (help text said microseconds up to 4.1).
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv
	BoardLimitViolation = queries.NewCounter[Exporter]("DCGM_FI_DEV_BOARD_LIMIT_VIOLATION")

	// LowUtilViolation is DCGM_FI_DEV_LOW_UTIL_VIOLATION (counter, nanoseconds).
	// Time clocks were held back by low utilisation (help text said microseconds up to 4.1).
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv
	LowUtilViolation = queries.NewCounter[Exporter]("DCGM_FI_DEV_LOW_UTIL_VIOLATION")

	// ReliabilityViolation is DCGM_FI_DEV_RELIABILITY_VIOLATION (counter, nanoseconds).
	// Time clocks were held back by reliability (help text said microseconds up to 4.1).
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv
	ReliabilityViolation = queries.NewCounter[Exporter]("DCGM_FI_DEV_RELIABILITY_VIOLATION")

	// ClocksEventReasons is DCGM_FI_DEV_CLOCKS_EVENT_REASONS (gauge, code of bit mask).
	// Bit mask of the current clock throttle reasons (DCGM field 112).
	// Also known as DCGM_FI_DEV_CLOCK_THROTTLE_REASONS.
	// Source: NVIDIA/go-dcgm:pkg/dcgm/dcgm_fields.h
	ClocksEventReasons = queries.NewLevelGauge[Exporter]("DCGM_FI_DEV_CLOCKS_EVENT_REASONS")

	// ExpXIDErrorsCount is DCGM_EXP_XID_ERRORS_COUNT (counter, behaves as gauge, count, since 3.3.3-3.3.1).
	// XID errors seen in the last time window, one series per code; falls again, so treat as gauge.
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv
	ExpXIDErrorsCount = queries.NewGauge[Exporter]("DCGM_EXP_XID_ERRORS_COUNT")

	// ExpClockEventsCount is DCGM_EXP_CLOCK_EVENTS_COUNT (counter, behaves as gauge, count, since 3.3.5-3.4.0).
	// Clock (throttle) events seen in the last time window, one series per reason; treat as gauge.
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv
	ExpClockEventsCount = queries.NewGauge[Exporter]("DCGM_EXP_CLOCK_EVENTS_COUNT")

	// ExpGPUHealthStatus is DCGM_EXP_GPU_HEALTH_STATUS (counter, behaves as gauge, code of status, since 4.4.1-4.6.0).
	// DCGM health state per watched subsystem; treat as gauge.
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv
	ExpGPUHealthStatus = queries.NewLevelGauge[Exporter]("DCGM_EXP_GPU_HEALTH_STATUS")

	// ExpP2PStatus is DCGM_EXP_P2P_STATUS (counter, behaves as gauge, code of status, since 4.4.1-4.6.0).
	// Peer-to-peer NVLink state per peer GPU; treat as gauge.
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv
	ExpP2PStatus = queries.NewLevelGauge[Exporter]("DCGM_EXP_P2P_STATUS")

	// FBUsed is DCGM_FI_DEV_FB_USED (gauge, MiB).
	// Framebuffer memory in use.
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv
	FBUsed = queries.NewGauge[Exporter]("DCGM_FI_DEV_FB_USED")

	// FBFree is DCGM_FI_DEV_FB_FREE (gauge, MiB).
	// Framebuffer memory free.
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv
	FBFree = queries.NewGauge[Exporter]("DCGM_FI_DEV_FB_FREE")

	// FBReserved is DCGM_FI_DEV_FB_RESERVED (gauge, MiB, since 4.3.1-4.4.0).
	// Framebuffer memory held back by the driver; used + free + reserved = total.
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv
	FBReserved = queries.NewGauge[Exporter]("DCGM_FI_DEV_FB_RESERVED")

	// FBTotal is DCGM_FI_DEV_FB_TOTAL (gauge, MiB).
	// Framebuffer size; in no shipped CSV, so absent unless a custom metrics ConfigMap adds it.
	// Source: NVIDIA/go-dcgm:pkg/dcgm/dcgm_fields.h
	FBTotal = queries.NewGauge[Exporter]("DCGM_FI_DEV_FB_TOTAL")

	// FBUsedPercent is DCGM_FI_DEV_FB_USED_PERCENT (gauge, ratio (0-1)).
	// Used / (total - reserved), 0 to 1; in no shipped CSV.
	// Source: NVIDIA/go-dcgm:pkg/dcgm/dcgm_fields.h
	FBUsedPercent = queries.NewRatioGauge[Exporter]("DCGM_FI_DEV_FB_USED_PERCENT")

	// ECCSBEVol is DCGM_FI_DEV_ECC_SBE_VOL_TOTAL (counter, errors).
	// Single-bit ECC errors since driver load.
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv
	ECCSBEVol = queries.NewCounter[Exporter]("DCGM_FI_DEV_ECC_SBE_VOL_TOTAL")

	// ECCSBEAgg is DCGM_FI_DEV_ECC_SBE_AGG_TOTAL (counter, errors).
	// Single-bit ECC errors over the life of the GPU.
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv
	ECCSBEAgg = queries.NewCounter[Exporter]("DCGM_FI_DEV_ECC_SBE_AGG_TOTAL")

	// ECCDBEVol is DCGM_FI_DEV_ECC_DBE_VOL_TOTAL (counter, errors).
	// Double-bit ECC errors since driver load.
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv
	ECCDBEVol = queries.NewCounter[Exporter]("DCGM_FI_DEV_ECC_DBE_VOL_TOTAL")

	// ECCDBEAgg is DCGM_FI_DEV_ECC_DBE_AGG_TOTAL (counter, errors).
	// Double-bit ECC errors over the life of the GPU.
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv
	ECCDBEAgg = queries.NewCounter[Exporter]("DCGM_FI_DEV_ECC_DBE_AGG_TOTAL")

	// RetiredSBE is DCGM_FI_DEV_RETIRED_SBE (counter, pages).
	// Pages retired for single-bit errors.
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv
	RetiredSBE = queries.NewCounter[Exporter]("DCGM_FI_DEV_RETIRED_SBE")

	// RetiredDBE is DCGM_FI_DEV_RETIRED_DBE (counter, pages).
	// Pages retired for double-bit errors.
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv
	RetiredDBE = queries.NewCounter[Exporter]("DCGM_FI_DEV_RETIRED_DBE")

	// RetiredPending is DCGM_FI_DEV_RETIRED_PENDING (counter, behaves as gauge, pages).
	// Pages waiting to be retired.
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv
	RetiredPending = queries.NewGauge[Exporter]("DCGM_FI_DEV_RETIRED_PENDING")

	// NVLinkCRCFlitErrorCount is DCGM_FI_DEV_NVLINK_CRC_FLIT_ERROR_COUNT_TOTAL (counter, errors).
	// NVLink CRC flit errors over all lanes.
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv
	NVLinkCRCFlitErrorCount = queries.NewCounter[Exporter]("DCGM_FI_DEV_NVLINK_CRC_FLIT_ERROR_COUNT_TOTAL")

	// NVLinkCRCDataErrorCount is DCGM_FI_DEV_NVLINK_CRC_DATA_ERROR_COUNT_TOTAL (counter, errors).
	// NVLink CRC data errors over all lanes.
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv
	NVLinkCRCDataErrorCount = queries.NewCounter[Exporter]("DCGM_FI_DEV_NVLINK_CRC_DATA_ERROR_COUNT_TOTAL")

	// NVLinkReplayErrorCount is DCGM_FI_DEV_NVLINK_REPLAY_ERROR_COUNT_TOTAL (counter, errors).
	// NVLink replay errors over all lanes.
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv
	NVLinkReplayErrorCount = queries.NewCounter[Exporter]("DCGM_FI_DEV_NVLINK_REPLAY_ERROR_COUNT_TOTAL")

	// NVLinkRecoveryErrorCount is DCGM_FI_DEV_NVLINK_RECOVERY_ERROR_COUNT_TOTAL (counter, errors).
	// NVLink recovery errors over all lanes.
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv
	NVLinkRecoveryErrorCount = queries.NewCounter[Exporter]("DCGM_FI_DEV_NVLINK_RECOVERY_ERROR_COUNT_TOTAL")

	// NVLinkBandwidth is DCGM_FI_DEV_NVLINK_BANDWIDTH_TOTAL (counter, behaves as gauge, MB/s).
	// NVLink throughput over all lanes, averaged by DCGM between two samples; typed counter though it is a rate, so plot it as it is, without rate(). Missing on GPUs without NVLink.
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv
	NVLinkBandwidth = queries.NewGauge[Exporter]("DCGM_FI_DEV_NVLINK_BANDWIDTH_TOTAL")

	// NVLinkBandwidthL0 is DCGM_FI_DEV_NVLINK_BANDWIDTH_L0 (counter, behaves as gauge, MB/s).
	// Same for lane 0.
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv
	NVLinkBandwidthL0 = queries.NewGauge[Exporter]("DCGM_FI_DEV_NVLINK_BANDWIDTH_L0")

	// ProfNVLinkTXBytes is DCGM_FI_PROF_NVLINK_TX_BYTES (gauge, bytes/s).
	// NVLink bytes per second sent; the better source for NVLink bandwidth, but in no shipped CSV.
	// Source: NVIDIA/go-dcgm:pkg/dcgm/dcgm_fields.h
	ProfNVLinkTXBytes = queries.NewGauge[Exporter]("DCGM_FI_PROF_NVLINK_TX_BYTES")

	// ProfNVLinkRXBytes is DCGM_FI_PROF_NVLINK_RX_BYTES (gauge, bytes/s).
	// NVLink bytes per second received; in no shipped CSV.
	// Source: NVIDIA/go-dcgm:pkg/dcgm/dcgm_fields.h
	ProfNVLinkRXBytes = queries.NewGauge[Exporter]("DCGM_FI_PROF_NVLINK_RX_BYTES")

	// VGPULicenseStatus is DCGM_FI_DEV_VGPU_LICENSE_STATUS (gauge, code of status).
	// vGPU licence state.
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv
	VGPULicenseStatus = queries.NewLevelGauge[Exporter]("DCGM_FI_DEV_VGPU_LICENSE_STATUS")

	// UncorrectableRemappedRows is DCGM_FI_DEV_UNCORRECTABLE_REMAPPED_ROWS (counter, rows).
	// Rows remapped for uncorrectable errors.
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv
	UncorrectableRemappedRows = queries.NewCounter[Exporter]("DCGM_FI_DEV_UNCORRECTABLE_REMAPPED_ROWS")

	// CorrectableRemappedRows is DCGM_FI_DEV_CORRECTABLE_REMAPPED_ROWS (counter, rows).
	// Rows remapped for correctable errors.
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv
	CorrectableRemappedRows = queries.NewCounter[Exporter]("DCGM_FI_DEV_CORRECTABLE_REMAPPED_ROWS")

	// RowRemapFailure is DCGM_FI_DEV_ROW_REMAP_FAILURE (gauge, yes/no (1/0)).
	// 1 when row remapping failed.
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv
	RowRemapFailure = queries.NewStateGauge[Exporter]("DCGM_FI_DEV_ROW_REMAP_FAILURE")

	// ProfGrEngineActive is DCGM_FI_PROF_GR_ENGINE_ACTIVE (gauge, ratio (0-1), since 2.1.0).
	// Share of time the graphics or compute engine was busy, 0 to 1; works on MIG.
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv; NVIDIA/dcgm-exporter:etc/dcp-metrics-included.csv
	ProfGrEngineActive = queries.NewRatioGauge[Exporter]("DCGM_FI_PROF_GR_ENGINE_ACTIVE")

	// ProfSMActive is DCGM_FI_PROF_SM_ACTIVE (gauge, ratio (0-1), since 2.1.0).
	// Share of cycles with at least one warp on an SM, 0 to 1.
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv; NVIDIA/dcgm-exporter:etc/dcp-metrics-included.csv
	ProfSMActive = queries.NewRatioGauge[Exporter]("DCGM_FI_PROF_SM_ACTIVE")

	// ProfSMOccupancy is DCGM_FI_PROF_SM_OCCUPANCY (gauge, ratio (0-1), since 2.1.0).
	// Resident warps against the maximum, 0 to 1.
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv; NVIDIA/dcgm-exporter:etc/dcp-metrics-included.csv
	ProfSMOccupancy = queries.NewRatioGauge[Exporter]("DCGM_FI_PROF_SM_OCCUPANCY")

	// ProfPipeTensorActive is DCGM_FI_PROF_PIPE_TENSOR_ACTIVE (gauge, ratio (0-1), since 2.1.0).
	// Share of cycles the tensor pipe was busy, 0 to 1.
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv; NVIDIA/dcgm-exporter:etc/dcp-metrics-included.csv
	ProfPipeTensorActive = queries.NewRatioGauge[Exporter]("DCGM_FI_PROF_PIPE_TENSOR_ACTIVE")

	// ProfDRAMActive is DCGM_FI_PROF_DRAM_ACTIVE (gauge, ratio (0-1), since 2.1.0).
	// Share of cycles the memory interface was busy, 0 to 1.
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv; NVIDIA/dcgm-exporter:etc/dcp-metrics-included.csv
	ProfDRAMActive = queries.NewRatioGauge[Exporter]("DCGM_FI_PROF_DRAM_ACTIVE")

	// ProfPipeFP64Active is DCGM_FI_PROF_PIPE_FP64_ACTIVE (gauge, ratio (0-1), since 2.1.0).
	// Share of cycles the FP64 pipe was busy, 0 to 1.
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv; NVIDIA/dcgm-exporter:etc/dcp-metrics-included.csv
	ProfPipeFP64Active = queries.NewRatioGauge[Exporter]("DCGM_FI_PROF_PIPE_FP64_ACTIVE")

	// ProfPipeFP32Active is DCGM_FI_PROF_PIPE_FP32_ACTIVE (gauge, ratio (0-1), since 2.1.0).
	// Share of cycles the FP32 pipe was busy, 0 to 1.
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv; NVIDIA/dcgm-exporter:etc/dcp-metrics-included.csv
	ProfPipeFP32Active = queries.NewRatioGauge[Exporter]("DCGM_FI_PROF_PIPE_FP32_ACTIVE")

	// ProfPipeFP16Active is DCGM_FI_PROF_PIPE_FP16_ACTIVE (gauge, ratio (0-1), since 2.1.0).
	// Share of cycles the FP16 pipe was busy, 0 to 1.
	// Source: NVIDIA/dcgm-exporter:etc/default-counters.csv; NVIDIA/dcgm-exporter:etc/dcp-metrics-included.csv
	ProfPipeFP16Active = queries.NewRatioGauge[Exporter]("DCGM_FI_PROF_PIPE_FP16_ACTIVE")
)

// The labels.
var (
	// ClockEvent is the label clock_event.
	ClockEvent = queries.NewLabel[Exporter]("clock_event")

	// Container is the label container: Workload that holds the GPU; after scraping with honorLabels false (GPU Operator default) these become exported_namespace, exported_pod, exported_container and the plain names mean the exporter pod.
	Container = queries.NewLabel[Exporter]("container")

	// DCGMFIDRIVERVERSION is the label DCGM_FI_DRIVER_VERSION: Driver version.
	DCGMFIDRIVERVERSION = queries.NewLabel[Exporter]("DCGM_FI_DRIVER_VERSION")

	// Device is the label device: Device name.
	Device = queries.NewLabel[Exporter]("device")

	// Endpoint is the label endpoint that the store adds: port name.
	Endpoint = queries.NewTargetLabel[Exporter]("endpoint")

	// ErrCode is the label err_code: On DCGM_FI_DEV_XID_ERRORS only.
	ErrCode = queries.NewLabel[Exporter]("err_code")

	// ErrMsg is the label err_msg: On DCGM_FI_DEV_XID_ERRORS only.
	ErrMsg = queries.NewLabel[Exporter]("err_msg")

	// GPU is the label gpu: GPU index on the node.
	GPU = queries.NewLabel[Exporter]("gpu")

	// GPUIID is the label GPU_I_ID: MIG instance, only on MIG.
	GPUIID = queries.NewLabel[Exporter]("GPU_I_ID")

	// GPUIPROFILE is the label GPU_I_PROFILE: MIG profile, only on MIG.
	GPUIPROFILE = queries.NewLabel[Exporter]("GPU_I_PROFILE")

	// HealthErrorCode is the label health_error_code.
	HealthErrorCode = queries.NewLabel[Exporter]("health_error_code")

	// HealthWatch is the label health_watch.
	HealthWatch = queries.NewLabel[Exporter]("health_watch")

	// Hostname is the label Hostname: Node name; renamed hostname by commit d5e5f51 (2026-05-12), i.e. in 4.6.0-4.8.3 (GPU Operator 26.7).
	Hostname = queries.NewLabel[Exporter]("Hostname")

	// Instance is the label instance that the store adds: address:port.
	Instance = queries.NewTargetLabel[Exporter]("instance")

	// Job is the label job that the store adds: Service name, or namespace/podmonitor.
	Job = queries.NewTargetLabel[Exporter]("job")

	// K8sNamespaceName is the label k8s_namespace_name that the store adds: where the collector knows them.
	K8sNamespaceName = queries.NewTargetLabel[Exporter]("k8s_namespace_name")

	// K8sPodName is the label k8s_pod_name that the store adds: where the collector knows them.
	K8sPodName = queries.NewTargetLabel[Exporter]("k8s_pod_name")

	// LinkStatus is the label link_status.
	LinkStatus = queries.NewLabel[Exporter]("link_status")

	// ModelName is the label modelName: GPU model.
	ModelName = queries.NewLabel[Exporter]("modelName")

	// Namespace is the label namespace: Workload that holds the GPU; after scraping with honorLabels false (GPU Operator default) these become exported_namespace, exported_pod, exported_container and the plain names mean the exporter pod.
	Namespace = queries.NewLabel[Exporter]("namespace")

	// PCIBusID is the label pci_bus_id: PCI address.
	PCIBusID = queries.NewLabel[Exporter]("pci_bus_id")

	// PeerGPU is the label peer_gpu.
	PeerGPU = queries.NewLabel[Exporter]("peer_gpu")

	// Pod is the label pod: Workload that holds the GPU; after scraping with honorLabels false (GPU Operator default) these become exported_namespace, exported_pod, exported_container and the plain names mean the exporter pod.
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

	// UUID is the label UUID: GPU UUID (label name is uuid with --use-old-namespace).
	UUID = queries.NewLabel[Exporter]("UUID")

	// WindowSizeInMs is the label window_size_in_ms.
	WindowSizeInMs = queries.NewLabel[Exporter]("window_size_in_ms")

	// XID is the label xid.
	XID = queries.NewLabel[Exporter]("xid")
)
