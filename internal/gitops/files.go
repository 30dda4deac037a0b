package gitops

import (
	"fmt"
	"path"
	"strings"

	"github.com/llm-observability/dashgen/internal/build"
	"github.com/llm-observability/dashgen/internal/config"
)

// What Grafana and its sidecar read by themselves lies below out/provisioning/<environment>: the dashboards with their
// values put in, a provider that names their folder, and a kustomization that makes ConfigMaps of them. Environments
// with tenants have none of it: only the operator puts in a tenant's values.

// maxConfigMap is the most that the API server lets a ConfigMap hold, in bytes.
const maxConfigMap = 1 << 20

// asFiles reports whether an environment has its dashboards as files.
func asFiles(env *config.Environment) bool {
	return env.Provisioning.Path != "" || env.ConfigMaps.Label != ""
}

// provisioningDir is the folder of an environment below the output folder; the dashboards are below dashboards/<name>
// there, so that several environments fit into one Grafana.
func provisioningDir(env *config.Environment) string { return path.Join("provisioning", env.Name) }

func dashboardFile(env *config.Environment, d *build.Dashboard) string {
	return path.Join("dashboards", env.Name, d.Name+".json")
}

// A provider is a file of Grafana's that says where dashboards are. See "Dashboard provisioning" in its manual.
type provider struct {
	APIVersion int              `json:"apiVersion"`
	Providers  []providerFolder `json:"providers"`
}

type providerFolder struct {
	Name                  string          `json:"name"`
	OrgID                 int             `json:"orgId"`
	Folder                string          `json:"folder"`
	Type                  string          `json:"type"`
	DisableDeletion       bool            `json:"disableDeletion"`
	UpdateIntervalSeconds int             `json:"updateIntervalSeconds"`
	AllowUIUpdates        bool            `json:"allowUiUpdates"`
	Options               providerOptions `json:"options"`
}

type providerOptions struct {
	Path string `json:"path"`
}

// providerOf names the folder of an environment's dashboards. Grafana puts variables of its environment into the texts
// of such a file, unless the dollar sign is there twice.
func providerOf(env *config.Environment) provider {
	return provider{APIVersion: 1, Providers: []providerFolder{{
		Name: env.Name, OrgID: 1, Folder: strings.ReplaceAll(env.Folder, "$", "$$"), Type: "file", UpdateIntervalSeconds: 30,
		Options: providerOptions{path.Join(env.Provisioning.Path, env.Name)},
	}}}
}

// A configMap is an entry of configMapGenerator.
type configMap struct {
	Name  string   `json:"name"`
	Files []string `json:"files"`
}

type generatorOptions struct {
	Annotations           map[string]string `json:"annotations,omitempty"`
	DisableNameSuffixHash bool              `json:"disableNameSuffixHash"`
	Labels                map[string]string `json:"labels"`
}

// configMaps is the kustomization that makes a ConfigMap of each file. Names have no hash of the content: the sidecar
// watches, and would see a dashboard go and another come. The sidecar writes all of them into one folder, so that the
// files have the dashboards' uids for names.
func configMaps(env Environment) kustomization {
	c := env.ConfigMaps
	k := kustomization{
		APIVersion: kustomizeAPI, Kind: "Kustomization", Namespace: env.Namespace,
		GeneratorOptions: &generatorOptions{DisableNameSuffixHash: true, Labels: labels(env.Environment)},
	}
	k.GeneratorOptions.Labels[c.Label] = c.Value
	if c.FolderAnnotation != "" {
		k.GeneratorOptions.Annotations = map[string]string{c.FolderAnnotation: env.Folder}
	}
	for _, d := range env.Dashboards {
		k.ConfigMaps = append(k.ConfigMaps, configMap{Name: d.UID, Files: []string{d.UID + ".json=" + dashboardFile(env.Environment, d)}})
	}
	return k
}

// file plans the JSON of a dashboard.
func (p *planner) file(env *config.Environment, d *build.Dashboard, data []byte) {
	if env.ConfigMaps.Label != "" && len(data) > maxConfigMap {
		p.errs = append(p.errs, fmt.Errorf("environment %s: dashboard %s has %d bytes of JSON: a ConfigMap holds %d; leave out the dashboard, or configMaps",
			env.Name, d.Name, len(data), maxConfigMap))
		return
	}
	p.add(path.Join(provisioningDir(env), dashboardFile(env, d)), data, nil)
}

// forGrafana plans what lists the dashboards that are there as files.
func (p *planner) forGrafana(env Environment) {
	if env.Provisioning.Path != "" {
		p.addYAML(path.Join(provisioningDir(env.Environment), "dashboards", env.Name+".yaml"), providerOf(env.Environment))
	}
	if env.ConfigMaps.Label != "" {
		p.addYAML(path.Join(provisioningDir(env.Environment), "kustomization.yaml"), configMaps(env))
	}
}
