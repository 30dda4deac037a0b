package dashboards

import (
	"time"

	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/canopybackend"
	"github.com/llm-observability/dashgen/queries/canopyui"
	"github.com/llm-observability/dashgen/queries/dcgm"
	"github.com/llm-observability/dashgen/queries/llamastack"
	"github.com/llm-observability/dashgen/queries/scrape"
	"github.com/llm-observability/dashgen/queries/vllm"
)

// StackOverview shows every layer that a question passes, one row each. A layer that an environment does not run has
// no row.
func StackOverview() panels.Dashboard {
	return panels.New("stack-overview", "AI Stack Overview",
		"Is it us or the model? Every layer that a question passes, from the page to the GPU: up, rate, errors, latency, saturation.").
		Tags("canopy", "overview").
		Every(time.Minute). // LlamaStack sends a sample a minute
		Scope(
			panels.Pick("namespace", "Namespace", canopybackend.HTTPServerRequestDuration,
				canopybackend.Namespace, scrape.TargetNamespace).
				Or(canopyui.HTTPRequests, canopyui.Namespace).
				FixedBy("namespace").Except("Where the UI and the backend run; the layers below are picked by themselves."),
			panels.Pick("llamastack_service", "LlamaStack", llamastack.ConcurrentRequests, llamastack.ServiceName).
				FixedBy("llamastack_service").Except("LlamaStack names itself; its series have no namespace."),
			panels.Pick("model_namespace", "Model namespace", vllm.RequestsRunning, vllm.Namespace, dcgm.Namespace).
				FixedBy("model_namespace").Except("Where the model runs, and who holds the GPUs."),
			panels.Pick("model_name", "Model", vllm.RequestsRunning, vllm.ModelName).
				StartAt("model_name").Except("Only model servers know it.")).
		Row("UI", stackUI(), stackUIRate(), stackUIErrors(), stackUITime(), stackUIWaiting()).
		Row("Backend", stackBackend(), stackBackendRate(), stackBackendErrors(), stackBackendTime(), stackBackendInFlight()).
		Row("LlamaStack", stackLlama(), stackLlamaRate(), stackLlamaErrors(), stackLlamaTime(), stackLlamaInFlight()).
		Row("vLLM", stackModel(), stackModelRate(), stackModelErrors(), stackModelTime(), stackModelQueue()).
		Row("GPU", stackGPU(), stackGPUBusy(), stackGPUFaults(), stackGPUHeat(), stackGPUMemory()).
		Row("How to read this", aboutStack()).
		Detail("Latency over time", stackUITimes(), stackBackendTimes(), stackLlamaTimes(), stackModelTimes())
}

// status is a cell that says whether a layer is there. It is red without data: a layer that is gone is not well.
func status(title, opens string, doc panels.Doc, up queries.Query, layer ...queries.AnyMetric) panels.StatPanel {
	return panels.Stat(title, doc, queries.DownWhenGone(up).WhereAvailable(layer...)).
		States(
			panels.State{Value: 1, Text: "up", Colour: panels.Good()},
			panels.State{Value: 0, Text: "gone", Colour: panels.Bad()}).
		Empty("gone").
		Opens(opens)
}

// cell is a number beside a layer's status: five fit into a row.
func cell(title, opens string, doc panels.Doc, q queries.Query) panels.StatPanel {
	return panels.Stat(title, doc, q.WhereAvailable()).Empty("no traffic").Opens(opens).Wide(5)
}

func aboutStack() panels.Panel {
	return panels.Text("Is It Us or the Model?", `A question goes from the top to the bottom, its answer back up. From the backend down, a layer's time contains that of the layers below it; the UI stops its clock when an answer begins.

- **Look for the lowest row that is not well**: what is above it suffers from it.
- **vLLM is as fast as ever, and a row above it is slow**: it is us. The layer whose time is much longer than that of the next one below spends it.
- **vLLM is slow as well**: it is the model. Requests that wait say that it is full; none, that questions or answers became longer.
- **Requests stop at one row**: what is above it still gets them, what is below it does not. Look at that layer's errors and at the network.
- Times are means, because LlamaStack's buckets can't tell seconds apart. They hide a few very slow requests, and mix questions to the model with quick requests for other things: the layers' own dashboards have percentiles and endpoints.
- The UI, the backend and LlamaStack are yours. **vLLM and the GPUs are everybody's**: their rates are higher, and their queue is a queue of all.
- A layer without a row is not measured here. A click on the link of a panel opens the layer's dashboard.`)
}
