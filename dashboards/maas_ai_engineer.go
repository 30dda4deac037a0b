package dashboards

import (
	"time"

	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/limitador"
	"github.com/llm-observability/dashgen/queries/vllm"
)

// MaaSAIEngineer shows one user of a Models-as-a-Service installation their own usage. There is no All: a sum
// over everybody would not be theirs. Every query of Limitador is WhereAvailable, so that where metrics carry no
// user nobody takes everybody's numbers for their own.
func MaaSAIEngineer() panels.Dashboard {
	return panels.New("maas-ai-engineer", "AI Engineer",
		"What do I use, where do I hit my limits, and how fast are my models? One user at a time.").
		Tags("maas", "limitador").
		Shows(24*time.Hour).
		Scope(panels.Pick("user", "User", limitador.AuthorizedHits, limitador.User).Single()).
		Stats(myTokens(), myRequests(), myLimited(), mySuccess()).
		Row("Usage", myTokenRate(), myRequestRate(), myHourly()).
		Row("Limits", myLimits()).
		Row("Latency of My Models", myLatency(), myFirstToken()).
		Row("By Model", myTable())
}

func myTokens() panels.StatPanel {
	return panels.Stat("My Tokens", panels.Doc{
		Means: "Tokens of the picked user over the time range, prompts and answers together.",
		Good:  "It fits what you plan to spend.",
		Act:   "If it is more than you expect, look below which model took it, and when.",
	}, limitador.Tokens(queries.WholeRange()).As("tokens").WhereAvailable()).
		Empty("nothing used").
		Without(limitador.User, noUsers).
		Wide(6)
}

func myRequests() panels.StatPanel {
	return panels.Stat("My Requests", panels.Doc{
		Means: "Requests of the picked user that were let through over the time range, whether the model then answered or not.",
		Good:  "Every request that you sent is here or among the rate-limited ones.",
		Act:   "If requests are missing, they failed earlier: a 401 never reaches the limits.",
	}, limitador.AuthorizedCalls.Increase(queries.WholeRange()).As("requests").WhereAvailable()).
		Empty("nothing used").
		Wide(6)
}

func myLimited() panels.StatPanel {
	w := queries.WholeRange()
	return panels.Stat("My Rate-Limited Requests", panels.Doc{
		Means: "Requests of the picked user that were refused with 429 over the time range.",
		Good:  "Zero.",
		Act:   "If it grows, send less at once, wait as long as the answer says, or book more.",
	}, queries.ZeroWhere(limitador.LimitedCalls.Increase(w), limitador.AuthorizedCalls.Increase(w)).As("refused").WhereAvailable()).
		Empty("nothing used").
		Wide(6)
}

func mySuccess() panels.StatPanel {
	w := queries.WholeRange()
	authorized, limited := limitador.AuthorizedCalls.Increase(w), limitador.LimitedCalls.Increase(w)
	return panels.Stat("My Success", panels.Doc{
		Means: "Share of the picked user's requests over the time range that their limits let through. What a model then did is not known by user.",
		Good:  "100 %.",
		Act:   "If it is lower, look which limit refused the rest.",
	}, queries.Share(authorized, limitador.Checked(authorized, limited)).As("let through").WhereAvailable()).
		Empty("nothing used").
		Wide(6)
}

func myTokenRate() panels.Panel {
	return panels.TimeSeries("Token Rate by Model", panels.Doc{
		Means: "Tokens per second of the picked user, by model.",
		Good:  "It moves with your work.",
		Act:   "If it goes on while you do not work, a program runs under your key.",
	}, limitador.TokenRate(limitador.Model).WhereAvailable()).
		Stacked()
}

func myRequestRate() panels.Panel {
	return panels.TimeSeries("Request Rate by Model", panels.Doc{
		Means: "Requests per second of the picked user that were let through, by model.",
		Good:  "It moves with your work.",
		Act:   "If it is high and tokens are low, many small requests might be one.",
	}, limitador.AuthorizedCalls.Rate(limitador.CallModel).WhereAvailable()).
		Without(limitador.CallModel, "Requests carry no `model` label on this installation: it is read from the answer, which only tokens wait for. See Token Rate by Model.").
		Stacked()
}

func myHourly() panels.Panel {
	return panels.TimeSeries("Hourly Usage", panels.Doc{
		Means: "At each moment, the tokens of the picked user in the hour before it, by model.",
		Good:  "It follows your working hours.",
		Act:   "If it is near your hourly limit, spread the work or book more.",
	}, limitador.HourlyTokens(limitador.Model).WhereAvailable())
}

func myLimits() panels.Panel {
	return panels.TimeSeries("My Limits Hit by {Plan}", panels.Doc{
		Means: "Requests per second of the picked user that were refused with 429, by {plan}.",
		Good:  "Zero.",
		Act:   "If a line rises in bursts, send less at once; if it stays up, the {plan} is too small for the work.",
	}, queries.ZeroWhere(limitador.LimitedCalls.Rate(limitador.Plan), limitador.AuthorizedCalls.Rate(limitador.Plan)).WhereAvailable()).
		Bars()
}

// whose says why model servers are asked about everybody: they do not know who asks.
const whose = "model servers do not know users: the latency is everybody's"

func myLatency() panels.Panel {
	latency := vllm.E2ERequestLatency.Unscoped(whose)
	return panels.TimeSeries("Latency", panels.Doc{
		Means: "Time from a request's arrival at the model to its last token, for the models that the picked user used; half and 19 of 20 of everybody's requests stayed below.",
		Good:  "The lines are flat.",
		Act:   "If they rise while your requests stay as they are, others load the model: ask the platform's administrators.",
	},
		ofMyModels(latency.Quantile(0.5, vllm.ModelName)).As("p50 {{model_name}}"),
		ofMyModels(latency.Quantile(0.95, vllm.ModelName)).As("p95 {{model_name}}"))
}

func myFirstToken() panels.Panel {
	return panels.TimeSeries("Time To First Token", panels.Doc{
		Means: "Time until the first token, for the models that the picked user used; 19 of 20 of everybody's requests stayed below.",
		Good:  "Below a second.",
		Act:   "If it is high for one model only, try another, or shorter prompts.",
	}, ofMyModels(vllm.TimeToFirstToken.Unscoped(whose).Quantile(0.95, vllm.ModelName)).As("p95 {{model_name}}")).
		Limits(panels.TimeToFirstTokenLimits())
}

// ofMyModels keeps the models that the picked user used in the time range before each moment.
func ofMyModels(byModel queries.Query) queries.Query {
	return queries.Template(`%s and on (model_name) label_replace(%s > 0, "model_name", "$1", "model", "(.+)")`,
		byModel, limitador.Tokens(queries.WholeRange(), limitador.Model)).WhereAvailable()
}

func myTable() panels.Panel {
	w := queries.WholeRange()
	return panels.Table("Usage by Model and {Plan}", panels.Doc{
		Means: "One row per model and {plan} of the picked user: tokens and requests over the time range, and tokens per second now.",
		Good:  "Your work runs on the {plan} that you booked for it.",
		Act:   "If a row surprises you, look when it was used in Hourly Usage.",
	},
		panels.Col("Tokens", limitador.Tokens(w, limitador.Model, limitador.Plan).WhereAvailable()).Bar(),
		panels.Col("Requests", limitador.AuthorizedCalls.Increase(w, limitador.CallModel, limitador.Plan).WhereAvailable()),
		panels.Col("Tokens/s", limitador.TokenRate(limitador.Model, limitador.Plan).WhereAvailable())).
		Head(limitador.Model, "Model").
		Head(limitador.Plan, "{Plan}")
}
