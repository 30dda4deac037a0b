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

// A slab hands out slices of larger ones, which never move.
type slab[T any] struct {
	blocks [][]T
	block  int // the one that is handed out from
	used   int // of it
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
	for s.block < len(s.blocks) && len(s.blocks[s.block])-s.used < n {
		s.block, s.used = s.block+1, 0
	}
	if s.block == len(s.blocks) {
		size := least
		if s.block >= manyBlocks { // not for one expression
			size = min(max(2*len(s.blocks[s.block-1]), 16), largestBlock)
		}
		s.blocks = append(s.blocks, make([]T, max(n, size)))
	}
	start := s.used
	s.used += n
	return s.blocks[s.block][start:s.used:s.used]
}

func (s *slab[T]) reset() {
	for i := 0; i <= s.block && i < len(s.blocks); i++ {
		used := s.blocks[i]
		if i == s.block {
			used = used[:s.used]
		}
		clear(used)
	}
	s.block, s.used = 0, 0
}
