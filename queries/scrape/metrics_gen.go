// Code generated from queries/catalogue/prometheus.tsv by go generate; DO NOT EDIT.

// Package scrape holds the metrics and labels of prometheus.
//
// Series that Prometheus itself writes for every target, and ALERTS.
package scrape

import "github.com/llm-observability/dashgen/queries"

// Exporter marks what belongs to prometheus.
type Exporter struct{}

// ExporterName is the key of prometheus in the catalogue and in environments.
func (Exporter) ExporterName() string { return "prometheus" }

// The metrics.
var (
	// Up is up (gauge, yes/no (1/0)).
	// 1 when the last scrape of a target worked.
	// Source: prometheus.io scrape metrics (Prometheus itself)
	Up = queries.NewStateGauge[Exporter]("up")

	// ScrapeDuration is scrape_duration_seconds (gauge, seconds).
	// Length of the last scrape.
	// Source: prometheus.io scrape metrics (Prometheus itself)
	ScrapeDuration = queries.NewGauge[Exporter]("scrape_duration_seconds")

	// ScrapeSamplesScraped is scrape_samples_scraped (gauge, samples).
	// Samples in the last scrape.
	// Source: prometheus.io scrape metrics (Prometheus itself)
	ScrapeSamplesScraped = queries.NewGauge[Exporter]("scrape_samples_scraped")

	// ScrapeSamplesPostMetricRelabeling is scrape_samples_post_metric_relabeling (gauge, samples).
	// Samples kept after relabelling.
	// Source: prometheus.io scrape metrics (Prometheus itself)
	ScrapeSamplesPostMetricRelabeling = queries.NewGauge[Exporter]("scrape_samples_post_metric_relabeling")

	// ScrapeSeriesAdded is scrape_series_added (gauge, series).
	// New series in the last scrape.
	// Source: prometheus.io scrape metrics (Prometheus itself)
	ScrapeSeriesAdded = queries.NewGauge[Exporter]("scrape_series_added")

	// ALERTS is ALERTS (gauge, yes/no (1/0)).
	// 1 per pending or firing alert; written by Prometheus rules.
	// Source: prometheus.io scrape metrics (Prometheus itself)
	ALERTS = queries.NewStateGauge[Exporter]("ALERTS")
)

// The labels.
var (
	// Alertname is the label alertname.
	Alertname = queries.NewLabel[Exporter]("alertname")

	// Alertstate is the label alertstate.
	Alertstate = queries.NewLabel[Exporter]("alertstate")

	// Container is the label container.
	Container = queries.NewLabel[Exporter]("container")

	// Endpoint is the label endpoint.
	Endpoint = queries.NewLabel[Exporter]("endpoint")

	// Instance is the label instance.
	Instance = queries.NewLabel[Exporter]("instance")

	// Job is the label job.
	Job = queries.NewLabel[Exporter]("job")

	// K8sNamespaceName is the label k8s_namespace_name that the store adds: where the collector knows them.
	K8sNamespaceName = queries.NewTargetLabel[Exporter]("k8s_namespace_name")

	// K8sPodName is the label k8s_pod_name that the store adds: where the collector knows them.
	K8sPodName = queries.NewTargetLabel[Exporter]("k8s_pod_name")

	// Namespace is the label namespace.
	Namespace = queries.NewLabel[Exporter]("namespace")

	// Pod is the label pod.
	Pod = queries.NewLabel[Exporter]("pod")

	// Service is the label service.
	Service = queries.NewLabel[Exporter]("service")

	// ServiceName is the label service_name that the store adds: OTel service.name, llamastack-<namespace> in the Canopy lab.
	ServiceName = queries.NewTargetLabel[Exporter]("service_name")

	// Severity is the label severity.
	Severity = queries.NewLabel[Exporter]("severity")

	// TargetContainer is the label container that the store adds: scraped container.
	TargetContainer = queries.NewTargetLabel[Exporter]("container")

	// TargetEndpoint is the label endpoint that the store adds: port name.
	TargetEndpoint = queries.NewTargetLabel[Exporter]("endpoint")

	// TargetInstance is the label instance that the store adds: address:port.
	TargetInstance = queries.NewTargetLabel[Exporter]("instance")

	// TargetJob is the label job that the store adds: Service name, or namespace/podmonitor.
	TargetJob = queries.NewTargetLabel[Exporter]("job")

	// TargetNamespace is the label namespace that the store adds: namespace of the scraped pod; enforced, an exporter's own becomes exported_namespace unless honorLabels.
	TargetNamespace = queries.NewTargetLabel[Exporter]("namespace")

	// TargetPod is the label pod that the store adds: scraped pod.
	TargetPod = queries.NewTargetLabel[Exporter]("pod")

	// TargetService is the label service that the store adds: Kubernetes Service.
	TargetService = queries.NewTargetLabel[Exporter]("service")
)
