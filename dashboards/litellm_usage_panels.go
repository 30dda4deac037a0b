package dashboards

import (
	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries/litellm"
)

func liteRequestRate() panels.Panel {
	return panels.TimeSeries("Request Rate", panels.Doc{
		Means: "Requests per second to the proxy, by the model that the caller named, failed ones included.",
		Good:  "It follows the working day.",
		Act:   "If one model's line leaps, see in Usage by Key who sends it.",
	}, litellm.ProxyTotalRequests.Where(litellm.RequestedModel.IsNot("")).Rate(litellm.RequestedModel))
}

func liteTokenRate() panels.Panel {
	return panels.TimeSeries("Token Rate", panels.Doc{
		Means: "Tokens per second of answered requests: what went in and what came out.",
		Good:  "It follows the request rate.",
		Act:   "If it is flat while requests grow, the models are at their limit: look at their servers.",
	},
		litellm.InputTokens.Rate().As("prompt"),
		litellm.OutputTokens.Rate().As("generation")).
		Stacked().
		Colour("prompt", panels.Prompt()).
		Colour("generation", panels.Generation())
}

func liteProviders() panels.Panel {
	return panels.TimeSeries("Calls by Provider", panels.Doc{
		Means: "Calls per second that the proxy made, by provider; a request that is tried again is several calls.",
		Good:  "They match the request rate.",
		Act:   "If there are more calls than requests, calls fail and are repeated: see Deployment Failures.",
	}, litellm.DeploymentTotalRequests.Where(litellm.APIProvider.IsNot("")).Rate(litellm.APIProvider))
}

func liteInFlight() panels.Panel {
	return panels.TimeSeries("Requests in Flight", panels.Doc{
		Means: "HTTP requests that each replica of the proxy is working on, of all users and models.",
		Good:  "Spread evenly over the replicas.",
		Act:   "If it grows without end, the models answer too slowly or the proxy is stuck; if one replica has all, look at the load balancer.",
	}, litellm.InFlightRequests.Sum(litellm.Pod).WhereAvailable()).
		Stacked()
}

func liteFailures() panels.Panel {
	return panels.TimeSeries("Failures by Reason", panels.Doc{
		Means: "Requests per second that the proxy answered with an error, by status and kind of error.",
		Good:  "None, or a few 401 and 429 of callers.",
		Act:   "401 is a wrong key, 429 a limit or a spent budget, 5xx a model that fails: see Deployment Failures.",
	}, litellm.ProxyFailedRequests.Rate(litellm.ExceptionStatus, litellm.ExceptionClass)).
		Stacked().Bars()
}

func liteFailedShare() panels.Panel {
	return panels.TimeSeries("Failed Share", panels.Doc{
		Means: "Share of the proxy's requests that failed, of all that the pickers select.",
		Good:  "Below one in a hundred.",
		Act:   "If it rises for one model only, look at that model's deployment; if for all, at keys and the proxy.",
	}, litellm.FailedShare().As("failed")).
		Limits(panels.ErrorShareLimits()).
		Colour("failed", panels.ServerError())
}

func liteDeploymentFailures() panels.Panel {
	return panels.TimeSeries("Deployment Failures", panels.Doc{
		Means: "Calls per second to each deployment that failed, by status; a repeated call may have helped its caller.",
		Good:  "None.",
		Act:   "If a deployment fails, look at its server; if it is cooled down, its calls go to others or fail at once.",
	}, litellm.DeploymentFailureResponses.Rate(litellm.LitellmModelName, litellm.ExceptionStatus)).
		Stacked().Bars()
}

func liteDeployments() panels.Panel {
	return panels.Timeline("Deployment State", panels.Doc{
		Means: "What the proxy thinks of each deployment, at its worst over all replicas and addresses.",
		Good:  "Healthy all the time.",
		Act:   "A partial outage is one failed call, a full one a deployment in cool-down: look at its server.",
	}, litellm.DeploymentState.Max(litellm.LitellmModelName),
		panels.State{Value: litellm.Healthy, Text: "healthy", Colour: panels.Good()},
		panels.State{Value: litellm.PartialOutage, Text: "partial outage", Colour: panels.Warn()},
		panels.State{Value: litellm.FullOutage, Text: "full outage", Colour: panels.Bad()})
}

func liteResponseTime() panels.Panel {
	return panels.TimeSeries("Response Time", panels.Doc{
		Means: "Time from a request's arrival at the proxy to the end of its answer.",
		Good:  "The lines lie close together and are flat.",
		Act:   "If it rises with Model Call Time the model is slow, if alone the proxy is.",
	}, litellm.RequestTotalLatency.Quantiles(50, 90, 95, 99), litellm.RequestTotalLatency.Mean())
}

func liteModelTime() panels.Panel {
	return panels.TimeSeries("Model Call Time", panels.Doc{
		Means: "Time of the proxy's calls to the models, to the end of the answer.",
		Good:  "Nearly all of the response time.",
		Act:   "If it rises, go to the model server's dashboard: its queue says whether it is full.",
	}, litellm.LLMAPILatency.Quantiles(50, 90, 95, 99), litellm.LLMAPILatency.Mean())
}

func liteOverhead() panels.Panel {
	return panels.TimeSeries("Proxy Overhead", panels.Doc{
		Means: "Time that LiteLLM itself added; it records seconds, though its help text says milliseconds.",
		Good:  "Flat, at a few hundredths of a second.",
		Act:   "If it rises with the load, add a replica; if it jumps, look at the database, the cache and guardrails.",
	}, litellm.OverheadLatency.Quantiles(50, 90, 95, 99), litellm.OverheadLatency.Mean())
}

func liteFirstToken() panels.Panel {
	return panels.TimeSeries("Time To First Token (Streaming)", panels.Doc{
		Means: "Time of the proxy's streamed calls to their first token; calls that do not stream are not in it.",
		Good:  "p95 below a second.",
		Act:   "If it rises, the model's queue is long or prompts are: see the model server's dashboard.",
	}, litellm.LLMAPITimeToFirstToken.Quantiles(50, 95, 99), litellm.LLMAPITimeToFirstToken.Mean()).
		Limits(panels.TimeToFirstTokenLimits())
}

func liteQueueTime() panels.Panel {
	return panels.TimeSeries("Proxy Queue Time", panels.Doc{
		Means: "Time that requests waited in the proxy before it began to work on them.",
		Good:  "Milliseconds.",
		Act:   "If it grows, the proxy has too few workers or too little CPU.",
	}, litellm.RequestQueueTime.Quantiles(50, 95, 99).WhereAvailable(), litellm.RequestQueueTime.Mean().WhereAvailable())
}
