package dashboards

import (
	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/catalogue"
	"github.com/llm-observability/dashgen/queries/dcgm"
	"github.com/llm-observability/dashgen/queries/vllm"
)

// GPU shows the cards themselves, whoever uses them. There is no picker of the workload's namespace: a GPU that
// nobody uses has none, and would be hidden.
func GPU() panels.Dashboard {
	return panels.New("gpu", "GPU Dashboard (DCGM)",
		"Are the GPUs busy, full, hot or broken? One line per card, and who uses it.").
		Tags("litemaas", "gpu").
		Scope(
			panels.Pick("node", "Node", dcgm.GPUTemp, dcgm.Hostname),
			panels.Pick("gpu", "GPU", dcgm.GPUTemp, dcgm.GPU),
		).
		Stats(gpuCount(), gpuBusyNow(), gpuFullestNow(), gpuHottestNow(), gpuPowerNow(), gpuFaultsNow()).
		Row("Load", gpuUtilization(), gpuEngine(), gpuTensor(), gpuDRAM()).
		Row("Memory", gpuMemoryUsed(), gpuMemoryShare()).
		Row("Heat and power", gpuTemperature(), gpuPower()).
		Row("Interconnect", gpuNVLink(), gpuPCIe()).
		Row("Errors", gpuXID(), gpuMemoryErrors()).
		Row("Workloads", gpuUtilizationByWorkload(), gpuMemoryByWorkload(), gpuTokensPerWatt()).
		Row("GPU by GPU", gpuTable()).
		Detail("Clocks and energy", gpuSMClock(), gpuMemoryClock(), gpuMemoryTemperature(), gpuEnergy(), gpuThrottling())
}

// gpuName is a card in a legend: its node and its index there.
const gpuName = "{{Hostname}} GPU {{gpu}}"

func gpuCount() panels.StatPanel {
	return panels.Stat("GPUs", panels.Doc{
		Means: "Cards that DCGM reports now.",
		Good:  "As many as you own.",
		Act:   "If some are missing, look for a node without its exporter, then for a card that fell off the bus.",
	}, queries.CountGroups(dcgm.GPUTemp.Max(dcgm.Hostname, dcgm.GPU)).Measures(catalogue.Counted("GPUs")).As("GPUs")).
		Empty("no exporter")
}

func gpuBusyNow() panels.StatPanel {
	return panels.Stat("Busiest GPU", panels.Doc{
		Means: "Share of time in which the busiest card ran anything at all.",
		Good:  "High while people work: idle cards cost as much.",
		Act:   "If it is low while requests wait, the servers are not limited by the GPU.",
	}, dcgm.GPUUtil.Max().As("busiest")).
		Empty("no exporter")
}

func gpuFullestNow() panels.StatPanel {
	return panels.Stat("Fullest Memory", panels.Doc{
		Means: "Share of memory in use on the card that has the least left.",
		Good:  "Steady: vLLM takes its share, 90 % by default, when it starts and keeps it.",
		Act:   "If it creeps up, something beside the model server uses the card.",
	}, queries.MaxGroups(dcgm.UsedShare(dcgm.Hostname, dcgm.GPU)).As("fullest")).
		Empty("no exporter")
}

func gpuHottestNow() panels.StatPanel {
	return panels.Stat("Hottest GPU", panels.Doc{
		Means: "Temperature of the hottest card.",
		Good:  "Below 83 °C.",
		Act:   "If it is hot, look at the node's fans and at the throttling below.",
	}, dcgm.GPUTemp.Max().As("hottest")).
		Limits(panels.GPUTemperatureLimits()).
		Empty("no exporter")
}

func gpuPowerNow() panels.StatPanel {
	return panels.Stat("Power", panels.Doc{
		Means: "Power that all cards draw together.",
		Good:  "It follows the load.",
		Act:   "If it is high while nothing runs, look for a process that was left behind.",
	}, dcgm.Power().As("total")).
		Empty("no exporter")
}

func gpuFaultsNow() panels.StatPanel {
	return panels.Stat("GPUs with an XID Error", panels.Doc{
		Means: "Cards whose driver reported an error; DCGM keeps the last code until another comes or the driver starts anew.",
		Good:  "Zero.",
		Act:   "Look below at which card and which code: some are a program's fault, some the card's.",
	}, queries.Template("sum(%s > bool 0)", dcgm.XIDErrors.Max(dcgm.Hostname, dcgm.GPU)).Measures(catalogue.Counted("GPUs")).As("with an error")).
		Limits(panels.GPUFaultLimits()).
		Empty("no exporter")
}

func gpuUtilization() panels.Panel {
	return panels.TimeSeries("GPU Utilization", panels.Doc{
		Means: "Share of time in which a card ran a kernel, however small; a card that is split (MIG) has no value.",
		Good:  "High while requests are served.",
		Act:   "If it is at 100 %, compare with the tensor cores: busy is not yet productive.",
	}, dcgm.GPUUtil.Max(dcgm.Hostname, dcgm.GPU).As(gpuName))
}

func gpuEngine() panels.Panel {
	return panels.TimeSeries("Compute Engine Activity", panels.Doc{
		Means: "Share of time in which the compute engine was busy, measured by the hardware; cards that are split (MIG) have it, too, as their busiest part.",
		Good:  "Close to GPU Utilization.",
		Act:   "If it is far below, kernels are short and the card waits for the host.",
	}, dcgm.ProfGrEngineActive.Max(dcgm.Hostname, dcgm.GPU).As(gpuName)).
		Empty("no profiling fields on these GPUs")
}

