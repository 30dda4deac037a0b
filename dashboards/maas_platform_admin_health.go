package dashboards

import (
	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/authorino"
	"github.com/llm-observability/dashgen/queries/kubestate"
	"github.com/llm-observability/dashgen/queries/limitador"
	"github.com/llm-observability/dashgen/queries/scrape"
	"github.com/llm-observability/dashgen/queries/vllm"
)

func adminLimitador() panels.StatPanel {
	return panels.Stat("Limitador", panels.Doc{
		Means: "Whether some replica of Limitador says that it is up; it is down, too, when nobody says anything.",
		Good:  "Up.",
		Act:   "If it is down, requests go unlimited or fail, as the gateway is set up: look at its pods, then at whether they are scraped.",
	}, queries.DownWhenGone(limitador.Up.Unscoped("it serves every plan").Any()).As("limitador")).
		States(
			panels.State{Value: 0, Text: "down", Colour: panels.Bad()},
			panels.State{Value: 1, Text: "up", Colour: panels.Good()}).
		Empty("no answer")
}

// runningCell is a status cell of a component that has no metric of its own that says it is up.
func runningCell(title, what, pods string) panels.StatPanel {
	return panels.Stat(title, panels.Doc{
		Means: "Running pods of " + what + ", as the cluster sees them; pods that wait or failed are not counted.",
		Good:  "At least one, and as many as you set up.",
		Act:   "If none runs, look at the events of its pods. If this says none and requests work, nobody reports pods to this data source.",
	}, queries.DownWhenGone(kubestate.RunningPods(pods)).As("running")).
		States(
			panels.State{Value: 0, Text: "none", Colour: panels.Bad()},
			panels.State{Value: 1, AndUp: true, Colour: panels.Good()}).
		Empty("no answer")
}

func adminAuthorino() panels.StatPanel {
	return runningCell("Authorino", "Authorino, without its operator", kubestate.DeploymentPods("authorino"))
}

func adminAPI() panels.StatPanel {
	return runningCell("MaaS API", "the MaaS API", kubestate.DeploymentPods("maas-api"))
}

func adminGateway() panels.StatPanel {
	return runningCell("Gateway", "the gateway maas-default-gateway", "maas-default-gateway-.+")
}

func adminAlerts() panels.StatPanel {
	return panels.Stat("Firing Alerts", panels.Doc{
		Means: "Alerts of severity warning or critical that fire now. It is 0 only while some other alert is there, as OpenShift's Watchdog always is: without any, nobody would fire one.",
		Good:  "0.",
		Act:   "If some fire, read the table below. If there is no value, look whether Prometheus evaluates its rules.",
	}, queries.ZeroWhere(firing().Count(), scrape.ALERTS.Unscoped(everywhere).Count()).As("firing")).
		Limits(panels.FiringAlertLimits()).
		Empty("no rule answers")
}

const everywhere = "alerts of the whole cluster matter here"

func firing() queries.StateGauge[scrape.Exporter] {
	return scrape.ALERTS.Unscoped(everywhere).Where(scrape.Alertstate.Is("firing"), scrape.Severity.In("warning", "critical"))
}

func adminAlertTable() panels.Panel {
	return panels.EmptyWhile(panels.NoAlert, panels.Table("Alerts", panels.Doc{
		Means: "Alerts of severity warning or critical that fire now, by name.",
		Good:  "No rows, while Firing Alerts says 0.",
		Act:   "Begin with critical ones of components on the way of a request: router, gateway, Authorino, Limitador, models.",
	}, panels.Col("Firing", firing().Count(scrape.Alertname, scrape.Severity, scrape.Namespace))).
		Head(scrape.Alertname, "Alert").
		Head(scrape.Severity, "Severity").
		Head(scrape.Namespace, "Namespace").
		Empty("none"))
}

func adminSuccess() panels.StatPanel {
	return panels.Stat("Inference Success", panels.Doc{
		Means: "Share of requests that ended at a model with an answer, whole or cut at its limit; aborted and failed ones are the rest. What was refused before it reached a model is not in it.",
		Good:  "Above 99 %.",
		Act:   "If it falls, look at the models below. If there is no value, no model ended a request: look at the errors.",
	}, queries.Share(vllm.AnsweredRequests(), vllm.FinishedRequests()).As("answered")).
		Empty("no request ended")
}

