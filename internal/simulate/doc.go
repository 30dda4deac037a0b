// Package simulate is an LLM-serving platform without the platform: one model of a workload, from which the metrics
// of every exporter follow. A request that a gateway counts is the request that LlamaStack or LiteLLM counts, that
// vLLM queues, batches and times, and that heats a GPU.
//
// It is a discrete-event simulation. Clients arrive at random, with the shape of a day and bursts; front doors pass
// their requests on; model servers run a loop of scheduler steps as vLLM's does: continuous batching under a limit of
// running requests and of cache blocks, chunked prefill, prefix cache hits, preemption by recomputation. GPUs are
// sampled once a second. Lengths of prompts and answers are lognormal.
//
// What is exported follows from the catalogue: a [Fleet] is built for an environment, whose releases decide which
// names, labels and bucket bounds an exporter has, and whose stores decide how series are spelled once they are
// scraped. Where an environment runs a range of releases, replicas run the oldest and the newest of it.
//
// Everything is a function of the configuration and its seed: there is no clock, no global random source and no order
// of a map in it. The same seed gives the same bytes, on one processor architecture (floating-point arithmetic may
// be fused on others).
//
// What it is not: it knows nothing of real hardware, and its figures are plausible, not predictions. Requests that
// their client abandons are counted by vLLM as aborted and are in none of its histograms.
package simulate
