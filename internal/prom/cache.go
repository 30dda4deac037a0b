package prom

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"
)

// Cached answers what was asked before without asking again, which is for a Querier whose data do not change: panels of
// a platform ask the same question more often than one would think. It is safe for concurrent use; whoever asks what is
// being answered to somebody else waits, and asks for themselves when that one's context ended first. Results are shared
// and must not be changed. Errors are not kept, and all answers are forgotten when they have grown beyond what a
// long-lived server should hold: about 130 MB of points.
func Cached(q Querier) Querier {
	c := &cache{q: q, most: mostKept, answers: map[string]*answer{}}
	if lister, ok := q.(Lister); ok {
		return &listingCache{c, lister}
	}
	return c
}

// mostKept is how much a cache keeps, in points of 16 bytes.
const mostKept = 8 << 20

// labelsWeight is what the labels of a series weigh, in points: a dozen short strings.
const labelsWeight = 64

// A listingCache is one of a Querier that is a [Lister], and is one, too.
type listingCache struct {
	*cache
	lister Lister
}

// LabelValues are those of the lister, with its errors.
func (c *listingCache) LabelValues(ctx context.Context, label, selector string, from, to time.Time) ([]string, error) {
	a, err := c.ask(ctx, fmt.Sprintf("l %d %d %q %s", from.UnixMilli(), to.UnixMilli(), label, strings.TrimSpace(selector)), func(a *answer) {
		a.values, a.err = c.lister.LabelValues(ctx, label, selector, from, to)
	})
	return a.values, err
}

type cache struct {
	q    Querier
	most int // weight of all answers

	lock    sync.Mutex
	answers map[string]*answer
	weight  int // of the answers that are there
}

// An answer is one to a question, or will be.
type answer struct {
	done   chan struct{}
	kept   bool // it is there, and counts; guarded by the cache's lock
	cut    bool // the context of who asked ended, which says nothing to others
	result Result
	series []map[string]string
	values []string
	err    error
}

// weight is how much memory an answer takes, in points.
func (a *answer) weight() int {
	n := 1 + labelsWeight*len(a.series) + len(a.values)
	for _, s := range a.result.Series {
		n += labelsWeight + len(s.Points)
	}
	return n
}

// ask returns the answer to a question, an empty one beside an error. Only the first who asks asks further.
func (c *cache) ask(ctx context.Context, question string, further func(*answer)) (*answer, error) {
	for {
		a, mine := c.find(question)
		if mine {
			c.answer(ctx, question, a, further)
		} else {
			select {
			case <-a.done:
			case <-ctx.Done():
				return &answer{}, context.Cause(ctx)
			}
			if a.cut && ctx.Err() == nil {
				continue
			}
		}
		if a.err != nil {
			return &answer{}, a.err
		}
		return a, nil
	}
}

// answer asks further, and wakes those who wait, whatever happens.
func (c *cache) answer(ctx context.Context, question string, a *answer, further func(*answer)) {
	a.cut = true // until there is an answer, or an error of somebody who still waits for one
	defer func() {
		c.settle(question, a)
		close(a.done)
	}()
	further(a)
	a.cut = a.err != nil && ctx.Err() != nil
}

// find is the answer to a question. mine says that nobody asked it yet, and that the caller has to answer it.
func (c *cache) find(question string) (a *answer, mine bool) {
	c.lock.Lock()
	defer c.lock.Unlock()
	if a, known := c.answers[question]; known {
		return a, false
	}
	a = &answer{done: make(chan struct{})}
	c.answers[question] = a
	return a, true
}

// settle keeps an answer, or forgets it when it is an error. When all answers are too many, those that are there go:
// what is asked often comes back at once.
func (c *cache) settle(question string, a *answer) {
	c.lock.Lock()
	defer c.lock.Unlock()
	if a.err != nil || a.cut {
		delete(c.answers, question)
		return
	}
	n := a.weight()
	if c.weight+n > c.most {
		for question, other := range c.answers {
			if other.kept {
				delete(c.answers, question)
			}
		}
		c.weight = 0
	}
	a.kept = true
	c.weight += n
}

// Instant is that of the Querier, with its errors.
func (c *cache) Instant(ctx context.Context, expr string, at time.Time) (Result, error) {
	a, err := c.ask(ctx, fmt.Sprintf("i %d %s", at.UnixMilli(), expr), func(a *answer) {
		a.result, a.err = c.q.Instant(ctx, expr, at)
	})
	return a.result, err
}

// Range is that of the Querier, with its errors.
func (c *cache) Range(ctx context.Context, expr string, start, end time.Time, step time.Duration) (Result, error) {
	a, err := c.ask(ctx, fmt.Sprintf("r %d %d %d %s", start.UnixMilli(), end.UnixMilli(), step, expr), func(a *answer) {
		a.result, a.err = c.q.Range(ctx, expr, start, end, step)
	})
	return a.result, err
}

// Series are those of the Querier, with its errors.
func (c *cache) Series(ctx context.Context, selector string, from, to time.Time) ([]map[string]string, error) {
	a, err := c.ask(ctx, fmt.Sprintf("s %d %d %s", from.UnixMilli(), to.UnixMilli(), strings.TrimSpace(selector)), func(a *answer) {
		a.series, a.err = c.q.Series(ctx, selector, from, to)
	})
	return a.series, err
}

var _ Querier = (*cache)(nil)
