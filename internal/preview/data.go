package preview

import (
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/prom"
)

// A Recording is data from files: every environment and store is answered from the same samples.
type Recording struct {
	storage *prom.Storage
	engine  *prom.Engine
	cached  prom.Querier
	name    string
}

// OpenRecording loads recordings, scrapes and series, see [prom.Storage.LoadFile]. The caller must close it.
func OpenRecording(paths []string) (*Recording, error) {
	r, err := newRecording()
	if err != nil {
		return nil, err
	}
	if err := r.load(paths); err != nil {
		_ = r.Close() // what is wrong is said already
		return nil, err
	}
	return r, nil
}

// queryTimeout is how long one query may take.
const queryTimeout = 30 * time.Second

func newRecording() (*Recording, error) {
	s, err := prom.Open(prom.Options{})
	if err != nil {
		return nil, err
	}
	engine, err := prom.NewEngine(s, prom.EngineOptions{Timeout: queryTimeout})
	if err != nil {
		_ = s.Close() // what is wrong is said already
		return nil, err
	}
	return &Recording{storage: s, engine: engine, cached: prom.Cached(engine)}, nil
}

func (r *Recording) load(paths []string) error {
	var names []string
	for _, p := range paths {
		if _, err := r.storage.LoadFile(p); err != nil {
			return err
		}
		names = append(names, filepath.Base(p))
	}
	if _, _, ok := r.storage.TimeRange(); !ok {
		return diag.New(diag.Position{File: strings.Join(paths, " ")}, "there are no samples")
	}
	if r.name = strings.Join(names, ", "); len(names) > 3 {
		r.name = fmt.Sprintf("%d files", len(names))
	}
	return nil
}

// Close removes what was loaded.
func (r *Recording) Close() error { return r.storage.Close() }

// Querier answers for every store.
func (r *Recording) Querier(_, _ string) (prom.Querier, error) { return r.cached, nil }

// Span is from the first to the last sample.
func (r *Recording) Span(string) (first, last time.Time) {
	first, last, _ = r.storage.TimeRange()
	return first, last
}

// Ask knows nothing of the requests in a recording.
func (r *Recording) Ask() evaluate.Ask { return evaluate.Ask{Traffic: evaluate.Unknown} }

// Name are the files.
func (r *Recording) Name() string { return r.name }
