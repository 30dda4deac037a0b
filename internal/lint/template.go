package lint

import (
	"slices"
	"strings"
	"text/template/parse"

	"github.com/llm-observability/dashgen/internal/promql"
)

// A labelUse is where the text of an alert asks for a label of the series that fires it.
type labelUse struct {
	name string
	span promql.Span // the name
}

// preamble is what Prometheus puts before the text of an alert.
const preamble = "{{$labels := .Labels}}{{$externalLabels := .ExternalLabels}}{{$externalURL := .ExternalURL}}{{$value := .Value}}"

// labelUses returns where a text asks for labels: {{ $labels.pod }}, {{ .Labels.pod }}, {{ index $labels "pod" }}. What
// the text itself tests for is left out: it says what to write without. A text that does not parse has none.
func labelUses(text string) []labelUse {
	t := parse.New("")
	t.Mode = parse.SkipFuncCheck
	t, err := t.Parse(preamble+text, "", "", map[string]*parse.Tree{})
	if err != nil {
		return nil
	}
	r := &templateReader{text: text}
	r.list(t.Root, true)
	return slices.DeleteFunc(r.uses, func(u labelUse) bool { return slices.Contains(r.tested, u.name) })
}

// mayUse reports whether a text may ask for a label that miss reports, without the cost of parsing it.
func mayUse(text string, miss func(name string) bool) bool {
	for rest := text; ; {
		i := strings.Index(rest, "abels")
		if i < 0 {
			return false
		}
		rest = rest[i+len("abels"):]
		if !strings.HasPrefix(rest, ".") {
			if strings.Contains(text, "index") {
				return true
			}
			continue
		}
		end := 1
		for end < len(rest) && isLabelByte(rest[end]) {
			end++
		}
		if end > 1 && miss(rest[1:end]) {
			return true
		}
	}
}

func isLabelByte(c byte) bool {
	return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

// A templateReader collects the labels that a text asks for.
type templateReader struct {
	text   string
	uses   []labelUse
	tested []string
}

// list reads a part of the text. top says that the dot is still the alert there.
func (r *templateReader) list(l *parse.ListNode, top bool) {
	if l == nil {
		return
	}
	for _, n := range l.Nodes {
		switch n := n.(type) {
		case *parse.ActionNode:
			r.pipe(n.Pipe, top)
		case *parse.IfNode:
			r.test(n.Pipe)
			r.list(n.List, top)
			r.list(n.ElseList, top)
		case *parse.WithNode:
			r.test(n.Pipe)
			r.list(n.List, false)
			r.list(n.ElseList, top)
		case *parse.RangeNode:
			r.pipe(n.Pipe, top)
			r.list(n.List, false)
			r.list(n.ElseList, top)
		}
	}
}

// pipe reads {{ … }}.
func (r *templateReader) pipe(p *parse.PipeNode, top bool) {
	for _, c := range p.Cmds {
		if f, ok := c.Args[0].(*parse.IdentifierNode); ok && slices.Contains(tolerant, f.Ident) {
			r.test(&parse.PipeNode{Cmds: []*parse.CommandNode{c}})
			continue
		}
		if len(c.Args) == 3 && isIndex(c.Args) {
			s := c.Args[2].(*parse.StringNode)
			r.use(s.Text, s.Pos)
		}
		for _, arg := range c.Args {
			if p, ok := arg.(*parse.PipeNode); ok {
				r.pipe(p, top)
			} else if name, at := labelOf(arg, top); name != "" {
				r.use(name, at)
			}
		}
	}
}

// tolerant are the functions that are given labels which may be empty.
var tolerant = []string{"or", "and", "not", "eq", "ne", "len"}

// isIndex reports whether a command is: index $labels "name".
func isIndex(args []parse.Node) bool {
	f, ok := args[0].(*parse.IdentifierNode)
	v, isVariable := args[1].(*parse.VariableNode)
	_, isString := args[2].(*parse.StringNode)
	return ok && f.Ident == "index" && isVariable && len(v.Ident) == 1 && v.Ident[0] == "$labels" && isString
}

// labelOf is the label that an argument is, and the byte before its name.
func labelOf(arg parse.Node, top bool) (name string, at parse.Pos) {
	switch n := arg.(type) {
	case *parse.VariableNode:
		if len(n.Ident) == 2 && n.Ident[0] == "$labels" {
			return n.Ident[1], n.Pos
		}
	case *parse.FieldNode:
		if top && len(n.Ident) == 2 && n.Ident[0] == "Labels" {
			return n.Ident[1], n.Pos
		}
	}
	return "", 0
}

func (r *templateReader) use(name string, before parse.Pos) {
	start := int(before) - len(preamble) + 1
	if start < 0 || !strings.HasPrefix(r.text[start:], name) {
		return // among our own words, or written with escapes
	}
	r.uses = append(r.uses, labelUse{name, promql.Span{Start: start, End: start + len(name)}})
}

// test notes the labels that the text asks about before it uses them.
func (r *templateReader) test(p *parse.PipeNode) {
	for _, c := range p.Cmds {
		for _, arg := range c.Args {
			if inner, ok := arg.(*parse.PipeNode); ok {
				r.test(inner)
			} else if name, _ := labelOf(arg, true); name != "" {
				r.tested = append(r.tested, name)
			}
		}
		if len(c.Args) == 3 && isIndex(c.Args) {
			r.tested = append(r.tested, c.Args[2].(*parse.StringNode).Text)
		}
	}
}
