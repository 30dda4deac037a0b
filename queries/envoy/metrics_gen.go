// Code generated from queries/catalogue/envoy.tsv by go generate; DO NOT EDIT.

// Package envoy holds the metrics and labels of envoy.
package envoy

import "github.com/llm-observability/dashgen/queries"

// Exporter marks what belongs to envoy.
type Exporter struct{}

// ExporterName is the key of envoy in the catalogue and in environments.
func (Exporter) ExporterName() string { return "envoy" }

// The metrics.
var (
	// HTTPDownstreamRq is envoy_http_downstream_rq_total (counter, requests).
	// Requests received by a connection manager.
	// Source: envoyproxy/envoy:docs/root/configuration/http/http_conn_man/stats.rst
	HTTPDownstreamRq = queries.NewCounter[Exporter]("envoy_http_downstream_rq_total")

	// HTTPDownstreamRqCompleted is envoy_http_downstream_rq_completed (counter, requests).
	// Requests that got a response.
	// Source: envoyproxy/envoy:docs/root/configuration/http/http_conn_man/stats.rst
	HTTPDownstreamRqCompleted = queries.NewCounter[Exporter]("envoy_http_downstream_rq_completed")

	// HTTPDownstreamRqXx is envoy_http_downstream_rq_xx (counter, requests).
	// Responses by class; the digit is the label, the name stays xx.
	// Source: envoyproxy/envoy:docs/root/configuration/http/http_conn_man/stats.rst
	HTTPDownstreamRqXx = queries.NewCounter[Exporter]("envoy_http_downstream_rq_xx")

	// HTTPDownstreamRqActive is envoy_http_downstream_rq_active (gauge, requests).
	// Requests in flight.
	// Source: envoyproxy/envoy:docs/root/configuration/http/http_conn_man/stats.rst
	HTTPDownstreamRqActive = queries.NewGauge[Exporter]("envoy_http_downstream_rq_active")

	// HTTPDownstreamRqTime is envoy_http_downstream_rq_time (histogram, milliseconds).
	// Time for request and response.
	// Source: envoyproxy/envoy:docs/root/configuration/http/http_conn_man/stats.rst
	HTTPDownstreamRqTime = queries.NewHistogram[Exporter]("envoy_http_downstream_rq_time")

	// HTTPDownstreamCxActive is envoy_http_downstream_cx_active (gauge, connections).
	// Open connections.
	// Source: envoyproxy/envoy:docs/root/configuration/http/http_conn_man/stats.rst
	HTTPDownstreamCxActive = queries.NewGauge[Exporter]("envoy_http_downstream_cx_active")

	// ClusterUpstreamRq is envoy_cluster_upstream_rq_total (counter, requests).
	// Requests sent to a cluster.
	// Source: envoyproxy/envoy:docs/root/configuration/upstream/cluster_manager/cluster_stats.rst
	ClusterUpstreamRq = queries.NewCounter[Exporter]("envoy_cluster_upstream_rq_total")

	// ClusterUpstreamRqXx is envoy_cluster_upstream_rq_xx (counter, responses).
	// Responses of a cluster by class.
	// Source: envoyproxy/envoy:docs/root/configuration/upstream/cluster_manager/cluster_stats.rst
	ClusterUpstreamRqXx = queries.NewCounter[Exporter]("envoy_cluster_upstream_rq_xx")

	// ClusterUpstreamRqActive is envoy_cluster_upstream_rq_active (gauge, requests).
	// Requests in flight to a cluster.
	// Source: envoyproxy/envoy:docs/root/configuration/upstream/cluster_manager/cluster_stats.rst
	ClusterUpstreamRqActive = queries.NewGauge[Exporter]("envoy_cluster_upstream_rq_active")

	// ClusterUpstreamRqPendingActive is envoy_cluster_upstream_rq_pending_active (gauge, requests).
	// Requests waiting for a connection.
	// Source: envoyproxy/envoy:docs/root/configuration/upstream/cluster_manager/cluster_stats.rst
	ClusterUpstreamRqPendingActive = queries.NewGauge[Exporter]("envoy_cluster_upstream_rq_pending_active")

	// ClusterUpstreamRqTimeout is envoy_cluster_upstream_rq_timeout (counter, requests).
	// Requests to a cluster that timed out; no _total.
	// Source: envoyproxy/envoy:docs/root/configuration/upstream/cluster_manager/cluster_stats.rst
	ClusterUpstreamRqTimeout = queries.NewCounter[Exporter]("envoy_cluster_upstream_rq_timeout")

	// ClusterUpstreamRqRetry is envoy_cluster_upstream_rq_retry (counter, retries).
	// Retries to a cluster; no _total.
	// Source: envoyproxy/envoy:docs/root/configuration/upstream/cluster_manager/cluster_stats.rst
	ClusterUpstreamRqRetry = queries.NewCounter[Exporter]("envoy_cluster_upstream_rq_retry")

	// ClusterUpstreamRqTime is envoy_cluster_upstream_rq_time (histogram, milliseconds).
	// Time of requests to a cluster.
	// Source: envoyproxy/envoy:docs/root/configuration/upstream/cluster_manager/cluster_stats.rst
	ClusterUpstreamRqTime = queries.NewHistogram[Exporter]("envoy_cluster_upstream_rq_time")

	// ClusterUpstreamCxActive is envoy_cluster_upstream_cx_active (gauge, connections).
	// Open connections to a cluster.
	// Source: envoyproxy/envoy:docs/root/configuration/upstream/cluster_manager/cluster_stats.rst
	ClusterUpstreamCxActive = queries.NewGauge[Exporter]("envoy_cluster_upstream_cx_active")

	// ClusterUpstreamCxConnectFail is envoy_cluster_upstream_cx_connect_fail (counter, connections).
	// Failed connections to a cluster; no _total.
	// Source: envoyproxy/envoy:docs/root/configuration/upstream/cluster_manager/cluster_stats.rst
	ClusterUpstreamCxConnectFail = queries.NewCounter[Exporter]("envoy_cluster_upstream_cx_connect_fail")

	// ClusterMembershipHealthy is envoy_cluster_membership_healthy (gauge, hosts).
	// Healthy hosts of a cluster.
	// Source: envoyproxy/envoy:docs/root/configuration/upstream/cluster_manager/cluster_stats.rst
	ClusterMembershipHealthy = queries.NewGauge[Exporter]("envoy_cluster_membership_healthy")

	// ClusterMembership is envoy_cluster_membership_total (gauge, hosts).
	// Hosts of a cluster.
	// Source: envoyproxy/envoy:docs/root/configuration/upstream/cluster_manager/cluster_stats.rst
	ClusterMembership = queries.NewGauge[Exporter]("envoy_cluster_membership_total")

	// HTTPDownstreamCx is envoy_http_downstream_cx_total (counter, connections).
	// Connections accepted.
	// Source: envoyproxy/envoy:docs/root/configuration/http/http_conn_man/stats.rst
	HTTPDownstreamCx = queries.NewCounter[Exporter]("envoy_http_downstream_cx_total")

	// HTTPDownstreamCxDestroy is envoy_http_downstream_cx_destroy (counter, connections).
	// Connections that ended.
	// Source: envoyproxy/envoy:docs/root/configuration/http/http_conn_man/stats.rst
	HTTPDownstreamCxDestroy = queries.NewCounter[Exporter]("envoy_http_downstream_cx_destroy")

	// HTTPDownstreamCxRXBytes is envoy_http_downstream_cx_rx_bytes_total (counter, bytes).
	// Received from clients.
	// Source: envoyproxy/envoy:docs/root/configuration/http/http_conn_man/stats.rst
	HTTPDownstreamCxRXBytes = queries.NewCounter[Exporter]("envoy_http_downstream_cx_rx_bytes_total")

	// HTTPDownstreamCxTXBytes is envoy_http_downstream_cx_tx_bytes_total (counter, bytes).
	// Sent to clients.
	// Source: envoyproxy/envoy:docs/root/configuration/http/http_conn_man/stats.rst
	HTTPDownstreamCxTXBytes = queries.NewCounter[Exporter]("envoy_http_downstream_cx_tx_bytes_total")

	// HTTPDownstreamRqTimeout is envoy_http_downstream_rq_timeout (counter, requests).
	// Requests that took too long to arrive.
	// Source: envoyproxy/envoy:docs/root/configuration/http/http_conn_man/stats.rst
	HTTPDownstreamRqTimeout = queries.NewCounter[Exporter]("envoy_http_downstream_rq_timeout")

	// ClusterUpstreamCx is envoy_cluster_upstream_cx_total (counter, connections).
	// Connections opened to the cluster.
	// Source: envoyproxy/envoy:docs/root/configuration/upstream/cluster_manager/cluster_stats.rst
	ClusterUpstreamCx = queries.NewCounter[Exporter]("envoy_cluster_upstream_cx_total")

	// ClusterUpstreamCxRXBytes is envoy_cluster_upstream_cx_rx_bytes_total (counter, bytes).
	// Received from the cluster.
	// Source: envoyproxy/envoy:docs/root/configuration/upstream/cluster_manager/cluster_stats.rst
	ClusterUpstreamCxRXBytes = queries.NewCounter[Exporter]("envoy_cluster_upstream_cx_rx_bytes_total")

	// ClusterUpstreamCxTXBytes is envoy_cluster_upstream_cx_tx_bytes_total (counter, bytes).
	// Sent to the cluster.
	// Source: envoyproxy/envoy:docs/root/configuration/upstream/cluster_manager/cluster_stats.rst
	ClusterUpstreamCxTXBytes = queries.NewCounter[Exporter]("envoy_cluster_upstream_cx_tx_bytes_total")

	// ClusterUpstreamRqPending is envoy_cluster_upstream_rq_pending_total (counter, requests).
	// Requests that waited for a connection.
	// Source: envoyproxy/envoy:docs/root/configuration/upstream/cluster_manager/cluster_stats.rst
	ClusterUpstreamRqPending = queries.NewCounter[Exporter]("envoy_cluster_upstream_rq_pending_total")

	// ClusterUpstreamRqPendingOverflow is envoy_cluster_upstream_rq_pending_overflow (counter, requests).
	// Requests refused by a circuit breaker.
	// Source: envoyproxy/envoy:docs/root/configuration/upstream/cluster_manager/cluster_stats.rst
	ClusterUpstreamRqPendingOverflow = queries.NewCounter[Exporter]("envoy_cluster_upstream_rq_pending_overflow")
)

// The labels.
var (
	// Container is the label container that the store adds: scraped container.
	Container = queries.NewTargetLabel[Exporter]("container")

	// Endpoint is the label endpoint that the store adds: port name.
	Endpoint = queries.NewTargetLabel[Exporter]("endpoint")

	// EnvoyClusterName is the label envoy_cluster_name.
	EnvoyClusterName = queries.NewLabel[Exporter]("envoy_cluster_name")

	// EnvoyHTTPConnManagerPrefix is the label envoy_http_conn_manager_prefix.
	EnvoyHTTPConnManagerPrefix = queries.NewLabel[Exporter]("envoy_http_conn_manager_prefix")

	// EnvoyResponseCodeClass is the label envoy_response_code_class.
	EnvoyResponseCodeClass = queries.NewLabel[Exporter]("envoy_response_code_class")

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
