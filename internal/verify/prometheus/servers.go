//go:build servers

package prometheus

import (
	_ "github.com/prometheus/prometheus/cmd/prometheus" // built by the tests, see build
	_ "github.com/prometheus/prometheus/cmd/promtool"
)
