package dashboards

import (
	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries/vllm"
)

// CanopyVLLM shows the shared model server that every Canopy user depends on.
func CanopyVLLM() panels.Dashboard {
	return panels.New("canopy-vllm", "vLLM AI501 Metrics Dashboard",
		"Is the shared model fast, busy or stuck? Throughput, latency, queue and cache of the vLLM servers behind the lab.").
		Tags("canopy", "vllm").
		Scope(
			panels.Pick("namespace", "Namespace", vllm.RequestsRunning, vllm.Namespace).FixedBy("model_namespace"),
			panels.Pick("model_name", "Model", vllm.RequestsRunning, vllm.ModelName).StartAt("model_name"),
		).
		Stats(vllmRequests(), vllmFirstTokenNow(), vllmEndToEndNow(), vllmQueueNow(), vllmFullestCacheNow(), vllmUnservedNow()).
		Row("Throughput", vllmGenerationThroughput(), vllmPromptThroughput()).
		Row("Latency", vllmEndToEnd(), vllmFirstToken(), vllmPerOutputToken()).
		Row("Scheduler and memory", vllmFinished(), vllmScheduler(), vllmCache()).
		Row("Request size", vllmPromptLength(), vllmGenerationLength()).
		Detail("Why it is slow", vllmQueueTime(), vllmPhases(), vllmPrefixCache(), vllmPreemptions(), vllmTokensPerRequest())
}

func vllmRequests() panels.StatPanel {
	return panels.Stat("Requests", panels.Doc{
		Means: "Requests that ended per second, over all replicas, whatever the reason.",
		Good:  "It follows the lab's timetable.",
		Act:   "If it is zero while people work, look at the queue, then at the pods.",
	}, vllm.FinishedRequests().As("requests")).
		Empty("no server")
}

func vllmFirstTokenNow() panels.StatPanel {
	return panels.Stat("First Token, p95", panels.Doc{
		Means: "19 of 20 requests got their first token within this time.",
		Good:  "Below a second a chat feels immediate.",
		Act:   "If it is high, compare with the queue: with one, the server is full; without, prompts are long.",
	}, vllm.TimeToFirstToken.Quantile(0.95)).
		Limits(panels.TimeToFirstTokenLimits()).
		Empty("no traffic")
}

func vllmEndToEndNow() panels.StatPanel {
	return panels.Stat("End to End, p95", panels.Doc{
		Means: "19 of 20 requests were answered in full within this time.",
		Good:  "It depends on the length of answers; know your usual value.",
		Act:   "If it grows and the first token does not, answers became longer or the batch larger.",
	}, vllm.E2ERequestLatency.Quantile(0.95)).
		Limits(panels.EndToEndLimits()).
		Empty("no traffic")
}

func vllmQueueNow() panels.StatPanel {
	return panels.Stat("Waiting in Queue", panels.Doc{
		Means: "Requests that no replica has begun to serve.",
		Good:  "Zero, or above it for moments.",
		Act:   "If it stays, add a replica or lower max_tokens.",
	}, vllm.RequestsWaiting.Sum().As("waiting")).
		Limits(panels.QueueDepthLimits()).
		Empty("no server")
}

func vllmFullestCacheNow() panels.StatPanel {
	return panels.Stat("Fullest KV Cache", panels.Doc{
		Means: "Share of KV-cache blocks in use on the replica that has the fewest left.",
		Good:  "Below 80 %.",
		Act:   "If it is full, requests are preempted: shorten contexts or add memory.",
	}, vllm.KVCacheUsage.Max().As("fullest replica")).
		Limits(panels.KVCacheLimits()).
		Empty("no server")
}

func vllmUnservedNow() panels.StatPanel {
	return panels.Stat("Aborted or Failed", panels.Doc{
		Means: "Share of ended requests whose client went away or that failed.",
		Good:  "Below one in a hundred.",
		Act:   "Aborts rise when people stop waiting: look at the latency first, then at the server's log.",
	}, vllm.UnservedShare().As("aborted or failed")).
		Limits(panels.ErrorShareLimits()).
		Empty("no traffic")
}

func vllmGenerationThroughput() panels.Panel {
	return panels.TimeSeries("Generation Token Throughput", panels.Doc{
		Means: "Tokens generated per second, by model, over all replicas.",
		Good:  "It rises with the number of running requests until the GPU is saturated.",
		Act:   "If it is flat while requests wait, the server is at its limit: add a replica.",
	}, vllm.GenerationTokens.Rate(vllm.ModelName))
}

func vllmPromptThroughput() panels.Panel {
	return panels.TimeSeries("Prompt Token Throughput", panels.Doc{
		Means: "Prompt tokens processed per second, by model, those found in the prefix cache included.",
		Good:  "It follows the request rate.",
		Act:   "If it grows faster than requests, prompts became longer: look at Request Prompt Length.",
	}, vllm.PromptTokens.Rate(vllm.ModelName))
}

