package build

import (
	"strings"
	"testing"
	"time"

	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/catalogue"
	"github.com/llm-observability/dashgen/queries/dcgm"
	"github.com/llm-observability/dashgen/queries/vllm"
)

func testEnvironment(t *testing.T) *Environment {
	t.Helper()
	env := &Environment{Environment: queries.Environment{
		Name: "lab", Catalogue: catalogue.Default(), Releases: map[string]catalogue.Range{},
		Stores: []queries.Store{
			{Name: "uwm", Datasource: "UWM", Dialect: "uwm", ScrapeInterval: 30 * time.Second, Default: true},
			{Name: "gpus", Datasource: "GPUs", Dialect: "uwm", ScrapeInterval: 30 * time.Second, Exporters: []string{"dcgm-exporter"}},
		},
		Values: map[string]string{"ns": "apps", "tenant_ns": "{tenant}-apps", "model": "m1"},
	}}
	for name, constraint := range map[string]string{"vllm": ">=0.12", "dcgm-exporter": "4.5"} {
		r, err := env.Catalogue.Primary(name).Range(constraint)
		if err != nil {
			t.Fatal(err)
		}
		env.Releases[name] = r
	}
	return env
}

func good() panels.Doc { return panels.Doc{Means: "What.", Good: "Good.", Act: "Act."} }

func dashboard(ps ...panels.Panel) panels.Dashboard {
	return panels.New("test", "Test", "For tests.").Row("Row", ps...)
}

