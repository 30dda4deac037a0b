// Package cluster proves the generated tree out/ on real components: an API server with its etcd takes what kubectl applies, and
// the Grafana operator submits every dashboard to what stands in for Grafana. All of them are built from their Go modules.
package cluster
