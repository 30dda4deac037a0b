package lint

var quantileWithoutRateRule = &Rule{
	Name:     "quantile-without-rate",
	Title:    "a quantile of raw buckets",
	Severity: Warning,
	Since:    "0.2",
	Why: "The buckets of a histogram are counters: they count from the start of their process. A quantile over them covers everything " +
		"since then. A server that was slow for its first week stays slow on the panel, and a slow last hour hardly shows. rate or " +
		"increase limits the quantile to a window. Sums of buckets that histogram_quantile does not read belong to counter-without-rate.",
	Cost:   "The line is nearly flat, moves at restarts, and does not follow the time range.",
	Except: "You want the quantile over the life of the processes, and say so in the title.",
	Bad: []Example{
		{Input: `histogram_quantile(0.95, sum by (le) (vllm:e2e_request_latency_seconds_bucket))`},
	},
	Good: []Example{
		{Input: `histogram_quantile(0.95, sum by (le) (rate(vllm:e2e_request_latency_seconds_bucket[$__rate_interval])))`},
		{Input: `histogram_quantile(0.95, sum by (le) (increase(vllm:e2e_request_latency_seconds_bucket[$__range])))`},
	},
	Needs: HasQuantile | HasSelector,
	Query: func(p *Pass, q *Query) {
		for _, s := range q.Facts.Selectors {
			if !areBuckets(s) {
				continue
			}
			if use, _ := useOfCounter(s.Node); use != counterQuantile || unsettled(q) {
				continue
			}
			p.Report(q.At(naming(s)), "%s counts from the start of each process: the quantile covers all requests since then, not a recent window", called(s)).
				Help("write rate(%s[$__rate_interval])", called(s))
		}
	},
}
