package manifests

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"github.com/grafana/grafana-operator/v5/api/v1beta1"
	olmv1 "github.com/operator-framework/api/pkg/operators/v1"
	olmv1alpha1 "github.com/operator-framework/api/pkg/operators/v1alpha1"
	monitoringv1 "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	_ "github.com/prometheus-operator/prometheus-operator/pkg/versionutil" // keeps the module of the CRDs in go.mod
	telemetryv1 "istio.io/client-go/pkg/apis/telemetry/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer/json"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/yaml"
)

// source is an operator that defines kinds: its module, whose version go.mod pins, where its CRDs are inside that module,
// and its Go types. Our own schemas have neither module nor types.
type source struct {
	module  string
	crds    string
	version string // the only group and version that count, if not all
	types   func(*runtime.Scheme) error
}

func sources() []source {
	return []source{
		{"github.com/grafana/grafana-operator/v5", "config/crd/bases/*.yaml", "", v1beta1.AddToScheme},
		{"github.com/prometheus-operator/prometheus-operator", "example/prometheus-operator-crd/*monitors.yaml", "", monitoringv1.AddToScheme},
		{"github.com/prometheus-operator/prometheus-operator", "example/prometheus-operator-crd/*_prometheusrules.yaml", "", monitoringv1.AddToScheme},
		{"github.com/operator-framework/api", "crds/operators.coreos.com_operatorgroups.yaml", "operators.coreos.com/v1", olmv1.AddToScheme},
		{"github.com/operator-framework/api", "crds/operators.coreos.com_subscriptions.yaml", "operators.coreos.com/v1alpha1", olmv1alpha1.AddToScheme},
		{"istio.io/api", "kubernetes/customresourcedefinitions.gen.yaml", "telemetry.istio.io/v1", telemetryv1.AddToScheme},
		{"", "schemas/*.yaml", "", nil},
	}
}

// forked is the definition of rules under the name that the Cluster Observability Operator gives them: it has the
// prometheus-operator's kinds in a group of its own, so that both can run in a cluster.
func forked(d *definition) *definition {
	if d.gvk != monitoringv1.SchemeGroupVersion.WithKind(monitoringv1.PrometheusRuleKind) {
		return nil
	}
	fork := *d
	fork.gvk.Group, fork.untyped = "monitoring.rhobs", true
	return &fork
}

// coreKinds lists the kinds that need no CRD because the API server has them built in: they are only decoded strictly, into
// Go types that New has to add to the scheme. The kinds are spelt out, so that one which nobody thought of fails.
func coreKinds() map[schema.GroupVersionKind]bool {
	return map[schema.GroupVersionKind]bool{
		corev1.SchemeGroupVersion.WithKind("ConfigMap"):           true,
		corev1.SchemeGroupVersion.WithKind("Namespace"):           true,
		corev1.SchemeGroupVersion.WithKind("Secret"):              true,
		corev1.SchemeGroupVersion.WithKind("Service"):             true,
		corev1.SchemeGroupVersion.WithKind("ServiceAccount"):      true,
		networkingv1.SchemeGroupVersion.WithKind("NetworkPolicy"): true,
		rbacv1.SchemeGroupVersion.WithKind("ClusterRoleBinding"):  true,
		rbacv1.SchemeGroupVersion.WithKind("RoleBinding"):         true,
	}
}

// Verifier judges objects as the cluster they are meant for would. It is not safe for concurrent use.
type Verifier struct {
	definitions map[schema.GroupVersionKind]*definition
	core        map[schema.GroupVersionKind]bool
	scheme      *runtime.Scheme
	strict      runtime.Decoder
}

