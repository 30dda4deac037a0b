package llamastack

import "github.com/llm-observability/dashgen/queries"

// Outcomes, as Status has them. A client that goes away before the end counts as an error.
const (
	Success = "success"
	Error   = "error"
)

// What Stream has.
const (
	Streaming    = "true"
	NotStreaming = "false"
)

// Tokens are tokens of one direction. Which metric counts them depends on the release: three counters up to 0.3, one
// histogram of tokens per call since 0.4, which OpenTelemetry's instrumentation writes and which has no prefix of
// LlamaStack's.
type Tokens struct {
	usage   queries.Histogram[Exporter]
	counter queries.Counter[Exporter]
}

// PromptTokens are the tokens that go into a model.
func PromptTokens() Tokens {
	return Tokens{GenAIClientTokenUsage.Where(GenAITokenType.Is("input")), PromptTokensTotal}
}

// CompletionTokens are the tokens that come out of a model.
func CompletionTokens() Tokens {
	return Tokens{GenAIClientTokenUsage.Where(GenAITokenType.Is("output")), CompletionTokensTotal}
}

// AllTokens are both.
func AllTokens() Tokens {
	return Tokens{GenAIClientTokenUsage.Where(GenAITokenType.In("input", "output")), TokensTotal}
}

// Rate is tokens per second.
func (t Tokens) Rate() queries.Query {
	return queries.FirstOf(t.usage.SumRate(), t.counter.Rate())
}

// Increase is tokens over a window.
func (t Tokens) Increase(w queries.Window) queries.Query {
	return queries.FirstOf(t.usage.SumIncrease(w), t.counter.Increase(w))
}

// RateByModel is tokens per second by GenAIRequestModel and GenAISystem, or what older releases have in their place:
// the model's id and the provider's.
func (t Tokens) RateByModel() queries.Query {
	return queries.FirstOf(t.usage.SumRate(GenAIRequestModel, GenAISystem), t.counter.Rate(ModelID, ProviderID))
}

// IncreaseByModel is tokens over a window, grouped as by RateByModel.
func (t Tokens) IncreaseByModel(w queries.Window) queries.Query {
	return queries.FirstOf(t.usage.SumIncrease(w, GenAIRequestModel, GenAISystem), t.counter.Increase(w, ModelID, ProviderID))
}
