package diff

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the reports seen into testdata; review the difference")

// sample is a report with something of everything.
func sample(t *testing.T) *Report {
	t.Helper()
	old, new := tree(t), tree(t)
	for _, edits := range [][]edit{dashboardEdits()[2:3], variableEdits()[:2], panelEdits()[1:5], moveEdits()[6:7], queryEdits()[:1], resourceEdits()[1:2]} {
		for _, e := range edits {
			e.do(t, new)
		}
	}
	new.tenant("user2")
	new.replace(t, "overlays/solo/kustomization.yaml", "namespace: apps", "namespace: monitoring")
	for _, b := range new.boards {
		objectAt(t, panel(t, b, "Requests"))["description"] = "New <b>words</b> of @someone with `ticks` | and more."
		objectAt(t, panel(t, b, "Prompt Token Throughput"), "fieldConfig", "defaults")["unit"] = "ms"
	}
	list := new.boards["solo"]["panels"].([]any)
	new.boards["solo"]["panels"] = append(list[:1:1], list[2:]...)
	report, err := Compare(old.tree(t, "HEAD:out"), new.tree(t, "new"))
	if err != nil {
		t.Fatal(err)
	}
	report.Against = "HEAD"
	report.Respelled = []string{"base/lab/other.yaml"}
	return report
}

func formats() map[string]func(io.Writer, *Report) error {
	return map[string]func(io.Writer, *Report) error{"text": Text, "markdown": Markdown, "json": JSON}
}

