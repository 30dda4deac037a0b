package dashboards

import (
	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries/llamastack"
)

// LlamaStackInference shows how one user's LlamaStack answers: nobody sees another user's.
func LlamaStackInference() panels.Dashboard {
	return panels.New("llamastack-inference", "LlamaStack Inference",
		"Does LlamaStack answer, how fast, and what fails? Requests, durations and speed between the backend and the models.").
		Tags("canopy", "llamastack").
		Every(llamaStackExport).
		Scope(
			panels.Pick("service", "LlamaStack", llamastack.InferenceDuration, llamastack.ServiceName).
				Or(llamastack.InferenceRequests, llamastack.ServiceName).FixedBy("llamastack_service"),
			panels.Pick(llamastack.ModelPicker, "Model", llamastack.InferenceDuration, llamastack.Model).
				Or(llamastack.InferenceRequests, llamastack.Model),
		).
		Stats(inferenceNow(), inferenceFailedNow(), inferenceMeanNow(), inferenceFirstTokenNow(), inferenceInFlightNow(), inferenceSpeedNow()).
		Row("Traffic", inferenceRequests(), inferenceRoutes(), inferenceInFlight()).
		Row("Errors", inferenceErrorShare(), inferenceErrors(), inferenceRouteErrors()).
		Row("Latency", inferenceRequestDuration(), inferenceRequestHeatmap(), inferenceDuration(), inferenceFirstToken()).
		Row("Speed", inferenceTokensPerSecond(), inferenceTokensPerSecondByModel(), aboutInference())
}
