package source_test

import (
	"fmt"
	"strings"

	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/source"
)

// dump writes what was read of a file, a line for each thing, with the place of each text.
func dump(f *source.File, err error) string {
	d := &dumper{}
	for _, r := range f.Resources {
		d.line(0, "resource %s %s %s/%s of %d bytes at %s", r.APIVersion.Value, r.Kind.Value, r.Namespace.Value, r.Name.Value, r.Size(), at(r.Name))
	}
	for _, b := range f.Dashboards {
		d.dashboard(b)
	}
	for _, g := range f.Groups {
		d.line(0, "group %s%s", text("", g.Name), text(" interval", g.Interval))
		for _, r := range g.Rules {
			d.line(1, "rule%s%s%s%s", text(" alert", r.Alert), text(" record", r.Record), text(" for", r.For), text(" keep", r.KeepFiringFor))
			for _, p := range r.Labels {
				d.line(2, "label %s%s", p.Key.Value, text("", p.Value))
			}
			for _, p := range r.Annotations {
				d.line(2, "annotation %s%s", p.Key.Value, text("", p.Value))
			}
		}
	}
	for _, q := range f.Queries {
		d.query(0, q)
	}
	if err != nil {
		var list diag.List
		list.Join(err)
		for _, e := range list {
			d.line(0, "error %s", e)
			if e.Hint != "" {
				d.line(1, "hint: %s", e.Hint)
			}
		}
	}
	if d.out.Len() == 0 {
		return "nothing\n"
	}
	return d.out.String()
}

type dumper struct{ out strings.Builder }

func (d *dumper) line(depth int, format string, args ...any) {
	fmt.Fprintf(&d.out, strings.Repeat("  ", depth)+format+"\n", args...)
}

// text is a text that is in the file, with its place.
func text(name string, t source.Text) string {
	if !t.Exists() {
		return ""
	}
	return fmt.Sprintf("%s %q at %s", name, t.Value, at(t))
}

func at(t source.Text) string {
	if !t.Exists() {
		return "-"
	}
	start, end := t.Position(0), t.Position(len(t.Value))
	return fmt.Sprintf("%d:%d-%d:%d", start.Line, start.Column, end.Line, end.Column)
}

func (d *dumper) dashboard(b *source.Dashboard) {
	carried := ""
	if b.Resource != nil {
		carried = " in " + b.Resource.Kind.Value
	}
	d.line(0, "dashboard %s%s%s%s%s", b.Format, carried, text("", b.Title), text(" uid", b.UID), text(" refresh", b.Refresh))
	if b.ID != nil {
		d.line(1, "id %s", b.ID.Text.Value)
	}
	for _, in := range b.Inputs {
		d.line(1, "input %s", in)
	}
	for _, v := range b.Variables {
		d.line(1, "variable %s %s(%s)%s%s%s%s values %q multi %v all %v%s", v.Name.Value, v.Type, v.Function, text(" metric", v.Metric), text(" label", v.LabelName),
			text(" regex", v.Regex), text(" plugin", v.Plugin), v.Values, v.Multi, v.IncludeAll, text(" allValue", v.AllValue))
		if v.Query != nil {
			d.query(2, v.Query)
		}
	}
	for _, q := range b.Annotations {
		d.query(1, q)
	}
	for _, r := range b.Rows {
		d.line(1, "row%s%s", text("", r.Title), text(" repeat", r.Repeat))
	}
	for _, p := range b.Panels {
		d.line(1, "panel %d %s%s in row %q of grid %d: %d,%d %dx%d others %d%s%s%s library %v", p.ID, p.Type.Value, text("", p.Title), p.Row.Value, p.Grid,
			p.X, p.Y, p.W, p.H, p.Others, text(" interval", p.Interval), text(" repeat", p.Repeat), text(" unit", p.Field.Unit), p.Library)
		for _, t := range p.Transformations {
			d.line(2, "transformation %s", t.ID.Value)
		}
		for _, q := range p.Queries {
			d.query(2, q)
		}
	}
}

func (d *dumper) query(depth int, q *source.Query) {
	flags := ""
	for _, f := range []struct {
		on   bool
		name string
	}{{q.Instant, "instant"}, {q.Range, "range"}, {q.Hidden, "hidden"}} {
		if f.on {
			flags += " " + f.name
		}
	}
	d.line(depth, "%s %s%s%s%s of %s %s", q.Kind, q.RefID.Value, text("", q.Text), flags, text(" legend", q.Legend), q.Datasource.Type, q.Datasource.UID.Value)
}
