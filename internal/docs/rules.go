package docs

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/llm-observability/dashgen/internal/lint"
	"github.com/llm-observability/dashgen/internal/report"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

const edited = "by `make docs`; edits here are lost.\n"

// Rules are the pages about the linter's rules, by file: one of each rule, and README.md that lists them. What a
// bad example is answered with is what the linter finds in it. The error names the rule whose example can't be read.
func Rules(c *catalogue.Catalogue) (map[string][]byte, error) {
	pages := map[string][]byte{"README.md": ruleList()}
	for _, r := range lint.Rules() {
		page, err := rulePage(r, c)
		if err != nil {
			return nil, fmt.Errorf("rule %s: %w", r.Name, err)
		}
		pages[r.Name+".md"] = page
	}
	return pages, nil
}

func ruleList() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# The rules\n\nGenerated from the rules themselves %s\n", edited)
	b.WriteString("`dashgen explain RULE` says the same in a terminal. An error is certainly wrong or empty; at a warning a person should look; an info is style, " +
		"and is shown with `--severity info`. A rule that can't be sure often enough is off until it is asked for.\n\n")
	b.WriteString("| rule | severity | finds |\n|---|---|---|\n")
	for _, r := range lint.Rules() {
		severity := r.Severity.String()
		if r.Off != "" {
			severity += ", off"
		}
		fmt.Fprintf(&b, "| [`%s`](%s.md) | %s | %s |\n", r.Name, r.Name, severity, cell(r.Title))
	}
	return b.Bytes()
}

func rulePage(r *lint.Rule, c *catalogue.Catalogue) ([]byte, error) {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %s\n\nGenerated from the rule itself %s\n", r.Name, edited)
	fmt.Fprintf(&b, "Finds %s. Severity: %s. Since %s.\n\n", r.Title, r.Severity, r.Since)
	if r.Off != "" {
		fmt.Fprintf(&b, "**It is off** unless `--enable %s` or the configuration asks for it: %s\n\n", r.Name, sentence(r.Off))
	}
	fmt.Fprintf(&b, "%s\n\n**What it costs to ignore it:** %s\n", r.Why, r.Cost)
	b.WriteString("\n## Found\n")
	for _, e := range r.Bad {
		findings, err := e.Try(c, r)
		if err != nil {
			return nil, err
		}
		var found bytes.Buffer
		if err := report.Text(&found, findings); err != nil {
			return nil, err
		}
		fence(&b, e, "text")
		fmt.Fprintf(&b, "\n```text\n%s```\n", found.String())
	}
	b.WriteString("\n## Not found\n")
	for _, e := range r.Good {
		fence(&b, e, "promql")
	}
	if r.Except != "" {
		fmt.Fprintf(&b, "\n## When it may stay\n\n%s\n", r.Except)
	}
	b.WriteString("\n## Silencing it\n\n")
	b.WriteString(silence(r))
	return b.Bytes(), nil
}

// fence shows an example. Bad expressions are plain text: those of a promql fence are linted, as everybody's are.
func fence(b *bytes.Buffer, e lint.Example, promql string) {
	if e.Note != "" {
		fmt.Fprintf(b, "\n%s\n", sentence(e.Note))
	}
	language := promql
	switch {
	case e.IsJSON():
		language = "json"
	case e.IsYAML():
		language = "yaml"
	}
	if e.Base != "" {
		fmt.Fprintf(b, "\nBefore:\n\n```%s\n%s\n```\n\nNow:\n", language, strings.TrimSuffix(e.Base, "\n"))
	}
	fmt.Fprintf(b, "\n```%s\n%s\n```\n", language, strings.TrimSuffix(e.Input, "\n"))
}

// sentence makes a sentence of a note.
func sentence(s string) string {
	s = strings.ToUpper(s[:1]) + s[1:]
	if !strings.HasSuffix(s, ".") {
		s += "."
	}
	return s
}

func silence(r *lint.Rule) string {
	if r.Silencers != nil {
		return fmt.Sprintf("Delete what it names. Everywhere: `--disable %s`, or in `dashgen.yaml`:\n\n```yaml\nlint:\n  disable: [%s]\n```\n", r.Name, r.Name)
	}
	return fmt.Sprintf("Where it is meant to be, say why: behind an expression or in a rule file with `# dashgen:allow %[1]s REASON`, in Markdown with "+
		"`<!-- dashgen:allow %[1]s REASON -->`, in Go with `panels.Allow(panel, %[1]q, reason)`, or in `dashgen.yaml`:\n\n"+
		"```yaml\nlint:\n  exclusions:\n    - {rule: %[1]s, file: legacy/**, panel: Its title, reason: why}\n```\n\n"+
		"Everywhere: `--disable %[1]s`, or `disable: [%[1]s]` in that section.\n", r.Name)
}
