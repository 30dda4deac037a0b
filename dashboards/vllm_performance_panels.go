package dashboards

import (
	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries/vllm"
)

func perfPerToken() panels.Panel {
	return panels.TimeSeries("Time per Output Token", panels.Doc{
		Means: "Gap between two tokens of an answer, per model: half and 19 of 20 gaps stayed below the lines.",
		Good:  "Below 100 ms text flows faster than people read.",
		Act:   "If it rises with running requests, the batch is too large for the GPU: lower max_num_seqs or add a replica.",
	},
		vllm.InterTokenLatency.Quantile(0.5, vllm.ModelName),
		vllm.InterTokenLatency.Quantile(0.95, vllm.ModelName)).
		Empty("no traffic")
}

func perfEndToEnd() panels.Panel {
	return panels.TimeSeries("End-to-End Latency", panels.Doc{
		Means: "Time from a request's arrival to its last token, per model: half and 19 of 20 requests stayed below the lines.",
		Good:  "It depends on the length of answers; know each model's usual value.",
		Act:   "If it grows and the first token does not, answers became longer or the batch larger.",
	},
		vllm.E2ERequestLatency.Quantile(0.5, vllm.ModelName),
		vllm.E2ERequestLatency.Quantile(0.95, vllm.ModelName)).
		Limits(panels.EndToEndLimits()).
		Empty("no traffic")
}

func perfQueue() panels.Panel {
	return panels.TimeSeries("Queue Depth", panels.Doc{
		Means: "Requests that wait for a place in the batch, per model, summed over its replicas.",
		Good:  "Zero, or above it for moments.",
		Act:   "If it stays for one model, add a replica of it; if other models are idle, their GPUs could serve it.",
	}, vllm.RequestsWaiting.Sum(vllm.ModelName)).
		Limits(panels.QueueDepthLimits())
}

func perfSaturation() panels.Panel {
	return panels.TimeSeries("Saturation", panels.Doc{
		Means: "Share of a model's requests in the servers that wait: at 50 % one waits for each that runs. A server without requests has no value.",
		Good:  "At 0 %.",
		Act:   "If it nears 100 %, most time is spent waiting: add a replica, or send less.",
	}, vllm.WaitingShare(vllm.ModelName)).
		Empty("no requests")
}

func perfRunning() panels.Panel {
	return panels.TimeSeries("Running Requests", panels.Doc{
		Means: "Requests in the running batches, per model, summed over its replicas.",
		Good:  "It moves with the load.",
		Act:   "If it is flat at its top while others wait, max_num_seqs or the KV cache is the limit.",
	}, vllm.RequestsRunning.Sum(vllm.ModelName))
}

func perfCache() panels.Panel {
	return panels.TimeSeries("KV Cache Utilization", panels.Doc{
		Means: "Share of KV-cache blocks in use, on the fullest replica of each model.",
		Good:  "Below 80 %.",
		Act:   "If a model's is full, shorten contexts, add a replica, or give it more memory.",
	}, vllm.KVCacheUsage.Max(vllm.ModelName)).
		Limits(panels.KVCacheLimits())
}

func perfPromptLength() panels.Panel {
	return panels.TimeSeries("Prompt Token Length", panels.Doc{
		Means: "Tokens per prompt, per model: half and 19 of 20 prompts were shorter than the lines.",
		Good:  "Steady for each model.",
		Act:   "If p95 jumps, somebody sends whole documents: expect a slower first token and a fuller cache.",
	},
		vllm.RequestPromptTokens.Quantile(0.5, vllm.ModelName),
		vllm.RequestPromptTokens.Quantile(0.95, vllm.ModelName)).
		Empty("no traffic")
}

func perfAnswerLength() panels.Panel {
	return panels.TimeSeries("Generated Token Length", panels.Doc{
		Means: "Tokens per answer, per model: half and 19 of 20 answers were shorter than the lines.",
		Good:  "Steady for each model.",
		Act:   "If p95 sits at max_tokens, answers are cut off.",
	},
		vllm.RequestGenerationTokens.Quantile(0.5, vllm.ModelName),
		vllm.RequestGenerationTokens.Quantile(0.95, vllm.ModelName)).
		Empty("no traffic")
}

func perfQueueTime() panels.Panel {
	return panels.TimeSeries("Queue Time", panels.Doc{
		Means: "Time that requests of a model waited before they were first served: the mean, and what 19 of 20 stayed below.",
		Good:  "Close to zero.",
		Act:   "If it is most of the time to the first token, the model needs a replica and not shorter prompts.",
	},
		vllm.RequestQueueTime.Quantile(0.95, vllm.ModelName),
		vllm.RequestQueueTime.Mean(vllm.ModelName)).
		Empty("no traffic")
}

func perfRequestsByReplica() panels.Panel {
	return panels.TimeSeries("Requests by Replica", panels.Doc{
		Means: "Requests that ended per second on each replica.",
		Good:  "Replicas of one model get about the same.",
		Act:   "If one gets nothing, the route does not know it or it is not ready.",
	}, vllm.FinishedRequests(vllm.ModelName, vllm.Pod))
}

func perfCacheByReplica() panels.Panel {
	return panels.TimeSeries("KV Cache by Replica", panels.Doc{
		Means: "Share of KV-cache blocks in use on each replica.",
		Good:  "Replicas of one model are about equally full.",
		Act:   "If one is full and its neighbours are not, requests are spread badly.",
	}, vllm.KVCacheUsage.Max(vllm.ModelName, vllm.Pod)).
		Limits(panels.KVCacheLimits())
}
