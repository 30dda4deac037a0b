// Package prom evaluates panels as Grafana and Prometheus would, without either of them running: it loads recordings into
// Prometheus' own storage, runs Prometheus' own engine over them, and applies the rules by which Grafana turns a target
// into a query and a result into named series.
//
// Three layers, each usable alone:
//
//   - [Storage] holds samples: OpenMetrics recordings, scrapes in the text format, and series written by hand.
//   - [Engine] answers PromQL over a storage. It is one [Querier]; the client of a live server, in package live, is another.
//   - [EvaluatePanel] and [EvaluateVariable] do what a dashboard does with a Querier: variables, intervals, legends.
//
// Times are UTC, timestamps are milliseconds since 1970, as in Prometheus. What a panel would not show is not in a result:
// a series without a sample inside the lookback time has no point at that step.
package prom
