package catalogue

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// TestTablesHoldTogether checks what the tables say about each other. Each row was read at a source, so
// what is checked here is that no reference points to nothing and that no fact contradicts another.
func TestTablesHoldTogether(t *testing.T) {
	c := Default()
	if n := len(c.Metrics()); n < 650 {
		t.Fatalf("%d metrics, want at least 650: has a table lost its rows?", n)
	}
	name := regexp.MustCompile(`^[a-zA-Z_:][a-zA-Z0-9_:]*$`)
	label := regexp.MustCompile(`^[a-zA-Z_][a-zA-Z0-9_]*\*?$`)
	programs := map[string]bool{}
	for i, m := range c.Metrics() {
		where := m.File + ": " + m.Name
		programs[m.Program] = true
		if !name.MatchString(m.Name) {
			t.Errorf("%s: not a metric name", where)
		}
		for _, suffix := range []string{"_bucket", "_sum", "_count"} {
			if strings.HasSuffix(m.Name, suffix) && m.Behaviour == Histogram {
				t.Errorf("%s: a histogram's row has its base name", where)
			}
		}
		for _, l := range m.Labels {
			if !label.MatchString(l) {
				t.Errorf("%s: %q is not a label", where, l)
			}
		}
		if !slices.ContainsFunc(c.Names(m.Exporter, m.Identity), func(n *Metric) bool { return n.Name == m.Identity }) {
			t.Errorf("%s: identity %s is no metric of %s", where, m.Identity, m.Exporter)
		}
		for _, n := range c.Names(m.Exporter, m.Identity) {
			if n.Unit.Dimension != m.Unit.Dimension || n.Unit.PerSecond != m.Unit.PerSecond {
				t.Errorf("%s: %s of the same identity measures %s, this one %s", where, n.Name, n.Unit, m.Unit)
			}
			if n.Behaviour != m.Behaviour {
				t.Errorf("%s: %s of the same identity is a %s, this one a %s", where, n.Name, n.Behaviour, m.Behaviour)
			}
		}
		if name.MatchString(m.ReplacedBy) && len(c.Lookup(m.ReplacedBy)) == 0 {
			t.Errorf("%s: its replacement %s is not in the catalogue", where, m.ReplacedBy)
		}
		if m.Default == Gone && m.Status == Current {
			t.Errorf("%s: is current, and not there", where)
		}
		for _, other := range c.Metrics()[i+1:] {
			if other.Name == m.Name && other.Program == m.Program && other.Life.Overlap(m.Life) {
				t.Errorf("%s: a second row of %s for the same releases", where, m.Program)
			}
		}
	}
	for _, p := range c.Programs() {
		if !programs[p.Name] {
			t.Errorf("_programs.tsv: %s exports nothing", p.Name)
		}
		if c.Primary(p.Exporter) == nil {
			t.Errorf("_programs.tsv: exporter %s has no primary program", p.Exporter)
		}
	}
	for _, o := range c.others {
		if c.Owner(o.Name) == "" || o.Program == "" || o.Source == "" || c.Program(o.Program) != nil {
			t.Errorf("_others.tsv: %s of %q needs a prefix that the catalogue owns, a program outside it and a source", o.Name, o.Program)
		}
	}
	for metric, bs := range c.buckets {
		found := c.Lookup(metric)
		if len(found) == 0 || found[0].Metric.Behaviour != Histogram {
			t.Errorf("_buckets.tsv: %s is no histogram of the catalogue", metric)
		}
		for _, b := range bs {
			if !slices.IsSorted(b.Bounds) || len(b.Bounds) == 0 {
				t.Errorf("_buckets.tsv: the bounds of %s do not rise", metric)
			}
		}
	}
	for _, a := range c.Aliases() {
		if !strings.Contains(a.Canonical, "*") && !strings.Contains(a.Canonical, "<") && len(c.Lookup(a.Canonical)) == 0 {
			t.Errorf("_aliases.tsv: %s stands for %s, which is not in the catalogue", a.Name, a.Canonical)
		}
	}
	for _, p := range c.Programs() {
		for _, l := range c.Labels(p.Exporter) {
			if l.Canonical != "" && c.Label(p.Exporter, l.Canonical) == nil {
				t.Errorf("_labels.tsv: %s of %s is said as %s, which has no row", l.Name, p.Exporter, l.Canonical)
			}
		}
	}
	if got := c.Stores(); !slices.Equal(got, []string{"local", "rhoai", "uwm"}) {
		t.Errorf("stores are %v", got)
	}
}

