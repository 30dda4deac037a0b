package dashboards

import (
	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/cadvisor"
	"github.com/llm-observability/dashgen/queries/catalogue"
	"github.com/llm-observability/dashgen/queries/dcgm"
	"github.com/llm-observability/dashgen/queries/haproxy"
	"github.com/llm-observability/dashgen/queries/kubestate"
	"github.com/llm-observability/dashgen/queries/limitador"
	"github.com/llm-observability/dashgen/queries/maasapi"
)

func topUsers(title, what, act string, q queries.Query) panels.Panel {
	return panels.BarGauge(title, panels.Doc{
		Means: "The ten users with the most " + what + " over the time range.",
		Good:  "You know why each of them is here.",
		Act:   act,
	}, queries.Top(10, q).WhereAvailable()).
		Empty("nobody").
		Without(limitador.User, noUsers)
}

func adminTopTokens() panels.Panel {
	return topUsers("Top Users by Tokens", "tokens", "If one crowds out the others, look at their {plan}.",
		limitador.Tokens(queries.WholeRange(), limitador.User))
}

func adminTopRequests() panels.Panel {
	return topUsers("Top Users by Requests", "requests let through", "If one sends many small requests, show them how to batch.",
		limitador.AuthorizedCalls.Increase(queries.WholeRange(), limitador.User))
}

func adminTopLimited() panels.Panel {
	return topUsers("Top Users by Rate-Limited Requests", "requests refused", "If one is refused all the time, their program does not wait, or their {plan} is too small.",
		limitador.LimitedCalls.Increase(queries.WholeRange(), limitador.User))
}

func breakdown(title, thing string, by queries.Label[limitador.Exporter], head string) panels.TablePanel {
	w := queries.WholeRange()
	return panels.Table(title, panels.Doc{
		Means: "One row per " + thing + ": tokens, requests let through and requests refused over the time range, and tokens per second now.",
		Good:  "Few requests are refused, and tokens are where you sold them.",
		Act:   "If a row has many refused requests, compare its limit with what was booked.",
	},
		panels.Col("Tokens", limitador.Tokens(w, by).WhereAvailable()).Bar(),
		panels.Col("Tokens/s", limitador.TokenRate(by).WhereAvailable()),
		panels.Col("Requests", limitador.AuthorizedCalls.Increase(w, by).WhereAvailable()),
		panels.Col("Refused", queries.ZeroWhere(limitador.LimitedCalls.Increase(w, by), limitador.AuthorizedCalls.Increase(w, by)).WhereAvailable())).
		Head(by, head)
}

func adminByPlan() panels.Panel {
	return breakdown("Breakdown by {Plan}", "{plan}", limitador.Plan, "{Plan}")
}

func adminByUser() panels.Panel {
	return breakdown("Breakdown by User", "user", limitador.User, "User").Without(limitador.User, noUsers)
}

func adminResources() panels.Panel {
	work := []queries.Matcher[cadvisor.Exporter]{
		cadvisor.Pod.Like(kubestate.ModelPods),
		cadvisor.Container.NotIn("", "POD"), // sums over the whole pod, and the pause container
	}
	return panels.Table("Model Resource Allocation", panels.Doc{
		Means: "One row per pod that KServe made for a model: what it requested, and the CPU and memory that it uses now.",
		Good:  "Memory in use stays below what was requested, and every pod has the GPUs that its model needs.",
		Act:   "If a row uses nothing, the pod waits or failed: look at its events. If memory nears the request, expect it to be killed.",
	},
		panels.Col("GPUs requested", kubestate.Requested("nvidia_com_gpu")),
		panels.Col("CPU requested", kubestate.Requested("cpu")),
		panels.Col("CPU used", cadvisor.CPUUsage.Where(work...).Rate(cadvisor.Namespace, cadvisor.Pod).Measures(catalogue.Unit{Dimension: catalogue.Cores, Scale: 1})),
		panels.Col("Memory requested", kubestate.Requested("memory")),
		panels.Col("Memory used", cadvisor.MemoryWorkingSetBytes.Where(work...).Sum(cadvisor.Namespace, cadvisor.Pod)).Bar()).
		Head(kubestate.Namespace, "Namespace").
		Head(kubestate.Pod, "Pod").
		Empty("none")
}

func adminGPUs() panels.Panel {
	return panels.TimeSeries("GPU Use by Model Pod", panels.Doc{
		Means: "Share of time in which the busiest GPU of each pod did something.",
		Good:  "It moves with running requests.",
		Act:   "If it is low while requests wait, the model waits for something else: look at its log.",
	}, dcgm.GPUUtil.Max(dcgm.Pod).WhereAvailable())
}

