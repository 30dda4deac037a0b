package cli_test

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/llm-observability/dashgen/internal/cli"
)

// drip answers a piece at a time.
func drip(w http.ResponseWriter, r *http.Request, pieces int) {
	for range pieces {
		if _, err := io.WriteString(w, " "); err != nil {
			return
		}
		_ = http.NewResponseController(w).Flush() // who asked may have gone
		select {
		case <-r.Context().Done():
			return
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// cut ends the connection in the middle of an answer.
func cut(w http.ResponseWriter) {
	w.Header().Set("Content-Length", "1000")
	_, _ = io.WriteString(w, `{"status":"success","data":`)
	panic(http.ErrAbortHandler)
}

// A fault is what a server does to the query of the panel Elsewhere, and what is said of that.
type fault struct {
	name    string
	does    func(w http.ResponseWriter, r *http.Request, fine http.Handler)
	says    string // of the query, as a regular expression; "" where the answer is good
	timeout string // of every query; "" is a minute
	heavy   bool   // it takes a lot of memory
}

func faults() []fault {
	flaky := rand.New(rand.NewPCG(1, 1))
	var lock sync.Mutex
	return []fault{
		{name: "fine", does: func(w http.ResponseWriter, r *http.Request, fine http.Handler) { fine.ServeHTTP(w, r) }},
		{name: "slow", does: func(w http.ResponseWriter, r *http.Request, fine http.Handler) {
			drip(w, r, 5)
			fine.ServeHTTP(w, r)
		}},
		{name: "cuts now and then", does: func(w http.ResponseWriter, r *http.Request, fine http.Handler) {
			lock.Lock()
			now := flaky.IntN(3) == 0
			lock.Unlock()
			if now {
				cut(w)
			}
			fine.ServeHTTP(w, r)
		}},
		{name: "hangs", does: func(_ http.ResponseWriter, r *http.Request, _ http.Handler) { <-r.Context().Done() }, says: "no answer within 5s", timeout: "5s"},
		{name: "never ends, slowly", does: func(w http.ResponseWriter, r *http.Request, _ http.Handler) { drip(w, r, 1<<30) }, says: "no answer within 5s", timeout: "5s"},
		{name: "announces too much", does: func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
			w.Header().Set("Content-Length", fmt.Sprint(int64(1)<<40))
			_, _ = w.Write(make([]byte, 64<<10))
		}, says: "the answer is larger than 64 MiB"},
		{name: "never ends", does: func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
			for piece := make([]byte, 1<<20); ; {
				if _, err := w.Write(piece); err != nil {
					return
				}
			}
		}, says: "the answer is larger than 64 MiB", heavy: true},
		{name: "cuts always", does: func(w http.ResponseWriter, _ *http.Request, _ http.Handler) { cut(w) }, says: "the connection failed: (unexpected )?EOF, 5 times"},
		{name: "stops in the middle", does: func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
			_, _ = io.WriteString(w, `{"status":"success","data":{"resultType":"vector","result":[`)
		}, says: "the answer is not of Prometheus' API [(]200[)]"},
	}
}

// TestVerifyUnderFaults runs a hundred verifications at once against servers that answer one query badly. Each says so of
// that panel and that query, has of the others what there is, and exits with 1; nobody reads the token, and when all have
// ended nothing is left of them.
func TestVerifyUnderFaults(t *testing.T) {
	folder(t)
	runs := 100
	if testing.Short() {
		runs = 18
	}
	const token = "sha256~s3cr3t-t0ken"
	fine := remembered(answering(t))
	want, _, code := verifying(t.Context(), t, nil, "--prometheus", served(t, fine, faults()[0]), "--format", "json")
	if code != cli.ExitFindings || len(outcomes(t, want)) != 6 {
		t.Fatalf("exit %d\n%s", code, want)
	}
	var servers []string
	for _, f := range faults() {
		servers = append(servers, served(t, fine, f))
	}
	before := runtime.NumGoroutine()
	files := openFiles()
	heap := heapInUse()
	var all sync.WaitGroup
	var heavy atomic.Int32
	for i := range runs {
		all.Go(func() {
			f := faults()[i%len(servers)]
			if f.heavy && heavy.Add(1) > 2 {
				return
			}
			stdout, stderr, code := verifying(t.Context(), t, map[string]string{"DASHGEN_TOKEN": token},
				"--prometheus", servers[i%len(servers)], "--timeout", cmp.Or(f.timeout, "1m"), "--format", "json")
			if code != cli.ExitFindings || strings.Contains(stdout+stderr, "s3cr3t") {
				t.Errorf("%s: exit %d\n%s%s", f.name, code, stdout, stderr)
				return
			}
			got, good := outcomes(t, stdout), outcomes(t, want)
			if f.says != "" {
				if !regexp.MustCompile("^failed A: " + regexp.QuoteMeta(`sum(up{namespace="ai502"}): `) + f.says + "$").MatchString(got["Elsewhere"]) {
					t.Errorf("%s: it is %q", f.name, got["Elsewhere"])
				}
				delete(good, "Elsewhere")
			}
			for panel, outcome := range good {
				if got[panel] != outcome {
					t.Errorf("%s: %s is %q, want %q", f.name, panel, got[panel], outcome)
				}
			}
		})
	}
	all.Wait()
	deadline := time.Now().Add(30 * time.Second)
	for {
		goroutines, open, memory := runtime.NumGoroutine(), openFiles(), heapInUse()
		if goroutines <= before && open <= files && memory <= heap+8<<20 {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("%d goroutines, %d files and %d bytes; before it were %d, %d and %d", goroutines, open, memory, before, files, heap)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// remembered is a handler that works each answer out once: it is not the one who is tried here.
func remembered(h http.Handler) http.Handler {
	var lock sync.Mutex
	answers := map[string]*httptest.ResponseRecorder{}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		key := r.URL.Path + " " + r.Form.Encode()
		lock.Lock()
		a := answers[key]
		if a == nil {
			a = httptest.NewRecorder()
			h.ServeHTTP(a, r.WithContext(context.WithoutCancel(r.Context())))
			answers[key] = a
		}
		lock.Unlock()
		if a.Code != http.StatusOK {
			w.WriteHeader(a.Code)
		}
		_, _ = w.Write(a.Body.Bytes())
	})
}

// served is the address of a server with a fault.
func served(t *testing.T, fine http.Handler, f fault) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		if strings.Contains(r.Form.Get("query"), "ai502") {
			f.does(w, r, fine)
			return
		}
		fine.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	return s.URL
}

