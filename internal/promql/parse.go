package promql

import (
	"errors"
	"slices"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/promql/parser/posrange"
)

// An Expr is a parsed expression. It is read only: any number of goroutines may analyse it.
type Expr struct {
	// Text is the expression as written.
	Text string
	// AST is the engine's own tree, with positions that are offsets in Text. Where a variable stands
	// for a name, the name is the variable as written: a selector named foo_${x}_total, a matcher
	// of the label $label. A variable that stands for a list of matchers is a matcher of that name.
	// Durations and numbers that are variables hold a meaningless value: the facts say which those are.
	AST parser.Expr
	// Variables are the uses of Grafana variables, in order.
	Variables []Variable

	words  []word // what the parser saw something else for
	opaque bool   // some word is an operator or a modifier, so that the tree is a guess
}

// options accept what any server does that Grafana may ask: what is experimental in one release is
// common in a later one, and an expression that a newer server understands is no syntax error.
func options() parser.Options {
	return parser.Options{
		EnableExperimentalFunctions:  true,
		ExperimentalDurationExpr:     true,
		EnableExtendedRangeSelectors: true,
		EnableBinopFillModifiers:     true,
	}
}

// grammar is the engine's parser. It has no state.
var grammar = parser.NewParser(options())

// Parse parses an expression with Grafana variables. The error is a *ParseError.
func Parse(text string) (*Expr, error) {
	if err := tooMany(text); err != nil {
		return nil, err
	}
	if !mayHaveVariable(text) {
		ast, err := grammar.ParseExpr(text)
		if err != nil {
			return nil, newParseError(text, nil, nil, err)
		}
		e := &Expr{Text: text, AST: ast}
		e.closeAggregations()
		return e, nil
	}
	e := &Expr{Text: text}
	e.Variables, e.words = classify(text)
	if err := e.parse(); err != nil {
		return nil, err
	}
	return e, nil
}

// Plain is the expression for readers that know no Grafana variables: something of the same grammar stands in for
// each. It asks for other series than the expression does.
func (e *Expr) Plain() string {
	if len(e.words) == 0 {
		return e.Text
	}
	return substitute(e.Text, e.words, e.names()).text
}

// names is what stand-ins begin with: nothing else in the text does.
func (e *Expr) names() string {
	names := "_gv"
	for strings.Contains(e.Text, names) {
		names += "v"
	}
	return names
}

// maxAttempts bounds the search for stand-ins that the parser accepts. Each attempt settles something.
const maxAttempts = 6

// parse finds stand-ins for the words under which the text parses. A regular expression with a variable in it matches
// nothing anybody means, and to compile it takes as long as the rest: where letters in the place of the variable do as
// well, it is not compiled.
func (e *Expr) parse() error {
	masked := e.maskRegexps()
	if masked == e.Text {
		return e.search(e.Text)
	}
	words := slices.Clone(e.words)
	if e.search(masked) == nil {
		return nil
	}
	e.words = words
	return e.search(e.Text) // the error is about what is written
}

// search looks for the stand-ins under which a text parses that is e's, but for the variables in regular expressions. A
// word whose grammar leaves a choice is a number first, and a vector where the parser demands one.
func (e *Expr) search(text string) error {
	names := e.names()
	var first *ParseError
	for range maxAttempts {
		sub := substitute(text, e.words, names)
		ast, err := grammar.ParseExpr(sub.text)
		if err == nil {
			e.AST = ast
			sub.restore(e)
			e.finish(text != e.Text)
			return nil
		}
		if first == nil {
			first = newParseError(e.Text, e.words, &sub, err)
		}
		if masked := e.maskRegexps(); text == e.Text && masked != text && badRegexp(err) {
			text = masked
			continue
		}
		if !e.settle(&sub, ast, err) {
			break
		}
	}
	return first
}

