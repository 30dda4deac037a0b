package handles

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/llm-observability/dashgen/queries/catalogue"
)

const queries = "../../queries"

// TestHandlesAreGenerated fails when a handle and the table it comes from have drifted apart, when a file
// is missing, and when a generated file is left from an exporter that is gone.
func TestHandlesAreGenerated(t *testing.T) {
	want, err := Generate(catalogue.Default())
	if err != nil {
		t.Fatal(err)
	}
	if len(want) < 20 {
		t.Fatalf("%d packages, want at least 20", len(want))
	}
	for name, data := range want {
		got, err := os.ReadFile(filepath.Join(queries, filepath.FromSlash(name)))
		if err != nil {
			t.Errorf("%v: run make handles", err)
			continue
		}
		if diff := cmp.Diff(string(data), string(got)); diff != "" {
			t.Errorf("%s has drifted (-generated +committed): run make handles\n%s", name, diff)
		}
	}
	err = filepath.WalkDir(queries, func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, "_gen.go") {
			return err
		}
		rel, err := filepath.Rel(queries, path)
		if _, ok := want[filepath.ToSlash(rel)]; !ok {
			t.Errorf("%s is generated from no table: remove it", rel)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestEveryMetricHasAHandle counts independently of the generator: one constructor call per identity.
func TestEveryMetricHasAHandle(t *testing.T) {
	files, err := Generate(catalogue.Default())
	if err != nil {
		t.Fatal(err)
	}
	c := catalogue.Default()
	for _, m := range c.Metrics() {
		if m.Type == catalogue.Untyped {
			continue // a label that a CSV lists among the metrics
		}
		src := string(files[c.Primary(m.Exporter).Package+"/metrics_gen.go"])
		if !strings.Contains(src, `[Exporter]("`+m.Identity+`")`) {
			t.Errorf("%s (%s) has no handle", m.Name, m.Exporter)
		}
	}
}

func TestKindFollowsBehaviour(t *testing.T) {
	for name, want := range map[string]string{
		"vllm:generation_tokens_total":         "Counter",
		"vllm:num_requests_running":            "Gauge",
		"vllm:kv_cache_usage_perc":             "RatioGauge",
		"vllm:time_to_first_token_seconds":     "Histogram",
		"vllm:iteration_tokens_total":          "Histogram", // in spite of its name
		"vllm:cache_config_info":               "Info",
		"DCGM_FI_DEV_GPU_TEMP":                 "LevelGauge",
		"DCGM_FI_DEV_NVLINK_BANDWIDTH_TOTAL":   "Gauge", // in spite of its TYPE line
		"haproxy_backend_http_responses_total": "Counter",
		"kube_pod_status_phase":                "StateGauge",
		"datastore_latency":                    "Summary",
	} {
		if got := Kind(catalogue.Default().Lookup(name)[0].Metric); got != want {
			t.Errorf("%s is a %s, want %s", name, got, want)
		}
	}
}
