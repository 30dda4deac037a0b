package dashboards

import (
	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/canopybackend"
	"github.com/llm-observability/dashgen/queries/canopyui"
	"github.com/llm-observability/dashgen/queries/catalogue"
	"github.com/llm-observability/dashgen/queries/dcgm"
	"github.com/llm-observability/dashgen/queries/llamastack"
	"github.com/llm-observability/dashgen/queries/scrape"
	"github.com/llm-observability/dashgen/queries/vllm"
)

// The UI and the backend live in one namespace, and export a name in common: their containers tell them apart.

func scraped(container string) queries.Query {
	return scrape.Up.Where(scrape.TargetContainer.Is(container)).Any()
}

func stackUI() panels.Panel {
	return status("UI Status", "canopy-ui", panels.Doc{
		Means: "Whether Prometheus reaches a UI of this namespace.",
		Good:  "Up.",
		Act:   "Gone is a pod that is not there, does not answer or is not scraped: look at the pod first.",
	}, scraped("canopy-ui"), canopyui.HTTPRequests)
}

func stackUIRate() panels.Panel {
	return cell("UI Calls", "canopy-ui", panels.Doc{
		Means: "Calls per second from the UI to the backend, counted when the answer begins; feature flags and feedback are not.",
		Good:  "Below the backend's requests.",
		Act:   "If it is above the backend's, calls do not arrive: see UI Failed Calls.",
	}, canopyui.BackendCalls().Rate().As("calls"))
}

func stackUIErrors() panels.Panel {
	return cell("UI Failed Calls", "canopy-ui", panels.Doc{
		Means: "Share of the UI's calls that got a 5xx or no answer at all.",
		Good:  "Below one in a hundred.",
		Act:   "If the backend has no errors, calls break on the way: look at its service and its time limits.",
	}, queries.Share(canopyui.BackendCalls().Where(canopyui.Status.Like(canopyui.Failed)).Rate(), canopyui.BackendCalls().Rate()).As("failed")).
		Limits(panels.ErrorShareLimits())
}

func stackUITime() panels.Panel {
	return cell("UI Call Time", "canopy-ui", panels.Doc{
		Means: "Mean time until the backend begins to answer the UI's calls; the time in which an answer streams is not in it.",
		Good:  "Short where answers stream, and nearly the backend's time where they do not.",
		Act:   "If it is above the backend's, look at the network and at the backend's pods.",
	}, canopyui.BackendCallTimes().Mean())
}

func stackUIWaiting() panels.Panel {
	calls := queries.Template("%s * %s / 1000", canopyui.BackendCallTimes().Mean(), canopyui.BackendCallTimes().Rate())
	return cell("UI Calls Waiting", "canopy-ui", panels.Doc{
		Means: "How many of the UI's calls wait for an answer to begin, on average: their rate times their mean time.",
		Good:  "A few; it is the number of people who look at an empty page.",
		Act:   "If it grows while the rate does not, answers begin later: read on below.",
	}, calls.Measures(catalogue.Counted("calls")).As("calls waiting"))
}

func stackBackend() panels.Panel {
	return status("Backend Status", "canopy-backend", panels.Doc{
		Means: "Whether Prometheus reaches a backend of this namespace.",
		Good:  "Up.",
		Act:   "Gone is a pod that is not there, does not answer or is not scraped: look at the pod first.",
	}, scraped("canopy-backend"), canopybackend.HTTPServerRequestDuration)
}

func stackBackendRate() panels.Panel {
	return cell("Backend Requests", "canopy-backend", panels.Doc{
		Means: "Requests per second that the backend answered, feature flags and feedback included.",
		Good:  "It follows the UI's calls, from above.",
		Act:   "If it is zero while the UI calls, the calls do not arrive.",
	}, canopybackend.Requests().Rate().As("requests"))
}

func stackBackendErrors() panels.Panel {
	return cell("Backend Errors", "canopy-backend", panels.Doc{
		Means: "Share of the backend's answers with a 5xx; one that breaks off while it streams is not among them.",
		Good:  "Below one in a hundred.",
		Act:   "If LlamaStack has errors too, go there; if not, read the backend's log.",
	}, canopybackend.ErrorShare(canopybackend.Requests()).As("5xx")).
		Limits(panels.ErrorShareLimits())
}

func stackBackendTime() panels.Panel {
	return cell("Backend Response Time", "canopy-backend", panels.Doc{
		Means: "Mean time of the backend's answers, to their end.",
		Good:  "A little above LlamaStack's inference time, where every request asks the model.",
		Act:   "If it is far above, the backend itself is slow: documents, prompts, its CPU.",
	}, canopybackend.Requests().Mean())
}

