// Package promtest opens storages and engines for tests. What goes wrong ends the test, and what is open is closed with it.
package promtest

import (
	"strings"

	"github.com/llm-observability/dashgen/internal/prom"
)

// T is what a test or a benchmark has to have: package testing belongs into test files.
type T interface {
	Helper()
	Fatal(args ...any)
	Error(args ...any)
	Cleanup(close func())
	TempDir() string
}

// Storage is an empty storage.
func Storage(t T) *prom.Storage {
	t.Helper()
	s, err := prom.Open(prom.Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// Engine is an engine over a storage, with the limits of a Prometheus server.
func Engine(t T, s *prom.Storage) *prom.Engine {
	t.Helper()
	e, err := prom.NewEngine(s, prom.EngineOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// Series is an engine over series in the notation of [prom.Storage.LoadSeries], load lines included.
func Series(t T, text string) *prom.Engine {
	t.Helper()
	s := Storage(t)
	if _, err := s.LoadSeries("test.series", strings.NewReader(text)); err != nil {
		t.Fatal(err)
	}
	return Engine(t, s)
}

// Files is an engine over files, see [prom.Storage.LoadFile].
func Files(t T, paths ...string) *prom.Engine {
	t.Helper()
	s := Storage(t)
	for _, path := range paths {
		if _, err := s.LoadFile(path); err != nil {
			t.Fatal(err)
		}
	}
	return Engine(t, s)
}
