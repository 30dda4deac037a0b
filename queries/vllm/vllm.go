package vllm

import "github.com/llm-observability/dashgen/queries"

// Reasons why a request ended, as FinishedReason has them.
const (
	Stop       = "stop"       // the model ended its answer
	Length     = "length"     // the answer reached max_tokens or the context's end
	Abort      = "abort"      // the client went away, or the server gave up on it
	Error      = "error"      // since about 0.14
	Repetition = "repetition" // since 0.17: stopped because it repeated itself
)

// FinishedRequests is the rate at which requests end, whatever the reason. The metric's name says success,
// but it counts aborts and errors, too.
func FinishedRequests(by ...queries.Label[Exporter]) queries.Query { return RequestSuccess.Rate(by...) }

// AnsweredRequests is the rate at which requests end with an answer, be it cut off.
func AnsweredRequests(by ...queries.Label[Exporter]) queries.Query {
	return RequestSuccess.Where(FinishedReason.NotIn(Abort, Error)).Rate(by...)
}

// UnservedShare is the share of ended requests that were aborted or failed, 0 to 1. Without traffic it
// has no value.
func UnservedShare(by ...queries.Label[Exporter]) queries.Query {
	return queries.Share(RequestSuccess.Where(FinishedReason.In(Abort, Error)).Rate(by...), RequestSuccess.Rate(by...))
}

// WaitingShare is the share of the requests in the servers that wait, 0 to 1. Empty servers have no value.
func WaitingShare(by ...queries.Label[Exporter]) queries.Query {
	return queries.Per(RequestsWaiting.Sum(by...), queries.Plus(RequestsRunning.Sum(by...), RequestsWaiting.Sum(by...)))
}

// PrefixCacheHitShare is the share of looked-up prompt tokens that the prefix cache had, 0 to 1. Without
// traffic it has no value.
func PrefixCacheHitShare(by ...queries.Label[Exporter]) queries.Query {
	return queries.Share(PrefixCacheHits.Rate(by...), PrefixCacheQueries.Rate(by...))
}

// SchedulerState is how many requests are served and how many wait, over all replicas: split by the
// reason for waiting where the release has it, with those that older releases swapped out.
func SchedulerState() queries.Set {
	return queries.Set{
		RequestsRunning.Sum().As("running"),
		RequestsWaitingByReason.Sum(Reason).As("waiting: {{reason}}").WhereAvailable(),
		RequestsWaiting.SumExcept(RequestsWaitingByReason).As("waiting").WhereAvailable(),
		RequestsSwapped.Sum().As("swapped").WhereAvailable(),
	}
}

// OnlyModels limits every question about vLLM to some models, by their exact names.
func OnlyModels(names []string) queries.ScopeMatcher { return queries.Only(names, ModelName) }
