package queries_test

import (
	"strings"
	"testing"
	"time"

	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/canopybackend"
	"github.com/llm-observability/dashgen/queries/catalogue"
	"github.com/llm-observability/dashgen/queries/dcgm"
	"github.com/llm-observability/dashgen/queries/kubestate"
	"github.com/llm-observability/dashgen/queries/limitador"
	"github.com/llm-observability/dashgen/queries/litellm"
	"github.com/llm-observability/dashgen/queries/llamastack"
	"github.com/llm-observability/dashgen/queries/ovms"
	"github.com/llm-observability/dashgen/queries/vllm"
)

// environment returns one with a single store of a dialect and exporters by "name version".
func environment(t *testing.T, dialect string, exporters ...string) *queries.Environment {
	t.Helper()
	env := &queries.Environment{
		Name: "test", Catalogue: catalogue.Default(), Releases: map[string]catalogue.Range{},
		Stores: []queries.Store{{Name: "main", Dialect: dialect, Default: true, ScrapeInterval: 30 * time.Second}},
	}
	for _, e := range exporters {
		name, constraint, _ := strings.Cut(e, " ")
		if name == "simulator" {
			env.Simulators = true
			continue
		}
		r, err := env.Catalogue.Primary(name).Range(constraint)
		if err != nil {
			t.Fatal(err)
		}
		env.Releases[name] = r
	}
	return env
}

// tokensByModel is counted in another kind of metric since 0.4, with other labels. It is doubled to see that a choice
// may be a part of something.
func tokensByModel() queries.Query {
	return queries.Times(queries.FirstOf(llamastack.GenAIClientTokenUsage.SumRate(llamastack.GenAIRequestModel), llamastack.TokensTotal.Rate(llamastack.ModelID)), 2)
}

