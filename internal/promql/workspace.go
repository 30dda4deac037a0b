package promql

// A Workspace is memory in which expressions are analysed, to be used again and again: who judges thousands of
// expressions and keeps none of their facts would otherwise spend more on the garbage than on the facts. The zero
// Workspace is ready. It serves one goroutine at a time.
type Workspace struct {
	facts     slab[Facts]
	nodes     slab[Node]
	children  slab[*Node]
	selectors slab[Selector]
	selected  slab[*Selector]
	matchers  slab[Matcher]
	sets      slab[labelSet]
	entries   slab[labelEntry]
	groupings slab[Grouping]
	matches   slab[Match]
}

// Analyse works like the function of that name. The facts are good until Reset.
func (w *Workspace) Analyse(e *Expr, ctx Context) *Facts {
	facts := &w.facts.take(1)[0]
	facts.Expr, facts.ctx = e, ctx
	a := analyser{expr: e, ctx: ctx, facts: facts, variables: len(e.Variables) > 0}
	a.arena.w = w
	n, selectors := count(e.AST)
	a.slab = w.nodes.take(n)[:0]
	a.children = w.children.take(n)[:0]
	a.selectors = w.selectors.take(selectors)[:0]
	facts.Selectors = w.selected.take(selectors)[:0]
	facts.Result = a.node(e.AST, nil)
	facts.nodes = a.slab
	return facts
}

// Reset gives the memory back: all facts that were worked out in it become meaningless.
func (w *Workspace) Reset() {
	w.facts.reset()
	w.nodes.reset()
	w.children.reset()
	w.selectors.reset()
	w.selected.reset()
	w.matchers.reset()
	w.sets.reset()
	w.entries.reset()
	w.groupings.reset()
	w.matches.reset()
}

// A slab hands out slices of a larger one, which never moves: when it is used up, another takes its place, and who
// holds a part of the old one keeps it.
type slab[T any] struct {
	block  []T
	used   int // of the block
	blocks int // how many there were
}

// The first blocks suit one expression, the largest thousands of them.
const (
	fewLabels    = 4
	manyBlocks   = 8
	largestBlock = 4096
)

// take returns n zero values. Appending to them never touches what is handed out next.
func (s *slab[T]) take(n int) []T { return s.takeOf(n, n) }

// takeOf is take for what is asked for often: small blocks hold at least so many.
func (s *slab[T]) takeOf(n, least int) []T {
	if n == 0 {
		return nil
	}
	if len(s.block)-s.used < n {
		size := max(n, least)
		if s.blocks >= manyBlocks { // not for one expression
			size = max(size, min(2*len(s.block), largestBlock))
		}
		s.block, s.used = make([]T, size), 0
		s.blocks++
	}
	start := s.used
	s.used += n
	return s.block[start:s.used:s.used]
}

// reset makes the block that is in use, the largest so far, the first of the next expressions.
func (s *slab[T]) reset() {
	clear(s.block[:s.used])
	s.used = 0
}
