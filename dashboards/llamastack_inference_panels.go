package dashboards

import (
	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/llamastack"
)

// coarse is what panels with quantiles of LlamaStack's seconds must say: it counts them in buckets that were meant for
// milliseconds.
const coarse = "LlamaStack's buckets end at 0, 5, 10, 25 and 50 s, so a quantile below 5 s is a guess that is the same for fast and slow: read the mean."

func inferenceNow() panels.StatPanel {
	return panels.Stat("Requests", panels.Doc{
		Means: "Chat completions that ended per second, with errors, over the last four minutes.",
		Good:  "It follows how much people work.",
		Act:   "If it is zero while people work, the backend does not reach LlamaStack: look at the backend's dashboard.",
	}, llamastack.AllRequestRate().As("requests")).
		Empty("no calls counted")
}

func inferenceFailedNow() panels.StatPanel {
	return panels.Stat("Failed", panels.Doc{
		Means: "Share of chat completions that failed, or whose client went away.",
		Good:  "Below one in a hundred.",
		Act:   "Find the model below; if all fail, the model server is away.",
	}, llamastack.FailedShare().As("failed")).
		Limits(panels.ErrorShareLimits()).
		Empty("no traffic")
}

func inferenceMeanNow() panels.StatPanel {
	return panels.Stat("Duration, Mean", panels.Doc{
		Means: "Mean time that an answered chat took. " + coarse,
		Good:  "It depends on the length of answers; know your usual value.",
		Act:   "If it grows, compare with the model server: it is slow there, or the time is spent here.",
	}, llamastack.MeanInferenceDuration().As("mean")).
		Empty("no traffic")
}

func inferenceFirstTokenNow() panels.StatPanel {
	return panels.Stat("First Token, Mean", panels.Doc{
		Means: "Mean time to the first token of chats that stream. " + coarse,
		Good:  "Below a second a chat feels immediate.",
		Act:   "If it is high, compare with the model server's first token: its queue, or the way there.",
	}, llamastack.FirstToken().Mean().As("mean").WhereAvailable()).
		Limits(panels.TimeToFirstTokenLimits()).
		Empty("nothing streamed")
}

func inferenceInFlightNow() panels.StatPanel {
	return panels.Stat("In Flight", panels.Doc{
		Means: "Requests of every API that LlamaStack is serving, as it said a minute ago at most.",
		Good:  "It moves with the load and comes back to zero.",
		Act:   "If it only climbs, calls hang: look at the model server first.",
	}, llamastack.AllRequestsInFlight().As("in flight")).
		Empty("no server")
}

func inferenceSpeedNow() panels.StatPanel {
	return panels.Stat("Output Speed", panels.Doc{
		Means: "Tokens per second of an answer while it is made: all completion tokens over all seconds of chats that do not stream, whatever model is picked.",
		Good:  "Above 10 tokens per second text comes faster than people read.",
		Act:   "If it falls while the load grows, the model server is full.",
	}, llamastack.TokensPerSecond().As("speed")).
		Empty("no traffic")
}

func inferenceRequests() panels.Panel {
	return panels.TimeSeries("Request Rate", panels.Doc{
		Means: "Chat completions that ended per second, by model, provider or type of endpoint, and outcome.",
		Good:  "The outcome is success, and the models are those that you expect.",
		Act:   "If success turns into error for one model, its server is the cause; if for all, look at LlamaStack.",
	}, llamastack.RequestRate()).
		Stacked()
}

func inferenceRoutes() panels.Panel {
	return panels.TimeSeries("Request Rate by Endpoint", panels.Doc{
		Means: "Requests that LlamaStack's server answered per second, by API, by what was called and by outcome; the picked model does not matter.",
		Good:  "Chats are the larger part where people work.",
		Act:   "If chats are missing while others go on, the backend asks for a model that is not there.",
	}, llamastack.Requests.Rate(llamastack.API, llamastack.Method, llamastack.Status).WhereAvailable()).
		Stacked()
}

func inferenceInFlight() panels.Panel {
	return panels.TimeSeries("Concurrent Requests", panels.Doc{
		Means: "Requests being served, as sampled once a minute; releases count them by API, not by model.",
		Good:  "It moves with the load and comes back to zero.",
		Act:   "If it climbs while the rate is flat, requests take longer or hang.",
	}, llamastack.RequestsInFlight()).
		Stacked()
}

func inferenceErrorShare() panels.Panel {
	return panels.TimeSeries("Error Rate", panels.Doc{
		Means: "Share of chat completions that failed or whose client went away, by model; without traffic there is no line.",
		Good:  "Below one in a hundred.",
		Act:   "If one model fails, look at its server; if people leave, look at the durations.",
	}, queries.Share(llamastack.FailedRateByModel(), llamastack.RequestRateByModel())).
		Limits(panels.ErrorShareLimits())
}

