// Package release proves what is promised of a released binary: which licences it holds (docs/licences.md), that the
// same source gives the same bytes wherever it lies, and that it builds for every system that .goreleaser.yaml names.
package release
