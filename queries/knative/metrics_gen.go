// Code generated from queries/catalogue/knative.tsv by go generate; DO NOT EDIT.

// Package knative holds the metrics and labels of knative.
package knative

import "github.com/llm-observability/dashgen/queries"

// Exporter marks what belongs to knative.
type Exporter struct{}

// ExporterName is the key of knative in the catalogue and in environments.
func (Exporter) ExporterName() string { return "knative" }

// The metrics.
var (
	// ServingInvocationDuration is kn_serving_invocation_duration_seconds (histogram, seconds, since 1.19).
	// Request time at the queue proxy (OTel kn.serving.invocation.duration).
	// Source: knative/serving:pkg/queue/request_metric.go
	ServingInvocationDuration = queries.NewHistogram[Exporter]("kn_serving_invocation_duration_seconds")

	// ServingQueueDepth is kn_serving_queue_depth (gauge, requests, since 1.19).
	// Requests waiting at the queue proxy.
	// Source: knative/serving:pkg/queue/request_metric.go
	ServingQueueDepth = queries.NewGauge[Exporter]("kn_serving_queue_depth")

	// RevisionRequestConcurrency is kn_revision_request_concurrency (gauge, requests, since 1.19).
	// Concurrent requests at the activator.
	// Source: knative/serving:pkg/activator/handler/metrics.go
	RevisionRequestConcurrency = queries.NewGauge[Exporter]("kn_revision_request_concurrency")

	// RevisionRequestQueued is kn_revision_request_queued (gauge, requests, since 1.19).
	// Requests queued at the activator.
	// Source: knative/serving:pkg/activator/handler/metrics.go
	RevisionRequestQueued = queries.NewGauge[Exporter]("kn_revision_request_queued")

	// RevisionRequestActive is kn_revision_request_active (gauge, requests, since 1.19).
	// Requests being proxied by the activator.
	// Source: knative/serving:pkg/activator/handler/metrics.go
	RevisionRequestActive = queries.NewGauge[Exporter]("kn_revision_request_active")

	// RevisionPodsDesired is kn_revision_pods_desired (gauge, pods, since 1.19).
	// Pods the autoscaler wants.
	// Source: knative/serving:pkg/autoscaler/scaling/metrics.go
	RevisionPodsDesired = queries.NewGauge[Exporter]("kn_revision_pods_desired")

	// RevisionCapacityExcess is kn_revision_capacity_excess (gauge, requests in flight, since 1.19).
	// Excess burst capacity.
	// Source: knative/serving:pkg/autoscaler/scaling/metrics.go
	RevisionCapacityExcess = queries.NewGauge[Exporter]("kn_revision_capacity_excess")

	// RevisionPanicMode is kn_revision_panic_mode (gauge, yes/no (1/0), since 1.19).
	// Whether the autoscaler is in panic mode.
	// Source: knative/serving:pkg/autoscaler/scaling/metrics.go
	RevisionPanicMode = queries.NewStateGauge[Exporter]("kn_revision_panic_mode")

	// RevisionConcurrencyStable is kn_revision_concurrency_stable (gauge, requests in flight, since 1.19).
	// Mean concurrency per pod, stable window.
	// Source: knative/serving:pkg/autoscaler/scaling/metrics.go
	RevisionConcurrencyStable = queries.NewGauge[Exporter]("kn_revision_concurrency_stable")

	// RevisionConcurrencyPanic is kn_revision_concurrency_panic (gauge, requests in flight, since 1.19).
	// Mean concurrency per pod, panic window.
	// Source: knative/serving:pkg/autoscaler/scaling/metrics.go
	RevisionConcurrencyPanic = queries.NewGauge[Exporter]("kn_revision_concurrency_panic")

	// RevisionConcurrencyTarget is kn_revision_concurrency_target (gauge, requests in flight, since 1.19).
	// Wanted concurrency per pod.
	// Source: knative/serving:pkg/autoscaler/scaling/metrics.go
	RevisionConcurrencyTarget = queries.NewGauge[Exporter]("kn_revision_concurrency_target")

	// RevisionRequestCount is revision_request_count (counter, requests, removed in 1.19).
	// Requests at the queue proxy before the OTel rewrite.
	// Source: knative/serving before 2025-07-09 (commit 6dff362787); names from general knowledge
	RevisionRequestCount = queries.NewCounter[Exporter]("revision_request_count")

	// RevisionRequestLatencies is revision_request_latencies (histogram, milliseconds, removed in 1.19).
	// Request time at the queue proxy before the OTel rewrite.
	// Source: knative/serving before 2025-07-09 (commit 6dff362787); names from general knowledge
	RevisionRequestLatencies = queries.NewHistogram[Exporter]("revision_request_latencies")

	// RevisionAppRequestCount is revision_app_request_count (counter, requests, removed in 1.19).
	// Requests at the user container before the OTel rewrite.
	// Source: knative/serving before 2025-07-09 (commit 6dff362787); names from general knowledge
	RevisionAppRequestCount = queries.NewCounter[Exporter]("revision_app_request_count")

	// RevisionAppRequestLatencies is revision_app_request_latencies (histogram, milliseconds, removed in 1.19).
	// Request time at the user container before the OTel rewrite.
	// Source: knative/serving before 2025-07-09 (commit 6dff362787); names from general knowledge
	RevisionAppRequestLatencies = queries.NewHistogram[Exporter]("revision_app_request_latencies")

	// RevisionQueueDepth is revision_queue_depth (gauge, requests, removed in 1.19).
	// Queue length before the OTel rewrite.
	// Source: knative/serving before 2025-07-09 (commit 6dff362787); names from general knowledge
	RevisionQueueDepth = queries.NewGauge[Exporter]("revision_queue_depth")
)

