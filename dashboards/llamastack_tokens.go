package dashboards

import (
	"time"

	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/llamastack"
)

// llamaStackExport is how often LlamaStack sends its metrics, which is OpenTelemetry's default.
const llamaStackExport = time.Minute

// LlamaStackTokens shows the tokens that one user's LlamaStack spends: nobody sees another user's.
func LlamaStackTokens() panels.Dashboard {
	return panels.New("llamastack-tokens", "LlamaStack Metrics Dashboard",
		"How many tokens go into the models and come out of them, now, over an hour and model by model.").
		Tags("canopy", "llamastack").
		Shows(6*time.Hour).
		Every(llamaStackExport).
		Scope(
			panels.Pick("service", "LlamaStack", llamastack.GenAIClientTokenUsage, llamastack.ServiceName).
				Or(llamastack.PromptTokensTotal, llamastack.ServiceName).FixedBy("llamastack_service"),
			panels.Pick(llamastack.ModelPicker, "Model", llamastack.GenAIClientTokenUsage, llamastack.GenAIRequestModel).
				Or(llamastack.PromptTokensTotal, llamastack.ModelID),
		).
		Row("Token Usage Overview",
			tokensLastHour("Total Tokens, Last Hour", "Prompt and completion tokens together, over the last hour.", llamastack.AllTokens()),
			tokensLastHour("Prompt Tokens, Last Hour", "Tokens that went into the models over the last hour.", llamastack.PromptTokens()),
			tokensLastHour("Completion Tokens, Last Hour", "Tokens that the models wrote over the last hour.", llamastack.CompletionTokens()),
			tokensNow()).
		Row("Tokens over time", tokenRate(), llamaTokenTotal()).
		Row("Models", tokensByModel(), aboutTokens())
}

func tokensLastHour(title, means string, t llamastack.Tokens) panels.Panel {
	return panels.Stat(title, panels.Doc{
		Means: means + " Whatever range the page shows, and restarts do not lower it.",
		Good:  "It follows how much people work.",
		Act:   "If it jumps while nobody works more, look in the table below for the model, then for the one who calls it.",
	}, t.Increase(queries.Last(time.Hour))).
		Empty("no calls counted")
}

func tokensNow() panels.Panel {
	return panels.Stat("Tokens per Second", panels.Doc{
		Means: "Prompt and completion tokens per second, over the last four minutes: LlamaStack sends its counts once a minute.",
		Good:  "Above zero while people work.",
		Act:   "If it is zero while people work, they stream, which is not counted, or LlamaStack does not reach the model.",
	}, llamastack.AllTokens().Rate()).
		Empty("no calls counted")
}

func tokenRate() panels.Panel {
	return panels.TimeSeries("Token Processing Rate", panels.Doc{
		Means: "Tokens per second that went into the models, came out of them, and both together, over four minutes each.",
		Good:  "Prompt and completion move together; prompts are the larger part where documents are searched.",
		Act:   "If prompt grows alone, prompts became longer; if both end while people work, look at LlamaStack's log and its exporter.",
	},
		llamastack.PromptTokens().Rate().As("prompt"),
		llamastack.CompletionTokens().Rate().As("completion"),
		llamastack.AllTokens().Rate().As("total")).
		Colour("prompt", panels.Prompt()).
		Colour("completion", panels.Generation()).
		Colour("total", panels.Neutral())
}

func llamaTokenTotal() panels.Panel {
	return panels.TimeSeries("Cumulative Token Usage", panels.Doc{
		Means: "Tokens since the beginning of the shown range, added up step by step of ten minutes or more, so that a restart does not set it back.",
		Good:  "It climbs with the working day, without a step.",
		Act:   "A step is one large job: find its model in the table. The table's totals are the exact ones; this line is off by a step at each end.",
	},
		llamastack.PromptTokens().Increase(queries.Interval()).As("prompt"),
		llamastack.CompletionTokens().Increase(queries.Interval()).As("completion")).
		Cumulative().
		Stacked().
		Colour("prompt", panels.Prompt()).
		Colour("completion", panels.Generation())
}

func tokensByModel() panels.Panel {
	whole := queries.WholeRange()
	return panels.Table("Model Summary Table", panels.Doc{
		Means: "Each model and who provides it: tokens per second now, and tokens over the shown range.",
		Good:  "The models that you expect, and nothing else.",
		Act:   "A model that nobody should use is somebody's setting: look for its name in their configuration.",
	},
		panels.Col("Tokens per second", llamastack.AllTokens().RateByModel()),
		panels.Col("Prompt tokens", llamastack.PromptTokens().IncreaseByModel(whole)),
		panels.Col("Completion tokens", llamastack.CompletionTokens().IncreaseByModel(whole)),
		panels.Col("All tokens", llamastack.AllTokens().IncreaseByModel(whole)).Bar()).
		Head(llamastack.GenAIRequestModel, "Model").
		Head(llamastack.GenAISystem, "Provider").
		Empty("none").
		Wide(16)
}

func aboutTokens() panels.Panel {
	return panels.Text("What Is Counted", `**Only requests that do not stream are counted.** A chat that shows its answer word by word uses tokens that are not here; the model server's dashboard has them all.

- LlamaStack sends its counts once a minute, so rates look back four minutes and what you do now shows a minute later.
- A count begins with a model's first call after a start: that first minute is not part of a rate or total.
- Up to 0.3 LlamaStack counts itself. Since 0.4 OpenTelemetry's instrumentation of its model client does, and only where LlamaStack was started with it; the provider is then the kind of API that it speaks.`).
		Wide(8)
}
