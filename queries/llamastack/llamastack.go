package llamastack

import (
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

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

// What LlamaStack counts of inference has two shapes: that of the releases, and that of a branch that was never
// released, where requests have a model and a type of endpoint. These follow what the environment says it runs.

// RequestRate is requests of inference per second: by model, provider and outcome; on the branch by the type of endpoint
// in place of the provider.
func RequestRate() queries.Query {
	return queries.FirstOf(InferenceDuration.Rate(Model, Provider, Status), InferenceRequests.Rate(Model, EndpointType, Status))
}

// RequestRateByModel is requests of inference per second, whatever the outcome.
func RequestRateByModel() queries.Query {
	return queries.FirstOf(InferenceDuration.Rate(Model), InferenceRequests.Rate(Model))
}

// FailedRateByModel is requests of inference that failed, per second.
func FailedRateByModel() queries.Query {
	return queries.FirstOf(InferenceDuration.Where(Status.Is(Error)).Rate(Model), InferenceRequests.Where(Status.Is(Error)).Rate(Model))
}

// AllRequestRate is requests of inference per second, of all models.
func AllRequestRate() queries.Query {
	return queries.FirstOf(InferenceDuration.Rate(), InferenceRequests.Rate())
}

// FailedShare is the share of requests of inference that failed, 0 to 1. Without traffic it has no value.
func FailedShare() queries.Query {
	return queries.Share(queries.FirstOf(InferenceDuration.Where(Status.Is(Error)).Rate(), InferenceRequests.Where(Status.Is(Error)).Rate()), AllRequestRate())
}

// RequestsFailedShare is the share of requests to the server's API that failed, 0 to 1. Without traffic it has no value.
func RequestsFailedShare(by ...queries.Label[Exporter]) queries.Query {
	return queries.Share(Requests.Where(Status.Is(Error)).Rate(by...), Requests.Rate(by...))
}

// RequestDurations are quantiles and the mean of the length of requests: by API, on the branch by type of endpoint.
func RequestDurations(quantiles ...float64) queries.Set {
	var set queries.Set
	for _, q := range quantiles {
		set = append(set, queries.FirstOf(RequestDuration.Quantile(q, API), InferenceRequestDuration.Quantile(q, EndpointType)))
	}
	return append(set, queries.FirstOf(RequestDuration.Mean(API), InferenceRequestDuration.Mean(EndpointType)))
}

// RequestDurationHeatmap is the distribution of the same lengths.
func RequestDurationHeatmap() queries.Query {
	return queries.FirstOf(RequestDuration.Heatmap(), InferenceRequestDuration.Heatmap())
}

// RequestsInFlight are requests being served: by API, on the branch by model.
func RequestsInFlight() queries.Query {
	return queries.FirstOf(ConcurrentRequests.Sum(API), InferenceConcurrentRequests.Sum(Model))
}

// AllRequestsInFlight are all requests being served.
func AllRequestsInFlight() queries.Query {
	return queries.FirstOf(ConcurrentRequests.Sum(), InferenceConcurrentRequests.Sum())
}

// served selects what was answered: a call that fails at once would make the others look fast.
func served(h queries.Histogram[Exporter]) queries.Histogram[Exporter] {
	return h.Where(Status.Is(Success))
}

// InferenceDurations are quantiles and the mean of the time that answered chats took, by model.
func InferenceDurations(quantiles ...float64) queries.Set {
	var set queries.Set
	for _, q := range quantiles {
		set = append(set, queries.FirstOf(served(InferenceDuration).Quantile(q, Model), served(InferenceInferenceDuration).Quantile(q, Model)))
	}
	return append(set, queries.FirstOf(served(InferenceDuration).Mean(Model), served(InferenceInferenceDuration).Mean(Model)))
}

// MeanInferenceDuration is the mean time that answered chats took.
func MeanInferenceDuration() queries.Query {
	return queries.FirstOf(served(InferenceDuration).Mean(), served(InferenceInferenceDuration).Mean())
}

// FirstToken is the time to the first token of chats that stream: others have none.
func FirstToken() queries.Histogram[Exporter] {
	return InferenceTimeToFirstToken.Where(Stream.Is(Streaming))
}

// ModelPicker is the name of the picker that limits dashboards to models.
const ModelPicker = "model"

// TokensPerSecond is the tokens of all answered chats that do not stream over the seconds that these took, so that a
// long answer counts for what it is. Tokens of those that stream are not counted, so their seconds are not either.
func TokensPerSecond() queries.Query {
	whole := Stream.Is(NotStreaming)
	const reason = "tokens are counted under the name that the provider has for the model"
	seconds := queries.FirstOf(
		served(InferenceDuration).Where(whole).Across(ModelPicker, reason).SumRate(),
		served(InferenceInferenceDuration).Where(whole).Across(ModelPicker, reason).SumRate())
	return queries.Per(CompletionTokens().Rate(), seconds)
}

// MeanSpeedByModel is the mean of the tokens per second that each request reached, by model. Every request counts
// alike, however long it took.
func MeanSpeedByModel() queries.Query {
	return InferenceTokensPerSecond.Mean(Model).Measures(catalogue.Counted("tokens").Rate())
}