// TestBuildSaysWhatIsWrong: every mistake that the compiler can't see is found, with the author's own line.
func TestBuildSaysWhatIsWrong(t *testing.T) {
	running := vllm.RequestsRunning.Sum().As("running")
	tests := []struct {
		name      string
		dashboard panels.Dashboard
		want      string
	}{
		{"no title", dashboard(panels.TimeSeries(" ", good(), running)), "the panel has no title"},
		{"no description", dashboard(panels.TimeSeries("T", panels.Doc{Means: "x", Good: "y"}, running)), "must say what it means, what is good and what to do"},
		{"no query", dashboard(panels.TimeSeries("T", good())), "the panel asks nothing"},
		{"no text", dashboard(panels.Text("T", " ")), "the text panel has no text"},
		{"no rows", panels.New("test", "Test", "For tests."), "it has no rows"},
		{"no dashboard title", panels.New("test", "", "x").Row("r", panels.TimeSeries("T", good(), running)), "the title or the description is empty"},
		{"bad name", panels.New("Te_st", "Test", "x").Row("r", panels.TimeSeries("T", good(), running)), `the name "Te_st" is no DNS label`},
		{"second row without a title", dashboard(panels.TimeSeries("T", good(), running)).Row("", panels.TimeSeries("U", good(), vllm.RequestsWaiting.Sum())), "row 2 has no title"},
		{
			"two units on one axis", dashboard(panels.TimeSeries("T", good(), vllm.TimeToFirstToken.Mean(), running)),
			`panel "T" shows seconds and requests on one axis`,
		},
		{
			"two scales on one axis", dashboard(panels.TimeSeries("T", good(), vllm.TimeToFirstToken.Mean().As("a"), queries.InMilliseconds(vllm.E2ERequestLatency.Mean()).As("b"))),
			`panel "T" shows seconds and milliseconds on one axis`,
		},
		{
			"a limit of another kind", dashboard(panels.TimeSeries("T", good(), running).Limits(panels.KVCacheLimits())),
			`panel "T": has a limit of 80 %: it shows requests`,
		},
		{
			"one legend twice", dashboard(panels.TimeSeries("T", good(), running, vllm.RequestsWaiting.Sum().As("running"))),
			`queries A and B are both called "running"`,
		},
		{
			"no legend among several", dashboard(panels.TimeSeries("T", good(), running, vllm.RequestsWaiting.Sum())),
			"query B has no legend",
		},
		{
			"a legend of a label that is gone", dashboard(panels.TimeSeries("T", good(), vllm.RequestsRunning.Sum(vllm.ModelName).As("{{pod}}"))),
			"the legend names pod",
		},
		{
			"one title twice", dashboard(panels.TimeSeries("T", good(), running), panels.TimeSeries("T", good(), vllm.RequestsWaiting.Sum())),
			`two panels are called "T"`,
		},
		{
			"one query under two titles", dashboard(panels.TimeSeries("T", good(), running), panels.TimeSeries("U", good(), running)),
			`panel "U" shows the same as "T"`,
		},
		{
			"sides that never match", dashboard(panels.TimeSeries("T", good(), queries.Per(vllm.GenerationTokens.Rate(vllm.ModelName), vllm.RequestsRunning.Sum()))),
			"the two sides of / do not match",
		},
		{
			"a union of series of which only one side has the label",
			dashboard(panels.TimeSeries("T", good(), queries.ZeroWhere(vllm.RequestsRunning.Sum(), vllm.RequestsWaiting.Sum(vllm.ModelName)))),
			"the two sides of or do not match",
		},
		{
			"seconds plus requests", dashboard(panels.TimeSeries("T", good(), queries.Plus(vllm.TimeToFirstToken.Mean(), vllm.RequestsRunning.Sum()))),
			"puts seconds beside requests",
		},
		{
			"a template that is no PromQL", dashboard(panels.TimeSeries("T", good(), queries.Template("sum(%s", vllm.RequestsRunning.Sum()))),
			"unclosed left parenthesis",
		},
		{
			"a metric name that does not exist", dashboard(panels.TimeSeries("T", good(), queries.Template("sum(vllm:num_request_running)"))),
			"vllm:num_request_running is not in the catalogue",
		},
		{
			"a template of unknown unit", dashboard(panels.TimeSeries("T", good(), queries.Template("ln(%s)", vllm.RequestsRunning.Sum()))),
			"the unit of its queries is not known",
		},
		{
			"a metric that no release has", dashboard(panels.TimeSeries("T", good(), vllm.RequestsSwapped.Sum())),
			"no release of environment lab has vllm:num_requests_swapped",
		},
		{
			"a column that is grouped otherwise", dashboard(panels.Table("T", good(),
				panels.Col("a", vllm.RequestsRunning.Sum(vllm.ModelName)), panels.Col("b", vllm.RequestsWaiting.Sum(vllm.Pod)))),
			`column "b" is grouped by pod, the first by model_name`,
		},
		{
			"a column without rows", dashboard(panels.Table("T", good(), panels.Col("a", vllm.RequestsRunning.Sum()))),
			`column "a" is not grouped: its row would have no name`,
		},
		{
			"a column's limit of another kind", dashboard(panels.Table("T", good(), panels.Col("a", vllm.RequestsRunning.Sum(vllm.ModelName)).Limits(panels.KVCacheLimits()))),
			`has a limit of 80 %: it shows requests`,
		},
		{
			"a running total of what overlaps", dashboard(panels.TimeSeries("T", good(), vllm.PromptTokens.Increase(queries.RateInterval())).Cumulative()),
			"adds up what is no increase over Interval()",
		},
		{
			"a running total of several series", dashboard(panels.TimeSeries("T", good(), vllm.PromptTokens.Increase(queries.Interval(), vllm.ModelName)).Cumulative()),
			"is cumulative and has a query with several series",
		},
		{
			"too many stats", panels.New("test", "Test", "x").Stats(stats(7)...), "the first row has 7 stats",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Build(tt.dashboard, testEnvironment(t))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("error is\n\t%v\nwant it to say\n\t%s", err, tt.want)
			}
			if !strings.HasPrefix(err.Error(), "internal/build/build_test.go:") {
				t.Errorf("the error does not begin with the author's line: %v", err)
			}
		})
	}
}

