// Code generated from queries/catalogue/istio.tsv by go generate; DO NOT EDIT.

// Package istio holds the metrics and labels of istio.
package istio

import "github.com/llm-observability/dashgen/queries"

// Exporter marks what belongs to istio.
type Exporter struct{}

// ExporterName is the key of istio in the catalogue and in environments.
func (Exporter) ExporterName() string { return "istio" }

// The metrics.
var (
	// Requests is istio_requests_total (counter, requests).
	// HTTP, HTTP/2 and gRPC requests handled by an Istio proxy.
	// Source: istio/proxy@d13a386d7^:source/extensions/filters/http/istio_stats/istio_stats.cc (now in envoyproxy/envoy)
	Requests = queries.NewCounter[Exporter]("istio_requests_total")

	// RequestDuration is istio_request_duration_milliseconds (histogram, milliseconds).
	// Time of an HTTP or gRPC request at the proxy.
	// Source: istio/proxy@d13a386d7^:source/extensions/filters/http/istio_stats/istio_stats.cc (now in envoyproxy/envoy)
	RequestDuration = queries.NewHistogram[Exporter]("istio_request_duration_milliseconds")

	// RequestBytes is istio_request_bytes (histogram, bytes).
	// Request body size; needs _bucket, _sum or _count.
	// Source: istio/proxy@d13a386d7^:source/extensions/filters/http/istio_stats/istio_stats.cc (now in envoyproxy/envoy)
	RequestBytes = queries.NewHistogram[Exporter]("istio_request_bytes")

	// ResponseBytes is istio_response_bytes (histogram, bytes).
	// Response body size; needs _bucket, _sum or _count.
	// Source: istio/proxy@d13a386d7^:source/extensions/filters/http/istio_stats/istio_stats.cc (now in envoyproxy/envoy)
	ResponseBytes = queries.NewHistogram[Exporter]("istio_response_bytes")

	// RequestMessages is istio_request_messages_total (counter, messages).
	// gRPC messages sent by clients on streams.
	// Source: istio/proxy@d13a386d7^:source/extensions/filters/http/istio_stats/istio_stats.cc (now in envoyproxy/envoy)
	RequestMessages = queries.NewCounter[Exporter]("istio_request_messages_total")

	// ResponseMessages is istio_response_messages_total (counter, messages).
	// gRPC messages sent by servers on streams.
	// Source: istio/proxy@d13a386d7^:source/extensions/filters/http/istio_stats/istio_stats.cc (now in envoyproxy/envoy)
	ResponseMessages = queries.NewCounter[Exporter]("istio_response_messages_total")

	// TCPConnectionsOpened is istio_tcp_connections_opened_total (counter, connections).
	// TCP connections opened.
	// Source: istio/proxy@d13a386d7^:source/extensions/filters/http/istio_stats/istio_stats.cc (now in envoyproxy/envoy)
	TCPConnectionsOpened = queries.NewCounter[Exporter]("istio_tcp_connections_opened_total")

	// TCPConnectionsClosed is istio_tcp_connections_closed_total (counter, connections).
	// TCP connections closed.
	// Source: istio/proxy@d13a386d7^:source/extensions/filters/http/istio_stats/istio_stats.cc (now in envoyproxy/envoy)
	TCPConnectionsClosed = queries.NewCounter[Exporter]("istio_tcp_connections_closed_total")

	// TCPSentBytes is istio_tcp_sent_bytes_total (counter, bytes).
	// Bytes sent in responses over TCP.
	// Source: istio/proxy@d13a386d7^:source/extensions/filters/http/istio_stats/istio_stats.cc (now in envoyproxy/envoy)
	TCPSentBytes = queries.NewCounter[Exporter]("istio_tcp_sent_bytes_total")

	// TCPReceivedBytes is istio_tcp_received_bytes_total (counter, bytes).
	// Bytes received in requests over TCP.
	// Source: istio/proxy@d13a386d7^:source/extensions/filters/http/istio_stats/istio_stats.cc (now in envoyproxy/envoy)
	TCPReceivedBytes = queries.NewCounter[Exporter]("istio_tcp_received_bytes_total")

	// Build is istio_build (gauge, behaves as info, constant 1).
	// Constant 1 with the proxy version.
	// Source: istio/proxy@d13a386d7^:source/extensions/filters/http/istio_stats/istio_stats.cc (now in envoyproxy/envoy)
	Build = queries.NewInfo[Exporter]("istio_build")
)

