// Code generated from queries/catalogue/kuadrant.tsv by go generate; DO NOT EDIT.

// Package kuadrant holds the metrics and labels of kuadrant.
package kuadrant

import "github.com/llm-observability/dashgen/queries"

// Exporter marks what belongs to kuadrant.
type Exporter struct{}

// ExporterName is the key of kuadrant in the catalogue and in environments.
func (Exporter) ExporterName() string { return "kuadrant" }

// The metrics.
var (
	// Policies is kuadrant_policies_total (gauge, policies, since 1.4.0).
	// Policies by kind; a gauge in spite of _total; extension policies such as TelemetryPolicy are not counted.
	// Source: Kuadrant/kuadrant-operator:internal/controller/policy_metrics.go; internal/metrics/operator_health.go; doc/observability/metrics.md
	Policies = queries.NewGauge[Exporter]("kuadrant_policies_total")

	// PoliciesEnforced is kuadrant_policies_enforced (gauge, policies, since 1.4.0).
	// Policies by kind and enforced state (status true or false).
	// Source: Kuadrant/kuadrant-operator:internal/controller/policy_metrics.go; internal/metrics/operator_health.go; doc/observability/metrics.md
	PoliciesEnforced = queries.NewGauge[Exporter]("kuadrant_policies_enforced")

	// DNSPolicyReady is kuadrant_dns_policy_ready (gauge, yes/no (1/0), since 1.1.0).
	// Whether a DNSPolicy is ready.
	// Source: Kuadrant/kuadrant-operator:internal/controller/dnspolicy_metrics.go
	DNSPolicyReady = queries.NewStateGauge[Exporter]("kuadrant_dns_policy_ready")

	// DependencyDetected is kuadrant_dependency_detected (gauge, yes/no (1/0), since 1.4.0).
	// Whether a dependency was found at start.
	// Source: Kuadrant/kuadrant-operator:internal/controller/policy_metrics.go; internal/metrics/operator_health.go; doc/observability/metrics.md
	DependencyDetected = queries.NewStateGauge[Exporter]("kuadrant_dependency_detected")

	// ControllerRegistered is kuadrant_controller_registered (gauge, yes/no (1/0), since 1.4.0).
	// Whether a controller was registered at start.
	// Source: Kuadrant/kuadrant-operator:internal/controller/policy_metrics.go; internal/metrics/operator_health.go; doc/observability/metrics.md
	ControllerRegistered = queries.NewStateGauge[Exporter]("kuadrant_controller_registered")

	// Exists is kuadrant_exists (gauge, yes/no (1/0), since 1.4.0).
	// Whether a Kuadrant resource exists.
	// Source: Kuadrant/kuadrant-operator:internal/controller/policy_metrics.go; internal/metrics/operator_health.go; doc/observability/metrics.md
	Exists = queries.NewStateGauge[Exporter]("kuadrant_exists")

	// Ready is kuadrant_ready (gauge, yes/no (1/0), since 1.4.0).
	// Whether the Kuadrant resource is ready; absent without one.
	// Source: Kuadrant/kuadrant-operator:internal/controller/policy_metrics.go; internal/metrics/operator_health.go; doc/observability/metrics.md
	Ready = queries.NewStateGauge[Exporter]("kuadrant_ready")

	// ComponentReady is kuadrant_component_ready (gauge, yes/no (1/0), since 1.4.0).
	// Whether authorino or limitador is ready.
	// Source: Kuadrant/kuadrant-operator:internal/controller/policy_metrics.go; internal/metrics/operator_health.go; doc/observability/metrics.md
	ComponentReady = queries.NewStateGauge[Exporter]("kuadrant_component_ready")

	// Configs is kuadrant_configs (counter, events, since 0.12.0).
	// Plugin configuration loads. Envoy wasm stat kuadrant.configs; no _total. Prometheus name derived from Envoy rules, not seen live.
	// Source: Kuadrant/wasm-shim:README.md
	Configs = queries.NewCounter[Exporter]("kuadrant_configs")

	// Hits is kuadrant_hits (counter, events, since 0.12.0).
	// Requests that matched an action set. Envoy wasm stat kuadrant.hits; no _total. Prometheus name derived from Envoy rules, not seen live.
	// Source: Kuadrant/wasm-shim:README.md
	Hits = queries.NewCounter[Exporter]("kuadrant_hits")

	// Misses is kuadrant_misses (counter, events, since 0.12.0).
	// Requests that matched none. Envoy wasm stat kuadrant.misses; no _total. Prometheus name derived from Envoy rules, not seen live.
	// Source: Kuadrant/wasm-shim:README.md
	Misses = queries.NewCounter[Exporter]("kuadrant_misses")

	// Allowed is kuadrant_allowed (counter, events, since 0.12.0).
	// Requests let through. Envoy wasm stat kuadrant.allowed; no _total. Prometheus name derived from Envoy rules, not seen live.
	// Source: Kuadrant/wasm-shim:README.md
	Allowed = queries.NewCounter[Exporter]("kuadrant_allowed")

	// Denied is kuadrant_denied (counter, events, since 0.12.0).
	// Requests refused. Envoy wasm stat kuadrant.denied; no _total. Prometheus name derived from Envoy rules, not seen live.
	// Source: Kuadrant/wasm-shim:README.md
	Denied = queries.NewCounter[Exporter]("kuadrant_denied")

	// Errors is kuadrant_errors (counter, events, since 0.12.0).
	// Errors while processing a request. Envoy wasm stat kuadrant.errors; no _total. Prometheus name derived from Envoy rules, not seen live.
	// Source: Kuadrant/wasm-shim:README.md
	Errors = queries.NewCounter[Exporter]("kuadrant_errors")
)

// The labels.
var (
	// Component is the label component.
	Component = queries.NewLabel[Exporter]("component")

	// Container is the label container that the store adds: scraped container.
	Container = queries.NewTargetLabel[Exporter]("container")

	// Controller is the label controller.
	Controller = queries.NewLabel[Exporter]("controller")

	// DNSPolicyCondition is the label dns_policy_condition.
	DNSPolicyCondition = queries.NewLabel[Exporter]("dns_policy_condition")

	// DNSPolicyName is the label dns_policy_name.
	DNSPolicyName = queries.NewLabel[Exporter]("dns_policy_name")

	// DNSPolicyNamespace is the label dns_policy_namespace.
	DNSPolicyNamespace = queries.NewLabel[Exporter]("dns_policy_namespace")

	// Dependency is the label dependency.
	Dependency = queries.NewLabel[Exporter]("dependency")

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

	// Kind is the label kind.
	Kind = queries.NewLabel[Exporter]("kind")

	// Name is the label name.
	Name = queries.NewLabel[Exporter]("name")

	// Namespace is the label namespace.
	Namespace = queries.NewLabel[Exporter]("namespace")

	// Pod is the label pod that the store adds: scraped pod.
	Pod = queries.NewTargetLabel[Exporter]("pod")

	// Service is the label service that the store adds: Kubernetes Service.
	Service = queries.NewTargetLabel[Exporter]("service")

	// ServiceName is the label service_name that the store adds: OTel service.name, llamastack-<namespace> in the Canopy lab.
	ServiceName = queries.NewTargetLabel[Exporter]("service_name")

	// Status is the label status.
	Status = queries.NewLabel[Exporter]("status")

	// TargetNamespace is the label namespace that the store adds: namespace of the scraped pod; enforced, an exporter's own becomes exported_namespace unless honorLabels.
	TargetNamespace = queries.NewTargetLabel[Exporter]("namespace")
)
