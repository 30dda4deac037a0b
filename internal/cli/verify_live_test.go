package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/llm-observability/dashgen/internal/cli"
	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/internal/prom/promtest"
)

// series are what the server has: a vLLM after the renames of 0.12.
const series = `load 15s from 2026-01-01T00:00:00Z
up{namespace="ai501",pod="a"} 1x80
vllm:num_requests_running{namespace="ai501",pod="a",model_name="llama32"} 3x80
vllm:kv_cache_usage_perc{namespace="ai501",pod="a",model_name="llama32"} 0.5x80
vllm:prefix_cache_hits_total{namespace="ai501",pod="a",model_name="llama32"} 0+1x80
vllm:engine_sleep_state{namespace="ai501",pod="a",model_name="llama32"} 1x80
vllm:prompt_tokens_cached_total{namespace="ai501",pod="a",model_name="llama32"} 0+1x80
vllm:request_success_total{namespace="ai501",pod="a",model_name="llama32",finished_reason="stop"} 0+1x80
`

// board is somebody's dashboard, with something of everything.
const board = `{"title": "Theirs", "uid": "t", "time": {"from": "now-15m", "to": "now"}, "schemaVersion": 39,
"templating": {"list": [
  {"name": "ds", "type": "datasource", "query": "prometheus", "current": {"value": "Prometheus"}},
  {"name": "model", "type": "query", "datasource": {"uid": "${ds}"}, "query": "label_values(vllm:num_requests_running, model_name)", "multi": true, "includeAll": true, "current": {"value": ["$__all"]}}]},
"panels": [
  {"id": 1, "type": "stat", "title": "Running", "targets": [{"refId": "A", "expr": "sum(vllm:num_requests_running{model_name=~\"$model\"})", "instant": true}]},
  {"id": 2, "type": "stat", "title": "Cache", "targets": [{"refId": "A", "expr": "max(vllm:gpu_cache_usage_perc{model_name=~\"$model\"})", "instant": true}]},
  {"id": 3, "type": "stat", "title": "Aborted", "targets": [{"refId": "A", "expr": "sum(rate(vllm:request_success_total{finished_reason=\"abort\"}[5m]))", "instant": true}]},
  {"id": 4, "type": "stat", "title": "Elsewhere", "targets": [{"refId": "A", "expr": "sum(up{namespace=\"ai502\"})", "instant": true}]},
  {"id": 5, "type": "stat", "title": "Bad", "targets": [{"refId": "A", "expr": "sum(up", "instant": true}]},
  {"id": 6, "type": "text", "title": "Words"}]}`

func now() time.Time { return time.Date(2026, 1, 1, 0, 20, 0, 0, time.UTC) }

// answering serves Prometheus' API over the embedded engine.
func answering(t *testing.T) http.Handler {
	t.Helper()
	engine := promtest.Series(t, series)
	mux := http.NewServeMux()
	handle := func(pattern string, answer func(*http.Request) (any, error)) {
		mux.HandleFunc("/api/v1/"+pattern, func(w http.ResponseWriter, r *http.Request) {
			_ = r.ParseForm()
			data, err := answer(r)
			out := map[string]any{"status": "success", "data": data}
			if err != nil {
				w.WriteHeader(http.StatusBadRequest)
				out = map[string]any{"status": "error", "errorType": "bad_data", "error": err.Error()}
			}
			_ = json.NewEncoder(w).Encode(out) // who asked may have gone
		})
	}
	handle("query", func(r *http.Request) (any, error) {
		return encoded(engine.Instant(r.Context(), r.Form.Get("query"), moment(r.Form, "time")))
	})
	handle("query_range", func(r *http.Request) (any, error) {
		step, err := strconv.ParseFloat(r.Form.Get("step"), 64)
		if err != nil {
			return nil, err
		}
		return encoded(engine.Range(r.Context(), r.Form.Get("query"), moment(r.Form, "start"), moment(r.Form, "end"), time.Duration(step*float64(time.Second))))
	})
	handle("label/{name}/values", func(r *http.Request) (any, error) {
		query := "label_values(" + r.PathValue("name") + ")"
		if selector := r.Form.Get("match[]"); selector != "" {
			query = "label_values(" + selector + ", " + r.PathValue("name") + ")"
		}
		options, err := prom.EvaluateVariable(r.Context(), engine, prom.Window{From: moment(r.Form, "start"), To: moment(r.Form, "end")}, nil, prom.VariableQuery{Query: query})
		values := []string{}
		for _, o := range options {
			values = append(values, o.Value)
		}
		return values, err
	})
	handle("status/buildinfo", func(*http.Request) (any, error) { return map[string]string{"version": "3.15.0"}, nil })
	return mux
}

func moment(form url.Values, name string) time.Time {
	s, err := strconv.ParseFloat(form.Get(name), 64)
	if err != nil {
		return now()
	}
	return time.UnixMilli(int64(math.Round(s * 1000)))
}

