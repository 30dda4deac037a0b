// Code generated from queries/catalogue/authorino.tsv by go generate; DO NOT EDIT.

// Package authorino holds the metrics and labels of authorino.
//
// Kuadrant authorization server; /server-metrics.
package authorino

import "github.com/llm-observability/dashgen/queries"

// Exporter marks what belongs to authorino.
type Exporter struct{}

// ExporterName is the key of authorino in the catalogue and in environments.
func (Exporter) ExporterName() string { return "authorino" }

// The metrics.
var (
	// Evaluator is auth_server_evaluator_total (counter, evaluations, since 0.8.0).
	// Rule evaluations; opt-in per evaluator (metrics: true) or --deep-metrics-enabled.
	// Source: Kuadrant/authorino:pkg/service/auth_pipeline.go; pkg/service/auth.go; docs/user-guides/observability.md
	Evaluator = queries.NewCounter[Exporter]("auth_server_evaluator_total")

	// EvaluatorCancelled is auth_server_evaluator_cancelled (counter, evaluations, since 0.8.0).
	// Rule evaluations cancelled; no _total; opt-in.
	// Source: Kuadrant/authorino:pkg/service/auth_pipeline.go; pkg/service/auth.go; docs/user-guides/observability.md
	EvaluatorCancelled = queries.NewCounter[Exporter]("auth_server_evaluator_cancelled")

	// EvaluatorIgnored is auth_server_evaluator_ignored (counter, evaluations, since 0.8.0).
	// Rule evaluations skipped; no _total; opt-in.
	// Source: Kuadrant/authorino:pkg/service/auth_pipeline.go; pkg/service/auth.go; docs/user-guides/observability.md
	EvaluatorIgnored = queries.NewCounter[Exporter]("auth_server_evaluator_ignored")

	// EvaluatorDenied is auth_server_evaluator_denied (counter, evaluations, since 0.8.0).
	// Rule evaluations that denied; no _total; opt-in.
	// Source: Kuadrant/authorino:pkg/service/auth_pipeline.go; pkg/service/auth.go; docs/user-guides/observability.md
	EvaluatorDenied = queries.NewCounter[Exporter]("auth_server_evaluator_denied")

	// EvaluatorDuration is auth_server_evaluator_duration_seconds (histogram, seconds, since 0.8.0).
	// Rule evaluation time; opt-in.
	// Source: Kuadrant/authorino:pkg/service/auth_pipeline.go; pkg/service/auth.go; docs/user-guides/observability.md
	EvaluatorDuration = queries.NewHistogram[Exporter]("auth_server_evaluator_duration_seconds")

	// Authconfig is auth_server_authconfig_total (counter, requests, since 0.8.0).
	// Requests checked against an AuthConfig.
	// Source: Kuadrant/authorino:pkg/service/auth_pipeline.go; pkg/service/auth.go; docs/user-guides/observability.md
	Authconfig = queries.NewCounter[Exporter]("auth_server_authconfig_total")

	// AuthconfigResponseStatus is auth_server_authconfig_response_status (counter, requests, since 0.8.0).
	// Decisions per AuthConfig by status (OK, UNAUTHENTICATED, PERMISSION_DENIED); no _total.
	// Source: Kuadrant/authorino:pkg/service/auth_pipeline.go; pkg/service/auth.go; docs/user-guides/observability.md
	AuthconfigResponseStatus = queries.NewCounter[Exporter]("auth_server_authconfig_response_status")

	// AuthconfigDuration is auth_server_authconfig_duration_seconds (histogram, seconds, since 0.8.0).
	// Time of an AuthConfig check.
	// Source: Kuadrant/authorino:pkg/service/auth_pipeline.go; pkg/service/auth.go; docs/user-guides/observability.md
	AuthconfigDuration = queries.NewHistogram[Exporter]("auth_server_authconfig_duration_seconds")

	// AuthServerResponseStatus is auth_server_response_status (counter, requests, since 0.8.0).
	// Decisions over all AuthConfigs by status; adds NOT_FOUND; no _total.
	// Source: Kuadrant/authorino:pkg/service/auth_pipeline.go; pkg/service/auth.go; docs/user-guides/observability.md
	AuthServerResponseStatus = queries.NewCounter[Exporter]("auth_server_response_status")

	// HTTPServerHandled is http_server_handled_total (counter, requests, since 0.9.0).
	// Calls to the raw HTTP authorization interface.
	// Source: Kuadrant/authorino:pkg/service/auth_pipeline.go; pkg/service/auth.go; docs/user-guides/observability.md
	HTTPServerHandled = queries.NewCounter[Exporter]("http_server_handled_total")

	// HTTPServerHandling is http_server_handling_seconds (histogram, seconds, since 0.9.0).
	// Time of calls to the raw HTTP authorization interface.
	// Source: Kuadrant/authorino:pkg/service/auth_pipeline.go; pkg/service/auth.go; docs/user-guides/observability.md
	HTTPServerHandling = queries.NewHistogram[Exporter]("http_server_handling_seconds")

	// Requests is oidc_server_requests_total (counter, requests, since 0.8.0).
	// Requests to the wristband OIDC server.
	// Source: Kuadrant/authorino:pkg/service/auth_pipeline.go; pkg/service/auth.go; docs/user-guides/observability.md
	Requests = queries.NewCounter[Exporter]("oidc_server_requests_total")

	// OIDCServerResponseStatus is oidc_server_response_status (counter, requests, since 0.8.0).
	// Responses of the wristband OIDC server; no _total.
	// Source: Kuadrant/authorino:pkg/service/auth_pipeline.go; pkg/service/auth.go; docs/user-guides/observability.md
	OIDCServerResponseStatus = queries.NewCounter[Exporter]("oidc_server_response_status")

	// GRPCServerHandled is grpc_server_handled_total (counter, calls).
	// gRPC Check calls completed.
	// Source: Kuadrant/authorino:pkg/service/auth_pipeline.go; pkg/service/auth.go; docs/user-guides/observability.md
	GRPCServerHandled = queries.NewCounter[Exporter]("grpc_server_handled_total")

	// GRPCServerHandling is grpc_server_handling_seconds (histogram, seconds).
	// Time of gRPC Check calls.
	// Source: Kuadrant/authorino:pkg/service/auth_pipeline.go; pkg/service/auth.go; docs/user-guides/observability.md
	GRPCServerHandling = queries.NewHistogram[Exporter]("grpc_server_handling_seconds")

	// GRPCServerStarted is grpc_server_started_total (counter, calls).
	// gRPC Check calls started.
	// Source: Kuadrant/authorino:pkg/service/auth_pipeline.go; pkg/service/auth.go; docs/user-guides/observability.md
	GRPCServerStarted = queries.NewCounter[Exporter]("grpc_server_started_total")

	// GRPCServerMsgReceived is grpc_server_msg_received_total (counter, messages).
	// gRPC messages received.
	// Source: Kuadrant/authorino:pkg/service/auth_pipeline.go; pkg/service/auth.go; docs/user-guides/observability.md
	GRPCServerMsgReceived = queries.NewCounter[Exporter]("grpc_server_msg_received_total")

	// GRPCServerMsgSent is grpc_server_msg_sent_total (counter, messages).
	// gRPC messages sent.
	// Source: Kuadrant/authorino:pkg/service/auth_pipeline.go; pkg/service/auth.go; docs/user-guides/observability.md
	GRPCServerMsgSent = queries.NewCounter[Exporter]("grpc_server_msg_sent_total")

	// ControllerRuntimeReconcile is controller_runtime_reconcile_total (counter, reconciles).
	// Reconciles per controller (endpoint /metrics, not /server-metrics).
	// Source: controller-runtime via Kuadrant/authorino:docs/user-guides/observability.md
	ControllerRuntimeReconcile = queries.NewCounter[Exporter]("controller_runtime_reconcile_total")

	// ControllerRuntimeReconcileErrors is controller_runtime_reconcile_errors_total (counter, errors).
	// Failed reconciles per controller.
	// Source: controller-runtime via Kuadrant/authorino:docs/user-guides/observability.md
	ControllerRuntimeReconcileErrors = queries.NewCounter[Exporter]("controller_runtime_reconcile_errors_total")

	// ControllerRuntimeReconcileTime is controller_runtime_reconcile_time_seconds (histogram, seconds).
	// Reconcile time per controller.
	// Source: controller-runtime via Kuadrant/authorino:docs/user-guides/observability.md
	ControllerRuntimeReconcileTime = queries.NewHistogram[Exporter]("controller_runtime_reconcile_time_seconds")

	// ControllerRuntimeMaxConcurrentReconciles is controller_runtime_max_concurrent_reconciles (gauge, workers).
	// Workers a controller may use.
	// Source: controller-runtime via Kuadrant/authorino:docs/user-guides/observability.md
	ControllerRuntimeMaxConcurrentReconciles = queries.NewGauge[Exporter]("controller_runtime_max_concurrent_reconciles")

	// WorkqueueDepth is workqueue_depth (gauge, items).
	// Items waiting in a work queue.
	// Source: controller-runtime via Kuadrant/authorino:docs/user-guides/observability.md
	WorkqueueDepth = queries.NewGauge[Exporter]("workqueue_depth")

	// WorkqueueAdds is workqueue_adds_total (counter, items).
	// Items added to a work queue.
	// Source: controller-runtime via Kuadrant/authorino:docs/user-guides/observability.md
	WorkqueueAdds = queries.NewCounter[Exporter]("workqueue_adds_total")
)

