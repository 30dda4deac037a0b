// Code generated from retriever.tsv by go generate; DO NOT EDIT.

// Package retriever holds the metrics and labels of retriever.
package retriever

import "github.com/llm-observability/dashgen/queries"

// Exporter marks what belongs to retriever.
type Exporter struct{}

// ExporterName is the key of retriever in the catalogue and in environments.
func (Exporter) ExporterName() string { return "retriever" }

// The metrics.
var (
	// Queries is retriever_queries_total (counter, queries).
	// Questions that were looked up; status is ok, empty or error.
	// Source: retriever.tsv
	Queries = queries.NewCounter[Exporter]("retriever_queries_total")

	// QueryDuration is retriever_query_duration_seconds (histogram, seconds).
	// Time from a question to the passages that answer it.
	// Source: retriever.tsv
	QueryDuration = queries.NewHistogram[Exporter]("retriever_query_duration_seconds")

	// IndexDocuments is retriever_index_documents (gauge, documents).
	// Documents in the index.
	// Source: retriever.tsv
	IndexDocuments = queries.NewGauge[Exporter]("retriever_index_documents")
)

// The labels.
var (
	// Collection is the label collection.
	Collection = queries.NewLabel[Exporter]("collection")

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

	// Status is the label status.
	Status = queries.NewLabel[Exporter]("status")
)
