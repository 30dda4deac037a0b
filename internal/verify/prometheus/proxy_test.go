package prometheus

import (
	"bytes"
	"encoding/pem"
	"io"
	"log"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
)

// before puts a handler in front of a server.
func before(t *testing.T, server string, handle func(w http.ResponseWriter, r *http.Request, next http.Handler)) *httptest.Server {
	t.Helper()
	target, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	next := httputil.NewSingleHostReverseProxy(target)
	next.ErrorLog = log.New(io.Discard, "", 0)
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { handle(w, r, next) }))
	s.Config.ErrorLog = next.ErrorLog
	t.Cleanup(s.Close)
	return s
}

// guarded wants a token, over TLS. It returns its address and the file with its certificate.
func guarded(t *testing.T, server, token string) (address, ca string) {
	t.Helper()
	s := before(t, server, func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		if r.Header.Get("Authorization") != "Bearer "+token {
			http.Error(w, "who are you? "+r.Header.Get("Authorization"), http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
	s.StartTLS()
	ca = filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(ca, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw}), 0o600); err != nil {
		t.Fatal(err)
	}
	return s.URL, ca
}

// moody fails one request in three, in different ways, the same in every run.
func moody(t *testing.T, server string) (address string, failed *atomic.Int32) {
	t.Helper()
	var mu sync.Mutex
	random := rand.New(rand.NewPCG(1, 2))
	failed = &atomic.Int32{}
	s := before(t, server, func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		mu.Lock()
		luck := random.IntN(9)
		mu.Unlock()
		if luck < 3 {
			failed.Add(1)
		}
		switch luck {
		case 0:
			http.Error(w, "internal error", http.StatusInternalServerError)
		case 1:
			w.Header().Set("Retry-After", "0")
			w.WriteHeader(http.StatusTooManyRequests)
		case 2:
			w.WriteHeader(http.StatusBadGateway)
		default:
			next.ServeHTTP(w, r)
		}
	})
	s.Start()
	return s.URL, failed
}

// cutting ends every other connection in the middle of an answer.
func cutting(t *testing.T, server string) string {
	t.Helper()
	var n atomic.Int32
	s := before(t, server, func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		if n.Add(1)%2 == 0 {
			next.ServeHTTP(w, r)
			return
		}
		answer := httptest.NewRecorder()
		next.ServeHTTP(answer, r)
		w.Header().Set("Content-Length", "100000")
		_, _ = w.Write(answer.Body.Bytes()[:answer.Body.Len()/2])
		panic(http.ErrAbortHandler)
	})
	s.Start()
	return s.URL
}

// hanging answers so many requests, and then none.
func hanging(t *testing.T, server string, after int32) string {
	t.Helper()
	var n atomic.Int32
	end := make(chan struct{})
	s := before(t, server, func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		if n.Add(1) > after {
			<-end
			return
		}
		next.ServeHTTP(w, r)
	})
	s.Start()
	t.Cleanup(func() { close(end) })
	return s.URL
}

// tenancy is like the tenancy port of OpenShift: reading by GET only, the namespace in the address, every selector
// limited to it, and nothing but queries, series and labels.
func tenancy(t *testing.T, server string) string {
	t.Helper()
	s := before(t, server, func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		path := strings.TrimPrefix(r.URL.Path, "/api/v1/")
		query := r.URL.Query()
		namespace := query.Get("namespace")
		switch {
		case namespace == "":
			http.Error(w, "Bad Request. The request or configuration is malformed.", http.StatusBadRequest)
			return
		case r.Method != http.MethodGet || namespace == "not-mine":
			http.Error(w, "Forbidden", http.StatusForbidden)
			return
		case path != "query" && path != "query_range" && path != "series" && !strings.HasPrefix(path, "label"):
			http.NotFound(w, r)
			return
		}
		query.Del("namespace")
		if path == "query" || path == "query_range" {
			limited, err := limit(query.Get("query"), namespace)
			if err != nil {
				http.Error(w, err.Error(), http.StatusBadRequest)
				return
			}
			query.Set("query", limited)
		} else {
			if !query.Has("match[]") {
				query.Set("match[]", `{__name__!=""}`)
			}
			for i, m := range query["match[]"] {
				limited, err := limit(m, namespace)
				if err != nil {
					http.Error(w, err.Error(), http.StatusBadRequest)
					return
				}
				query["match[]"][i] = limited
			}
		}
		r.URL.RawQuery = query.Encode()
		next.ServeHTTP(w, r)
	})
	s.Start()
	return s.URL
}

// limit adds a namespace to every selector of an expression.
func limit(expr, namespace string) (string, error) {
	tree, err := parser.NewParser(parser.Options{}).ParseExpr(expr)
	if err != nil {
		return "", err
	}
	parser.Inspect(tree, func(n parser.Node, _ []parser.Node) error {
		if s, ok := n.(*parser.VectorSelector); ok {
			s.LabelMatchers = append(s.LabelMatchers, labels.MustNewMatcher(labels.MatchEqual, "namespace", namespace))
		}
		return nil
	})
	return tree.String(), nil
}

// contains looks for a text in anything that was printed.
func contains(outputs []string, text string) bool {
	for _, out := range outputs {
		if bytes.Contains([]byte(out), []byte(text)) {
			return true
		}
	}
	return false
}
