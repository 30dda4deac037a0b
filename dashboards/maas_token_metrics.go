package dashboards

import (
	"time"

	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/limitador"
)

// noUsers stands in place of what can't be split by user.
const noUsers = "The metrics of this installation carry no `user` label, so nothing can be told apart by user here. " +
	"A TelemetryPolicy that adds `user` to Limitador's metrics switches this panel on; then set `maas.userLabel` in dashgen.yaml."

// noUsersShort is the same for the place of a single number.
const noUsersShort = "Metrics carry no `user` label here."

// MaaSTokenMetrics shows who uses how many tokens of a Models-as-a-Service installation, and what they cost.
func MaaSTokenMetrics() panels.Dashboard {
	return panels.New("maas-token-metrics", "Token Metrics",
		"Who uses how many tokens, and what does it cost? Tokens that Limitador let through, by {plan} and user, times the prices of the environment.").
		Tags("maas", "limitador").
		Shows(24*time.Hour).
		Scope(
			panels.Pick("plan", "{Plan}", limitador.AuthorizedHits, limitador.Plan),
			panels.Pick("user", "User", limitador.AuthorizedHits, limitador.User)).
		Stats(tokenTotal(), tokenRateNow(), tokenUsers(), tokenRequests(), tokenRevenue()).
		Row("Usage", tokenRateByPlan(), tokenRateByUser(), tokensByPlan()).
		Row("Users", tokenTopUsers(), tokensHourly()).
		Row("Money", revenueByPlan(), costByUser(), revenueHourly()).
		Row("Billing", billingReport(), billingByPlan()).
		Detail("Details", tokenDetails(), aboutMoney())
}

func tokenTotal() panels.StatPanel {
	return panels.Stat("Total Hits", panels.Doc{
		Means: "Tokens that Limitador let through over the time range: it counts a request's tokens as its hits.",
		Good:  "It follows the customers' working hours.",
		Act:   "If it is empty, Limitador has not counted anything here: look at the Platform Admin dashboard whether it is up.",
	}, limitador.Tokens(queries.WholeRange()).As("tokens")).
		Empty("nothing counted")
}

func tokenRateNow() panels.StatPanel {
	return panels.Stat("Token Rate", panels.Doc{
		Means: "Tokens let through per second now.",
		Good:  "Above zero while people work.",
		Act:   "If it drops to zero at once, look at the gateway and at Limitador before you look at the models.",
	}, limitador.TokenRate().As("tokens")).
		Empty("nothing counted")
}

func tokenUsers() panels.StatPanel {
	return panels.Stat("Active Users", panels.Doc{
		Means: "Users with at least one request let through over the time range; who is only known from before it is not counted.",
		Good:  "It is the number of people that you expect.",
		Act:   "If it is too low, compare with 401 on the Platform Admin dashboard: perhaps keys expired.",
	}, limitador.ActiveUsers().As("users")).
		Empty("nobody").
		Without(limitador.User, noUsersShort)
}

func tokenRequests() panels.StatPanel {
	return panels.Stat("Requests", panels.Doc{
		Means: "Requests that Limitador let through over the time range.",
		Good:  "It grows with the tokens.",
		Act:   "If tokens grow and requests do not, prompts or answers became longer.",
	}, limitador.AuthorizedCalls.Increase(queries.WholeRange()).As("requests")).
		Empty("nothing counted")
}

func tokenRevenue() panels.StatPanel {
	return panels.Stat("Revenue", panels.Doc{
		Means: "What the tokens of the time range cost, each {plan} at its own price; tokens of a {plan} without a price count as nothing.",
		Good:  "It is the sum of the billing report.",
		Act:   "If it is lower than you expect, look in the billing report for rows without a price.",
	}, queries.SumGroups(limitador.Cost(queries.WholeRange(), limitador.Plan)).As("revenue")).
		Empty("nothing priced")
}

func tokenRateByPlan() panels.Panel {
	return panels.TimeSeries("Token Rate by {Plan}", panels.Doc{
		Means: "Tokens let through per second, by {plan}.",
		Good:  "Paying customers use most of it.",
		Act:   "If the cheapest {plan} crowds out the others, tighten its limit.",
	}, limitador.TokenRate(limitador.Plan)).
		Stacked()
}

func tokenRateByUser() panels.Panel {
	return panels.TimeSeries("Token Rate by User and {Plan}", panels.Doc{
		Means: "Tokens let through per second of each user, with the {plan} they used.",
		Good:  "No single user dominates for long.",
		Act:   "If one does, ask what they run, and whether their {plan} fits it.",
	}, limitador.TokenRate(limitador.User, limitador.Plan).As("{{user}} ({{plan}})").WhereAvailable()).
		Without(limitador.User, noUsers)
}

func tokensByPlan() panels.Panel {
	return panels.BarGauge("Total by {Plan}", panels.Doc{
		Means: "Tokens let through over the time range, by {plan}.",
		Good:  "The shares are those you sold.",
		Act:   "If a {plan} is missing, none of its customers was let through: look at its limits.",
	}, limitador.Tokens(queries.WholeRange(), limitador.Plan)).
		Empty("nothing counted")
}

