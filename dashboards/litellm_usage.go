package dashboards

import (
	"time"

	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/litellm"
)

// LiteLLMUsage shows who uses which model through LiteLLM's proxy, and what it costs.
func LiteLLMUsage() panels.Dashboard {
	return panels.New("litellm-usage", "LiteMaaS Usage",
		"Who uses which model, at what price? Spend, tokens, requests, failures, latency and budgets per user, key and model.").
		Tags("litemaas", "litellm").
		Shows(7*24*time.Hour).
		Scope(
			panels.Pick("namespace", "Namespace", litellm.ProxyTotalRequests, litellm.Namespace),
			panels.Pick("user", "User", litellm.ProxyTotalRequests, litellm.User).Optional(),
			panels.Pick("key", "Key", litellm.ProxyTotalRequests, litellm.APIKeyAlias).Optional(),
			panels.Pick("model", "Model", litellm.ProxyTotalRequests, litellm.RequestedModel, litellm.ModelGroup, litellm.Model).Optional(),
			panels.Pick("provider", "Provider", litellm.DeploymentTotalRequests, litellm.APIProvider).Optional()).
		Stats(liteSpend(), liteTokens(), liteRequests(), liteFailed(), liteResponseNow(), liteOverheadNow()).
		Row("Top users, keys and models", liteTopUsers(), liteTopKeys(), liteTopModels()).
		Row("Trend per day", liteSpendPerDay(), liteTokensPerDay(), liteRequestsPerDay()).
		Row("Usage over the time range", liteByUser(), liteByKey(), liteByModel(), liteByRequestedModel()).
		Row("Traffic", liteRequestRate(), liteTokenRate(), liteProviders(), liteInFlight()).
		Row("Failures", liteFailures(), liteFailedShare(), liteDeploymentFailures(), liteDeployments()).
		Row("Latency", liteResponseTime(), liteModelTime(), liteOverhead(), liteFirstToken(), liteQueueTime()).
		Row("Budgets", liteKeyBudgets(), liteUserBudgets(), liteTeamBudgets(), liteOrgBudgets(), liteProviderBudgets(), aboutLiteLLM())
}

func liteSpend() panels.StatPanel {
	return panels.Stat("Spend", panels.Doc{
		Means: "What the calls of the time range cost, by the prices that LiteLLM is configured with.",
		Good:  "It follows tokens; models without a price cost nothing here.",
		Act:   "If it jumps, look for the user, the key and the model below.",
	}, litellm.Spend.Increase(queries.WholeRange())).
		Empty("no calls")
}

func liteTokens() panels.StatPanel {
	return panels.Stat("Tokens", panels.Doc{
		Means: "Prompt and generated tokens of the time range together.",
		Good:  "It grows with requests.",
		Act:   "If it grows faster than requests, somebody sends long prompts: see the tables.",
	}, litellm.TotalTokens.Increase(queries.WholeRange())).
		Empty("no calls")
}

func liteRequests() panels.StatPanel {
	return panels.Stat("Requests", panels.Doc{
		Means: "Requests to the proxy in the time range, failed ones included.",
		Good:  "It follows the working week.",
		Act:   "If it is missing while people work, look at the proxy's pods and its scrape.",
	}, litellm.ProxyTotalRequests.Increase(queries.WholeRange())).
		Empty("no requests")
}

func liteFailed() panels.StatPanel {
	return panels.Stat("Failed Requests", panels.Doc{
		Means: "Share of the time range's requests that the proxy answered with an error, refused keys and spent budgets included.",
		Good:  "Below one in a hundred.",
		Act:   "Failures by Reason says whether the caller, the budget or the model is at fault.",
	}, litellm.FailedShareOver(queries.WholeRange())).
		Limits(panels.ErrorShareLimits()).
		Empty("no traffic")
}

