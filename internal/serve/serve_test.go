package serve

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// never is longer than any test takes.
const never = time.Hour

// hour are limits that nobody reaches.
var hour = Limits{Request: never, Response: never, Idle: never, Grace: never}

// started serves on a free port. The returned function tells the server to end, and waits until it has.
func started(t *testing.T, h http.HandlerFunc, limits Limits) (address string, end func()) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- Until(ctx, l, h, limits) }()
	ended := false
	end = func() {
		t.Helper()
		if cancel(); ended {
			return
		}
		ended = true
		select {
		case err := <-done:
			if err != nil {
				t.Error(err)
			}
		case <-time.After(30 * time.Second):
			t.Error("the server does not end")
		}
		if conn, err := net.Dial("tcp", l.Addr().String()); err == nil {
			_ = conn.Close()
			t.Error("the address is still taken")
		}
	}
	t.Cleanup(end)
	return l.Addr().String(), end
}

func dial(t *testing.T, address, text string) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	if _, err := io.WriteString(conn, text); err != nil {
		t.Fatal(err)
	}
	return conn
}

const request = "GET / HTTP/1.1\r\nHost: here\r\n"

// TestClientsAreCutOff: whoever sends too slowly, sends too much, takes no answer or has nothing more to ask loses the
// connection.
func TestClientsAreCutOff(t *testing.T) {
	const soon = 50 * time.Millisecond
	hello := func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "hello") }
	for _, tt := range []struct {
		name    string
		limits  Limits
		handler http.HandlerFunc
		send    string
	}{
		{"half a header", Limits{soon, never, never, never}, hello, request},
		{"nothing", Limits{soon, never, never, never}, hello, ""},
		{"half a body", Limits{soon, never, never, never}, hello, "POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 1000\r\n\r\nx"},
		{"a large header", hour, hello, request + "X: " + strings.Repeat("x", maxHeader+8<<10)},
		{"no next request", Limits{never, never, soon, never}, hello, request + "\r\n"},
		{"an endless answer that nobody takes", Limits{never, soon, never, never}, func(w http.ResponseWriter, _ *http.Request) {
			for {
				if _, err := w.Write(make([]byte, 64<<10)); err != nil {
					return
				}
			}
		}, request + "\r\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			returned := make(chan struct{}, 1)
			address, _ := started(t, func(w http.ResponseWriter, r *http.Request) {
				tt.handler(w, r)
				returned <- struct{}{}
			}, tt.limits)
			conn := dial(t, address, tt.send)
			if strings.HasPrefix(tt.name, "an endless") {
				select { // it was not read
				case <-returned:
				case <-time.After(30 * time.Second):
					t.Fatal("the answer goes on")
				}
			}
			if err := conn.SetReadDeadline(time.Now().Add(30 * time.Second)); err != nil {
				t.Fatal(err)
			}
			var timeout net.Error
			if _, err := io.Copy(io.Discard, conn); errors.As(err, &timeout) && timeout.Timeout() {
				t.Error("the connection stays")
			}
		})
	}
}

// TestEndLetsRequestsFinish: who is being answered when the server is told to end gets the answer in full, and only then
// the server has ended.
func TestEndLetsRequestsFinish(t *testing.T) {
	begun, finish := make(chan struct{}), make(chan struct{})
	answered := false
	address, end := started(t, func(w http.ResponseWriter, _ *http.Request) {
		close(begun)
		<-finish
		answered = true
		_, _ = io.WriteString(w, "in full")
	}, hour)
	conn := dial(t, address, request+"\r\n")
	<-begun
	time.AfterFunc(20*time.Millisecond, func() { close(finish) })
	end()
	if !answered {
		t.Error("the server ended before the answer")
	}
	resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	if body, err := io.ReadAll(resp.Body); err != nil || string(body) != "in full" {
		t.Errorf("%q, %v", body, err)
	}
}

// TestEndWaitsForNobody: clients that hang in any way keep a server no longer than the grace.
func TestEndWaitsForNobody(t *testing.T) {
	limits := hour
	limits.Grace = 50 * time.Millisecond
	gone := make(chan struct{}, 100)
	begun := make(chan struct{}, 100)
	address, end := started(t, func(w http.ResponseWriter, r *http.Request) {
		begun <- struct{}{}
		if r.URL.Path == "/endless" {
			for {
				if _, err := w.Write(make([]byte, 64<<10)); err != nil {
					gone <- struct{}{}
					return
				}
			}
		}
		<-r.Context().Done()
		gone <- struct{}{}
	}, limits)
	for range 10 {
		dial(t, address, "")
		dial(t, address, request)
		dial(t, address, request+"\r\n")
		dial(t, address, "GET /endless HTTP/1.1\r\nHost: here\r\n\r\n")
	}
	for range 20 {
		<-begun
	}
	end()
	for range 20 {
		select {
		case <-gone:
		case <-time.After(30 * time.Second):
			t.Fatal("a request is still being answered")
		}
	}
}

// TestListenersError is what ends the server when nobody told it to.
func TestListenersError(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = l.Close()
	if err := Until(t.Context(), l, http.NotFoundHandler(), hour); !errors.Is(err, net.ErrClosed) {
		t.Errorf("the error is %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if l, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	if err := Until(ctx, l, http.NotFoundHandler(), hour); err != nil {
		t.Errorf("one that is over before it begins: %v", err)
	}
}
