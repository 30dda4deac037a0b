package live

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/llm-observability/dashgen/internal/prom"
)

const (
	secret = "sha256~s3cr3t-of-the-test"
	vector = `{"status":"success","data":{"resultType":"vector","result":[]}}`
)

func at() time.Time { return time.Date(2026, 1, 1, 0, 0, 0, 125e6, time.UTC) }

// naps are how long a client would have slept.
type naps struct {
	mu  sync.Mutex
	all []time.Duration
}

func (n *naps) sleep(ctx context.Context, d time.Duration) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.all = append(n.all, d)
	return ctx.Err()
}

func serve(t *testing.T, h http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL
}

func client(t *testing.T, cfg Config) (*Client, *naps) {
	t.Helper()
	n := &naps{}
	cfg.Sleep, cfg.Clock = n.sleep, at
	c, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c, n
}

func ask(t *testing.T, c *Client) error {
	t.Helper()
	_, err := c.Instant(t.Context(), "up", at())
	return err
}

// want checks an error's kind and texts, and that the token is not among them.
func want(t *testing.T, err error, kind Kind, message, hint string) {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("%v is no Error", err)
	}
	if e.Kind != kind || !strings.Contains(e.Message, message) || !strings.Contains(e.Hint, hint) {
		t.Errorf("got  %s: %q, hint %q\nwant %s: %q, hint %q", e.Kind, e.Message, e.Hint, kind, message, hint)
	}
	if all := fmt.Sprintf("%+v %#v %s %v", e, e, e, e.Err); strings.Contains(all, secret) {
		t.Errorf("the token is in %s", all)
	}
}

func TestRequests(t *testing.T) {
	var got []string
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		got = append(got, strings.Join([]string{r.Method, r.URL.String(), string(body), r.Header.Get("Authorization")}, " "))
		if strings.Contains(r.URL.Path, "query") {
			fmt.Fprint(w, vector)
			return
		}
		fmt.Fprint(w, `{"status":"success","data":[]}`)
	})
	token, err := StaticToken(" " + secret + "\n")
	if err != nil {
		t.Fatal(err)
	}
	c, _ := client(t, Config{URL: url + "/prom/", Token: token, Namespace: "team a"})
	end := at().Add(time.Hour)
	for _, call := range []func() error{
		func() error { return ask(t, c) },
		func() error { _, err := c.Range(t.Context(), "a+b", at(), end, 1500*time.Millisecond); return err },
		func() error { _, err := c.Series(t.Context(), "", at(), end); return err },
		func() error { _, err := c.LabelValues(t.Context(), "pod", `{a="b"}`, at(), end); return err },
	} {
		if err := call(); err != nil {
			t.Error(err)
		}
	}
	bearer := " Bearer " + secret
	diff := gocmp.Diff([]string{
		"POST /prom/api/v1/query?namespace=team+a query=up&time=1767225600.125&timeout=30" + bearer,
		"POST /prom/api/v1/query_range?namespace=team+a end=1767229200.125&query=a%2Bb&start=1767225600.125&step=1.5&timeout=30" + bearer,
		"POST /prom/api/v1/series?namespace=team+a end=1767229200.125&match%5B%5D=%7B__name__%21%3D%22%22%7D&start=1767225600.125" + bearer,
		"GET /prom/api/v1/label/pod/values?end=1767229200.125&match%5B%5D=%7Ba%3D%22b%22%7D&namespace=team+a&start=1767225600.125 " + bearer,
	}, got)
	if diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if c.Requests() != 4 {
		t.Errorf("%d requests", c.Requests())
	}
}