// encoded is a result as the API writes it.
func encoded(r prom.Result, err error) (any, error) {
	points := func(ps []prom.Point) [][2]any {
		var out [][2]any
		for _, p := range ps {
			out = append(out, [2]any{float64(p.T) / 1000, strconv.FormatFloat(p.V, 'g', -1, 64)})
		}
		return out
	}
	if r.Type == prom.TypeScalar {
		return map[string]any{"resultType": r.Type, "result": points(r.Series[0].Points)[0]}, err
	}
	all := []any{}
	for _, s := range r.Series {
		if r.Type == prom.TypeVector {
			all = append(all, map[string]any{"metric": s.Labels, "value": points(s.Points)[0]})
			continue
		}
		all = append(all, map[string]any{"metric": s.Labels, "values": points(s.Points)})
	}
	return map[string]any{"resultType": r.Type, "result": all}, err
}

// A verifying run of the command, in a folder with board.json.
func verifying(ctx context.Context, t *testing.T, env map[string]string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, errs bytes.Buffer
	a := &cli.App{
		Name: "dashgen", Version: "test", Stdout: &out, Stderr: &errs, Clock: now, Watched: true,
		Getenv: func(name string) string { return env[name] },
	}
	code = a.Run(ctx, append([]string{"verify", "--dashboard", "board.json"}, args...))
	return out.String(), errs.String(), code
}

func folder(t *testing.T) {
	t.Helper()
	t.Chdir(t.TempDir())
	if err := os.WriteFile("board.json", []byte(board), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestVerify is the whole report of somebody's dashboard.
func TestVerify(t *testing.T) {
	folder(t)
	server := httptest.NewServer(answering(t))
	defer server.Close()
	stdout, stderr, code := verifying(t.Context(), t, nil, "--prometheus", server.URL)
	want := `SERVER: version 3.15.0, 7 metric names, labels and names like those of dialect local
  it does not say which metrics its targets describe: what has not happened yet can't be told from what is not there

board.json on SERVER
  ok    Running                              1 series  3
  FAIL  Cache                                0 series  No data
        board.json:7:83: no data: vllm:gpu_cache_usage_perc is absent; this server has vllm:kv_cache_usage_perc: its vllm is >=0.16.0 <0.20.0
          A: max(vllm:gpu_cache_usage_perc{model_name=~"llama32"})
          help: set exporters.vllm to ">=0.16.0 <0.20.0"
  -     Aborted                                        it has not happened yet
        vllm:request_success_total has no series with finished_reason="abort", but with finished_reason="stop": it has not happened yet
  FAIL  Elsewhere                            0 series  No data
        board.json:9:87: no data: up has no series with namespace="ai502", but with namespace="ai501"
          A: sum(up{namespace="ai502"})
          help: put the right one under values or models of the environment
  FAIL  Bad                                  0 series  No data
        board.json:10:81: 1:7: parse error: unclosed left parenthesis
          A: sum(up
  -     Words                                          text

exporters
`
	got := strings.ReplaceAll(stdout, server.URL, "SERVER")
	panels, rest, _ := strings.Cut(got, "exporters\n")
	if diff := gocmp.Diff(want, panels+"exporters\n"); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if code != cli.ExitFindings || stderr != "" || !strings.Contains(rest, "3 panels failed, 1 with data, 2 empty for a reason; 1 dashboard\n") ||
		!strings.Contains(rest, "  vllm: >=0.16.0 <0.20.0 (surely >=0.16.0) on 1 target; 2 of 3 names asked for\n") {
		t.Errorf("exit %d, %s%s", code, rest, stderr)
	}
}

// TestVerifyPicks is about what a person would pick by hand.
func TestVerifyPicks(t *testing.T) {
	folder(t)
	server := httptest.NewServer(answering(t))
	defer server.Close()
	stdout, _, _ := verifying(t.Context(), t, nil, "--prometheus", server.URL, "--variable", "model=phi")
	if !strings.Contains(stdout, `has no series with model_name=~"phi", but with model_name="llama32"`) {
		t.Error(stdout)
	}
	if _, stderr, code := verifying(t.Context(), t, nil, "--prometheus", server.URL, "--variable", "model"); code != cli.ExitFailed || !strings.Contains(stderr, "NAME=VALUE") {
		t.Errorf("exit %d: %s", code, stderr)
	}
}

// TestVerifyKeepsTheToken: whatever a server does with it, nobody reads a token in what is printed, and nobody gets it whom it
// was not sent to.
func TestVerifyKeepsTheToken(t *testing.T) {
	folder(t)
	const token = "sha256~s3cr3t-t0ken"
	if err := os.WriteFile("token", []byte(token+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var elsewhere atomic.Int32
	other := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		elsewhere.Add(1)
		if r.Header.Get("Authorization") != "" {
			t.Error("somebody else got the token")
		}
	}))
	defer other.Close()
	fine := answering(t)
	for name, handler := range map[string]http.HandlerFunc{
		"fine": fine.ServeHTTP,
		"refused": func(w http.ResponseWriter, r *http.Request) {
			http.Error(w, r.Header.Get("Authorization"), http.StatusUnauthorized)
		},
		"forbidden": func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(http.StatusForbidden)
			fmt.Fprintf(w, `{"status":"error","errorType":"forbidden","error":%q}`, r.Header.Get("Authorization"))
		},
		"sent elsewhere": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, other.URL+"/login?token="+strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "), http.StatusFound)
		},
		"sent elsewhere on this host": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/"+token+"/login", http.StatusTemporaryRedirect)
		},
		"query refused": func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "query") && strings.Contains(r.FormValue("query"), "num_requests") {
				w.WriteHeader(http.StatusUnprocessableEntity)
				fmt.Fprintf(w, `{"status":"error","errorType":"execution","error":"you, %s, ask too much"}`, r.Header.Get("Authorization"))
				return
			}
			fine.ServeHTTP(w, r)
		},
		"warned": func(w http.ResponseWriter, r *http.Request) {
			rec := httptest.NewRecorder()
			fine.ServeHTTP(rec, r)
			_, _ = w.Write(bytes.Replace(rec.Body.Bytes(), []byte(`{`), []byte(`{"warnings":["`+r.Header.Get("Authorization")+`"],`), 1))
		},
	} {
		for _, args := range [][]string{{"--token-file", "token"}, nil} {
			t.Run(fmt.Sprintf("%s %v", name, args), func(t *testing.T) {
				server := httptest.NewServer(handler)
				defer server.Close()
				env := map[string]string{}
				if args == nil {
					env["DASHGEN_TOKEN"] = token
				}
				for _, format := range []string{"text", "json", "junit"} {
					stdout, stderr, code := verifying(t.Context(), t, env, append(args, "--prometheus", server.URL, "--format", format)...)
					if strings.Contains(stdout+stderr, token) || strings.Contains(stdout+stderr, "s3cr3t") {
						t.Errorf("the token is in\n%s%s", stdout, stderr)
					}
					if early := name != "fine" && name != "query refused" && name != "warned"; early != (code == cli.ExitFailed) {
						t.Errorf("exit %d\n%s%s", code, stdout, stderr)
					}
				}
			})
		}
	}
	if elsewhere.Load() > 0 {
		t.Errorf("%d requests went elsewhere", elsewhere.Load())
	}
	// A token in the wrong place is not repeated either.
	for _, args := range [][]string{
		{"--prometheus", "https://user:" + token + "@example.com"}, {"--prometheus", token}, {"--store", token}, {"--prometheus", "https://example.com/?token=" + token},
	} {
		if stdout, stderr, code := verifying(t.Context(), t, nil, args...); code != cli.ExitFailed || strings.Contains(stdout+stderr, "s3cr3t") {
			t.Errorf("exit %d: %s%s", code, stdout, stderr)
		}
	}
}

