package prom

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/tsdb"
	"github.com/prometheus/prometheus/tsdb/chunks"
)

// DefaultMaxFileBytes is how much one input may hold after decompression, in bytes, unless [Options] say otherwise.
const DefaultMaxFileBytes = 512 << 20

// ErrClosed is what every use of a closed [Storage] returns.
var ErrClosed = errors.New("the storage is closed")

// The times a storage accepts. A storage keeps everything in one in-memory block, and Prometheus takes samples that are up
// to half a block older than the newest one: a block of twice this span takes them in any order.
const (
	minTime   = int64(0)
	maxTime   = int64(7258118400000) // 2200-01-01T00:00:00Z
	blockSpan = 2 * (maxTime - minTime)
)

// Options configure a [Storage]. The zero value is usable.
type Options struct {
	Dir          string // where the temporary folder is made; empty: the system's folder for temporary files
	MaxFileBytes int64  // limit of one input after decompression, in bytes; 0: DefaultMaxFileBytes
}

// A Storage is a Prometheus storage in a temporary folder, filled from files. Everything it loads is visible to all
// queries that start later; inputs may come in any order of time and overlap, as long as no series has two samples at the
// same time. It is safe for concurrent use.
type Storage struct {
	db       *tsdb.DB
	dir      string
	maxBytes int64

	loading sync.Mutex // one input at a time: what is checked must still be true when it is stored
	loaded  map[string][]span
	first   int64 // first and last timestamp of everything loaded, guarded by loading
	last    int64

	open   sync.RWMutex // held for reading by whoever uses db
	closed bool
}

// span is what one input stored of one series.
type span struct {
	input      string
	timestamps []int64 // ascending
}

// Open makes an empty storage. The caller must [Storage.Close] it, which removes its folder. It fails
// on a negative limit, and where no folder can be made.
func Open(opts Options) (*Storage, error) {
	if opts.MaxFileBytes < 0 {
		return nil, fmt.Errorf("open storage: a limit of %d bytes is negative", opts.MaxFileBytes)
	}
	if opts.MaxFileBytes == 0 {
		opts.MaxFileBytes = DefaultMaxFileBytes
	}
	dir, err := os.MkdirTemp(opts.Dir, "dashgen-prom-")
	if err != nil {
		return nil, fmt.Errorf("open storage: %w", err)
	}
	db, err := tsdb.Open(dir, nil, nil, tsdbOptions(), nil)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open storage: %w", err), os.RemoveAll(dir))
	}
	db.DisableCompactions()
	return &Storage{
		db:       db,
		dir:      dir,
		maxBytes: opts.MaxFileBytes,
		loaded:   map[string][]span{},
		first:    maxTime,
		last:     minTime,
	}, nil
}

// tsdbOptions make a storage that lives as long as the process: nothing is logged for recovery, compacted or deleted.
func tsdbOptions() *tsdb.Options {
	opts := tsdb.DefaultOptions()
	opts.WALSegmentSize = -1 // no log
	opts.NoLockfile = true   // the folder is ours alone
	opts.RetentionDuration = 0
	opts.MinBlockDuration = blockSpan
	opts.MaxBlockDuration = blockSpan
	opts.OutOfOrderTimeWindow = blockSpan // a later input may hold older samples of the same series
	opts.StripeSize = 1 << 10             // thousands of series, not millions
	opts.HeadChunksWriteBufferSize = chunks.MinWriteBufferSize
	opts.BlockReloadInterval = 24 * time.Hour // there are no blocks to reload
	return opts
}

// Close waits for running queries, releases the storage and removes its folder. Closing twice does nothing. The error says
// what of it could not be removed.
func (s *Storage) Close() error {
	s.open.Lock()
	defer s.open.Unlock()
	if s.closed {
		return nil
	}
	s.closed = true
	// The folder goes even when the storage cannot be closed cleanly: nobody will look at it again.
	if err := errors.Join(s.db.Close(), os.RemoveAll(s.dir)); err != nil {
		return fmt.Errorf("close storage: %w", err)
	}
	return nil
}

// TimeRange is the time of the first and the last sample loaded; ok is false when there are none.
func (s *Storage) TimeRange() (first, last time.Time, ok bool) {
	s.loading.Lock()
	defer s.loading.Unlock()
	if len(s.loaded) == 0 {
		return time.Time{}, time.Time{}, false
	}
	return time.UnixMilli(s.first).UTC(), time.UnixMilli(s.last).UTC(), true
}

// use keeps the storage open until done is called.
func (s *Storage) use() (done func(), err error) {
	s.open.RLock()
	if s.closed {
		s.open.RUnlock()
		return nil, ErrClosed
	}
	return s.open.RUnlock, nil
}

// querier reads the samples between two timestamps, both included. The storage must be in use until it is closed.
func (s *Storage) querier(mint, maxt int64) (storage.Querier, error) {
	q, err := s.db.Querier(mint, maxt)
	if err != nil {
		return nil, err
	}
	return sorted{q}, nil
}

// sorted gives series in the order of their labels, as a server does that reads several blocks. Sums of numbers with a
// fraction depend on the order in their last bit, and should not depend on the order in which files were loaded.
type sorted struct{ storage.Querier }

// Select returns the series that match, sorted.
func (q sorted) Select(ctx context.Context, _ bool, hints *storage.SelectHints, matchers ...*labels.Matcher) storage.SeriesSet {
	return q.Querier.Select(ctx, true, hints, matchers...)
}

// store adds what was parsed: all of it, or nothing when a series has one of its timestamps already. It passes on the
// error of parsing.
func (s *Storage) store(b *batch, err error) (Loaded, error) {
	if err != nil {
		return Loaded{}, err
	}
	s.loading.Lock()
	defer s.loading.Unlock()
	done, err := s.use()
	if err != nil {
		return Loaded{}, fmt.Errorf("load %s: %w", b.input, err)
	}
	defer done()

	for _, series := range b.series {
		for _, earlier := range s.loaded[series.key] {
			if err := series.overlap(b.input, earlier); err != nil {
				return Loaded{}, err
			}
		}
	}
	if err := s.append(b); err != nil {
		return Loaded{}, fmt.Errorf("load %s: %w", b.input, err)
	}
	result := Loaded{Name: b.input, Series: len(b.series)}
	first, last := maxTime, minTime
	for _, series := range b.series {
		timestamps := make([]int64, len(series.samples))
		for i, sample := range series.samples {
			timestamps[i] = sample.t
		}
		s.loaded[series.key] = append(s.loaded[series.key], span{b.input, timestamps})
		result.Samples += len(timestamps)
		first, last = min(first, timestamps[0]), max(last, timestamps[len(timestamps)-1])
	}
	s.first, s.last = min(s.first, first), max(s.last, last)
	result.First, result.Last = time.UnixMilli(first).UTC(), time.UnixMilli(last).UTC()
	return result, nil
}

// append hands a batch to the storage, in one step that queries see whole.
func (s *Storage) append(b *batch) error {
	appender := s.db.Appender(context.Background())
	for _, series := range b.series {
		var ref storage.SeriesRef
		var err error
		for _, sample := range series.samples {
			if ref, err = appender.Append(ref, series.labels, sample.t, sample.v); err != nil {
				return errors.Join(fmt.Errorf("%s at %s: %w", series.labels, when(sample.t), err), appender.Rollback())
			}
		}
	}
	return appender.Commit()
}

// when prints a timestamp as people read it.
func when(t int64) string {
	return time.UnixMilli(t).UTC().Format("2006-01-02T15:04:05.999Z07:00")
}
