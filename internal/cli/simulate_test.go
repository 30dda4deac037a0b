package cli_test

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net/http"
	"regexp"
	"testing"
	"time"

	"github.com/llm-observability/dashgen/internal/cli"
)

// TestSimulateServesUntilItIsStopped starts a fleet on a free port, scrapes a target, and stops it as Ctrl-C does.
func TestSimulateServesUntilItIsStopped(t *testing.T) {
	out, in := io.Pipe()
	var stderr bytes.Buffer
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	app := &cli.App{Name: "dashgen", Stdout: in, Stderr: &stderr, Clock: time.Now}
	code := make(chan int, 1)
	go func() { code <- app.Run(ctx, []string{"simulate", "--speed", "10"}) }()

	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`^serving \d+ targets, scenario steady, at (http://127\.0\.0\.1:\d+/) until Ctrl-C\n$`).FindStringSubmatch(line)
	if m == nil {
		t.Fatalf("it says %q", line)
	}
	page := fetch(t, m[1])
	target := regexp.MustCompile(`/targets/vllm/[^/"]+/metrics`).FindString(page)
	if body := fetch(t, m[1]+target[1:]); !bytes.Contains([]byte(body), []byte("vllm:num_requests_running{")) {
		t.Errorf("%s serves %.200s", target, body)
	}
	stop()
	select {
	case c := <-code:
		if c != cli.ExitOK || stderr.Len() > 0 {
			t.Errorf("exit code %d, %s", c, stderr.String())
		}
	case <-time.After(10 * time.Second):
		t.Fatal("it does not stop")
	}
}

func fetch(t *testing.T, url string) string {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := resp.Body.Close(); err != nil {
			t.Error(err)
		}
	}()
	data, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s, %v", url, resp.Status, err)
	}
	return string(data)
}