// outcomes are what a report in JSON says of the panels, by their titles.
func outcomes(t *testing.T, stdout string) map[string]string {
	t.Helper()
	var report struct {
		Panels []struct {
			Panel, Outcome string
			Values         []struct{ Text string }
			Problems       []struct{ RefID, Expression, Message string }
		}
	}
	if err := json.Unmarshal([]byte(stdout), &report); err != nil {
		t.Errorf("%v\n%s", err, stdout)
	}
	out := map[string]string{}
	for _, p := range report.Panels {
		out[p.Panel] = p.Outcome
		for _, v := range p.Values {
			if p.Outcome == "passed" {
				out[p.Panel] += " " + v.Text
			}
		}
		for _, problem := range p.Problems {
			out[p.Panel] += " " + problem.RefID + ": " + problem.Expression + ": " + problem.Message
		}
	}
	return out
}

func openFiles() int {
	entries, _ := os.ReadDir("/proc/self/fd") // none where there is no such folder
	return len(entries)
}

func heapInUse() uint64 {
	runtime.GC()
	runtime.GC() // what finalizers let go of
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// TestVerifyGivesUp: a server that greets and then answers nothing is given up after a few queries, not after all. What was
// found until then is printed, and the exit code is 2.
func TestVerifyGivesUp(t *testing.T) {
	folder(t)
	var panels []string
	for i := range 40 {
		panels = append(panels, fmt.Sprintf(`{"id": %d, "type": "stat", "title": "P%d", "targets": [{"refId": "A", "expr": "up + %d", "instant": true}]}`, i+1, i, i))
	}
	if err := os.WriteFile("board.json", []byte(`{"title": "Many", "panels": [`+strings.Join(panels, ",")+`]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	var asked atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.FormValue("query") == "vector(1)" {
			_, _ = io.WriteString(w, `{"status":"success","data":{"resultType":"vector","result":[]}}`)
			return
		}
		asked.Add(1)
		<-r.Context().Done()
	}))
	defer server.Close()
	stdout, stderr, code := verifying(t.Context(), t, nil, "--prometheus", server.URL, "--timeout", "200ms")
	if code != cli.ExitFailed || !strings.Contains(stderr, "the server left 6 requests in a row without an answer") || asked.Load() > 30 {
		t.Errorf("exit %d after %d requests\n%s%s", code, asked.Load(), stdout, stderr)
	}
}

// TestVerifyByAnyClock: what time it is decides what is asked for, and not how long anybody waits.
func TestVerifyByAnyClock(t *testing.T) {
	folder(t)
	fine := answering(t)
	hanging := served(t, fine, faults()[3])
	var ticks atomic.Int64
	wild := func() time.Time {
		if ticks.Add(1) == 1 {
			return now() // of the queries
		}
		return now().Add(time.Duration(rand.Int64N(int64(200*24*time.Hour))) - 100*24*time.Hour)
	}
	var out, errs strings.Builder
	app := &cli.App{Name: "dashgen", Version: "test", Stdout: &out, Stderr: &errs, Watched: true, Clock: wild, Getenv: func(string) string { return "" }}
	code := app.Run(t.Context(), []string{"verify", "--dashboard", "board.json", "--prometheus", hanging, "--timeout", "300ms", "--format", "json"})
	got := outcomes(t, out.String())
	if code != cli.ExitFindings || got["Running"] != "passed 3" || !strings.HasSuffix(got["Elsewhere"], "no answer within 300ms") {
		t.Errorf("exit %d: %v\n%s", code, got, errs.String())
	}
}
