package dashboards

import (
	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/ovms"
)

func ovmsWait() panels.Panel {
	return panels.TimeSeries("Wait for an Infer Request", panels.Doc{
		Means: "Time that inferences waited for a free infer request before they began.",
		Good:  "Microseconds.",
		Act:   "If it nears the inference itself, raise nireq or the number of streams, or add a replica.",
	}, ovms.WaitForInferReqTime.Quantiles(50, 95, 99), ovms.WaitForInferReqTime.Mean()).
		Empty("no traffic")
}

func ovmsQueue() panels.Panel {
	return panels.TimeSeries("Infer Requests", panels.Doc{
		Means: "Size of the pool of infer requests per model, and how many of them are in use; a server tells only if its list of metrics has them.",
		Good:  "Fewer in use than there are.",
		Act:   "If all are in use, requests wait: raise nireq.",
	},
		ovms.InferReqQueueSize.Sum(ovms.Name).As("{{name}} queue size"),
		ovms.InferReqActive.Sum(ovms.Name).As("{{name}} in use")).
		Empty("not exported")
}

func ovmsStreams() panels.Panel {
	return panels.TimeSeries("Streams", panels.Doc{
		Means: "Streams in which OpenVINO runs inferences of a model side by side, summed over replicas and versions.",
		Good:  "What the server was told, times its replicas.",
		Act:   "If it is 1 and requests wait, tune for throughput rather than latency.",
	}, ovms.Streams.Sum(ovms.Name))
}

func ovmsModels() panels.Panel {
	by := []queries.Label[ovms.Exporter]{ovms.Name, ovms.Version}
	return panels.Table("Models by Version", panels.Doc{
		Means: "One row per version of a model; graphs have no version and a table of their own.",
		Good:  "The version that you rolled out has the requests, and none fail.",
		Act:   "If an old version still has requests, a client asks for it by number.",
	},
		panels.Col("Answered", ovms.Answered(by...)).Bar(),
		panels.Col("Failed Share", queries.Share(ovms.Failed(by...), ovms.ModelRequests(by...))).
			Limits(panels.ErrorShareLimits()),
		panels.Col("Inference p95", ovms.InferenceTime.Quantile(0.95, by...)),
		panels.Col("Wait p95", ovms.WaitForInferReqTime.Quantile(0.95, by...)),
		panels.Col("In Progress", ovms.CurrentRequests.Sum(by...)),
		panels.Col("Streams", ovms.Streams.Sum(by...))).
		Head(ovms.Name, "Model").
		Head(ovms.Version, "Version").
		Wide(12).
		Empty("no traffic")
}

func ovmsGraphs() panels.Panel {
	zero := func(c queries.Counter[ovms.Exporter]) queries.Query {
		return queries.ZeroWhere(c.Rate(ovms.Name), ovms.RequestsAccepted.Rate(ovms.Name)).WhereAvailable()
	}
	return panels.Table("Graphs", panels.Doc{
		Means: "One row per graph: what entered it, what was turned away or failed, and what came out; a stream gives many responses per request.",
		Good:  "Nothing is rejected or fails.",
		Act:   "If a graph has requests and no responses, it is stuck: read its server's log.",
	},
		panels.Col("Accepted", ovms.RequestsAccepted.Rate(ovms.Name).WhereAvailable()).Bar(),
		panels.Col("Rejected", zero(ovms.RequestsRejected)),
		panels.Col("Failed", zero(ovms.GraphError)),
		panels.Col("Responses", ovms.Responses.Rate(ovms.Name).WhereAvailable()),
		panels.Col("Duration p95", ovms.GraphProcessingTime.Quantile(0.95, ovms.Name).WhereAvailable()),
		panels.Col("Running", ovms.CurrentGraphs.Sum(ovms.Name).WhereAvailable())).
		Head(ovms.Name, "Graph").
		Wide(12).
		Empty("no traffic")
}

func ovmsRequestTime() panels.Panel {
	return panels.TimeSeries("Request Duration", panels.Doc{
		Means: "Time from a request's arrival at a model to its reply: the wait, the inference, and reading and writing tensors.",
		Good:  "Close to the inference itself.",
		Act:   "If it is far above, tensors are large: send them as binary, not as JSON.",
	}, ovms.RequestTime.Quantiles(50, 95, 99), ovms.RequestTime.Mean()).
		Empty("no traffic")
}

func ovmsInferenceByModel() panels.Panel {
	return panels.TimeSeries("Inference Duration by Model, p95", panels.Doc{
		Means: "19 of 20 inferences of each model took less than this.",
		Good:  "Flat for each.",
		Act:   "If one rises alone, its inputs grew; if all do, they share a CPU.",
	}, ovms.InferenceTime.Quantile(0.95, ovms.Name).As("{{name}}")).
		Empty("no traffic")
}

func ovmsResponses() panels.Panel {
	return panels.TimeSeries("Graph Responses", panels.Doc{
		Means: "Packets per second that graphs gave back: one per request, or one per piece of a stream.",
		Good:  "It moves with the accepted requests.",
		Act:   "If requests are accepted and nothing comes back, the graph is stuck.",
	}, ovms.Responses.Rate(ovms.Name).WhereAvailable()).
		Empty("no graphs")
}

func aboutOpenVINO() panels.Panel {
	return panels.Text("How to Read This", `A server has two kinds of servables, and they count differently.

- **Models** count requests that were answered and that failed, per version. Questions whether a model is ready count there, too; they are left out here.
- **Graphs**, such as embeddings and chat through the OpenAI API, count requests that entered, and know no version. They never move the counters of models.
- All times are measured in the server, in microseconds. The network and LiteLLM come on top.`)
}
