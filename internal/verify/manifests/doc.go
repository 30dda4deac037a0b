// Package manifests proves that a cluster will accept the generated tree.
//
// The generator writes custom resources from small structs of its own, so that the shipped binary carries no Kubernetes
// libraries. Nothing in it can therefore notice that a field was misspelt or that two folders were named at once. This
// module can: it validates every object against the operator's own CRDs (schema and CEL rules) and Go types, builds every
// kustomization with Kustomize itself, and carries out the operator's substitution for what an overlay applies.
//
// It is a module of its own because those libraries are heavy, and only its tests run it.
package manifests
