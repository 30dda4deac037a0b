package lint

import (
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/internal/source"
)

// hardCodedDatasourceRule finds uids of data sources of one Grafana.
var hardCodedDatasourceRule = &Rule{
	Name:     "hard-coded-datasource",
	Title:    "a data source that only one Grafana has",
	Severity: Warning,
	Since:    "0.2",
	Why: "Grafana makes the uid of a data source up when it is added, so that the same Prometheus has another uid in every Grafana: a query that names it says Data source not found everywhere else. A variable of type datasource, or an " +
		"input, lets each Grafana fill in its own. A uid that somebody chose, such as prometheus or thanos-querier, can be the same everywhere and is left alone, unless other queries of the dashboard follow a variable: then the picker " +
		"changes only some of the panels. Each data source is found once in a dashboard, at its first use.",
	Cost:   "The dashboard is empty in every Grafana but the one that it was made in.",
	Except: "A dashboard that will never leave its Grafana.",
	Bad: []Example{{Input: `{
  "title": "Model server",
  "panels": [
    {"type": "stat", "title": "Running", "datasource": {"type": "prometheus", "uid": "PBFA97CFB590B2093"},
      "targets": [{"refId": "A", "expr": "sum(vllm:num_requests_running)"}]}
  ]
}`}},
	Good: []Example{{Input: `{
  "title": "Model server",
  "templating": {"list": [{"type": "datasource", "name": "datasource", "query": "prometheus"}]},
  "panels": [
    {"type": "stat", "title": "Running", "description": "Requests in the running batch.", "datasource": {"type": "prometheus", "uid": "${datasource}"},
      "targets": [{"refId": "A", "expr": "sum(vllm:num_requests_running)", "legendFormat": "running"}]}
  ]
}`}},
	Dashboard: func(p *Pass, d *Dashboard) {
		if d.Lone {
			return // the inspector shows a panel with what its variables stand for
		}
		var found []*Query
		var counts []int
		follows := slices.ContainsFunc(d.Queries, func(q *Query) bool { return hasVariable(q.Datasource.UID.Value) })
	queries:
		for _, q := range d.Queries {
			if !isFixed(q.Datasource) || !follows && !isMadeUp(q.Datasource.UID.Value) {
				continue
			}
			for i, f := range found {
				if f.Datasource.UID.Value == q.Datasource.UID.Value {
					counts[i]++
					continue queries
				}
			}
			found, counts = append(found, q), append(counts, 1)
		}
		for i, q := range found {
			who, why := "a query asks", "which only one Grafana has"
			if counts[i] > 1 {
				who = digits(float64(counts[i])) + " queries ask"
			}
			if !isMadeUp(q.Datasource.UID.Value) {
				why = "whatever the variable is that others follow"
			}
			p.Report(q.AtText(q.Datasource.UID), "%s the data source %s, %s", who, q.Datasource.UID.Value, why).Help("%s", helpDatasource(d))
		}
	},
}

// isFixed reports whether a data source is named, and not by a variable, nor by what Grafana calls its own.
func isFixed(ds source.Datasource) bool {
	switch uid := ds.UID.Value; {
	case uid == "", uid == "default", uid == "grafana", strings.HasPrefix(uid, "-- "), hasVariable(uid):
		return false
	}
	return ds.Type != "datasource" && ds.Type != "mixed"
}

const (
	digitSet = "0123456789"
	lowerSet = "abcdefghijklmnopqrstuvwxyz"
	upperSet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
)

// isMadeUp reports whether Grafana made a uid up: P and 16 hexadecimal digits for what is provisioned, a UUID, and 9
// to 16 letters and digits in no order for what is added by hand.
func isMadeUp(uid string) bool {
	only := func(set string) bool { return strings.Trim(uid, set) == "" }
	switch n := len(uid); {
	case n == 17:
		return uid[0] == 'P' && strings.Trim(uid[1:], digitSet+"ABCDEF") == ""
	case n == 36:
		return strings.Count(uid, "-") == 4 && only(digitSet+"abcdef-")
	case n == 9:
		return only(digitSet+lowerSet+upperSet) && strings.ContainsAny(uid, digitSet) && strings.ContainsAny(uid, lowerSet) && strings.ContainsAny(uid, upperSet)
	case n > 9 && n <= 16:
		return only(digitSet+lowerSet) && changes(uid) >= 4
	}
	return false
}

// changes counts how often letters and digits take turns.
func changes(uid string) int {
	n := 0
	for i := 1; i < len(uid); i++ {
		if (uid[i] <= '9') != (uid[i-1] <= '9') {
			n++
		}
	}
	return n
}

// helpDatasource says what to write in place of a uid.
func helpDatasource(d *Dashboard) string {
	for _, v := range d.Variables {
		if v.Type == "datasource" && v.Name.Value != "" {
			return "write ${" + v.Name.Value + "}, the dashboard's variable"
		}
	}
	return "add a variable of type datasource, and name it here: ${datasource}"
}
