package ovms

import (
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// A server has two kinds of servables. Models and DAGs move RequestsSuccess and RequestsFail. Graphs, which is what
// answers chat and embeddings through the OpenAI API, move RequestsAccepted, RequestsRejected, GraphError and Responses,
// and have no version. Names are unique over both.

// Answered is the rate of inference requests that a model answered. Questions about the model itself (is it ready,
// what are its inputs), which probes ask all day, are left out.
func Answered(by ...queries.Label[Exporter]) queries.Query {
	return inference(RequestsSuccess).Rate(by...)
}

// Failed is the rate of inference requests that a model failed.
func Failed(by ...queries.Label[Exporter]) queries.Query { return inference(RequestsFail).Rate(by...) }

func inference(c queries.Counter[Exporter]) queries.Counter[Exporter] {
	return c.Where(Method.NotIn("ModelReady", "ModelMetadata", "GetModelStatus", "GetModelMetadata"))
}

// GraphFailed is the rate of requests that a graph accepted and failed.
func GraphFailed(by ...queries.Label[Exporter]) queries.Query {
	return GraphError.Rate(by...).Measures(catalogue.Counted("requests").Rate())
}

// ModelRequests is the rate of inference requests to models, answered and failed.
func ModelRequests(by ...queries.Label[Exporter]) queries.Query {
	return queries.PlusEither(Answered(by...), Failed(by...))
}

// Requests is the rate of inference requests to models and graphs, however they ended.
func Requests(by ...queries.Label[Exporter]) queries.Query {
	graphs := queries.Plus(RequestsAccepted.Rate(by...), queries.ZeroWhere(RequestsRejected.Rate(by...), RequestsAccepted.Rate(by...)))
	return queries.OrSome(ModelRequests(by...), graphs)
}

// Unserved is the rate of inference requests that a model failed, or that a graph rejected or failed.
func Unserved(by ...queries.Label[Exporter]) queries.Query {
	zero := func(c queries.Counter[Exporter]) queries.Query {
		return queries.ZeroWhere(c.Rate(by...), RequestsAccepted.Rate(by...))
	}
	models := queries.ZeroWhere(Failed(by...), Answered(by...))
	return queries.OrSome(models, queries.PlusSome(zero(RequestsRejected), zero(GraphError)))
}

// InProgress is how many requests a model works on, and how many times a graph runs.
func InProgress(by ...queries.Label[Exporter]) queries.Query {
	return queries.OrSome(CurrentRequests.Sum(by...), CurrentGraphs.Sum(by...))
}
