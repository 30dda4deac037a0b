package panels

import "github.com/llm-observability/dashgen/internal/callsite"

// A TextPanel says what a page is for, what it does not count, where to go next.
type TextPanel struct{ spec Spec }

// Text returns a panel of Markdown.
func Text(title, markdown string) TextPanel {
	return TextPanel{Spec{Kind: KindText, Title: title, Markdown: markdown, Site: callsite.Here(0)}}
}

// Spec implements Panel.
func (p TextPanel) Spec() Spec { return p.spec }

// Wide sets the width, 24 being the whole page.
func (p TextPanel) Wide(columns int) TextPanel {
	p.spec.Width = columns
	return p
}
