// Package lint finds the bugs in dashboards that their users meet as "No data", as wrong numbers and as
// outages that look green. It reads files through internal/source, facts from internal/promql, and judges
// them by rules, each a value in a file of its own, all of them in one list.
//
//	result := lint.Run(files, lint.Options{Catalogue: catalogue.Default()})
//	for _, f := range result.Findings { … }
//
// A rule stays silent where it can't know: a variable, a relabelling or a metric that the catalogue does
// not have make facts unknown, never wrong.
package lint
