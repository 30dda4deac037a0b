package dashboards

import (
	"time"

	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/canopybackend"
)

func backendTotal() panels.StatPanel {
	return panels.Stat("Total API Requests (Last Hour)", panels.Doc{
		Means: "Requests that the backend served in the last hour, whatever the answer and whatever the dashboard's time range.",
		Good:  "It follows how many people work in the lab.",
		Act:   "If it is zero while people click, the UI does not reach the backend: look at the pods and the route.",
	}, canopybackend.Requests().Increase(queries.Last(time.Hour)).As("requests")).
		Empty("no backend")
}

func backendResponseTimeNow() panels.StatPanel {
	return panels.Stat("API Response Time (p95)", panels.Doc{
		Means: "19 of 20 requests were answered in full within this time; a streamed answer counts to its last token.",
		Good:  "It depends on the length of answers; know your usual value.",
		Act:   "If it grows, compare with LLM Call Duration: either the model is slow or the backend is.",
	}, canopybackend.Requests().Quantile(0.95).SayFloor()).
		Empty("no traffic")
}

func backendErrorShare() panels.StatPanel {
	return panels.Stat("Error Rate (%)", panels.Doc{
		Means: "Share of requests that were answered with a 5xx; an answer that breaks off while it streams is not among them.",
		Good:  "Below one in a hundred.",
		Act:   "Find the endpoint in Endpoint Performance Summary, then read the backend's log.",
	}, queries.InPercent(canopybackend.ErrorShare(canopybackend.Requests())).As("answered with 5xx")).
		Limits(panels.ErrorShareLimits()).
		Empty("no traffic")
}

func backendActive() panels.StatPanel {
	return panels.Stat("Active Requests", panels.Doc{
		Means: "Requests that the backend is serving right now.",
		Good:  "It goes up and down with the number of people who wait for an answer.",
		Act:   "If it only grows, requests hang: look at LLM Call Duration.",
	}, canopybackend.InFlight().Sum().As("in flight")).
		Empty("no backend")
}

func backendRequestRate() panels.Panel {
	return panels.TimeSeries("Request Rate by Endpoint", panels.Doc{
		Means: "Requests per second that the backend served, by route template; what matches no route is in HTTP Status Distribution only.",
		Good:  "Every endpoint that people use has a line.",
		Act:   "If a line is missing while people use its page, the UI can't reach the backend.",
	}, canopybackend.RoutedRequests().Rate(canopybackend.HTTPRoute))
}

func backendStatuses() panels.Panel {
	all := canopybackend.Requests()
	p := panels.TimeSeries("HTTP Status Distribution", panels.Doc{
		Means: "Requests per second by the status of the answer; without a status are those whose client left before there was one.",
		Good:  "Almost all are 200.",
		Act:   "If 5xx appear, read the backend's log; if 4xx do, the UI asks for what is not there; if clients leave, look at the latency.",
	},
		all.Where(canopybackend.HTTPResponseStatusCode.IsNot("")).Rate(canopybackend.HTTPResponseStatusCode),
		queries.ZeroWhere(all.Where(canopybackend.HTTPResponseStatusCode.Is("")).Rate(), all.Rate()).As("no status")).
		Stacked().
		Colour("no status", panels.Aborted())
	return colourStatuses(p)
}

// colourStatuses paints statuses that web services answer with in the colour of their class.
func colourStatuses(p panels.TimeSeriesPanel) panels.TimeSeriesPanel {
	for _, class := range []struct {
		colour   panels.Colour
		statuses []string
	}{
		{panels.Success(), []string{"200", "201", "204", "307"}},
		{panels.ClientError(), []string{"400", "401", "403", "404", "405", "422", "429"}},
		{panels.ServerError(), []string{"500", "502", "503", "504"}},
	} {
		for _, status := range class.statuses {
			p = p.Colour(status, class.colour)
		}
	}
	return p
}

func backendResponseTime() panels.Panel {
	return panels.TimeSeries("Response Time by Endpoint (p95)", panels.Doc{
		Means: "19 of 20 requests to an endpoint were answered in full within this time; an endpoint that nobody asks has no value.",
		Good:  "Endpoints that ask no model are below a second.",
		Act:   "If one endpoint is slow, look at what it calls; if all are, look at the backend's CPU and at the model's queue.",
	}, canopybackend.RoutedRequests().Quantile(0.95, canopybackend.HTTPRoute).As("{{http_route}}").SayFloor())
}

func backendModelCalls() panels.Panel {
	return panels.TimeSeries("LLM Call Duration (Outbound to llamastack)", panels.Doc{
		Means: "Time of the backend's outgoing calls: most go to LlamaStack, but the metric does not part them by path, so others are in it (see Calls by Host).",
		Good:  "Steady at the length of answers that you know.",
		Act:   "If it rises, look at LlamaStack and at the model's queue: the backend only waits.",
	}, canopybackend.Calls().Quantiles(50, 95, 99).SayFloor())
}

func backendSummary() panels.Panel {
	requests := canopybackend.RoutedRequests()
	return panels.Table("Endpoint Performance Summary", panels.Doc{
		Means: "Each endpoint's requests per second, the time within which 19 of 20 were answered, and the share answered with a 5xx.",
		Good:  "Every endpoint that people use has a row, with no errors.",
		Act:   "Begin with the endpoint that has the most errors; one that nobody asks shows no time and no share.",
	},
		panels.Col("Requests/s", requests.Rate(canopybackend.HTTPRoute)).Bar(),
		panels.Col("p95", requests.Quantile(0.95, canopybackend.HTTPRoute).SayFloor()),
		panels.Col("Errors", queries.InPercent(canopybackend.ErrorShare(requests, canopybackend.HTTPRoute))).Limits(panels.ErrorShareLimits())).
		Head(canopybackend.HTTPRoute, "Endpoint").
		Empty("no traffic").
		Wide(16)
}

func backendCallsByHost() panels.Panel {
	return panels.TimeSeries("Calls by Host", panels.Doc{
		Means: "Outgoing calls of the backend per second, by the host that is called.",
		Good:  "LlamaStack has the most.",
		Act:   "If another host leads, LLM Call Duration shows its calls more than the model's.",
	}, canopybackend.Calls().Rate(canopybackend.ServerAddress))
}

func aboutBackend() panels.Panel {
	return panels.Text("How to Read This", `The backend counts **requests it served**. A call that never reached it is not here: the UI's dashboard has those.

- Endpoints are route templates, so /chat/{id} is one line. What matches no route counts in the totals and has no line.
- The backend speaks one of two OpenTelemetry HTTP conventions; the environment names which, and both are shown the same way.
- Only series of the container **canopy-backend** are asked for: the UI uses one of the names for something else.`).
		Wide(8)
}
