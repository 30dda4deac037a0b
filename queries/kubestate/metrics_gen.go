// Code generated from queries/catalogue/kube-state-metrics.tsv by go generate; DO NOT EDIT.

// Package kubestate holds the metrics and labels of kube-state-metrics.
package kubestate

import "github.com/llm-observability/dashgen/queries"

// Exporter marks what belongs to kube-state-metrics.
type Exporter struct{}

// ExporterName is the key of kube-state-metrics in the catalogue and in environments.
func (Exporter) ExporterName() string { return "kube-state-metrics" }

// The metrics.
var (
	// PodStatusPhase is kube_pod_status_phase (gauge, yes/no (1/0)).
	// 1 for the current phase (Pending, Running, Succeeded, Failed, Unknown), 0 for the others; filter with == 1.
	// Source: kubernetes/kube-state-metrics:docs/metrics/workload/pod-metrics.md
	PodStatusPhase = queries.NewStateGauge[Exporter]("kube_pod_status_phase")

	// PodStatusReady is kube_pod_status_ready (gauge, yes/no (1/0)).
	// 1 for the current ready condition (true, false, unknown).
	// Source: kubernetes/kube-state-metrics:docs/metrics/workload/pod-metrics.md
	PodStatusReady = queries.NewStateGauge[Exporter]("kube_pod_status_ready")

	// PodStatusReason is kube_pod_status_reason (gauge, yes/no (1/0)).
	// Reason of a pod status such as Evicted or NodeLost.
	// Source: kubernetes/kube-state-metrics:docs/metrics/workload/pod-metrics.md
	PodStatusReason = queries.NewStateGauge[Exporter]("kube_pod_status_reason")

	// PodInfo is kube_pod_info (gauge, behaves as info, constant 1).
	// Constant 1 with pod facts.
	// Source: kubernetes/kube-state-metrics:docs/metrics/workload/pod-metrics.md
	PodInfo = queries.NewInfo[Exporter]("kube_pod_info")

	// PodOwner is kube_pod_owner (gauge, behaves as info, constant 1).
	// Constant 1 with the owner of a pod.
	// Source: kubernetes/kube-state-metrics:docs/metrics/workload/pod-metrics.md
	PodOwner = queries.NewInfo[Exporter]("kube_pod_owner")

	// PodLabels is kube_pod_labels (gauge, behaves as info, constant 1).
	// Constant 1 with pod labels; only labels on the allow list.
	// Source: kubernetes/kube-state-metrics:docs/metrics/workload/pod-metrics.md
	PodLabels = queries.NewInfo[Exporter]("kube_pod_labels")

	// PodStartTime is kube_pod_start_time (gauge, unix time (seconds)).
	// Start time of a pod.
	// Source: kubernetes/kube-state-metrics:docs/metrics/workload/pod-metrics.md
	PodStartTime = queries.NewLevelGauge[Exporter]("kube_pod_start_time")

	// PodContainer is kube_pod_container_info (gauge, behaves as info, constant 1).
	// Constant 1 with the image of a container.
	// Source: kubernetes/kube-state-metrics:docs/metrics/workload/pod-metrics.md
	PodContainer = queries.NewInfo[Exporter]("kube_pod_container_info")

	// PodContainerResourceRequests is kube_pod_container_resource_requests (gauge, unknown).
	// Requested resource; resource is cpu (cores), memory (bytes), nvidia_com_gpu (count) and so on.
	// Source: kubernetes/kube-state-metrics:docs/metrics/workload/pod-metrics.md
	PodContainerResourceRequests = queries.NewGauge[Exporter]("kube_pod_container_resource_requests")

	// PodContainerResourceLimits is kube_pod_container_resource_limits (gauge, unknown).
	// Limit of a resource, as above.
	// Source: kubernetes/kube-state-metrics:docs/metrics/workload/pod-metrics.md
	PodContainerResourceLimits = queries.NewGauge[Exporter]("kube_pod_container_resource_limits")

	// PodContainerResourceRequestsCPUCores is kube_pod_container_resource_requests_cpu_cores (gauge, cores, removed in 2.0.0).
	// kube-state-metrics 1.x name.
	// Source: kubernetes/kube-state-metrics:docs/metrics/workload/pod-metrics.md
	PodContainerResourceRequestsCPUCores = queries.NewGauge[Exporter]("kube_pod_container_resource_requests_cpu_cores")

	// PodContainerResourceRequestsMemoryBytes is kube_pod_container_resource_requests_memory_bytes (gauge, bytes, removed in 2.0.0).
	// kube-state-metrics 1.x name.
	// Source: kubernetes/kube-state-metrics:docs/metrics/workload/pod-metrics.md
	PodContainerResourceRequestsMemoryBytes = queries.NewGauge[Exporter]("kube_pod_container_resource_requests_memory_bytes")

	// PodContainerResourceLimitsCPUCores is kube_pod_container_resource_limits_cpu_cores (gauge, cores, removed in 2.0.0).
	// kube-state-metrics 1.x name.
	// Source: kubernetes/kube-state-metrics:docs/metrics/workload/pod-metrics.md
	PodContainerResourceLimitsCPUCores = queries.NewGauge[Exporter]("kube_pod_container_resource_limits_cpu_cores")

	// PodContainerResourceLimitsMemoryBytes is kube_pod_container_resource_limits_memory_bytes (gauge, bytes, removed in 2.0.0).
	// kube-state-metrics 1.x name.
	// Source: kubernetes/kube-state-metrics:docs/metrics/workload/pod-metrics.md
	PodContainerResourceLimitsMemoryBytes = queries.NewGauge[Exporter]("kube_pod_container_resource_limits_memory_bytes")

	// PodContainerStatusRestarts is kube_pod_container_status_restarts_total (counter, restarts).
	// Restarts of a container.
	// Source: kubernetes/kube-state-metrics:docs/metrics/workload/pod-metrics.md
	PodContainerStatusRestarts = queries.NewCounter[Exporter]("kube_pod_container_status_restarts_total")

	// PodContainerStatusReady is kube_pod_container_status_ready (gauge, yes/no (1/0)).
	// Whether a container is ready.
	// Source: kubernetes/kube-state-metrics:docs/metrics/workload/pod-metrics.md
	PodContainerStatusReady = queries.NewStateGauge[Exporter]("kube_pod_container_status_ready")

	// PodContainerStatusWaitingReason is kube_pod_container_status_waiting_reason (gauge, yes/no (1/0)).
	// Why a container waits, such as ImagePullBackOff or CrashLoopBackOff.
	// Source: kubernetes/kube-state-metrics:docs/metrics/workload/pod-metrics.md
	PodContainerStatusWaitingReason = queries.NewStateGauge[Exporter]("kube_pod_container_status_waiting_reason")

	// PodContainerStatusLastTerminatedReason is kube_pod_container_status_last_terminated_reason (gauge, yes/no (1/0)).
	// Why a container ended last, such as OOMKilled.
	// Source: kubernetes/kube-state-metrics:docs/metrics/workload/pod-metrics.md
	PodContainerStatusLastTerminatedReason = queries.NewStateGauge[Exporter]("kube_pod_container_status_last_terminated_reason")

	// DeploymentSpecReplicas is kube_deployment_spec_replicas (gauge, pods).
	// Wanted pods.
	// Source: kubernetes/kube-state-metrics:docs/metrics/workload/deployment-metrics.md
	DeploymentSpecReplicas = queries.NewGauge[Exporter]("kube_deployment_spec_replicas")

	// DeploymentStatusReplicasAvailable is kube_deployment_status_replicas_available (gauge, pods).
	// Available pods.
	// Source: kubernetes/kube-state-metrics:docs/metrics/workload/deployment-metrics.md
	DeploymentStatusReplicasAvailable = queries.NewGauge[Exporter]("kube_deployment_status_replicas_available")

	// DeploymentStatusReplicasUnavailable is kube_deployment_status_replicas_unavailable (gauge, pods).
	// Unavailable pods.
	// Source: kubernetes/kube-state-metrics:docs/metrics/workload/deployment-metrics.md
	DeploymentStatusReplicasUnavailable = queries.NewGauge[Exporter]("kube_deployment_status_replicas_unavailable")

	// HorizontalpodautoscalerStatusCurrentReplicas is kube_horizontalpodautoscaler_status_current_replicas (gauge, pods).
	// Current replicas of an autoscaler.
	// Source: kubernetes/kube-state-metrics:docs/metrics/workload/horizontalpodautoscaler-metrics.md
	HorizontalpodautoscalerStatusCurrentReplicas = queries.NewGauge[Exporter]("kube_horizontalpodautoscaler_status_current_replicas")

	// HorizontalpodautoscalerStatusDesiredReplicas is kube_horizontalpodautoscaler_status_desired_replicas (gauge, pods).
	// Wanted replicas of an autoscaler.
	// Source: kubernetes/kube-state-metrics:docs/metrics/workload/horizontalpodautoscaler-metrics.md
	HorizontalpodautoscalerStatusDesiredReplicas = queries.NewGauge[Exporter]("kube_horizontalpodautoscaler_status_desired_replicas")

	// Node is kube_node_info (gauge, behaves as info, constant 1).
	// Constant 1 with node facts.
	// Source: kubernetes/kube-state-metrics:docs/metrics/cluster/node-metrics.md
	Node = queries.NewInfo[Exporter]("kube_node_info")

	// NodeLabels is kube_node_labels (gauge, behaves as info, constant 1).
	// Constant 1 with node labels on the allow list.
	// Source: kubernetes/kube-state-metrics:docs/metrics/cluster/node-metrics.md
	NodeLabels = queries.NewInfo[Exporter]("kube_node_labels")

	// NodeStatusCapacity is kube_node_status_capacity (gauge, unknown).
	// Capacity of a node by resource.
	// Source: kubernetes/kube-state-metrics:docs/metrics/cluster/node-metrics.md
	NodeStatusCapacity = queries.NewGauge[Exporter]("kube_node_status_capacity")

	// NodeStatusAllocatable is kube_node_status_allocatable (gauge, unknown).
	// Allocatable part of a node by resource; resource nvidia_com_gpu counts GPUs.
	// Source: kubernetes/kube-state-metrics:docs/metrics/cluster/node-metrics.md
	NodeStatusAllocatable = queries.NewGauge[Exporter]("kube_node_status_allocatable")
)