func gpuTensor() panels.Panel {
	return panels.TimeSeries("Tensor Core Activity", panels.Doc{
		Means: "Share of cycles in which the tensor cores worked, which is what prompts are computed with.",
		Good:  "It rises with prompt tokens; generating uses it little.",
		Act:   "If it stays near zero while prompts are long, the model runs in a type that the tensor cores do not take.",
	}, dcgm.ProfPipeTensorActive.Max(dcgm.Hostname, dcgm.GPU).As(gpuName)).
		Empty("no profiling fields on these GPUs")
}

func gpuDRAM() panels.Panel {
	return panels.TimeSeries("DRAM Activity", panels.Doc{
		Means: "Share of cycles in which data moved to or from the card's memory, which is what limits generating.",
		Good:  "It rises with generated tokens.",
		Act:   "If it is above 80 %, the card is at its limit: a larger batch or a smaller model type makes more of each read.",
	}, dcgm.ProfDRAMActive.Max(dcgm.Hostname, dcgm.GPU).As(gpuName)).
		Empty("no profiling fields on these GPUs")
}

func gpuMemoryUsed() panels.Panel {
	return panels.TimeSeries("GPU Memory Used", panels.Doc{
		Means: "Framebuffer memory in use per card.",
		Good:  "Flat: a model server reserves its memory when it starts.",
		Act:   "If it drops, a server went away; if it grows, something leaks or shares the card.",
	}, dcgm.Used(dcgm.Hostname, dcgm.GPU).As(gpuName))
}

func gpuMemoryShare() panels.Panel {
	return panels.TimeSeries("GPU Memory Share", panels.Doc{
		Means: "Memory in use as a share of used, free and reserved; where the exporter does not tell what the driver reserves, of used and free.",
		Good:  "Near what the server was told to take, 90 % by default.",
		Act:   "If it is at 100 %, the next model that starts on the card fails: move one.",
	}, dcgm.UsedShare(dcgm.Hostname, dcgm.GPU).As(gpuName))
}

func gpuTemperature() panels.Panel {
	return panels.TimeSeries("GPU Temperature", panels.Doc{
		Means: "Temperature of each card's die.",
		Good:  "Below 83 °C.",
		Act:   "If one card is hotter than its neighbours, look at its place in the node; if all are, at the cooling.",
	}, dcgm.GPUTemp.Max(dcgm.Hostname, dcgm.GPU).As(gpuName)).
		Limits(panels.GPUTemperatureLimits())
}

func gpuPower() panels.Panel {
	return panels.TimeSeries("Power Draw", panels.Doc{
		Means: "Power that each card draws, and all together.",
		Good:  "It follows the load and stays below the card's limit.",
		Act:   "If a line is flat at its top, the card is held back by its power limit: see Throttling.",
	},
		dcgm.Power(dcgm.Hostname, dcgm.GPU).As(gpuName),
		dcgm.Power().As("total")).
		Colour("total", panels.Aborted())
}

func gpuNVLink() panels.Panel {
	return panels.TimeSeries("NVLink Bandwidth", panels.Doc{
		Means: "Traffic of each card over all its NVLink lanes, as DCGM averages it between two samples.",
		Good:  "It follows the load of models that span cards, and is zero otherwise.",
		Act:   "If one card of a group is far below the others, look at its links and at the XID errors.",
	}, dcgm.NVLinkBandwidth.Max(dcgm.Hostname, dcgm.GPU).As(gpuName)).
		Empty("no GPU with NVLink")
}

func gpuPCIe() panels.Panel {
	return panels.TimeSeries("PCIe Throughput", panels.Doc{
		Means: "Traffic of each card over PCIe, both ways, as DCGM measures it.",
		Good:  "Small, but for the minutes in which a model is loaded.",
		Act:   "If it stays high, the model does not fit: weights or the KV cache are swapped to the host.",
	},
		dcgm.PCIeSent(dcgm.Hostname, dcgm.GPU).As(gpuName+" sent"),
		dcgm.PCIeReceived(dcgm.Hostname, dcgm.GPU).As(gpuName+" received")).
		Empty("no PCIe fields on these GPUs")
}

func gpuTokensPerWatt() panels.Panel {
	tokens := vllm.GenerationTokens.Unscoped("a server knows no GPU; the join keeps those on the cards shown").
		Rate(vllm.ModelName, vllm.Namespace, vllm.Pod)
	watts := queries.SumGroups(dcgm.PowerUsage.Where(dcgm.Pod.IsNot("")).Max(dcgm.Namespace, dcgm.Pod, dcgm.Hostname, dcgm.GPU), dcgm.Namespace, dcgm.Pod)
	// DCGM's own labels are renamed to those of the server's target; where the monitor honours labels they are that
	// already, and label_replace finds nothing to do.
	return panels.TimeSeries("Tokens per Watt", panels.Doc{
		Means: "Tokens per second that a server generates for each watt of its cards, which is tokens per joule.",
		Good:  "It rises with the batch: full cards are the thrifty ones.",
		Act:   "If it is low at full load, compare models and their types; a card that two servers share counts for both.",
	}, queries.Template(`%s / on (namespace, pod) group_left () (label_replace(label_replace(%s, "namespace", "$1", "exported_namespace", "(.+)"), "pod", "$1", "exported_pod", "(.+)") > 0)`, tokens, watts).
		Measures(catalogue.Counted("tokens per joule")).WhereAvailable().As("{{model_name}} {{pod}}")).
		Empty("no server on these GPUs")
}
