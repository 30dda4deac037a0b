package simulate

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/internal/prom/promtest"
)

// TestStoresPartARecording: each series is in one store, and the file of a store is that part.
func TestStoresPartARecording(t *testing.T) {
	_, rec := play(t, named(t, "steady"), 1, 2*time.Minute)
	if stores := rec.Stores(); len(stores) != 1 || stores[0] != "prometheus" {
		t.Errorf("stores %v", stores)
	}
	var b bytes.Buffer
	if err := rec.WriteOpenMetrics(&b, "another"); err != nil || b.String() != "# EOF\n" {
		t.Errorf("a store that is none holds %q, %v", b.String(), err)
	}
}

// A clock is set by hand.
type clock struct{ now time.Time }

func serve(t *testing.T, sc Scenario, speed float64) (*httptest.Server, *clock) {
	t.Helper()
	f, err := New(Config{Scenario: sc, Seed: 1, Start: begin})
	if err != nil {
		t.Fatal(err)
	}
	c := &clock{begin}
	s := httptest.NewServer(NewServer(f, func() time.Time { return c.now }, speed).Handler())
	t.Cleanup(s.Close)
	return s, c
}

func get(t *testing.T, url, accept string) (body string, header http.Header, status int) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept", accept)
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(resp.Body)
	if err != nil || resp.Body.Close() != nil {
		t.Fatal(err)
	}
	return string(data), resp.Header, resp.StatusCode
}

type discovered struct {
	Targets []string          `json:"targets"`
	Labels  map[string]string `json:"labels"`
}

func discover(t *testing.T, url string) []discovered {
	t.Helper()
	body, header, status := get(t, url, "")
	var ds []discovered
	if err := json.Unmarshal([]byte(body), &ds); err != nil || status != http.StatusOK || header.Get("Content-Type") != "application/json" {
		t.Fatalf("%s: %d, %v, %s", url, status, err, header.Get("Content-Type"))
	}
	return ds
}

// TestServer finds the targets as a Prometheus does, scrapes them all in both formats, and lets a minute pass.
func TestServer(t *testing.T) {
	s, c := serve(t, named(t, "steady"), 60)
	found := discover(t, s.URL+"/sd")
	if len(found) < 20 {
		t.Fatalf("only %d targets", len(found))
	}
	honest := len(discover(t, s.URL+"/sd?honor=true"))
	if honest == 0 || honest+len(discover(t, s.URL+"/sd?honor=false")) != len(found) {
		t.Errorf("%d of %d targets keep their labels", honest, len(found))
	}
	storage := promtest.Storage(t)
	scrape := func() {
		for _, d := range found {
			if "http://"+d.Targets[0] != s.URL || d.Labels["job"] == "" || d.Labels["instance"] == "" {
				t.Fatalf("%+v", d)
			}
			target := map[string]string{}
			for name, v := range d.Labels {
				if !strings.HasPrefix(name, "__") {
					target[name] = v
				}
			}
			body, header, status := get(t, s.URL+d.Labels["__metrics_path__"], "text/plain")
			if status != http.StatusOK || header.Get("Content-Type") != textType {
				t.Fatalf("%v: %d %s", d, status, header.Get("Content-Type"))
			}
			if _, err := storage.LoadText(d.Labels["__metrics_path__"], strings.NewReader(body), c.now, prom.TargetLabels(target)); err != nil {
				t.Errorf("%v: %v", d, err)
			}
			body, header, _ = get(t, s.URL+d.Labels["__metrics_path__"], "application/openmetrics-text;version=1.0.0,text/plain;q=0.5")
			if header.Get("Content-Type") != openMetricsType || !strings.HasSuffix(body, "# EOF\n") {
				t.Errorf("%v: %s", d, header.Get("Content-Type"))
			}
			stamped := strings.ReplaceAll(strings.TrimSuffix(body, "# EOF\n"), "\n", " 1\n")
			var b strings.Builder
			for line := range strings.Lines(stamped) {
				if strings.HasPrefix(line, "#") {
					line = strings.TrimSuffix(line, " 1\n") + "\n"
				}
				b.WriteString(line)
			}
			if _, err := promtest.Storage(t).LoadOpenMetrics("openmetrics", strings.NewReader(b.String()+"# EOF\n")); err != nil {
				t.Errorf("%v: %v", d, err)
			}
		}
	}
	scrape()
	c.now = c.now.Add(time.Second) // a minute of the platform
	scrape()
	e := promtest.Engine(t, storage)
	r, err := e.Instant(t.Context(), `sum(increase(vllm:request_success_total[1m]) > 0) `, c.now)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Series) != 1 {
		t.Error("no requests ended in a minute")
	}
}

func TestServerPages(t *testing.T) {
	s, c := serve(t, named(t, "replica-restart"), 1)
	body, header, _ := get(t, s.URL+"/", "")
	mustContain(t, header.Get("Content-Type"), header.Get("Content-Type"), "text/html")
	mustContain(t, "the page", body, "replica-restart", "/targets/vllm/llama32-predictor-", "/targets/dcgm-exporter/", "/sd", "2026-01-05T10:00:00Z")
	body, _, _ = get(t, s.URL+"/prometheus.yml?store=prometheus", "")
	mustContain(t, "the configuration", body, "honor_labels: true", "honor_labels: false", s.URL+"/sd?honor=true&store=prometheus")
	if _, _, status := get(t, s.URL+"/targets/vllm/none/metrics", ""); status != http.StatusNotFound {
		t.Errorf("a target that is none: %d", status)
	}
	c.now = c.now.Add(30*time.Minute + 20*time.Second) // the replica is starting
	starting := 0
	for _, d := range discover(t, s.URL+"/sd") {
		if _, _, status := get(t, s.URL+d.Labels["__metrics_path__"], ""); status == http.StatusServiceUnavailable {
			starting++
		}
	}
	if starting != 1 {
		t.Errorf("%d targets are starting", starting)
	}
}