func stats(n int) []panels.StatPanel {
	var ss []panels.StatPanel
	for i := range n {
		name := string(rune('A' + i))
		ss = append(ss, panels.Stat(name, good(), vllm.RequestsRunning.Where(vllm.ModelName.Is(name)).Sum()))
	}
	return ss
}

// TestStatsThatAreLeftOutTakeNoPlace: a dashboard of several builds may have more of them than any build shows.
func TestStatsThatAreLeftOutTakeNoPlace(t *testing.T) {
	gone := panels.Stat("Swapped", good(), vllm.RequestsSwapped.Sum().WhereAvailable())
	d := mustBuild(t, panels.New("test", "Test", "x").Stats(append(stats(6), gone)...), testEnvironment(t))
	if n := len(d.Rows[0].Panels); n != 6 {
		t.Errorf("the first row has %d stats", n)
	}
}

func mustBuild(t *testing.T, d panels.Dashboard, env *Environment) *Dashboard {
	t.Helper()
	out, err := Build(d, env)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestScopeIsPickedFixedOrATenantsOwn(t *testing.T) {
	pick := func() panels.Picker {
		return panels.Pick("namespace", "Namespace", vllm.RequestsRunning, vllm.Namespace)
	}
	model := panels.Pick("model_name", "Model", vllm.RequestsRunning, vllm.ModelName).StartAt("model")
	tests := []struct {
		name    string
		picker  panels.Picker
		expr    string
		pickers int
		inputs  string
	}{
		{"picked", pick(), `sum(vllm:num_requests_running{namespace=~"$namespace", model_name=~"$model_name"})`, 2, "DS_UWM"},
		{"fixed", pick().FixedBy("ns"), `sum(vllm:num_requests_running{namespace="apps", model_name=~"$model_name"})`, 1, "DS_UWM"},
		{"a tenant's own", pick().FixedBy("tenant_ns"), `sum(vllm:num_requests_running{namespace="${VAR_TENANT_NS}", model_name=~"$model_name"})`, 1, "DS_UWM VAR_TENANT_NS"},
		{"fixed by what the environment lacks", pick().FixedBy("nowhere"), `sum(vllm:num_requests_running{namespace=~"$namespace", model_name=~"$model_name"})`, 2, "DS_UWM"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := mustBuild(t, dashboard(panels.TimeSeries("T", good(), vllm.RequestsRunning.Sum())).Scope(tt.picker, model), testEnvironment(t))
			if got := d.Rows[0].Panels[0].Targets[0].Expr; got != tt.expr {
				t.Errorf("expression is\n\t%s\nwant\n\t%s", got, tt.expr)
			}
			var inputs []string
			for _, in := range d.Inputs {
				inputs = append(inputs, in.Name)
			}
			if got := strings.Join(inputs, " "); got != tt.inputs {
				t.Errorf("inputs are %s, want %s", got, tt.inputs)
			}
			if len(d.Pickers) != tt.pickers || d.Pickers[tt.pickers-1].Start != "m1" {
				t.Errorf("pickers are %+v", d.Pickers)
			}
		})
	}
}

// TestAllOfAnOptionalPicker takes what has no value of the label, and All of another picker does not.
func TestAllOfAnOptionalPicker(t *testing.T) {
	pick := func(name string, l queries.AnyLabel) panels.Picker {
		return panels.Pick(name, name, vllm.RequestsRunning, l)
	}
	d := mustBuild(t, dashboard(panels.TimeSeries("T", good(), vllm.RequestsRunning.Sum())).
		Scope(pick("namespace", vllm.Namespace), pick("model_name", vllm.ModelName).Optional()), testEnvironment(t))
	if a, b := d.Pickers[0].All, d.Pickers[1].All; a != ".+" || b != ".*" {
		t.Errorf("All is %q, and %q where the picker is optional", a, b)
	}
}

