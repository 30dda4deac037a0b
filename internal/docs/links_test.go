package docs_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/llm-observability/dashgen/internal/docs/told"
)

var (
	link    = regexp.MustCompile(`\]\(([^()\s]+)\)`)
	heading = regexp.MustCompile(`(?m)^#+ (.*)$`)
	code    = regexp.MustCompile("`[^`\n]*`")
)

// TestLinksLead finds links of the documentation to files and headings that are not there. Links to elsewhere are not
// followed.
func TestLinksLead(t *testing.T) {
	links := 0
	for _, p := range pages(t) {
		prose := code.ReplaceAllString(p.Prose(), "")
		for _, m := range link.FindAllStringSubmatch(prose, -1) {
			if strings.Contains(m[1], "://") {
				continue
			}
			links++
			if why := broken(p.Path, m[1]); why != "" {
				t.Errorf("%s: %s: %s", p.Path, m[1], why)
			}
		}
	}
	if links < 100 {
		t.Errorf("only %d links were found", links)
	}
}

// broken says what is wrong with a link of a page, or nothing.
func broken(page, to string) string {
	file, anchor, _ := strings.Cut(to, "#")
	target := page
	if file != "" {
		target = filepath.Join(filepath.Dir(page), file)
	}
	info, err := os.Stat(target)
	if err != nil {
		return "there is no such file"
	}
	if anchor == "" || info.IsDir() {
		return ""
	}
	text, err := os.ReadFile(target)
	if err != nil {
		return err.Error()
	}
	for _, m := range heading.FindAllStringSubmatch(told.Page{Text: string(text)}.Prose(), -1) {
		if anchorOf(m[1]) == anchor {
			return ""
		}
	}
	return "there is no such heading"
}

// anchorOf is how GitHub calls a heading in links.
func anchorOf(heading string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(heading) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' || r == '_':
			b.WriteRune(r)
		case r == ' ':
			b.WriteByte('-')
		}
	}
	return b.String()
}