// TestTypeLinesThatLie spells out the metrics whose TYPE line says one thing and whose values another.
func TestTypeLinesThatLie(t *testing.T) {
	lies := map[string]Type{
		"DCGM_FI_DEV_NVLINK_BANDWIDTH_TOTAL":   Gauge, // a ready-made rate in MB/s
		"DCGM_FI_DEV_PCIE_TX_THROUGHPUT":       Gauge, // KB/s
		"DCGM_EXP_XID_ERRORS_COUNT":            Gauge, // counts within a window, falls again
		"haproxy_backend_http_responses_total": Counter,
		"haproxy_backend_bytes_in_total":       Counter,
		"vllm:cache_config_info":               InfoType,
	}
	for name, want := range lies {
		found := Default().Lookup(name)
		if len(found) == 0 {
			t.Errorf("%s is not in the catalogue", name)
			continue
		}
		if m := found[0].Metric; m.Behaviour != want || m.Type == want {
			t.Errorf("%s is typed %s and behaves as %s, want a lie that hides a %s", name, m.Type, m.Behaviour, want)
		}
	}
	honest := map[string]Type{"kuadrant_policies_total": Gauge, "DCGM_FI_PROF_PCIE_TX_BYTES": Gauge, "vllm:iteration_tokens_total": Histogram}
	for name, want := range honest {
		if m := Default().Lookup(name)[0].Metric; m.Behaviour != want {
			t.Errorf("%s behaves as %s, want %s", name, m.Behaviour, want)
		}
	}
}

func TestLookup(t *testing.T) {
	c := Default()
	tests := []struct {
		name      string
		metric    string // "" when it must not be known
		component Component
		unit      string
	}{
		{"vllm:kv_cache_usage_perc", "vllm:kv_cache_usage_perc", Value, "ratio (0-1)"},
		{"vllm:time_to_first_token_seconds", "vllm:time_to_first_token_seconds", Bare, "seconds"},
		{"vllm:time_to_first_token_seconds_bucket", "vllm:time_to_first_token_seconds", Bucket, "requests"},
		{"vllm:time_to_first_token_seconds_sum", "vllm:time_to_first_token_seconds", Sum, "seconds"},
		{"vllm:time_to_first_token_seconds_count", "vllm:time_to_first_token_seconds", Observed, "requests"},
		{"vllm:time_to_first_token_seconds_created", "vllm:time_to_first_token_seconds", Created, "unix time (seconds)"},
		{"vllm:request_success_created", "vllm:request_success_total", Created, "unix time (seconds)"},
		{"vllm:iteration_tokens_total_bucket", "vllm:iteration_tokens_total", Bucket, "steps"},
		{"datastore_latency", "datastore_latency", Value, "seconds"},
		{"datastore_latency_bucket", "", Value, ""},
		{"authorized_hits_total", "authorized_hits", Value, "hits"},
		{"kserve_vllm:num_requests_running", "vllm:num_requests_running", Value, "requests"},
		{"nvidia_gpu_memory_used_bytes", "nvidia_gpu_memory_used_bytes", Value, "MiB"},
		{"DCGM_FI_DEV_SM_CLOCK_HERTZ", "DCGM_FI_DEV_SM_CLOCK", Value, "unknown"},
		{"vllm:no_such_metric", "", Value, ""},
		{"", "", Value, ""},
	}
	for _, tt := range tests {
		found := c.Lookup(tt.name)
		if tt.metric == "" {
			if len(found) != 0 {
				t.Errorf("Lookup(%q) found %s", tt.name, found[0].Metric.Name)
			}
			continue
		}
		if len(found) == 0 {
			t.Errorf("Lookup(%q) found nothing", tt.name)
			continue
		}
		s := found[0]
		if s.Metric.Name != tt.metric || s.Component != tt.component || s.Unit().String() != tt.unit {
			t.Errorf("Lookup(%q) = %s %q in %s, want %s %q in %s", tt.name, s.Metric.Name, s.Component, s.Unit(), tt.metric, tt.component, tt.unit)
		}
	}
	if owner := c.Owner("vllm:made_up"); owner != "vllm" {
		t.Errorf("Owner(vllm:made_up) = %q", owner)
	}
	if owner := c.Owner("node_load1"); owner != "" {
		t.Errorf("Owner(node_load1) = %q", owner)
	}
}