func TestResults(t *testing.T) {
	body := ""
	c, _ := client(t, Config{URL: serve(t, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, body) })})
	series := func(name string, points ...prom.Point) prom.Series {
		return prom.Series{Labels: map[string]string{"__name__": name}, Points: points}
	}
	for _, tt := range []struct {
		expr, data string
		want       prom.Result
	}{
		{"1", `{"resultType":"scalar","result":[1767225600.125,"0.1"]}`,
			prom.Result{Type: prom.TypeScalar, Series: []prom.Series{{Labels: map[string]string{}, Points: []prom.Point{{T: 1767225600125, V: 0.1}}}}}},
		{"up", `{"resultType":"vector","result":[{"metric":{"__name__":"b"},"value":[1767225600,"+Inf"]},{"metric":{"__name__":"a"},"value":[1767225600.5,"1e-300"]}]}`,
			prom.Result{Type: prom.TypeVector, Series: []prom.Series{series("a", prom.Point{T: 1767225600500, V: 1e-300}), series("b", prom.Point{T: 1767225600000, V: math.Inf(1)})}}},
		{"topk(2, up)", `{"resultType":"vector","result":[{"metric":{"__name__":"b"},"value":[1,"2"]},{"metric":{"__name__":"a"},"value":[1,"1"]}]}`,
			prom.Result{Type: prom.TypeVector, Series: []prom.Series{series("b", prom.Point{T: 1000, V: 2}), series("a", prom.Point{T: 1000, V: 1})}}},
		{"up", `{"resultType":"matrix","result":[{"metric":{"__name__":"a"},"values":[[1,"1"],[ 1.01 , "2"]]}]}`,
			prom.Result{Type: prom.TypeMatrix, Series: []prom.Series{series("a", prom.Point{T: 1000, V: 1}, prom.Point{T: 1010, V: 2})}}},
		{"up", `{"resultType":"matrix","result":[{"metric":{"__name__":"none"},"values":[]},{"metric":{"__name__":"a"},"values":[[-1.5004,"1"]]}]}`,
			prom.Result{Type: prom.TypeMatrix, Series: []prom.Series{series("a", prom.Point{T: -1500, V: 1})}}},
	} {
		body = `{"status":"success","warnings":["w","w"],"infos":["i\nmore"],"data":` + tt.data + `}`
		got, err := c.Instant(t.Context(), tt.expr, at())
		if err != nil {
			t.Errorf("%s: %v", tt.data, err)
		}
		tt.want.Warnings, tt.want.Infos = []string{"w"}, []string{"i"}
		if diff := gocmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.data, diff)
		}
	}
	for _, tt := range []struct {
		data, want string
		kind       Kind
	}{
		{`{"resultType":"string","result":[1,"x"]}`, `the value is a "string"`, NotAPI},
		{`{"resultType":"vector","result":[{"metric":{"__name__":"h"},"histogram":[1,{}]}]}`, "native histogram", Refused},
		{`{"resultType":"vector","result":[{"metric":{},"value":[1,2]}]}`, "no point", NotAPI},
		{`{"resultType":"vector","result":[{"metric":{},"value":["x","2"]}]}`, "no point", NotAPI},
		{`{"resultType":"vector","result":[{"metric":{},"value":[1,"x"]}]}`, "no point", NotAPI},
		{`{"resultType":"vector","result":{}}`, "not of Prometheus' API", NotAPI},
		{`[]`, "not of Prometheus' API", NotAPI},
	} {
		body = `{"status":"success","data":` + tt.data + `}`
		want(t, ask(t, c), tt.kind, tt.want, "")
	}
}

