// Code generated from queries/catalogue/kserve.tsv by go generate; DO NOT EDIT.

// Package kserve holds the metrics and labels of kserve.
package kserve

import "github.com/llm-observability/dashgen/queries"

// Exporter marks what belongs to kserve.
type Exporter struct{}

// ExporterName is the key of kserve in the catalogue and in environments.
func (Exporter) ExporterName() string { return "kserve" }

// The metrics.
var (
	// RequestPreprocess is request_preprocess_seconds (histogram, seconds).
	// Preprocess step of a Python model server.
	// Source: kserve/kserve:python/kserve/kserve/metrics.py
	RequestPreprocess = queries.NewHistogram[Exporter]("request_preprocess_seconds")

	// RequestPostprocess is request_postprocess_seconds (histogram, seconds).
	// Postprocess step.
	// Source: kserve/kserve:python/kserve/kserve/metrics.py
	RequestPostprocess = queries.NewHistogram[Exporter]("request_postprocess_seconds")

	// RequestPredict is request_predict_seconds (histogram, seconds).
	// Predict step.
	// Source: kserve/kserve:python/kserve/kserve/metrics.py
	RequestPredict = queries.NewHistogram[Exporter]("request_predict_seconds")

	// RequestExplain is request_explain_seconds (histogram, seconds).
	// Explain step.
	// Source: kserve/kserve:python/kserve/kserve/metrics.py
	RequestExplain = queries.NewHistogram[Exporter]("request_explain_seconds")
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

	// ModelName is the label model_name.
	ModelName = queries.NewLabel[Exporter]("model_name")

	// Namespace is the label namespace that the store adds: namespace of the scraped pod; enforced, an exporter's own becomes exported_namespace unless honorLabels.
	Namespace = queries.NewTargetLabel[Exporter]("namespace")

	// Pod is the label pod that the store adds: scraped pod.
	Pod = queries.NewTargetLabel[Exporter]("pod")

	// Service is the label service that the store adds: Kubernetes Service.
	Service = queries.NewTargetLabel[Exporter]("service")

	// ServiceName is the label service_name that the store adds: OTel service.name, llamastack-<namespace> in the Canopy lab.
	ServiceName = queries.NewTargetLabel[Exporter]("service_name")
)
