// Package dashboards holds the platform's dashboards, one file each. A file reads from top to bottom like
// its page.
package dashboards

import "github.com/llm-observability/dashgen/panels"

// All returns every dashboard, in the order in which they are listed.
func All() []panels.Dashboard {
	return []panels.Dashboard{
		CanopyVLLM(),
		CanopyUI(),
		CanopyBackend(),
		LlamaStackTokens(),
		LlamaStackInference(),
		VLLMPerformance(),
		GPU(),
		OpenVINO(),
		MaaSPlatformAdmin(),
		MaaSAIEngineer(),
		MaaSTokenMetrics(),
		LiteLLMUsage(),
		StackOverview(),
	}
}
