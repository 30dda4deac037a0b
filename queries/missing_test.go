package queries_test

import (
	"strings"
	"testing"

	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/dcgm"
	"github.com/llm-observability/dashgen/queries/llamastack"
	"github.com/llm-observability/dashgen/queries/ovms"
	"github.com/llm-observability/dashgen/queries/vllm"
)

func TestRenderSaysWhatIsMissing(t *testing.T) {
	tests := []struct {
		name  string
		query queries.Query
		env   *queries.Environment
		scope queries.Scope
		want  []string // parts of the error; none: the query is left out
	}{
		{
			name: "removed", query: vllm.RequestsSwapped.Sum(), env: environment(t, "uwm", "vllm >=0.10"),
			want: []string{"queries/missing_test.go:", "no release of environment test has vllm:num_requests_swapped", "it runs vllm >=0.10", "vllm:num_requests_swapped was removed in vllm 0.9.1"},
		},
		{
			name: "not yet in every release", query: vllm.RequestsWaitingByReason.Sum(), env: environment(t, "uwm", "vllm >=0.10"),
			want: []string{"not every release of environment test has vllm:num_requests_waiting_by_reason", "came in vllm 0.20.0"},
		},
		{
			name: "removed in the newest", query: vllm.RequestsSwapped.Sum(), env: environment(t, "uwm", "vllm >=0.8"),
			want: []string{"not every release"},
		},
		{name: "left out", query: vllm.RequestsSwapped.Sum().WhereAvailable(), env: environment(t, "uwm", "vllm >=0.10")},
		{
			name: "rest of a fleet that is wholly upgraded", query: vllm.RequestsWaiting.SumExcept(vllm.RequestsWaitingByReason).WhereAvailable(),
			env: environment(t, "uwm", "vllm >=0.20"),
		},
		{
			name: "an exporter that does not run", query: dcgm.GPUTemp.Max(), env: environment(t, "uwm", "vllm >=0.10"),
			want: []string{"the environment runs no dcgm-exporter"},
		},
		{name: "left out with its exporter", query: dcgm.GPUTemp.Max().WhereAvailable(), env: environment(t, "uwm", "vllm >=0.10")},
		{
			name: "left out with a metric that stands beside it", query: vllm.RequestsRunning.Sum(vllm.FinishedReason).WhereAvailable(vllm.RequestsSwapped),
			env: environment(t, "uwm", "vllm >=0.10"),
		},
		{
			name: "not left out with a metric that is there", query: vllm.RequestsRunning.Sum(vllm.FinishedReason).WhereAvailable(vllm.RequestsWaiting),
			env:  environment(t, "uwm", "vllm >=0.10"),
			want: []string{"vllm:num_requests_running has no label finished_reason"},
		},
		{
			name: "a label of another metric", query: vllm.RequestsRunning.Sum(vllm.FinishedReason), env: environment(t, "uwm", "vllm >=0.10"),
			want: []string{"vllm:num_requests_running has no label finished_reason", "its labels are model_name, engine"},
		},
		{
			name: "a target label that the store does not add", query: vllm.RequestsRunning.Sum(vllm.ServiceName), env: environment(t, "uwm", "vllm >=0.10"),
			want: []string{"no label service_name in store main", `stores of the dialect "uwm" do not add it`},
		},
		{
			name: "a picker without a label for the exporter", query: vllm.RequestsRunning.Sum(), env: environment(t, "uwm", "vllm >=0.10"),
			scope: queries.Scope{queries.NewScopeMatcher("gpu", "=~", "$gpu", dcgm.GPU)},
			want:  []string{"picker gpu has no label for vllm"},
		},
		{
			name: "groups of a label that is not there", query: queries.SumGroups(dcgm.PowerUsage.Max(dcgm.GPU), dcgm.Hostname), env: environment(t, "uwm", "dcgm-exporter 4.5"),
			want: []string{"queries/missing_test.go:", "groups by Hostname", "what it aggregates is not grouped by it"},
		},
		{
			name: "a picker whose label the store does not add to targets", query: vllm.RequestsRunning.Sum(), env: environment(t, "uwm", "vllm >=0.10"),
			scope: queries.Scope{queries.NewScopeMatcher("service", "=", "mine", vllm.ServiceName)},
			want:  []string{"no label service_name in store main"},
		},
		{
			name: "a choice of which no release has any", query: queries.FirstOf(vllm.RequestsSwapped.Sum(), dcgm.GPUTemp.Max()), env: environment(t, "uwm", "vllm >=0.10"),
			want: []string{"no release of environment test has vllm:num_requests_swapped", "the environment runs no dcgm-exporter"},
		},
		{
			name: "a choice of which some releases have each", query: tokensByModel(), env: environment(t, "rhoai", "llama-stack >=0.3"),
			want: []string{"not every release of environment test has gen_ai_client_token_usage", "not every release of environment test has tokens_total"},
		},
		{name: "a choice that is left out", query: tokensByModel().WhereAvailable(), env: environment(t, "rhoai", "llama-stack >=0.3")},
		{
			name: "a choice whose own mistake is no reason for the next", env: environment(t, "rhoai", "llama-stack 0.7"),
			query: queries.FirstOf(llamastack.GenAIClientTokenUsage.SumRate(llamastack.Stream), llamastack.TokensTotal.Rate(llamastack.ModelID)),
			want:  []string{"gen_ai_client_token_usage has no label stream"},
		},
		{
			name: "a sum whose first part is gone", query: queries.PlusSome(vllm.RequestsSwapped.Sum(), vllm.RequestsRunning.Sum()), env: environment(t, "uwm", "vllm >=0.10"),
			want: []string{"no release of environment test has vllm:num_requests_swapped"},
		},
		{
			name: "a sum that is left out with its first part", query: queries.PlusSome(vllm.RequestsSwapped.Sum(), vllm.RequestsRunning.Sum()).WhereAvailable(),
			env: environment(t, "uwm", "vllm >=0.10"),
		},
		{
			name: "a choice of other groups", env: environment(t, "rhoai", "llama-stack 0.3"),
			query: queries.FirstOf(llamastack.GenAIClientTokenUsage.SumRate(), llamastack.TokensTotal.Rate(llamastack.ModelID)),
			want:  []string{"a choice is grouped by 1 labels, the first by 0"},
		},
		{
			name: "a template with too few parts", query: queries.Template("%s + %s", vllm.RequestsRunning.Sum()), env: environment(t, "uwm", "vllm >=0.10"),
			want: []string{"the template has 2 places for 1 parts"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, ok, err := tt.query.Render(tt.env, tt.scope)
			if len(tt.want) == 0 {
				if ok || err != nil {
					t.Errorf("ok %v, error %v, want it left out", ok, err)
				}
				return
			}
			for _, part := range tt.want {
				if err == nil || !strings.Contains(err.Error(), part) {
					t.Errorf("error is\n\t%v\nwant it to say\n\t%s", err, part)
				}
			}
		})
	}
}

