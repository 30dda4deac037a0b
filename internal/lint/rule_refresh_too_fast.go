package lint

import "time"

// refreshTooFastRule finds dashboards that ask more often than there is anything new.
var refreshTooFastRule = &Rule{
	Name:     "refresh-too-fast",
	Title:    "a dashboard that is refreshed more often than there are new samples",
	Severity: Warning,
	Since:    "0.2",
	Why: "Prometheus has a new sample once per scrape, which is every 15 seconds at best in most places and every 30 or 60 in many. A dashboard that is refreshed every 5 seconds asks for the same samples again and again, for every person " +
		"who has it open, on every screen on a wall. Less than 10 seconds is never needed for what is scraped.",
	Cost:   "The store is loaded several times as much as it needs to be, most of all during an incident, when many look.",
	Except: "A store that is written to every second or two.",
	Bad: []Example{{Input: `{
  "title": "Model server",
  "refresh": "5s",
  "panels": [{"type": "stat", "title": "Running", "targets": [{"refId": "A", "expr": "sum(vllm:num_requests_running)"}]}]
}`}},
	Good: []Example{{Input: `{
  "title": "Model server",
  "refresh": "30s",
  "panels": [{"type": "stat", "title": "Running", "description": "Requests in the running batch.",
    "targets": [{"refId": "A", "expr": "sum(vllm:num_requests_running)", "legendFormat": "running"}]}]
}`}},
	Dashboard: func(p *Pass, d *Dashboard) {
		if len(d.Queries) == 0 || d.Refresh.Value == "" {
			return
		}
		every, err := time.ParseDuration(d.Refresh.Value) // days, weeks and auto are none, and fine
		if err == nil && every > 0 && every < fastestRefresh {
			p.Report(d.At(d.Refresh), "refreshed every %s: there are no new samples that often", d.Refresh.Value).Help("set refresh to 30s, or to the scrape interval")
		}
	},
}

// fastestRefresh is the shortest time after which a refresh may show something new.
const fastestRefresh = 10 * time.Second
