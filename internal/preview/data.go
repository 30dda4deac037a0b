package preview

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/llm-observability/dashgen/internal/dataset"
	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/prom"
)

// A Recording is data from files: every environment and store is answered from the same samples.
type Recording struct{ set *dataset.Set }

// answering is how data in memory answers pages: nobody waits longer for one query.
var answering = dataset.Options{Timeout: 30 * time.Second}

// OpenRecording loads recordings, scrapes and series, see [dataset.Recorded], whose errors it returns. The caller must
// close it.
func OpenRecording(ctx context.Context, paths []string) (*Recording, error) {
	set, err := dataset.Recorded(ctx, paths, answering, nil)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, p := range paths {
		names = append(names, filepath.Base(p))
	}
	if set.Name = strings.Join(names, ", "); len(names) > 3 {
		set.Name = fmt.Sprintf("%d files", len(names))
	}
	return &Recording{set}, nil
}

// Close removes what was loaded. The error says what of it is left on the disk.
func (r *Recording) Close() error { return r.set.Close() }

// Querier answers for every store. There is no error.
func (r *Recording) Querier(_, store string) (prom.Querier, error) { return r.set.Querier(store), nil }

// Span is from the first to the last sample.
func (r *Recording) Span(string) (first, last time.Time) { return r.set.First, r.set.Last }

// Ask knows nothing of the requests in a recording.
func (r *Recording) Ask() evaluate.Ask { return r.set.Ask }

// Name are the files.
func (r *Recording) Name() string { return r.set.Name }
