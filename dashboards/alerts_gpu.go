package dashboards

import (
	"strconv"
	"time"

	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/panels/alerts"
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/catalogue"
	"github.com/llm-observability/dashgen/queries/dcgm"
)

// gpuRules are about the hardware: whose pod held the GPU does not matter, and the label of the namespace goes when the
// pod does.
func gpuRules() alerts.Group {
	return alerts.Group{Name: "gpu", Alerts: []alerts.Alert{gpuHot(), gpuFault(), gpuMemoryFault(), gpuRemapFailed()}}
}

func seeGPU(a alerts.Alert) alerts.Alert {
	return a.See("gpu", "stack-overview", "maas-platform-admin")
}

func gpuHot() alerts.Alert {
	return seeGPU(alerts.New("GPUHot", alerts.Warning, 5*time.Minute,
		alerts.Bad(dcgm.GPUTemp.Max(dcgm.Hostname, dcgm.GPU), panels.GPUTemperatureLimits()),
		alerts.Text{
			Summary: "GPU {{gpu}} of {{Hostname}} is too hot",
			Means:   "GPU {{gpu}} of {{Hostname}} has {{value}}; from {{limit}} on it is near its shutdown, and it lowers its clocks before.",
		}))
}

// gpuFault is about the codes that the panel shows in red. The metric is the last code, not a count: it stays until
// another comes or the driver is loaded anew, and so does the alert.
func gpuFault() alerts.Alert {
	condition := "%s > 0"
	for _, code := range programXIDs() {
		condition += " != " + strconv.FormatFloat(code, 'f', -1, 64)
	}
	return seeGPU(alerts.New("GPUFault", alerts.Critical, time.Minute,
		alerts.True(queries.Template(condition, dcgm.XIDErrors.Max(dcgm.Hostname, dcgm.GPU))),
		alerts.Text{
			Summary: "GPU {{gpu}} of {{Hostname}} has a fault",
			Means:   "The last error that the driver reported for GPU {{gpu}} of {{Hostname}} is {{value}}, which no program causes.",
		}))
}

// programXIDs are the codes of errors that programs cause, which is what the panel shows in amber.
func programXIDs() []float64 {
	var codes []float64
	for _, s := range xidStates() {
		if s.Colour == panels.Warn() {
			codes = append(codes, s.Value)
		}
	}
	return codes
}

// gpuMemoryFault is about errors that the memory could not correct: rows that were replaced for them, and double-bit
// errors where the exporter's list of fields has those.
func gpuMemoryFault() alerts.Alert {
	over := func(c queries.Counter[dcgm.Exporter]) queries.Query {
		return dcgm.HappenedOver(c, queries.Last(time.Hour), dcgm.Hostname, dcgm.GPU)
	}
	return seeGPU(alerts.New("GPUMemoryFault", alerts.Warning, time.Minute,
		alerts.True(queries.Template("%s > 0 or %s > 0", over(dcgm.UncorrectableRemappedRows), over(dcgm.ECCDBEVol)).Measures(catalogue.Counted("errors"))),
		alerts.Text{
			Summary: "GPU {{gpu}} of {{Hostname}} loses memory",
			Means:   "GPU {{gpu}} of {{Hostname}} had {{value}} in the last hour that its memory could not correct.",
		}))
}

func gpuRemapFailed() alerts.Alert {
	return seeGPU(alerts.New("GPURowRemapFailed", alerts.Critical, time.Minute,
		alerts.Positive(dcgm.RowRemapFailure.Any(dcgm.Hostname, dcgm.GPU)),
		alerts.Text{
			Summary: "GPU {{gpu}} of {{Hostname}} can't repair its memory",
			Means:   "Remapping a row of memory failed on GPU {{gpu}} of {{Hostname}}: it has no spare rows left and must be replaced.",
		}))
}
