// Package preview shows dashboards without Grafana: as a page that it serves, and as files for a pull request.
//
// A dashboard is read and asked by internal/evaluate and drawn by internal/preview/chart. Data comes from whatever
// answers as a Prometheus does: see [Data].
package preview
