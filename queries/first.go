package queries

// FirstOf is the first of the queries whose metrics every release of the environment has: for what one release
// counts in one kind of metric and another in another, so that it is no rename. Newest first. All are grouped by
// as many labels, which mean the same in their order; a legend and a table's head name those of the first.
//
// Where no query has its metrics in every release, as in a range that spans the change, there is no right answer,
// and it fails the build unless it is WhereAvailable.
func FirstOf(newest Query, older ...Query) Query {
	q := newest
	q.node = firstOf{append([]Query{newest}, older...)}
	return q.at(1)
}

type firstOf struct{ options []Query }

func (f firstOf) render(r *renderer) (string, precedence) {
	var refused []*renderer
	for _, o := range f.options {
		if len(o.by) != len(f.options[0].by) {
			r.fail("a choice is grouped by %d labels, the first by %d", len(o.by), len(f.options[0].by))
			return "", bindsAtom
		}
		try := &renderer{env: r.env, scope: r.scope, query: r.query, store: r.store, spelled: map[labelRef]string{}}
		text, binds := o.node.render(try)
		if try.short {
			refused = append(refused, try)
			continue
		}
		r.store, r.errs, r.metrics = try.store, append(r.errs, try.errs...), append(r.metrics, try.metrics...)
		r.missing = r.missing || try.missing // the installation may lack a label of it
		for i, l := range f.options[0].by {
			r.spelled[l] = try.spelled[o.by[i]]
		}
		return text, binds
	}
	r.missing, r.short = true, true
	for _, try := range refused {
		r.errs = append(r.errs, try.errs...)
	}
	return "", bindsAtom
}

func (f firstOf) leaves(visit func(leaf)) {
	for _, o := range f.options {
		o.node.leaves(visit)
	}
}