// TestHonouredLabels: a monitor that honours labels leaves DCGM's pod what it is, the workload.
func TestHonouredLabels(t *testing.T) {
	env := environment(t, "uwm", "dcgm-exporter 4.5")
	env.Stores[0].HonorLabels = []string{"dcgm-exporter"}
	r, ok, err := dcgm.GPUUtil.Where(dcgm.Pod.IsNot("")).Max(dcgm.Namespace, dcgm.Pod).Render(env, nil)
	if want := `max by (namespace, pod) (DCGM_FI_DEV_GPU_UTIL{pod!=""})`; !ok || err != nil || r.Expr != want {
		t.Errorf("expression is\n\t%s\nwant\n\t%s (%v)", r.Expr, want, err)
	}
}

func TestPickersOfTwoMetrics(t *testing.T) {
	tests := []struct{ version, want string }{
		{"2025.4", `label_values({__name__=~"ovms_requests_success|ovms_requests_accepted"}, name)`},
		{"2024.3", `label_values(ovms_requests_success, name)`},
	}
	for _, tt := range tests {
		got, err := queries.Values(environment(t, "uwm", "ovms "+tt.version), nil, ovms.Name, ovms.RequestsSuccess, ovms.RequestsAccepted)
		if err != nil || got != tt.want {
			t.Errorf("ovms %s: %s, %v, want %s", tt.version, got, err, tt.want)
		}
	}
}

// TestGroupsKeepTheirConditions: what leaves a query out leaves its groups out.
func TestGroupsKeepTheirConditions(t *testing.T) {
	env := environment(t, "uwm", "vllm >=0.10")
	calls := vllm.PromptTokens.Rate(vllm.ModelName).WhereAvailable(dcgm.GPUTemp)
	for name, q := range map[string]queries.Query{
		"sum": queries.SumGroups(calls), "max": queries.MaxGroups(calls), "count": queries.CountGroups(calls),
		"active": queries.Active(calls), "once": queries.Once(calls),
	} {
		if r, ok, err := q.Render(env, nil); ok || err != nil {
			t.Errorf("%s is %q, %v, want it left out", name, r.Expr, err)
		}
	}
}

func TestTwoStoresInOneExpression(t *testing.T) {
	env := environment(t, "uwm", "vllm >=0.10", "dcgm-exporter 4.5")
	env.Stores = append(env.Stores, queries.Store{Name: "other", Dialect: "rhoai", Exporters: []string{"vllm"}})
	_, _, err := queries.Per(vllm.GenerationTokens.Rate(), dcgm.PowerUsage.Sum()).Render(env, nil)
	if err == nil || !strings.Contains(err.Error(), "the rest of the query lives in store other") {
		t.Errorf("error is %v", err)
	}
	if _, ok, err := queries.Per(vllm.GenerationTokens.Rate(), dcgm.PowerUsage.Sum()).WhereAvailable().Render(env, nil); ok || err != nil {
		t.Errorf("ok %v, error %v, want it left out", ok, err)
	}
	r, ok, err := vllm.GenerationTokens.Rate().Render(env, nil)
	if err != nil || !ok || r.Store.Name != "other" {
		t.Errorf("vLLM is asked in store %q, %v", r.Store.Name, err)
	}
	// What not every release has may be as well in another store: then there is the rest.
	r, ok, err = queries.PlusSome(vllm.RequestsRunning.Sum(), dcgm.FBReserved.Sum()).Render(env, nil)
	if err != nil || !ok || r.Expr != "sum(vllm:num_requests_running)" {
		t.Errorf("a sum over two stores is %q, %v, %v", r.Expr, ok, err)
	}
}
