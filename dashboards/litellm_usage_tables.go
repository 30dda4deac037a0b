package dashboards

import (
	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/litellm"
)

// usageColumns are what a user or a key used in the time range.
func usageColumns(by ...queries.Label[litellm.Exporter]) []panels.Column {
	over := queries.WholeRange()
	return []panels.Column{
		panels.Col("Spend", litellm.Over(litellm.Spend, over, by...)).Bar(),
		panels.Col("Prompt tokens", litellm.Over(litellm.InputTokens, over, by...)),
		panels.Col("Generated tokens", litellm.Over(litellm.OutputTokens, over, by...)),
		panels.Col("Requests", litellm.Over(litellm.ProxyTotalRequests, over, by...)),
		panels.Col("Failed", litellm.FailedOver(over, by...)),
		panels.Col("Failed share", litellm.FailedShareOver(over, by...)).Limits(panels.ErrorShareLimits()),
	}
}

func liteByUser() panels.Panel {
	return panels.Table("Usage by User", panels.Doc{
		Means: "What each user spent, used and asked for in the time range; None is requests that no user could be found for.",
		Good:  "Failures are rare, and everybody who spends is somebody you know.",
		Act:   "A high share of failures is a wrong key or model name, or a spent budget: ask its owner.",
	}, usageColumns(litellm.User)...).
		Head(litellm.User, "User").
		Empty("no traffic").
		Wide(12)
}

func liteByKey() panels.Panel {
	return panels.Table("Usage by Key", panels.Doc{
		Means: "The same by API key, with the hash that LiteLLM knows it by, for aliases need not be unique.",
		Good:  "Every key has an alias and an owner.",
		Act:   "Revoke keys that nobody knows; find their owner by the hash in LiteLLM.",
	}, usageColumns(litellm.APIKeyAlias, litellm.HashedAPIKey)...).
		Head(litellm.APIKeyAlias, "Key").
		Head(litellm.HashedAPIKey, "Hash").
		Empty("no traffic").
		Wide(12)
}

func liteByModel() panels.Panel {
	over, by := queries.WholeRange(), litellm.Model
	return panels.Table("Usage by Model", panels.Doc{
		Means: "What each model that answered cost and used in the time range, and how long 19 of 20 calls to it take now.",
		Good:  "The price of a million tokens is the one that you configured, with all providers picked: tokens do not know theirs.",
		Act:   "A price of zero is a model without a price in LiteLLM: configure it, or its users look free.",
	},
		panels.Col("Spend", litellm.Over(litellm.Spend, over, by)).Bar(),
		panels.Col("Prompt tokens", litellm.Over(litellm.InputTokens, over, by)),
		panels.Col("Generated tokens", litellm.Over(litellm.OutputTokens, over, by)),
		panels.Col("Per million tokens", litellm.MillionTokenPrice(over, by)),
		panels.Col("Call time, p95", litellm.LLMAPILatency.Where(by.IsNot("")).Quantile(0.95, by))).
		Head(by, "Model").
		Empty("no traffic").
		Wide(12)
}

func liteByRequestedModel() panels.Panel {
	over, by := queries.WholeRange(), litellm.RequestedModel
	return panels.Table("Requests by Model Asked For", panels.Doc{
		Means: "Requests and failures by the model that the caller named, which exists also where no model answered.",
		Good:  "Only names that you offer, and few failures.",
		Act:   "A name that only fails is a typing error or a model that was taken away: tell its users.",
	},
		panels.Col("Requests", litellm.Over(litellm.ProxyTotalRequests, over, by)).Bar(),
		panels.Col("Failed", litellm.FailedOver(over, by)),
		panels.Col("Failed share", litellm.FailedShareOver(over, by)).Limits(panels.ErrorShareLimits()),
		panels.Col("Response time, p95", litellm.RequestTotalLatency.Where(by.IsNot("")).Quantile(0.95, by)),
		panels.Col("Mean", litellm.RequestTotalLatency.Where(by.IsNot("")).Mean(by))).
		Head(by, "Model").
		Empty("no traffic").
		Wide(12)
}

