package preview

import (
	"bytes"
	"html"
	"strings"

	"github.com/llm-observability/dashgen/internal/preview/chart"
	"github.com/llm-observability/dashgen/internal/preview/draw"
)

// words is a text panel as HTML: Markdown whose own HTML is left out, with links that a reader can follow.
func words(r *chart.Result) string {
	var o struct {
		Mode string `json:"mode"`
	}
	r.Into(&o)
	content := draw.CleanLines(r.Content)
	if o.Mode == "code" {
		return `<div class="words"><pre>` + html.EscapeString(content) + "</pre></div>"
	}
	var b bytes.Buffer
	if err := chart.Markdown().Convert([]byte(content), &b); err != nil {
		return `<div class="words">` + html.EscapeString(content) + "</div>"
	}
	// A preview has no other pages, and the only images would come from elsewhere.
	out := strings.ReplaceAll(b.String(), "<img ", `<img loading="lazy" referrerpolicy="no-referrer" `)
	return `<div class="words" tabindex="0">` + strings.ReplaceAll(out, "<a ", `<a rel="noreferrer noopener" target="_blank" `) + "</div>"
}
