//go:build unix

package main

import (
	"bytes"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"syscall"
	"text/tabwriter"
	"time"
)

// alongside measures the queries of every dashboard on a simulated hour of the lab in the embedded engine, and next to it
// the same queries sent to a real server that holds the same samples. Both print every value; the times are those of
// whole processes, and loading is the engine's alone.
func alongside(w *tabwriter.Writer, dir, dashgen string) error {
	dump := filepath.Join(dir, "dump")
	if msg, err := exec.Command("go", "build", "-o", dump, "./internal/bench/dump").CombinedOutput(); err != nil {
		return fmt.Errorf("%w\n%s", err, msg)
	}
	const at = "2026-01-05T10:59:45Z" // of the last scrape
	hour := filepath.Join(dir, "hour.om")
	if msg, err := exec.Command(dashgen, "simulate", "--environment", "canopy", "--record", hour).CombinedOutput(); err != nil {
		return fmt.Errorf("dashgen simulate: %w\n%s", err, msg)
	}
	if err := process(w, "process: all queries of out/, a simulated hour of canopy, loaded and evaluated here", "", dump, "--at", at, "--data", hour); err != nil {
		return err
	}
	if err := samples(w, dump, "--at", at, "--data", hour); err != nil {
		return err
	}
	what := "process: the same queries sent to a real Prometheus"
	prometheus, promtool := found("prometheus"), found("promtool")
	if prometheus == "" || promtool == "" {
		fmt.Fprintf(w, "%s\t\tnot on this machine's PATH, and not built by make test-prometheus\t\t\n", what)
		return nil
	}
	what += " " + release(prometheus, "github.com/prometheus/prometheus")
	data := filepath.Join(dir, "tsdb")
	if msg, err := exec.Command(promtool, "tsdb", "create-blocks-from", "openmetrics", hour, data).CombinedOutput(); err != nil {
		return fmt.Errorf("promtool: %w\n%s", err, msg)
	}
	address, stop, err := serve(prometheus, dir, data)
	if err != nil {
		return err
	}
	defer stop()
	return process(w, what, "", dump, "--at", at, "--prometheus", address)
}

// samples measures how many samples the engine reads in a second, without loading them.
func samples(w *tabwriter.Writer, dump string, args ...string) error {
	var rates []float64
	var n float64
	for range runs {
		var stderr bytes.Buffer
		cmd := exec.Command(dump, args...)
		cmd.Stderr = &stderr
		if err := cmd.Run(); err != nil {
			return fmt.Errorf("dump: %w\n%s", err, stderr.Bytes())
		}
		var ms float64
		if _, err := fmt.Sscanf(stderr.String(), "%g samples in %g ms", &n, &ms); err != nil {
			return fmt.Errorf("dump says %q: %w", stderr.String(), err)
		}
		rates = append(rates, n/max(ms, 1)/1000)
	}
	slices.Sort(rates)
	fmt.Fprintf(w, "  of them the engine: million samples per second, of %.0f\t%.2f\t%.2f\t%.2f\t\n", n, rates[0], rates[len(rates)/2], rates[len(rates)-1])
	return nil
}

// found is the path of a program: what the tests with a real server have built of Prometheus, or that on PATH, or none.
func found(name string) string {
	if cache, err := os.UserCacheDir(); err == nil {
		built, err := filepath.Glob(filepath.Join(cache, "dashgen", "prometheus-*-"+runtime.GOOS+"-"+runtime.GOARCH+"-*", name))
		if err == nil && len(built) > 0 {
			return built[len(built)-1]
		}
	}
	path, err := exec.LookPath(name)
	if err != nil {
		return ""
	}
	return path
}

// serve runs a server over a folder of data.
func serve(prometheus, dir, data string) (address string, stop func(), err error) {
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	host := free.Addr().String()
	if err := free.Close(); err != nil {
		return "", nil, err
	}
	config := filepath.Join(dir, "prometheus.yml")
	if err := os.WriteFile(config, []byte("{}"), 0o600); err != nil {
		return "", nil, err
	}
	cmd := exec.Command(prometheus, "--config.file="+config, "--storage.tsdb.path="+data, "--storage.tsdb.retention.time=100y", "--web.listen-address="+host)
	if err := cmd.Start(); err != nil {
		return "", nil, err
	}
	stop = func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = cmd.Wait() // it ends by a signal
	}
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		resp, err := http.Get("http://" + host + "/-/ready")
		if err != nil {
			continue
		}
		_ = resp.Body.Close() // nothing of it is wanted
		if resp.StatusCode == http.StatusOK {
			return "http://" + host, stop, nil
		}
	}
	stop()
	return "", nil, fmt.Errorf("%s does not answer within %s", prometheus, patience)
}
