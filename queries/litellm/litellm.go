package litellm

import (
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// The values of DeploymentState.
const (
	Healthy       = 0
	PartialOutage = 1
	FullOutage    = 2
)

// FailedShare is the share of the proxy's requests that it answered with an error, 0 to 1. Without requests it has no
// value.
func FailedShare(by ...queries.Label[Exporter]) queries.Query {
	return queries.Share(ProxyFailedRequests.Rate(by...), ProxyTotalRequests.Rate(by...))
}

// FailedShareOver is the same share of the requests in a window, of those whose labels say something: an error that
// names no user belongs in no user's row.
func FailedShareOver(w queries.Window, by ...queries.Label[Exporter]) queries.Query {
	return queries.Share(Over(ProxyFailedRequests, w, by...), Over(ProxyTotalRequests, w, by...))
}

// FailedOver are the failed requests in a window: 0 where there were requests and none failed.
func FailedOver(w queries.Window, by ...queries.Label[Exporter]) queries.Query {
	return queries.ZeroWhere(Over(ProxyFailedRequests, w, by...), Over(ProxyTotalRequests, w, by...))
}

// named selects series that have a value of each label: rows of a table need names.
func named(by []queries.Label[Exporter]) []queries.Matcher[Exporter] {
	var ms []queries.Matcher[Exporter]
	for _, l := range by {
		ms = append(ms, l.IsNot(""))
	}
	return ms
}

// A Budget is what LiteLLM says of the money that something may spend.
type Budget struct{ left, whole, reset queries.Gauge[Exporter] }

// KeyBudget is the budget of a virtual key.
func KeyBudget() Budget {
	return Budget{RemainingAPIKeyBudget, APIKeyMaxBudget, APIKeyBudgetRemainingHours}
}

// UserBudget is the budget of a user.
func UserBudget() Budget {
	return Budget{RemainingUserBudget, UserMaxBudget, UserBudgetRemainingHours}
}

// TeamBudget is the budget of a team.
func TeamBudget() Budget {
	return Budget{RemainingTeamBudget, TeamMaxBudget, TeamBudgetRemainingHours}
}

// OrgBudget is the budget of an organisation.
func OrgBudget() Budget { return Budget{RemainingOrgBudget, OrgMaxBudget, OrgBudgetRemainingHours} }

// Left is the money that is left, in US dollars; below 0 it is overspent. Every replica of the proxy exports what it
// saw last, so the lowest is the newest: a sum would count one budget once per replica. Where there is no limit
// LiteLLM says that infinitely much is left, and this says nothing.
func (b Budget) Left(by ...queries.Label[Exporter]) queries.Query { return finite(b.left, by) }

// Whole is the budget, in US dollars.
func (b Budget) Whole(by ...queries.Label[Exporter]) queries.Query { return b.whole.Max(by...) }

// UsedShare is the used part of the budget: 1 is all of it, more is overspent.
func (b Budget) UsedShare(by ...queries.Label[Exporter]) queries.Query {
	return queries.Per(queries.Minus(b.Whole(by...), b.Left(by...)), b.Whole(by...))
}

// Reset is the time until the budget begins anew. LiteLLM's help text says days; it is hours.
func (b Budget) Reset(by ...queries.Label[Exporter]) queries.Query { return b.reset.Min(by...) }

// ProviderBudgetLeft is the money that may still be spent at a provider that has a limit, in US dollars.
func ProviderBudgetLeft() queries.Query {
	return finite(ProviderRemainingBudget, []queries.Label[Exporter]{APIProvider})
}

func finite(g queries.Gauge[Exporter], by []queries.Label[Exporter]) queries.Query {
	return queries.Template("%s < +Inf", g.Min(by...))
}

// MillionTokenPrice is what a million tokens cost on average in a window, in US dollars. Without tokens it has no value.
func MillionTokenPrice(w queries.Window, by ...queries.Label[Exporter]) queries.Query {
	return queries.Times(queries.Per(Over(Spend, w, by...), Over(TotalTokens, w, by...)), 1e6).Measures(catalogue.Dollars())
}

// Over is the increase of a counter in a window, of the series whose labels say something.
func Over(c queries.Counter[Exporter], w queries.Window, by ...queries.Label[Exporter]) queries.Query {
	return c.Where(named(by)...).Increase(w, by...)
}
