// Package sarif proves that what the linter writes as SARIF is SARIF: it validates the golden files of
// internal/report against the schema of the standard.
//
// It is a module of its own because only its tests need the schema and the library that validates.
package sarif

import _ "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif" // carries the schema of the standard
