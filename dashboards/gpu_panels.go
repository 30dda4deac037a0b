package dashboards

import (
	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/dcgm"
)

func gpuXID() panels.Panel {
	return panels.Timeline("XID Errors", panels.Doc{
		Means: "Code of the last error that the driver reported for each card; it is a name, not a count, and stays until another comes.",
		Good:  "No error.",
		Act:   "Amber codes are a program's fault as a rule: read its log; for red ones drain the node and reset or replace the card.",
	}, dcgm.XIDErrors.Max(dcgm.Hostname, dcgm.GPU).As(gpuName), xidStates()...).
		Empty("no exporter")
}

// xidStates are the codes that one meets, as NVIDIA's list of XID errors has them. Others are shown as numbers.
func xidStates() []panels.State {
	ss := []panels.State{{Value: 0, Text: "no error", Colour: panels.Good()}}
	for _, s := range []struct {
		code float64
		text string
	}{
		{13, "13 engine exception"}, {31, "31 memory page fault"}, {43, "43 stopped processing"}, {45, "45 cleaned up after a program"},
	} {
		ss = append(ss, panels.State{Value: s.code, Text: s.text, Colour: panels.Warn()})
	}
	for _, s := range []struct {
		code float64
		text string
	}{
		{48, "48 double-bit memory error"}, {63, "63 row remap pending"}, {64, "64 row remap failed"}, {74, "74 NVLink error"},
		{79, "79 fell off the bus"}, {92, "92 many single-bit errors"}, {94, "94 contained memory error"}, {95, "95 uncontained memory error"},
		{119, "119 firmware timeout"}, {120, "120 firmware error"},
	} {
		ss = append(ss, panels.State{Value: s.code, Text: s.text, Colour: panels.Bad()})
	}
	return ss
}

func gpuMemoryErrors() panels.Panel {
	over := func(c queries.Counter[dcgm.Exporter]) queries.Query {
		return dcgm.Happened(c, dcgm.Hostname, dcgm.GPU)
	}
	return panels.Table("ECC and Row Remapping", panels.Doc{
		Means: "Memory errors of each card over the time range: rows that were replaced by spare ones, and single-bit (corrected) and double-bit errors where the exporter's list of fields has them.",
		Good:  "Zero, or now and then a corrected one.",
		Act:   "If rows are remapped for uncorrectable errors, reset the card when it is free; if remapping failed, replace it.",
	},
		panels.Col("Uncorrectable Remapped", over(dcgm.UncorrectableRemappedRows)),
		panels.Col("Correctable Remapped", over(dcgm.CorrectableRemappedRows)),
		panels.Col("Remapping Failed", dcgm.RowRemapFailure.Any(dcgm.Hostname, dcgm.GPU)),
		panels.Col("Double-Bit", over(dcgm.ECCDBEVol)),
		panels.Col("Single-Bit", over(dcgm.ECCSBEVol))).
		Head(dcgm.Hostname, "Node").
		Head(dcgm.GPU, "GPU").
		Empty("not exported")
}

func gpuUtilizationByWorkload() panels.Panel {
	return panels.TimeSeries("GPU Utilization by Workload", panels.Doc{
		Means: "Utilization of the busiest card that a pod holds; cards without a pod are not here.",
		Good:  "Every pod that holds a card uses it.",
		Act:   "If a pod holds a card and stays at zero, scale it down and give the card away.",
	}, dcgm.GPUUtil.Where(dcgm.Pod.IsNot("")).Max(dcgm.Namespace, dcgm.Pod).As("{{namespace}} {{pod}}")).
		Empty("no pod holds a GPU")
}