func stackBackendInFlight() panels.Panel {
	return cell("Backend Requests in Flight", "canopy-backend", panels.Doc{
		Means: "Requests that the backend is answering.",
		Good:  "A few.",
		Act:   "If it grows without end, something below does not answer: the lowest row that is not well.",
	}, canopybackend.InFlight().Sum().As("requests in flight"))
}

func stackLlama() panels.Panel {
	return status("LlamaStack Status", "llamastack-inference", panels.Doc{
		Means: "Whether a LlamaStack sent anything in the last five minutes; it begins to with its first request.",
		Good:  "Up.",
		Act:   "Gone after a restart may be idle: ask it something. Else look at its pod, then at the collector.",
	}, queries.Present(llamastack.ConcurrentRequests.Sum()), llamastack.ConcurrentRequests)
}

func stackLlamaRate() panels.Panel {
	return cell("LlamaStack Requests", "llamastack-inference", panels.Doc{
		Means: "Requests per second to LlamaStack's API, of all kinds.",
		Good:  "It follows the backend's.",
		Act:   "If it is zero while the backend is asked, the backend can't reach it.",
	}, llamastack.Requests.Rate().As("requests"))
}

func stackLlamaErrors() panels.Panel {
	return cell("LlamaStack Errors", "llamastack-inference", panels.Doc{
		Means: "Share of LlamaStack's requests that failed; a client that goes away counts as failed.",
		Good:  "Below one in a hundred.",
		Act:   "If vLLM has errors too, go there; if not, read LlamaStack's log: a wrong model name, a provider that is not there.",
	}, llamastack.RequestsFailedShare().As("failed")).
		Limits(panels.ErrorShareLimits())
}

func stackLlamaTime() panels.Panel {
	return cell("LlamaStack Inference Time", "llamastack-inference", panels.Doc{
		Means: "Mean time of chat completions in LlamaStack, the model's time included; its buckets begin at 5 s, so it has no useful percentiles.",
		Good:  "A little above the model's.",
		Act:   "If it is far above the model's, LlamaStack itself is slow: tools, shields, its CPU.",
	}, llamastack.InferenceDuration.Mean())
}

func stackLlamaInFlight() panels.Panel {
	return cell("LlamaStack Requests in Flight", "llamastack-inference", panels.Doc{
		Means: "Requests that LlamaStack is working on.",
		Good:  "A few.",
		Act:   "If it grows and the model's queue does not, LlamaStack is the bottleneck.",
	}, llamastack.ConcurrentRequests.Sum().As("requests in flight"))
}

func stackModel() panels.Panel {
	return status("vLLM Status", "canopy-vllm", panels.Doc{
		Means: "Whether a server of the model exports anything, everybody's requests together.",
		Good:  "Up.",
		Act:   "Gone is a model that does not serve or is not scraped: look at its pods, then at the GPU below.",
	}, queries.Present(vllm.RequestsRunning.Sum()), vllm.RequestsRunning)
}

func stackModelRate() panels.Panel {
	return cell("Model Requests", "canopy-vllm", panels.Doc{
		Means: "Requests per second that ended at the model, everybody's together.",
		Good:  "At least LlamaStack's chats.",
		Act:   "If it is zero while they are asked, LlamaStack can't reach the model.",
	}, vllm.FinishedRequests().As("requests"))
}

func stackModelErrors() panels.Panel {
	return cell("Model Errors", "canopy-vllm", panels.Doc{
		Means: "Share of the model's requests whose client went away or that failed.",
		Good:  "Below one in a hundred.",
		Act:   "Clients go away when answers take too long: look at the queue, then at the server's log.",
	}, vllm.UnservedShare().As("aborted or failed")).
		Limits(panels.ErrorShareLimits())
}

func stackModelTime() panels.Panel {
	return cell("Model Response Time", "canopy-vllm", panels.Doc{
		Means: "Mean time from a request's arrival at the model to its last token, queue included.",
		Good:  "Your usual value for answers of this length.",
		Act:   "If it rose with the queue, the model is full; if it rose alone, questions or answers became longer.",
	}, vllm.E2ERequestLatency.Mean())
}

