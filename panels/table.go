package panels

import (
	"github.com/llm-observability/dashgen/internal/callsite"
	"github.com/llm-observability/dashgen/queries"
)

// A TablePanel has one row per thing: per model, per endpoint, per user.
type TablePanel struct{ spec Spec }

// A Column is what a table says of each thing. Its unit follows from its query.
type Column struct {
	title  string
	query  queries.Query
	limits *Limits
	bar    bool
}

// Col returns a column. The queries of a table are all grouped by the same labels: those name the rows.
func Col(title string, q queries.Query) Column { return Column{title: title, query: q} }

// Limits colours the cells from the values on from which somebody should look or act.
func (c Column) Limits(l Limits) Column {
	c.limits = &l
	return c
}

// Bar draws a bar into each cell, for columns whose rows are compared.
func (c Column) Bar() Column {
	c.bar = true
	return c
}

// Title is the column's heading.
func (c Column) Title() string { return c.title }

// Limit are the column's limits, or nil.
func (c Column) Limit() *Limits { return c.limits }

// HasBar reports whether cells have bars.
func (c Column) HasBar() bool { return c.bar }

// A Head is the heading of the labels that name the rows.
type Head struct {
	Label string // canonical
	Title string
}

// Table returns a panel with one row per combination of the labels that its columns are grouped by, with the
// values at the end of the time range. It is sorted by its first column, highest first.
func Table(title string, doc Doc, columns ...Column) TablePanel {
	s := Spec{Kind: KindTable, Title: title, Doc: doc, NoValue: noData, Columns: columns, Site: callsite.Here(0)}
	for _, c := range columns {
		s.Queries = append(s.Queries, c.query.InTable().As(c.title))
	}
	return TablePanel{s}
}

// Spec implements Panel.
func (p TablePanel) Spec() Spec { return p.spec }

// Head names the column of a label that names the rows.
func (p TablePanel) Head(label queries.AnyLabel, title string) TablePanel {
	p.spec.Heads = append(p.spec.Heads[:len(p.spec.Heads):len(p.spec.Heads)], Head{label.Name(), title})
	return p
}

// Empty is what stands in place of a cell's value when there is none.
func (p TablePanel) Empty(text string) TablePanel {
	p.spec.NoValue = text
	return p
}

// Wide sets the width, 24 being the whole page.
func (p TablePanel) Wide(columns int) TablePanel {
	p.spec.Width = columns
	return p
}

// Without is what to say, in Markdown, in the panel's place where an environment does not have a label that its
// queries need.
func (p TablePanel) Without(label queries.AnyLabel, markdown string) TablePanel {
	p.spec.Instead = &Instead{label, markdown}
	return p
}
