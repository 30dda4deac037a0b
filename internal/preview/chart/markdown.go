package chart

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"github.com/llm-observability/dashgen/internal/preview/draw"
)

// Markdown reads text as Grafana's text panels do: CommonMark with tables and the like. HTML in it is text.
func Markdown() goldmark.Markdown { return goldmark.New(goldmark.WithExtensions(extension.GFM)) }

// markdown lays a text out.
func (p *painter) markdown() {
	var o struct {
		Mode string `json:"mode"`
	}
	p.r.Into(&o)
	source := []byte(p.r.Content)
	f := &flow{p: p, left: 8, right: p.w - 8, y: 4}
	p.Clip(0, 0, p.w, p.h, func() {
		if o.Mode == "code" {
			f.code(p.r.Content)
			return
		}
		f.blocks(Markdown().Parser().Parse(text.NewReader(source)), source)
	})
}

// A flow is text that runs down a panel.
type flow struct {
	p           *painter
	left, right float64
	y           float64
}

// A run is text of one look.
type run struct {
	text   string
	weight draw.Weight
	color  string
	code   bool
}

func (f *flow) blocks(parent ast.Node, source []byte) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		f.block(n, source)
		if f.y > f.p.h {
			return
		}
	}
}

func (f *flow) block(n ast.Node, source []byte) {
	switch n := n.(type) {
	case *ast.Heading:
		size := map[int]float64{1: 24, 2: 20, 3: 18}[n.Level]
		if size == 0 {
			size = 15
		}
		f.y += 4
		f.runs(f.inline(n, source, run{weight: draw.Medium, color: f.p.text}), size)
		f.y += 6
	case *ast.List:
		f.list(n, source)
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		f.code(string(n.Lines().Value(source)))
	case *ast.HTMLBlock:
		f.runs([]run{{text: string(n.Lines().Value(source)), color: f.p.faint}}, 14)
	case *ast.ThematicBreak:
		f.p.Line(f.left, f.y+8, f.right, f.y+8, draw.Style{Stroke: f.p.border, Width: 1})
		f.y += 16
	case *ast.Blockquote:
		top := f.y
		f.left += 14
		f.blocks(n, source)
		f.left -= 14
		f.p.Rect(f.left+2, top+2, 3, f.y-top-6, draw.Style{Fill: f.p.border})
	case *extast.Table:
		f.table(n, source)
	default:
		if n.Type() == ast.TypeBlock && n.FirstChild() != nil && n.FirstChild().Type() == ast.TypeBlock {
			f.blocks(n, source)
			return
		}
		f.runs(f.inline(n, source, run{color: f.p.text}), 14)
		if n.Kind() != ast.KindTextBlock {
			f.y += 8
		}
	}
}

func (f *flow) list(n *ast.List, source []byte) {
	number := n.Start
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		if n.IsOrdered() {
			f.p.Text(draw.Text{X: f.left + 18, Y: f.y + 15, Size: 14, Anchor: draw.End, Color: f.p.text, S: strconv.Itoa(number) + "."})
			number++
		} else {
			f.p.Path(draw.NewPath().Circle(f.left+12, f.y+10.5, 2.2), draw.Style{Fill: f.p.text})
		}
		f.left += 24
		f.blocks(item, source)
		f.left -= 24
	}
	f.y += 6
}

func (f *flow) table(n *extast.Table, source []byte) {
	columns := max(len(n.Alignments), 1)
	width := (f.right - f.left) / float64(columns)
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		top, bottom := f.y, f.y
		look := run{color: f.p.text}
		if row.Kind() == extast.KindTableHeader {
			look.weight = draw.Medium
		}
		left, right := f.left, f.right
		i := 0
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			f.left, f.right, f.y = left+float64(i)*width, left+float64(i+1)*width-8, top+2
			f.runs(f.inline(cell, source, look), 14)
			bottom = max(bottom, f.y)
			i++
		}
		f.left, f.right, f.y = left, right, bottom+2
		f.p.Line(left, f.y, right, f.y, draw.Style{Stroke: f.p.border, Width: 1})
	}
	f.y += 8
}

func (f *flow) code(s string) {
	lines := strings.Split(strings.TrimRight(s, "\n"), "\n")
	h := float64(len(lines))*18 + 12
	f.p.Rect(f.left, f.y, f.right-f.left, h, draw.Style{Fill: f.p.track})
	for i, line := range lines {
		f.p.Text(draw.Text{X: f.left + 8, Y: f.y + 19 + float64(i)*18, Size: 13, Color: f.p.text, S: draw.Fit(line, 13, draw.Regular, f.right-f.left-16)})
	}
	f.y += h + 8
}

// inline are the runs below a node.
func (f *flow) inline(n ast.Node, source []byte, look run) []run {
	var out []run
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		own := look
		switch c := c.(type) {
		case *ast.Text:
			own.text = string(c.Value(source))
			if c.HardLineBreak() {
				own.text += "\n"
			} else if c.SoftLineBreak() {
				own.text += " "
			}
			out = append(out, own)
			continue
		case *ast.String:
			own.text = string(c.Value)
			out = append(out, own)
			continue
		case *ast.RawHTML:
			own.text, own.color = string(c.Segments.Value(source)), f.p.faint
			out = append(out, own)
			continue
		case *ast.AutoLink:
			own.text, own.color = string(c.Label(source)), f.p.link
			out = append(out, own)
			continue
		case *ast.Emphasis:
			if c.Level > 1 {
				own.weight = draw.Medium
			}
		case *ast.Link:
			own.color = f.p.link
		case *ast.CodeSpan:
			own.code = true
		}
		out = append(out, f.inline(c, source, own)...)
	}
	return out
}

// runs breaks text of several looks into lines.
func (f *flow) runs(runs []run, size float64) {
	height := size * 1.5
	x := f.left
	f.y += height
	newline := func() { x, f.y = f.left, f.y+height }
	for _, r := range runs {
		for i, piece := range strings.Split(r.text, "\n") {
			if i > 0 {
				newline()
			}
			for piece != "" {
				word := piece
				if at := strings.IndexByte(piece[1:], ' '); at >= 0 {
					word = piece[:at+1]
				}
				piece = piece[len(word):]
				text := draw.Clean(word)
				if x == f.left {
					text = strings.TrimLeft(text, " ")
				}
				width := draw.Width(text, size, r.weight)
				if x+width > f.right && x > f.left {
					newline()
					text = strings.TrimLeft(text, " ")
					width = draw.Width(text, size, r.weight)
				}
				lead := len(text) - len(strings.TrimLeft(text, " "))
				space := float64(lead) * draw.Width(" ", size, r.weight)
				shown := draw.Fit(text[lead:], size, r.weight, f.right-x-space)
				if r.code && shown != "" {
					f.p.Rect(x+space-2, f.y-height*0.22-size+0.5, width-space+4, size+5, draw.Style{Fill: f.p.track})
				}
				f.p.Text(draw.Text{X: x + space, Y: f.y - height*0.22, Size: size, Weight: r.weight, Color: r.color, S: shown})
				x += width
			}
		}
	}
}