// The labels.
var (
	// Condition is the label condition.
	Condition = queries.NewLabel[Exporter]("condition")

	// Container is the label container.
	Container = queries.NewLabel[Exporter]("container")

	// ContainerID is the label container_id.
	ContainerID = queries.NewLabel[Exporter]("container_id")

	// ContainerRuntimeVersion is the label container_runtime_version.
	ContainerRuntimeVersion = queries.NewLabel[Exporter]("container_runtime_version")

	// CreatedByKind is the label created_by_kind.
	CreatedByKind = queries.NewLabel[Exporter]("created_by_kind")

	// CreatedByName is the label created_by_name.
	CreatedByName = queries.NewLabel[Exporter]("created_by_name")

	// Deployment is the label deployment.
	Deployment = queries.NewLabel[Exporter]("deployment")

	// Endpoint is the label endpoint that the store adds: port name.
	Endpoint = queries.NewTargetLabel[Exporter]("endpoint")

	// Horizontalpodautoscaler is the label horizontalpodautoscaler.
	Horizontalpodautoscaler = queries.NewLabel[Exporter]("horizontalpodautoscaler")

	// HostIP is the label host_ip.
	HostIP = queries.NewLabel[Exporter]("host_ip")

	// HostNetwork is the label host_network.
	HostNetwork = queries.NewLabel[Exporter]("host_network")

	// Image is the label image.
	Image = queries.NewLabel[Exporter]("image")

	// ImageID is the label image_id.
	ImageID = queries.NewLabel[Exporter]("image_id")

	// ImageSpec is the label image_spec.
	ImageSpec = queries.NewLabel[Exporter]("image_spec")

	// Instance is the label instance that the store adds: address:port.
	Instance = queries.NewTargetLabel[Exporter]("instance")

	// InternalIP is the label internal_ip.
	InternalIP = queries.NewLabel[Exporter]("internal_ip")

	// Job is the label job that the store adds: Service name, or namespace/podmonitor.
	Job = queries.NewTargetLabel[Exporter]("job")

	// K8sNamespaceName is the label k8s_namespace_name that the store adds: where the collector knows them.
	K8sNamespaceName = queries.NewTargetLabel[Exporter]("k8s_namespace_name")

	// K8sPodName is the label k8s_pod_name that the store adds: where the collector knows them.
	K8sPodName = queries.NewTargetLabel[Exporter]("k8s_pod_name")

	// KernelVersion is the label kernel_version.
	KernelVersion = queries.NewLabel[Exporter]("kernel_version")

	// KubeletVersion is the label kubelet_version.
	KubeletVersion = queries.NewLabel[Exporter]("kubelet_version")

	// Namespace is the label namespace.
	Namespace = queries.NewLabel[Exporter]("namespace")

	// NodeLabel is the label node.
	NodeLabel = queries.NewLabel[Exporter]("node")

	// OSImage is the label os_image.
	OSImage = queries.NewLabel[Exporter]("os_image")

	// OwnerIsController is the label owner_is_controller.
	OwnerIsController = queries.NewLabel[Exporter]("owner_is_controller")

	// OwnerKind is the label owner_kind.
	OwnerKind = queries.NewLabel[Exporter]("owner_kind")

	// OwnerName is the label owner_name.
	OwnerName = queries.NewLabel[Exporter]("owner_name")

	// Phase is the label phase.
	Phase = queries.NewLabel[Exporter]("phase")

	// Pod is the label pod.
	Pod = queries.NewLabel[Exporter]("pod")

	// PodIP is the label pod_ip.
	PodIP = queries.NewLabel[Exporter]("pod_ip")

	// PriorityClass is the label priority_class.
	PriorityClass = queries.NewLabel[Exporter]("priority_class")

	// ProviderID is the label provider_id.
	ProviderID = queries.NewLabel[Exporter]("provider_id")

	// Reason is the label reason.
	Reason = queries.NewLabel[Exporter]("reason")

	// Resource is the label resource.
	Resource = queries.NewLabel[Exporter]("resource")

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

	// UID is the label uid.
	UID = queries.NewLabel[Exporter]("uid")

	// Unit is the label unit.
	Unit = queries.NewLabel[Exporter]("unit")
)
