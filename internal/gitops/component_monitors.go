package gitops

import (
	"fmt"

	"github.com/llm-observability/dashgen/internal/config"
)

// inferenceService is the label that KServe gives the Services of a model, with the model's name.
const inferenceService = "serving.kserve.io/inferenceservice"

// modelServersNeed says what the monitors of model servers lack. Those of vLLM and of OpenVINO differ by nothing that
// KServe says of them, so that either the models' names tell them apart or labels do.
func modelServersNeed(env *config.Environment, name string) error {
	if err := namespaceNeeded(env, name, "model_namespace", besideMonitor); err != nil {
		return err
	}
	vllm, openvino := env.Runtimes["vllm"].Selector, env.Runtimes["openvino"].Selector
	if name == "monitors-vllm" && len(vllm) == 0 {
		for _, m := range env.Models {
			if !isName(m) {
				return lacks(name, fmt.Sprintf("needs the Services of model %q", m), "it is not the name of an InferenceService", "add runtimes.vllm.selector, the labels of the Services")
			}
		}
	}
	both := hasComponent(env, "monitors-vllm") && hasComponent(env, "monitors-openvino")
	if name == "monitors-openvino" && both && len(env.Models) == 0 && (len(vllm) == 0 || len(openvino) == 0) {
		return lacks(name, "can't tell its model servers from those of monitors-vllm", "each would be scraped twice, and counted twice",
			"name the models that vLLM serves under models, or add runtimes.vllm.selector and runtimes.openvino.selector")
	}
	return nil
}

// served is where model servers of a kind answer scrapes.
func served(env *config.Environment, runtime string) endpoint {
	rt, ok := env.Runtimes[runtime]
	if !ok {
		return endpoint{TargetPort: 8080}
	}
	return endpoint{TargetPort: rt.Port, Path: rt.Path}
}

// monitorsVLLM scrape the models that are named, each by a monitor of its own, or else all.
func monitorsVLLM(env Environment) ([]object, error) {
	at := served(env.Environment, "vllm")
	one := func(name string, sel labelSelector) monitor {
		return scraped(env.Environment, "vllm", prefixed(env.Environment, name), modelNamespace(env.Environment), sel, at)
	}
	if labels := env.Runtimes["vllm"].Selector; len(labels) > 0 {
		return objectsOf(one("vllm", labelSelector{MatchLabels: labels}))
	}
	if len(env.Models) == 0 {
		return objectsOf(one("vllm", labelSelector{MatchExpressions: []requirement{{Key: inferenceService, Operator: "Exists"}}}))
	}
	var all []monitor
	for _, m := range env.Models {
		all = append(all, one("vllm-"+m, matching(inferenceService, m)))
	}
	return objectsOf(all...)
}

// monitorsOpenVINO scrape the models that vLLM does not serve.
func monitorsOpenVINO(env Environment) ([]object, error) {
	sel := labelSelector{MatchExpressions: []requirement{{Key: inferenceService, Operator: "Exists"}}}
	switch labels := env.Runtimes["openvino"].Selector; {
	case len(labels) > 0:
		sel = labelSelector{MatchLabels: labels}
	case len(env.Models) > 0:
		sel.MatchExpressions = append(sel.MatchExpressions, requirement{inferenceService, "NotIn", env.Models})
	}
	return objectsOf(scraped(env.Environment, "ovms", prefixed(env.Environment, "openvino"), modelNamespace(env.Environment), sel, served(env.Environment, "openvino")))
}

// monitorDCGM is a monitor beside the one that the GPU operator makes, which is called nvidia-dcgm-exporter. It is for
// clusters where that one is switched off: with both, every GPU counts twice.
func monitorDCGM(env Environment) ([]object, error) {
	return objectsOf(scraped(env.Environment, "dcgm-exporter", prefixed(env.Environment, "dcgm-exporter"), "nvidia-gpu-operator",
		matching("app", "nvidia-dcgm-exporter"), endpoint{TargetPort: 9400}))
}

func dcgmNeeded(env *config.Environment, name string) error {
	if !running(env, "dcgm-exporter") {
		return lacks(name, "needs the exporter dcgm-exporter", "its store says how often it is scraped", "add dcgm-exporter to exporters")
	}
	return nil
}

func canopyNeeds(env *config.Environment, name string) error {
	return namespaceNeeded(env, name, "namespace", besideMonitor)
}

// monitorsCanopy scrape the UI and the backend where they run. Both have a Service with the label app and the port
// http, for monitors find Services by labels, and ports of Services by names.
func monitorsCanopy(env Environment) ([]object, error) {
	var all []monitor
	for _, app := range []string{"canopy-ui", "canopy-backend"} {
		all = append(all, scraped(env.Environment, app, prefixed(env.Environment, app), env.Values["namespace"], matching("app", app), endpoint{Port: "http"}))
	}
	return objectsOf(all...)
}