func inferenceErrors() panels.Panel {
	return panels.TimeSeries("Errors", panels.Doc{
		Means: "Chat completions that failed per second, by model; a model that is called and does not fail is at zero.",
		Good:  "Zero.",
		Act:   "Read LlamaStack's log of the minute in which it began.",
	}, queries.ZeroWhere(llamastack.FailedRateByModel(), llamastack.RequestRateByModel()))
}

func inferenceRouteErrors() panels.Panel {
	return panels.TimeSeries("Errors by Endpoint", panels.Doc{
		Means: "Requests of every API answered with a status from 400 on, or not at all, per second; the picked model does not matter.",
		Good:  "Zero for every API.",
		Act:   "Errors here that are no errors of a chat were refused before a model was asked: a wrong name, a wrong key.",
	}, queries.ZeroWhere(
		llamastack.Requests.Where(llamastack.Status.Is(llamastack.Error)).Rate(llamastack.API),
		llamastack.Requests.Rate(llamastack.API)).WhereAvailable())
}

func inferenceRequestDuration() panels.Panel {
	return panels.TimeSeries("Request Duration", panels.Doc{
		Means: "Time that LlamaStack took for requests, errors included, by API: p95, p99 and mean. " + coarse,
		Good:  "The mean is flat.",
		Act:   "If p99 is far above 5 s and the mean is not, a few requests are very long; if the mean rises, look at Inference Duration.",
	}, llamastack.RequestDurations(0.95, 0.99))
}

func inferenceRequestHeatmap() panels.Panel {
	return panels.Heatmap("Request Duration Distribution", panels.Doc{
		Means: "How long requests took: each column is a moment, each row a range of seconds, and the brighter a cell the more requests fell into it. The lowest row is everything up to 5 s.",
		Good:  "Only the lowest rows are filled.",
		Act:   "If a higher row fills, some requests wait: compare with the model server's queue.",
	}, llamastack.RequestDurationHeatmap())
}

func inferenceDuration() panels.Panel {
	return panels.TimeSeries("Inference Duration", panels.Doc{
		Means: "Time from asking a model to the end of its answer, for chats that were answered, by model: p95, p99 and mean. " + coarse,
		Good:  "The mean is flat.",
		Act:   "If it rises and the model server's does not, the time is spent in LlamaStack or on the way.",
	}, llamastack.InferenceDurations(0.95, 0.99))
}

func inferenceFirstToken() panels.Panel {
	first := llamastack.FirstToken()
	return panels.TimeSeries("Time To First Token (Streaming)", panels.Doc{
		Means: "Time to the first token of chats that stream, by model: p95, p99 and mean. " + coarse,
		Good:  "The mean is below a second.",
		Act:   "If it rises with the model server's queue, that is full; if alone, look at LlamaStack's shields and searches.",
	},
		first.Quantile(0.95, llamastack.Model).WhereAvailable(),
		first.Quantile(0.99, llamastack.Model).WhereAvailable(),
		first.Mean(llamastack.Model).WhereAvailable())
}

func inferenceTokensPerSecond() panels.Panel {
	return panels.TimeSeries("Tokens per Second", panels.Doc{
		Means: "All completion tokens over all seconds of answered chats that do not stream, whatever model is picked: a long slow answer weighs what it took.",
		Good:  "Flat; above 10 text comes faster than people read.",
		Act:   "If it falls while the load grows, the model server is full; if it falls alone, a slower model is in use.",
	}, llamastack.TokensPerSecond().As("tokens over seconds"))
}

func inferenceTokensPerSecondByModel() panels.Panel {
	return panels.TimeSeries("Tokens per Second by Model", panels.Doc{
		Means: "Mean of what each request reached, streaming or not, by model: every request counts alike, so short ones decide.",
		Good:  "Close to Tokens per Second.",
		Act:   "If it is far above, a few long answers are slow: look for them in Inference Duration.",
	}, llamastack.MeanSpeedByModel().WhereAvailable())
}

func aboutInference() panels.Panel {
	return panels.Text("How to Read This", `LlamaStack stands between the backend and the model servers. **Inference** is a chat completion that it passed on; a **request** is anything that its server was asked.

- Its seconds are counted in buckets of 0, 5, 10, 25 s and more. A p95 of 4.75 s means no more than "below 5 s".
- Requests have no model and inference has no endpoint: two panels, where one was asked for.
- It sends its metrics once a minute; rates look back four.
- A chat whose client went away counts as an error. A stream that breaks after it began is an error of inference, but not of its endpoint.`).
		Wide(8)
}