func vllmScheduler() panels.Panel {
	return panels.TimeSeries("Scheduler State", panels.Doc{
		Means: "Requests in the running batch and requests that wait, summed over replicas.",
		Good:  "Running moves with the load, waiting stays at zero.",
		Act:   "If requests wait for capacity, the KV cache or max_num_seqs is the limit; deferred ones wait for a transfer or a grammar.",
	}, vllm.SchedulerState()).
		Stacked().
		Colour("running", panels.Running()).
		Colour("waiting", panels.Waiting()).
		Colour("waiting: capacity", panels.Waiting()).
		Colour("waiting: deferred", panels.Aborted()).
		Colour("swapped", panels.Swapped())
}

func vllmPromptLength() panels.Panel {
	return panels.Heatmap("Request Prompt Length", panels.Doc{
		Means: "How long prompts are: each column is a moment, each row a range of tokens, and the brighter a cell the more requests fell into it.",
		Good:  "Most requests lie in a few rows that you know.",
		Act:   "If a band appears near the top, somebody sends whole documents: expect a slower first token.",
	}, vllm.RequestPromptTokens.Heatmap())
}

func vllmGenerationLength() panels.Panel {
	return panels.Heatmap("Request Generation Length", panels.Doc{
		Means: "How long answers are: each column is a moment, each row a range of tokens, and the brighter a cell the more requests fell into it.",
		Good:  "Most requests lie in a few rows that you know.",
		Act:   "If a band sits at max_tokens, answers are cut off: see the finish reason length.",
	}, vllm.RequestGenerationTokens.Heatmap())
}

func vllmCache() panels.Panel {
	return panels.TimeSeries("KV Cache Utilization", panels.Doc{
		Means: "Share of KV-cache blocks in use: on the fullest replica, and on average.",
		Good:  "Below 80 %, and both lines close together.",
		Act:   "If only one replica is full, requests are spread badly; if all are, shorten contexts or add memory.",
	},
		vllm.KVCacheUsage.Max().As("fullest replica"),
		vllm.KVCacheUsage.Avg().As("mean of replicas")).
		Colour("fullest replica", panels.Highest()).
		Mean("mean of replicas").
		Limits(panels.KVCacheLimits())
}

func vllmFinished() panels.Panel {
	return panels.TimeSeries("Successfully Processed Requests", panels.Doc{
		Means: "Requests that ended per second, by reason: stop is a whole answer, length and repetition are ones cut short, abort and error are none.",
		Good:  "Almost all end with stop.",
		Act:   "If length grows, answers are cut off at max_tokens; if abort grows, people stop waiting; if error appears, read the server's log.",
	}, vllm.FinishedRequests(vllm.FinishedReason)).
		Stacked().Bars().
		Colour(vllm.Stop, panels.Success()).
		Colour(vllm.Length, panels.Truncated()).
		Colour(vllm.Abort, panels.Aborted()).
		Colour(vllm.Error, panels.ServerError()).
		Colour(vllm.Repetition, panels.Warn())
}

func vllmEndToEnd() panels.Panel {
	return panels.TimeSeries("E2E Request Latency", panels.Doc{
		Means: "Time from a request's arrival to its last token: half, nine of ten, 19 of 20 and 99 of 100 requests stayed below the lines.",
		Good:  "The lines lie close together and are flat.",
		Act:   "If p99 leaves the others, a few requests are very long; if all rise together, the server is full.",
	}, vllm.E2ERequestLatency.Quantiles(50, 90, 95, 99), vllm.E2ERequestLatency.Mean()).
		Limits(panels.EndToEndLimits())
}

func vllmFirstToken() panels.Panel {
	return panels.TimeSeries("Time To First Token", panels.Doc{
		Means: "Time from a request's arrival to its first token, which is how long people look at an empty box.",
		Good:  "p95 below a second.",
		Act:   "If it rises with the queue, add a replica; if it rises alone, prompts are long or the prefix cache misses.",
	}, vllm.TimeToFirstToken.Quantiles(50, 90, 95, 99), vllm.TimeToFirstToken.Mean()).
		Limits(panels.TimeToFirstTokenLimits())
}

func vllmPerOutputToken() panels.Panel {
	return panels.TimeSeries("Time Per Output Token", panels.Doc{
		Means: "Gap between two tokens of an answer, which is how fast text flows.",
		Good:  "Below 100 ms text flows faster than people read.",
		Act:   "If it rises with running requests, the batch is too large for the GPU: lower max_num_seqs or add a replica.",
	}, vllm.InterTokenLatency.Quantiles(50, 90, 95, 99), vllm.InterTokenLatency.Mean())
}