// badRegexp reports whether a regular expression does not compile, which may be due to a variable in it.
func badRegexp(err error) bool {
	var list parser.ParseErrors
	if !errors.As(err, &list) {
		return false
	}
	for _, p := range list {
		if strings.Contains(p.Err.Error(), "regexp") {
			return true
		}
	}
	return false
}

// maskRegexps replaces the variables in the values of regular expression matchers by letters.
func (e *Expr) maskRegexps() string {
	b := []byte(e.Text)
	for _, v := range e.Variables {
		if strings.HasSuffix(v.Op, "~") {
			for i := v.Span.Start; i < v.Span.End; i++ {
				b[i] = 'v'
			}
		}
	}
	return string(b)
}

// closeAggregations corrects where aggregations end: the parser looks for the parenthesis behind them, and
// a comment leads it to the next one.
func (e *Expr) closeAggregations() {
	if strings.IndexByte(e.Text, '#') >= 0 {
		e.closeAggregation(e.AST)
	}
}

func (e *Expr) closeAggregation(n parser.Expr) {
	var buf [2]parser.Expr
	for _, c := range parts(n, &buf) {
		e.closeAggregation(c)
	}
	agg, ok := n.(*parser.AggregateExpr)
	if !ok {
		return
	}
	sc := scanner{text: e.Text, pos: int(agg.Expr.PositionRange().End), variables: len(e.words) > 0}
	end := sc.next()
	if t := sc.next(); t.kind == tokenWord && agg.Grouping != nil {
		if s := (Span{t.start, t.end}).lower(e.Text); s == "by" || s == "without" {
			for end = sc.next(); end.kind != tokenEnd && !end.is(')'); end = sc.next() {
			}
		}
	}
	agg.PosRange.End = posrange.Pos(end.end)
}

// finish settles the roles of the variables and what the tree hides.
func (e *Expr) finish(masked bool) {
	e.closeAggregations()
	values, texts := masked, false
	for _, w := range e.words {
		values = values || w.role == RoleLabelValue
		e.opaque = e.opaque || w.role == RoleOperator || w.role == RoleModifier
		for i := range e.Variables {
			if w.span.Contains(e.Variables[i].Span) {
				e.Variables[i].Role = w.role
			}
		}
	}
	for _, v := range e.Variables {
		texts = texts || v.Role == RoleText
	}
	if !values && !texts {
		return
	}
	for n := range nodes(e.AST) {
		switch n := n.(type) {
		case *parser.VectorSelector:
			if values {
				e.finishSelector(n)
			}
		case *parser.Call:
			if texts && n.Func.Name == "label_replace" && len(n.Args) == 5 {
				e.dropGroups(n)
			}
		}
	}
}

// finishSelector puts the values of matchers back that the parser saw something else for.
func (e *Expr) finishSelector(n *parser.VectorSelector) {
	sc := scanMatchers(e.Text, spanOf(n.PosRange), true)
	for _, m := range n.LabelMatchers {
		at, ok := sc.next()
		if !ok {
			return
		}
		written := at.value.In(e.Text)
		if !mayHaveVariable(written) {
			continue
		}
		if unquoted, err := unquote(written); err == nil {
			m.Value = unquoted
		} else {
			m.Value = written // ${pod:doublequote} brings its own quotes
		}
	}
}

// dropGroups forgets what looks like variables in the replacement of label_replace but names a group of
// its regular expression.
func (e *Expr) dropGroups(call *parser.Call) {
	regex, ok := call.Args[4].(*parser.StringLiteral)
	if !ok || !strings.Contains(regex.Val, "(?") {
		return
	}
	at := spanOf(call.Args[2].PositionRange())
	kept := e.Variables[:0]
	for _, v := range e.Variables {
		group := strings.Contains(regex.Val, "(?P<"+v.Name+">") || strings.Contains(regex.Val, "(?<"+v.Name+">")
		if !group || !at.Contains(v.Span) {
			kept = append(kept, v)
		}
	}
	e.Variables = kept
}
