package queries

// This file holds what rules ask: conditions, which keep the series for which they hold and return nothing while all is
// well.

// AtLeast keeps the series of a query that have reached a limit, in the query's unit.
func AtLeast(q Query, limit float64) Query { return compared(q, ">=", limit) }

// IsZero keeps the series of a query that are 0. Where there are no series there is nothing that is 0.
func IsZero(q Query) Query { return compared(q, "==", 0) }

// Above0 keeps the series of a query that are above 0.
func Above0(q Query) Query { return compared(q, ">", 0) }

func compared(q Query, op string, limit float64) Query {
	n := q.node
	if of, ok := n.(quantile); ok {
		of.compared = true
		n = of
	}
	q.node = binary{op: op, left: n, right: literal(number(limit))}
	return q
}

// Absent is 1 while a query has no series at all, and nothing while it has some. It has no labels.
func Absent(q Query) Query {
	q.node, q.by = call{"absent(", q.node, ")"}, nil
	return q.at(1)
}

// While keeps the series of a condition for which another holds, too. Both are grouped alike.
func While(q, condition Query) Query {
	q.node = binary{op: "and", left: q.node, right: condition.node}
	return q
}

// By are the labels that a query is grouped by, by their canonical names.
func (q Query) By() []string {
	var names []string
	for _, l := range q.by {
		names = append(names, l.name)
	}
	return names
}

// window is a window as text. A rule has no time range: there only fixed windows and RateInterval mean something.
func (r *renderer) window(w Window) string {
	switch {
	case w.fixed > 0 || r.env.RateWindow == nil:
		return w.text
	case w == RateInterval():
		return promDuration(r.env.RateWindow(r.store))
	}
	r.fail("a rule asks for a window of %s", w.text).
		Because("Prometheus evaluates it, and knows no time range").
		Help("use RateInterval(), or Last(time.Hour)")
	return w.text
}