func TestEachPanelAsksItsStore(t *testing.T) {
	d := mustBuild(t, dashboard(
		panels.TimeSeries("Requests", good(), vllm.RequestsRunning.Sum()),
		panels.TimeSeries("Heat", good(), dcgm.GPUTemp.Max())), testEnvironment(t))
	for i, want := range []string{"uwm", "gpus"} {
		if got := d.Rows[0].Panels[i].Targets[0].Store.Name; got != want {
			t.Errorf("panel %d asks %s, want %s", i, got, want)
		}
	}
	if len(d.Stores) != 2 || len(d.Inputs) != 2 {
		t.Errorf("stores %+v, inputs %+v", d.Stores, d.Inputs)
	}
}

func TestQueriesAndPanelsThatAnEnvironmentCantFeedAreLeftOut(t *testing.T) {
	d := mustBuild(t, dashboard(
		panels.TimeSeries("State", good(), vllm.RequestsRunning.Sum().As("running"), vllm.RequestsSwapped.Sum().As("swapped").WhereAvailable()),
		panels.TimeSeries("Swapped", good(), vllm.RequestsSwapped.Sum().WhereAvailable())), testEnvironment(t))
	if n := len(d.Rows[0].Panels); n != 1 {
		t.Fatalf("%d panels, want the empty one left out", n)
	}
	if len(d.Without) != 1 || d.Without[0].Title != "Swapped" || d.Without[0].Row != "Row" {
		t.Errorf("left out are %+v", d.Without)
	}
	if p := d.Rows[0].Panels[0]; len(p.Targets) != 1 || len(p.Left) != 1 {
		t.Errorf("%d targets, %d left out", len(p.Targets), len(p.Left))
	}
}

func TestEnvironmentOverridesLimits(t *testing.T) {
	env := testEnvironment(t)
	env.Limits = map[string]panels.Limits{"ttft": {Name: "ttft", Warn: panels.Duration(500 * time.Millisecond), Bad: panels.Duration(2 * time.Second)}}
	d := mustBuild(t, dashboard(panels.TimeSeries("T", good(), vllm.TimeToFirstToken.Mean()).Limits(panels.TimeToFirstTokenLimits())), env)
	if got := d.Rows[0].Panels[0].Description; !strings.HasSuffix(got, "Amber from 500ms, red from 2s.") {
		t.Errorf("the description says %q", got)
	}
}

// TestPointsHaveSamples: as often as samples come, and ten of them between two points of a running total.
func TestPointsHaveSamples(t *testing.T) {
	total := panels.TimeSeries("Total", good(), vllm.PromptTokens.Increase(queries.Interval())).Cumulative()
	rate := panels.TimeSeries("Rate", good(), vllm.PromptTokens.Rate())
	for every, want := range map[time.Duration][2]time.Duration{0: {0, 5 * time.Minute}, time.Minute: {time.Minute, 10 * time.Minute}} {
		d := mustBuild(t, dashboard(rate, total).Every(every), testEnvironment(t))
		for i, p := range d.Rows[0].Panels {
			if p.MinInterval != want[i] {
				t.Errorf("with a sample every %s, points of %s are %s apart, want %s", every, p.Title, p.MinInterval, want[i])
			}
		}
	}
}

// TestAPickerFollowsTheRelease: its values come from the metric that the releases have.
func TestAPickerFollowsTheRelease(t *testing.T) {
	for constraint, want := range map[string]string{
		">=0.20": `label_values(vllm:num_requests_waiting_by_reason, reason)`, "0.12": `label_values(vllm:num_requests_running, model_name)`,
	} {
		env := testEnvironment(t)
		var err error
		if env.Releases["vllm"], err = env.Catalogue.Primary("vllm").Range(constraint); err != nil {
			t.Fatal(err)
		}
		pick := panels.Pick("p", "P", vllm.RequestsWaitingByReason, vllm.Reason).Or(vllm.RequestsRunning, vllm.ModelName)
		d := mustBuild(t, dashboard(panels.TimeSeries("T", good(), vllm.RequestsRunning.Sum())).Scope(pick), env)
		if got := d.Pickers[0].Query; got != want {
			t.Errorf("%s picks from %s, want %s", constraint, got, want)
		}
	}
}

