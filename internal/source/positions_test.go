package source_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/source"
)

// texts are all texts of a file: those of the model, and of the documents that it was read from.
func texts(f *source.File) []source.Text {
	var all []source.Text
	seen := map[any]bool{}
	var walk func(v reflect.Value)
	walk = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.Pointer:
			if v.IsNil() || seen[v.Interface()] {
				return
			}
			seen[v.Interface()] = true
			walk(v.Elem())
		case reflect.Slice:
			for i := range v.Len() {
				walk(v.Index(i))
			}
		case reflect.Struct:
			if t, ok := v.Interface().(source.Text); ok {
				all = append(all, t)
				return
			}
			for i := range v.NumField() {
				walk(v.Field(i))
			}
		}
	}
	walk(reflect.ValueOf(f))
	return all
}

// checkTexts checks that every byte of every text stands where the text says: as it is, or as something that stands
// for it, an escape, doubled quotes or a folded line. What is unpacked or known no better is at one place.
func checkTexts(t *testing.T, name string, data []byte, f *source.File) {
	t.Helper()
	lines := bytes.SplitAfter(data, []byte("\n"))
	starts := []int{0}
	for _, l := range lines {
		starts = append(starts, starts[len(starts)-1]+len(l))
	}
	packed := bytes.Contains(data, []byte("gzipJson")) || bytes.Contains(data, []byte("binaryData"))
	place := func(p diag.Position) (int, byte) {
		if p.File != f.Path || p.Line < 1 || p.Line > len(lines) || p.Column < 1 || p.Column > len(lines[p.Line-1])+1 {
			t.Fatalf("%s: position %s is not in the file", name, p)
		}
		at := starts[p.Line-1] + p.Column - 1
		if at < len(data) {
			return at, data[at]
		}
		return at, 0
	}
	for _, text := range texts(f) {
		if !text.Exists() {
			continue
		}
		last := -1
		pinned := len(text.Value) > 0
		for i := range len(text.Value) {
			pinned = pinned && text.Position(i) == text.Position(0)
		}
		for i := range len(text.Value) + 1 {
			at, c := place(text.Position(i))
			if at < last {
				t.Errorf("%s: byte %d of %q is at %s, before the one before it", name, i, text.Value, text.Position(i))
				break
			}
			last = at
			if i == len(text.Value) || c == text.Value[i] || pinned && packed {
				continue
			}
			if c != '\\' && c != '\'' && (text.Value[i] != ' ' && text.Value[i] != '\n' || c != '\n' && c != '\r') {
				t.Errorf("%s: byte %d of %q is %q, and %q stands at %s", name, i, text.Value, text.Value[i], c, text.Position(i))
				break
			}
		}
	}
}

func TestEveryByteStandsWhereItIsSaidTo(t *testing.T) {
	fixtures(t, func(name string, data []byte) {
		f, _ := source.Read(name, data)
		checkTexts(t, name, data, f)
		// Lines may end as on Windows. Markdown and JSON keep the carriage return in what they decode.
		if strings.HasSuffix(name, "yaml") || strings.HasSuffix(name, "rules") {
			crlf := bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n"))
			g, _ := source.Read(name, crlf)
			checkTexts(t, name, crlf, g)
			if a, b := visited(f), visited(g); !slices.Equal(a, b) {
				t.Errorf("%s: with carriage returns, it has the expressions %q, not %q", name, b, a)
			}
			for i, text := range tokens(f) {
				if other := tokens(g)[i]; text != other {
					t.Errorf("%s: with carriage returns, %s is %s", name, text, other)
				}
			}
		}
		// A mark before the text moves nothing.
		g, _ := source.Read(name, append([]byte("\ufeff"), data...))
		if a, b := tokens(f), tokens(g); !slices.Equal(a, b) {
			t.Errorf("%s: with a byte order mark, it has %q, not %q", name, b, a)
		}
	})
}

// tokens are the words of all expressions with their places.
func tokens(f *source.File) []string {
	var all []string
	for _, q := range queries(f) {
		for _, m := range word.FindAllStringIndex(q.Text.Value, -1) {
			all = append(all, fmt.Sprintf("%s at %s", q.Text.Value[m[0]:m[1]], q.Text.Position(m[0])))
		}
	}
	return all
}

var word = regexp.MustCompile(`[a-zA-Z0-9_:]+`)

func queries(f *source.File) []*source.Query {
	all := slices.Clone(f.Queries)
	for _, d := range f.Dashboards {
		for _, p := range d.Panels {
			all = append(all, p.Queries...)
		}
	}
	return all
}

