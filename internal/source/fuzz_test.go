package source_test

import (
	"strings"
	"testing"

	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/source"
)

// FuzzRead reads anything under any name. Whatever is read of it, and whatever is wrong with it, stands in the file;
// and what is said to stand there as it is does so.
func FuzzRead(f *testing.F) {
	fixtures(f, func(name string, data []byte) {
		f.Add(name, data)
		if i := strings.IndexByte(string(data), '|'); i >= 0 && strings.HasSuffix(name, ".yaml") { // and with other styles
			for _, style := range []string{">", "|2", ">+", "\""} {
				f.Add(name, []byte(string(data[:i])+style+string(data[i+1:])))
			}
		}
	})
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		if len(data) > 1<<16 {
			t.Skip("a longer file takes longer, and is no other")
		}
		file, err := source.Read(name, data)
		whole := source.Whole(name, string(data))
		for _, text := range texts(file) {
			if !text.Exists() {
				continue
			}
			for i := range len(text.Value) + 1 {
				checkInside(t, whole, text.Position(i), name)
			}
			if from, to, ok := text.Raw(0, len(text.Value)); ok && string(data[from:to]) != text.Value {
				t.Errorf("%q does not stand at %s", text.Value, text.Position(0))
			}
		}
		for _, q := range visited(file) {
			if q == "" {
				t.Error("an empty expression was read")
			}
		}
		var list diag.List
		list.Join(err)
		for _, e := range list {
			checkInside(t, whole, e.Pos, name)
			if e.What == "" || strings.Contains(e.Error(), "panic") || strings.Contains(e.Error(), "the reader failed") && !strings.Contains(e.Error(), "internal error") {
				t.Errorf("error %v", e)
			}
		}
	})
}

// checkInside checks that a position is in the file, or is all of it.
func checkInside(t *testing.T, whole *source.Text, p diag.Position, name string) {
	t.Helper()
	lines := strings.Split(strings.TrimPrefix(whole.Value, "\ufeff"), "\n")
	if p.File != name || p.Line < 0 || p.Line > len(lines) || p.Line > 0 && p.Column > len(lines[p.Line-1])+1 {
		t.Errorf("position %s is outside of the file", p)
	}
}
