package cli

import (
	"context"
	"fmt"
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/llm-observability/dashgen/internal/dataset"
	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/report"
	"github.com/llm-observability/dashgen/internal/simulate"
)

type testOptions struct {
	config       string
	data         []string
	scenario     string
	seed         uint64
	duration     time.Duration
	dashboards   []string
	environments []string
	variables    []string // NAME=VALUE
	maxSeries    int
	format       string
	paths        []string // of tests of panels
}

// Limits of a run's simulation.
const (
	everyScenario    = "all"
	defaultMaxSeries = 50
)

func (a *App) test() *cobra.Command {
	var o testOptions
	cmd := &cobra.Command{
		Use:   "test [PATH ...]",
		Short: "Evaluate every panel with Prometheus' own engine, on a simulated platform or a recording",
		Long: `Evaluates every panel with Prometheus' own engine, on a simulated platform or a recording, as Grafana
would: variables, intervals, legends, units, transformations of tables. Without a PATH it is every panel of
every dashboard; a PATH is a file or a folder of tests of panels, series in and values out, which
docs/panel-tests.md describes.

A panel fails when it is empty without a reason of a closed list, when a stat is NaN or infinite, when the
engine warns, when two series have the same name, when a threshold is out of reach, and when it has more
series than anybody can read. Why a panel is empty is said: which metric or label value is not in the data,
which comparison lets nothing pass, which two sides do not match.

Recordings are files in the Prometheus text format (a scrape), OpenMetrics with timestamps, or promtool's
notation of series (docs/panel-tests.md), each also compressed with gzip. A file may hold 2 GiB of text
and is held in memory while it is loaded: an hour of everything that is simulated (0.9 GB of text, 2 million
samples) takes 1.7 GB, and a million series of one sample each take 2 GB.

Scenarios, or "` + everyScenario + `":
` + scenarioList(),
		Example: `  # every panel of every environment on an ordinary hour
  $ dashgen test

  # one dashboard where it runs, on a day that nobody asks anything
  $ dashgen test --dashboard canopy-vllm --environment local --scenario idle

  # somebody else's dashboard on your own recording
  $ dashgen test --dashboard vllm.json --data capture.om.gz

  # tests of panels, for a CI system
  $ dashgen test --format junit tests/ > panels.xml`,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.paths = args
			return a.runTest(cmd.Context(), cmd.Flags(), o)
		},
	}
	f := cmd.Flags()
	configFlag(f, &o.config)
	f.StringArrayVar(&o.data, "data", nil, "a recording to evaluate on, in place of a scenario; may be repeated")
	f.StringVar(&o.scenario, "scenario", "steady", "what happens: "+strings.Join(append(simulate.ScenarioNames(), everyScenario), ", "))
	f.Uint64Var(&o.seed, "seed", 1, "of everything random")
	f.DurationVar(&o.duration, "duration", dataset.Span, "of the scenario, scraped every "+dataset.Interval.String())
	f.StringArrayVar(&o.dashboards, "dashboard", nil, "only this one, by name, or a file with dashboards of anybody; may be repeated")
	f.StringSliceVar(&o.environments, "environment", nil, "only these environments")
	variableFlag(f, &o.variables)
	f.IntVar(&o.maxSeries, "max-series", defaultMaxSeries, "series that a panel may have; heatmaps and tables may have any number, 0 allows all")
	f.StringVar(&o.format, "format", "text", "text, json or junit")
	return cmd
}

// check finds flags that cannot be, alone or together.
func (o *testOptions) check(set *pflag.FlagSet) error {
	if len(o.paths) > 0 {
		for _, name := range []string{"data", "scenario", "seed", "duration", "dashboard", "environment", "variable"} {
			if set.Changed(name) {
				return flagError(name, "does not go with tests of panels").Because("each says its dashboard and its series itself").Help("leave --%s out, or the paths", name)
			}
		}
	}
	if len(o.data) > 0 {
		for _, name := range []string{"scenario", "seed", "duration"} {
			if set.Changed(name) {
				return flagError(name, "is for a simulation, and --data is a recording").Help("leave one of the two out")
			}
		}
	}
	switch {
	case o.duration < 10*dataset.Interval:
		return flagError("duration", "%s is too short", o.duration).Because("rates look back over several scrapes").Help("use at least %s", 10*dataset.Interval)
	case o.duration/dataset.Interval > maxScrapes:
		return flagError("duration", "%s every %s is %d scrapes", o.duration, dataset.Interval, o.duration/dataset.Interval).
			Because("they are held in memory").Help("use at most %s", maxScrapes*dataset.Interval)
	case o.maxSeries < 0:
		return flagError("max-series", "%d is negative", o.maxSeries).Help("use 0 to allow any number")
	}
	if err := checkVariables(o.variables); err != nil {
		return err
	}
	return oneOf("scenario", o.scenario, append(simulate.ScenarioNames(), everyScenario)...)
}

