package kubestate

import (
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// RunningPods is how many pods run whose name matches a pattern, in any namespace. A pod that exists and does not
// run has a series, too, with the value 0: it is not counted. Where none runs there is no value.
func RunningPods(pattern string) queries.Query {
	return PodStatusPhase.Where(Phase.Is("Running"), Pod.Like(pattern)).Unscoped("components have namespaces of their own").Count()
}

// DeploymentPods is the pattern of the pods of one Deployment: a name, the hash of its template, and one of its
// own. Pods of a Deployment whose name merely begins alike have one part more.
func DeploymentPods(deployment string) string { return deployment + "-[a-z0-9]+-[a-z0-9]+" }

// ModelPods is the pattern of the pods that KServe makes for models: of an InferenceService, and of an
// LLMInferenceService.
const ModelPods = ".+-(predictor|kserve)-.+"

// Requested is what model pods ask for of a resource, in cores, bytes, or pieces for others, by namespace and pod.
func Requested(resource string) queries.Query {
	word, noun := "count", resource
	switch resource {
	case "cpu":
		word, noun = "cores", ""
	case "memory":
		word, noun = "bytes", ""
	}
	unit, _ := catalogue.Named(word, noun)
	return PodContainerResourceRequests.Where(Resource.Is(resource), Pod.Like(ModelPods)).Sum(Namespace, Pod).Measures(unit)
}
