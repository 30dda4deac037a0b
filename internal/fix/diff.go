package fix

import (
	"fmt"
	"strings"
)

// context is how many unchanged lines a diff shows around those that changed.
const context = 3

// Diff is the unified diff of two contents that have as many lines as each other: edits replace parts of lines.
func Diff(path string, old, updated []byte) string {
	a, b := strings.SplitAfter(string(old), "\n"), strings.SplitAfter(string(updated), "\n")
	if len(a) > 1 && a[len(a)-1] == "" && len(a) == len(b) {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	var d strings.Builder
	fmt.Fprintf(&d, "--- a/%s\n+++ b/%s\n", path, path)
	for i := 0; i < len(a); i++ {
		if a[i] == b[i] {
			continue
		}
		start, end := max(0, i-context), i+1
		for j := i + 1; j < len(a) && j <= end+2*context; j++ {
			if a[j] != b[j] {
				end = j + 1
			}
		}
		stop := min(len(a), end+context)
		hunk(&d, a, b, start, stop)
		i = stop - 1
	}
	return d.String()
}

// hunk writes the lines from start up to stop: of each run of changed lines the old ones and then the new.
func hunk(d *strings.Builder, a, b []string, start, stop int) {
	fmt.Fprintf(d, "@@ -%d,%d +%d,%d @@\n", start+1, stop-start, start+1, stop-start)
	for i := start; i < stop; {
		if a[i] == b[i] {
			line(d, ' ', a[i])
			i++
			continue
		}
		from := i
		for i < stop && a[i] != b[i] {
			line(d, '-', a[i])
			i++
		}
		for ; from < i; from++ {
			line(d, '+', b[from])
		}
	}
}

func line(d *strings.Builder, sign byte, text string) {
	d.WriteByte(sign)
	d.WriteString(text)
	if !strings.HasSuffix(text, "\n") {
		d.WriteString("\n\\ No newline at end of file\n")
	}
}