func (a *App) runTest(ctx context.Context, flags *pflag.FlagSet, o testOptions) error {
	format, err := panelFormat(o.format)
	if err != nil {
		return err
	}
	if err := o.check(flags); err != nil {
		return err
	}
	defer moreGC()()
	r := &testRun{app: a, o: o, report: report.PanelReport{Tool: a.Name, Command: "test", Colour: a.Colour}}
	err = r.run(ctx)
	if len(r.report.Boards) == 0 {
		return err
	}
	if err := format.Write(a.Stdout, &r.report); err != nil {
		return err
	}
	if err != nil {
		return err
	}
	if _, _, failed, _ := r.report.Counts(); failed > 0 {
		return &findingsError{failed}
	}
	return nil
}

// panelFormat is the format of a name for reports of panels.
func panelFormat(name string) (report.PanelFormat, error) {
	format, ok := report.FindPanelFormat(name)
	if ok {
		return format, nil
	}
	return format, oneOf("format", name, panelFormatNames()...)
}

func panelFormatNames() []string {
	var names []string
	for _, f := range report.PanelFormats() {
		names = append(names, f.Name)
	}
	return names
}

// moreGC collects garbage more often until it is undone: a run holds much, and makes several times as much garbage.
func moreGC() (undo func()) {
	const percent = 100
	before := debug.SetGCPercent(percent)
	if before >= 0 && before < percent {
		debug.SetGCPercent(before)
	}
	return func() { debug.SetGCPercent(before) }
}

// A testRun is one run of the command.
type testRun struct {
	app    *App
	o      testOptions
	report report.PanelReport
}

// run evaluates what the flags ask for. What was evaluated before an error is in the report.
func (r *testRun) run(ctx context.Context) error {
	if len(r.o.paths) > 0 {
		return r.panelTests(ctx)
	}
	files, names := r.app.splitDashboards(r.o.dashboards)
	if len(files) > 0 {
		if err := r.foreign(ctx, files); err != nil {
			return err
		}
	}
	if len(files) == 0 || len(names) > 0 {
		return r.own(ctx, names)
	}
	return nil
}

// checkVariables finds values of --variable that pick nothing.
func checkVariables(flags []string) error {
	for _, v := range flags {
		if name, _, ok := strings.Cut(v, "="); !ok || name == "" {
			return diag.New(diag.Position{}, "--variable %q is no choice", v).Help("write NAME=VALUE")
		}
	}
	return nil
}

// splitDashboards tells files from names of dashboards. What is a name of ours is one.
func (a *App) splitDashboards(all []string) (files, names []string) {
	for _, d := range all {
		known := slices.Contains(a.names(), d)
		_, err := os.Stat(d)
		if !known && (err == nil || strings.ContainsAny(d, `./\`)) {
			files = append(files, d)
		} else {
			names = append(names, d)
		}
	}
	return files, names
}

func (a *App) names() []string {
	var names []string
	for _, d := range a.Dashboards {
		names = append(names, d.Name())
	}
	return names
}

// scenarios are those that are asked for.
func (r *testRun) scenarios() []simulate.Scenario {
	return slices.DeleteFunc(simulate.Scenarios(), func(s simulate.Scenario) bool {
		return r.o.scenario != everyScenario && s.Name != r.o.scenario
	})
}

// chosen are the values that flags NAME=VALUE pick, by variable.
func chosen(flags []string) map[string][]string {
	out := map[string][]string{}
	for _, v := range flags {
		name, value, _ := strings.Cut(v, "=")
		out[name] = append(out[name], value)
	}
	return out
}

// progress tells a person at a terminal what is under way; it is gone when the next line is written.
func (r *testRun) progress(format string, args ...any) {
	if r.app.Watched {
		fmt.Fprintf(r.app.Stderr, "\r\x1b[K%s", fmt.Sprintf(format, args...))
	}
}
