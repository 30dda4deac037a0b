package lint

import (
	"strings"

	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/internal/source"
)

// placeholderTextRule finds texts that were never written.
var placeholderTextRule = &Rule{
	Name:     "placeholder-text",
	Title:    "a text that was meant to be replaced",
	Severity: Warning,
	Since:    "0.2",
	Why: "Grafana calls what is new Panel Title, New panel, New dashboard or Row title, and people write TODO, FIXME, TBD, XXX or lorem ipsum where they mean to write something later. The words in capitals " +
		"count only as words of their own, and the names that Grafana gives only as the whole title.",
	Cost: "Users see that the dashboard is not finished, and can't tell what is.",
	Bad: []Example{{Input: `{
  "type": "timeseries",
  "title": "Panel Title",
  "targets": [{"refId": "A", "expr": "sum(vllm:num_requests_waiting)", "legendFormat": "waiting"}]
}`}},
	Good: []Example{{Input: `{
  "type": "timeseries",
  "title": "Requests that wait",
  "description": "Requests that the scheduler has not taken up.",
  "targets": [{"refId": "A", "expr": "sum(vllm:num_requests_waiting)", "legendFormat": "waiting"}]
}`}},
	Dashboard: func(p *Pass, d *Dashboard) {
		if isDefaultTitle(d.Title.Value) {
			reportDefault(p, d.At(d.Title), d.Title.Value)
		}
		reportWord(p, d.At(d.Title), d.Title.Value)
		row := ""
		for _, panel := range d.Panels {
			if isDefaultTitle(panel.Title.Value) {
				reportDefault(p, panel.At(panel.Title), panel.Title.Value)
			}
			if panel.Row.Value != row {
				row = panel.Row.Value
				if isDefaultTitle(row) {
					reportDefault(p, d.At(panel.Row), row)
				}
				reportWord(p, d.At(panel.Row), row)
			}
			for _, text := range [...]source.Text{panel.Title, panel.Description, panel.Content} {
				reportWord(p, panel.At(text), text.Value)
			}
			for _, q := range panel.Queries {
				reportWord(p, q.AtText(q.Legend), q.Legend.Value)
			}
		}
	},
}

// isDefaultTitle reports whether Grafana made a title up.
func isDefaultTitle(title string) bool {
	switch title {
	case "Panel Title", "New panel", "New Panel", "New dashboard", "New Dashboard", "New dashboard Copy", "New dashboard copy", "Row title", "New row":
		return true
	}
	return false
}

func reportDefault(p *Pass, at Place, title string) {
	p.Report(at, "%s is the name that Grafana gives what is new", title).Help("say what is shown")
}

// reportWord reports the first word of a text that stands for another.
func reportWord(p *Pass, at Place, text string) {
	span := placeholder(text)
	if span.Empty() {
		return
	}
	at.start, at.end = span.Start, span.End
	p.Report(at, "%s stands where something was to be written", span.In(text)).Help("write it, or take the word away")
}

var placeholders = []string{"TODO", "FIXME", "TBD", "XXX"}

// placeholder finds the first placeholder of a text.
func placeholder(text string) promql.Span {
	for _, word := range placeholders {
		for from := 0; ; {
			i := strings.Index(text[from:], word)
			if i < 0 {
				break
			}
			i += from
			if end := i + len(word); alone(text, i, end) && (word != "TODO" || !isBacklog(text[end:])) {
				return promql.Span{Start: i, End: end}
			}
			from = i + len(word)
		}
	}
	for _, ipsum := range []string{"lorem ipsum", "Lorem ipsum", "Lorem Ipsum"} {
		if i := strings.Index(text, ipsum); i >= 0 {
			return promql.Span{Start: i, End: i + len(ipsum)}
		}
	}
	return promql.Span{}
}

// alone reports whether a part of a text is a word of its own.
func alone(text string, start, end int) bool {
	return (start == 0 || !wordByte(text[start-1])) && (end == len(text) || !wordByte(text[end]))
}

func wordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-' || c >= 0x80
}

// isBacklog reports whether what follows TODO makes it the name of what waits, as in the title TODO Compactions: a
// dashboard of a job queue means that.
func isBacklog(after string) bool {
	return len(after) > 2 && after[0] == ' ' && after[1] >= 'A' && after[1] <= 'Z' && after[2] >= 'a' && after[2] <= 'z'
}
