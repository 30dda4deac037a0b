package live

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// TestConnections is about servers that don't answer.
func TestConnections(t *testing.T) {
	t.Run("nobody", func(t *testing.T) {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		url := "http://" + l.Addr().String()
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
		c, slept := client(t, Config{URL: url})
		want(t, ask(t, c), Unreachable, "connection refused, 5 times", "check the address")
		if len(slept.all) != 4 {
			t.Errorf("waited %v", slept.all)
		}
		_, err = c.Hello(t.Context(), at())
		want(t, err, Unreachable, "connection refused, 2 times", "check the address")
	})
	t.Run("no host", func(t *testing.T) {
		c, _ := client(t, Config{URL: "http://nobody.invalid"})
		var e *Error
		if err := ask(t, c); !errors.As(err, &e) || e.Kind != Unreachable {
			t.Errorf("%v", err)
		}
	})
	t.Run("hangs", func(t *testing.T) {
		released := make(chan struct{})
		url := serve(t, func(http.ResponseWriter, *http.Request) { <-released })
		defer close(released)
		c, slept := client(t, Config{URL: url, Timeout: 20 * time.Millisecond})
		for range maxFailures {
			want(t, ask(t, c), Timeout, "no answer within 20ms", "--timeout")
		}
		want(t, ask(t, c), GaveUp, "6 requests in a row", "")
		if len(slept.all) != 0 || c.Requests() != maxFailures {
			t.Errorf("%d requests, waited %v", c.Requests(), slept.all)
		}
	})
	t.Run("cuts now and then", func(t *testing.T) {
		var n atomic.Int32
		url := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			if n.Add(1)%2 == 1 {
				w.Header().Set("Content-Length", "1000")
				fmt.Fprint(w, `{"status":`)
				panic(http.ErrAbortHandler)
			}
			fmt.Fprint(w, vector)
		})
		c, slept := client(t, Config{URL: url})
		for range 3 {
			if err := ask(t, c); err != nil {
				t.Error(err)
			}
		}
		if len(slept.all) == 0 {
			t.Error("nothing was tried again")
		}
	})
	t.Run("cancelled", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		url := serve(t, func(_ http.ResponseWriter, r *http.Request) {
			_, _ = io.ReadAll(r.Body) // a server looks after the connection from then on
			cancel()
			<-r.Context().Done()
		})
		c, _ := client(t, Config{URL: url})
		if _, err := c.Instant(ctx, "up", at()); !errors.Is(err, context.Canceled) {
			t.Errorf("%v", err)
		}
		if _, err := c.Instant(ctx, "up", at()); !errors.Is(err, context.Canceled) {
			t.Errorf("%v", err)
		}
	})
	t.Run("no HTTP", func(t *testing.T) {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = l.Close() }()
		go func() {
			for {
				conn, err := l.Accept()
				if err != nil {
					return
				}
				_, _ = conn.Write([]byte("220 mail ESMTP\r\n"))
				_ = conn.Close()
			}
		}()
		c, _ := client(t, Config{URL: "http://" + l.Addr().String(), Tries: 1})
		var e *Error
		if err := ask(t, c); !errors.As(err, &e) || e.Kind != NotAPI && e.Kind != Unreachable {
			t.Errorf("%v", err)
		}
	})
}

func TestConcurrencyIsBounded(t *testing.T) {
	var now, most atomic.Int32
	url := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		n := now.Add(1)
		for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
		}
		time.Sleep(5 * time.Millisecond)
		now.Add(-1)
		fmt.Fprint(w, vector)
	})
	c, _ := client(t, Config{URL: url, Concurrency: 3})
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			if err := ask(t, c); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if most.Load() != 3 {
		t.Errorf("%d at once, want 3", most.Load())
	}
}
