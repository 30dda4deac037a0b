package queries

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/llm-observability/dashgen/queries/catalogue"
)

// A node is a part of an expression that an environment turns into PromQL.
type node interface {
	// render returns the text, bracketed only inside, and how tightly its outermost operator binds.
	render(r *renderer) (text string, binds precedence)
	// leaves visits the metrics that the node asks for.
	leaves(visit func(leaf))
}

// precedence is PromQL's, loosest first.
type precedence int

const (
	bindsOr precedence = iota
	bindsAnd
	bindsCompare
	bindsAdd
	bindsMultiply
	bindsAtom
)

var precedences = map[string]precedence{
	"or": bindsOr, "and": bindsAnd, "unless": bindsAnd, ">": bindsCompare, ">=": bindsCompare, "==": bindsCompare,
	"+": bindsAdd, "-": bindsAdd, "*": bindsMultiply, "/": bindsMultiply,
}

// bracket puts text in brackets unless it binds tighter than what surrounds it.
func bracket(text string, binds, around precedence) string {
	if binds > around || binds == bindsAtom {
		return text
	}
	return "(" + text + ")"
}

// A literal is a number.
type literal string

func (l literal) render(*renderer) (string, precedence) { return string(l), bindsAtom }

func (l literal) leaves(func(leaf)) {}

// A binary is an operator between two expressions that are grouped alike.
type binary struct {
	op          string
	left, right node
}

func (b binary) render(r *renderer) (string, precedence) {
	left, lp := b.left.render(r)
	right, rp := b.right.render(r)
	return joined(b.op, left, lp, right, rp)
}

// joined writes an operator between two texts, with brackets where they are needed.
func joined(op, left string, lp precedence, right string, rp precedence) (text string, binds precedence) {
	p := precedences[op]
	if lp == p && p != bindsCompare {
		lp++ // operators of one level group from the left
	}
	return bracket(left, lp, p) + " " + op + " " + bracket(right, rp, p), p
}

func (b binary) leaves(visit func(leaf)) {
	b.left.leaves(visit)
	b.right.leaves(visit)
}

// above0 keeps what is above 0: as a divisor it makes an idle division empty and not NaN.
func above0(n node) node { return binary{op: ">", left: n, right: literal("0")} }

// An aggregate is sum, max, … over everything but some labels.
type aggregate struct {
	op string
	by []labelRef
	of leaf
}

func (a aggregate) render(r *renderer) (string, precedence) {
	text, spelled := a.of.renderFor(r, a.by)
	if len(spelled) == 0 {
		return a.op + "(" + text + ")", bindsAtom
	}
	return a.op + " by (" + strings.Join(spelled, ", ") + ") (" + text + ")", bindsAtom
}

func (a aggregate) leaves(visit func(leaf)) { visit(a.of) }

// A quantile is estimated from the rates of buckets.
type quantile struct {
	q        float64
	buckets  aggregate
	compared bool // with a limit, which NaN does not pass
}

// render keeps what is not NaN, which is what histogram_quantile makes of buckets without observations:
// every quantile of what we measure is at least 0, and NaN is not.
func (q quantile) render(r *renderer) (string, precedence) {
	text, _ := q.buckets.render(r)
	text = "histogram_quantile(" + strconv.FormatFloat(q.q, 'g', -1, 64) + ", " + text + ")" + r.bucketScale(q.buckets.of)
	if q.compared {
		return text, bindsMultiply
	}
	return text + " >= 0", bindsCompare
}

func (q quantile) leaves(visit func(leaf)) { q.buckets.leaves(visit) }

// A call wraps an expression into a function.
type call struct {
	before string
	of     node
	after  string
}

func (c call) render(r *renderer) (string, precedence) {
	text, _ := c.of.render(r)
	return c.before + text + c.after, bindsAtom
}

func (c call) leaves(visit func(leaf)) { c.of.leaves(visit) }

// A template is PromQL around typed parts.
type template struct {
	text  string
	parts []node
}

func (t template) render(r *renderer) (string, precedence) {
	args := make([]any, len(t.parts))
	for i, p := range t.parts {
		text, binds := p.render(r)
		args[i] = bracket(text, binds, bindsMultiply)
	}
	if n := strings.Count(t.text, "%s"); n != len(args) {
		r.fail("the template has %d places for %d parts", n, len(args))
		return "", bindsAtom
	}
	return fmt.Sprintf(t.text, args...), bindsOr
}

func (t template) leaves(visit func(leaf)) {
	for _, p := range t.parts {
		p.leaves(visit)
	}
}

// A leaf is the series of one metric, under every name they have.
type leaf struct {
	exporter, id string
	component    catalogue.Component
	matchers     []matcher
	unscoped     string
	across       string // a picker that does not limit the series
	fn           string // rate, increase or none
	window       Window
	filter       string // a comparison that drops samples
	except       *leaf  // a metric whose targets are left out
}

