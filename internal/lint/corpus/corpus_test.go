package corpus_test

import (
	"cmp"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/llm-observability/dashgen/internal/lint"
	"github.com/llm-observability/dashgen/internal/lint/corpus"
	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/internal/source"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

const root = "../../.."

func open(t *testing.T) *corpus.Corpus {
	t.Helper()
	c, err := corpus.Open(root)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// panels are the panels of a file; none while nothing reads its format.
func panels(t *testing.T, f *source.File) []*source.Panel {
	t.Helper()
	if len(f.Dashboards) != 1 {
		t.Fatalf("%s holds %d dashboards", f.Path, len(f.Dashboards))
	}
	return f.Dashboards[0].Panels
}

func TestCorpusIsLargeAndHalfClean(t *testing.T) {
	c := open(t)
	if len(c.Files) < 120 || 2*c.Clean() < len(c.Files) {
		t.Errorf("%d cases, %d of them clean: at least 120, and half of them clean", len(c.Files), c.Clean())
	}
	cases := map[string]int{}
	for _, e := range c.Expected {
		cases[e.Rule]++
	}
	for rule, n := range cases {
		if n < 2 {
			t.Errorf("%s is expected only once", rule)
		}
	}
}

// TestExpectationsExist finds expectations that nothing can meet.
func TestExpectationsExist(t *testing.T) {
	c := open(t)
	files := map[string]*source.File{}
	for _, f := range c.Files {
		files[f.Path] = f
		seen := map[string]bool{}
		for _, p := range panels(t, f) {
			if seen[p.Title.Value] {
				t.Errorf("%s: two panels are called %q", f.Path, p.Title.Value)
			}
			seen[p.Title.Value] = true
		}
	}
	for _, e := range c.Expected {
		f := files[e.File]
		if f == nil {
			t.Errorf("%s: no such file", e.File)
			continue
		}
		if e.Why == "" {
			t.Errorf("%s: %s: no reason", e.File, e.Rule)
		}
		for _, rule := range slices.Concat([]string{e.Rule}, e.Or, e.Also) {
			if lint.Find(rule) == nil {
				t.Errorf("%s: there is no rule %s", e.File, rule)
			}
		}
		if !stands(panels(t, f), e.Panel, e.Target) && len(f.Dashboards) > 0 {
			t.Errorf("%s: no target %q in a panel %q", e.File, e.Target, e.Panel)
		}
	}
}

func stands(ps []*source.Panel, title, target string) bool {
	for _, p := range ps {
		if p.Title.Value == title {
			return target == "" || slices.ContainsFunc(p.Queries, func(q *source.Query) bool { return q.RefID.Value == target })
		}
	}
	return false
}

// TestExpressionsAreAsMeant checks that everything parses but what is meant not to, and that clean cases ask
// for metrics that exist. The folder other is about exporters that nobody knows.
func TestExpressionsAreAsMeant(t *testing.T) {
	c := open(t)
	broken, bad := map[[3]string]bool{}, map[string]bool{}
	for _, e := range c.Expected {
		bad[e.File] = true
		if e.Rule == "syntax" {
			broken[[3]string{e.File, e.Panel, e.Target}] = true
		}
	}
	for _, f := range c.Files {
		for _, p := range panels(t, f) {
			for _, q := range p.Queries {
				expr, err := promql.Parse(q.Text.Value)
				if want := broken[[3]string{f.Path, p.Title.Value, q.RefID.Value}]; want != (err != nil) {
					t.Errorf("%s: %s %s: %v\n%s", f.Path, p.Title.Value, q.RefID.Value, err, q.Text.Value)
				}
				if err == nil && !bad[f.Path] && !strings.HasPrefix(f.Path, "other/") {
					known(t, f, expr)
				}
			}
		}
	}
}

func known(t *testing.T, f *source.File, expr *promql.Expr) {
	t.Helper()
	for _, s := range promql.Analyse(expr, promql.Context{Catalogue: catalogue.Default()}).Selectors {
		if s.Name != "" && !s.NameVariable && len(s.Series) == 0 {
			t.Errorf("%s: the catalogue has no %s", f.Path, s.Name)
		}
	}
}

// TestScore holds the score: whatever the linter misses or says without reason is listed in known.tsv, and
// nothing else is.
func TestScore(t *testing.T) {
	c := open(t)
	score := c.Judge()
	listed := map[corpus.Outcome]bool{}
	for _, k := range c.Known {
		if listed[k.Outcome] = true; k.Reason == "" {
			t.Errorf("known.tsv: no reason for %v", k.Outcome)
		}
		if !slices.Contains(score.Wrong, k.Outcome) {
			t.Errorf("known.tsv: no longer so: %v", k.Outcome)
		}
	}
	for _, o := range score.Wrong {
		if listed[o] {
			continue
		}
		message := "nothing was found"
		if f := score.Findings[o]; f != nil {
			message = f.Pos.String() + ": " + f.Message + "\n\t" + f.Expression
		}
		t.Errorf("repair the rule, or list in known.tsv with a reason:\n%s\t\n\t%s", strings.Join([]string{string(o.Kind), o.File, o.Panel, o.Target, o.Rule}, "\t"), message)
	}
}

// TestReadme compares the summary in the README with the score.
func TestReadme(t *testing.T) {
	readme, err := os.ReadFile(root + "/README.md")
	if err != nil {
		t.Fatal(err)
	}
	var want strings.Builder
	open(t).Judge().Summary(&want)
	if _, got, _, ok := corpus.Section(string(readme)); !ok || got != want.String() {
		t.Errorf("the README says\n%s\nthe score is\n%s\nrun: go run ./internal/lint/corpus/score -write", got, want.String())
	}
}

// TestJudge checks the judge itself on a corpus that is wrong on purpose.
func TestJudge(t *testing.T) {
	const dashboard = `{"title":"d","panels":[{"type":"stat","title":"broken","targets":[{"expr":"sum(up","refId":"A"},{"expr":"up)","refId":"B"}]},{"type":"stat","title":"fine","targets":[{"expr":"up","refId":"A"}]}]}`
	c, err := corpus.Load(fstest.MapFS{
		"x/case.json": {Data: []byte(dashboard)},
		"x/good.json": {Data: []byte(`{"title":"good","panels":[]}`)},
		"expect.tsv": {Data: []byte("file\tpanel\ttarget\trule\twhy\tor\talso\n" +
			"x/case.json\tbroken\tA\tno-such-rule\topen\tsyntax\t\n" +
			"x/case.json\tfine\tA\tsyntax\tno\t\t\n" +
			"x/case.json\tfine\tA\tno-such-rule\tno\t\t\n")},
		"known.tsv": {Data: []byte("kind\tfile\tpanel\ttarget\trule\treason\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	score := c.Judge()
	// Other rules than syntax may say something of these dashboards, too.
	wrong := slices.DeleteFunc(slices.Clone(score.Wrong), func(o corpus.Outcome) bool { return o.Rule != "syntax" })
	want := []corpus.Outcome{
		{Kind: corpus.False, File: "x/case.json", Panel: "broken", Target: "B", Rule: "syntax"},
		{Kind: corpus.Missed, File: "x/case.json", Panel: "fine", Target: "A", Rule: "syntax"},
	}
	if !slices.Equal(wrong, want) {
		t.Errorf("wrong are %v, not %v", wrong, want)
	}
	for _, want := range []corpus.Row{{Rule: "syntax", Cases: 1, Missed: 1, False: 1}, {Rule: "no-such-rule", Cases: 2, Found: 1, Missed: 1}} {
		if !slices.Contains(score.Rows, want) {
			t.Errorf("%v is not among %v", want, score.Rows)
		}
	}
	if score.Files != 2 || score.Clean != 1 || score.Expressions != 3 {
		t.Errorf("%d files, %d clean, %d expressions", score.Files, score.Clean, score.Expressions)
	}
	if !slices.IsSortedFunc(score.Wrong, func(a, b corpus.Outcome) int { return cmp.Compare(a.File, b.File) }) {
		t.Error("outcomes are not sorted by file")
	}
}
