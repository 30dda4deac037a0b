//go:build definitions

// Package definitions pins the modules whose custom resource definitions the cluster test installs. It is never built: go.mod
// keeps a module only where a package of it is imported, and the definitions lie beside such packages in the module cache.
package definitions

import (
	_ "github.com/grafana/grafana-operator/v5/api/v1beta1"
	_ "github.com/openshift/api/route/v1"
	_ "github.com/operator-framework/api/crds"
	_ "github.com/prometheus-operator/prometheus-operator/pkg/versionutil"
	_ "istio.io/api/telemetry/v1alpha1"
)
