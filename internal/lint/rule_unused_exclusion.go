package lint

import "github.com/llm-observability/dashgen/internal/diag"

// unusedExclusionRule keeps the list of what is excluded from growing for ever.
var unusedExclusionRule = &Rule{
	Name:     "unused-exclusion",
	Title:    "an exclusion or an allowance that silences nothing",
	Severity: Warning,
	Since:    "0.2",
	Why: "The finding that it was written for is gone: the panel was mended, renamed or removed. What is left would hide the next finding of the " +
		"same rule in the same place, which nobody has looked at. It is reported only where it could have been used: its rule was asked, and the file, " +
		"the dashboard or the panel that it names was read.",
	Cost: "The next bug of the kind goes unseen.",
	Bad:  []Example{{Input: `sum(rate(vllm:prompt_tokens_total[5m])) # dashgen:allow syntax the server has a newer parser`}},
	Good: []Example{{Input: `sum(rate(vllm:prompt_tokens_total[$__rate_interval])) # prompts only`}},
	Silencers: func(p *Pass, silencers []Silencer) {
		for _, s := range silencers {
			if s.Asked && !s.Used {
				p.at(s.Pos, "the %s of %s silences nothing", s.Kind, s.Rule).Help("delete it")
			}
		}
	},
}

// at reports what stands in no file that was linted.
func (p *Pass) at(pos diag.Position, format string, args ...any) *Finding {
	f := p.Report(Place{}, format, args...)
	f.Pos, f.EndLine, f.EndColumn = pos, pos.Line, pos.Column
	return f
}
