package dashboards

import (
	"time"

	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/panels/alerts"
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/istio"
	"github.com/llm-observability/dashgen/queries/limitador"
	"github.com/llm-observability/dashgen/queries/litellm"
	"github.com/llm-observability/dashgen/queries/llamastack"
	"github.com/llm-observability/dashgen/queries/ovms"
	"github.com/llm-observability/dashgen/queries/scrape"
)

func ovmsRules() alerts.Group {
	failed := queries.Per(ovms.Unserved(ovms.Namespace, ovms.Name), ovms.Requests(ovms.Namespace, ovms.Name))
	return alerts.Group{
		Name: "openvino", Namespace: ovms.Namespace,
		Alerts: []alerts.Alert{
			alerts.New("OpenVINORequestsFail", alerts.Critical, 10*time.Minute, alerts.Bad(failed, panels.ErrorShareLimits()), alerts.Text{
				Summary: "Requests to {{name}} fail",
				Means:   "{{value}} of the inference requests to {{name}} in {{namespace}} fail or are rejected; the limit is {{limit}}.",
			}).See("openvino"),
		},
		Recordings: []alerts.Recording{alerts.Record("", "ovms_requests_failed", "ratio", failed)},
	}
}

// llamaRules: LlamaStack names itself where OpenTelemetry's collector writes its metrics; elsewhere its target has a
// namespace. It sends a sample a minute.
func llamaRules() alerts.Group {
	byService := llamastack.RequestsFailedShare(llamastack.ServiceName).WhereAvailable()
	byNamespace := llamastack.RequestsFailedShare(llamastack.Namespace).WhereAvailable()
	return alerts.Group{
		Name: "llama-stack",
		Alerts: []alerts.Alert{
			alerts.New("LlamaStackErrors", alerts.Critical, 10*time.Minute, alerts.Bad(byService, panels.ErrorShareLimits()), alerts.Text{
				Summary: "Requests to the LlamaStack {{series}} fail",
				Means:   "{{value}} of the requests to the LlamaStack {{series}} fail; the limit is {{limit}}. Clients that went away are among them.",
			}).Unless(llamastack.ServiceName, byNamespace).SampledEvery(time.Minute).See("llamastack-inference", "stack-overview"),
		},
		Recordings: []alerts.Recording{
			alerts.Record("", "llama_stack_requests_failed", "ratio", byService).Unless(llamastack.ServiceName, byNamespace).SampledEvery(time.Minute),
		},
	}
}

// liteRules are about failures that no caller causes: a wrong key or a spent budget is a 4xx.
func liteRules() alerts.Group {
	failed := litellm.ProxyFailedRequests.Where(litellm.ExceptionStatus.Like("5.."))
	share := queries.Share(failed.Rate(litellm.Namespace), litellm.ProxyTotalRequests.Rate(litellm.Namespace))
	return alerts.Group{
		Name: "litellm", Namespace: litellm.Namespace,
		Alerts: []alerts.Alert{
			alerts.New("LiteLLMRequestsFail", alerts.Critical, 10*time.Minute, alerts.Bad(share, panels.ErrorShareLimits()), alerts.Text{
				Summary: "Requests to LiteLLM fail",
				Means:   "LiteLLM in {{namespace}} answers {{value}} of its requests with a 5xx; the limit is {{limit}}.",
			}).See("litellm-usage"),
		},
		Recordings: []alerts.Recording{alerts.Record("", "litellm_requests_failed", "ratio", share)},
	}
}

func limitadorRules() alerts.Group {
	return alerts.Group{
		Name: "limitador", Namespace: limitador.Namespace,
		Alerts: []alerts.Alert{
			alerts.New("LimitadorDown", alerts.Critical, 5*time.Minute, alerts.Gone(limitador.Up.Count()), alerts.Text{
				Summary: "Limitador is down",
				Means:   "No replica of Limitador says that it is up. Requests are not limited and not counted, or fail, as the gateway is set up.",
			}).See("maas-platform-admin"),
			alerts.New("RateLimitedShareHigh", alerts.Info, 15*time.Minute, alerts.Bad(limitador.LimitedShare(), panels.RateLimitedLimits()), alerts.Text{
				Summary: "Many requests are refused for their rate",
				Means:   "Limitador refuses {{value}} of all requests; the limit is {{limit}}.",
			}).See("maas-platform-admin"),
		},
		Recordings: []alerts.Recording{alerts.Record("platform", "limitador_requests_limited", "ratio", limitador.LimitedShare())},
	}
}

func gatewayRules() alerts.Group {
	share := queries.Share(gatewayRequests(istio.ResponseCode.Like("5..")).Rate(), gatewayRequests().Rate())
	return alerts.Group{
		Name: "gateway",
		Alerts: []alerts.Alert{
			alerts.New("GatewayErrors", alerts.Critical, 5*time.Minute, alerts.Bad(share, panels.ErrorShareLimits()), alerts.Text{
				Summary: "The gateway answers with 5xx",
				Means:   "The gateway answers {{value}} of all requests with a 5xx; the limit is {{limit}}.",
			}).See("maas-platform-admin"),
		},
		Recordings: []alerts.Recording{alerts.Record("platform", "istio_requests_5xx", "ratio", share)},
	}
}

// scrapeRules are about what feeds all other alerts: without samples none of them fires.
func scrapeRules() alerts.Group {
	up := scrape.Up.All(scrape.TargetNamespace, scrape.TargetJob, scrape.TargetInstance)
	return alerts.Group{
		Name: "scrape", Namespace: scrape.TargetNamespace,
		Alerts: []alerts.Alert{
			alerts.New("ScrapeDown", alerts.Warning, 10*time.Minute, alerts.Zero(up), alerts.Text{
				Summary: "{{job}} can't be scraped",
				Means:   "Prometheus can't read the metrics of {{instance}} of {{job}} in {{namespace}}: dashboards show nothing of it, and no other alert can fire.",
			}).See("stack-overview", "vllm-performance", "maas-platform-admin"),
		},
	}
}