// The labels.
var (
	// AuthconfigLabel is the label authconfig.
	AuthconfigLabel = queries.NewLabel[Exporter]("authconfig")

	// Container is the label container that the store adds: scraped container.
	Container = queries.NewTargetLabel[Exporter]("container")

	// Controller is the label controller.
	Controller = queries.NewLabel[Exporter]("controller")

	// Endpoint is the label endpoint that the store adds: port name.
	Endpoint = queries.NewTargetLabel[Exporter]("endpoint")

	// EvaluatorName is the label evaluator_name.
	EvaluatorName = queries.NewLabel[Exporter]("evaluator_name")

	// EvaluatorType is the label evaluator_type.
	EvaluatorType = queries.NewLabel[Exporter]("evaluator_type")

	// GRPCCode is the label grpc_code.
	GRPCCode = queries.NewLabel[Exporter]("grpc_code")

	// GRPCMethod is the label grpc_method.
	GRPCMethod = queries.NewLabel[Exporter]("grpc_method")

	// GRPCService is the label grpc_service.
	GRPCService = queries.NewLabel[Exporter]("grpc_service")

	// GRPCType is the label grpc_type.
	GRPCType = queries.NewLabel[Exporter]("grpc_type")

	// HTTPCode is the label http_code.
	HTTPCode = queries.NewLabel[Exporter]("http_code")

	// Instance is the label instance that the store adds: address:port.
	Instance = queries.NewTargetLabel[Exporter]("instance")

	// Job is the label job that the store adds: Service name, or namespace/podmonitor.
	Job = queries.NewTargetLabel[Exporter]("job")

	// K8sNamespaceName is the label k8s_namespace_name that the store adds: where the collector knows them.
	K8sNamespaceName = queries.NewTargetLabel[Exporter]("k8s_namespace_name")

	// K8sPodName is the label k8s_pod_name that the store adds: where the collector knows them.
	K8sPodName = queries.NewTargetLabel[Exporter]("k8s_pod_name")

	// Name is the label name.
	Name = queries.NewLabel[Exporter]("name")

	// Namespace is the label namespace.
	Namespace = queries.NewLabel[Exporter]("namespace")

	// Path is the label path.
	Path = queries.NewLabel[Exporter]("path")

	// Pod is the label pod that the store adds: scraped pod.
	Pod = queries.NewTargetLabel[Exporter]("pod")

	// Result is the label result.
	Result = queries.NewLabel[Exporter]("result")

	// Service is the label service that the store adds: Kubernetes Service.
	Service = queries.NewTargetLabel[Exporter]("service")

	// ServiceName is the label service_name that the store adds: OTel service.name, llamastack-<namespace> in the Canopy lab.
	ServiceName = queries.NewTargetLabel[Exporter]("service_name")

	// Status is the label status.
	Status = queries.NewLabel[Exporter]("status")

	// TargetNamespace is the label namespace that the store adds: namespace of the scraped pod; enforced, an exporter's own becomes exported_namespace unless honorLabels.
	TargetNamespace = queries.NewTargetLabel[Exporter]("namespace")

	// Wristband is the label wristband.
	Wristband = queries.NewLabel[Exporter]("wristband")
)
