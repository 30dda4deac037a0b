package simulate

import (
	"math"
	"strconv"
)

// A card is a kind of GPU.
type card struct {
	model              string
	memory             int // MiB
	idle, full, limit  float64
	smClock, memClock  float64 // MHz
	dramPerToken, link float64 // bytes moved per token: in its memory in units of its bandwidth, over PCIe
	nvlink             bool
}

// The kinds of GPU that the platform has.
func l40s() card {
	return card{model: "NVIDIA L40S", memory: 46068, idle: 36, full: 330, limit: 350, smClock: 2520, memClock: 9001, dramPerToken: 4e-4, link: 9e3}
}

func a100() card {
	return card{model: "NVIDIA A100-SXM4-80GB", memory: 81920, idle: 62, full: 390, limit: 400, smClock: 1410, memClock: 1593, dramPerToken: 3e-4, link: 9e3, nvlink: true}
}

// A gpu is a GPU of a node. It is sampled once a second, as DCGM does.
type gpu struct {
	card
	index         int
	node          string
	uuid, address string
	holder        *pod // whose it is, or nil
	rng           stream

	util, tensor, dram, engine float64 // of the last second, 0 to 1
	power, temperature         float64
	energy                     float64 // joules since the driver was loaded
	pcieOut, pcieIn, nvlinkMB  float64
	powerHeld, heatHeld        float64 // seconds for which the clock was held back
	xid                        int
	xidText                    string
	singleBit, doubleBit       float64
	remapped                   float64
	slow                       float64
	throttled                  bool

	rows map[string]*series
	x    *exporter
}

// ambient is the temperature of a GPU that draws no power.
const ambient = 24.0

// tick moves a GPU on by a second in which its server computed: the share of the second that it was busy, and the
// tokens of prompts and answers.
func (g *gpu) tick(busy float64, prompts, tokens int) {
	busy = math.Min(1, math.Max(0, busy))
	work := math.Min(1, float64(prompts)/9000+float64(tokens)/1400)
	noise := g.rng.between(-0.015, 0.015)
	g.util = busy
	g.engine = busy * (0.93 + noise)
	g.tensor = math.Min(busy, 0.06*busy+0.5*math.Min(1, float64(prompts)/9000)+0.12*float64(tokens)/1400)
	g.dram = math.Min(0.95*busy, 0.35*busy+float64(tokens)*g.dramPerToken)
	wanted := g.idle + (g.full-g.idle)*(0.45*busy+0.55*work)*(1+noise)
	if g.throttled {
		wanted = g.idle + 0.6*(wanted-g.idle)
		if busy > 0 {
			g.heatHeld += 0.8
		}
	}
	if wanted > 0.97*g.limit {
		g.powerHeld += 0.2
	}
	g.power = math.Min(wanted, g.limit)
	g.energy += g.power // watts for a second
	target := ambient + 0.145*g.power
	if g.throttled {
		target = 91
	}
	g.temperature += (target - g.temperature) / 40
	g.pcieOut = 2e4 + float64(tokens)*g.link*(1+noise)
	g.pcieIn = 3e4 + float64(prompts)*g.link/3*(1+noise)
	if g.nvlink {
		g.nvlinkMB = float64(prompts)*0.13 + float64(tokens)*0.4
	}
	if g.rng.chance(2e-5) {
		g.singleBit++
	}
}

// fail begins a fault.
func (g *gpu) fail(f Fault) {
	g.xid, g.xidText, g.slow, g.throttled = f.XID, f.Text, f.Slow, true
	g.doubleBit++
	g.remapped++
}

// clock is the clock of the multiprocessors in MHz.
func (g *gpu) clock() float64 {
	switch {
	case g.throttled:
		return math.Round(g.smClock / g.slow)
	case g.util == 0:
		return math.Round(0.15 * g.smClock)
	default:
		return g.smClock
	}
}

