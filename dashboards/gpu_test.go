package dashboards_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/llm-observability/dashgen/dashboards"
	"github.com/llm-observability/dashgen/internal/build"
	"github.com/llm-observability/dashgen/internal/gitops"
	"github.com/llm-observability/dashgen/internal/project"
	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// litemaasWith builds a dashboard for the shipped environment litemaas after a change to it.
func litemaasWith(t *testing.T, d panels.Dashboard, change func(*build.Environment)) *build.Dashboard {
	t.Helper()
	p, err := project.Load(filepath.Join(root, "dashgen.yaml"), catalogue.Default(), dashboards.All())
	if err != nil {
		t.Fatal(err)
	}
	cfg, ok := p.Config.Environment("litemaas")
	if !ok {
		t.Fatal("no environment litemaas")
	}
	env, err := p.Environment(cfg)
	if err != nil {
		t.Fatal(err)
	}
	change(env)
	out, err := build.Build(d, env)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// runs sets which releases of an exporter an environment has.
func runs(t *testing.T, exporter, constraint string) func(*build.Environment) {
	t.Helper()
	r, err := catalogue.Default().Primary(exporter).Range(constraint)
	if err != nil {
		t.Fatal(err)
	}
	return func(env *build.Environment) { env.Releases[exporter] = r }
}

// panelOf returns a panel by its title. ok is false when the dashboard has none.
func panelOf(d *build.Dashboard, title string) (found build.Panel, ok bool) {
	eachPanel(d, func(p build.Panel) {
		if p.Title == title {
			found, ok = p, true
		}
	})
	return found, ok
}

// openSeries is a store of a few series.
func openSeries(t *testing.T, text string) *prom.Engine {
	t.Helper()
	return engineOn(t, func(s *prom.Storage) {
		if _, err := s.LoadSeries("test", strings.NewReader(text)); err != nil {
			t.Fatal(err)
		}
	})
}

// checkPanel compares what one panel of a dashboard shows with what was worked out on paper.
func checkPanel(t *testing.T, e prom.Querier, d *build.Dashboard, title string, want map[string]float64) {
	t.Helper()
	p, ok := panelOf(d, title)
	if !ok {
		t.Fatalf("no panel %s", title)
	}
	checkValues(t, lastValues(t, e, byHand().window, d, p, ""), want)
}

func TestGPUShowsItsValues(t *testing.T) {
	type want = map[string]float64
	const a0, a1, b0 = "node-a GPU 0", "node-a GPU 1", "node-b GPU 0"
	checkShown(t, []shown{
		{"litemaas", "gpu", "GPUs", "", want{"GPUs": 3}},
		{"litemaas", "gpu", "Busiest GPU", "", want{"busiest": 80}},
		{"litemaas", "gpu", "Fullest Memory", "", want{"fullest": 40960.0 / 46080}},
		{"litemaas", "gpu", "Hottest GPU", "", want{"hottest": 85}},
		{"litemaas", "gpu", "Power", "", want{"total": 330}}, // the GPU that two pods share draws its 100 W once
		{"litemaas", "gpu", "GPUs with an XID Error", "", want{"with an error": 2}},
		{"litemaas", "gpu", "GPU Utilization", "", want{a0: 80, a1: 50, b0: 0}},
		{"litemaas", "gpu", "Compute Engine Activity", "", want{a0: 0.75, b0: 0}},
		{"litemaas", "gpu", "Tensor Core Activity", "", want{a0: 0.4, b0: 0}},
		{"litemaas", "gpu", "DRAM Activity", "", want{a0: 0.6, b0: 0}},
		{"litemaas", "gpu", "GPU Memory Used", "", want{a0: 40960, a1: 23040, b0: 0}},
		{"litemaas", "gpu", "GPU Memory Share", "", want{a0: 40960.0 / 46080, a1: 0.5, b0: 0}},
		{"litemaas", "gpu", "GPU Temperature", "", want{a0: 70, a1: 85, b0: 35}},
		{"litemaas", "gpu", "Power Draw", "", want{a0: 200, a1: 100, b0: 30, "total": 330}},
		{"litemaas", "gpu", "NVLink Bandwidth", "", want{a0: 1200, a1: 1100}}, // MB/s as they are: their rate is 0
		{"litemaas", "gpu", "PCIe Throughput", "", want{ // the shared GPU has only the older fields, in kB/s
			a0 + " sent": 5e6, a0 + " received": 8e6, a1 + " sent": 3e6, a1 + " received": 4e6, b0 + " sent": 0, b0 + " received": 1000,
		}},
		{"litemaas", "gpu", "XID Errors", "", want{a0: 0, a1: 31, b0: 48}},
		{"litemaas", "gpu", "GPU Utilization by Workload", "", want{"llm-hosting granite-a": 80, "llm-hosting scout-a": 50}},
		{"litemaas", "gpu", "GPU Memory by Workload", "", want{"llm-hosting granite-a": 64000, "llm-hosting scout-a": 23040}},
		{"litemaas", "gpu", "Tokens per Watt", "", want{"granite-3-2-8b-instruct granite-a": 400.0 / 300, "llama-scout-17b scout-a": 1}},
		{"litemaas", "gpu", "SM Clock", "", want{a0: 1500, a1: 1400, b0: 210}},
		{"litemaas", "gpu", "Memory Clock", "", want{a0: 9000, a1: 9000, b0: 405}},
		{"litemaas", "gpu", "Memory Temperature", "", want{a0: 75, a1: 88, b0: 40}},
		{"litemaas", "gpu", "Energy", "", want{a0: 0.2 / 3, a1: 0.1 / 3, b0: 0.03 / 3}}, // of 20 minutes, in kWh
		{"litemaas", "gpu", "Throttling", "", want{
			a0 + " power": 0.25, a0 + " heat": 0, a0 + " board limit": 0, a1 + " power": 0, a1 + " heat": 0.1, a1 + " board limit": 0,
			b0 + " power": 0, b0 + " heat": 0, b0 + " board limit": 0,
		}},
		{"litemaas", "gpu", "ECC and Row Remapping", "", want{
			"Uncorrectable Remapped: node-a 0": 0, "Uncorrectable Remapped: node-a 1": 0, "Uncorrectable Remapped: node-b 0": 40,
			"Correctable Remapped: node-a 0": 0, "Correctable Remapped: node-a 1": 0, "Correctable Remapped: node-b 0": 0,
			"Remapping Failed: node-a 0": 0, "Remapping Failed: node-a 1": 0, "Remapping Failed: node-b 0": 0,
			"Double-Bit: node-a 0": 0, "Double-Bit: node-a 1": 0, "Double-Bit: node-b 0": 0,
			"Single-Bit: node-a 0": 40, "Single-Bit: node-a 1": 0, "Single-Bit: node-b 0": 0,
		}},
		{"litemaas", "gpu", "GPUs Now", "", want{
			"Utilization: node-a 0 NVIDIA L40S": 80, "Utilization: node-a 1 NVIDIA L40S": 50, "Utilization: node-b 0 NVIDIA L40S": 0,
			"Memory Used: node-a 0 NVIDIA L40S": 40960, "Memory Used: node-a 1 NVIDIA L40S": 23040, "Memory Used: node-b 0 NVIDIA L40S": 0,
			"Memory Share: node-a 0 NVIDIA L40S": 40960.0 / 46080, "Memory Share: node-a 1 NVIDIA L40S": 0.5, "Memory Share: node-b 0 NVIDIA L40S": 0,
			"Temperature: node-a 0 NVIDIA L40S": 70, "Temperature: node-a 1 NVIDIA L40S": 85, "Temperature: node-b 0 NVIDIA L40S": 35,
			"Power: node-a 0 NVIDIA L40S": 200, "Power: node-a 1 NVIDIA L40S": 100, "Power: node-b 0 NVIDIA L40S": 30,
		}},
	}...)
}

// TestGPUMemoryBeforeItsReserveWasTold: older exporters do not tell what the driver reserves. A fleet of both counts
// what each tells.
func TestGPUMemoryBeforeItsReserveWasTold(t *testing.T) {
	e := openSeries(t, `load 30s from 2026-01-01T00:00:00Z
DCGM_FI_DEV_FB_USED{Hostname="old",gpu="0"}     30000x60
DCGM_FI_DEV_FB_FREE{Hostname="old",gpu="0"}     10000x60
DCGM_FI_DEV_FB_USED{Hostname="new",gpu="0"}     30000x60
DCGM_FI_DEV_FB_FREE{Hostname="new",gpu="0"}     29000x60
DCGM_FI_DEV_FB_RESERVED{Hostname="new",gpu="0"}  1000x60
`)
	for constraint, want := range map[string]map[string]float64{
		"4.2":        {"old GPU 0": 0.75, "new GPU 0": 30000.0 / 59000},
		">=4.2 <4.6": {"old GPU 0": 0.75, "new GPU 0": 0.5},
		"4.5":        {"new GPU 0": 0.5},
	} {
		t.Run(constraint, func(t *testing.T) {
			checkPanel(t, e, litemaasWith(t, dashboards.GPU(), runs(t, "dcgm-exporter", constraint)), "GPU Memory Share", want)
		})
	}
}

// TestGPUPartsAddUp: of a card that is split (MIG), memory adds up over the parts and power does not.
func TestGPUPartsAddUp(t *testing.T) {
	e := openSeries(t, `load 30s from 2026-01-01T00:00:00Z
DCGM_FI_DEV_FB_USED{Hostname="n",gpu="0",GPU_I_ID="1"}     10000x60
DCGM_FI_DEV_FB_USED{Hostname="n",gpu="0",GPU_I_ID="2"}      5000x60
DCGM_FI_DEV_POWER_USAGE{Hostname="n",gpu="0",GPU_I_ID="1"}   250x60
DCGM_FI_DEV_POWER_USAGE{Hostname="n",gpu="0",GPU_I_ID="2"}   250x60
`)
	d := litemaasWith(t, dashboards.GPU(), func(*build.Environment) {})
	checkPanel(t, e, d, "GPU Memory Used", map[string]float64{"n GPU 0": 15000})
	checkPanel(t, e, d, "Power Draw", map[string]float64{"n GPU 0": 250, "total": 250})
}

// TestGPUNodesKeepTheirName: the label Hostname becomes hostname in a later exporter. Nodes of both are there while
// they are upgraded, whether the picker is at All or not.
func TestGPUNodesKeepTheirName(t *testing.T) {
	e := openSeries(t, `load 30s from 2026-01-01T00:00:00Z
DCGM_FI_DEV_GPU_TEMP{Hostname="old",gpu="0"} 50x60
DCGM_FI_DEV_GPU_TEMP{hostname="new",gpu="0"} 60x60
`)
	for constraint, want := range map[string]map[string]float64{
		"4.5":           {"old GPU 0": 50},
		">=4.5":         {"old GPU 0": 50, "new GPU 0": 60},
		">=4.6.0-4.8.3": {"new GPU 0": 60},
	} {
		t.Run(constraint, func(t *testing.T) {
			checkPanel(t, e, litemaasWith(t, dashboards.GPU(), runs(t, "dcgm-exporter", constraint)), "GPU Temperature", want)
		})
	}
}

// TestGPUWorkloadsWhereLabelsAreHonoured: the workload is then namespace and pod, and tokens still find their watts.
func TestGPUWorkloadsWhereLabelsAreHonoured(t *testing.T) {
	e := openSeries(t, `load 30s from 2026-01-01T00:00:00Z
DCGM_FI_DEV_GPU_UTIL{Hostname="n",gpu="0",namespace="llm-hosting",pod="granite-a"}    80x60
DCGM_FI_DEV_POWER_USAGE{Hostname="n",gpu="0",namespace="llm-hosting",pod="granite-a"} 200x60
vllm:generation_tokens_total{model_name="granite",namespace="llm-hosting",pod="granite-a"} 0+12000x60
`)
	d := litemaasWith(t, dashboards.GPU(), func(env *build.Environment) {
		env.Stores[0].HonorLabels = []string{"dcgm-exporter"}
		env.Limited = nil
	})
	checkPanel(t, e, d, "GPU Utilization by Workload", map[string]float64{"llm-hosting granite-a": 80})
	checkPanel(t, e, d, "Tokens per Watt", map[string]float64{"granite granite-a": 2})
}

// TestTokensPerWattNeedOneStore: no expression reaches two stores, so the panel is left out and not the dashboard.
func TestTokensPerWattNeedOneStore(t *testing.T) {
	for name, change := range map[string]func(*build.Environment){
		"vLLM in another store": func(env *build.Environment) {
			env.Stores = append(env.Stores, queries.Store{Name: "rhoai", Dialect: "rhoai", Exporters: []string{"vllm"}})
		},
		"no vLLM": func(env *build.Environment) { delete(env.Releases, "vllm") },
	} {
		t.Run(name, func(t *testing.T) {
			d := litemaasWith(t, dashboards.GPU(), change)
			if _, ok := panelOf(d, "Tokens per Watt"); ok {
				t.Error("the panel is there")
			}
			if _, ok := panelOf(d, "Power Draw"); !ok {
				t.Error("Power Draw is not there")
			}
		})
	}
}

// TestGPUAsksForNoRateOfRates: what DCGM gives as a rate is shown as it is, and XID is a code.
func TestGPUAsksForNoRateOfRates(t *testing.T) {
	asIs := map[string]bool{}
	for _, env := range shipped(t) {
		eachOf(env, "gpu", func(p build.Panel) {
			for _, target := range p.Targets {
				for _, name := range []string{"DCGM_FI_DEV_NVLINK_BANDWIDTH_TOTAL", "DCGM_FI_PROF_PCIE_TX_BYTES", "DCGM_FI_DEV_PCIE_TX_THROUGHPUT", "DCGM_FI_DEV_XID_ERRORS"} {
					if !strings.Contains(target.Expr, name) {
						continue
					}
					asIs[name] = true
					for _, fn := range []string{"rate(", "increase(", "delta("} {
						if strings.Contains(target.Expr, fn) {
							t.Errorf("%s: %s", p.Title, target.Expr)
						}
					}
				}
				if strings.Contains(target.Expr, "MEM_COPY_UTIL") {
					t.Errorf("%s shows the memory's traffic as its use: %s", p.Title, target.Expr)
				}
			}
		})
	}
	if len(asIs) != 4 {
		t.Errorf("only %v are shown", asIs)
	}
}

func eachOf(env gitops.Environment, dashboard string, f func(build.Panel)) {
	for _, d := range env.Dashboards {
		if d.Name == dashboard {
			eachPanel(d, f)
		}
	}
}
