package cli

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/llm-observability/dashgen/internal/atomicfile"
	"github.com/llm-observability/dashgen/internal/dataset"
	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/serve"
	"github.com/llm-observability/dashgen/internal/simulate"
	"github.com/llm-observability/dashgen/queries"
)

type simulateOptions struct {
	config      string
	environment string
	exporters   []string // NAME=VERSION
	scenario    string
	seed        uint64
	listen      string
	speed       float64
	record      string
	duration    time.Duration
	interval    time.Duration
	start       string
	store       string
}

// recordingStart is when a recording begins unless somebody says otherwise.
var recordingStart = dataset.Start().Format(time.RFC3339)

// A recording is held in memory: about 80 kB for every scrape of a platform of 10,000 series.
const maxScrapes = 6000

// The highest --speed: faster than this, one scrape would take longer than the interval to the next.
const maxSpeed = 1000

func (a *App) simulate() *cobra.Command {
	var o simulateOptions
	cmd := &cobra.Command{
		Use:   "simulate",
		Short: "Simulate a platform under load: serve its exporters for a real Prometheus, or record them into a file",
		Long: `Simulates a platform under load: serves its exporters for a real Prometheus, or records them
into a file that "promtool tsdb create-blocks-from openmetrics" takes.

One workload drives all exporters: a request that the gateway counts is the request that LlamaStack or
LiteLLM counts, that vLLM queues and times, and that heats a GPU. Names, labels and bucket bounds are those
of the releases that the environment runs; where it runs a range of them, replicas run the oldest and the
newest. Without --environment it is a platform of everything there is, in the namespaces of two tenants; at
most ` + fmt.Sprint(simulate.MaxTenants) + ` tenants of an environment are simulated. The same seed gives the same series.

The server shows, besides a page that lists the targets, /sd for http_sd_configs and /prometheus.yml for a
Prometheus that scrapes it all.

Scenarios, which take an hour, or as long as a recording:
` + scenarioList(),
		Example: `  # a fleet of exporters on a free port of this machine, until Ctrl-C
  $ dashgen simulate

  # the environment litemaas with a GPU that fails, an hour of it in six minutes
  $ dashgen simulate --environment litemaas --scenario gpu-fault --speed 10 --listen 127.0.0.1:9900

  # the same with an older vLLM
  $ dashgen simulate --environment litemaas --exporter vllm=0.10

  # an hour of bursts, for promtool tsdb create-blocks-from openmetrics burst.om data/
  $ dashgen simulate --scenario burst --record burst.om

  # another day, every 30 seconds for two hours
  $ dashgen simulate --record day.om --start 2026-03-02T13:00:00Z --duration 2h --interval 30s --seed 7`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.runSimulate(cmd.Context(), cmd.Flags(), o) },
	}
	f := cmd.Flags()
	configFlag(f, &o.config)
	f.StringVar(&o.environment, "environment", "", "what runs, one of the environments of the file; empty: everything there is")
	f.StringArrayVar(&o.exporters, "exporter", nil, "NAME=VERSION: run these releases of an exporter in place of the environment's; may be repeated")
	f.StringVar(&o.scenario, "scenario", "steady", "what happens: "+strings.Join(simulate.ScenarioNames(), ", "))
	f.Uint64Var(&o.seed, "seed", 1, "of everything random")
	f.StringVar(&o.listen, "listen", "127.0.0.1:0", "where to serve; port 0 is a free one")
	f.Float64Var(&o.speed, "speed", 1, "how many times as fast as the clock time passes")
	f.StringVar(&o.record, "record", "", "write a recording into this file (- is the output, .gz compresses) and serve nothing")
	f.DurationVar(&o.duration, "duration", time.Hour, "of the recording")
	f.DurationVar(&o.interval, "interval", 15*time.Second, "between two scrapes of the recording")
	f.StringVar(&o.start, "start", recordingStart, "when the recording begins, as RFC 3339")
	f.StringVar(&o.store, "store", "", "record what one store of the environment holds; empty: all of them together")
	return cmd
}

