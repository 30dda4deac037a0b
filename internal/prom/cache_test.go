package prom

import (
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// A counting querier answers once it is told to, and counts what it is asked.
type counting struct {
	asked atomic.Int32
	err   error
	wait  chan struct{}
}

func (c *counting) Instant(context.Context, string, time.Time) (Result, error) {
	c.asked.Add(1)
	<-c.wait
	return Result{Type: TypeVector}, c.err
}

func (c *counting) Range(context.Context, string, time.Time, time.Time, time.Duration) (Result, error) {
	c.asked.Add(1)
	return Result{Type: TypeMatrix}, c.err
}

func (c *counting) Series(context.Context, string, time.Time, time.Time) ([]map[string]string, error) {
	c.asked.Add(1)
	return []map[string]string{{"a": "b"}}, c.err
}

// TestCachedAsksOnce: however many ask the same at once, one question goes out; another one is asked again.
func TestCachedAsksOnce(t *testing.T) {
	q := &counting{wait: make(chan struct{})}
	c := Cached(q)
	at := time.UnixMilli(1000)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if r, err := c.Instant(t.Context(), "up", at); err != nil || r.Type != TypeVector {
				t.Errorf("%v %v", r, err)
			}
		})
	}
	close(q.wait)
	wg.Wait()
	if n := q.asked.Load(); n != 1 {
		t.Errorf("it asks %d times", n)
	}
	for _, ask := range []func() error{
		func() error { _, err := c.Instant(t.Context(), "up", at.Add(time.Second)); return err },
		func() error { _, err := c.Range(t.Context(), "up", at, at, time.Second); return err },
		func() error { _, err := c.Range(t.Context(), "up", at, at, time.Minute); return err },
		func() error { _, err := c.Series(t.Context(), "up", at, at); return err },
		func() error { _, err := c.Series(t.Context(), " up ", at, at); return err }, // as before
	} {
		if err := ask(); err != nil {
			t.Error(err)
		}
	}
	if n := q.asked.Load(); n != 5 {
		t.Errorf("it asks %d times, want 5", n)
	}
}

// TestCachedForgetsErrors: who asks again may be luckier, and who no longer waits gets the context's error.
func TestCachedForgetsErrors(t *testing.T) {
	q := &counting{err: errors.New("no"), wait: make(chan struct{})}
	c := Cached(q)
	for range 2 {
		if _, err := c.Range(t.Context(), "up", time.UnixMilli(0), time.UnixMilli(1), time.Second); err == nil {
			t.Error("no error")
		}
	}
	if n := q.asked.Load(); n != 2 {
		t.Errorf("it asks %d times, want 2", n)
	}
	first := make(chan error)
	go func() { _, err := c.Instant(context.Background(), "up", time.UnixMilli(0)); first <- err }()
	for q.asked.Load() < 3 {
		time.Sleep(time.Millisecond)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.Instant(ctx, "up", time.UnixMilli(0)); !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v", err)
	}
	close(q.wait)
	if err := <-first; err == nil {
		t.Error("who asked first gets no error")
	}
}

// A leaving querier answers the first question when who asks goes away, with that error, and the others at once.
type leaving struct {
	counting
	begun chan struct{}
}

func (l *leaving) Instant(ctx context.Context, _ string, _ time.Time) (Result, error) {
	if l.asked.Add(1) > 1 {
		return Result{Type: TypeVector}, nil
	}
	close(l.begun)
	<-ctx.Done()
	return Result{}, ctx.Err()
}

// TestCachedOutlivesWhoAsked: a client that goes away takes its own question along, and nobody else's answer.
func TestCachedOutlivesWhoAsked(t *testing.T) {
	q := &leaving{begun: make(chan struct{})}
	c := Cached(q)
	ctx, leave := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	wg.Go(func() {
		if _, err := c.Instant(ctx, "up", time.UnixMilli(0)); !errors.Is(err, context.Canceled) {
			t.Errorf("who left gets %v", err)
		}
	})
	<-q.begun
	for range 8 {
		wg.Go(func() {
			if r, err := c.Instant(t.Context(), "up", time.UnixMilli(0)); err != nil || r.Type != TypeVector {
				t.Errorf("who stayed gets %v %v", r, err)
			}
		})
	}
	time.Sleep(time.Millisecond) // so that some of them wait; they are right either way
	leave()
	wg.Wait()
	if n := q.asked.Load(); n != 2 {
		t.Errorf("it asks %d times, want 2", n)
	}
}

// TestEngineCountsSamples: two series at two steps are four samples.
func TestEngineCountsSamples(t *testing.T) {
	s, err := Open(Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	if _, err := s.LoadSeries("x", strings.NewReader("load 15s\nup{a=\"1\"} 1x4\nup{a=\"2\"} 1x4\n")); err != nil {
		t.Fatal(err)
	}
	e, err := NewEngine(s, EngineOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.Range(t.Context(), "up", time.UnixMilli(0), time.UnixMilli(15_000), 15*time.Second); err != nil {
		t.Fatal(err)
	}
	if n := e.Samples(); n != 4 {
		t.Errorf("%d samples, want 4", n)
	}
}

// TestTargetsMayAskOthers: a target's own source answers it, and its scrape interval counts.
func TestTargetsMayAskOthers(t *testing.T) {
	mine, panels := &counting{}, &counting{}
	w := Window{From: time.UnixMilli(0), To: time.UnixMilli(600_000), ScrapeInterval: 15 * time.Second}
	frames, err := EvaluatePanel(t.Context(), panels, w, nil, []Target{
		{RefID: "A", Expr: "up", Source: mine, ScrapeInterval: time.Minute}, {RefID: "B", Expr: "up"},
	})
	if err != nil {
		t.Fatal(err)
	}
	if a, b := frames[0].Query.Steps.Rate, frames[1].Query.Steps.Rate; a != 4*time.Minute || b != time.Minute {
		t.Errorf("the rate intervals are %s and %s", a, b)
	}
	if mine.asked.Load() != 1 || panels.asked.Load() != 1 {
		t.Errorf("asked %d and %d times", mine.asked.Load(), panels.asked.Load())
	}
}
