package dcgm

import (
	"slices"

	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// DCGM tells of one GPU in several series where pods share it, and of each part of one that is split (MIG). What
// follows counts a GPU, or a part, once: first the highest value per device, then the sum of devices.

// Used is the framebuffer memory in use, in MiB.
func Used(by ...queries.Label[Exporter]) queries.Query { return perDevice(FBUsed, by) }

// UsedShare is the share of framebuffer memory in use, 0 to 1: of what is used, free and reserved by the driver.
// Releases before 4.3.1-4.4.0 do not tell what is reserved; there it is the share of the rest.
func UsedShare(by ...queries.Label[Exporter]) queries.Query {
	rest := queries.Plus(Used(by...), perDevice(FBFree, by))
	return queries.Per(Used(by...), queries.PlusSome(rest, perDevice(FBReserved, by)))
}

// Power is the power that boards draw, in watts. A GPU that is split or shared draws it once.
func Power(by ...queries.Label[Exporter]) queries.Query {
	return queries.SumGroups(PowerUsage.Max(with(by, Hostname, GPU)...), anyLabels(by)...)
}

// PCIeSent is what GPUs sent over PCIe, in bytes/s: DCGM's ready-made rate, or the older field's in kB/s where a GPU
// has only that. The labels must tell GPUs apart.
func PCIeSent(by ...queries.Label[Exporter]) queries.Query {
	return queries.Template("%s or %s * 1000", ProfPCIeTXBytes.Max(by...), PCIeTXThroughput.Max(by...))
}

// PCIeReceived is what GPUs received over PCIe, in bytes/s. The labels must tell GPUs apart.
func PCIeReceived(by ...queries.Label[Exporter]) queries.Query {
	return queries.Template("%s or %s * 1000", ProfPCIeRXBytes.Max(by...), PCIeRXThroughput.Max(by...))
}

// Energy is what boards used over the time range, in kWh: their power added up minute by minute. DCGM's own counter
// of energy has a series per pod, which can't be told from a second pod on the same board.
func Energy(by ...queries.Label[Exporter]) queries.Query {
	u := catalogue.Unit{Dimension: catalogue.Energy, Scale: 3.6e6}
	return queries.Template("sum_over_time(%s[$__range:1m]) * 60 / 3.6e6", Power(by...)).Measures(u)
}

// HeldBack is the share of time, 0 to 1, for which something held clocks back: one of the violation counters.
func HeldBack(c queries.Counter[Exporter], by ...queries.Label[Exporter]) queries.Query {
	share := queries.MaxGroups(c.Rate(with(by, Hostname, GPU, GPUIID, Namespace, Pod)...), anyLabels(by)...)
	return queries.Template("%s / 1e9", share) // from nanoseconds per second
}

// Happened is the increase of one of the counters of errors over the time range: where pods share a device or follow
// each other on it, the highest of what any of them saw.
func Happened(c queries.Counter[Exporter], by ...queries.Label[Exporter]) queries.Query {
	return HappenedOver(c, queries.WholeRange(), by...)
}

// HappenedOver is what Happened is, over a window.
func HappenedOver(c queries.Counter[Exporter], w queries.Window, by ...queries.Label[Exporter]) queries.Query {
	return queries.MaxGroups(c.Increase(w, with(by, Hostname, GPU, GPUIID, Namespace, Pod)...), anyLabels(by)...)
}

func perDevice(g queries.Gauge[Exporter], by []queries.Label[Exporter]) queries.Query {
	return queries.SumGroups(g.Max(with(by, Hostname, GPU, GPUIID)...), anyLabels(by)...)
}

func with(labels []queries.Label[Exporter], more ...queries.Label[Exporter]) []queries.Label[Exporter] {
	out := slices.Clone(labels)
	for _, l := range more {
		if !slices.Contains(out, l) {
			out = append(out, l)
		}
	}
	return out
}

func anyLabels(labels []queries.Label[Exporter]) []queries.AnyLabel {
	var out []queries.AnyLabel
	for _, l := range labels {
		out = append(out, l)
	}
	return out
}
