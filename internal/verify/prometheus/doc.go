// Package prometheus proves dashgen against a real Prometheus server, built from its Go module: dashgen verify in front
// of every kind of trouble, and the embedded engine against the server's answers.
package prometheus