// TestVerifyInterrupted prints what it has when the user ends it.
func TestVerifyInterrupted(t *testing.T) {
	folder(t)
	ctx, cancel := context.WithCancel(t.Context())
	fine := answering(t)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.FormValue("query"), "ai502") {
			cancel()
			<-r.Context().Done()
			return
		}
		fine.ServeHTTP(w, r)
	}))
	defer server.Close()
	stdout, stderr, code := verifying(ctx, t, nil, "--prometheus", server.URL, "--format", "json")
	var out struct {
		Complete bool
		Summary  struct{ Planned, Panels int }
		Stores   []struct{ Version string }
	}
	if err := json.Unmarshal([]byte(stdout), &out); err != nil {
		t.Fatalf("%v: %s%s", err, stdout, stderr)
	}
	if code != cli.ExitFailed || out.Complete || out.Summary.Planned != 6 || out.Summary.Panels >= 6 || len(out.Stores) != 1 || !strings.Contains(stderr, "dashgen: interrupted\n") {
		t.Errorf("exit %d, %+v, %s", code, out, stderr)
	}
}

// TestVerifyStores asks two servers by the names of data sources, and says what each is.
func TestVerifyStores(t *testing.T) {
	folder(t)
	one, two := httptest.NewServer(answering(t)), httptest.NewServer(answering(t))
	defer one.Close()
	defer two.Close()
	text := strings.Replace(board, `"title": "Elsewhere",`, `"title": "Elsewhere", "datasource": {"type": "prometheus", "uid": "other"},`, 1)
	if err := os.WriteFile(filepath.Join(".", "board.json"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	stdout, stderr, code := verifying(t.Context(), t, nil, "--prometheus", one.URL, "--store", "other="+two.URL, "--format", "json")
	var out struct {
		Stores []struct{ Name, URL string }
		Panels []struct {
			Panel   string
			Queries []struct{ Store string }
		}
	}
	if err := json.Unmarshal([]byte(stdout), &out); err != nil || code != cli.ExitFindings {
		t.Fatalf("exit %d, %v: %s%s", code, err, stdout, stderr)
	}
	if len(out.Stores) != 2 || out.Stores[1].Name != "other" || out.Stores[1].URL != two.URL || out.Panels[3].Queries[0].Store != "other" {
		t.Errorf("%+v", out)
	}
}