func TestUIDs(t *testing.T) {
	long := strings.Repeat("long-", 12)
	tests := []struct{ environment, name, want string }{
		{"canopy", "canopy-vllm", "canopy-vllm"},
		{"local", "canopy-vllm", "local-canopy-vllm"},
		{"can", "canopy-vllm", "can-canopy-vllm"},
	}
	for _, tt := range tests {
		if got := UID(tt.environment, tt.name); got != tt.want {
			t.Errorf("UID(%s, %s) = %s, want %s", tt.environment, tt.name, got, tt.want)
		}
	}
	a, b := UID("e", long+"a"), UID("e", long+"b")
	if len(a) > 40 || len(b) > 40 || a == b {
		t.Errorf("long names become %s and %s", a, b)
	}
}

// TestLayout checks places by hand: a line ends where the page does, and its panels are as high as the
// highest.
func TestLayout(t *testing.T) {
	series := func(title, model string) panels.TimeSeriesPanel {
		return panels.TimeSeries(title, good(), vllm.RequestsRunning.Where(vllm.ModelName.Is(model)).Sum())
	}
	d := mustBuild(t, panels.New("test", "Test", "x").
		Stats(stats(2)...).
		Row("Five", series("a", "1"), series("b", "2"), series("c", "3"), series("d", "4"), panels.TimeSeries("tall", good(), vllm.TimeToFirstToken.Quantiles(50, 90, 95, 99))).
		Detail("Closed", series("e", "5")).
		Row("Wide", series("f", "6").Wide(16), series("g", "7").Wide(16)), testEnvironment(t))
	want := map[string][4]int{ // x, y, width, height
		"A": {0, 0, 4, 4}, "B": {4, 0, 4, 4},
		"a": {0, 5, 8, 8}, "b": {8, 5, 8, 8}, "c": {16, 5, 8, 8},
		"d": {0, 13, 12, 10}, "tall": {12, 13, 12, 10},
		"e": {0, 24, 24, 8},
		"f": {0, 25, 16, 8}, "g": {0, 33, 16, 8},
	}
	for _, row := range d.Rows {
		for _, p := range row.Panels {
			if got := [4]int{p.X, p.Y, p.Width, p.Height}; got != want[p.Title] {
				t.Errorf("%s is at %v, want %v", p.Title, got, want[p.Title])
			}
			delete(want, p.Title)
		}
	}
	if len(want) > 0 {
		t.Errorf("not placed: %v", want)
	}
}

// TestIDsSurviveNewPanels: what people saved links to keeps its id when a panel comes before it.
func TestIDsSurviveNewPanels(t *testing.T) {
	p := panels.TimeSeries("Requests", good(), vllm.RequestsRunning.Sum())
	before := mustBuild(t, dashboard(p), testEnvironment(t))
	after := mustBuild(t, dashboard(panels.TimeSeries("New", good(), vllm.RequestsWaiting.Sum()), p), testEnvironment(t))
	if a, b := before.Rows[0].Panels[0].ID, after.Rows[0].Panels[1].ID; a != b || a == 0 {
		t.Errorf("the id was %d and became %d", a, b)
	}
}

func BenchmarkBuild(b *testing.B) {
	env := &Environment{Environment: queries.Environment{
		Name: "lab", Catalogue: catalogue.Default(), Releases: map[string]catalogue.Range{"vllm": {}},
		Stores: []queries.Store{{Name: "uwm", Datasource: "UWM", Dialect: "uwm", Default: true}},
	}}
	d := dashboard(panels.TimeSeries("T", good(), vllm.TimeToFirstToken.Quantiles(50, 90, 95, 99), vllm.TimeToFirstToken.Mean()))
	for b.Loop() {
		if _, err := Build(d, env); err != nil {
			b.Fatal(err)
		}
	}
}