// TestFailures is about answers that are errors: what is said of them, and what is tried again.
func TestFailures(t *testing.T) {
	api := func(kind, text string) string {
		return fmt.Sprintf(`{"status":"error","errorType":%q,"error":%q}`, kind, text)
	}
	for _, tt := range []struct {
		name          string
		status        int
		body          string
		header        map[string]string
		cfg           Config
		kind          Kind
		message, hint string
		tries         int
	}{
		{name: "bad query", status: 400, body: api("bad_data", "1:5: parse error"), kind: Refused, message: "1:5: parse error", tries: 1},
		{name: "too many samples", status: 422, body: api("execution", "too many samples"), kind: Refused, message: "too many samples", tries: 1},
		{name: "slow query", status: 503, body: api("timeout", "query timed out"), kind: Timeout, message: "too long: query timed out", tries: 1},
		{name: "no token", status: 401, body: "Unauthorized " + secret, kind: Unauthorized, message: "wants a token", hint: "--token-file", tries: 1},
		{name: "forbidden", status: 403, body: "no", kind: Unauthorized, message: "403", hint: "cluster-monitoring-view", tries: 2},
		{name: "forbidden in a namespace", status: 403, body: "no", cfg: Config{Namespace: "ai501"}, kind: Unauthorized, message: "403", hint: "namespace ai501", tries: 2},
		{name: "namespace wanted", status: 400, body: "Bad Request. The request or configuration is malformed.", kind: Unauthorized, message: "400", hint: "--namespace", tries: 1},
		{name: "namespace wanted by the label proxy", status: 400, body: api("prom-label-proxy", `The "namespace" query parameter must be provided.`), kind: Unauthorized, message: "400", hint: "--namespace", tries: 1},
		{name: "log in", status: 302, header: map[string]string{"Location": "https://login.example.com/?token=" + secret}, kind: NotAPI, message: "elsewhere (302), to https://login.example.com", hint: "a token if that", tries: 1},
		{name: "page", status: 200, body: "<html>", kind: NotAPI, message: "not of Prometheus' API (200)", hint: "/api/v1", tries: 1},
		{name: "nothing there", status: 404, body: "404 page not found", kind: NotAPI, message: "(404)", tries: 1},
		{name: "its own failure", status: 500, body: api("internal", "disk full"), kind: Refused, message: "disk", tries: 1},
		{name: "failure in between", status: 500, body: "oops", kind: Overloaded, message: "the server failed (500), 5 times", tries: 5},
		{name: "too busy", status: 429, body: "slow down", kind: Overloaded, message: "not able to answer (429), 5 times", tries: 5},
		{name: "unavailable", status: 503, body: api("unavailable", "starting"), kind: Overloaded, message: "(503)", tries: 5},
		{name: "error that succeeded", status: 200, body: `{"status":"error"}`, kind: Refused, message: "not which", tries: 1},
		{name: "too large", status: 200, body: strings.Repeat(" ", 2<<20), cfg: Config{MaxBytes: 1 << 20}, kind: TooLarge, message: "larger than 1 MiB", tries: 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tries := 0
			tt.cfg.URL = serve(t, func(w http.ResponseWriter, _ *http.Request) {
				tries++
				for k, v := range tt.header {
					w.Header().Set(k, v)
				}
				w.WriteHeader(tt.status)
				fmt.Fprint(w, tt.body)
			})
			c, _ := client(t, tt.cfg)
			want(t, ask(t, c), tt.kind, tt.message, tt.hint)
			if tries != tt.tries {
				t.Errorf("tried %d times, want %d", tries, tt.tries)
			}
		})
	}
}

func TestServersEchoIsRedacted(t *testing.T) {
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(400)
		fmt.Fprintf(w, `{"status":"error","errorType":"bad_data","error":"you sent %s"}`, r.Header.Get("Authorization"))
	})
	token, err := StaticToken(secret)
	if err != nil {
		t.Fatal(err)
	}
	c, _ := client(t, Config{URL: url, Token: token})
	want(t, ask(t, c), Refused, "you sent Bearer [token]", "")
	if all := fmt.Sprintf("%v %+v %#v %s", token, token, token, token); strings.Contains(all, secret) {
		t.Errorf("a token prints as %s", all)
	}
}

func TestWaits(t *testing.T) {
	after := []string{"3", "Thu, 01 Jan 2026 00:00:05 GMT", "100000", "", "x"}
	n := 0
	c, slept := client(t, Config{Tries: 6, URL: serve(t, func(w http.ResponseWriter, _ *http.Request) {
		if n == len(after) {
			fmt.Fprint(w, vector)
			return
		}
		w.Header().Set("Retry-After", after[n])
		n++
		w.WriteHeader(429)
	})})
	if err := ask(t, c); err != nil {
		t.Fatal(err)
	}
	if got := slept.all[:3]; got[0] != 3*time.Second || got[1] < 4*time.Second || got[1] > 5*time.Second || got[2] != maxWait {
		t.Errorf("waited %v, though 3 s, 4.875 s and a day were asked for", got)
	}
	for i, d := range slept.all[3:] {
		if full := firstWait << (i + 3); d < full/2 || d > full {
			t.Errorf("waited %s before try %d, want about %s", d, i+5, full)
		}
	}
}

