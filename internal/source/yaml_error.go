package source

import (
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/llm-observability/dashgen/internal/diag"
)

var yamlLine = regexp.MustCompile(`^yaml: (?:line (\d+): )?`)

// explain turns an error of the YAML library into one with a position. The library names lines that are off by
// one, or the line where the block began that the mistake is in; how far it read is nearer to the truth.
func (r *yamlReader) explain(err error) *diag.Error {
	m := yamlLine.FindStringSubmatch(err.Error())
	if m == nil {
		m = []string{"", ""}
	}
	why := strings.TrimPrefix(err.Error(), m[0])
	named, _ := strconv.Atoi(m[1])
	e := diag.New(r.text.Position(r.mistake(why, named)), "this is not YAML").Because("%s", why)
	e.Err = err
	return e
}

// mistake is where a mistake is, as well as that can be told.
func (r *yamlReader) mistake(why string, named int) int {
	s := r.text.Value
	if i := template(s); i >= 0 {
		return i
	}
	if name, ok := strings.CutPrefix(why, "unknown anchor '"); ok {
		name, _, _ = strings.Cut(name, "'")
		return max(0, strings.Index(s, "*"+name))
	}
	if why == "control characters are not allowed" {
		return max(0, strings.IndexFunc(s, func(c rune) bool {
			return c < 0x20 && c != '\t' && c != '\n' && c != '\r' || c >= 0x7f && c < 0xa0 && c != 0x85 || c == 0xfeff || c == 0xfffe || c == 0xffff || c == utf8.RuneError
		}))
	}
	line := named
	switch why {
	case "found unexpected end of stream", "could not find expected ':'": // where the quotes or the key begin
	case "did not find expected ',' or ']'", "did not find expected ',' or '}'":
		line++ // these count from 0
	default:
		line = r.reached()
	}
	line = max(1, min(line, len(r.lines)))
	start := r.lines[line-1]
	end := len(s)
	if line < len(r.lines) {
		end = r.lines[line]
	}
	return start + len(s[start:end]) - len(strings.TrimLeft(s[start:end], " \t"))
}

// reached is the line that the library gave up in.
func (r *yamlReader) reached() int {
	b := &byteReader{s: r.text.Value}
	for d := yaml.NewDecoder(b); ; {
		var n yaml.Node
		if decodeYAML(d, &n) != nil {
			break
		}
	}
	read := strings.TrimRight(r.text.Value[:b.n], " \t\r\n")
	return 1 + strings.Count(read, "\n")
}

// A byteReader hands out one byte at a time, so that n tells how far somebody read.
type byteReader struct {
	s string
	n int
}

func (r *byteReader) Read(p []byte) (int, error) {
	if r.n == len(r.s) {
		return 0, io.EOF
	}
	p[0] = r.s[r.n]
	r.n++
	return 1, nil
}
