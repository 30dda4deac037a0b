package config

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/llm-observability/dashgen/internal/diag"
)

// The YAML reader says little, and the lines it names are off by one or where the block began that it was
// in. What follows finds the true line, and for the mistakes people make the column and a remedy.

var (
	yamlLine     = regexp.MustCompile(`^yaml: (?:line (\d+): )?`)
	placeholder  = regexp.MustCompile(`(?:[:,\[{-]\s+|\[)(\{tenant\})[^\s,}\]]`)
	oddStart     = regexp.MustCompile("(?:[:,\\[{-]\\s+|\\[)([@`%>|])")
	aliasStart   = regexp.MustCompile(`(?m)(?:^|[\s\[{,])(\*[^\s,\]}]+)`)
	tabStart     = regexp.MustCompile(`^ *(\t)`)
	strayBracket = regexp.MustCompile(`[:,\[{-]\s+([\]},])`)
	firstText    = regexp.MustCompile(`^\s*(\S)`)
	secondColon  = regexp.MustCompile(`:\s.*?(:)(?:\s|$)`)
	behindQuote  = regexp.MustCompile(`^\s*(?:- )?(?:[^\s"']+:\s+)?(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|\[[^]]*\]|\{[^}]*\})\s*([^#\s:,])`)
)

// syntaxError turns an error of the YAML reader into one with its true position.
func syntaxError(t *text, data []byte, err error) *diag.Error {
	message := yamlLine.ReplaceAllString(err.Error(), "")
	if strings.HasPrefix(message, "unknown anchor") {
		pos := diag.Position{File: t.name}
		if m := aliasStart.FindSubmatchIndex(data); m != nil {
			pos = t.offset(m[2])
		}
		return aliasError(pos)
	}
	line := 0
	switch message {
	case "did not find expected key", "did not find expected '-' indicator",
		"did not find expected node content", "did not find expected <document start>":
		line = parserLine(data, message)
	case "did not find expected ',' or ']'", "did not find expected ',' or '}'":
		line = scannerLine(data) + 1 // these count from 0
	case "found a tab character that violates indentation": // the line named is that of the text above
		for line = scannerLine(data); line > 0 && line < len(t.lines) && !tabStart.Match(t.lines[line-1]); {
			line++
		}
	default:
		line = scannerLine(data)
	}
	e := diag.New(t.at(line, 0), "this is not YAML").Because("%s", message)
	e.Err = err
	if line >= 1 && line <= len(t.lines) {
		e.Pos.Column = 1 + remedy(e, message, t.lines[line-1])
	}
	return e
}

// remedy adds to an error what to do about it, and returns the index of the mistake in its line, or -1.
func remedy(e *diag.Error, message string, line []byte) int {
	find := func(form *regexp.Regexp) int {
		if m := form.FindSubmatchIndex(line); m != nil {
			return m[2]
		}
		return -1
	}
	switch message {
	case "found a tab character that violates indentation", "found character that cannot start any token":
		if i := find(tabStart); i >= 0 {
			e.What, e.Why = "a tab in the indentation", "YAML indents with spaces only"
			e.Help("replace the tab by spaces")
			return i
		}
		if i := find(oddStart); i >= 0 {
			e.Help("put text that begins with %c in double quotes", line[i])
			return i
		}
	case "did not find expected comment or line break":
		e.Help(`put text that begins with > or | in double quotes, such as ">=0.10"`)
		return find(oddStart)
	case "did not find expected key":
		if i := find(placeholder); i >= 0 {
			e.Help(`put text that begins with { in double quotes, such as "{tenant}-toolings"`)
			return i
		}
		if i := find(behindQuote); i >= 0 {
			e.Help("put all of the text in quotes, or none of it")
			return i
		}
		e.Help("check how far this line is indented")
		return find(firstText)
	case "did not find expected '-' indicator":
		e.Help("check how far this line is indented")
		return find(firstText)
	case "did not find expected <document start>":
		e.Help("delete the line ... above, and what does not belong here")
		return find(firstText)
	case "mapping values are not allowed in this context":
		if i := find(secondColon); i >= 0 {
			e.Help(`put text that contains ": " in double quotes`)
			return i
		}
		e.Help("check how far this line is indented, and that the line above has a space behind its colon")
		return find(firstText)
	case "could not find expected ':'":
		e.Help("write key: value, with a space behind the colon")
		return find(firstText)
	case "did not find expected ',' or ']'":
		e.Help("close the list that begins here with ]")
		return unclosed(line)
	case "did not find expected ',' or '}'":
		e.Help("close the mapping that begins here with }")
		return unclosed(line)
	case "found unexpected end of stream":
		e.Help("close the quotes that begin here")
		return unclosed(line)
	case "did not find expected node content":
		e.Help("delete the bracket or comma, or put it in quotes")
		return find(strayBracket)
	case "found unknown escape character":
		e.Help("use single quotes for text with backslashes")
	}
	return -1
}

// unclosed returns the index of the quotes or the innermost bracket that a line opens and does not close,
// or -1.
func unclosed(line []byte) int {
	open := []int{-1}
	quote := -1
	for i, c := range line {
		first := i == 0 || bytes.IndexByte([]byte(" \t[{,:"), line[i-1]) >= 0
		switch {
		case quote >= 0:
			if c == line[quote] && (c != '"' || line[i-1] != '\\') {
				quote = -1
			}
		case c == '#' && first:
			return open[len(open)-1]
		case (c == '"' || c == '\'') && first:
			quote = i
		case c == '[' || c == '{':
			open = append(open, i)
		case (c == ']' || c == '}') && len(open) > 1:
			last := open[len(open)-1]
			if (c == ']') != (line[last] == '[') {
				return last
			}
			open = open[:len(open)-1]
		}
	}
	if quote >= 0 {
		return quote
	}
	return open[len(open)-1]
}

// scannerLine returns the line the YAML reader names, or 0. A comment put before the text makes it name
// where a quotation or bracket begins even on the first line.
func scannerLine(data []byte) int {
	err := decodeAll(bytes.NewReader(append([]byte("#\n"), data...)))
	if err == nil {
		return 0
	}
	line, _ := strconv.Atoi(yamlLine.FindStringSubmatch(err.Error())[1])
	return max(0, line-1)
}

// parserLine returns the first line with which the text fails with a message. The YAML reader names the
// line where the outermost mapping began; but it stops reading soon after the true one.
func parserLine(data []byte, message string) int {
	const steps = 20 // at most so many lines back, each of them read from the beginning
	r := &byteReader{data: data}
	_ = decodeAll(r)
	ends := []int{0}
	for i, c := range data[:r.n] {
		if c == '\n' {
			ends = append(ends, i+1)
		}
	}
	line := len(ends)
	if len(data) > maxSize/16 {
		return line
	}
	for range steps {
		if line == 1 {
			break
		}
		err := decodeAll(bytes.NewReader(data[:ends[line-1]]))
		if err == nil || yamlLine.ReplaceAllString(err.Error(), "") != message {
			break
		}
		line--
	}
	return line
}

// decodeAll reads documents until one fails.
func decodeAll(r io.Reader) error {
	d := yaml.NewDecoder(r)
	for {
		var n yaml.Node
		switch err := decode(d, &n); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
	}
}

// A byteReader hands out one byte at a time, so that n tells how far somebody read.
type byteReader struct {
	data []byte
	n    int
}

func (r *byteReader) Read(p []byte) (int, error) {
	if r.n == len(r.data) {
		return 0, io.EOF
	}
	p[0] = r.data[r.n]
	r.n++
	return 1, nil
}
