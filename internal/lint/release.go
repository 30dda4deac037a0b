package lint

import (
	"slices"

	"github.com/llm-observability/dashgen/queries/catalogue"
)

// A presence says in how many of the releases that are meant something is there.
type presence uint8

const (
	everywhere presence = iota // or nothing says otherwise
	somewhere
	nowhere
)

// releases are those of an exporter that a query is judged against.
type releases struct {
	catalogue.Range
	// stated says that somebody named them. Otherwise the newest is meant, as the tables know it.
	stated bool
}

// releases returns the releases of an exporter that are meant.
func (q *Query) releases(exporter string) releases {
	if q.Setting.Versions != nil {
		if r, ok := q.Setting.Versions(exporter); ok {
			return releases{r, true}
		}
	}
	return releases{}
}

// has tells in how many of the releases a metric is there.
func (r releases) has(c *catalogue.Catalogue, m *catalogue.Metric) presence {
	if r.stated && (m.Status != catalogue.Unreleased || r.Unreleased) {
		// Releases of a companion or a dialect don't compare with those of the exporter itself.
		if p := c.Program(m.Program); p != nil && p.Role == catalogue.Primary {
			return r.within(m.Life)
		}
	}
	if m.Status != catalogue.Removed {
		return everywhere
	}
	switch p := c.Program(m.Program); {
	case p == nil, len(p.Named) > 0: // named releases are conventions to choose from: none is the newest
		return everywhere
	}
	return nowhere
}

// hasLabel tells in how many of the releases a metric has a label of its own.
func (r releases) hasLabel(m *catalogue.Metric, label string) presence {
	switch {
	case !m.HasLabel(label):
		return nowhere
	case !r.stated:
		return everywhere // a label that changed its spelling has both
	}
	return r.within(m.LabelLife(label))
}

// within tells in how many of the releases something with a life is there.
func (r releases) within(life catalogue.Range) presence {
	switch {
	case !r.Overlap(life):
		return nowhere
	case !life.Covers(r.Range):
		return somewhere
	}
	return everywhere
}

// certain reports whether the tables know exactly when something came and went.
func certain(life catalogue.Range) bool {
	return !life.Min.Estimated() && !life.Below.Estimated()
}

// release words a release of the tables: "0.12.0", "about 0.30.0".
func release(v catalogue.Version) string {
	if v.Estimated() {
		return "about " + v.String()
	}
	return v.String()
}

// exported are the series without those of programs that only stand in for the exporter, where it has the name
// itself.
func exported(c *catalogue.Catalogue, found []catalogue.Series) []catalogue.Series {
	dialect := func(s catalogue.Series) bool {
		p := c.Program(s.Metric.Program)
		return p != nil && p.Role == catalogue.Dialect
	}
	if !slices.ContainsFunc(found, dialect) {
		return found
	}
	var own []catalogue.Series
	for _, s := range found {
		if !dialect(s) {
			own = append(own, s)
		}
	}
	if own == nil {
		return found
	}
	return own
}