// renderFor returns the leaf's text for an aggregation by labels, and how the labels are spelled there.
//
// Names of several releases are united here, inside the aggregation: outside, a fleet that is half
// upgraded would lose its older half, and a server that exports both names would count twice.
func (l leaf) renderFor(r *renderer, by []labelRef) (text string, spelled []string) {
	variants, have := r.find(l)
	if len(variants) == 0 || r.lacks(l, by) {
		return "", nil
	}
	if l.except != nil {
		if _, detailed := r.env.variants(l.except.exporter, l.except.id); detailed == everywhere {
			r.miss(l, nowhere)
			return "", nil
		}
	}
	r.miss(l, have)
	branches := l.branches(r, variants, by)
	texts := make([]string, len(branches))
	for i, b := range branches {
		texts[i] = b.render(r, l)
	}
	for _, label := range by {
		spelled = append(spelled, branches[0].common[label])
		r.spelled[label] = branches[0].common[label]
	}
	text = strings.Join(texts, " or ")
	if len(texts) > 1 && l.filter != "" {
		text = "(" + text + ")"
	}
	return text + l.filter, spelled
}

// A branch is one name and the spellings that its series may have.
type branch struct {
	variant
	by      []labelRef
	dialect []map[labelRef]string // per variant merged here: how it spells each label in use
	common  map[labelRef]string   // the spelling that leaves the branch
}

// branches merges variants of one name. Those that differ in the spelling of a label that a matcher
// demands stay apart: no series satisfies both.
func (l leaf) branches(r *renderer, variants []variant, by []labelRef) []branch {
	used := slices.Clone(by)
	for _, m := range l.matchers {
		if !slices.Contains(used, m.label) {
			used = append(used, m.label)
		}
	}
	spellings := make([]map[labelRef]string, len(variants))
	for i, v := range variants {
		spellings[i] = map[labelRef]string{}
		for _, label := range used {
			name, ok := r.env.spellLabel(v, label)
			if !ok {
				r.failLabel(v, label)
			}
			spellings[i][label] = name
		}
	}
	common := map[labelRef]string{}
	for _, label := range used {
		common[label] = spellings[0][label]
		for _, s := range spellings {
			if s[label] != common[label] {
				common[label] = label.name // several spellings: all become the canonical one
			}
		}
	}
	var out []branch
next:
	for i, v := range variants {
		for j, b := range out {
			if b.name == v.name && l.mergeable(b.dialect[0], spellings[i]) && r.sameScope(b.variant, v) {
				out[j].dialect = append(out[j].dialect, spellings[i])
				continue next
			}
		}
		out = append(out, branch{variant: v, by: by, dialect: []map[labelRef]string{spellings[i]}, common: common})
	}
	return out
}

// sameScope reports whether the dashboard's scope is spelled alike for two variants.
func (r *renderer) sameScope(a, b variant) bool {
	for _, s := range r.scope {
		for _, label := range s.of(a.Exporter) {
			x, _ := r.env.spellLabel(a, label)
			y, _ := r.env.spellLabel(b, label)
			if x != y {
				return false
			}
		}
	}
	return true
}

// mergeable reports whether one selector can find the series of both spellings: no matcher demands a
// label that they spell differently.
func (l leaf) mergeable(a, b map[labelRef]string) bool {
	for _, m := range l.matchers {
		if m.positive() && a[m.label] != b[m.label] {
			return false
		}
	}
	return true
}

func (b branch) render(r *renderer, l leaf) string {
	selector := b.name + string(l.component) + r.selectorMatchers(b, l)
	text := selector
	if l.fn != "" {
		text = l.fn + "(" + selector + "[" + r.window(l.window) + "])"
	}
	text += r.valueScale(l, b.Metric)
	if l.except != nil {
		text = b.exclude(r, l, text)
	}
	for _, label := range b.by {
		done := []string{b.common[label]}
		for _, d := range b.dialect {
			if slices.Contains(done, d[label]) {
				continue
			}
			done = append(done, d[label])
			text = fmt.Sprintf("label_replace(%s, %q, \"$1\", %q, \"(.+)\")", text, b.common[label], d[label])
		}
	}
	return text
}

// exclude leaves out the series of targets that export a more detailed metric. Both carry the same
// labels but for those that make the details.
func (b branch) exclude(r *renderer, l leaf, text string) string {
	detailed, have := r.env.variants(l.except.exporter, l.except.id)
	if have == nowhere {
		return text
	}
	var ignored []string
	for _, label := range detailed[0].Labels {
		if !slices.Contains(b.Labels, label) {
			ignored = append(ignored, label)
		}
	}
	d := branch{variant: detailed[0], dialect: []map[labelRef]string{{}}}
	return fmt.Sprintf("%s unless ignoring (%s) %s", text, strings.Join(ignored, ", "),
		d.name+r.selectorMatchers(d, *l.except))
}
