package dashboards

import (
	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/ovms"
)

// OpenVINO shows model servers that run on CPUs and Intel GPUs: models, and the graphs behind the OpenAI API.
func OpenVINO() panels.Dashboard {
	return panels.New("openvino", "OpenVINO Model Server",
		"Do the OpenVINO servers answer, and how fast? Models, and graphs such as embeddings, side by side.").
		Tags("litemaas", "openvino").
		Scope(
			panels.Pick("namespace", "Namespace", ovms.RequestsSuccess, ovms.Namespace).And(ovms.RequestsAccepted).FixedBy("model_namespace"),
			panels.Pick("servable", "Model or graph", ovms.RequestsSuccess, ovms.Name).And(ovms.RequestsAccepted),
		).
		Stats(ovmsRequestsNow(), ovmsFailedNow(), ovmsInferenceNow(), ovmsGraphNow(), ovmsWaitNow(), ovmsInProgressNow()).
		Row("Traffic", ovmsRequests(), ovmsCurrent()).
		Row("Errors", ovmsSuccess(), ovmsAccepted()).
		Row("Latency", ovmsInference(), ovmsGraphTime()).
		Row("Saturation", ovmsWait(), ovmsQueue(), ovmsStreams()).
		Row("Servables", ovmsModels(), ovmsGraphs()).
		Detail("More", ovmsRequestTime(), ovmsInferenceByModel(), ovmsResponses(), aboutOpenVINO())
}

func ovmsRequestsNow() panels.StatPanel {
	return panels.Stat("Requests", panels.Doc{
		Means: "Inference requests per second to all models and graphs, however they ended; probes are not counted.",
		Good:  "It follows the use.",
		Act:   "If it is zero while people work, look at the route and at the pods.",
	}, queries.SumGroups(ovms.Requests(ovms.Name)).As("requests")).
		Empty("no server")
}

func ovmsFailedNow() panels.StatPanel {
	return panels.Stat("Failed Requests", panels.Doc{
		Means: "Share of inference requests that a model failed, or that a graph rejected or failed.",
		Good:  "Below one in a hundred.",
		Act:   "Look below at which servable, then at its server's log.",
	}, queries.Per(queries.SumGroups(ovms.Unserved(ovms.Name)), queries.SumGroups(ovms.Requests(ovms.Name))).As("failed")).
		Limits(panels.ErrorShareLimits()).
		Empty("no traffic")
}

func ovmsInferenceNow() panels.StatPanel {
	return panels.Stat("Inference, p95", panels.Doc{
		Means: "19 of 20 inferences of a model took less than this; graphs have a number of their own.",
		Good:  "It depends on the model; know your usual value.",
		Act:   "If it rises with requests in progress, the CPU is full: add a replica.",
	}, ovms.InferenceTime.Quantile(0.95)).
		Empty("no traffic")
}

func ovmsGraphNow() panels.StatPanel {
	return panels.Stat("Graph, p95", panels.Doc{
		Means: "19 of 20 runs of a graph took less than this; a stream lasts as long as its answer.",
		Good:  "It depends on the graph; know your usual value.",
		Act:   "If it rises with graphs in progress, the server is full: add a replica.",
	}, ovms.GraphProcessingTime.Quantile(0.95).WhereAvailable()).
		Empty("no traffic")
}

func ovmsWaitNow() panels.StatPanel {
	return panels.Stat("Wait, p95", panels.Doc{
		Means: "19 of 20 inferences waited less than this for a free infer request.",
		Good:  "A few microseconds.",
		Act:   "If it nears the inference itself, raise nireq or the number of streams, or add a replica.",
	}, ovms.WaitForInferReqTime.Quantile(0.95)).
		Empty("no traffic")
}

func ovmsInProgressNow() panels.StatPanel {
	return panels.Stat("In Progress", panels.Doc{
		Means: "Requests between reception and reply, of models and graphs.",
		Good:  "Few, and coming and going.",
		Act:   "If it grows and does not fall, requests come faster than they are answered.",
	}, queries.SumGroups(ovms.InProgress(ovms.Name)).As("in progress")).
		Empty("no server")
}

func ovmsRequests() panels.Panel {
	return panels.TimeSeries("Inference Requests", panels.Doc{
		Means: "Inference requests per second: answered and failed by models, accepted and failed by graphs, which is what embeddings through the OpenAI API move.",
		Good:  "Every servable that people use has a line, and failures are zero.",
		Act:   "If one fails, read its server's log; if a line is missing, the servable is not loaded.",
	},
		ovms.Answered(ovms.Name).As("{{name}}"),
		ovms.Failed(ovms.Name).As("{{name}} failed"),
		ovms.RequestsAccepted.Rate(ovms.Name).WhereAvailable().As("{{name}} (graph)"),
		ovms.GraphFailed(ovms.Name).WhereAvailable().As("{{name}} (graph) failed"))
}

func ovmsCurrent() panels.Panel {
	return panels.TimeSeries("Current Requests", panels.Doc{
		Means: "Requests between reception and reply per model, and running graphs, summed over replicas.",
		Good:  "Low, and it follows the load.",
		Act:   "If it only grows, the servable is stuck or too slow: look at its latency.",
	},
		ovms.CurrentRequests.Sum(ovms.Name).As("{{name}}"),
		ovms.CurrentGraphs.Sum(ovms.Name).WhereAvailable().As("{{name}} (graph)"))
}

func ovmsSuccess() panels.Panel {
	return panels.TimeSeries("Success Share", panels.Doc{
		Means: "Share of a servable's inference requests that neither failed nor were rejected; without requests it has no value.",
		Good:  "At 100 %, and never below 99 %.",
		Act:   "If it falls for one servable, its inputs or its model changed; if for all of a pod, look at the pod.",
	}, queries.Template("1 - %s", queries.Per(ovms.Unserved(ovms.Name), ovms.Requests(ovms.Name))).As("{{name}}")).
		Empty("no traffic")
}

func ovmsAccepted() panels.Panel {
	return panels.TimeSeries("Accepted and Rejected", panels.Doc{
		Means: "Requests per second that entered a graph, and those that were turned away before: bad JSON, or a name that is not served.",
		Good:  "Nothing is rejected.",
		Act:   "If requests are rejected, a client sends what the graph does not understand.",
	},
		ovms.RequestsAccepted.Rate(ovms.Name).WhereAvailable().As("{{name}} accepted"),
		ovms.RequestsRejected.Rate(ovms.Name).WhereAvailable().As("{{name}} rejected")).
		Empty("no graphs")
}

func ovmsInference() panels.Panel {
	return panels.TimeSeries("Inference Duration", panels.Doc{
		Means: "Time in the OpenVINO backend per inference of a model: half, 19 of 20 and 99 of 100 stayed below the lines.",
		Good:  "The lines lie close together and are flat.",
		Act:   "If p99 leaves the others, inputs differ in size; if all rise together, the CPU is shared or full.",
	}, ovms.InferenceTime.Quantiles(50, 95, 99), ovms.InferenceTime.Mean()).
		Empty("no traffic")
}

func ovmsGraphTime() panels.Panel {
	return panels.TimeSeries("Graph Duration", panels.Doc{
		Means: "Life time of graphs, from the request to the last packet of the answer.",
		Good:  "The lines lie close together and are flat.",
		Act:   "If they rise with running graphs, add a replica; streams last as long as their answers.",
	}, ovms.GraphProcessingTime.Quantiles(50, 95, 99).WhereAvailable(), ovms.GraphProcessingTime.Mean().WhereAvailable()).
		Empty("no traffic")
}
