package preview

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/llm-observability/dashgen/internal/prom"
)

func get(s *Server, target string, change func(*http.Request)) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, target, nil)
	r.Host = "127.0.0.1:8080"
	if change != nil {
		change(r)
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

func TestServerRefusesOthers(t *testing.T) {
	s := NewServer(Fixed{testSite(t, "every-kind")}, "127.0.0.1:0", time.Now)
	header := func(name, value string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set(name, value) }
	}
	host := func(h string) func(*http.Request) { return func(r *http.Request) { r.Host = h } }
	for _, tt := range []struct {
		name   string
		change func(*http.Request)
		want   int
	}{
		{"plain", nil, 200},
		{"localhost", host("localhost:8080"), 200},
		{"IPv6", host("[::1]:8080"), 200},
		{"a name that points here", host("evil.example:8080"), 403},
		{"a name without a port", host("evil.example"), 403},
		{"a name that begins alike", host("127.0.0.1.evil.example"), 403},
		{"no host", host(""), 403},
		{"its own origin", header("Origin", "http://127.0.0.1:8080"), 200},
		{"another origin", header("Origin", "http://evil.example"), 403},
		{"another port", header("Origin", "http://127.0.0.1:9090"), 403},
		{"no origin at all", header("Origin", "null"), 403},
		{"a script of another site", header("Sec-Fetch-Site", "cross-site"), 403},
		{"a link of another site", func(r *http.Request) {
			r.Header.Set("Sec-Fetch-Site", "cross-site")
			r.Header.Set("Sec-Fetch-Mode", "navigate")
			r.Header.Set("Sec-Fetch-Dest", "document")
		}, 200},
		{"a frame of another site", func(r *http.Request) {
			r.Header.Set("Sec-Fetch-Site", "cross-site")
			r.Header.Set("Sec-Fetch-Mode", "navigate")
			r.Header.Set("Sec-Fetch-Dest", "iframe")
		}, 403},
		{"a POST", func(r *http.Request) { r.Method = http.MethodPost }, 405},
	} {
		if w := get(s, "/", tt.change); w.Code != tt.want {
			t.Errorf("%s: %d, want %d: %s", tt.name, w.Code, tt.want, w.Body)
		}
	}
}

func TestServerPages(t *testing.T) {
	s := NewServer(Fixed{testSite(t, "every-kind")}, "127.0.0.1:0", time.Now)
	weight := 0
	for _, tt := range []struct {
		path, kind, want string
		code             int
	}{
		{"/", "text/html", "Every Kind", 200},
		{"/d/every-kind", "text/html", `data-panel="/panel/every-kind"`, 200},
		{"/d/every-kind?var-model=llama", "text/html", `value="llama" checked`, 200},
		{"/assets/page.css", "text/css", "@font-face", 200},
		{"/assets/page.js", "text/javascript", "use strict", 200},
		{"/assets/roboto-400.woff", "font/woff", "wOFF", 200},
		{"/assets/roboto-500.woff", "font/woff", "wOFF", 200},
		{"/assets/page.html", "", "not found", 404},
		{"/assets/../server.go", "", "", 404},
		{"/panel/every-kind?id=1&w=300&h=100", "application/json", "req/s", 200},
		{"/panel/every-kind?id=1&w=1000000000&h=-5&theme=<b>", "application/json", "req/s", 200},
		{"/panel/every-kind?id=77", "", "no such panel", 404},
		{"/panel/every-kind?id=x", "", "no such panel", 404},
		{"/panel/nothing?id=1", "", "no such dashboard", 404},
		{"/picture/every-kind.svg", "image/svg+xml", "<svg", 200},
		{"/picture/every-kind.png", "image/png", "PNG", 200},
		{"/picture/every-kind.gif", "", "", 404},
		{"/etc/passwd", "", "", 404},
	} {
		w := get(s, tt.path, nil)
		body := w.Body.String()
		if w.Code != tt.code || !strings.HasPrefix(w.Header().Get("Content-Type"), tt.kind) || !strings.Contains(body, tt.want) {
			t.Errorf("%s: %d %s\n%.200s", tt.path, w.Code, w.Header().Get("Content-Type"), body)
		}
		if strings.HasPrefix(tt.path, "/assets") || tt.path == "/d/every-kind" {
			weight += len(body)
		}
		if strings.HasPrefix(tt.kind, "text/html") {
			csp := w.Header().Get("Content-Security-Policy")
			if !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") || strings.Contains(csp, "http") {
				t.Errorf("%s may load %s", tt.path, csp)
			}
			if strings.Contains(body, "style=") || strings.Contains(body, "onclick") || strings.Contains(body, "https://") || strings.Contains(body, `"http://`) {
				t.Errorf("%s has what its policy forbids", tt.path)
			}
		}
	}
	if weight > 500_000 {
		t.Errorf("a page without data weighs %d bytes", weight)
	}
	t.Logf("a page without data weighs %d bytes", weight)
}

// failing is data of a server that is gone, or that never answers.
type failing struct {
	*Recording
	err  error
	hang bool
}

func (f failing) Querier(string, string) (prom.Querier, error) {
	if f.hang {
		return hanging{f.set.Querier("")}, nil
	}
	return nil, f.err
}

type hanging struct{ prom.Querier }

func (hanging) Range(ctx context.Context, _ string, _, _ time.Time, _ time.Duration) (prom.Result, error) {
	<-ctx.Done()
	return prom.Result{}, ctx.Err()
}

