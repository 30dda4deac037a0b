package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/llm-observability/dashgen/internal/diag"
)

// maxSize is the size of the largest file read, in bytes. The longest list of tenants allowed needs less.
const maxSize = 4 << 20

// cleanText checks that data is text that every reader cuts into the same lines, and returns it without a
// byte order mark.
func cleanText(name string, data []byte) (*text, []byte, *diag.Error) {
	if len(data) > maxSize {
		return nil, nil, tooLarge(name)
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	t := newText(name, data)
	for offset := 0; offset < len(data); {
		c, size := utf8.DecodeRune(data[offset:])
		if c == utf8.RuneError && size == 1 {
			return nil, nil, diag.New(t.offset(offset), "byte 0x%02x is not UTF-8", data[offset]).
				Because("the file is read as UTF-8").Help("save the file as UTF-8")
		}
		if !printable(c) && (c != '\r' || !bytes.HasPrefix(data[offset:], []byte("\r\n"))) {
			return nil, nil, diag.New(t.offset(offset), "character %U is not allowed", c).
				Because("it is a control character or ends a line only for some readers").
				Help("delete it, or write it as an escape in double quotes")
		}
		offset += size
	}
	return t, data, nil
}

func tooLarge(name string) *diag.Error {
	return diag.New(diag.Position{File: name}, "the file is larger than 4 MiB").
		Because("that is more than any configuration needs")
}

// printable reports whether YAML allows a character and no reader takes it for the end of a line, except
// for the line feed.
func printable(c rune) bool {
	switch c {
	case '\t', '\n':
		return true
	case '\u0085', '\u2028', '\u2029', '\ufeff', '\ufffe', '\uffff':
		return false
	}
	return c >= 0x20 && (c < 0x7f || c >= 0xa0)
}

// document returns the root of the only YAML document in data.
func document(t *text, data []byte) (*yaml.Node, *diag.Error) {
	var doc, next yaml.Node
	d := yaml.NewDecoder(bytes.NewReader(data))
	switch err := decode(d, &doc); {
	case errors.Is(err, io.EOF):
		return nil, empty(t)
	case err != nil:
		return nil, syntaxError(t, data, err)
	}
	switch err := decode(d, &next); {
	case errors.Is(err, io.EOF):
	case err != nil:
		return nil, syntaxError(t, data, err)
	default:
		return nil, diag.New(t.at(next.Line, next.Column), "a second YAML document begins here").
			Because("a configuration is one document").Help("put all environments under one environments key")
	}
	if root := doc.Content[0]; !isNull(root) {
		return root, nil
	}
	return nil, empty(t)
}

func empty(t *text) *diag.Error {
	return diag.New(t.at(1, 1), "the file is empty").
		Because("version and environments are wanted").Help("begin with version: %d", Version)
}

// decode reads the next document. The YAML reader panics where it meets a fault of its own.
func decode(d *yaml.Decoder, n *yaml.Node) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("yaml: the reader failed: %v", p)
		}
	}()
	return d.Decode(n)
}
