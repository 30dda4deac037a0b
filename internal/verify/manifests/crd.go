package manifests

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	structuralschema "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/listtype"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/objectmeta"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	crdvalidation "k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	apivalidation "k8s.io/apimachinery/pkg/api/validation"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/validation/field"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
	"sigs.k8s.io/yaml"
)

// anyNamespace stands in for the namespace that a base leaves to its overlay, because validation demands one.
const anyNamespace = "any"

// definition is one served version of a CRD. Compiling its CEL rules costs far more than evaluating them, so that happens
// once, and only for the kinds that occur.
type definition struct {
	gvk        schema.GroupVersionKind
	namespaced bool
	untyped    bool // there is no Go type to decode into
	props      *apiextensions.JSONSchemaProps

	structural *structuralschema.Structural // nil until compiled
	openAPI    crdvalidation.SchemaValidator
	rules      *cel.Validator
}

// moduleDir returns where the module cache holds the version of a module that go.mod pins.
func moduleDir(ctx context.Context, module string) (string, error) {
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}", module)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("go list -m %s: %w: %s", module, err, strings.TrimSpace(stderr.String()))
	}
	dir := strings.TrimSpace(stdout.String())
	if dir == "" {
		return "", fmt.Errorf("module %s is not in the module cache: run go mod download", module)
	}
	return dir, nil
}

// readDefinitions reads the CRDs of some files. A pattern that finds none is an error.
func readDefinitions(pattern string) ([]*definition, error) {
	files, err := filepath.Glob(pattern)
	if err != nil {
		return nil, err
	}
	var defs []*definition
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		some, err := definitionsIn(file, data)
		if err != nil {
			return nil, err
		}
		defs = append(defs, some...)
	}
	if len(defs) == 0 {
		return nil, fmt.Errorf("%s: holds no CRD", pattern)
	}
	return defs, nil
}

// definitionsIn reads the CRDs of a file.
func definitionsIn(file string, data []byte) ([]*definition, error) {
	var defs []*definition
	for reader := utilyaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(data))); ; {
		document, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return defs, nil
		}
		var crd apiextensionsv1.CustomResourceDefinition
		if err == nil {
			err = yaml.Unmarshal(document, &crd)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		if crd.Kind != "CustomResourceDefinition" {
			continue // such as the kustomization that lists them
		}
		for _, version := range crd.Spec.Versions {
			if !version.Served || version.Schema == nil {
				continue
			}
			validation := &apiextensions.CustomResourceValidation{}
			if err := apiextensionsv1.Convert_v1_CustomResourceValidation_To_apiextensions_CustomResourceValidation(version.Schema, validation, nil); err != nil {
				return nil, fmt.Errorf("%s: %w", file, err)
			}
			defs = append(defs, &definition{
				gvk:        schema.GroupVersionKind{Group: crd.Spec.Group, Version: version.Name, Kind: crd.Spec.Names.Kind},
				namespaced: crd.Spec.Scope == apiextensionsv1.NamespaceScoped,
				props:      validation.OpenAPIV3Schema,
			})
		}
	}
}

func (d *definition) compile() error {
	if d.structural != nil {
		return nil
	}
	structural, err := structuralschema.NewStructural(d.props)
	if err != nil {
		return fmt.Errorf("CRD of %s: %w", d.gvk, err)
	}
	structural = structural.DeepCopy() // it shares its defaults with props, and the next step edits them
	if err := defaulting.PruneDefaults(structural); err != nil {
		return fmt.Errorf("CRD of %s: %w", d.gvk, err)
	}
	openAPI, _, err := crdvalidation.NewSchemaValidator(d.props)
	if err != nil {
		return fmt.Errorf("CRD of %s: %w", d.gvk, err)
	}
	d.openAPI = openAPI
	d.rules = cel.NewValidator(structural, true, celconfig.PerCallLimit)
	d.structural = structural
	return nil
}

// validate does what the API server does when it creates an object, in its order: unknown fields, defaults, metadata,
// schema, embedded objects, lists, CEL rules. It is stricter in two points: a field that the server would drop is an error,
// and so is a null that it would drop.
func (d *definition) validate(ctx context.Context, object *unstructured.Unstructured) error {
	if err := d.compile(); err != nil {
		return err
	}
	object = object.DeepCopy()
	unknown := pruning.PruneWithOptions(object.Object, d.structural, true, structuralschema.UnknownFieldPathOptions{TrackUnknownFieldPaths: true})
	malformed, unknownMeta := objectmeta.CoerceWithOptions(nil, object.Object, d.structural, true, objectmeta.CoerceOptions{ReturnUnknownFieldPaths: true})
	if malformed != nil {
		return malformed
	}
	var errs []error
	for _, path := range append(unknown, unknownMeta...) {
		errs = append(errs, fmt.Errorf("unknown field %q", path))
	}

	defaulting.Default(object.Object, d.structural)
	if d.namespaced && object.GetNamespace() == "" {
		object.SetNamespace(anyNamespace)
	}
	faults := apivalidation.ValidateObjectMetaAccessor(object, d.namespaced, apivalidation.NameIsDNSSubdomain, field.NewPath("metadata"))
	faults = append(faults, crdvalidation.ValidateCustomResource(nil, object.Object, d.openAPI)...)
	faults = append(faults, objectmeta.Validate(nil, object.Object, d.structural, false)...)
	faults = append(faults, listtype.ValidateListSetsAndMaps(nil, d.structural, object.Object)...)
	if len(faults) == 0 { // the rules may assume the types that the schema promises
		faults, _ = d.rules.Validate(ctx, nil, d.structural, object.Object, nil, celconfig.RuntimeCELCostBudget)
	}
	for _, fault := range faults {
		errs = append(errs, fault)
	}
	return errors.Join(errs...)
}
