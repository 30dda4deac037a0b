package live

import (
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync/atomic"
	"time"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/internal/prom"
)

// The limits of a [Client] unless its configuration says otherwise.
const (
	DefaultTimeout     = 30 * time.Second
	DefaultConcurrency = 8
	DefaultMaxBytes    = 64 << 20 // of one answer, after decompression
	DefaultTries       = 5
)

// How long a client waits before it tries again: twice as long each time, and a random part of that.
const (
	firstWait = 200 * time.Millisecond
	maxWait   = 10 * time.Second
)

// maxFailures is how many requests in a row may get no answer before the client gives up on the server.
const maxFailures = 6

// A Config says which server to ask, and how. Zero values take the defaults.
type Config struct {
	URL         string        // up to, not including, /api/v1
	Token       *Token        // nil: none
	CAFile      string        // certificates of authorities to trust beside the system's
	Namespace   string        // for servers that show the series of one namespace and want it named
	Timeout     time.Duration // of one try
	Concurrency int           // requests at a time
	MaxBytes    int64         // of one answer, after decompression
	Tries       int           // of one request, the first among them
	UserAgent   string        // "": dashgen
	// Clock is the time of day, for a Retry-After that is a date; nil: such a date is not heeded.
	Clock func() time.Time
	// Sleep waits, or returns the context's error; nil: it does. Tests set it.
	Sleep func(context.Context, time.Duration) error
}

// A Client asks one server. It is a [prom.Querier] and a [prom.Lister], and safe for concurrent use.
type Client struct {
	base      *url.URL
	token     *Token
	namespace string
	timeout   time.Duration
	maxBytes  int64
	tries     int
	agent     string
	clock     func() time.Time
	sleep     func(context.Context, time.Duration) error
	slots     chan struct{}
	http      *http.Client
	parser    parser.Parser

	failures atomic.Int32 // requests in a row without an answer
	getOnly  atomic.Bool  // the server takes no POST
	requests atomic.Int64
}

// New returns a client. It connects to nobody, and fails on an address that can't be used ([*Error] of kind [NotAPI]), on
// a token that would travel in the clear ([Untrusted]), and on a CA file that can't be read or holds no certificate.
func New(cfg Config) (*Client, error) {
	base, err := parseURL(cfg.URL)
	if err != nil {
		return nil, err
	}
	if cfg.Token != nil && base.Scheme == "http" && !loopback(base.Hostname()) {
		return nil, &Error{Kind: Untrusted, Server: base.String(), Message: "a token would be sent to " + base.Host + " for everybody to read",
			Hint: "use https://"}
	}
	roots, err := authorities(cfg.CAFile)
	if err != nil {
		return nil, err
	}
	transport, ok := http.DefaultTransport.(*http.Transport)
	if !ok {
		return nil, errors.New("live: the standard transport was replaced")
	}
	transport = transport.Clone()
	transport.TLSClientConfig = &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}
	concurrency := cmp.Or(max(cfg.Concurrency, 0), DefaultConcurrency)
	transport.MaxIdleConnsPerHost, transport.MaxConnsPerHost = concurrency, concurrency
	c := &Client{
		base: base, token: cfg.Token, namespace: cfg.Namespace, agent: cmp.Or(cfg.UserAgent, "dashgen"),
		timeout:  cmp.Or(max(cfg.Timeout, 0), DefaultTimeout),
		maxBytes: cmp.Or(max(cfg.MaxBytes, 0), DefaultMaxBytes),
		tries:    cmp.Or(max(cfg.Tries, 0), DefaultTries),
		clock:    cfg.Clock, sleep: cfg.Sleep,
		slots:  make(chan struct{}, concurrency),
		parser: parser.NewParser(prom.ParserOptions()),
	}
	if c.sleep == nil {
		c.sleep = sleep
	}
	c.http = &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse // elsewhere may be anybody, and the token is not for them
	}}
	return c, nil
}

// Close ends the connections that wait for another request.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// URL is the server's address.
func (c *Client) URL() string { return c.base.String() }

// Namespace is what the server's answers are limited to, or "".
func (c *Client) Namespace() string { return c.namespace }

// Requests is how many requests were sent so far, further tries among them.
func (c *Client) Requests() int64 { return c.requests.Load() }

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-timer.C:
		return nil
	}
}

// parseURL reads the address of a server. Nothing of a bad one is printed that may be a password.
func parseURL(text string) (*url.URL, error) {
	bad := func(what, hint string) error { return &Error{Kind: NotAPI, Message: what, Hint: hint} }
	const example = "write something like https://prometheus.example.com or http://127.0.0.1:9090"
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "":
		return nil, bad("that is not the address of a server: http:// or https:// and a host are wanted", example)
	case u.User != nil:
		return nil, bad("the address holds a user or a password", "leave it out; a token comes from a file or from DASHGEN_TOKEN")
	case u.RawQuery != "" || u.Fragment != "":
		return nil, bad("the address has a query or a fragment", example)
	}
	u.Path = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(u.Path, "/"), "/api/v1"), "/")
	u.RawPath = ""
	return u, nil
}

// loopback reports whether a host is this machine.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// authorities are whose certificates are trusted: nil is the system's.
func authorities(file string) (*x509.CertPool, error) {
	if file == "" {
		return nil, nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("the CA file %s cannot be read: %w", file, cause(err))
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	if !pool.AppendCertsFromPEM(data) {
		return nil, fmt.Errorf("the CA file %s holds no certificate in PEM", file)
	}
	return pool, nil
}