// TestPositionsOfTokens writes dashboards in every way that YAML has for text, and looks for each word of their
// expressions in the file.
func TestPositionsOfTokens(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 100 {
		n := 0
		exprs := make([]string, 1+rnd.IntN(4))
		for i := range exprs {
			exprs[i] = randomExpression(rnd, &n)
		}
		for style, write := range styles {
			data := "# ü is two bytes\nkind: GrafanaDashboard\napiVersion: grafana.integreatly.org/v1beta1\nmetadata: {name: x}\nspec:\n  \"ü\": 1\n  json: " + write(rnd, randomDashboard(rnd, exprs)) + "\n"
			f, err := source.Read("x.yaml", []byte(data))
			if err != nil {
				t.Fatalf("%s: %v\n%s", style, err, data)
			}
			if got := visited(f); !slices.Equal(got, exprs) {
				t.Fatalf("%s: read %q, not %q\n%s", style, got, exprs, data)
			}
			whole := source.Whole("x.yaml", data)
			for _, q := range queries(f) {
				for _, m := range regexp.MustCompile(`metric\d+_`).FindAllStringIndex(q.Text.Value, -1) {
					token := q.Text.Value[m[0]:m[1]]
					if want, got := whole.Position(strings.Index(data, token)), q.Text.Position(m[0]); want != got {
						t.Fatalf("%s: %s of %q is at %s, not %s\n%s", style, token, q.Text.Value, got, want, data)
					}
					if from, to, ok := q.Text.Raw(m[0], m[1]); !ok || data[from:to] != token {
						t.Fatalf("%s: %s is not written at %d", style, token, from)
					}
				}
			}
			checkTexts(t, style, []byte(data), f)
		}
	}
}

