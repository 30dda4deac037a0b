// Package source reads what other people wrote: Grafana dashboards, the resources that carry them, and
// expressions in text. Every string it hands out remembers where each of its bytes stands in the file, through
// JSON escapes, through JSON in a YAML block, so that whoever finds something wrong can point at it.
//
//	file, err := source.Read("out/base/canopy/canopy-vllm.yaml", data)
//	q := file.Dashboards[0].Panels[3].Queries[0]
//	q.Text.Value             // sum by (model_name) (…)
//	q.Text.Position(4)       // out/base/canopy/canopy-vllm.yaml:12:1043
//
// A file that holds none of this has no dashboards and no queries, and is no error. What a file says that
// the model has no field for is in the Node that the model was read from.
package source