func gpuMemoryByWorkload() panels.Panel {
	used := dcgm.FBUsed.Where(dcgm.Pod.IsNot("")).Max(dcgm.Namespace, dcgm.Pod, dcgm.Hostname, dcgm.GPU, dcgm.GPUIID)
	return panels.TimeSeries("GPU Memory by Workload", panels.Doc{
		Means: "Memory in use on the cards that a pod holds; on a card that pods share it is the whole card's for each.",
		Good:  "Flat per pod.",
		Act:   "If a pod's memory is far below its cards', a smaller card or a part of one would do.",
	}, queries.SumGroups(used, dcgm.Namespace, dcgm.Pod).As("{{namespace}} {{pod}}")).
		Empty("no pod holds a GPU")
}

func gpuTable() panels.Panel {
	by := []queries.Label[dcgm.Exporter]{dcgm.Hostname, dcgm.GPU, dcgm.ModelName}
	return panels.Table("GPUs Now", panels.Doc{
		Means: "One row per card with its values now; a card that is split (MIG) has no utilization.",
		Good:  "Cards of one kind look alike.",
		Act:   "If one stands out, follow it in the panels above with the pickers.",
	},
		panels.Col("Utilization", dcgm.GPUUtil.Max(by...)).Bar(),
		panels.Col("Memory Used", dcgm.Used(by...)),
		panels.Col("Memory Share", dcgm.UsedShare(by...)).Bar(),
		panels.Col("Temperature", dcgm.GPUTemp.Max(by...)).Limits(panels.GPUTemperatureLimits()),
		panels.Col("Power", dcgm.Power(by...))).
		Head(dcgm.Hostname, "Node").
		Head(dcgm.GPU, "GPU").
		Head(dcgm.ModelName, "Model").
		Empty("no value")
}

func gpuSMClock() panels.Panel {
	return panels.TimeSeries("SM Clock", panels.Doc{
		Means: "Clock of each card's compute units.",
		Good:  "At its top under load, low when idle.",
		Act:   "If it falls under load, something holds the card back: heat or power, see Throttling.",
	}, dcgm.SMClock.Max(dcgm.Hostname, dcgm.GPU).As(gpuName))
}

func gpuMemoryClock() panels.Panel {
	return panels.TimeSeries("Memory Clock", panels.Doc{
		Means: "Clock of each card's memory.",
		Good:  "Constant under load.",
		Act:   "If it differs between cards of one kind, compare their settings.",
	}, dcgm.MemClock.Max(dcgm.Hostname, dcgm.GPU).As(gpuName))
}

func gpuMemoryTemperature() panels.Panel {
	return panels.TimeSeries("Memory Temperature", panels.Doc{
		Means: "Temperature of each card's memory; some cards have no sensor and report 0.",
		Good:  "Some degrees above the die, and steady.",
		Act:   "If it nears the limit in the card's data sheet, lower the load or improve the cooling.",
	}, dcgm.MemoryTemp.Max(dcgm.Hostname, dcgm.GPU).As(gpuName))
}

func gpuEnergy() panels.Panel {
	return panels.BarGauge("Energy", panels.Doc{
		Means: "Energy that each card used over the time range, added up from its power minute by minute.",
		Good:  "What you expect for the range.",
		Act:   "If an idle card uses much, its clocks do not go down: look for a process that holds it.",
	}, dcgm.Energy(dcgm.Hostname, dcgm.GPU).As(gpuName)).
		Empty("no exporter")
}

func gpuThrottling() panels.Panel {
	by := []queries.Label[dcgm.Exporter]{dcgm.Hostname, dcgm.GPU}
	return panels.TimeSeries("Throttling", panels.Doc{
		Means: "Share of time for which clocks were held back, by reason, where the exporter's list of fields has the violation counters, which by default it has not.",
		Good:  "Zero; at full load power may be a steady share.",
		Act:   "If heat holds a card back, look at the cooling; if power does, at the card's limit and the node's supply.",
	},
		dcgm.HeldBack(dcgm.PowerViolation, by...).As(gpuName+" power"),
		dcgm.HeldBack(dcgm.ThermalViolation, by...).As(gpuName+" heat"),
		dcgm.HeldBack(dcgm.BoardLimitViolation, by...).As(gpuName+" board limit")).
		Empty("not exported")
}
