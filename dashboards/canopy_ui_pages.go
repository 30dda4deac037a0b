package dashboards

import (
	"time"

	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/canopyui"
)

// The panels of the older build, which OpenTelemetry instrumented: it counts and times what it served.

func uiPagesTotal() panels.StatPanel {
	return panels.Stat("Total Requests (Last Hour)", panels.Doc{
		Means: "Requests that the UI served in the last hour, pages and their parts, whatever the dashboard's time range.",
		Good:  "It follows how many people work in the lab.",
		Act:   "If it is zero while people click, look at the route and the UI's pod.",
	}, canopyui.Pages().Increase(queries.Last(time.Hour)).As("requests").WhereAvailable()).
		Empty("no traffic")
}

func uiPageTimeNow() panels.StatPanel {
	return panels.Stat("Average Response Time", panels.Doc{
		Means: "Half of the requests to the UI were answered within this time: the median.",
		Good:  "Below 500 ms.",
		Act:   "If it grows, compare with Backend Request Duration: either the backend is slow or the UI is.",
	}, canopyui.Pages().Quantile(0.5).SayFloor().WhereAvailable()).
		Limits(panels.ResponseTimeLimits()).
		Empty("no traffic")
}

func uiPageErrors() panels.StatPanel {
	pages := canopyui.Pages()
	return panels.Stat("Error Rate (%)", panels.Doc{
		Means: "Share of requests to the UI that were answered with a 5xx.",
		Good:  "Below one in a hundred.",
		Act:   "Read the UI's log, then look at the backend's dashboard.",
	}, queries.InPercent(queries.Share(pages.Where(canopyui.HTTPStatusCode.Like("5..")).Rate(), pages.Rate())).As("failed").WhereAvailable()).
		Limits(panels.UIErrorShareLimits()).
		Empty("no traffic")
}

func uiPagesActive() panels.StatPanel {
	return panels.Stat("Active Requests", panels.Doc{
		Means: "Requests that the UI is serving right now.",
		Good:  "It goes up and down with the number of people.",
		Act:   "If it only grows, requests hang: look at Backend Request Duration.",
	}, canopyui.PagesInFlight().Sum().As("in flight").WhereAvailable()).
		Empty("no UI")
}

func uiPageRate() panels.Panel {
	return panels.TimeSeries("Request Rate (req/sec)", panels.Doc{
		Means: "Requests per second that the UI served, pages and their parts.",
		Good:  "It follows the lab's timetable.",
		Act:   "If it breaks off while people work, look at the route and the UI's pod.",
	}, canopyui.Pages().Rate().As("requests to the UI").WhereAvailable())
}

func uiPageStatuses() panels.Panel {
	pages := canopyui.Pages()
	with := func(status, legend string) queries.Query {
		return queries.ZeroWhere(pages.Where(canopyui.HTTPStatusCode.Like(status)).Rate(), pages.Rate()).As(legend).WhereAvailable()
	}
	return panels.TimeSeries("HTTP Status Codes", panels.Doc{
		Means: "Requests to the UI per second by the class of the answer's status.",
		Good:  "Almost all are 2xx.",
		Act:   "If 5xx appear, read the UI's log; if 4xx do, a page links to what is not there.",
	}, with("2..", "2xx"), with("4..", "4xx"), with("5..", "5xx")).
		Stacked().
		Colour("2xx", panels.Success()).
		Colour("4xx", panels.ClientError()).
		Colour("5xx", panels.ServerError())
}

func uiPageTimes() panels.Panel {
	return panels.TimeSeries("Response Time Percentiles", panels.Doc{
		Means: "Times in which requests to the UI were answered: half, 19 of 20 and 99 of 100 stayed below the lines.",
		Good:  "The lines are flat.",
		Act:   "If they rise with Backend Request Duration, the backend is slow; if alone, the UI is.",
	}, canopyui.Pages().Quantiles(50, 95, 99).SayFloor().WhereAvailable())
}

func uiOutgoingTime() panels.Panel {
	return panels.TimeSeries("Backend Request Duration", panels.Doc{
		Means: "19 of 20 outgoing calls of the UI were answered within this time; the metric does not part calls to the backend from others.",
		Good:  "Steady at the value that you know.",
		Act:   "If it rises, open the backend's dashboard: the UI only waits.",
	}, canopyui.BackendCallTimes().Quantile(0.95).SayFloor().WhereAvailable(canopyui.HTTPServerActiveRequests))
}
