package dashboards_test

import "testing"

func TestCanopyShowsItsValues(t *testing.T) {
	type want = map[string]float64
	checkShown(t, []shown{
		{"canopy", "canopy-vllm", "Requests", "user1", want{"requests": 12}},
		{"canopy", "canopy-vllm", "Waiting in Queue", "user1", want{"waiting": 6}},
		{"canopy", "canopy-vllm", "Fullest KV Cache", "user1", want{"fullest replica": 0.9}},
		{"canopy", "canopy-vllm", "Aborted or Failed", "user1", want{"aborted or failed": 1.0 / 12}},
		{"canopy", "canopy-vllm", "Generation Token Throughput", "user1", want{"llama32": 600}},
		{"canopy", "canopy-vllm", "Prompt Token Throughput", "user1", want{"llama32": 1200}},
		{"canopy", "canopy-vllm", "KV Cache Utilization", "user1", want{"fullest replica": 0.9, "mean of replicas": 0.6}},
		{"canopy", "canopy-vllm", "Scheduler State", "user1", want{"running": 10, "waiting: capacity": 3, "waiting: deferred": 1, "waiting": 2}},
		{"canopy", "canopy-vllm", "Successfully Processed Requests", "user1", want{"stop": 10, "length": 1, "abort": 0.5, "error": 0.5}},
		{"canopy", "canopy-vllm", "Time To First Token", "user1", want{"p50": 0.75, "p90": 0.95, "p95": 0.975, "p99": 0.995, "mean": 0.75}},
		{"canopy", "canopy-vllm", "E2E Request Latency", "user1", want{"p50": 3.75, "p90": 4.75, "p95": 4.875, "p99": 4.975, "mean": 5}},
		{"canopy", "canopy-vllm", "Time Per Output Token", "user1", want{"p50": 0.0375, "p90": 0.0475, "p95": 0.04875, "p99": 0.04975, "mean": 0.05}},
		{"canopy", "canopy-vllm", "Queue Time", "user1", want{"p95": 0.285, "mean": 0.25}},
		{"canopy", "canopy-vllm", "Queue, Prefill and Decode Time", "user1", want{"queue": 0.25, "prefill": 0.5, "decode": 4.25}},
		{"canopy", "canopy-vllm", "Prefix Cache Hit Rate", "user1", want{"llama32": 0.5}},
		{"canopy", "canopy-vllm", "Preemptions", "user1", want{"llama32": 0.6}},
		{"canopy", "canopy-vllm", "Tokens per Request", "user1", want{"prompt": 100, "generated": 50}},
		{"local", "canopy-vllm", "Successfully Processed Requests", "", want{"stop": 116, "length": 1, "abort": 1, "error": 1}},
	}...)
}
