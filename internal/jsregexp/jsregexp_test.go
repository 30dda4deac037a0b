package jsregexp

import (
	"strings"
	"testing"
)

func TestCompile(t *testing.T) {
	for _, c := range []struct {
		pattern string
		yes, no string // texts with spaces between them
	}{
		{"p9.", "p95 p99", "xp95 p95x P95"}, // from end to end
		{"/p9./", "p95 xp95 p95x", "P95"},
		{"/P9./i", "p95 xP95", "p5"},
		{"/^p9.$/gi", "P95", "xp95"},
		{"a|b", "a ab b xb", "x xa"}, // ^a|b$
	} {
		re, err := Compile(c.pattern)
		if err != nil {
			t.Errorf("%s: %v", c.pattern, err)
			continue
		}
		for _, text := range strings.Fields(c.yes) {
			if !re.MatchString(text) {
				t.Errorf("%s does not match %s", c.pattern, text)
			}
		}
		for _, text := range strings.Fields(c.no) {
			if re.MatchString(text) {
				t.Errorf("%s matches %s", c.pattern, text)
			}
		}
	}
	for _, pattern := range []string{"/a", "/a/ig", "/a/x", "(", "/(?=a)/"} {
		if _, err := Compile(pattern); err == nil {
			t.Errorf("%s compiles", pattern)
		}
	}
}

func TestReplace(t *testing.T) {
	for _, c := range []struct{ pattern, replacement, text, want string }{
		{"/-/", "_", "a-b-c", "a_b-c"},
		{"/-/g", "_", "a-b-c", "a_b_c"},
		{"(.*)-predictor", "$1", "llama-predictor", "llama"},
		{"(.*)-predictor", "$1", "llama-predictor-2", "llama-predictor-2"}, // it has to match to the end
		{"/(l+)ama/", "$1x", "llama", "llx"},
		{"/a/", "$&$& $$1 $x $1", "bab", "baa $1 $x $1b"},
		{"/(a)(b)/", "$2$10", "ab", "ba0"},
	} {
		re, err := Compile(c.pattern)
		if err != nil {
			t.Errorf("%s: %v", c.pattern, err)
			continue
		}
		if got := re.Replace(c.text, c.replacement); got != c.want {
			t.Errorf("%s, %s: %s becomes %q, want %q", c.pattern, c.replacement, c.text, got, c.want)
		}
	}
}