func scenarioList() string {
	var b strings.Builder
	for _, s := range simulate.Scenarios() {
		fmt.Fprintf(&b, "  %-18s %s\n", s.Name, s.Means)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// check finds flags that cannot be, alone or together.
func (o simulateOptions) check(set *pflag.FlagSet) error {
	if o.record == "" {
		for _, name := range []string{"duration", "interval", "start", "store"} {
			if set.Changed(name) {
				return flagError(name, "is for a recording").Help("add --record FILE, or leave --%s out", name)
			}
		}
		if !(o.speed > 0 && o.speed <= maxSpeed) {
			return flagError("speed", "%g is not possible", o.speed).Help("use a number above 0, up to %d", maxSpeed)
		}
		return nil
	}
	for _, name := range []string{"listen", "speed"} {
		if set.Changed(name) {
			return flagError(name, "is for serving, and --record serves nothing").Help("leave one of the two out")
		}
	}
	switch {
	case o.interval < time.Second:
		return flagError("interval", "%s is too short", o.interval).Help("use at least 1s")
	case o.duration < o.interval:
		return flagError("duration", "%s is less than one interval of %s", o.duration, o.interval).Help("use a longer duration, such as 1h")
	case o.duration/o.interval > maxScrapes:
		return flagError("duration", "%s every %s is %d scrapes", o.duration, o.interval, o.duration/o.interval).
			Because("a recording is held in memory").Help("use at most %d scrapes: an --interval of %s or more", maxScrapes, (o.duration/maxScrapes).Round(time.Second)+time.Second)
	}
	return nil
}

func (a *App) runSimulate(ctx context.Context, flags *pflag.FlagSet, o simulateOptions) error {
	if err := o.check(flags); err != nil {
		return err
	}
	cfg, err := a.simulation(o)
	if err != nil {
		return err
	}
	if o.record != "" {
		return a.recordSimulation(o, cfg)
	}
	return a.serveSimulation(ctx, o, cfg)
}

// simulation is what the flags ask for.
func (a *App) simulation(o simulateOptions) (simulate.Config, error) {
	cfg, err := a.platform(o)
	if err != nil || len(o.exporters) == 0 {
		return cfg, err
	}
	env := *cfg.Environment
	asked, err := a.exporterRanges(env.Catalogue, o.exporters)
	if err != nil {
		return cfg, err
	}
	env.Releases = maps.Clone(env.Releases)
	maps.Copy(env.Releases, asked)
	cfg.Environment = &env
	return cfg, nil
}

// platform is what runs, and what happens to it.
func (a *App) platform(o simulateOptions) (simulate.Config, error) {
	cfg := simulate.Config{Seed: o.seed}
	var err error
	if cfg.Scenario, err = simulate.Named(o.scenario); err != nil {
		return cfg, oneOf("scenario", o.scenario, simulate.ScenarioNames()...)
	}
	if o.environment == "" {
		cfg.Environment = simulate.Demo(a.Catalogue)
		return cfg, nil
	}
	p, err := a.load(o.config)
	if err != nil {
		return cfg, err
	}
	env, ok := p.Config.Environment(o.environment)
	if !ok {
		return cfg, p.NoEnvironment(diag.Position{}, o.environment)
	}
	built, err := p.Environment(env)
	if err != nil {
		return cfg, err
	}
	cfg.Environment, cfg.Models, cfg.Tenants = &built.Environment, env.Models, env.TenantNames
	return cfg, nil
}

// recordSimulation writes a recording. Where it can't be written to its end, a file that was there stays as it was.
func (a *App) recordSimulation(o simulateOptions, cfg simulate.Config) error {
	start, err := time.Parse(time.RFC3339, o.start)
	if err != nil {
		return diag.New(diag.Position{}, "--start %q is not a time", o.start).Help("write it as %s", recordingStart)
	}
	if o.store != "" && !slices.Contains(storeNames(cfg.Environment.Stores), o.store) {
		return diag.New(diag.Position{}, "--store %q is not known", o.store).Because("environment %s has no such store", cfg.Environment.Name).
			Help("use one of %s", strings.Join(storeNames(cfg.Environment.Stores), ", "))
	}
	cfg.Start = start.UTC()
	if o.record == "-" {
		rec, err := simulate.Record(cfg, o.duration, o.interval)
		if err != nil {
			return err
		}
		return rec.WriteOpenMetrics(a.Stdout, o.store)
	}
	var rec *simulate.Recording
	err = atomicfile.Write(o.record, 0o644, func(w io.Writer) (err error) {
		rec, err = writeRecording(w, o, cfg)
		return err
	})
	if err != nil {
		return unwritten(o.record, err).Help("name a file in a folder that exists")
	}
	series, samples := rec.Len()
	fmt.Fprintf(a.Stdout, "%s: scenario %s from %s for %s, %d series, %d samples\n", o.record, cfg.Scenario.Name, cfg.Start.Format(time.RFC3339), o.duration, series, samples)
	return nil
}

func storeNames(stores []queries.Store) []string {
	var names []string
	for _, s := range stores {
		names = append(names, s.Name)
	}
	return names
}

func writeRecording(file io.Writer, o simulateOptions, cfg simulate.Config) (*simulate.Recording, error) {
	rec, err := simulate.Record(cfg, o.duration, o.interval)
	if err != nil {
		return nil, err
	}
	if !strings.HasSuffix(o.record, ".gz") {
		return rec, rec.WriteOpenMetrics(file, o.store)
	}
	w, err := gzip.NewWriterLevel(file, gzip.BestSpeed) // labels repeat so much that more effort gains little
	if err != nil {
		return nil, err
	}
	return rec, errors.Join(rec.WriteOpenMetrics(w, o.store), w.Close())
}

// serveSimulation serves until the context ends.
func (a *App) serveSimulation(ctx context.Context, o simulateOptions, cfg simulate.Config) error {
	if a.Clock == nil {
		return errors.New("simulate: no clock to serve by")
	}
	var lc net.ListenConfig
	listener, err := lc.Listen(ctx, "tcp", o.listen)
	if err != nil {
		return diag.New(diag.Position{}, "--listen %s: %v", o.listen, err).Help("use an address of this machine and a free port, such as 127.0.0.1:0")
	}
	cfg.Start = a.Clock().UTC()
	fleet, err := simulate.New(cfg)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	sim := simulate.NewServer(fleet, a.Clock, o.speed)
	fmt.Fprintf(a.Stdout, "serving %d targets, scenario %s, at http://%s/ until Ctrl-C\n", len(sim.Targets()), cfg.Scenario.Name, listener.Addr())
	return serve.Until(ctx, listener, sim.Handler(), serve.Limits{Request: 10 * time.Second, Response: time.Minute, Idle: 2 * time.Minute, Grace: 3 * time.Second})
}