// TestErrorsAreOnThePanel: the page and the panel are there, and say what is wrong.
func TestErrorsAreOnThePanel(t *testing.T) {
	site := testSite(t, "every-kind")
	site.Data = failing{Recording: site.Data.(*Recording), err: errors.New("connection <b>refused</b>")}
	s := NewServer(Fixed{site}, "127.0.0.1:0", time.Now)
	if w := get(s, "/d/every-kind", nil); w.Code != 200 || !strings.Contains(w.Body.String(), "connection &lt;b&gt;refused") {
		t.Errorf("the page answers %d", w.Code)
	}
	w := get(s, "/panel/every-kind?id=7&w=300&h=200", nil)
	var got drawn
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Errors) != 1 || !strings.Contains(got.HTML, "connection &lt;b&gt;refused") || strings.Contains(got.HTML, "<b>") {
		t.Errorf("the panel shows %+v", got)
	}

	site.Data = failing{Recording: site.Data.(failing).Recording, hang: true}
	s = NewServer(Fixed{site}, "127.0.0.1:0", time.Now) // the other one keeps the view open
	w = get(s, "/panel/every-kind?id=7&w=300&h=200", func(r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), 50*time.Millisecond)
		t.Cleanup(cancel)
		*r = *r.WithContext(ctx)
	})
	if !strings.Contains(w.Body.String(), "took too long") {
		t.Errorf("a query that hangs shows %s", w.Body)
	}
}

// changing is a source that fails after a while.
type changing struct {
	site *Site
	err  error
}

func (c *changing) Site() (site *Site, state string, err error) {
	return c.site, fmt.Sprint(c.err), c.err
}

func TestBuildErrorsAreOnThePage(t *testing.T) {
	source := &changing{site: testSite(t, "every-kind")}
	s := NewServer(source, "127.0.0.1:0", time.Now)
	before := get(s, "/state", nil).Body.String()
	source.err = errors.New(`dashgen.yaml:3:1: unknown key "dashbords"`)
	if after := get(s, "/state", nil).Body.String(); after == before {
		t.Error("the state is the same")
	}
	for _, path := range []string{"/", "/d/every-kind"} {
		if w := get(s, path, nil); w.Code != 200 || !strings.Contains(w.Body.String(), "unknown key &#34;dashbords&#34;") {
			t.Errorf("%s: %d, without the error", path, w.Code)
		}
	}
	source.site = nil
	if w := get(s, "/d/every-kind", nil); w.Code != 500 || !strings.Contains(w.Body.String(), "unknown key") {
		t.Errorf("without a site: %d %s", w.Code, w.Body)
	}
}

func TestHostilePage(t *testing.T) {
	s := NewServer(Fixed{testSite(t, "hostile")}, "127.0.0.1:0", time.Now)
	for _, path := range []string{"/", "/d/hostile"} {
		// What a form sends back is the value itself.
		body := regexp.MustCompile(`value="[^"]*"`).ReplaceAllString(get(s, path, nil).Body.String(), "")
		if strings.Contains(body, "<script>window") || strings.Contains(body, "<img") || strings.Contains(body, "\u202e") {
			t.Errorf("%s holds markup of a title or a label", path)
		}
		if n := strings.Count(body, "<script"); n != 1 {
			t.Errorf("%s has %d scripts", path, n)
		}
	}
	for id := 1; id <= 11; id++ {
		var got drawn
		if err := json.Unmarshal(get(s, fmt.Sprintf("/panel/hostile?id=%d&w=500&h=300", id), nil).Body.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(got.HTML, "<script") || strings.Contains(got.HTML, "<img") {
			t.Errorf("panel %d holds markup: %s", id, got.HTML)
		}
	}
}

// TestServeEnds: the server stops with its context.
func TestServeEnds(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() {
		done <- Serve(ctx, l, NewServer(Fixed{testSite(t, "every-kind")}, l.Addr().String(), time.Now))
	}()
	for range 20 { // clients that never finish their request keep nobody waiting
		slow, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = slow.Close() })
		if _, err := slow.Write([]byte("GET / HTTP/1.1\r\nHost: ")); err != nil {
			t.Fatal(err)
		}
	}
	answer, err := http.Get("http://" + l.Addr().String() + "/")
	if err != nil || answer.StatusCode != 200 {
		t.Fatalf("%v %v", answer, err)
	}
	_ = answer.Body.Close()
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestLoopback(t *testing.T) {
	for address, want := range map[string]bool{
		"127.0.0.1:80": true, "localhost:80": true, "[::1]:80": true, "0.0.0.0:80": false, ":80": false, "[::]:80": false, "192.168.1.2:80": false, "host:80": false,
	} {
		if Loopback(address) != want {
			t.Errorf("%s is loopback: %v", address, !want)
		}
	}
}

// TestPicturesAtATime: who asks for one picture too many waits until another is made, or goes away.
func TestPicturesAtATime(t *testing.T) {
	s := NewServer(Fixed{testSite(t, "every-kind")}, "127.0.0.1:0", time.Now)
	for range maxImages {
		s.images <- struct{}{}
	}
	ctx, leave := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer leave()
	const path = "/picture/every-kind.png"
	if w := get(s, path, func(r *http.Request) { *r = *r.WithContext(ctx) }); w.Code == http.StatusOK {
		t.Error("one picture more is made at once")
	}
	if w := get(s, strings.Replace(path, ".png", ".svg", 1), nil); w.Code != http.StatusOK {
		t.Errorf("a drawing waits for pictures: %d", w.Code)
	}
	<-s.images
	for range 2 * maxImages { // each leaves its place to the next
		if w := get(s, path, nil); w.Code != http.StatusOK {
			t.Fatalf("%d: %s", w.Code, w.Body)
		}
	}
}
