// Code generated from queries/catalogue/limitador.tsv by go generate; DO NOT EDIT.

// Package limitador holds the metrics and labels of limitador.
package limitador

import "github.com/llm-observability/dashgen/queries"

// Exporter marks what belongs to limitador.
type Exporter struct{}

// ExporterName is the key of limitador in the catalogue and in environments.
func (Exporter) ExporterName() string { return "limitador" }

// The metrics.
var (
	// AuthorizedCalls is authorized_calls (counter, requests, since 0.2.0).
	// Rate-limit checks let through, one per request; no _total on the endpoint.
	// Source: Kuadrant/limitador:limitador-server/src/prometheus_metrics.rs
	AuthorizedCalls = queries.NewCounter[Exporter]("authorized_calls")

	// AuthorizedHits is authorized_hits (counter, hits, since 2.1.0).
	// Sum of hits_addend let through: LLM tokens under a TokenRateLimitPolicy, else 1 per request; no _total on the endpoint.
	// Source: Kuadrant/limitador:limitador-server/src/prometheus_metrics.rs
	AuthorizedHits = queries.NewCounter[Exporter]("authorized_hits")

	// LimitedCalls is limited_calls (counter, requests, since 0.2.0).
	// Rate-limit checks refused; limit_name only when started with --limit-name-in-labels; no _total on the endpoint.
	// Source: Kuadrant/limitador:limitador-server/src/prometheus_metrics.rs
	LimitedCalls = queries.NewCounter[Exporter]("limited_calls")

	// Up is limitador_up (gauge, yes/no (1/0), since 0.2.0).
	// Constant 1 while the process runs.
	// Source: Kuadrant/limitador:limitador-server/src/prometheus_metrics.rs
	Up = queries.NewStateGauge[Exporter]("limitador_up")

	// DatastorePartitioned is datastore_partitioned (gauge, yes/no (1/0), since 1.4.0).
	// 1 while cut off from the backing store.
	// Source: Kuadrant/limitador:limitador-server/src/prometheus_metrics.rs
	DatastorePartitioned = queries.NewStateGauge[Exporter]("datastore_partitioned")

	// DatastoreLatency is datastore_latency (summary, seconds, since 1.5.0).
	// Latency to the backing store; the Rust exporter sets no buckets, so it comes out as a summary (quantile, _sum, _count) and has no _bucket series.
	// Source: Kuadrant/limitador:limitador-server/src/prometheus_metrics.rs
	DatastoreLatency = queries.NewSummary[Exporter]("datastore_latency")

	// CounterLatency is counter_latency (histogram, seconds, since 1.4.0, removed in 1.5.0).
	// Former name of the backing store latency.
	// Source: Kuadrant/limitador:limitador-server/src/prometheus_metrics.rs
	CounterLatency = queries.NewHistogram[Exporter]("counter_latency")
)

// The labels.
var (
	// Container is the label container that the store adds: scraped container.
	Container = queries.NewTargetLabel[Exporter]("container")

	// CostCenter is the label cost_center: TelemetryPolicy since 2026-04: subscription facts.
	CostCenter = queries.NewLabel[Exporter]("cost_center")

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

	// LimitName is the label limit_name: Name of the limit, opt-in.
	LimitName = queries.NewLabel[Exporter]("limit_name")

	// LimitadorNamespace is the label limitador_namespace: Limit namespace: <HTTPRoute namespace>/<HTTPRoute name>.
	LimitadorNamespace = queries.NewLabel[Exporter]("limitador_namespace")

	// Model is the label model: TelemetryPolicy: responseBodyJSON("/model"), so present on authorized_hits only; older set-ups took it from the path and had it on all three.
	Model = queries.NewLabel[Exporter]("model")

	// Namespace is the label namespace that the store adds: namespace of the scraped pod; enforced, an exporter's own becomes exported_namespace unless honorLabels.
	Namespace = queries.NewTargetLabel[Exporter]("namespace")

	// OrganizationID is the label organization_id: TelemetryPolicy since 2026-04: subscription facts.
	OrganizationID = queries.NewLabel[Exporter]("organization_id")

	// Pod is the label pod that the store adds: scraped pod.
	Pod = queries.NewTargetLabel[Exporter]("pod")

	// Quantile is the label quantile: datastore_latency only.
	Quantile = queries.NewLabel[Exporter]("quantile")

	// Service is the label service that the store adds: Kubernetes Service.
	Service = queries.NewTargetLabel[Exporter]("service")

	// ServiceName is the label service_name that the store adds: OTel service.name, llamastack-<namespace> in the Canopy lab.
	ServiceName = queries.NewTargetLabel[Exporter]("service_name")

	// Subscription is the label subscription: TelemetryPolicy since 2026-04-02: auth.identity.selected_subscription (replaces tier).
	Subscription = queries.NewLabel[Exporter]("subscription")

	// Tier is the label tier: TelemetryPolicy until 2026-04-02: auth.identity.tier.
	Tier = queries.NewLabel[Exporter]("tier")

	// User is the label user: TelemetryPolicy: auth.identity.userid.
	User = queries.NewLabel[Exporter]("user")
)
