package gitops

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"text/template"

	"sigs.k8s.io/yaml"

	"github.com/llm-observability/dashgen/internal/build"
	"github.com/llm-observability/dashgen/internal/config"
)

// The manifests of a component that are the same everywhere but for a few names are YAML with holes.
//
//go:embed components
var manifests embed.FS

// images are pinned: what is installed changes when somebody changes this, and not when somebody pushes a tag.
const (
	grafanaVersion  = "12.2.0" // of docker.io/grafana/grafana, which the operator completes
	oauthProxyImage = "quay.io/openshift/origin-oauth-proxy:4.18"
)

// The names of what the grafana-operator makes for a Grafana resource: it appends to the resource's own.
func serviceAccount(env *config.Environment) string { return env.Grafana.Name + "-sa" }

// Our own names, which follow its example.
func tokenSecret(env *config.Environment) string { return env.Grafana.Name + "-token" }
func serviceCA(env *config.Environment) string   { return env.Grafana.Name + "-service-ca" }

// prefixed is a name that no other environment has. Objects that several environments may have in one place are
// called so.
func prefixed(env *config.Environment, name string) string {
	return build.Shorten(env.Name+"-"+name, maxLabel)
}

// embedded is the objects of a folder of manifests.
func embedded(component string) func(Environment) ([]object, error) {
	return func(env Environment) ([]object, error) { return render(component, env.Environment) }
}

func render(component string, env *config.Environment) ([]object, error) {
	pattern := path.Join("components", component, "*.yaml")
	t, err := template.New(component).Option("missingkey=error").Funcs(template.FuncMap{"json": asJSON}).ParseFS(manifests, pattern)
	if err != nil {
		return nil, fmt.Errorf("reading manifests: %w", err)
	}
	files, err := fs.Glob(manifests, pattern) // in order, which the templates are not
	if err != nil {
		return nil, fmt.Errorf("reading manifests: %w", err)
	}
	operator := []string{}
	if len(env.TenantNames) == 0 && !env.Grafana.CrossNamespace {
		operator = []string{env.Namespace}
	}
	holes := map[string]any{
		"Env": env.Name, "Grafana": env.Grafana.Name, "Namespace": env.Grafana.Namespace, "Selector": env.Grafana.Selector,
		"ServiceAccount": serviceAccount(env), "TokenSecret": tokenSecret(env), "ServiceCA": serviceCA(env),
		"GrafanaVersion": grafanaVersion, "OAuthProxyImage": oauthProxyImage, "OperatorWatches": operator, "MaaS": env.MaaS,
	}
	var objects []object
	for _, file := range files {
		var b bytes.Buffer
		if err := t.ExecuteTemplate(&b, path.Base(file), holes); err != nil {
			return nil, fmt.Errorf("filling %s: %w", file, err)
		}
		for _, text := range bytes.Split(b.Bytes(), []byte("\n---\n")) {
			var o object
			if err := yaml.UnmarshalStrict(text, &o); err != nil {
				return nil, fmt.Errorf("reading %s: %w", file, err)
			}
			objects = append(objects, o)
		}
	}
	return objects, nil
}

func asJSON(v any) (string, error) {
	data, err := json.Marshal(v)
	return string(data), err
}

// objectOf is a struct of ours as an object.
func objectOf(v any) (object, error) {
	o, err := jsonOf[object](v)
	if err != nil {
		return nil, fmt.Errorf("writing an object: %w", err)
	}
	return o, nil
}

// objectsOf are structs of ours as objects.
func objectsOf[T any](all ...T) ([]object, error) {
	var objects []object
	for _, v := range all {
		o, err := objectOf(v)
		if err != nil {
			return nil, err
		}
		objects = append(objects, o)
	}
	return objects, nil
}
