package main

import (
	"time"

	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries"

	"example.com/team/dashboards/retriever"
)

// Retrieval shows whether questions find their passages.
func Retrieval() panels.Dashboard {
	return panels.New("retrieval", "Retrieval",
		"Do questions find passages, and how long does it take?").
		Tags("rag").
		Scope(
			panels.Pick("namespace", "Namespace", retriever.Queries, retriever.Namespace),
			panels.Pick("collection", "Collection", retriever.Queries, retriever.Collection),
		).
		Stats(failedNow(), slowNow()).
		Row("Traffic", traffic(), duration()).
		Row("Index", documents())
}

func failedNow() panels.StatPanel {
	failed := retriever.Queries.Where(retriever.Status.Is("error"))
	return panels.Stat("Failed", panels.Doc{
		Means: "Share of questions that ended with an error.",
		Good:  "Below one in a hundred.",
		Act:   "Look at the log of the service, then at its vector store.",
	}, queries.Share(failed.Rate(), retriever.Queries.Rate()).As("failed")).
		Limits(panels.ErrorShareLimits()).
		Empty("no questions")
}

func slowNow() panels.StatPanel {
	return panels.Stat("Duration, p95", panels.Doc{
		Means: "Time within which 95 of 100 questions have their passages.",
		Good:  "Below half a second.",
		Act:   "Compare the collections below.",
	}, retriever.QueryDuration.Quantile(0.95).As("p95")).
		Limits(panels.Limits{Warn: panels.Duration(500 * time.Millisecond), Bad: panels.Duration(2 * time.Second)}).
		Empty("no questions")
}

func traffic() panels.Panel {
	return panels.TimeSeries("Questions", panels.Doc{
		Means: "Questions per second, by how they ended.",
		Good:  "Few are empty.",
		Act:   "If many are empty, the index lacks what people ask for.",
	}, retriever.Queries.Rate(retriever.Status).As("{{status}}")).
		Empty("no questions")
}

func duration() panels.Panel {
	return panels.TimeSeries("Duration", panels.Doc{
		Means: "Time from a question to its passages, by collection.",
		Good:  "All collections are alike.",
		Act:   "Split the collection that is slow.",
	}, retriever.QueryDuration.Quantile(0.95, retriever.Collection).As("p95 {{collection}}")).
		Empty("no questions")
}

func documents() panels.Panel {
	return panels.TimeSeries("Documents", panels.Doc{
		Means: "Documents in the index, by collection.",
		Good:  "It only grows.",
		Act:   "If it falls, see what the last import deleted.",
	}, retriever.IndexDocuments.Max(retriever.Collection).As("{{collection}}"))
}