// export writes the GPU's fields as DCGM's exporter of its node does. A GPU that changes hands has new series.
func (g *gpu) export() {
	used := 0.011 * float64(g.memory)
	if g.holder != nil {
		used = 0.92 * float64(g.memory)
	}
	reserved := 0.014 * float64(g.memory)
	g.field("DCGM_FI_DEV_SM_CLOCK", g.clock())
	g.field("DCGM_FI_DEV_MEM_CLOCK", g.memClock)
	g.field("DCGM_FI_DEV_GPU_TEMP", math.Round(g.temperature))
	g.field("DCGM_FI_DEV_MEMORY_TEMP", math.Round(g.temperature+7))
	g.field("DCGM_FI_DEV_POWER_USAGE", math.Round(1000*g.power)/1000)
	g.field("DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION", math.Round(1000*g.energy))
	g.field("DCGM_FI_DEV_PCIE_REPLAY_COUNTER", 0)
	g.field("DCGM_FI_PROF_PCIE_TX_BYTES", math.Round(g.pcieOut))
	g.field("DCGM_FI_PROF_PCIE_RX_BYTES", math.Round(g.pcieIn))
	g.field("DCGM_FI_DEV_PCIE_TX_THROUGHPUT", math.Round(g.pcieOut/1000))
	g.field("DCGM_FI_DEV_PCIE_RX_THROUGHPUT", math.Round(g.pcieIn/1000))
	g.field("DCGM_FI_DEV_GPU_UTIL", math.Round(100*g.util))
	g.field("DCGM_FI_DEV_MEM_COPY_UTIL", math.Round(100*g.dram))
	g.field("DCGM_FI_DEV_ENC_UTIL", 0)
	g.field("DCGM_FI_DEV_DEC_UTIL", 0)
	g.fault()
	g.field("DCGM_FI_DEV_POWER_VIOLATION", math.Round(1e9*g.powerHeld))
	g.field("DCGM_FI_DEV_THERMAL_VIOLATION", math.Round(1e9*g.heatHeld))
	g.field("DCGM_FI_DEV_BOARD_LIMIT_VIOLATION", 0)
	g.field("DCGM_FI_DEV_FB_USED", math.Round(used))
	g.field("DCGM_FI_DEV_FB_FREE", float64(g.memory)-math.Round(used)-math.Round(reserved))
	g.field("DCGM_FI_DEV_FB_RESERVED", math.Round(reserved))
	g.field("DCGM_FI_DEV_ECC_SBE_VOL_TOTAL", g.singleBit)
	g.field("DCGM_FI_DEV_ECC_DBE_VOL_TOTAL", g.doubleBit)
	if g.nvlink {
		g.field("DCGM_FI_DEV_NVLINK_BANDWIDTH_TOTAL", math.Round(g.nvlinkMB))
	}
	g.field("DCGM_FI_DEV_VGPU_LICENSE_STATUS", 0)
	g.field("DCGM_FI_DEV_UNCORRECTABLE_REMAPPED_ROWS", g.remapped)
	g.field("DCGM_FI_DEV_CORRECTABLE_REMAPPED_ROWS", 0)
	g.field("DCGM_FI_DEV_ROW_REMAP_FAILURE", 0)
	g.field("DCGM_FI_PROF_GR_ENGINE_ACTIVE", round(g.engine))
	g.field("DCGM_FI_PROF_PIPE_TENSOR_ACTIVE", round(g.tensor))
	g.field("DCGM_FI_PROF_DRAM_ACTIVE", round(g.dram))
}

// fault exports the last error. Its code and text are labels, too: another error is another series.
func (g *gpu) fault() {
	const name = "DCGM_FI_DEV_XID_ERRORS"
	text := g.xidText
	if g.xid == 0 {
		text = "No Error"
	}
	if s := g.rows[name]; s != nil {
		s.gone = true
	}
	s := g.x.metric(name).with(append(g.labels(), "err_code", strconv.Itoa(g.xid), "err_msg", text)...)
	s.set(float64(g.xid))
	g.rows[name] = s
}

func (g *gpu) field(name string, v float64) {
	s, ok := g.rows[name]
	if !ok {
		s = g.x.metric(name).with(g.labels()...)
		g.rows[name] = s
	}
	s.set(v)
}

func (g *gpu) labels() []string {
	labels := []string{
		"gpu", strconv.Itoa(g.index), "UUID", g.uuid, "pci_bus_id", g.address, "device", "nvidia" + strconv.Itoa(g.index), "modelName", g.model,
		"Hostname", g.node, "hostname", g.node, "DCGM_FI_DRIVER_VERSION", "570.148.08",
	}
	if g.holder != nil {
		labels = append(labels, "namespace", g.holder.namespace, "pod", g.holder.name, "container", g.holder.container)
	}
	return labels
}

// hold gives the GPU to a pod, or to none.
func (g *gpu) hold(p *pod) {
	g.holder = p
	for _, s := range g.rows {
		if s != nil {
			s.gone = true // which order does not matter
		}
	}
	clear(g.rows)
}

func round(v float64) float64 { return math.Round(1e6*v) / 1e6 }