// TestWaitsByAnyClock: a server's date and a clock that was set make nobody wait for ever, nor not at all.
func TestWaitsByAnyClock(t *testing.T) {
	for _, clock := range []time.Time{{}, at().AddDate(-30, 0, 0), at(), at().AddDate(300, 0, 0)} {
		n := 0
		c, slept := client(t, Config{Tries: 2, URL: serve(t, func(w http.ResponseWriter, _ *http.Request) {
			if n++; n == 2 {
				fmt.Fprint(w, vector)
				return
			}
			w.Header().Set("Retry-After", at().Format(http.TimeFormat))
			w.WriteHeader(http.StatusServiceUnavailable)
		})})
		c.clock = func() time.Time { return clock }
		if err := ask(t, c); err != nil {
			t.Errorf("%s: %v", clock, err)
		}
		if len(slept.all) != 1 || slept.all[0] < firstWait/2 || slept.all[0] > maxWait {
			t.Errorf("%s: waited %v", clock, slept.all)
		}
	}
}

// TestLimitedServers is about servers with a part of the API: a tenancy port, where reading is by GET only.
func TestLimitedServers(t *testing.T) {
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Method == http.MethodPost:
			w.WriteHeader(403)
		case strings.HasSuffix(r.URL.Path, "/query") && strings.Contains(r.FormValue("query"), "group by"):
			fmt.Fprint(w, `{"status":"success","data":{"resultType":"vector","result":[{"metric":{"__name__":"up"},"value":[1,"1"]}]}}`)
		case strings.HasSuffix(r.URL.Path, "/query"):
			fmt.Fprint(w, vector)
		case strings.HasSuffix(r.URL.Path, "/series"):
			fmt.Fprint(w, `{"status":"success","data":[{"pod":"b"},{"pod":"a"},{"pod":"b"},{}]}`)
		default:
			w.WriteHeader(404)
		}
	})
	c, _ := client(t, Config{URL: url, Namespace: "ai501"})
	if b, err := c.Hello(t.Context(), at()); err != nil || b.Version != "" {
		t.Errorf("%+v, %v", b, err)
	}
	if !c.getOnly.Load() {
		t.Error("it would try POST again")
	}
	values, err := c.LabelValues(t.Context(), "pod", "up", at(), at())
	if diff := gocmp.Diff([]string{"a", "b"}, values); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
	names, err := prom.MetricNames(t.Context(), c, at(), at())
	if diff := gocmp.Diff([]string{"up"}, names); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
	if _, ok, err := c.Announced(t.Context()); ok || err != nil {
		t.Errorf("it announces: %v", err)
	}
}

func TestHelloAndMetadata(t *testing.T) {
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch {
		case strings.HasSuffix(r.URL.Path, "/query"):
			fmt.Fprint(w, vector)
		case strings.HasSuffix(r.URL.Path, "/buildinfo"):
			fmt.Fprint(w, `{"status":"success","data":{"version":"3.15.0"}}`)
		default:
			fmt.Fprint(w, `{"status":"success","data":{"up":[{"type":"gauge","help":"","unit":""}]}}`)
		}
	})
	c, _ := client(t, Config{URL: url})
	if b, err := c.Hello(t.Context(), at()); err != nil || b.Version != "3.15.0" {
		t.Errorf("%+v, %v", b, err)
	}
	types, ok, err := c.Announced(t.Context())
	if diff := gocmp.Diff(map[string]string{"up": "gauge"}, types); err != nil || !ok || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
}
