// Code generated from queries/catalogue/maas-api.tsv by go generate; DO NOT EDIT.

// Package maasapi holds the metrics and labels of maas-api.
package maasapi

import "github.com/llm-observability/dashgen/queries"

// Exporter marks what belongs to maas-api.
type Exporter struct{}

// ExporterName is the key of maas-api in the catalogue and in environments.
func (Exporter) ExporterName() string { return "maas-api" }

// The metrics.
var (
	// HTTPRequests is maas_api_http_requests_total (counter, requests, since 2026-07).
	// Requests served by maas-api.
	// Source: opendatahub-io/models-as-a-service:maas-api/internal/metrics/prometheus.go
	HTTPRequests = queries.NewCounter[Exporter]("maas_api_http_requests_total")

	// HTTPRequestDuration is maas_api_http_request_duration_seconds (histogram, seconds, since 2026-07).
	// Request time of maas-api.
	// Source: opendatahub-io/models-as-a-service:maas-api/internal/metrics/prometheus.go
	HTTPRequestDuration = queries.NewHistogram[Exporter]("maas_api_http_request_duration_seconds")

	// HTTPRequestsInFlight is maas_api_http_requests_in_flight (gauge, requests, since 2026-07).
	// Requests in flight.
	// Source: opendatahub-io/models-as-a-service:maas-api/internal/metrics/prometheus.go
	HTTPRequestsInFlight = queries.NewGauge[Exporter]("maas_api_http_requests_in_flight")

	// KeyValidation is maas_api_key_validation_total (counter, validations, since 2026-07).
	// API key checks.
	// Source: opendatahub-io/models-as-a-service:maas-api/internal/metrics/prometheus.go
	KeyValidation = queries.NewCounter[Exporter]("maas_api_key_validation_total")

	// TokenMint is maas_api_token_mint_total (counter, keys, since 2026-07).
	// API keys minted.
	// Source: opendatahub-io/models-as-a-service:maas-api/internal/metrics/prometheus.go
	TokenMint = queries.NewCounter[Exporter]("maas_api_token_mint_total")

	// SARCacheHits is sar_cache_hits_total (counter, lookups).
	// Admin check cache hits.
	// Source: opendatahub-io/models-as-a-service:maas-api/internal/auth/cached_admin_checker.go
	SARCacheHits = queries.NewCounter[Exporter]("sar_cache_hits_total")

	// SARCacheMisses is sar_cache_misses_total (counter, lookups).
	// Admin check cache misses.
	// Source: opendatahub-io/models-as-a-service:maas-api/internal/auth/cached_admin_checker.go
	SARCacheMisses = queries.NewCounter[Exporter]("sar_cache_misses_total")
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

	// Method is the label method.
	Method = queries.NewLabel[Exporter]("method")

	// Namespace is the label namespace that the store adds: namespace of the scraped pod; enforced, an exporter's own becomes exported_namespace unless honorLabels.
	Namespace = queries.NewTargetLabel[Exporter]("namespace")

	// Pod is the label pod that the store adds: scraped pod.
	Pod = queries.NewTargetLabel[Exporter]("pod")

	// Result is the label result.
	Result = queries.NewLabel[Exporter]("result")

	// Route is the label route.
	Route = queries.NewLabel[Exporter]("route")

	// Service is the label service that the store adds: Kubernetes Service.
	Service = queries.NewTargetLabel[Exporter]("service")

	// ServiceName is the label service_name that the store adds: OTel service.name, llamastack-<namespace> in the Canopy lab.
	ServiceName = queries.NewTargetLabel[Exporter]("service_name")

	// Status is the label status.
	Status = queries.NewLabel[Exporter]("status")

	// TenantName is the label tenant_name.
	TenantName = queries.NewLabel[Exporter]("tenant_name")
)
