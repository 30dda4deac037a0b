package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/internal/inspect"
)

// Panels are what panels show on servers, ready to be written.
type Panels struct {
	*inspect.Report
	Tool   string // the program's name
	Colour bool   // the terminal shows colours
}

// A PanelFormat is a way to write them.
type PanelFormat struct {
	Name  string
	Write func(io.Writer, *Panels) error
}

// PanelFormats are all of them, the default first.
func PanelFormats() []PanelFormat {
	return []PanelFormat{{"text", writePanelsText}, {"json", writePanelsJSON}, {"junit", writePanelsJUnit}}
}

// FindPanelFormat returns the format of that name; ok is false when there is none.
func FindPanelFormat(name string) (f PanelFormat, ok bool) {
	all := PanelFormats()
	i := slices.IndexFunc(all, func(f PanelFormat) bool { return f.Name == name })
	if i < 0 {
		return PanelFormat{}, false
	}
	return all[i], true
}

// A group is the panels of one dashboard.
type group struct {
	name   string // as people know it
	panels []*inspect.Panel
}

func (r *Panels) groups() []group {
	var out []group
	for i := range r.Panels {
		p := &r.Panels[i]
		name := p.Dashboard
		switch {
		case p.File != "":
			name = p.File
			if p.Title != "" {
				name += ": " + p.Title
			}
		case p.Environment != "":
			name = p.Environment + "/" + p.Dashboard
		}
		if n := len(out); n == 0 || out[n-1].name != name {
			out = append(out, group{name: name})
		}
		g := &out[len(out)-1]
		g.panels = append(g.panels, p)
	}
	return out
}

// rowAndPanel is a panel with its row.
func rowAndPanel(p *inspect.Panel) string {
	name := p.Panel
	if name == "" {
		name = "(no title)"
	}
	if p.Row != "" {
		name = p.Row + " / " + name
	}
	return name
}

// verdict is one word for what a panel shows: an accepted reason in place of "empty".
func verdict(p *inspect.Panel) string {
	if p.Status != inspect.Empty || !p.Accepted() {
		return string(p.Status)
	}
	return string(p.Targets[0].Reason.Cause)
}

// A remark is what there is to say of a panel, and of which of its targets.
type remark struct {
	targets []string
	text    string
	help    string
}

// remarks say of each target that shows nothing why, and what the server warns of. Targets of which the same is to be
// said share a remark.
func remarks(p *inspect.Panel) []remark {
	var out []remark
	add := func(target, text, help string) {
		i := slices.IndexFunc(out, func(n remark) bool { return n.text == text && n.help == help })
		if i < 0 {
			out, i = append(out, remark{text: text, help: help}), len(out)
		}
		out[i].targets = append(out[i].targets, target)
	}
	for _, t := range p.Targets {
		switch {
		case t.Error != "":
			add(t.RefID, t.Error, "")
		case t.Reason != nil && p.Status != inspect.Data: // what the others show is enough
			add(t.RefID, t.Reason.Text, t.Reason.Help)
		}
		for _, w := range t.Warnings {
			add(t.RefID, "the server warns: "+w, "")
		}
	}
	if p.Reason != "" {
		out = append(out, remark{text: p.Reason})
	}
	return out
}

// what names the targets, where the panel has more.
func (n remark) what(p *inspect.Panel) string {
	if len(p.Targets) < 2 || len(n.targets) == 0 {
		return ""
	}
	return strings.Join(n.targets, ", ") + ": "
}

// counts are how many panels show what: "9 data, 1 idle, 2 empty".
func counts(panels []*inspect.Panel) string {
	var words []string
	n := map[string]int{}
	for _, p := range panels {
		v := verdict(p)
		if n[v] == 0 {
			words = append(words, v)
		}
		n[v]++
	}
	order := []string{string(inspect.Data), string(inspect.Partial), string(inspect.Empty), string(inspect.Failed)}
	place := func(w string) int {
		if i := slices.Index(order, w); i >= 0 {
			return i
		}
		return len(order)
	}
	slices.SortFunc(words, func(a, b string) int {
		if d := place(a) - place(b); d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	for i, w := range words {
		words[i] = fmt.Sprintf("%d %s", n[w], w)
	}
	return strings.Join(words, ", ")
}
