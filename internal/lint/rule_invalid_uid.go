package lint

import (
	"unicode/utf8"

	"github.com/llm-observability/dashgen/internal/source"
)

// invalidUIDRule finds uids that Grafana refuses.
var invalidUIDRule = &Rule{
	Name:     "invalid-uid",
	Title:    "a uid that Grafana does not take",
	Severity: Warning,
	Since:    "0.2",
	Why:      "Grafana takes uids of up to 40 letters, digits, hyphens and underscores, and refuses to save a dashboard with any other. A long name of a tenant or a team in front of the uid is enough.",
	Cost:     "The dashboard does not appear; the reason is in the log of Grafana or of what provisions it.",
	Bad: []Example{{Input: `{
  "uid": "model server/llama",
  "title": "Model server",
  "panels": []
}`}},
	Good: []Example{{Input: `{
  "uid": "model-server_llama",
  "title": "Model server",
  "panels": []
}`}},
	Dashboard: func(p *Pass, d *Dashboard) {
		uid := d.UID.Value
		if hasVariable(uid) || d.Format == source.Perses {
			return // Perses has names, which follow other rules
		}
		for i, r := range uid {
			if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-' && r != '_' {
				at := d.At(d.UID)
				at.start, at.end = i, i+utf8.RuneLen(r)
				p.Report(at, "%q can't be in a uid", r).Help("use letters, digits, - and _ only")
				return
			}
		}
		if len(uid) > maxUID {
			p.Report(d.At(d.UID), "the uid has %d characters: Grafana takes at most %d", len(uid), maxUID).Help("shorten it")
		}
	},
}

// maxUID is the length of the longest uid (pkg/util/shortid_generator.go).
const maxUID = 40
