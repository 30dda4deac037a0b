package dashboards_test

import (
	"strings"
	"testing"
)

func TestLlamaStackInferenceShowsItsValues(t *testing.T) {
	type want = map[string]float64
	const d = "llamastack-inference"
	checkShown(t, []shown{
		{"canopy", d, "Requests", "user1", want{"requests": 21.0 / 60}},
		{"canopy", d, "Requests", "user10", want{"requests": 35}},
		{"canopy", d, "Failed", "user1", want{"failed": 3.0 / 21}},
		{"canopy", d, "Duration, Mean", "user1", want{"mean": 73.0 / 18}},
		{"canopy", d, "First Token, Mean", "user1", want{"mean": 1.5}},
		{"canopy", d, "In Flight", "user1", want{"in flight": 3}},
		{"canopy", d, "In Flight", "user10", want{"in flight": 300}},
		// 300 tokens in 25 s. The mean of what the six chats reached would be 34.
		{"canopy", d, "Output Speed", "user1", want{"speed": 12}},
		{"canopy", d, "Tokens per Second", "user1", want{"tokens over seconds": 12}},
		{"canopy", d, "Tokens per Second by Model", "user1", want{"mean vllm/llama32": (5*40 + 5 + 12*12.5) / 18}},
		{"canopy", d, "Request Rate", "user1", want{"vllm/llama32 vllm success": 0.3, "vllm/llama32 vllm error": 0.05, "vllm/granite vllm success": 0}},
		{"canopy", d, "Request Rate by Endpoint", "user1", want{
			"inference openai_chat_completion success": 0.3, "inference openai_chat_completion error": 0.05, "models openai_list_models success": 1.0 / 6,
		}},
		{"canopy", d, "Concurrent Requests", "user1", want{"inference": 3, "models": 0}},
		{"canopy", d, "Error Rate", "user1", want{"vllm/llama32": 3.0 / 21}}, // nothing for granite, which nobody asks
		{"canopy", d, "Errors", "user1", want{"vllm/llama32": 0.05, "vllm/granite": 0}},
		{"canopy", d, "Errors by Endpoint", "user1", want{"inference": 0.05, "models": 0}},
		// Listing models takes 0.1 s and its p95 is 4.75 s: that is what the panel warns of.
		{"canopy", d, "Request Duration", "user1", want{
			"p95 inference": 4.9875, "p99 inference": 10 + 15*0.79, "mean inference": 74.5 / 21, "p95 models": 4.75, "p99 models": 4.95, "mean models": 0.1,
		}},
		{"canopy", d, "Inference Duration", "user1", want{"p95 vllm/llama32": 11.5, "p99 vllm/llama32": 22.3, "mean vllm/llama32": 73.0 / 18}},
		{"canopy", d, "Time To First Token (Streaming)", "user1", want{"p95 vllm/llama32": 4.75, "p99 vllm/llama32": 4.95, "mean vllm/llama32": 1.5}},
		{"canopy", d, "Time To First Token (Streaming)", "user10", want{"p95 vllm/llama32": 4.75, "p99 vllm/llama32": 4.95, "mean vllm/llama32": 1.5}},
	}...)
}

// TestInferenceUnderEveryReleasesNames: 0.8 renamed everything, and a branch that was never released has names, labels
// and panels of its own.
func TestInferenceUnderEveryReleasesNames(t *testing.T) {
	type want = map[string]map[string]float64
	e := open(t, byHand())
	for version, panels := range map[string]want{
		"0.8": {
			"Request Rate":                    {"vllm/llama32 vllm success": 0.3, "vllm/llama32 vllm error": 0.05, "vllm/granite vllm success": 0},
			"Concurrent Requests":             {"inference": 3, "models": 0},
			"Tokens per Second":               {"tokens over seconds": 12},
			"Time To First Token (Streaming)": {"p95 vllm/llama32": 4.75, "p99 vllm/llama32": 4.95, "mean vllm/llama32": 1.5},
		},
		">=0.7": { // both names, in one rate
			"Inference Duration": {"p95 vllm/llama32": 11.5, "p99 vllm/llama32": 22.3, "mean vllm/llama32": 73.0 / 18},
		},
		"0.4 unreleased": {
			"Request Rate":        {"llama32 chat_completion success": 0.3, "llama32 chat_completion error": 0.05},
			"Request Duration":    {"p95 chat_completion": 4.9875, "p99 chat_completion": 10 + 15*0.79, "mean chat_completion": 74.5 / 21},
			"Concurrent Requests": {"llama32": 3},
			"Tokens per Second":   {"tokens over seconds": 12},
			"Inference Duration":  {"p95 llama32": 11.5, "p99 llama32": 22.3, "mean llama32": 73.0 / 18},
			"Error Rate":          {"llama32": 3.0 / 21},
			"Failed":              {"failed": 3.0 / 21},
			"Errors":              {"llama32": 0.05},
		},
	} {
		t.Run(version, func(t *testing.T) {
			envs, err := shippedWith(t, `llama-stack: "0.7"`, `llama-stack: "`+version+`"`)
			if err != nil {
				t.Fatal(err)
			}
			for panel, values := range panels {
				d, p := find(t, envs, "canopy", "llamastack-inference", panel)
				checkNear(t, lastValues(t, e, byHand().window, d, p, "user1"), values)
			}
		})
	}
}

// TestInferenceOfReleasesWithoutItFails: an empty page would say that nobody asks anything.
func TestInferenceOfReleasesWithoutItFails(t *testing.T) {
	_, err := shippedWith(t, `llama-stack: "0.7"`, `llama-stack: "0.3"`)
	if err == nil || !strings.Contains(err.Error(), "no release of environment canopy has ogx_inference_duration_seconds") {
		t.Errorf("error is %v", err)
	}
}

// TestQuantilesOfCoarseBucketsSayWhatTheyAre wherever one is shown.
func TestQuantilesOfCoarseBucketsSayWhatTheyAre(t *testing.T) {
	quantiles := 0
	for _, env := range shipped(t) {
		for _, d := range env.Dashboards {
			if d.Name != "llamastack-inference" {
				continue
			}
			for _, row := range d.Rows {
				for _, p := range row.Panels {
					mean, quantile := false, false
					for _, target := range p.Targets {
						mean, quantile = mean || target.Query.Mean(), quantile || target.Query.Quantile() > 0
					}
					if !quantile {
						continue
					}
					quantiles++
					if !mean || !strings.Contains(p.Description, "a quantile below 5 s is a guess") {
						t.Errorf("%s has no mean beside its quantiles, or does not say that those below 5 s are a guess", p.Title)
					}
					if p.Limits != nil {
						t.Errorf("%s has limits: p95 would be above any of them", p.Title)
					}
				}
			}
		}
	}
	if quantiles != 3 {
		t.Errorf("%d panels have quantiles", quantiles)
	}
}

// TestTokensAndSecondsAreOfTheSameModels: tokens are counted under another name of the model, so that the picker, which
// can't limit them, must not limit the seconds either.
func TestTokensAndSecondsAreOfTheSameModels(t *testing.T) {
	_, p := find(t, shipped(t), "canopy", "llamastack-inference", "Tokens per Second")
	if expr := p.Targets[0].Expr; strings.Contains(expr, "$model") || strings.Count(expr, "service_name=") != 2 {
		t.Errorf("it asks %s", expr)
	}
}