// The labels.
var (
	// Component is the label component.
	Component = queries.NewLabel[Exporter]("component")

	// ConnectionSecurityPolicy is the label connection_security_policy: Set on the destination side, unknown on the source side.
	ConnectionSecurityPolicy = queries.NewLabel[Exporter]("connection_security_policy")

	// Container is the label container that the store adds: scraped container.
	Container = queries.NewTargetLabel[Exporter]("container")

	// DestinationApp is the label destination_app.
	DestinationApp = queries.NewLabel[Exporter]("destination_app")

	// DestinationCanonicalRevision is the label destination_canonical_revision.
	DestinationCanonicalRevision = queries.NewLabel[Exporter]("destination_canonical_revision")

	// DestinationCanonicalService is the label destination_canonical_service.
	DestinationCanonicalService = queries.NewLabel[Exporter]("destination_canonical_service")

	// DestinationCluster is the label destination_cluster.
	DestinationCluster = queries.NewLabel[Exporter]("destination_cluster")

	// DestinationPrincipal is the label destination_principal.
	DestinationPrincipal = queries.NewLabel[Exporter]("destination_principal")

	// DestinationService is the label destination_service: Full host of the called service.
	DestinationService = queries.NewLabel[Exporter]("destination_service")

	// DestinationServiceName is the label destination_service_name: Short name of the called service; also BlackHoleCluster, PassthroughCluster or unknown.
	DestinationServiceName = queries.NewLabel[Exporter]("destination_service_name")

	// DestinationServiceNamespace is the label destination_service_namespace.
	DestinationServiceNamespace = queries.NewLabel[Exporter]("destination_service_namespace")

	// DestinationVersion is the label destination_version.
	DestinationVersion = queries.NewLabel[Exporter]("destination_version")

	// DestinationWorkload is the label destination_workload.
	DestinationWorkload = queries.NewLabel[Exporter]("destination_workload")

	// DestinationWorkloadNamespace is the label destination_workload_namespace.
	DestinationWorkloadNamespace = queries.NewLabel[Exporter]("destination_workload_namespace")

	// Endpoint is the label endpoint that the store adds: port name.
	Endpoint = queries.NewTargetLabel[Exporter]("endpoint")

	// GRPCResponseStatus is the label grpc_response_status: gRPC status number, empty for HTTP.
	GRPCResponseStatus = queries.NewLabel[Exporter]("grpc_response_status")

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

	// Reporter is the label reporter: Which proxy reports; gateways say source.
	Reporter = queries.NewLabel[Exporter]("reporter")

	// RequestProtocol is the label request_protocol: Protocol.
	RequestProtocol = queries.NewLabel[Exporter]("request_protocol")

	// ResponseCode is the label response_code: HTTP status as text; 0 when the client went away.
	ResponseCode = queries.NewLabel[Exporter]("response_code")

	// ResponseFlags is the label response_flags: Envoy flags.
	ResponseFlags = queries.NewLabel[Exporter]("response_flags")

	// Service is the label service that the store adds: Kubernetes Service.
	Service = queries.NewTargetLabel[Exporter]("service")

	// ServiceName is the label service_name that the store adds: OTel service.name, llamastack-<namespace> in the Canopy lab.
	ServiceName = queries.NewTargetLabel[Exporter]("service_name")

	// SourceApp is the label source_app.
	SourceApp = queries.NewLabel[Exporter]("source_app")

	// SourceCanonicalRevision is the label source_canonical_revision.
	SourceCanonicalRevision = queries.NewLabel[Exporter]("source_canonical_revision")

	// SourceCanonicalService is the label source_canonical_service.
	SourceCanonicalService = queries.NewLabel[Exporter]("source_canonical_service")

	// SourceCluster is the label source_cluster.
	SourceCluster = queries.NewLabel[Exporter]("source_cluster")

	// SourcePrincipal is the label source_principal.
	SourcePrincipal = queries.NewLabel[Exporter]("source_principal")

	// SourceVersion is the label source_version.
	SourceVersion = queries.NewLabel[Exporter]("source_version")

	// SourceWorkload is the label source_workload.
	SourceWorkload = queries.NewLabel[Exporter]("source_workload")

	// SourceWorkloadNamespace is the label source_workload_namespace.
	SourceWorkloadNamespace = queries.NewLabel[Exporter]("source_workload_namespace")

	// Subscription is the label subscription: MaaS Telemetry resource, on istio_request_duration_milliseconds only.
	Subscription = queries.NewLabel[Exporter]("subscription")

	// Tag is the label tag.
	Tag = queries.NewLabel[Exporter]("tag")
)