func TestNamesOfAnIdentityComeNewestFirst(t *testing.T) {
	var got []string
	for _, m := range Default().Names("vllm", "vllm:inter_token_latency_seconds") {
		got = append(got, m.Program+" "+m.Name)
	}
	want := []string{
		"vllm vllm:inter_token_latency_seconds", "llm-d-inference-sim vllm:inter_token_latency_seconds",
		"llm-d-inference-sim vllm:time_per_output_token_seconds", "vllm vllm:time_per_output_token_seconds",
	}
	if len(got) != len(want) || got[0] != want[0] && got[1] != want[0] {
		t.Errorf("names are %q, want %q", got, want)
	}
	for i, n := range got {
		if strings.HasSuffix(n, "time_per_output_token_seconds") && i < 2 {
			t.Errorf("the old name comes at %d in %q", i, got)
		}
	}
}

func TestLoadNamesWhatIsWrong(t *testing.T) {
	header := strings.Join(metricColumns, "\t") + "\n"
	row := func(cells ...string) string { return strings.Join(cells, "\t") + "\n" }
	programs := "exporter\tprogram\trole\tpackage\tversions\tnewest\thonorLabels\tprefixes\tcomplete\tnote\nx\tx\tprimary\tx\t\t1.0\tno\t\tno\t\n"
	good := []string{"x_total", "x", "counter", "", "count", "", "", "1.0", "", "", "current", "", "", "yes", "help", "source"}
	with := func(i int, s string) string {
		cells := slices.Clone(good)
		cells[i] = s
		return row(cells...)
	}
	tests := []struct{ name, table, want string }{
		{"unknown type", header + with(2, "countr"), `x.tsv:2:11: unknown type "countr"`},
		{"unknown unit", header + with(4, "furlongs"), `x.tsv:2:20: unknown unit "furlongs"`},
		{"unknown program", header + with(1, "y"), `x.tsv:2:9: no program "y" of exporter "x" in _programs.tsv`},
		{"bad version", header + with(7, "one"), `x.tsv:2:28: "one" is not a version: want numbers such as 0.12.1`},
		{"removed before it came", header + row("x_total", "x", "counter", "", "count", "", "", "2.0", "", "1.0", "removed", "", "", "yes", "h", "s"), `x.tsv:2:33: x_total was removed in 1.0 before it came in 2.0`},
		{"status without removal", header + with(10, "removed"), `x.tsv:2:34: status is removed but removed is ""`},
		{"too few cells", header + "x_total\tx\n", "x.tsv:2: 2 cells: the header has 16"},
		{"header", "metric\n", `x.tsv:1: header is "metric": the columns are`},
		{"no help", header + with(14, ""), "x.tsv:2:1: metric \"x_total\" needs a name, a help text and a source"},
		{"space", header + with(14, "help "), "x.tsv:2:48: help has spaces around it"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Load(fstest.MapFS{"_programs.tsv": {Data: []byte(programs)}, "x.tsv": {Data: []byte(tt.table)}})
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error is %v, want %q", err, tt.want)
			}
		})
	}
	if c, err := Load(fstest.MapFS{"_programs.tsv": {Data: []byte(programs)}, "x.tsv": {Data: []byte(header + row(good...))}}); err != nil || len(c.Metrics()) != 1 {
		t.Errorf("a good table gives %v", err)
	}
	if _, err := Load(fstest.MapFS{}); err == nil {
		t.Error("no tables at all are accepted")
	}
	if _, err := Load(unreadable{}); err == nil || !strings.Contains(err.Error(), "_aliases.tsv: the table can't be read: open _aliases.tsv: permission denied") {
		t.Errorf("a table that can't be read gives %v", err)
	}
}

// unreadable is the shipped tables, one of which nobody may read.
type unreadable struct{}

func (unreadable) Open(name string) (fs.File, error) {
	if name == "_aliases.tsv" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return Files().Open(name)
}

