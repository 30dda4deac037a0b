package promql

import (
	"regexp"
	"regexp/syntax"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"
)

// labelReplace sets a label where a regular expression matches another one.
func (a *analyser) labelReplace(n *Node, e *parser.Call, arg *Node) *labelSet {
	dst, ok := text(e.Args[1])
	if !ok {
		return arg.labels.weaken(&a.arena, why{cause: byVariable, at: n.Children[1].Span.spot()})
	}
	old := arg.labels.get(dst)
	w := why{cause: byFunction, node: n, at: n.operator().spot()}
	maybe := why{cause: byMaybe, node: n, at: n.operator().spot()}
	set := labelEntry{name: dst, why: w}
	repl, knownRepl := text(e.Args[2])
	src, knownSrc := text(e.Args[3])
	expr, knownExpr := text(e.Args[4])
	matches := false // always
	if knownRepl && knownSrc && knownExpr {
		source := arg.labels.get(src)
		re, err := compileReplace(expr)
		switch {
		case err != nil:
			return arg.labels.with(&a.arena, labelEntry{name: dst, why: maybe})
		case source.state == Impossible, src == "":
			return a.replaced(arg.labels, set, re, repl, "")
		case source.constant:
			return a.replaced(arg.labels, set, re, repl, source.value)
		}
		p := inspectReplace(expr)
		matches = p.all || source.state == Guaranteed && p.allNonEmpty
		set.state = p.expansion(re, repl, source.state == Guaranteed)
		if !strings.Contains(repl, "$") && repl != "" {
			set.value, set.constant = repl, true
		}
	} else if knownRepl && repl == "" {
		set.state = Impossible
	}
	if !matches {
		set = joinEntry(set, old, maybe)
		set.name = dst
	}
	if set.why == w {
		set.why.cause = set.state.bySetting()
	}
	return arg.labels.with(&a.arena, set)
}

// bySetting is the cause of the state that a function leaves its label in.
func (s State) bySetting() cause {
	return [...]cause{Possible: byMaybe, Impossible: byEmpty, Guaranteed: byFunction}[s]
}

// compileReplace compiles an expression as label_replace does.
func compileReplace(expr string) (*regexp.Regexp, error) {
	return regexp.Compile("^(?s:" + expr + ")$")
}

// replaced is the result for a source whose value is known.
func (a *analyser) replaced(in *labelSet, set labelEntry, re *regexp.Regexp, repl, value string) *labelSet {
	at := re.FindStringSubmatchIndex(value)
	if at == nil {
		return in // never matches: nothing changes
	}
	set.value = string(re.ExpandString(nil, repl, value, at))
	set.state, set.constant = Guaranteed, true
	if set.value == "" {
		set.state, set.constant = Impossible, false
	}
	set.why.cause = set.state.bySetting()
	return in.with(&a.arena, set)
}

// A replacePattern is what can be told of a regular expression without running it.
type replacePattern struct {
	all         bool // matches everything
	allNonEmpty bool // matches everything but the empty string
	groups      []groupFact
}

// A groupFact says whether a group of a regular expression holds text in every match: any text at all,
// or the whole value.
type groupFact struct {
	name     string
	nonEmpty bool
	whole    bool
}

// inspectReplace looks at an expression that compiles.
func inspectReplace(expr string) replacePattern {
	re, err := syntax.Parse("(?s:"+expr+")", syntax.Perl)
	if err != nil {
		return replacePattern{}
	}
	p := replacePattern{groups: make([]groupFact, re.MaxCap()+1)}
	top := re
	for top.Op == syntax.OpCapture {
		p.groups[top.Cap] = groupFact{name: top.Name, whole: true}
		top = top.Sub[0]
	}
	p.groups[0].whole = true
	p.groups[0].nonEmpty = minLength(re) > 0
	switch {
	case len(top.Sub) == 1 && top.Sub[0].Op == syntax.OpAnyChar && top.Op == syntax.OpStar:
		p.all = true
	case len(top.Sub) == 1 && top.Sub[0].Op == syntax.OpAnyChar && top.Op == syntax.OpPlus:
		p.allNonEmpty = true
	}
	p.inspect(re, true)
	return p
}

// inspect records the groups that take part in every match.
func (p *replacePattern) inspect(re *syntax.Regexp, always bool) {
	switch re.Op {
	case syntax.OpCapture:
		g := &p.groups[re.Cap]
		g.name = re.Name
		g.nonEmpty = always && minLength(re.Sub[0]) > 0
	case syntax.OpStar, syntax.OpQuest, syntax.OpAlternate:
		always = false
	case syntax.OpRepeat:
		always = always && re.Min > 0
	}
	for _, sub := range re.Sub {
		p.inspect(sub, always)
	}
}

// minLength is the number of characters that a match has at least, counted no further than needed.
func minLength(re *syntax.Regexp) int {
	switch re.Op {
	case syntax.OpLiteral:
		return len(re.Rune)
	case syntax.OpCharClass, syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return 1
	case syntax.OpCapture, syntax.OpPlus:
		return minLength(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return minLength(re.Sub[0])
		}
	case syntax.OpConcat:
		n := 0
		for _, sub := range re.Sub {
			n += minLength(sub)
		}
		return n
	case syntax.OpAlternate:
		n := minLength(re.Sub[0])
		for _, sub := range re.Sub[1:] {
			n = min(n, minLength(sub))
		}
		return n
	}
	return 0
}

// expansion tells whether a replacement leaves any text where the expression matches. guaranteed says
// that the source has a value.
func (p *replacePattern) expansion(re *regexp.Regexp, repl string, guaranteed bool) State {
	if repl == "" {
		return Impossible
	}
	// Expand the replacement twice, with all groups empty and with those filled that always hold text:
	// what the first leaves is literal.
	if len(re.ExpandString(nil, repl, "", make([]int, 2*(re.NumSubexp()+1)))) > 0 {
		return Guaranteed
	}
	at := make([]int, 2*(re.NumSubexp()+1))
	for i := range p.groups {
		if g := p.groups[i]; i <= re.NumSubexp() && (g.nonEmpty || g.whole && guaranteed) {
			at[2*i+1] = 1
		}
	}
	if len(re.ExpandString(nil, repl, "x", at)) > 0 {
		return Guaranteed
	}
	return Possible
}