// New reads the CRDs of the pinned operators from the module cache. It runs the go command to find them. The error says that
// a module is not there, or that its files hold no CRD.
func New(ctx context.Context) (*Verifier, error) {
	v := &Verifier{
		definitions: map[schema.GroupVersionKind]*definition{},
		core:        coreKinds(),
		scheme:      runtime.NewScheme(),
	}
	for _, source := range sources() {
		dir := ""
		if source.module != "" {
			var err error
			if dir, err = moduleDir(ctx, source.module); err != nil {
				return nil, err
			}
		}
		definitions, err := readDefinitions(filepath.Join(dir, filepath.FromSlash(source.crds)))
		if err != nil {
			return nil, err
		}
		for _, d := range definitions {
			if source.version != "" && source.version != d.gvk.GroupVersion().String() {
				continue
			}
			d.untyped = source.types == nil
			v.definitions[d.gvk] = d
			if fork := forked(d); fork != nil {
				v.definitions[fork.gvk] = fork
			}
		}
		if d := source.types; d != nil {
			if err := d(v.scheme); err != nil {
				return nil, err
			}
		}
	}
	for _, add := range []func(*runtime.Scheme) error{corev1.AddToScheme, networkingv1.AddToScheme, rbacv1.AddToScheme} {
		if err := add(v.scheme); err != nil {
			return nil, err
		}
	}
	v.strict = json.NewSerializerWithOptions(json.DefaultMetaFactory, v.scheme, v.scheme, json.SerializerOptions{Yaml: true, Strict: true})
	return v, nil
}

// Object is one YAML document, with the place it came from.
type Object struct {
	Origin string
	*unstructured.Unstructured

	typed runtime.Object // nil where the document fits no Go type
}

// clusterWide reports whether objects of the kind have no namespace.
func (o *Object) clusterWide() bool {
	return o.GetKind() == "Namespace" || o.GetKind() == "ClusterRoleBinding"
}

// id is what must be unique among the objects that are applied together.
func (o *Object) id() string {
	if o.GetNamespace() == "" {
		return o.GetKind() + " " + o.GetName()
	}
	return o.GetKind() + " " + o.GetNamespace() + "/" + o.GetName()
}

func (o *Object) errorf(format string, args ...any) error {
	return fmt.Errorf("%s: %s: %w", o.Origin, o.id(), fmt.Errorf(format, args...))
}

// Decode splits a YAML stream into its documents and judges each. It returns the objects that could be read, and one error
// that joins every fault of every document.
func (v *Verifier) Decode(ctx context.Context, origin string, stream []byte) ([]*Object, error) {
	var objects []*Object
	var errs []error
	reader := utilyaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(stream)))
	for {
		document, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return objects, errors.Join(errs...)
		}
		if err != nil {
			return objects, errors.Join(append(errs, fmt.Errorf("%s: %w", origin, err))...)
		}
		object, err := v.decode(ctx, origin, document)
		if object != nil {
			objects = append(objects, object)
		}
		if err != nil {
			errs = append(errs, err)
		}
	}
}

// decode judges one document; one of only comments is neither an object nor a fault.
func (v *Verifier) decode(ctx context.Context, origin string, document []byte) (*Object, error) {
	if body, err := yaml.YAMLToJSON(document); err == nil && string(body) == "null" {
		return nil, nil
	}
	object := &Object{Origin: origin, Unstructured: &unstructured.Unstructured{}}
	// Two keys of one name are a strict error here and below; here the object can still be read, with the last of them.
	if _, _, err := v.strict.Decode(document, nil, object.Unstructured); err != nil && !runtime.IsStrictDecodingError(err) {
		return nil, fmt.Errorf("%s: %w", origin, err)
	}

	var errs []error
	gvk := object.GroupVersionKind()
	if def := v.definitions[gvk]; def != nil {
		if err := def.validate(ctx, object.Unstructured); err != nil {
			errs = append(errs, object.errorf("crd: %w", err))
		}
	} else if !v.core[gvk] {
		errs = append(errs, object.errorf("no CRD defines %s", gvk))
	}

	typed, _, err := v.strict.Decode(document, nil, nil)
	switch {
	case runtime.IsNotRegisteredError(err) && v.definitions[gvk] != nil && v.definitions[gvk].untyped:
	case runtime.IsNotRegisteredError(err):
		errs = append(errs, object.errorf("no Go type for %s", gvk))
	case err != nil:
		errs = append(errs, object.errorf("go type: %w", err))
	}
	object.typed = typed
	return object, errors.Join(errs...)
}