func liteResponseNow() panels.StatPanel {
	return panels.Stat("Response Time, p95", panels.Doc{
		Means: "19 of 20 requests were answered in full within this time, the model's and the proxy's together.",
		Good:  "It depends on the length of answers; know your usual value.",
		Act:   "Compare Model Call Time and Proxy Overhead: the slower one is where to look.",
	}, litellm.RequestTotalLatency.Quantile(0.95)).
		Empty("no traffic")
}

func liteOverheadNow() panels.StatPanel {
	return panels.Stat("Proxy Overhead, p95", panels.Doc{
		Means: "Time that LiteLLM itself added to 19 of 20 requests or less; it records seconds, though its help text says milliseconds.",
		Good:  "A few hundredths of a second.",
		Act:   "If it grows, the proxy lacks CPU or waits for its database or cache: add a replica or look there.",
	}, litellm.OverheadLatency.Quantile(0.95)).
		Empty("no traffic")
}

func liteTopUsers() panels.Panel {
	return panels.BarGauge("Top Users", panels.Doc{
		Means: "The ten users whose calls cost most in the time range.",
		Good:  "Names and sizes that you expect; None is calls whose key belongs to no user.",
		Act:   "If a name surprises, pick it above and look at its keys and models.",
	}, queries.Top(10, litellm.Over(litellm.Spend, queries.WholeRange(), litellm.User))).
		Empty("no calls")
}

func liteTopKeys() panels.Panel {
	return panels.BarGauge("Top Keys", panels.Doc{
		Means: "The ten API keys whose calls cost most in the time range, by alias; keys without an alias share the bar None.",
		Good:  "Each key belongs to one person or service.",
		Act:   "If an old key still spends, revoke it; if one spends alone, give it a budget.",
	}, queries.Top(10, litellm.Over(litellm.Spend, queries.WholeRange(), litellm.APIKeyAlias))).
		Empty("no calls")
}

func liteTopModels() panels.Panel {
	return panels.BarGauge("Top Models", panels.Doc{
		Means: "The ten models that answered at the highest cost in the time range.",
		Good:  "Most goes to the model that you want people to use.",
		Act:   "If an expensive model leads, see in its users' tables whether a smaller one would do.",
	}, queries.Top(10, litellm.Over(litellm.Spend, queries.WholeRange(), litellm.Model))).
		Empty("no calls")
}

func liteSpendPerDay() panels.Panel {
	return panels.TimeSeries("Spend per Day", panels.Doc{
		Means: "What the 24 hours before each moment cost, by model.",
		Good:  "A curve that repeats with the week.",
		Act:   "If it climbs from day to day, the month's budget will not last: see Budgets.",
	}, litellm.Over(litellm.Spend, queries.Last(24*time.Hour), litellm.Model)).
		Stacked()
}

func liteTokensPerDay() panels.Panel {
	return panels.TimeSeries("Tokens per Day", panels.Doc{
		Means: "Tokens of the 24 hours before each moment: what went in and what came out.",
		Good:  "Both move together.",
		Act:   "If prompts grow alone, conversations or documents became longer.",
	},
		litellm.InputTokens.Increase(queries.Last(24*time.Hour)).As("prompt"),
		litellm.OutputTokens.Increase(queries.Last(24*time.Hour)).As("generation")).
		Stacked().
		Colour("prompt", panels.Prompt()).
		Colour("generation", panels.Generation())
}

func liteRequestsPerDay() panels.Panel {
	return panels.TimeSeries("Requests per Day", panels.Doc{
		Means: "Requests of the 24 hours before each moment: all, and those that failed.",
		Good:  "The failed ones stay near zero.",
		Act:   "If they follow the total, a part of every request's path is broken; if they jump, look at that hour.",
	},
		litellm.ProxyTotalRequests.Increase(queries.Last(24*time.Hour)).As("all"),
		litellm.FailedOver(queries.Last(24*time.Hour)).As("failed")).
		Colour("all", panels.Prompt()).
		Colour("failed", panels.ServerError())
}
