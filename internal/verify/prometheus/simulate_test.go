package prometheus

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
)

var serving = regexp.MustCompile(`at (http://\S+)/ until`)

// simulate runs dashgen simulate for an environment of a configuration and returns its address. The test ends it.
func simulate(t *testing.T, config string, args ...string) string {
	t.Helper()
	cmd := command(t, nil, append([]string{"simulate"}, args...)...)
	if err := os.WriteFile(filepath.Join(cmd.Dir, "dashgen.yaml"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGINT)
		if err := cmd.Wait(); err != nil {
			t.Errorf("simulate: %v\n%s", err, stderr.String())
		}
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	m := serving.FindStringSubmatch(line)
	if err != nil || m == nil {
		t.Fatalf("simulate says %q: %v\n%s", line, err, stderr.String())
	}
	return m[1]
}

// A target is an entry of what http_sd_configs ask for.
type target struct {
	Targets []string
	Labels  map[string]string
}

func targets(t *testing.T, fleet string, honor bool) []target {
	t.Helper()
	resp, err := http.Get(fmt.Sprintf("%s/sd?honor=%t", fleet, honor))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	var found []target
	if err := json.Unmarshal(body, &found); err != nil {
		t.Fatalf("%v: %s", err, body)
	}
	return found
}

// scrapeFleet runs a Prometheus that scrapes a simulated fleet every second. The server is built without service discovery:
// the targets are listed. scraped waits until there are so many samples of each.
func scrapeFleet(t *testing.T, fleet string) (server string, scraped func(samples float64)) {
	t.Helper()
	var b strings.Builder
	b.WriteString("global: {scrape_interval: 1s, scrape_timeout: 1s}\nscrape_configs:\n")
	n := 0
	for _, honor := range []bool{false, true} {
		all := targets(t, fleet, honor)
		if len(all) == 0 {
			continue
		}
		fmt.Fprintf(&b, "- job_name: simulated-%t\n  honor_labels: %t\n  static_configs:\n", honor, honor)
		for _, target := range all {
			fmt.Fprintf(&b, "  - targets: [%q]\n    labels:\n", target.Targets[0])
			for _, name := range slices.Sorted(maps.Keys(target.Labels)) {
				fmt.Fprintf(&b, "      %s: %q\n", name, target.Labels[name])
			}
			n++
		}
	}
	server = start(t, t.TempDir(), b.String())
	return server, func(samples float64) {
		wait(t, "there are samples of the fleet", func() bool {
			return value(t, server, "min(count_over_time(up[2m]))") >= samples && value(t, server, "count(up == 1)") == float64(n)
		})
	}
}

// aboutAMinute is in samples: of two servers of which one waits for the other it is a minute.
const aboutAMinute = 50

// TestSimulated is the whole way: dashgen simulate poses as a platform of one release of vLLM, a real server scrapes it
// for about a minute, and verify tells which release that is, and exactly which panels die of an upgrade that somebody
// forgot to say, or said too early.
func TestSimulated(t *testing.T) {
	t.Parallel()
	older, olderIsScraped := scrapeFleet(t, simulate(t, config(">=0.8"), "--environment", "test", "--exporter", "vllm=0.10.0"))
	newer, newerIsScraped := scrapeFleet(t, simulate(t, config(">=0.8"), "--environment", "test", "--exporter", "vllm=0.16"))
	olderIsScraped(aboutAMinute)
	newerIsScraped(aboutAMinute)
	servers := map[string]string{"0.10.0": older, "0.16": newer}
	// What verify tells of them: the oldest release that it may be, and the first that it can't be.
	old, recent := []string{"vllm 0.9.2 0.10.2"}, []string{"vllm 0.16.0 0.20.0"}
	for _, tt := range []struct {
		says, runs string
		fleets     []string
		die        []string
	}{
		{"0.10.0", "0.10.0", old, nil},
		{"0.16", "0.16", recent, nil},
		{">=0.10", "0.10.0", old, nil},
		{">=0.10", "0.16", recent, nil},
		{"0.8", "0.16", recent, []string{
			"canopy-vllm/Fullest KV Cache renamed", "canopy-vllm/KV Cache Utilization renamed",
			"canopy-vllm/Prefix Cache Hit Rate renamed", "canopy-vllm/Time Per Output Token renamed",
			"vllm-performance/Fullest KV Cache renamed", "vllm-performance/KV Cache Utilization renamed",
			"vllm-performance/KV Cache by Replica renamed", "vllm-performance/Time per Output Token renamed",
		}},
		{">=0.16", "0.10.0", old, []string{
			"canopy-vllm/Time Per Output Token renamed", "vllm-performance/Time per Output Token renamed",
		}},
	} {
		t.Run(tt.says+" on "+tt.runs, func(t *testing.T) {
			got := verify(t, config(tt.says), nil, "--prometheus", servers[tt.runs], "--format", "json")
			r := got.report(t)
			list(t, r.failed(), tt.die...)
			list(t, r.fleets("vllm"), tt.fleets...)
			if got.code != min(len(tt.die), 1) || !r.Complete {
				t.Errorf("exit %d: %s", got.code, got.stderr)
			}
			if len(r.Stores) != 1 || r.Stores[0].Dialect != "local" {
				t.Errorf("%+v", r.Stores)
			}
			shown := 0
			for _, p := range r.Panels {
				if p.Outcome == "passed" && len(p.Values) > 0 {
					shown++
				}
			}
			if shown < 20 {
				t.Errorf("only %d panels show a value", shown)
			}
		})
	}
}