func TestReports(t *testing.T) {
	for name, report := range map[string]*Report{"sample": sample(t), "none": {Against: "main"}} {
		for format, write := range formats() {
			var got bytes.Buffer
			if err := write(&got, report); err != nil {
				t.Fatal(err)
			}
			golden := "testdata/" + name + "." + format
			if *update {
				if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(string(want), got.String()); d != "" {
				t.Errorf("%s (-want +got):\n%s", golden, d)
			}
		}
	}
}

// TestOrderIsFixed: maps are walked in another order each time.
func TestOrderIsFixed(t *testing.T) {
	print := func() string {
		var b bytes.Buffer
		if err := JSON(&b, sample(t)); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	first := print()
	for range 5 {
		if d := cmp.Diff(first, print()); d != "" {
			t.Fatal(d)
		}
	}
}

// kinds are all kinds of changes.
func kinds() []Kind {
	var all []Kind
	for _, n := range nouns {
		all = append(all, n.kind)
	}
	return all
}

// TestJSONIsClosed: programs find the kinds that are documented and no others.
func TestJSONIsClosed(t *testing.T) {
	page, err := os.ReadFile("../../docs/diff.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range kinds() {
		if !strings.Contains(string(page), "`"+string(kind)+"`") {
			t.Errorf("docs/diff.md does not name %s", kind)
		}
	}
	for name, do := range formats() {
		if name != "json" {
			continue
		}
		var b bytes.Buffer
		if err := do(&b, sample(t)); err != nil {
			t.Fatal(err)
		}
		var read struct {
			Version int
			Changes []struct{ Kind Kind }
		}
		if err := json.Unmarshal(b.Bytes(), &read); err != nil || read.Version != 1 || len(read.Changes) < 10 {
			t.Errorf("%+v, %v", read, err)
		}
		for _, c := range read.Changes {
			if !slices.Contains(kinds(), c.Kind) {
				t.Errorf("%q is no kind", c.Kind)
			}
		}
	}
	if all := kinds(); len(slices.Compact(slices.Sorted(slices.Values(all)))) != len(all) {
		t.Error("a kind is there twice")
	}
}

// TestMarkdownFitsAComment: GitHub refuses comments of more than 65,536 characters.
func TestMarkdownFitsAComment(t *testing.T) {
	var changes []Change
	for i := range 900 { // small ones, which fill it to the brim
		changes = append(changes, Change{Kind: QueryChanged, Environments: []string{"lab"}, Dashboard: "board", Query: "A", Old: fmt.Sprintf("a%d", i), New: "b"})
	}
	for i := range 150 {
		changes = append(changes, Change{
			Kind: QueryChanged, Environments: []string{"lab"}, Dashboard: fmt.Sprintf("board-%d", i/10), Row: "Latency", Panel: fmt.Sprintf("Panel %d", i), Query: "A",
			Old: "sum(" + strings.Repeat("a_metric + ", 50+i) + "b)", New: "sum(" + strings.Repeat("a_metric + ", 50+i) + "c)",
		})
	}
	changes[900].New = strings.Repeat("`x` ", 50_000)
	for n := 0; n < len(changes); n += 19 {
		part := &Report{Against: "main", Changes: changes[:n+1]}
		var b bytes.Buffer
		if err := Markdown(&b, part); err != nil {
			t.Fatal(err)
		}
		text := b.String()
		if utf8.RuneCountInString(text) > 65_536 {
			t.Fatalf("%d changes take %d characters", n+1, utf8.RuneCountInString(text))
		}
		if strings.Count(text, "<details>") != strings.Count(text, "</details>") {
			t.Fatalf("%d changes: a section is open", n+1)
		}
		left := strings.Contains(text, "did not fit into a comment")
		if told := strings.Count(text, "- query A\n"); left != (told < n+1) {
			t.Fatalf("%d of %d changes are told, and that some are left out: %v", told, n+1, left)
		} else if left && !strings.Contains(text, fmt.Sprintf("\n%s did not fit", plural(n+1-told, "more difference"))) {
			t.Fatalf("%d of %d changes are told, and the note counts others", told, n+1)
		}
	}
}

func TestMarkdownMeansNothingElse(t *testing.T) {
	hostile := "</details> @team `code` ```\n# *x* [a](b) <img src=x> \x1b[31m ~~~"
	var b bytes.Buffer
	err := Markdown(&b, &Report{Against: hostile, Changes: []Change{
		{Kind: PanelRetitled, Environments: []string{hostile}, Dashboard: hostile, Row: hostile, Panel: hostile, Old: hostile, New: hostile, Action: hostile},
		{Kind: QueryChanged, Environments: []string{hostile}, Dashboard: hostile, Row: hostile, Panel: hostile, Old: hostile, New: hostile + "x"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	text := b.String()
	if strings.Contains(text, "\x1b") || strings.Count(text, "</details>\n") != 1 {
		t.Errorf("a title broke out:\n%s", text)
	}
	for _, l := range strings.Split(text, "\n") {
		inCode := strings.HasPrefix(l, "  - ") || strings.HasPrefix(l, "  + ") || strings.HasPrefix(l, "  !") || strings.Contains(l, "`")
		if strings.Contains(l, "@team") && !inCode {
			t.Errorf("somebody is called: %s", l)
		}
	}
	for _, fence := range []string{"  ````diff\n", "  ````\n"} {
		if !strings.Contains(text, fence) {
			t.Errorf("no fence %q in\n%s", fence, text)
		}
	}
}

func TestHunks(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{`sum(rate(a{x="1"}[5m]))`, `sum(rate(a{x="2"}[5m]))`, `"1" → "2"`},
		{`sum(rate(a[5m]))`, `sum(rate(a{x="2"}[5m]))`, `added {x="2"}`},
		{`rate(a[5m]) / rate(b[5m])`, `rate(a[1h]) / rate(b[1h])`, `5m → 1h (2 times)`},
		{`a`, `b`, ""},
		{`sum(a)`, `count_values("x", b) > 3`, ""},
		{"Amber from 1s, red from 3s.", "Amber from 2s, red from 3s.", "1s → 2s"},
	} {
		var got []string
		for _, h := range hunks(c.old, c.new) {
			got = append(got, change(h))
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%s to %s: %q, want %q", c.old, c.new, got, c.want)
		}
	}
	long := strings.Repeat("a b ", 5000)
	if h := hunks(long+"x", "y"+long); h != nil {
		t.Errorf("%d hunks of a text that is too long to align", len(h))
	}
}

func TestOutOfOrder(t *testing.T) {
	for _, c := range []struct {
		seq  []int
		want []int
	}{{nil, nil}, {[]int{0, 1, 2}, nil}, {[]int{2, 0, 1}, []int{0}}, {[]int{1, 2, 0}, []int{2}}, {[]int{3, 0, 1, 2, 5, 4}, []int{0, 4}}} {
		got := outOfOrder(c.seq)
		if len(got) != len(c.want) {
			t.Errorf("%v: %v", c.seq, got)
		}
		for _, i := range c.want {
			if !got[i] {
				t.Errorf("%v: %v, want %v", c.seq, got, c.want)
			}
		}
	}
}