func TestRender(t *testing.T) {
	namespace := queries.Scope{queries.NewScopeMatcher("namespace", "=~", "$namespace", vllm.Namespace, dcgm.Namespace, canopybackend.Namespace, kubestate.Namespace)}
	node := queries.Scope{queries.NewScopeMatcher("node", "=~", "$node", dcgm.Hostname)}
	models := queries.Scope{vllm.OnlyModels([]string{"granite-3.2", "m"})}
	reserved := queries.PlusSome(dcgm.FBFree.Sum(dcgm.GPU), dcgm.FBReserved.Sum(dcgm.GPU))
	model := queries.Scope{queries.NewScopeMatcher("m", "=~", "$m", llamastack.GenAIRequestModel, llamastack.ModelID)}
	partial := queries.NewScopeMatcher("gpu", "=~", "$gpu", dcgm.GPU)
	partial.Partial = true
	requested := queries.Scope{queries.NewScopeMatcher("model", "=~", "$model", litellm.RequestedModel, litellm.ModelGroup, litellm.Model)}
	tests := []struct {
		name      string
		query     queries.Query
		dialect   string
		exporters []string
		scope     queries.Scope
		want      string
		legend    string
	}{
		{
			name: "rate by a label", query: vllm.GenerationTokens.Rate(vllm.ModelName), exporters: []string{"vllm >=0.10"},
			want:   `sum by (model_name) (rate(vllm:generation_tokens_total[$__rate_interval]))`,
			legend: "{{model_name}}",
		},
		{
			name: "in scope", query: vllm.GenerationTokens.Rate(), exporters: []string{"vllm >=0.10"}, scope: namespace,
			want: `sum(rate(vllm:generation_tokens_total{namespace=~"$namespace"}[$__rate_interval]))`,
		},
		{
			name: "out of scope for a reason", query: vllm.GenerationTokens.Unscoped("the whole fleet").Rate(), exporters: []string{"vllm >=0.10"}, scope: namespace,
			want: `sum(rate(vllm:generation_tokens_total[$__rate_interval]))`,
		},
		{
			name: "across one picker", query: vllm.TimeToFirstToken.Across("model", "the other side has none").Rate(), exporters: []string{"vllm >=0.10"},
			scope: append(queries.Scope{queries.NewScopeMatcher("model", "=~", "$model", vllm.ModelName)}, namespace...),
			want:  `sum(rate(vllm:time_to_first_token_seconds_count{namespace=~"$namespace"}[$__rate_interval]))`,
		},
		{
			name: "total of the time range", query: vllm.PromptTokens.Increase(queries.WholeRange()).Now(), exporters: []string{"vllm >=0.10"},
			want: `sum(increase(vllm:prompt_tokens_total[$__range]))`,
		},
		{
			name: "total of an hour", query: vllm.PromptTokens.Increase(queries.Last(time.Hour)), exporters: []string{"vllm >=0.10"},
			want: `sum(increase(vllm:prompt_tokens_total[1h]))`,
		},
		{
			name: "only the name that all releases have", query: vllm.KVCacheUsage.Max(), exporters: []string{"vllm >=0.10"},
			want: `max(vllm:kv_cache_usage_perc)`,
		},
		{
			name: "the old name for an old fleet", query: vllm.KVCacheUsage.Max(), exporters: []string{"vllm >=0.8 <0.9"},
			want: `max(vllm:gpu_cache_usage_perc)`,
		},
		{
			name: "both names inside the aggregation", query: vllm.KVCacheUsage.Max(vllm.ModelName), exporters: []string{"vllm >=0.9 <0.20"},
			want:   `max by (model_name) (vllm:kv_cache_usage_perc or vllm:gpu_cache_usage_perc)`,
			legend: "{{model_name}}",
		},
		{
			name: "quantile over a rename", query: vllm.InterTokenLatency.Quantile(0.95), exporters: []string{"vllm >=0.10"},
			want:   `histogram_quantile(0.95, sum by (le) (rate(vllm:inter_token_latency_seconds_bucket[$__rate_interval]) or rate(vllm:time_per_output_token_seconds_bucket[$__rate_interval]))) >= 0`,
			legend: "p95",
		},
		{
			name: "mean", query: vllm.TimeToFirstToken.Mean(vllm.ModelName), exporters: []string{"vllm >=0.10"},
			want:   `sum by (model_name) (rate(vllm:time_to_first_token_seconds_sum[$__rate_interval])) / (sum by (model_name) (rate(vllm:time_to_first_token_seconds_count[$__rate_interval])) > 0)`,
			legend: "mean {{model_name}}",
		},
		{
			name: "dialect of the simulator alone", query: vllm.RequestSuccess.Rate(vllm.FinishedReason), exporters: []string{"simulator"},
			want:   `sum by (finish_reason) (rate(vllm:request_success_total[$__rate_interval]))`,
			legend: "{{finish_reason}}",
		},
		{
			name: "servers and simulators", query: vllm.RequestSuccess.Rate(vllm.FinishedReason), exporters: []string{"vllm >=0.10", "simulator"},
			want:   `sum by (finished_reason) (label_replace(rate(vllm:request_success_total[$__rate_interval]), "finished_reason", "$1", "finish_reason", "(.+)"))`,
			legend: "{{finished_reason}}",
		},
		{
			name: "a demanded label that two dialects spell differently", query: vllm.RequestSuccess.Where(vllm.FinishedReason.Is("stop")).Rate(), exporters: []string{"vllm >=0.10", "simulator"},
			want: `sum(rate(vllm:request_success_total{finished_reason="stop"}[$__rate_interval]) or rate(vllm:request_success_total{finish_reason="stop"}[$__rate_interval]))`,
		},
		{
			name: "an excluded label that two dialects spell differently", query: vllm.RequestSuccess.Where(vllm.FinishedReason.NotIn("abort", "error")).Rate(), exporters: []string{"vllm >=0.10", "simulator"},
			want: `sum(rate(vllm:request_success_total{finished_reason!~"abort|error", finish_reason!~"abort|error"}[$__rate_interval]))`,
		},
		{
			name: "a store that adds _total", query: limitador.AuthorizedHits.Rate(limitador.Model), dialect: "rhoai", exporters: []string{"limitador 2.4"},
			want:   `sum by (model) (rate(authorized_hits_total[$__rate_interval]))`,
			legend: "{{model}}",
		},
		{
			name: "a store that does not", query: limitador.AuthorizedHits.Rate(limitador.Model), exporters: []string{"limitador 2.4"},
			want:   `sum by (model) (rate(authorized_hits[$__rate_interval]))`,
			legend: "{{model}}",
		},
		{
			name: "an exporter's own namespace becomes exported_namespace", query: dcgm.GPUUtil.Max(dcgm.Namespace, dcgm.TargetNamespace), exporters: []string{"dcgm-exporter 4.5"}, scope: namespace,
			want:   `max by (exported_namespace, namespace) (DCGM_FI_DEV_GPU_UTIL{exported_namespace=~"$namespace"})`,
			legend: "{{exported_namespace}} {{namespace}}",
		},
		{
			name: "unless its monitor honours labels", query: kubestate.PodStatusPhase.Where(kubestate.Phase.Is("Running")).Count(kubestate.Namespace), exporters: []string{"kube-state-metrics 2.17"}, scope: namespace,
			want:   `count by (namespace) (kube_pod_status_phase{namespace=~"$namespace", phase="Running"} == 1)`,
			legend: "{{namespace}}",
		},
		{
			name: "an older convention in another unit", query: canopybackend.HTTPServerRequestDuration.Quantile(0.95, canopybackend.HTTPRoute), exporters: []string{"canopy-backend otel-http-old"},
			want:   `histogram_quantile(0.95, sum by (le, http_target) (rate(http_server_duration_milliseconds_bucket[$__rate_interval]))) / 1000 >= 0`,
			legend: "p95 {{http_target}}",
		},
		{
			name: "its mean", query: canopybackend.HTTPServerRequestDuration.Mean(), exporters: []string{"canopy-backend otel-http-old"},
			want:   `sum(rate(http_server_duration_milliseconds_sum[$__rate_interval]) / 1000) / (sum(rate(http_server_duration_milliseconds_count[$__rate_interval])) > 0)`,
			legend: "mean",
		},
		{
			name: "the newer convention", query: canopybackend.HTTPServerRequestDuration.Quantile(0.95, canopybackend.HTTPRoute), exporters: []string{"canopy-backend otel-http-new"},
			want:   `histogram_quantile(0.95, sum by (le, http_route) (rate(http_server_request_duration_seconds_bucket[$__rate_interval]))) >= 0`,
			legend: "p95 {{http_route}}",
		},
		{
			name: "share", query: queries.Share(vllm.PrefixCacheHits.Rate(), vllm.PrefixCacheQueries.Rate()), exporters: []string{"vllm >=0.12"},
			want: `(sum(rate(vllm:prefix_cache_hits_total[$__rate_interval])) or 0 * sum(rate(vllm:prefix_cache_queries_total[$__rate_interval]))) / (sum(rate(vllm:prefix_cache_queries_total[$__rate_interval])) > 0)`,
		},
		{
			name: "difference of differences", query: queries.Minus(vllm.RequestsRunning.Sum(), queries.Minus(vllm.RequestsRunning.Sum(), vllm.RequestsWaiting.Sum())), exporters: []string{"vllm >=0.12"},
			want: `sum(vllm:num_requests_running) - (sum(vllm:num_requests_running) - sum(vllm:num_requests_waiting))`,
		},
		{
			name: "in milliseconds", query: queries.InMilliseconds(vllm.TimeToFirstToken.Quantile(0.5)), exporters: []string{"vllm >=0.12"},
			want:   `(histogram_quantile(0.5, sum by (le) (rate(vllm:time_to_first_token_seconds_bucket[$__rate_interval]))) >= 0) * 1000`,
			legend: "p50",
		},
		{
			name: "sum of what was observed", query: vllm.TimeToFirstToken.SumRate(vllm.ModelName), exporters: []string{"vllm >=0.10"},
			want:   `sum by (model_name) (rate(vllm:time_to_first_token_seconds_sum[$__rate_interval]))`,
			legend: "{{model_name}}",
		},
		{
			name: "what was observed between two points", query: vllm.RequestPromptTokens.SumIncrease(queries.Interval()), exporters: []string{"vllm >=0.10"},
			want: `sum(increase(vllm:request_prompt_tokens_sum[$__interval]))`,
		},
		{
			name: "the first that the releases have", query: tokensByModel(), exporters: []string{"llama-stack 0.7"}, dialect: "rhoai", scope: model,
			want:   `sum by (gen_ai_request_model) (rate(gen_ai_client_token_usage_sum{gen_ai_request_model=~"$m"}[$__rate_interval])) * 2`,
			legend: "{{gen_ai_request_model}}",
		},
		{
			name: "the second, and its labels in place of the first's", query: tokensByModel(), exporters: []string{"llama-stack 0.3"}, dialect: "rhoai", scope: model,
			want:   `sum by (model_id) (rate(tokens_total{model_id=~"$m"}[$__rate_interval])) * 2`,
			legend: "{{model_id}}",
		},
		{
			name: "what was never released", query: llamastack.InferenceRequests.Rate(llamastack.Model), exporters: []string{"llama-stack 0.4 unreleased"}, dialect: "rhoai",
			want:   `sum by (model) (rate(llama_stack_inference_requests_total[$__rate_interval]))`,
			legend: "{{model}}",
		},
		{
			name: "template", query: queries.Template(`clamp_max(%s, 1)`, queries.Per(vllm.RequestsWaiting.Sum(), vllm.RequestsRunning.Sum())), exporters: []string{"vllm >=0.12"},
			want: `clamp_max((sum(vllm:num_requests_waiting) / (sum(vllm:num_requests_running) > 0)), 1)`,
		},
		{
			name: "top", query: queries.Top(10, vllm.PromptTokens.Rate(vllm.ModelName)), exporters: []string{"vllm >=0.12"},
			want:   `topk(10, sum by (model_name) (rate(vllm:prompt_tokens_total[$__rate_interval])))`,
			legend: "{{model_name}}",
		},
		{
			name: "a picker with two labels of one exporter", query: litellm.OverheadLatency.Rate(), exporters: []string{"litellm 1.83"}, scope: requested,
			want: `sum(rate(litellm_overhead_latency_metric_count{model_group=~"$model"}[$__rate_interval]))`,
		},
		{
			name: "the first of them where a metric has both", query: litellm.TotalTokens.Rate(), exporters: []string{"litellm 1.83"}, scope: requested,
			want: `sum(rate(litellm_total_tokens_metric_total{requested_model=~"$model"}[$__rate_interval]))`,
		},
		{
			name: "none where it has none", query: litellm.RemainingTeamBudget.Min(litellm.TeamAlias), exporters: []string{"litellm 1.83"}, scope: requested,
			want:   `min by (team_alias) (litellm_remaining_team_budget_metric)`,
			legend: "{{team_alias}}",
		},
		{
			name: "down when gone", query: queries.DownWhenGone(limitador.Up.Any()), exporters: []string{"limitador 2.4"},
			want: `max(limitador_up) or vector(0)`,
		},
		{
			name: "down without a series", query: queries.DownWhenGone(queries.Present(vllm.RequestsRunning.Sum(vllm.ModelName))), exporters: []string{"vllm >=0.12"},
			want: `group(sum by (model_name) (vllm:num_requests_running)) or vector(0)`,
		},
		{
			name: "a picker without a label for the exporter, for a reason", query: vllm.RequestsRunning.Sum(), exporters: []string{"vllm >=0.12"}, scope: queries.Scope{partial},
			want: `sum(vllm:num_requests_running)`,
		},
		{
			name: "zero where there is traffic", query: queries.ZeroWhere(vllm.RequestSuccess.Where(vllm.FinishedReason.Is("error")).Rate(vllm.ModelName), vllm.RequestSuccess.Rate(vllm.ModelName)), exporters: []string{"vllm >=0.12"},
			want:   `sum by (model_name) (rate(vllm:request_success_total{finished_reason="error"}[$__rate_interval])) or 0 * sum by (model_name) (rate(vllm:request_success_total[$__rate_interval]))`,
			legend: "{{model_name}}",
		},
		{
			name: "times", query: queries.Times(vllm.PromptTokens.Increase(queries.Last(time.Hour)), 0.005), exporters: []string{"vllm >=0.12"},
			want: `sum(increase(vllm:prompt_tokens_total[1h])) * 0.005`,
		},
		{
			name: "the rest of a fleet that is half upgraded", query: vllm.RequestsWaiting.SumExcept(vllm.RequestsWaitingByReason).WhereAvailable(), exporters: []string{"vllm >=0.10"},
			want: `sum(vllm:num_requests_waiting unless ignoring (reason) vllm:num_requests_waiting_by_reason)`,
		},
		{
			name: "the whole of a fleet before the upgrade", query: vllm.RequestsWaiting.SumExcept(vllm.RequestsWaitingByReason).WhereAvailable(), exporters: []string{"vllm 0.12"},
			want: `sum(vllm:num_requests_waiting)`,
		},
		{
			name: "groups added up", query: queries.SumGroups(dcgm.PowerUsage.Max(dcgm.Hostname, dcgm.GPU), dcgm.Hostname), exporters: []string{"dcgm-exporter 4.5"},
			want:   `sum by (Hostname) (max by (Hostname, gpu) (DCGM_FI_DEV_POWER_USAGE))`,
			legend: "{{Hostname}}",
		},
		{
			name: "groups counted", query: queries.CountGroups(dcgm.GPUTemp.Max(dcgm.Hostname, dcgm.GPU)), exporters: []string{"dcgm-exporter 4.5"},
			want: `count(max by (Hostname, gpu) (DCGM_FI_DEV_GPU_TEMP))`,
		},
		{
			name: "the highest group", query: queries.MaxGroups(queries.Per(dcgm.FBUsed.Sum(dcgm.GPU), dcgm.FBFree.Sum(dcgm.GPU))), exporters: []string{"dcgm-exporter 4.5"},
			want: `max(sum by (gpu) (DCGM_FI_DEV_FB_USED) / (sum by (gpu) (DCGM_FI_DEV_FB_FREE) > 0))`,
		},
		{
			name: "a sum of which all releases have all", query: reserved, exporters: []string{"dcgm-exporter 4.5"},
			want:   `sum by (gpu) (DCGM_FI_DEV_FB_FREE) + sum by (gpu) (DCGM_FI_DEV_FB_RESERVED)`,
			legend: "{{gpu}}",
		},
		{
			name: "a sum of which some releases have all", query: reserved, exporters: []string{"dcgm-exporter >=4.2"},
			want:   `sum by (gpu) (DCGM_FI_DEV_FB_FREE) + (sum by (gpu) (DCGM_FI_DEV_FB_RESERVED) or 0 * sum by (gpu) (DCGM_FI_DEV_FB_FREE))`,
			legend: "{{gpu}}",
		},
		{
			name: "a sum of which no release has all", query: reserved, exporters: []string{"dcgm-exporter 4.2"},
			want:   `sum by (gpu) (DCGM_FI_DEV_FB_FREE)`,
			legend: "{{gpu}}",
		},
		{
			name: "groups of two metrics", query: queries.SumGroups(queries.OrSome(ovms.RequestsSuccess.Rate(ovms.Name), ovms.RequestsAccepted.Rate(ovms.Name))), exporters: []string{"ovms 2025.4"},
			want: `sum(sum by (name) (rate(ovms_requests_success[$__rate_interval])) or sum by (name) (rate(ovms_requests_accepted[$__rate_interval])))`,
		},
		{
			name: "groups of two metrics where no release has the other", query: queries.SumGroups(queries.OrSome(ovms.RequestsSuccess.Rate(ovms.Name), ovms.RequestsAccepted.Rate(ovms.Name))), exporters: []string{"ovms 2024.3"},
			want: `sum(sum by (name) (rate(ovms_requests_success[$__rate_interval])))`,
		},
		{
			name: "a label as newer releases spell it", query: dcgm.GPUTemp.Max(dcgm.Hostname), exporters: []string{"dcgm-exporter >=4.6.0-4.8.3"}, scope: node,
			want:   `max by (hostname) (DCGM_FI_DEV_GPU_TEMP{hostname=~"$node"})`,
			legend: "{{hostname}}",
		},
		{
			name: "a label as older releases spell it", query: dcgm.GPUTemp.Max(dcgm.Hostname), exporters: []string{"dcgm-exporter <4.6"}, scope: node,
			want:   `max by (Hostname) (DCGM_FI_DEV_GPU_TEMP{Hostname=~"$node"})`,
			legend: "{{Hostname}}",
		},
		{
			name: "a label that is spelled anew on the way", query: dcgm.GPUTemp.Max(dcgm.Hostname), exporters: []string{"dcgm-exporter >=4.5"},
			want:   `max by (Hostname) (label_replace(DCGM_FI_DEV_GPU_TEMP, "Hostname", "$1", "hostname", "(.+)"))`,
			legend: "{{Hostname}}",
		},
		{
			name: "a picker whose label is spelled anew on the way", query: dcgm.GPUTemp.Max(dcgm.Hostname), exporters: []string{"dcgm-exporter >=4.5"}, scope: node,
			want:   `max by (Hostname) (label_replace(DCGM_FI_DEV_GPU_TEMP{hostname=~"$node"}, "Hostname", "$1", "hostname", "(.+)") or DCGM_FI_DEV_GPU_TEMP{Hostname=~"$node"})`,
			legend: "{{Hostname}}",
		},
		{
			name: "limited to the environment's own", query: vllm.RequestsRunning.Sum(), exporters: []string{"vllm 0.12"}, scope: models,
			want: `sum(vllm:num_requests_running{model_name=~"granite-3\\.2|m"})`,
		},
		{
			name: "limited also out of scope", query: vllm.RequestsRunning.Unscoped("all nodes").Sum(), exporters: []string{"vllm 0.12"}, scope: append(models, node...),
			want: `sum(vllm:num_requests_running{model_name=~"granite-3\\.2|m"})`,
		},
		{
			name: "not limited where no label is", query: dcgm.GPUTemp.Max(), exporters: []string{"dcgm-exporter 4.5"}, scope: models,
			want: `max(DCGM_FI_DEV_GPU_TEMP)`,
		},
		{
			name: "a value with quotes", query: vllm.RequestsRunning.Where(vllm.ModelName.Is(`a"b\c`)).Sum(), exporters: []string{"vllm 0.12"},
			want: `sum(vllm:num_requests_running{model_name="a\"b\\c"})`,
		},
		{
			name: "values with syntax of patterns", query: vllm.RequestsRunning.Where(vllm.ModelName.In("a.b", "c|d")).Sum(), exporters: []string{"vllm 0.12"},
			want: `sum(vllm:num_requests_running{model_name=~"a\\.b|c\\|d"})`,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dialect := tt.dialect
			if dialect == "" {
				dialect = "uwm"
			}
			r, ok, err := tt.query.Render(environment(t, dialect, tt.exporters...), tt.scope)
			if err != nil || !ok {
				t.Fatalf("ok %v, error %v", ok, err)
			}
			if r.Expr != tt.want {
				t.Errorf("expression is\n\t%s\nwant\n\t%s", r.Expr, tt.want)
			}
			if r.Legend != tt.legend {
				t.Errorf("legend is %q, want %q", r.Legend, tt.legend)
			}
			if _, err := promql.Parse(r.Expr); err != nil {
				t.Errorf("what was rendered does not parse: %v", err)
			}
		})
	}
}

// TestPositionsNameTheAuthor's own line, whichever constructor made the query.
func TestPositionsNameTheAuthor(t *testing.T) {
	set := vllm.TimeToFirstToken.Quantiles(50, 95)
	for name, q := range map[string]queries.Query{
		"rate": vllm.PromptTokens.Rate(), "sum": vllm.RequestsRunning.Sum(), "max": vllm.KVCacheUsage.Max(), "temperature": dcgm.GPUTemp.Max(),
		"quantile": vllm.TimeToFirstToken.Quantile(0.5), "quantiles": set[1], "mean": vllm.TimeToFirstToken.Mean(), "heatmap": vllm.RequestPromptTokens.Heatmap(),
		"share": queries.Share(vllm.PromptTokens.Rate(), vllm.PromptTokens.Rate()), "summary": limitador.DatastoreLatency.Mean(),
		"count": kubestate.PodStatusPhase.Count(), "legend": vllm.PromptTokens.Rate().As("x").Now(), "template": queries.Template("1"),
	} {
		if p := q.Position(); p.File != "queries/render_test.go" || p.Line == 0 {
			t.Errorf("%s was written at %s", name, p)
		}
	}
}
