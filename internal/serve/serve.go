// Package serve answers requests over HTTP until it is told to end, and lets no client keep it longer than it wants to.
package serve

import (
	"context"
	"errors"
	"net"
	"net/http"
	"time"
)

// Limits are how long a client may keep a server. None may be 0.
type Limits struct {
	Request  time.Duration // to send a request, its body included
	Response time.Duration // from the end of a request's header until its answer is taken, with what the handler needs
	Idle     time.Duration // between two requests
	Grace    time.Duration // that those who are being answered have left when the server is told to end
}

// maxHeader is the size of the largest header of a request in bytes.
const maxHeader = 64 << 10

// Until answers on a listener until the context ends, which is no error, and returns when everybody is answered or cut
// off. The listener is closed. The error is the listener's.
func Until(ctx context.Context, l net.Listener, h http.Handler, limits Limits) error {
	server := newServer(h, limits)
	ended := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(ended)
		wait, cancel := context.WithTimeout(context.WithoutCancel(ctx), limits.Grace)
		defer cancel()
		if server.Shutdown(wait) != nil {
			_ = server.Close() // who sends no request or takes no answer keeps nobody waiting
		}
	})
	err := server.Serve(l) // returns as soon as the shutdown has begun
	if !stop() {
		<-ended
	}
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

func newServer(h http.Handler, limits Limits) *http.Server {
	return &http.Server{
		Handler: h, MaxHeaderBytes: maxHeader,
		ReadHeaderTimeout: limits.Request, ReadTimeout: limits.Request, WriteTimeout: limits.Response, IdleTimeout: limits.Idle,
	}
}
