package prometheus

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

var listening = regexp.MustCompile(`msg="Listening on".* address=(\S+)`)

// start runs a Prometheus over a folder of data and returns its address. The test ends it.
func start(t *testing.T, data, config string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "prometheus.yml")
	if err := os.WriteFile(file, []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(binary(t, "prometheus"), "--config.file="+file, "--storage.tsdb.path="+data, "--storage.tsdb.retention.time=100y",
		"--web.listen-address=127.0.0.1:0", "--log.level=info")
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	address, ended := make(chan string, 1), make(chan struct{})
	var log strings.Builder
	go func() {
		defer close(ended)
		lines := bufio.NewScanner(stderr)
		for lines.Scan() {
			log.WriteString(lines.Text() + "\n")
			if m := listening.FindStringSubmatch(lines.Text()); m != nil {
				select {
				case address <- m[1]:
				default:
				}
			}
		}
	}()
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		<-ended
		_ = cmd.Wait() // it ends by a signal
		if t.Failed() {
			t.Logf("Prometheus said:\n%s", log.String())
		}
	})
	select {
	case a := <-address:
		url := "http://" + a
		wait(t, "Prometheus is ready", func() bool {
			resp, err := http.Get(url + "/-/ready")
			if err != nil {
				return false
			}
			_ = resp.Body.Close()
			return resp.StatusCode == http.StatusOK
		})
		return url
	case <-ended:
		t.Fatalf("Prometheus ended:\n%s", log.String())
	case <-time.After(time.Minute):
		t.Fatal("Prometheus does not listen")
	}
	return ""
}

func wait(t *testing.T, what string, ready func() bool) {
	t.Helper()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		if ready() {
			return
		}
	}
	t.Fatalf("it took too long until %s", what)
}

// requests is how many requests of its API a server has answered.
func requests(t *testing.T, server string) int {
	t.Helper()
	resp, err := http.Get(server + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	sum := 0
	lines := bufio.NewScanner(resp.Body)
	for lines.Scan() {
		if name, v, _ := strings.Cut(lines.Text(), " "); strings.HasPrefix(name, "prometheus_http_requests_total{") && strings.Contains(name, "/api/v1/") {
			n, err := strconv.ParseFloat(v, 64)
			if err != nil {
				t.Fatal(err)
			}
			sum += int(n)
		}
	}
	return sum
}

// value is the value of an expression that has one, or -1.
func value(t *testing.T, server, expr string) float64 {
	t.Helper()
	resp, err := http.Get(server + "/api/v1/query?query=" + url.QueryEscape(expr))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	var answer struct {
		Data struct {
			Result []struct{ Value [2]any }
		}
	}
	if err := json.Unmarshal(body, &answer); err != nil || len(answer.Data.Result) != 1 {
		return -1
	}
	var v float64
	if _, err := fmt.Sscan(answer.Data.Result[0].Value[1].(string), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// A pod is something to scrape.
type pod struct {
	name, namespace, job string
	exporter             *exporter
}

// scrape runs a Prometheus that scrapes pods every second, and waits until there is something at the last point
// of every panel: steps are 15 seconds long, and panels end with a whole one.
func scrape(t *testing.T, pods ...pod) string {
	t.Helper()
	return scrapeFor(t, 18, pods...)
}

// scrapeFor waits for so many samples.
func scrapeFor(t *testing.T, samples float64, pods ...pod) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("global: {scrape_interval: 1s, scrape_timeout: 1s}\nscrape_configs:\n")
	for _, p := range pods {
		at, err := url.Parse(p.exporter.serve(t))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "- job_name: %s\n  honor_labels: true\n  static_configs:\n  - targets: [%q]\n    labels: {namespace: %s, pod: %s, container: main, service: %s, endpoint: http}\n",
			p.name, at.Host, p.namespace, p.name, p.job)
	}
	server := start(t, t.TempDir(), b.String())
	wait(t, "there are samples", func() bool {
		return value(t, server, "min(count_over_time(up[1m]))") >= samples && value(t, server, "count(up == 1)") == float64(len(pods))
	})
	return server
}