// randomExpression strings unique words together with what has to be escaped.
func randomExpression(rnd *rand.Rand, n *int) string {
	glue := []string{` `, "\n", `"`, `'`, `\`, `\\`, `é`, "\t", `😀`, ` # `, `: `, `, `, `{{`, "\n\n", "\n  ", `%`, `<`, "\u2028", "\u00a0", "'' "}
	var b strings.Builder
	for range 1 + rnd.IntN(6) {
		*n++
		fmt.Fprintf(&b, "metric%d_", *n)
		for range rnd.IntN(3) {
			b.WriteString(glue[rnd.IntN(len(glue))])
		}
	}
	return b.String() + "end"
}

func randomDashboard(rnd *rand.Rand, exprs []string) string {
	type object map[string]any
	var targets []object
	for _, e := range exprs {
		targets = append(targets, object{"expr": e})
	}
	d := object{"title": "t", "panels": []object{{"type": "stat", "datasource": object{"type": "prometheus"}, "targets": targets}}}
	data, _ := json.Marshal(d)
	if rnd.IntN(2) == 0 {
		data, _ = json.MarshalIndent(d, "", strings.Repeat(" ", rnd.IntN(3)))
	}
	return string(data)
}

// styles are the ways to write a text in YAML, at an indentation of two.
var styles = map[string]func(*rand.Rand, string) string{
	"literal": func(rnd *rand.Rand, s string) string {
		heads := []string{"|", "|-", "|+", "|  # comment", "!!str |", "&a |"}
		indent := strings.Repeat(" ", 3+rnd.IntN(6))
		return heads[rnd.IntN(len(heads))] + "\n" + indent + strings.ReplaceAll(s, "\n", "\n"+indent)
	},
	"literal with an indicator": func(_ *rand.Rand, s string) string {
		return "|2-\n" + "    " + strings.ReplaceAll(s, "\n", "\n    ")
	},
	"folded": func(rnd *rand.Rand, s string) string {
		// Folding puts a space between lines, which JSON allows between its words; lines that begin with spaces stay.
		lines := strings.Split(strings.ReplaceAll(s, `{"`, "{\n\""), "\n")
		return ">-\n    " + strings.Join(lines, strings.Repeat("\n", 1+rnd.IntN(2))+"    ")
	},
	"double quotes": func(rnd *rand.Rand, s string) string {
		q, _ := json.Marshal(s)
		out := string(q)
		if rnd.IntN(2) == 0 { // a line is broken
			out = strings.Replace(out, `{\"type`, "{\\\n   \\\"type", 1)
		}
		if rnd.IntN(2) == 0 {
			out = strings.Replace(out, `:[{`, ":\n\n   [{", 1)
		}
		return out
	},
	"single quotes": func(_ *rand.Rand, s string) string {
		out := strings.ReplaceAll(s, "'", "''")
		return "'" + strings.ReplaceAll(out, "\n", "\n   ") + "'"
	},
}

// TestFoldedBreaks checks which line break the line feeds of a folded text are.
func TestFoldedBreaks(t *testing.T) {
	for _, test := range []struct {
		yaml string
		want []string // the positions of the white space
	}{
		{">\n  a\n  b", []string{"6:7"}},
		{">\n  a\n\n\n  b", []string{"7:1", "8:1"}},
		{">\n  a\n\n    b", []string{"6:7", "7:1", "8:6", "8:7"}},
		{"\"a\n\n  b\"", []string{"6:1"}},
		{"a\n\n  b", []string{"6:1"}},
		{"|\n  a\n\n  b", []string{"6:7", "7:1"}},
	} {
		f, err := source.Read("x.yaml", []byte("groups:\n- name: g\n  rules:\n  - alert: A\n    expr: "+strings.ReplaceAll(test.yaml, "\n  ", "\n     ")))
		if err != nil {
			t.Fatal(err)
		}
		text := f.Queries[0].Text
		var got []string
		for i := range len(text.Value) {
			if c := text.Value[i]; c == ' ' || c == '\n' {
				p := text.Position(i)
				got = append(got, fmt.Sprintf("%d:%d", p.Line, p.Column))
			}
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%q: white space of %q at %q, not %q", test.yaml, text.Value, got, test.want)
		}
	}
}

// TestEveryStyleIsFollowed writes expressions with all that YAML lets one do around line breaks. The library says what
// they mean; every letter must be found in the file.
func TestEveryStyleIsFollowed(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	read := map[string]int{}
	for range 5000 {
		data, style := randomScalar(rnd)
		f, err := source.Read("x.yaml", []byte(data))
		if err != nil || len(f.Queries) == 0 {
			continue // an indentation that YAML does not allow
		}
		read[style]++
		text := f.Queries[0].Text
		for i := range len(text.Value) {
			c := text.Value[i]
			if c < 'a' || c > 'z' {
				continue
			}
			if at, _, ok := text.Raw(i, i+1); !ok || data[at] != c {
				t.Fatalf("%q: byte %d of %q is not found", data, i, text.Value)
			}
		}
	}
	for style, n := range read {
		if n < 25 {
			t.Errorf("only %d of style %q", n, style)
		}
	}
	if len(read) != len(scalarStyles) {
		t.Errorf("read the styles %v", read)
	}
}

var scalarStyles = []string{"|", ">", "|-", ">-", "|+", ">+", "|1", ">2", "|2-", ">1+", `"`, "'", ""}

func randomScalar(rnd *rand.Rand) (data, style string) {
	style = scalarStyles[rnd.IntN(len(scalarStyles))]
	end := []string{"\n", "\n", "\n", "\r\n"}[rnd.IntN(4)]
	block := style != "" && style != `"` && style != "'"
	some := func() string { return strings.Repeat(" ", []int{0, 0, 0, 1, 2}[rnd.IntN(5)]) }
	words := []string{"up", "b2", "é3", "x4 y5", "z6  w7", "t8\tu9"}
	switch style {
	case `"`:
		words = append(words, `\n`, `\"`, `\u00e9`, `e1\`, `\ q1`, `c\\`)
	case "'":
		words = append(words, "''", "d''e")
	}
	indent := strings.Repeat(" ", 6+rnd.IntN(2))
	if strings.ContainsAny(style, "12") {
		indent = strings.Repeat(" ", 5+rnd.IntN(2))
	}
	var b strings.Builder
	for i := range 1 + rnd.IntN(5) {
		if i > 0 || block {
			b.WriteString(indent)
		}
		b.WriteString(some() + words[rnd.IntN(len(words))] + some())
		for range 1 + []int{0, 0, 1, 2}[rnd.IntN(4)] {
			b.WriteString(end)
			if rnd.IntN(6) == 0 {
				b.WriteString(strings.Repeat(" ", rnd.IntN(9)) + end)
			}
		}
	}
	body := b.String()
	if block {
		body = style + end + body
	} else {
		body = style + strings.TrimRight(body, " \r\n") + style + end
	}
	head := strings.ReplaceAll("groups:\n- name: a\n  rules:\n  - alert: A\n    expr: ", "\n", end)
	return head + body + "    for: 5m" + end, style
}
