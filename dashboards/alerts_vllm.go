package dashboards

import (
	"time"

	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/panels/alerts"
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/vllm"
)

func vllmRules() alerts.Group {
	return alerts.Group{
		Name: "vllm", Namespace: vllm.Namespace,
		Alerts: []alerts.Alert{
			vllmFirstTokenSlow(), vllmEndToEndSlow(), vllmQueueGrowing(), vllmCacheFull(), vllmUnserved(), vllmStuck(), vllmNoTraffic(),
		},
		Recordings: []alerts.Recording{
			alerts.Record("", "vllm_time_to_first_token_seconds", "p95", vllm.TimeToFirstToken.Quantile(0.95, vllm.Namespace, vllm.ModelName)),
			alerts.Record("", "vllm_e2e_request_latency_seconds", "p95", vllm.E2ERequestLatency.Quantile(0.95, vllm.Namespace, vllm.ModelName)),
			alerts.Record("", "vllm_requests_finished", "rate", vllm.FinishedRequests(vllm.Namespace, vllm.ModelName)),
			alerts.Record("", "vllm_requests_unserved", "ratio", vllm.UnservedShare(vllm.Namespace, vllm.ModelName)),
		},
	}
}

func seeVLLM(a alerts.Alert) alerts.Alert {
	return a.See("vllm-performance", "canopy-vllm", "maas-platform-admin")
}

func vllmFirstTokenSlow() alerts.Alert {
	return seeVLLM(alerts.New("VLLMFirstTokenSlow", alerts.Warning, 10*time.Minute,
		alerts.Bad(vllm.TimeToFirstToken.Quantile(0.95, vllm.Namespace, vllm.ModelName), panels.TimeToFirstTokenLimits()),
		alerts.Text{
			Summary: "{{model_name}} takes long to begin its answers",
			Means:   "One in 20 requests to {{model_name}} in {{namespace}} waits {{value}} or longer for its first token; the limit is {{limit}}.",
		}))
}

func vllmEndToEndSlow() alerts.Alert {
	return seeVLLM(alerts.New("VLLMEndToEndSlow", alerts.Warning, 10*time.Minute,
		alerts.Bad(vllm.E2ERequestLatency.Quantile(0.95, vllm.Namespace, vllm.ModelName), panels.EndToEndLimits()),
		alerts.Text{
			Summary: "{{model_name}} takes long to end its answers",
			Means:   "One in 20 requests to {{model_name}} in {{namespace}} takes {{value}} or longer from its arrival to its last token; the limit is {{limit}}.",
		}))
}

// vllmQueueGrowing is about a queue that is long and does not shrink: a burst that is worked off wakes nobody.
func vllmQueueGrowing() alerts.Alert {
	waiting := vllm.RequestsWaiting.Sum(vllm.Namespace, vllm.ModelName)
	return seeVLLM(alerts.New("VLLMQueueGrowing", alerts.Warning, 5*time.Minute,
		alerts.Bad(waiting, panels.QueueDepthLimits()).And(queries.Template("deriv(%s[10m:1m]) >= 0", waiting)),
		alerts.Text{
			Summary: "Requests to {{model_name}} queue up",
			Means:   "{{value}} wait for {{model_name}} in {{namespace}}, and they become no fewer; the limit is {{limit}}.",
		}))
}

func vllmCacheFull() alerts.Alert {
	return seeVLLM(alerts.New("VLLMKVCacheFull", alerts.Warning, 10*time.Minute,
		alerts.Bad(vllm.KVCacheUsage.Max(vllm.Namespace, vllm.ModelName), panels.KVCacheLimits()),
		alerts.Text{
			Summary: "The KV cache of {{model_name}} is full",
			Means:   "A replica of {{model_name}} in {{namespace}} uses {{value}} of its KV cache; from {{limit}} on requests are preempted and begin again.",
		}))
}

func vllmUnserved() alerts.Alert {
	return seeVLLM(alerts.New("VLLMRequestsUnserved", alerts.Critical, 10*time.Minute,
		alerts.Bad(vllm.UnservedShare(vllm.Namespace, vllm.ModelName), panels.ErrorShareLimits()),
		alerts.Text{
			Summary: "Requests to {{model_name}} end without an answer",
			Means:   "{{value}} of the requests to {{model_name}} in {{namespace}} are aborted or fail; the limit is {{limit}}.",
		}))
}

// vllmStuck is about a server that has work and does nothing. Prefilling a long prompt takes seconds, not minutes.
func vllmStuck() alerts.Alert {
	running := vllm.RequestsRunning.Sum(vllm.Namespace, vllm.ModelName, vllm.Pod)
	return seeVLLM(alerts.New("VLLMServerStuck", alerts.Critical, 5*time.Minute,
		alerts.Positive(running).And(queries.IsZero(vllm.GenerationTokens.Rate(vllm.Namespace, vllm.ModelName, vllm.Pod))),
		alerts.Text{
			Summary: "{{pod}} has requests and generates nothing",
			Means:   "{{value}} run on {{pod}} of {{model_name}} in {{namespace}}, and no token has come out of it.",
		}))
}

// vllmNoTraffic is about servers that nobody reaches any more. Models rest at night, so that it asks for traffic at this
// time of the day before.
func vllmNoTraffic() alerts.Alert {
	finished := vllm.FinishedRequests(vllm.Namespace, vllm.ModelName)
	return seeVLLM(alerts.New("VLLMNoTraffic", alerts.Info, 30*time.Minute,
		alerts.Zero(finished).And(queries.Template("max_over_time(%s[30m:5m] offset 1d) > 0", finished)),
		alerts.Text{
			Summary: "{{model_name}} runs and nobody asks it",
			Means:   "Servers of {{model_name}} in {{namespace}} run, and no request has ended there, though there were some at this time yesterday.",
		}))
}
