package dashboards

import (
	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/vllm"
)

// VLLMPerformance compares the models of a namespace: every panel has a line per model, over all its replicas.
func VLLMPerformance() panels.Dashboard {
	return panels.New("vllm-performance", "vLLM Performance",
		"Which model is fast, which is busy, which is stuck? All vLLM predictors of the namespace, one line per model.").
		Tags("litemaas", "vllm").
		Scope(
			panels.Pick("namespace", "Namespace", vllm.RequestsRunning, vllm.Namespace).FixedBy("model_namespace"),
			panels.Pick("model_name", "Model", vllm.RequestsRunning, vllm.ModelName),
		).
		Stats(perfRequestsNow(), perfFirstTokenNow(), perfTokensNow(), perfWaitingNow(), perfCacheNow(), perfUnservedNow()).
		Row("Models", perfModels()).
		Row("Traffic", perfRequests(), perfTokens()).
		Row("Latency", perfFirstToken(), perfPerToken(), perfEndToEnd()).
		Row("Saturation", perfQueue(), perfSaturation(), perfRunning(), perfCache()).
		Row("Request size", perfPromptLength(), perfAnswerLength()).
		Detail("Replicas", perfQueueTime(), perfRequestsByReplica(), perfCacheByReplica())
}

func perfRequestsNow() panels.StatPanel {
	return panels.Stat("Requests", panels.Doc{
		Means: "Requests that ended per second, over all models, whatever the reason.",
		Good:  "It follows the use.",
		Act:   "If it is zero while people work, look at the queue, then at the pods.",
	}, vllm.FinishedRequests().As("requests")).
		Empty("no server")
}

func perfFirstTokenNow() panels.StatPanel {
	return panels.Stat("First Token, p95", panels.Doc{
		Means: "19 of 20 requests to any model got their first token within this time.",
		Good:  "Below a second a chat feels immediate.",
		Act:   "If it is high, find the model in the table below, and look whether its requests wait.",
	}, vllm.TimeToFirstToken.Quantile(0.95)).
		Limits(panels.TimeToFirstTokenLimits()).
		Empty("no traffic")
}

func perfTokensNow() panels.StatPanel {
	return panels.Stat("Generated Tokens", panels.Doc{
		Means: "Tokens that all models together generate per second.",
		Good:  "It rises with the requests.",
		Act:   "If it is flat while requests wait, the servers are at their limit.",
	}, vllm.GenerationTokens.Rate().As("generated")).
		Empty("no server")
}

func perfWaitingNow() panels.StatPanel {
	return panels.Stat("Waiting in Queue", panels.Doc{
		Means: "Requests that no replica of their model has begun to serve.",
		Good:  "Zero, or above it for moments.",
		Act:   "If it stays, add a replica of the model that the table shows.",
	}, vllm.RequestsWaiting.Sum().As("waiting")).
		Limits(panels.QueueDepthLimits()).
		Empty("no server")
}

func perfCacheNow() panels.StatPanel {
	return panels.Stat("Fullest KV Cache", panels.Doc{
		Means: "Share of KV-cache blocks in use on the replica that has the fewest left.",
		Good:  "Below 80 %.",
		Act:   "If it is full, requests are preempted: shorten contexts, add a replica, or give the model more memory.",
	}, vllm.KVCacheUsage.Max().As("fullest replica")).
		Limits(panels.KVCacheLimits()).
		Empty("no server")
}

func perfUnservedNow() panels.StatPanel {
	return panels.Stat("Aborted or Failed", panels.Doc{
		Means: "Share of ended requests whose client went away or that failed; releases before 0.14 do not count failures.",
		Good:  "Below one in a hundred.",
		Act:   "Aborts rise when people stop waiting: look at the latency first, then at the server's log.",
	}, vllm.UnservedShare().As("aborted or failed")).
		Limits(panels.ErrorShareLimits()).
		Empty("no traffic")
}

func perfModels() panels.Panel {
	m := vllm.ModelName
	return panels.Table("Model Summary", panels.Doc{
		Means: "One row per model with its values now, over all its replicas.",
		Good:  "No colours, and few requests wait for each that runs.",
		Act:   "If a model's first token is late, look right: with requests waiting it needs a replica, without its prompts are long.",
	},
		panels.Col("Requests", vllm.FinishedRequests(m)).Bar(),
		panels.Col("Aborted or Failed", vllm.UnservedShare(m)).Limits(panels.ErrorShareLimits()),
		panels.Col("First Token p95", vllm.TimeToFirstToken.Quantile(0.95, m)).Limits(panels.TimeToFirstTokenLimits()),
		panels.Col("Per Token p95", vllm.InterTokenLatency.Quantile(0.95, m)),
		panels.Col("End to End p95", vllm.E2ERequestLatency.Quantile(0.95, m)),
		panels.Col("Prompt Tokens", vllm.PromptTokens.Rate(m)),
		panels.Col("Generated Tokens", vllm.GenerationTokens.Rate(m)),
		panels.Col("Running", vllm.RequestsRunning.Sum(m)),
		panels.Col("Waiting", vllm.RequestsWaiting.Sum(m)).Limits(panels.QueueDepthLimits()),
		panels.Col("Waiting per Running", queries.Per(vllm.RequestsWaiting.Sum(m), vllm.RequestsRunning.Sum(m))),
		panels.Col("KV Cache", vllm.KVCacheUsage.Max(m)).Limits(panels.KVCacheLimits())).
		Head(m, "Model").
		Wide(24).
		Empty("no traffic")
}

func perfRequests() panels.Panel {
	m := vllm.ModelName
	return panels.TimeSeries("Request Throughput", panels.Doc{
		Means: "Requests per second that each model answered, and apart from them those whose client went away and those that failed.",
		Good:  "Answered requests follow the use, the others stay at zero.",
		Act:   "If aborts rise, people stop waiting: look at the latency; if failures do, read the server's log. Releases before 0.14 do not count failures.",
	},
		vllm.AnsweredRequests(m).As("{{model_name}}"),
		vllm.RequestSuccess.Where(vllm.FinishedReason.Is(vllm.Abort)).Rate(m).As("{{model_name}} aborted"),
		vllm.RequestSuccess.Where(vllm.FinishedReason.Is(vllm.Error)).Rate(m).As("{{model_name}} failed"))
}

func perfTokens() panels.Panel {
	return panels.TimeSeries("Tokens Per Second", panels.Doc{
		Means: "Tokens that each model generates per second, and prompt tokens that it takes in, those found in the prefix cache included.",
		Good:  "Both move with the requests.",
		Act:   "If generating is flat while requests wait, the model is at its limit: add a replica.",
	},
		vllm.GenerationTokens.Rate(vllm.ModelName).As("{{model_name}} generated"),
		vllm.PromptTokens.Rate(vllm.ModelName).As("{{model_name}} prompt"))
}

func perfFirstToken() panels.Panel {
	return panels.TimeSeries("Time to First Token (TTFT)", panels.Doc{
		Means: "Time from a request's arrival to its first token, per model: half and 19 of 20 requests stayed below the lines.",
		Good:  "p95 below a second.",
		Act:   "If one model leaves the others, look at its queue; without one, its prompts are long or the prefix cache misses.",
	},
		vllm.TimeToFirstToken.Quantile(0.5, vllm.ModelName),
		vllm.TimeToFirstToken.Quantile(0.95, vllm.ModelName)).
		Limits(panels.TimeToFirstTokenLimits()).
		Empty("no traffic")
}
