package dashboards

import (
	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries/vllm"
)

func vllmQueueTime() panels.Panel {
	return panels.TimeSeries("Queue Time", panels.Doc{
		Means: "Time that requests waited before a replica began with them: 19 of 20 waited less than the p95, and a request counts when it ends.",
		Good:  "Close to zero; any other value is time that a user looks at an empty box.",
		Act:   "If it rises, compare with Scheduler State: requests that wait for capacity need a replica or shorter contexts.",
	}, vllm.RequestQueueTime.Quantile(0.95), vllm.RequestQueueTime.Mean())
}

func vllmPhases() panels.Panel {
	return panels.TimeSeries("Queue, Prefill and Decode Time", panels.Doc{
		Means: "Where the time of a mean request goes: waiting, reading its prompt (prefill), writing its answer (decode); together they are its time in the server.",
		Good:  "Almost all of it is decode.",
		Act:   "If prefill grows, prompts are long or miss the prefix cache; if decode grows, answers are long or the batch is large; if the queue grows, add a replica.",
	},
		vllm.RequestQueueTime.Mean().As("queue"),
		vllm.RequestPrefillTime.Mean().As("prefill"),
		vllm.RequestDecodeTime.Mean().As("decode")).
		Stacked().
		Colour("queue", panels.Waiting()).
		Colour("prefill", panels.Prompt()).
		Colour("decode", panels.Generation())
}

func vllmPrefixCache() panels.Panel {
	return panels.TimeSeries("Prefix Cache Hit Rate", panels.Doc{
		Means: "Share of looked-up prompt tokens that the prefix cache had, by model; without traffic it has no value.",
		Good:  "High where prompts begin alike: a shared system prompt, a long chat.",
		Act:   "If it drops, a prompt template changed at its beginning, or the cache is too full to keep anything: look at KV Cache Utilization.",
	}, vllm.PrefixCacheHitShare(vllm.ModelName))
}

func vllmPreemptions() panels.Panel {
	return panels.TimeSeries("Preemptions", panels.Doc{
		Means: "How often per second a running request was put back into the queue for lack of cache; one request may be preempted several times.",
		Good:  "Zero.",
		Act:   "If it is above zero, the KV cache is full and work is done twice: shorten contexts, lower max_num_seqs or add memory.",
	}, vllm.Preemptions.Rate(vllm.ModelName))
}

func vllmTokensPerRequest() panels.Panel {
	return panels.TimeSeries("Tokens per Request", panels.Doc{
		Means: "Tokens of a mean request that ended: what it brought and what it got.",
		Good:  "Steady at the size that you know.",
		Act:   "If the prompt grows, expect a slower first token; if the answer grows, expect longer requests at the same speed.",
	},
		vllm.RequestPromptTokens.Mean().As("prompt"),
		vllm.RequestGenerationTokens.Mean().As("generated")).
		Colour("prompt", panels.Prompt()).
		Colour("generated", panels.Generation())
}
