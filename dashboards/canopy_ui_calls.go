package dashboards

import (
	"time"

	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/canopyui"
)

// The panels of the current build: it counts and times its calls to the backend, and nothing else.

func uiCallsTotal() panels.StatPanel {
	return panels.Stat("Total Requests (Last Hour)", panels.Doc{
		Means: "Calls from the UI to the backend in the last hour, whatever the dashboard's time range; this build does not count the pages it serves.",
		Good:  "It follows how many people work in the lab.",
		Act:   "If it is zero while people click, look at the UI's pod and its BACKEND_ENDPOINT.",
	}, canopyui.BackendCalls().Increase(queries.Last(time.Hour)).As("calls").WhereAvailable()).
		Empty("no traffic")
}

func uiCallTimeNow() panels.StatPanel {
	return panels.Stat("Average Response Time", panels.Doc{
		Means: "Half of the calls to the backend began to be answered within this time: the median, without the time in which an answer streams.",
		Good:  "Below 500 ms.",
		Act:   "If it grows, open the backend's dashboard: the UI only waits.",
	}, canopyui.BackendCallTimes().Quantile(0.5).SayFloor().WhereAvailable(canopyui.HTTPRequests)).
		Limits(panels.ResponseTimeLimits()).
		Empty("no traffic")
}

func uiCallErrors() panels.StatPanel {
	calls := canopyui.BackendCalls()
	return panels.Stat("Error Rate (%)", panels.Doc{
		Means: "Share of calls that the backend answered with a 5xx or not at all.",
		Good:  "Below one in a hundred.",
		Act:   "Look at HTTP Status Codes: without an answer the backend is down or too slow, with 5xx its log says why.",
	}, queries.InPercent(queries.Share(calls.Where(canopyui.Status.Like(canopyui.Failed)).Rate(), calls.Rate())).As("failed").WhereAvailable()).
		Limits(panels.UIErrorShareLimits()).
		Empty("no traffic")
}

func uiCallRate() panels.Panel {
	return panels.TimeSeries("Request Rate (req/sec)", panels.Doc{
		Means: "Calls from the UI to the backend per second.",
		Good:  "It follows the lab's timetable.",
		Act:   "If it breaks off while people work, look at the UI's pod.",
	}, canopyui.BackendCalls().Rate().As("calls to the backend").WhereAvailable())
}

func uiCallStatuses() panels.Panel {
	calls := canopyui.BackendCalls()
	with := func(status, legend string) queries.Query {
		return queries.ZeroWhere(calls.Where(canopyui.Status.Like(status)).Rate(), calls.Rate()).As(legend).WhereAvailable()
	}
	return panels.TimeSeries("HTTP Status Codes", panels.Doc{
		Means: "Calls to the backend per second by the class of the answer's status; no answer is a timeout or a refused connection.",
		Good:  "Almost all are 2xx.",
		Act:   "If 5xx appear, read the backend's log; if there are no answers, look whether it runs; 4xx are faults of the UI.",
	}, with("2..", "2xx"), with("4..", "4xx"), with("5..", "5xx"), with("error", "no answer")).
		Stacked().
		Colour("2xx", panels.Success()).
		Colour("4xx", panels.ClientError()).
		Colour("5xx", panels.ServerError()).
		Colour("no answer", panels.Aborted())
}

func uiCallTimes() panels.Panel {
	return panels.TimeSeries("Response Time Percentiles", panels.Doc{
		Means: "Times until the backend began to answer the UI's calls, failed calls included; how long an answer streams is not in it.",
		Good:  "The lines are flat.",
		Act:   "If p99 leaves the others, look which endpoint it is; if all rise, look at the backend and the model's queue.",
	}, canopyui.BackendCallTimes().Quantiles(50, 95, 99).SayFloor().WhereAvailable(canopyui.HTTPRequests))
}

func uiCallTimeByEndpoint() panels.Panel {
	return panels.TimeSeries("Backend Request Duration", panels.Doc{
		Means: "19 of 20 calls to an endpoint of the backend began to be answered within this time.",
		Good:  "Endpoints that ask no model are below a second.",
		Act:   "If one endpoint is slow, find it in the backend's dashboard.",
	}, canopyui.BackendCallTimes().Quantile(0.95, canopyui.Endpoint).As("{{endpoint}}").SayFloor().WhereAvailable(canopyui.HTTPRequests))
}

func uiCallsByEndpoint() panels.Panel {
	return panels.TimeSeries("Calls by Endpoint", panels.Doc{
		Means: "Calls from the UI per second by endpoint of the backend; feature flags and feedback are fetched without being counted.",
		Good:  "Every feature that people use has a line.",
		Act:   "If a line is missing while people use its page, look at the feature flags.",
	}, canopyui.BackendCalls().Rate(canopyui.Endpoint).WhereAvailable())
}

// uiBackendCallsNow is fed by both builds: without either the dashboard has nothing to show.
func uiBackendCallsNow() panels.StatPanel {
	return panels.Stat("Outgoing Calls", panels.Doc{
		Means: "Calls of the UI per second that have ended: to the backend, and in the older build to anything else it calls.",
		Good:  "Above zero while people work.",
		Act:   "If it is zero while people click, the UI hangs or can't reach the backend.",
	}, canopyui.BackendCallTimes().Rate().As("calls")).
		Empty("no UI")
}
