package lint_test

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"

	"github.com/llm-observability/dashgen/internal/lint"
)

// TestLimitsOfObjects checks the limits to the byte, against the sizes that Go's own JSON gives.
func TestLimitsOfObjects(t *testing.T) {
	object := func(spec map[string]any, metadata map[string]any) map[string]any {
		metadata["name"] = "x"
		return map[string]any{"apiVersion": "grafana.integreatly.org/v1beta1", "kind": "GrafanaDashboard", "metadata": metadata, "spec": spec}
	}
	dashboard := func(n int, annotations map[string]any) map[string]any {
		text := `{"title": "<é>", "panels": []` + strings.Repeat(" ", n) + "}\n"
		return object(map[string]any{"json": text}, map[string]any{"annotations": annotations})
	}
	const (
		key         = len("kubectl.kubernetes.io/last-applied-configuration")
		annotations = 262144
		request     = 1572864
	)
	size := func(o map[string]any) int {
		b, err := json.Marshal(o)
		if err != nil {
			t.Fatal(err)
		}
		return len(b)
	}
	none, server := map[string]any{}, map[string]any{"argocd.argoproj.io/sync-options": "ServerSideApply=true"}
	noted := map[string]any{"note": "0123456789", "kubectl.kubernetes.io/last-applied-configuration": "{}\n"}
	fits := annotations - key - 1 - size(dashboard(0, none))
	fitsNoted := annotations - key - 1 - len("note0123456789") - size(dashboard(0, noted)) + len("{}\n")
	fitsServer := request - size(dashboard(0, server))
	configMap := func(field, value string) map[string]any {
		return map[string]any{
			"apiVersion": "v1", "kind": "ConfigMap", field: map[string]any{"x": value},
			"metadata": map[string]any{"name": "x", "labels": map[string]any{"helm.sh/chart": "x"}},
		}
	}
	mebibyte := strings.Repeat("x", 1<<20)
	encode := func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }
	for name, tt := range map[string]struct {
		object map[string]any
		want   string // in the help
	}{
		"the annotation is full":             {dashboard(fits, none), ""},
		"the annotation overflows":           {dashboard(fits+1, none), "gzipJson"},
		"other annotations fill it":          {dashboard(fitsNoted, noted), ""},
		"other annotations make it too full": {dashboard(fitsNoted+1, noted), "gzipJson"},
		"no annotation":                      {dashboard(fitsServer, server), ""},
		"too large for etcd":                 {dashboard(fitsServer+1, server), "gzipJson"},
		"a ConfigMap of 1 MiB":               {configMap("data", mebibyte), ""},
		"a larger ConfigMap":                 {configMap("data", mebibyte+"x"), "split"},
		"binary data of 1 MiB":               {configMap("binaryData", encode(mebibyte)), ""},
		"more binary data":                   {configMap("binaryData", encode(mebibyte+"x")), "split"},
	} {
		b, err := json.Marshal(tt.object)
		if err != nil {
			t.Fatal(err)
		}
		found := judge(read(t, "x.json", b), lint.Find("oversized-object"))
		switch {
		case tt.want == "" && len(found) > 0:
			t.Errorf("%s: %s", name, found[0].Message)
		case tt.want != "" && (len(found) != 1 || !strings.Contains(found[0].Advice, tt.want)):
			t.Errorf("%s: found %v", name, found)
		}
	}
}