// budgetColumns are what is left of budgets, the nearest to its end first.
func budgetColumns(b litellm.Budget, by ...queries.Label[litellm.Exporter]) []panels.Column {
	return []panels.Column{
		panels.Col("Used", b.UsedShare(by...).WhereAvailable()).Limits(panels.BudgetUsedLimits()),
		panels.Col("Left", b.Left(by...).WhereAvailable()),
		panels.Col("Budget", b.Whole(by...).WhereAvailable()),
		panels.Col("Begins anew in", b.Reset(by...).WhereAvailable()),
	}
}

func liteKeyBudgets() panels.Panel {
	return panels.Table("Key Budgets", panels.Doc{
		Means: "What each API key with a budget has left, as the proxy saw it last: a key that was not used since a restart may be missing.",
		Good:  "Nobody is near the end long before the budget begins anew.",
		Act:   "From 100 % on the proxy refuses the key: raise its budget, or tell its owner when it begins anew.",
	}, budgetColumns(litellm.KeyBudget(), litellm.APIKeyAlias, litellm.HashedAPIKey)...).
		Head(litellm.APIKeyAlias, "Key").
		Head(litellm.HashedAPIKey, "Hash").
		Empty("no budget").
		Wide(12)
}

func liteUserBudgets() panels.Panel {
	return panels.Table("User Budgets", panels.Doc{
		Means: "What each user with a budget has left, over all keys of that user.",
		Good:  "Nobody is near the end long before the budget begins anew.",
		Act:   "From 100 % on the proxy refuses every key of the user: raise the budget, or tell when it begins anew.",
	}, budgetColumns(litellm.UserBudget(), litellm.User)...).
		Head(litellm.User, "User").
		Empty("no budget").
		Wide(12)
}

func liteTeamBudgets() panels.Panel {
	return panels.Table("Team Budgets", panels.Doc{
		Means: "What each team with a budget has left; the pickers do not narrow it.",
		Good:  "The used share is below the share of the period that has passed.",
		Act:   "From 100 % on the proxy refuses the whole team: raise its budget or find its largest key above.",
	}, budgetColumns(litellm.TeamBudget(), litellm.TeamAlias, litellm.Team)...).
		Head(litellm.TeamAlias, "Team").
		Head(litellm.Team, "Id").
		Empty("no budget").
		Wide(12)
}

func liteOrgBudgets() panels.Panel {
	return panels.Table("Organisation Budgets", panels.Doc{
		Means: "What each organisation with a budget has left; proxies before 1.83.3 do not say it, and the pickers do not narrow it.",
		Good:  "The used share is below the share of the period that has passed.",
		Act:   "From 100 % on the proxy refuses all its teams: raise its budget or find the team that spends.",
	}, budgetColumns(litellm.OrgBudget(), litellm.OrgAlias, litellm.OrgID)...).
		Head(litellm.OrgAlias, "Organisation").
		Head(litellm.OrgID, "Id").
		Empty("no budget").
		Wide(12)
}

func liteProviderBudgets() panels.Panel {
	return panels.BarGauge("Provider Budget Left", panels.Doc{
		Means: "Money that may still be spent at each provider with a limit in LiteLLM's router.",
		Good:  "Enough for the rest of its period.",
		Act:   "At zero the router passes the provider over: raise the limit, or expect failures where it is the only one.",
	}, litellm.ProviderBudgetLeft()).
		Empty("no budget").
		Wide(12)
}

func aboutLiteLLM() panels.Panel {
	return panels.Text("How to Read This", `Everything here is counted by **LiteLLM's proxy**. It is not the bill: that is in LiteLLM's database.

- **User** and **Key** do not narrow providers' and deployments' panels, nor budgets that lack the label; overhead knows keys and no users.
- **Model** is the name that callers use. Spend knows only the model that answered: where the two differ, picking one leaves spend empty.
- **Provider** narrows spend, overhead and the panels of providers and deployments. Tokens, requests and latency do not know it.
- **None** is LiteLLM's word for what it could not find: a request without a valid key has no user.
- The first call of a new user, key or model is missing in totals: a counter that appears has not grown yet.`).
		Wide(12)
}