func adminAuthLatency() panels.Panel {
	return panels.TimeSeries("Auth Evaluation Latency", panels.Doc{
		Means: "How long Authorino takes to check a request. Its highest bucket ends at 0.951 s: a line there means that or more.",
		Good:  "Below 50 ms, for every request waits for it.",
		Act:   "If it rises, look at what Authorino asks: the MaaS API for keys, the identity provider for tokens.",
	}, authorino.AuthconfigDuration.Quantiles(50, 95, 99), authorino.AuthconfigDuration.Mean())
}

func adminAuthDecisions() panels.Panel {
	return panels.TimeSeries("Auth Decisions", panels.Doc{
		Means: "Requests per second that Authorino decided on: OK, not authenticated, or authenticated and not permitted.",
		Good:  "Almost all OK.",
		Act:   "If UNAUTHENTICATED rises, keys expired or somebody tries them; if PERMISSION_DENIED rises, look at who may use which model.",
	}, authorino.AuthServerResponseStatus.Rate(authorino.Status)).
		Stacked().
		Colour("OK", panels.Success()).
		Colour("UNAUTHENTICATED", panels.ClientError()).
		Colour("PERMISSION_DENIED", panels.ClientError()).
		Colour("NOT_FOUND", panels.Warn())
}

func adminAuthDenied() panels.Panel {
	return panels.TimeSeries("Auth Denied Share", panels.Doc{
		Means: "Share of requests that Authorino did not let pass.",
		Good:  "Low and flat.",
		Act:   "If it jumps, somebody's key expired or an AuthPolicy changed.",
	}, queries.Share(
		authorino.AuthServerResponseStatus.Where(authorino.Status.IsNot("OK")).Rate(),
		authorino.AuthServerResponseStatus.Rate()).As("denied"))
}

func adminTokens() panels.StatPanel {
	return keyStat("Tokens", "Tokens that Limitador let through over the time range.", "It follows working hours.",
		"If it is lower than usual, look at rate limits and errors.", limitador.Tokens(queries.WholeRange()).As("tokens"))
}

func adminRequests() panels.StatPanel {
	return keyStat("Requests", "Requests that Limitador let through over the time range.", "It follows working hours.",
		"If it is lower than usual, look at 401 and 429.", limitador.AuthorizedCalls.Increase(queries.WholeRange()).As("requests"))
}

func adminTokenRate() panels.StatPanel {
	return keyStat("Token Rate", "Tokens let through per second now.", "Above zero while people work.",
		"If it drops at once, look at the cells above from left to right.", limitador.TokenRate().As("tokens"))
}

func adminRequestRate() panels.StatPanel {
	return keyStat("Request Rate", "Requests let through per second now.", "Above zero while people work.",
		"If it drops at once, look at the cells above from left to right.", limitador.AuthorizedCalls.Rate().As("requests"))
}

func adminUsers() panels.StatPanel {
	return keyStat("Active Users", "Users with at least one request let through over the time range.", "It is the number of people that you expect.",
		"If it is too low, look at 401: perhaps keys expired.", limitador.ActiveUsers().As("users")).
		Without(limitador.User, noUsersShort)
}

func adminLatencyNow() panels.StatPanel {
	return keyStat("P50 Latency", "Half of the requests through the gateway took less than this, from their arrival to the last byte of the answer.",
		"You know your usual value.", "If it rises, compare with the latency of the models: the rest is on the way.", gatewayDuration().Quantile(0.5))
}

func adminLimitedShare() panels.StatPanel {
	return keyStat("Rate-Limited Share", "Share of requests that Limitador refuses now.", "Low.",
		"If it is high, look at the top users: one of them, or limits that are too small.", limitador.LimitedShare().As("refused")).
		Limits(panels.RateLimitedLimits()).
		Empty("no traffic")
}

func adminLimited() panels.StatPanel {
	w := queries.WholeRange()
	return keyStat("Rate-Limited Requests", "Requests that Limitador refused over the time range.", "Few.",
		"If they are many, look at the top users.",
		queries.ZeroWhere(limitador.LimitedCalls.Increase(w), limitador.AuthorizedCalls.Increase(w)).As("refused"))
}

func keyStat(title, means, good, act string, q queries.Query) panels.StatPanel {
	return panels.Stat(title, panels.Doc{Means: means, Good: good, Act: act}, q).Wide(3).Empty("nothing counted")
}
