package lint

// instantAndRangeRule finds queries that are asked as an instant one where a range is drawn, and as both.
var instantAndRangeRule = &Rule{
	Name:     "instant-and-range",
	Title:    "a query that is asked twice, as an instant and as a range, or as an instant where a range is drawn",
	Severity: Warning,
	Since:    "0.2",
	Why: "A target with instant and range both true, Both in the query editor, is asked twice, and each series arrives twice: every name stands twice in the legend, a stat shows " +
		"two numbers, a table has two sets of rows. A time series whose query is instant alone gets a single sample, and draws a dot at the right edge.",
	Cost: "The panel shows everything double, or a dot where a line is expected.",
	Except: "Explore asks both on purpose, since it shows a graph above a table; a panel shows one of them. " +
		"A time series with a transformation may make something of a single sample, and is left alone.",
	Bad: []Example{
		{Input: `{
  "type": "timeseries",
  "title": "Running requests",
  "targets": [
    {"refId": "A", "expr": "sum by (pod) (vllm:num_requests_running)", "legendFormat": "{{pod}}", "instant": true, "range": true}
  ]
}`},
		{Input: `{
  "type": "timeseries",
  "title": "Running requests",
  "targets": [
    {"refId": "A", "expr": "sum by (pod) (vllm:num_requests_running)", "legendFormat": "{{pod}}", "instant": true, "range": false}
  ]
}`},
	},
	Good: []Example{{Input: `{
  "type": "timeseries",
  "title": "Running requests",
  "description": "Requests in the running batch, per pod.",
  "targets": [
    {"refId": "A", "expr": "sum by (pod) (vllm:num_requests_running)", "legendFormat": "{{pod}}", "instant": false, "range": true}
  ]
}`}},
	Query: func(p *Pass, q *Query) {
		if !q.Instant || q.Hidden || q.Panel == nil {
			return
		}
		drawsTime := q.Panel.Type.Value == "timeseries"
		switch {
		case q.Range && drawsTime:
			p.Report(q.At(q.whole()), "asked as an instant and as a range query: every series arrives twice").Help("set instant to false")
		case q.Range:
			p.Report(q.At(q.whole()), "asked as an instant and as a range query: every series arrives twice").
				Help("set range to false, or instant where the panel needs the time")
		case drawsTime && len(q.Panel.Transformations) == 0:
			p.Report(q.At(q.whole()), "an instant query has one sample: the time series is a dot").Help("set instant to false and range to true")
		}
	},
}