func tenantRequests() panels.Panel {
	return panels.TimeSeries("Tenant Requests", panels.Doc{
		Means: "Requests per second to the MaaS API, by tenant: keys and plans, not tokens.",
		Good:  "Low; people fetch keys rarely.",
		Act:   "If a tenant asks without pause, a program fetches a key for every request.",
	}, maasapi.HTTPRequests.Rate(maasapi.TenantName).WhereAvailable())
}

func tenantErrors() panels.Panel {
	return panels.TimeSeries("Tenant Errors", panels.Doc{
		Means: "Share of each tenant's requests to the MaaS API that it answered with 5xx.",
		Good:  "Zero. No line means that the tenant asked nothing.",
		Act:   "If one tenant has errors and others do not, look at its subscription; else at the API's log.",
	}, queries.Share(maasapi.HTTPRequests.Where(maasapi.Status.Like("5..")).Rate(maasapi.TenantName), maasapi.HTTPRequests.Rate(maasapi.TenantName)).WhereAvailable()).
		Limits(panels.ErrorShareLimits())
}

func tenantLatency() panels.Panel {
	return panels.TimeSeries("Tenant Latency", panels.Doc{
		Means: "19 of 20 of each tenant's requests to the MaaS API took less than this.",
		Good:  "Below a second.",
		Act:   "If it rises, so does authentication, which asks it: look at its database.",
	}, maasapi.HTTPRequestDuration.Quantile(0.95, maasapi.TenantName).WhereAvailable())
}

func tenantKeys() panels.Panel {
	return panels.TimeSeries("Key Validation", panels.Doc{
		Means: "API keys checked per second, by tenant and result.",
		Good:  "Almost all are valid.",
		Act:   "If invalid ones rise for one tenant, its keys expired, or somebody tries them.",
	}, maasapi.KeyValidation.Rate(maasapi.TenantName, maasapi.Result).WhereAvailable())
}

func tenantMinted() panels.Panel {
	return panels.BarGauge("Keys Minted", panels.Doc{
		Means: "API keys made over the time range, by tenant and result.",
		Good:  "Few.",
		Act:   "If a tenant makes many, show them that a key can be used again.",
	}, maasapi.TokenMint.Increase(queries.WholeRange(), maasapi.TenantName, maasapi.Result).WhereAvailable())
}

func routerRequests() panels.Panel {
	return panels.TimeSeries("Router Requests", panels.Doc{
		Means: "HTTP responses per second of the ten busiest routes. A passthrough route has 0 here whatever it carries, for the router can't look into it: see Router Connections.",
		Good:  "It moves with the demand.",
		Act:   "If it drops while the gateway is fine, requests do not reach the cluster.",
	}, queries.Top(10, haproxy.BackendHTTPResponses.Rate(haproxy.Namespace, haproxy.Route)).WhereAvailable())
}

func routerErrors() panels.Panel {
	errors := haproxy.BackendHTTPResponses.Where(haproxy.Code.Is("5xx")).Rate(haproxy.Namespace, haproxy.Route)
	return panels.TimeSeries("Router Errors", panels.Doc{
		Means: "5xx responses and failed connections per second, of the ten routes that have most. Of a passthrough route only connections are known.",
		Good:  "Zero. No line means that no router reports.",
		Act:   "If connections fail, nothing listens behind the route; if 5xx rise, look at the gateway.",
	},
		queries.Top(10, errors).As("5xx {{namespace}} {{route}}").WhereAvailable(),
		queries.Top(10, haproxy.BackendConnectionErrors.Rate(haproxy.Namespace, haproxy.Route)).As("connection {{namespace}} {{route}}").WhereAvailable())
}

func routerConnections() panels.Panel {
	return panels.TimeSeries("Router Connections", panels.Doc{
		Means: "Connections per second of the ten busiest routes, passthrough ones included.",
		Good:  "It moves with the demand.",
		Act:   "If it is far above the requests, clients do not keep connections.",
	}, queries.Top(10, haproxy.BackendConnections.Rate(haproxy.Namespace, haproxy.Route)).WhereAvailable())
}

func routerLatency() panels.Panel {
	return panels.TimeSeries("Router Mean Latency", panels.Doc{
		Means: "Mean response time of each route's last 1024 requests: no percentiles exist. A passthrough route reports 0 ms, which means that the router can't see it, not that it is fast.",
		Good:  "Flat.",
		Act:   "If it rises with the gateway's latency, the time is spent behind the router.",
	}, haproxy.BackendHTTPAverageResponseLatency.Max(haproxy.Namespace, haproxy.Route).WhereAvailable())
}
