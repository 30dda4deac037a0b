package promql

import (
	"errors"
	"strings"
	"testing"
)

// TestOperationsHaveALimit: what takes the parser minutes is refused at once, and what people write is not.
func TestOperationsHaveALimit(t *testing.T) {
	const many = 30_000
	for _, text := range []string{
		strings.Repeat("-", many) + "up",
		strings.Repeat("a+", many) + "a",
		strings.Repeat("a^", many) + "a",
		strings.Repeat("a OR ", many) + "a",
		strings.Repeat("a != ", many) + "a",
		strings.Repeat("(", many) + "a" + strings.Repeat(")", many),
		strings.Repeat("abs(", many) + "$a" + strings.Repeat(")", many),
		strings.Repeat("(a+", many) + "a" + strings.Repeat(")", many),
	} {
		_, err := Parse(text)
		var parse *ParseError
		if !errors.As(err, &parse) || len(parse.Problems) != 1 || !strings.Contains(parse.Problems[0].Message, "more than 2000 operators") || parse.Problems[0].Span.Empty() {
			t.Errorf("%.10s…: %v", text, err)
		}
	}
	for _, text := range longExpressions() {
		e, err := Parse(text)
		if err != nil {
			t.Errorf("%.20s…: %v", text, err)
			continue
		}
		new(Workspace).Analyse(e, Context{})
	}
}

// longExpressions are within the limit, and as long as nobody writes them.
func longExpressions() []string {
	return []string{
		strings.Repeat(`sum(rate(a{b="c",d!="e",f=~"g+-*/"}[5m])) / (b) + `, 800) + "1",
		strings.Repeat("a or ", 1900) + "a",
		`sum by (` + strings.Repeat("a, ", 30_000) + `a) (up{` + strings.Repeat(`a!="b",`, 30_000) + `})`,
		"# " + strings.Repeat("+ ", 30_000) + "\nup",
	}
}