// The labels.
var (
	// ConfigurationName is the label configuration_name.
	ConfigurationName = queries.NewLabel[Exporter]("configuration_name")

	// Container is the label container that the store adds: scraped container.
	Container = queries.NewTargetLabel[Exporter]("container")

	// ContainerName is the label container_name.
	ContainerName = queries.NewLabel[Exporter]("container_name")

	// Endpoint is the label endpoint that the store adds: port name.
	Endpoint = queries.NewTargetLabel[Exporter]("endpoint")

	// Instance is the label instance that the store adds: address:port.
	Instance = queries.NewTargetLabel[Exporter]("instance")

	// Job is the label job that the store adds: Service name, or namespace/podmonitor.
	Job = queries.NewTargetLabel[Exporter]("job")

	// K8sNamespaceName is the label k8s_namespace_name.
	K8sNamespaceName = queries.NewLabel[Exporter]("k8s_namespace_name")

	// K8sPodName is the label k8s_pod_name that the store adds: where the collector knows them.
	K8sPodName = queries.NewTargetLabel[Exporter]("k8s_pod_name")

	// KnConfigurationName is the label kn_configuration_name.
	KnConfigurationName = queries.NewLabel[Exporter]("kn_configuration_name")

	// KnRevisionName is the label kn_revision_name.
	KnRevisionName = queries.NewLabel[Exporter]("kn_revision_name")

	// KnServiceName is the label kn_service_name.
	KnServiceName = queries.NewLabel[Exporter]("kn_service_name")

	// Namespace is the label namespace that the store adds: namespace of the scraped pod; enforced, an exporter's own becomes exported_namespace unless honorLabels.
	Namespace = queries.NewTargetLabel[Exporter]("namespace")

	// NamespaceName is the label namespace_name.
	NamespaceName = queries.NewLabel[Exporter]("namespace_name")

	// Pod is the label pod that the store adds: scraped pod.
	Pod = queries.NewTargetLabel[Exporter]("pod")

	// PodName is the label pod_name.
	PodName = queries.NewLabel[Exporter]("pod_name")

	// ResponseCode is the label response_code.
	ResponseCode = queries.NewLabel[Exporter]("response_code")

	// ResponseCodeClass is the label response_code_class.
	ResponseCodeClass = queries.NewLabel[Exporter]("response_code_class")

	// RevisionName is the label revision_name.
	RevisionName = queries.NewLabel[Exporter]("revision_name")

	// Service is the label service that the store adds: Kubernetes Service.
	Service = queries.NewTargetLabel[Exporter]("service")

	// ServiceName is the label service_name.
	ServiceName = queries.NewLabel[Exporter]("service_name")

	// TargetK8sNamespaceName is the label k8s_namespace_name that the store adds: where the collector knows them.
	TargetK8sNamespaceName = queries.NewTargetLabel[Exporter]("k8s_namespace_name")

	// TargetServiceName is the label service_name that the store adds: OTel service.name, llamastack-<namespace> in the Canopy lab.
	TargetServiceName = queries.NewTargetLabel[Exporter]("service_name")
)
