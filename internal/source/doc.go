// Package source reads what other people wrote: Grafana dashboards, the resources that carry them, rules, and
// expressions in text. Every string it hands out remembers where each of its bytes stands in the file, through
// JSON escapes, through JSON in a YAML block, so that whoever finds something wrong can point at it.
//
//	file, err := source.Read("out/base/canopy/canopy-vllm.yaml", data)
//	q := file.Dashboards[0].Panels[3].Queries[0]
//	q.Text.Value             // sum by (model_name) (…)
//	q.Text.Position(4)       // out/base/canopy/canopy-vllm.yaml:12:1043
//
// What a file says that the model has no field for is in the Node that the model was read from.
//
// # What is read
//
// What a file holds is told by its content. These are read, each in JSON or YAML, in a stream of documents, in a
// List or an array:
//
//   - dashboards as Grafana exports them, of any age, bare or as its API answers, and single and library panels
//   - resources of dashboard.grafana.app, with panels or with elements and layouts
//   - GrafanaDashboard, with spec.json or spec.gzipJson
//   - ConfigMaps, with dashboards or rules as values
//   - dashboards of Perses
//   - PrometheusRule, and files of rules
//   - any other Kubernetes object, as a Resource
//
// Markdown is read for its promql fences. Targets that ask Loki or anything but Prometheus are counted and left
// alone; where nothing says who is asked, an expression with a pipe is not one of Prometheus.
//
// # What is an error
//
// A file that holds none of this is empty, and no error for [Read]. For [Input.Read] it is one if it was named.
//
// Of a file that was named, all that can't be read is an error. In a folder there are also templates, settings with
// comments, and manifests of others that nobody asked about: what can't be parsed there is an error only if it has
// the words of a dashboard or of rules ("panels", GrafanaDashboard, groups with rules and expr, …), and passed over
// otherwise. A template that has them is an error that says to render it first.
//
// A document that can't be read costs no other document of its file. A key that is there twice is an error, and the
// last one counts, as it does for Grafana and kubectl.
//
// Reading takes time and memory in proportion to the size of a file, and files, documents and what they unpack to
// have limits: see [MaxSize].
package source