func stackModelQueue() panels.Panel {
	return cell("Model Queue", "canopy-vllm", panels.Doc{
		Means: "Requests that wait for the model, everybody's together.",
		Good:  "Zero, or above it for moments.",
		Act:   "If it stays, the model is the bottleneck: add a replica or shorten answers.",
	}, vllm.RequestsWaiting.Sum().As("waiting")).
		Limits(panels.QueueDepthLimits()).
		Empty("no server")
}

func stackGPU() panels.Panel {
	return status("GPU Status", "gpu", panels.Doc{
		Means: "Whether a GPU that a pod of the model's namespace holds is measured.",
		Good:  "Up.",
		Act:   "Gone is a model without a GPU, or a GPU that is not measured: look at the node and at the exporter.",
	}, queries.Present(dcgm.FBUsed.Sum()), dcgm.FBUsed)
}

func stackGPUBusy() panels.Panel {
	return cell("GPU Busy", "gpu", panels.Doc{
		Means: "Share of time in which the model's busiest GPU ran anything at all; slices of a GPU (MIG) do not say.",
		Good:  "It rises and falls with the model's requests.",
		Act:   "If it is zero while requests run, the server hangs.",
	}, dcgm.GPUUtil.Max().As("busiest GPU")).
		Empty("not measured")
}

func stackGPUFaults() panels.Panel {
	faults := queries.Template("sum(%s > bool 0)", dcgm.XIDErrors.Max(dcgm.UUID))
	return cell("GPU Faults", "gpu", panels.Doc{
		Means: "Of the model's GPUs, how many reported an error (XID) since their driver was loaded.",
		Good:  "Zero.",
		Act:   "The GPU dashboard has the code; most mean that the pod must restart, some that the node must.",
	}, faults.Measures(catalogue.Counted("GPUs")).As("GPUs with an XID")).
		Limits(panels.GPUFaultLimits()).
		Empty("no GPU")
}

func stackGPUHeat() panels.Panel {
	return cell("GPU Temperature", "gpu", panels.Doc{
		Means: "The model's hottest GPU; a GPU has no latency, but one that is too hot lowers its clock.",
		Good:  "Below 83 °C.",
		Act:   "If tokens slow down while it is red, it is the cooling and not the model.",
	}, dcgm.GPUTemp.Max().As("hottest GPU")).
		Limits(panels.GPUTemperatureLimits()).
		Empty("no GPU")
}

func stackGPUMemory() panels.Panel {
	// Without what the driver reserves: it is not known of OpenShift AI's store that it keeps that.
	used := dcgm.FBUsed.Sum(dcgm.UUID)
	share := queries.Per(used, queries.Plus(used, dcgm.FBFree.Sum(dcgm.UUID)))
	return cell("GPU Memory", "gpu", panels.Doc{
		Means: "Share of memory in use on the model's fullest GPU; vLLM takes what it is allowed to at its start.",
		Good:  "Flat, near the share that vLLM is given.",
		Act:   "It says nothing about load: for that, see the KV cache on the model's dashboard.",
	}, queries.Template("max(%s)", share).As("fullest GPU")).
		Empty("no GPU")
}

func stackUITimes() panels.Panel {
	return panels.TimeSeries("UI", panels.Doc{
		Means: "Mean time until the backend begins to answer the UI's calls.",
		Good:  "At most a little above the backend's at every moment.",
		Act:   "If it rises alone, calls are held up on their way to the backend.",
	}, canopyui.BackendCallTimes().Mean().WhereAvailable()).Wide(6)
}

func stackBackendTimes() panels.Panel {
	return panels.TimeSeries("Backend", panels.Doc{
		Means: "Mean time of the backend's answers.",
		Good:  "A little above LlamaStack's at every moment.",
		Act:   "The first of the four that rises, seen from the right, is the cause.",
	}, canopybackend.Requests().Mean().WhereAvailable()).Wide(6)
}

func stackLlamaTimes() panels.Panel {
	return panels.TimeSeries("LlamaStack", panels.Doc{
		Means: "Mean time of chat completions in LlamaStack.",
		Good:  "A little above the model's at every moment.",
		Act:   "The first of the four that rises, seen from the right, is the cause.",
	}, llamastack.InferenceDuration.Mean().WhereAvailable()).Wide(6)
}

func stackModelTimes() panels.Panel {
	return panels.TimeSeries("vLLM", panels.Doc{
		Means: "Mean time of the model's requests, queue included.",
		Good:  "Flat for answers of the same length.",
		Act:   "If it rises first, it is the model and not us.",
	}, vllm.E2ERequestLatency.Mean().WhereAvailable()).Wide(6)
}
