package promql

import "slices"

// A State says whether the series that an expression returns have a label.
type State uint8

// The states.
const (
	Possible   State = iota // some may, some may not
	Impossible              // none has
	Guaranteed              // all have
)

// String names the state.
func (s State) String() string { return [...]string{"possible", "impossible", "guaranteed"}[s] }

// A LabelFact is what is known of one label of an expression's result.
type LabelFact struct {
	Name  string
	State State
	// Value is the one value that the label can have. Constant says that there is one.
	Value    string
	Constant bool
	// Exporter is the exporter whose metric has the label by itself, as far as the catalogue knows, or "".
	Exporter string
	// Target says that the store adds the label to every series of a target.
	Target bool
	// Untouched says that the expression does not speak of the label: the exporter, the target or relabelling
	// alone decide.
	Untouched bool
	// By is the operation that removed, kept or set the label. Nil where a selector or a variable decides.
	By *Node
	// Reason says why, as a short sentence in lower case, and Span where in the text that is decided.
	Reason string
	Span   Span
}

const metricName = "__name__"

// A labelEntry is what is known of one label, before anybody asks for its reason in words.
type labelEntry struct {
	name     string
	value    string
	why      why
	state    State
	constant bool
}

// A labelSet is what is known of all labels of a result: entries for the labels something is known of,
// sorted by name, and one state for all others. Sets and entries are shared between nodes and never
// changed.
type labelSet struct {
	entries []labelEntry
	why     why // of the rest
	rest    State
	// from are the selectors whose series may bring labels along that have no entry.
	from []*Selector
}

// other is what is known of a label without an entry.
func (s *labelSet) other(name string) labelEntry {
	return labelEntry{name: name, state: s.rest, why: s.why}
}

// get returns what is known of a label.
func (s *labelSet) get(name string) labelEntry {
	if i, ok := s.find(name); ok {
		return s.entries[i]
	}
	return s.other(name)
}

// find returns the index of a label's entry, or where it would be.
func (s *labelSet) find(name string) (int, bool) {
	// The sets are small, so that a linear search beats a binary one.
	for i := range s.entries {
		if s.entries[i].name >= name {
			return i, s.entries[i].name == name
		}
	}
	return len(s.entries), false
}

// with returns the set with an entry added or replaced.
func (s *labelSet) with(a *arena, e labelEntry) *labelSet {
	i, found := s.find(e.name)
	n := len(s.entries)
	if !found {
		n++
	}
	entries := a.entries(n)
	entries = append(entries, s.entries[:i]...)
	entries = append(entries, e)
	if found {
		i++
	}
	r := a.set(s.rest, s.why, s.from)
	entries = append(entries, s.entries[i:]...)
	r.entries = entries
	return r
}

// put adds or replaces an entry of a set that nobody else has seen yet.
func (s *labelSet) put(e labelEntry) {
	i, found := s.find(e.name)
	if !found {
		s.entries = append(s.entries, labelEntry{})
		copy(s.entries[i+1:], s.entries[i:])
	}
	s.entries[i] = e
}

// weaken returns the set in which nothing is certain, since any label may have been changed.
func (s *labelSet) weaken(a *arena, w why) *labelSet {
	return a.set(Possible, w, s.from)
}

// none is the set of an expression whose series have no labels at all.
func (a *arena) none(w why) *labelSet { return a.set(Impossible, w, nil) }

// anything is the set of an expression that nothing is known of.
func (a *arena) anything(w why) *labelSet { return a.set(Possible, w, nil) }

// join returns what holds when a series comes from either of two sets.
func join(a *arena, x, y *labelSet, w why) *labelSet {
	rest := joinEntry(x.other(""), y.other(""), w)
	r := a.set(rest.state, rest.why, union(x.from, y.from))
	r.entries = a.entries(len(x.entries) + len(y.entries))
	merge(x, y, func(e, f labelEntry) {
		r.entries = append(r.entries, joinEntry(e, f, w))
	})
	return r
}

// joinEntry is what holds of a label that comes from either side.
func joinEntry(e, f labelEntry, w why) labelEntry {
	switch {
	case e.state != f.state:
		r := labelEntry{name: e.name, state: Possible, why: w}
		if e.state == Possible {
			r.why = e.why
		} else if f.state == Possible {
			r.why = f.why
		}
		return r
	case e.constant && (!f.constant || f.value != e.value):
		e.constant, e.value = false, ""
	}
	return e
}

// equalEntry is what holds of a label that must have the same value on both sides, absence included.
func equalEntry(e, f labelEntry) labelEntry {
	switch {
	case e.state == Guaranteed && !e.constant && f.state == Guaranteed && f.constant:
		return f
	case e.state == Guaranteed || f.state == Possible:
		return e
	case f.state == Guaranteed || e.state == Possible:
		return f
	}
	return e
}

// merge calls each for every label that either set has an entry for, in order of names.
func merge(x, y *labelSet, each func(e, f labelEntry)) {
	i, j := 0, 0
	for i < len(x.entries) || j < len(y.entries) {
		switch {
		case j == len(y.entries) || i < len(x.entries) && x.entries[i].name < y.entries[j].name:
			each(x.entries[i], y.other(x.entries[i].name))
			i++
		case i == len(x.entries) || y.entries[j].name < x.entries[i].name:
			each(x.other(y.entries[j].name), y.entries[j])
			j++
		default:
			each(x.entries[i], y.entries[j])
			i++
			j++
		}
	}
}

// union returns the selectors of both lists.
func union(x, y []*Selector) []*Selector {
	switch {
	case len(y) == 0:
		return x
	case len(x) == 0:
		return y
	}
	r := slices.Clip(x)
	for _, s := range y {
		if !slices.Contains(r, s) {
			r = append(r, s)
		}
	}
	return r
}

// An arena hands out label sets and their entries from a workspace.
type arena struct{ w *Workspace }

// set returns a set without entries.
func (a *arena) set(rest State, w why, from []*Selector) *labelSet {
	s := &a.w.sets.takeOf(1, fewLabels)[0]
	s.rest, s.why, s.from = rest, w, from
	return s
}

// entries returns an empty slice with room for n entries.
func (a *arena) entries(n int) []labelEntry {
	if n == 0 {
		return nil
	}
	return a.w.entries.takeOf(n, fewLabels)[:0]
}