func tokenTopUsers() panels.Panel {
	return panels.BarGauge("Top 10 Users", panels.Doc{
		Means: "The ten users with the most tokens over the time range.",
		Good:  "You know why each of them is here.",
		Act:   "If somebody is here whom you do not expect, look at their models in the details below.",
	}, queries.Top(10, limitador.Tokens(queries.WholeRange(), limitador.User)).WhereAvailable()).
		Empty("nobody").
		Without(limitador.User, noUsers)
}

func tokensHourly() panels.Panel {
	return panels.TimeSeries("Hourly Tokens by User", panels.Doc{
		Means: "At each moment, the tokens of each user in the hour before it.",
		Good:  "It follows working hours.",
		Act:   "If somebody's line is flat and high through the night, a program runs under their key.",
	}, limitador.HourlyTokens(limitador.User).WhereAvailable()).
		Without(limitador.User, noUsers)
}

func revenueByPlan() panels.Panel {
	return panels.BarGauge("Revenue by {Plan}", panels.Doc{
		Means: "What the tokens of the time range cost, by {plan}. One without a price is not here; one that nobody used is not, either, and changes no sum.",
		Good:  "Every {plan} that you sell has a bar.",
		Act:   "If one is missing though it has tokens, add its price to the environment.",
	}, limitador.Cost(queries.WholeRange(), limitador.Plan)).
		Empty("nothing priced")
}

func costByUser() panels.Panel {
	return panels.BarGauge("Cost by User", panels.Doc{
		Means: "What the tokens of the time range cost the ten users who spent most, over all {plan}s of each.",
		Good:  "You know why each of them is here.",
		Act:   "If a cost surprises its user, show them the details below.",
	}, queries.Top(10, queries.SumGroups(limitador.Cost(queries.WholeRange(), limitador.User, limitador.Plan), limitador.User))).
		Empty("nothing priced").
		Without(limitador.User, noUsers)
}

func revenueHourly() panels.Panel {
	return panels.TimeSeries("Hourly Revenue by {Plan}", panels.Doc{
		Means: "At each moment, what the tokens of the hour before it cost, by {plan}.",
		Good:  "It follows working hours.",
		Act:   "If a line ends, that {plan} is no longer counted: look at Limitador.",
	}, limitador.Cost(queries.Last(time.Hour), limitador.Plan)).
		Stacked()
}

func billingReport() panels.Panel {
	w := queries.WholeRange()
	return panels.Table("Billing Report", panels.Doc{
		Means: "One row per user and {plan}: tokens of the time range, the price of 1000 tokens, and what they cost.",
		Good:  "Every row with tokens has a price.",
		Act:   "If a price is missing, the environment has none for that {plan}: add it under maas.prices. Set the time range to the month that you bill.",
	},
		panels.Col("Tokens", limitador.Tokens(w, limitador.User, limitador.Plan).WhereAvailable()),
		panels.Col("Price of 1000", limitador.Price(w, limitador.User, limitador.Plan)),
		panels.Col("Cost", limitador.Cost(w, limitador.User, limitador.Plan)).Bar()).
		Head(limitador.User, "User").
		Head(limitador.Plan, "{Plan}").
		Empty("no price").
		Without(limitador.User, noUsers).
		Wide(14)
}

func billingByPlan() panels.Panel {
	w := queries.WholeRange()
	return panels.Table("Billing by {Plan}", panels.Doc{
		Means: "One row per {plan}: tokens of the time range, the price of 1000 tokens, and what they cost.",
		Good:  "Every row with tokens has a price.",
		Act:   "If a price is missing, the environment has none for that {plan}: add it under maas.prices.",
	},
		panels.Col("Tokens", limitador.Tokens(w, limitador.Plan)),
		panels.Col("Price of 1000", limitador.Price(w, limitador.Plan)),
		panels.Col("Cost", limitador.Cost(w, limitador.Plan)).Bar()).
		Head(limitador.Plan, "{Plan}").
		Empty("no price").
		Wide(10)
}

func tokenDetails() panels.Panel {
	w := queries.WholeRange()
	return panels.Table("Usage Details", panels.Doc{
		Means: "One row per user, {plan} and model: tokens over the time range, and tokens per second now.",
		Good:  "Users use the models that their {plan} is for.",
		Act:   "If a row has no model, the answer did not say which: the installation's TelemetryPolicy reads it from there.",
	},
		panels.Col("Tokens", limitador.Tokens(w, limitador.User, limitador.Plan, limitador.Model).WhereAvailable()).Bar(),
		panels.Col("Tokens/s", limitador.TokenRate(limitador.User, limitador.Plan, limitador.Model).WhereAvailable())).
		Head(limitador.User, "User").
		Head(limitador.Plan, "{Plan}").
		Head(limitador.Model, "Model").
		Without(limitador.User, noUsers).
		Wide(16)
}

func aboutMoney() panels.Panel {
	return panels.Text("How Costs Are Worked Out", `Tokens are the **hits** that Limitador let through: prompt and answer together, after the answer was complete. Refused requests cost nothing.

- A price is dollars for 1000 tokens of one {plan}. Prices stand in the environment (maas.prices), one per {plan}.
- A {plan} without a price has tokens and no cost. It is not free: write 0 for free.
- Totals are increases over the time range and survive a restart of Limitador, but what it counted between the last scrape and the restart is lost.`).
		Wide(8)
}
