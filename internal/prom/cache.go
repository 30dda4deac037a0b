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
// being answered to somebody else waits, and asks himself when that one's context ends before there is an answer.
// Results are shared and must not be changed. Errors are not kept.
func Cached(q Querier) Querier {
	c := &cache{q: q, answers: map[string]*answer{}}
	if lister, ok := q.(Lister); ok {
		return &listingCache{c, lister}
	}
	return c
}

// A listingCache is one of a Querier that is a [Lister], and is one, too.
type listingCache struct {
	*cache
	lister Lister
}

// LabelValues are those of the lister.
func (c *listingCache) LabelValues(ctx context.Context, label, selector string, from, to time.Time) ([]string, error) {
	a, err := c.ask(ctx, fmt.Sprintf("l %d %d %q %s", from.UnixMilli(), to.UnixMilli(), label, strings.TrimSpace(selector)), func(a *answer) {
		a.values, a.err = c.lister.LabelValues(ctx, label, selector, from, to)
	})
	if err != nil {
		return nil, err
	}
	return a.values, nil
}

type cache struct {
	q       Querier
	lock    sync.Mutex
	answers map[string]*answer
}

// An answer is one to a question, or will be.
type answer struct {
	done   chan struct{}
	result Result
	series []map[string]string
	values []string
	err    error
	// left says that who asked went away: the error is about him and not about the question.
	left bool
}

// ask returns the answer to a question. Only the first who asks asks further.
func (c *cache) ask(ctx context.Context, question string, further func(*answer)) (*answer, error) {
	for {
		c.lock.Lock()
		a, known := c.answers[question]
		if !known {
			a = &answer{done: make(chan struct{})}
			c.answers[question] = a
		}
		c.lock.Unlock()
		if !known {
			c.answer(ctx, question, a, further)
			return a, a.err
		}
		select {
		case <-a.done:
			if !a.left || ctx.Err() != nil {
				return a, a.err
			}
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		}
	}
}

// answer asks further, and wakes those who wait, whatever happens.
func (c *cache) answer(ctx context.Context, question string, a *answer, further func(*answer)) {
	a.left = true // until there is an answer, or an error of somebody who still waits for one
	defer func() {
		if a.err != nil || a.left {
			c.lock.Lock()
			delete(c.answers, question)
			c.lock.Unlock()
		}
		close(a.done)
	}()
	further(a)
	a.left = a.err != nil && ctx.Err() != nil
}

func (c *cache) Instant(ctx context.Context, expr string, at time.Time) (Result, error) {
	a, err := c.ask(ctx, fmt.Sprintf("i %d %s", at.UnixMilli(), expr), func(a *answer) {
		a.result, a.err = c.q.Instant(ctx, expr, at)
	})
	if err != nil {
		return Result{}, err
	}
	return a.result, nil
}

func (c *cache) Range(ctx context.Context, expr string, start, end time.Time, step time.Duration) (Result, error) {
	a, err := c.ask(ctx, fmt.Sprintf("r %d %d %d %s", start.UnixMilli(), end.UnixMilli(), step, expr), func(a *answer) {
		a.result, a.err = c.q.Range(ctx, expr, start, end, step)
	})
	if err != nil {
		return Result{}, err
	}
	return a.result, nil
}

func (c *cache) Series(ctx context.Context, selector string, from, to time.Time) ([]map[string]string, error) {
	a, err := c.ask(ctx, fmt.Sprintf("s %d %d %s", from.UnixMilli(), to.UnixMilli(), strings.TrimSpace(selector)), func(a *answer) {
		a.series, a.err = c.q.Series(ctx, selector, from, to)
	})
	if err != nil {
		return nil, err
	}
	return a.series, nil
}

var _ Querier = (*cache)(nil)
