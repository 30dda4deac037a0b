package diff

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A hunk is a part of a text that became another, and how often it did.
type hunk struct {
	old, new string
	times    int
}

// maxTokens bounds the table with which two texts are aligned: it has as many cells as both have words, multiplied.
const maxTokens = 1500

// hunks are the parts in which two texts differ, in whole words. Where most of them differs, there are none: the
// texts speak for themselves.
func hunks(old, new string) []hunk {
	a, b := tokens(old), tokens(new)
	start := 0
	for start < len(a) && start < len(b) && a[start] == b[start] {
		start++
	}
	end := 0
	for end < len(a)-start && end < len(b)-start && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	x, y := a[start:len(a)-end], b[start:len(b)-end]
	if start+end == 0 || len(x) > maxTokens || len(y) > maxTokens {
		return nil
	}
	return merged(align(x, y), old, new)
}

// align pairs the words that two texts have in common, as many as can be, in order. What lies between is a hunk;
// words that are kept come as hunks of which both sides are equal.
func align(x, y []string) []hunk {
	longest := make([][]int32, len(x)+1)
	for i := range longest {
		longest[i] = make([]int32, len(y)+1)
	}
	for i := len(x) - 1; i >= 0; i-- {
		for j := len(y) - 1; j >= 0; j-- {
			if x[i] == y[j] {
				longest[i][j] = longest[i+1][j+1] + 1
			} else {
				longest[i][j] = max(longest[i+1][j], longest[i][j+1])
			}
		}
	}
	var out []hunk
	open := false
	differ := func(old, new string) {
		if !open {
			out = append(out, hunk{times: 1})
			open = true
		}
		out[len(out)-1].old += old
		out[len(out)-1].new += new
	}
	for i, j := 0, 0; i < len(x) || j < len(y); {
		switch {
		case i < len(x) && j < len(y) && x[i] == y[j]:
			out, open = append(out, hunk{x[i], y[j], 1}), false
			i, j = i+1, j+1
		case j == len(y) || i < len(x) && longest[i+1][j] >= longest[i][j+1]:
			differ(x[i], "")
			i++
		default:
			differ("", y[j])
			j++
		}
	}
	return out
}

// maxHunks is how many parts are shown of a text.
const maxHunks = 4

// merged joins hunks between which little was kept, so that "5m" to "1h" is one, and drops what was kept.
func merged(parts []hunk, old, new string) []hunk {
	var out []hunk
	kept := ""
	for _, h := range parts {
		switch {
		case h.old == h.new:
			kept += h.old
		case len(out) > 0 && utf8.RuneCountInString(kept) <= 3:
			last := &out[len(out)-1]
			last.old += kept + h.old
			last.new += kept + h.new
			kept = ""
		default:
			out = append(out, h)
			kept = ""
		}
	}
	changed := 0
	var counted []hunk
	for _, h := range out {
		h.old, h.new = strings.TrimSpace(h.old), strings.TrimSpace(h.new)
		changed += len(h.old) + len(h.new)
		same := func(o hunk) bool { return o.old == h.old && o.new == h.new }
		if i := slices.IndexFunc(counted, same); i >= 0 {
			counted[i].times++
		} else {
			counted = append(counted, h)
		}
	}
	if len(counted) > maxHunks || 3*changed > 2*(len(old)+len(new)) {
		return nil
	}
	return counted
}

// tokens splits a text into words, texts in quotes, runs of spaces, and single characters.
func tokens(s string) []string {
	var out []string
	for s != "" {
		n := tokenSize(s)
		out, s = append(out, s[:n]), s[n:]
	}
	return out
}

func tokenSize(s string) int {
	first, size := utf8.DecodeRuneInString(s)
	class := func(rune) bool { return false }
	switch {
	case first == '"':
		if end := strings.IndexByte(s[1:], '"'); end >= 0 {
			return end + 2
		}
	case word(first):
		class = word
	case unicode.IsSpace(first):
		class = unicode.IsSpace
	}
	for size < len(s) {
		r, n := utf8.DecodeRuneInString(s[size:])
		if !class(r) {
			break
		}
		size += n
	}
	return size
}

func word(r rune) bool {
	return r == '_' || r == ':' || r == '$' || r == '.' || unicode.IsLetter(r) || unicode.IsDigit(r)
}
