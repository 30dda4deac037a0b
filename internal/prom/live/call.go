package live

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// An answer is what every part of Prometheus' API sends.
type answer struct {
	Status    string          `json:"status"`
	Data      json.RawMessage `json:"data"`
	ErrorType string          `json:"errorType"`
	Error     string          `json:"error"`
	Warnings  []string        `json:"warnings"`
	Infos     []string        `json:"infos"`
}

// A request is one thing to ask, however often it takes.
type request struct {
	path string // below /api/v1/
	form url.Values
	get  bool // this part of the API takes no POST
	// first says that nothing was asked before: where nobody listens, nobody is about to.
	first bool
}

// call asks until there is an answer, as often as the client may try.
func (c *Client) call(ctx context.Context, r request) (*answer, error) {
	select {
	case c.slots <- struct{}{}:
		defer func() { <-c.slots }()
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	renewed := false
	for try := 1; ; try++ {
		if c.failures.Load() >= maxFailures {
			return nil, &Error{Kind: GaveUp, Server: c.base.String(), Message: fmt.Sprintf("the server left %d requests in a row without an answer", maxFailures)}
		}
		a, wait, err := c.try(ctx, r)
		if err == nil {
			c.failures.Store(0)
			return a, nil
		}
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		var refused *refusedToken
		switch {
		case errors.As(err, &refused) && !renewed && c.token.renewed(refused.value):
			renewed, wait = true, tokenWait
		case errors.As(err, &refused):
			return nil, refused.Unwrap()
		case wait == 0 || try >= c.tries || r.first && try > 1 && isKind(err, Unreachable):
			c.count(err)
			return nil, tried(err, try)
		}
		if err := c.sleep(ctx, c.backoff(try, wait)); err != nil {
			return nil, err
		}
	}
}

// count keeps how many requests in a row got no answer. A refusal is one.
func (c *Client) count(err error) {
	var e *Error
	if errors.As(err, &e) && (e.Kind == Timeout && e.Status == 0 || e.Kind == Unreachable || e.Kind == Overloaded) {
		c.failures.Add(1)
		return
	}
	c.failures.Store(0)
}

func isKind(err error, k Kind) bool {
	var e *Error
	return errors.As(err, &e) && e.Kind == k
}

// tried adds how often it was tried.
func tried(err error, n int) error {
	var e *Error
	if n > 1 && errors.As(err, &e) {
		e.Message += fmt.Sprintf(", %d times", n)
	}
	return err
}

// backoff is how long to wait before the next try: what the server asks for, or a random part of a time that doubles.
func (c *Client) backoff(try int, asked time.Duration) time.Duration {
	if asked > firstWait {
		return min(asked, maxWait)
	}
	d := min(firstWait<<(try-1), maxWait)
	return d/2 + rand.N(d/2)
}

// A refusedToken is an answer of 401 to a token that was sent.
type refusedToken struct {
	value string
	err   error
}

func (e *refusedToken) Error() string { return e.err.Error() }
func (e *refusedToken) Unwrap() error { return e.err }

// try sends a request once. When another try may help, wait is how long to wait for it at least, and not 0.
func (c *Client) try(ctx context.Context, r request) (a *answer, wait time.Duration, err error) {
	ctx, cancel := context.WithTimeoutCause(ctx, c.timeout, context.DeadlineExceeded)
	defer cancel()
	token := ""
	if c.token != nil {
		if token, err = c.token.current(); err != nil {
			return nil, 0, &Error{Kind: Unauthorized, Server: c.base.String(), Message: err.Error()}
		}
	}
	get := r.get || c.getOnly.Load()
	req, err := c.request(ctx, r, get, token)
	if err != nil {
		return nil, 0, err
	}
	c.requests.Add(1)
	resp, err := c.http.Do(req)
	if err != nil {
		return c.noAnswer(err)
	}
	defer func() { _ = resp.Body.Close() }() // it is only read from
	var body []byte
	if resp.ContentLength <= c.maxBytes { // or it says itself that it is too large
		body, err = io.ReadAll(io.LimitReader(resp.Body, c.maxBytes+1))
	}
	switch {
	case err != nil:
		return c.noAnswer(err)
	case max(resp.ContentLength, int64(len(body))) > c.maxBytes:
		return nil, 0, &Error{Kind: TooLarge, Server: c.base.String(), Message: fmt.Sprintf("the answer is larger than %d MiB", c.maxBytes>>20)}
	}
	a = parseAnswer(resp.StatusCode, body)
	if resp.StatusCode/100 == 2 && a != nil && a.Status == "success" {
		return a, 0, nil
	}
	if !get && (resp.StatusCode == http.StatusMethodNotAllowed || resp.StatusCode == http.StatusForbidden) {
		// Some allow reading only, and take POST for writing: roles on OpenShift's tenancy port.
		if a, wait, err := c.tryGet(ctx, r); err == nil {
			c.getOnly.Store(true)
			return a, wait, nil
		}
	}
	e, again := c.statusError(resp.StatusCode, resp.Header, a)
	if resp.StatusCode == http.StatusUnauthorized && token != "" {
		return nil, 0, &refusedToken{token, e}
	}
	if again {
		wait = max(c.retryAfter(resp.Header), firstWait)
	}
	return nil, wait, e
}

func (c *Client) tryGet(ctx context.Context, r request) (*answer, time.Duration, error) {
	r.get = true
	return c.try(ctx, r)
}

func (c *Client) noAnswer(err error) (*answer, time.Duration, error) {
	e, again := transportError(c.base, err, c.timeout)
	e.Message = c.token.redact(e.Message)
	e.Err = nil // it may hold the request
	if again {
		return nil, firstWait, e
	}
	return nil, 0, e
}

// request is a request of HTTP. A namespace stands in the address even of a POST: those who check it look there.
func (c *Client) request(ctx context.Context, r request, get bool, token string) (*http.Request, error) {
	u := *c.base
	u.Path += "/api/v1/" + r.path
	query := url.Values{}
	if c.namespace != "" {
		query.Set("namespace", c.namespace)
	}
	method, body := http.MethodPost, r.form.Encode()
	if get {
		method, body = http.MethodGet, ""
		for name, values := range r.form {
			query[name] = values
		}
	}
	u.RawQuery = query.Encode()
	req, err := http.NewRequestWithContext(ctx, method, u.String(), strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	if !get {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header["Idempotency-Key"] = nil // so that Go itself sends a POST again over a connection that was closed meanwhile
	}
	req.Header.Set("User-Agent", c.agent)
	req.Header.Set("Accept", "application/json")
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	return req, nil
}

// parseAnswer is the body as an answer of the API, or nil when it is none.
func parseAnswer(status int, body []byte) *answer {
	var a answer
	if err := json.Unmarshal(body, &a); err != nil || a.Status != "success" && a.Status != "error" {
		return nil
	}
	if status/100 == 2 && a.Status == "error" && a.Error == "" {
		a.Error = "the server says error, and not which"
	}
	return &a
}

// retryAfter is what the server asks for: seconds, or a date.
func (c *Client) retryAfter(h http.Header) time.Duration {
	text := h.Get("Retry-After")
	if seconds, err := strconv.Atoi(text); err == nil && seconds >= 0 {
		return time.Duration(min(seconds, 3600)) * time.Second
	}
	if at, err := http.ParseTime(text); err == nil && c.clock != nil {
		return max(at.Sub(c.clock()), 0)
	}
	return 0
}
