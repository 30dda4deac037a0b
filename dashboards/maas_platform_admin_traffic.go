package dashboards

import (
	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/istio"
	"github.com/llm-observability/dashgen/queries/limitador"
	"github.com/llm-observability/dashgen/queries/vllm"
)

// gatewayRequests are the requests that gateways report. They report as the source; what a sidecar beside a
// model reports as the destination is the same request again.
func gatewayRequests(ms ...queries.Matcher[istio.Exporter]) queries.Counter[istio.Exporter] {
	return istio.Requests.Where(istio.Reporter.Is("source")).Where(ms...)
}

func gatewayDuration() queries.Histogram[istio.Exporter] {
	return istio.RequestDuration.Where(istio.Reporter.Is("source"))
}

func adminTokensByModel() panels.Panel {
	return panels.TimeSeries("Token Rate by Model", panels.Doc{
		Means: "Tokens let through per second, by the model that answered.",
		Good:  "It moves with the demand.",
		Act:   "If a model's line ends while others go on, look at its pods.",
	}, limitador.TokenRate(limitador.Model)).
		Stacked()
}

func adminRequestsByModel() panels.Panel {
	return panels.TimeSeries("Request Rate by Model", panels.Doc{
		Means: "Requests per second that ended at a model, whatever the reason.",
		Good:  "It moves with the demand.",
		Act:   "If it is lower than what the gateway lets through, requests wait: look at the queue.",
	}, vllm.FinishedRequests(vllm.ModelName)).
		Stacked()
}

func adminLatency() panels.Panel {
	return panels.TimeSeries("P50/P95/P99 Latency", panels.Doc{
		Means: "Time of requests through the gateway, from their arrival to the last byte of the answer: streams count until their end. Refused requests are fast, and are in it.",
		Good:  "The lines are flat.",
		Act:   "If they rise together with the latency of the models, those are busy; if they rise alone, look at authentication.",
	}, gatewayDuration().Quantiles(50, 95, 99), gatewayDuration().Mean())
}

// gatewayErrors are requests of a kind per second, and 0 while the gateway serves others: a gateway that is gone
// has no line at zero.
func gatewayErrors(name, codes string) queries.Query {
	return queries.ZeroWhere(gatewayRequests(istio.ResponseCode.Like(codes)).Rate(), gatewayRequests().Rate()).As(name)
}

func adminClientErrors() panels.Panel {
	return panels.TimeSeries("4xx", panels.Doc{
		Means: "Requests per second that the gateway answered with any 4xx, 401 and those 429 that it sees included.",
		Good:  "Low and flat. No line means that no gateway reports, not that there are no errors.",
		Act:   "If it rises, see beside it whether it is 401 or 429; else somebody asks for what is not there.",
	}, gatewayErrors("4xx", "4..")).
		Colour("4xx", panels.ClientError())
}

func adminUnauthorized() panels.Panel {
	return panels.TimeSeries("Unauthorized (401)", panels.Doc{
		Means: "Requests per second that the gateway answered with 401.",
		Good:  "Low and flat. No line means that no gateway reports, not that there are no errors.",
		Act:   "If it rises, keys expired, or somebody tries them: compare with the decisions of Authorino.",
	}, gatewayErrors("401", "401")).
		Colour("401", panels.ClientError())
}

func adminRateLimited() panels.Panel {
	return panels.TimeSeries("Rate Limited (429)", panels.Doc{
		Means: "Requests per second that Limitador refused, by {plan}. The gateway's own 429 are fewer: it does not see them all.",
		Good:  "Low. No line means that Limitador counts nothing, not that nobody is refused.",
		Act:   "If one {plan} is refused all the time, its limit is too small or somebody tries again without waiting.",
	}, queries.ZeroWhere(limitador.LimitedCalls.Rate(limitador.Plan), limitador.AuthorizedCalls.Rate(limitador.Plan)))
}

func adminServerErrors() panels.Panel {
	return panels.TimeSeries("5xx", panels.Doc{
		Means: "Requests per second that the gateway answered with any 5xx.",
		Good:  "Zero. No line means that no gateway reports, not that there are no errors.",
		Act:   "503 means no healthy model behind the gateway, 504 that one did not answer in time: look at the models.",
	}, gatewayErrors("5xx", "5..")).
		Colour("5xx", panels.ServerError())
}

func adminQueue() panels.Panel {
	return panels.TimeSeries("Queue Depth", panels.Doc{
		Means: "Requests that wait at each model.",
		Good:  "Zero, or above it for moments.",
		Act:   "If it stays, add a replica, or tighten limits.",
	}, vllm.RequestsWaiting.Sum(vllm.ModelName)).
		Limits(panels.QueueDepthLimits())
}

func adminRunning() panels.Panel {
	return panels.TimeSeries("Running Requests", panels.Doc{
		Means: "Requests that each model serves now.",
		Good:  "It moves with the demand.",
		Act:   "If it is flat while requests wait, the model is at its limit.",
	}, vllm.RequestsRunning.Sum(vllm.ModelName))
}

func adminCache() panels.Panel {
	return panels.TimeSeries("KV Cache", panels.Doc{
		Means: "Share of KV-cache blocks in use on each model's fullest replica.",
		Good:  "Below 80 %.",
		Act:   "If it is full, requests are preempted: shorten contexts or add memory.",
	}, vllm.KVCacheUsage.Max(vllm.ModelName)).
		Limits(panels.KVCacheLimits())
}

func adminEndToEnd() panels.Panel {
	return panels.TimeSeries("E2E Latency", panels.Doc{
		Means: "Time from a request's arrival at a model to its last token, over the picked models.",
		Good:  "The lines are flat.",
		Act:   "If p99 leaves the others, a few requests are very long; if all rise, the models are full.",
	}, vllm.E2ERequestLatency.Quantiles(50, 95, 99), vllm.E2ERequestLatency.Mean()).
		Limits(panels.EndToEndLimits())
}

func adminFirstToken() panels.Panel {
	return panels.TimeSeries("Time To First Token", panels.Doc{
		Means: "Time from a request's arrival at a model to its first token, over the picked models.",
		Good:  "p95 below a second.",
		Act:   "If it rises with the queue, add a replica; if it rises alone, prompts are long.",
	}, vllm.TimeToFirstToken.Quantiles(50, 95, 99)).
		Limits(panels.TimeToFirstTokenLimits())
}

func adminModelTokens() panels.Panel {
	return panels.TimeSeries("Model Tokens", panels.Doc{
		Means: "Prompt and generated tokens per second as the models count them, simulators included.",
		Good:  "Together they are about what Limitador lets through.",
		Act:   "If models count far more than Limitador, somebody reaches them past the gateway.",
	},
		vllm.PromptTokens.Rate(vllm.ModelName).As("prompt {{model_name}}"),
		vllm.GenerationTokens.Rate(vllm.ModelName).As("generated {{model_name}}"))
}