func TestRangeOfAConstraint(t *testing.T) {
	c := Default()
	good := []struct{ program, constraint, want string }{
		{"vllm", ">=0.10", ">=0.10"},
		{"vllm", ">=0.9 <0.20", ">=0.9 <0.20"},
		{"vllm", "0.12", ">=0.12 <0.13"},
		{"vllm", "0.12.1", ">=0.12.1 <0.12.2"},
		{"vllm", "current", ">=0.32.0"},
		{"llama-stack", "0.4 unreleased", ">=0.4 <0.5 unreleased"},
		{"dcgm-exporter", "4.5", ">=4.5 <4.6"},
		{"dcgm-exporter", "4.5.3-4.8.2", ">=4.5.3-4.8.2 <4.5.3-4.8.3"},
		{"ovms", "2025.4", ">=2025.4 <2025.5"},
		{"canopy-backend", "otel-http-old", ">=otel-http-old <otel-http-new"},
		{"canopy-backend", "current", ">=otel-http-new"},
		{"istio-proxy", "current", "any version"},
	}
	for _, tt := range good {
		r, err := c.Program(tt.program).Range(tt.constraint)
		if err != nil || r.String() != tt.want {
			t.Errorf("%s %q = %q, %v, want %q", tt.program, tt.constraint, r, err, tt.want)
		}
	}
	bad := []struct{ program, constraint, want string }{
		{"vllm", "", "no version"},
		{"vllm", "latest", `"latest" is not a version`},
		{"vllm", ">=0.9 >=0.8", ">= twice"},
		{"vllm", ">=0.9 <0.8", "leaves no version"},
		{"vllm", "~0.9", `want ">=A", "<B", both, or one version`},
		{"vllm", ">0.9", `want ">=A"`},
		{"vllm", "0.9 0.10", "want"},
		{"vllm", "unreleased", `"unreleased" is not a version`},
		{"vllm", ">=7", "the newest that was studied is 0.32.0"},
		{"vllm", ">=", "no version after"},
		{"canopy-backend", "1.0", "it has otel-http-old, otel-http-new"},
	}
	for _, tt := range bad {
		if r, err := c.Program(tt.program).Range(tt.constraint); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s %q = %q, %v, want an error with %q", tt.program, tt.constraint, r, err, tt.want)
		}
	}
	if err := c.CheckExporter("vlm", "current"); err == nil {
		t.Error("an unknown exporter is accepted")
	}
}

func TestVersionsOrder(t *testing.T) {
	ordered := []string{"0.2.3", "0.9", "0.9.2", "~0.10.0", "0.10.2", "v0.11", "1", "2.2.9-2.4.1", "4.5.3-4.8.2", "4.6.0-4.8.3", "2025.4"}
	for i := range ordered[1:] {
		a, errA := ParseVersion(ordered[i])
		b, errB := ParseVersion(ordered[i+1])
		if errA != nil || errB != nil || a.Compare(b) >= 0 || b.Compare(a) <= 0 {
			t.Errorf("%s does not come before %s", ordered[i], ordered[i+1])
		}
	}
	for _, text := range []string{"v", "~", "0..7", "0.7.", ".7", "+7", "0.+7", "0.-7", "7a", "99999999999"} {
		if v, err := ParseVersion(text); err == nil {
			t.Errorf("%q is read as %v", text, v.parts)
		}
	}
	if v, _ := ParseVersion("~0.10.0"); !v.Estimated() || v.String() != "0.10.0" {
		t.Errorf("~0.10.0 is %q, estimated %v", v, v.Estimated())
	}
}

// TestTargetLabels: the index says what the table says, and whoever appends to what is returned changes nobody's.
func TestTargetLabels(t *testing.T) {
	c := Default()
	seen := 0
	for _, dialect := range c.Stores() {
		all := c.TargetLabels(dialect)
		_ = append(all, TargetLabel{Store: dialect, Name: "appended"})
		for _, l := range c.TargetLabels(dialect) {
			seen++
			if l.Store != dialect || !c.Adds(dialect, l.Name) || !c.IsTargetLabel(l.Name) {
				t.Errorf("%s does not add %+v", dialect, l)
			}
			if !slices.Contains(c.TargetLabels(dialect, l.Origin), l) {
				t.Errorf("%s adds %s not as %s", dialect, l.Name, l.Origin)
			}
		}
	}
	if seen != len(c.targets) || c.IsTargetLabel("appended") || c.Adds("uwm", "nothing") || c.Adds("", "nothing") || len(c.TargetLabels("elsewhere")) > 0 {
		t.Errorf("%d of %d labels were seen", seen, len(c.targets))
	}
}
