package manifests

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/grafana/grafana-operator/v5/api/v1beta1"
	corev1 "k8s.io/api/core/v1"
	kjson "sigs.k8s.io/json"
	"sigs.k8s.io/yaml"
)

// maxConfigMap is the most that the API server lets a ConfigMap hold, in bytes.
const maxConfigMap = 1 << 20

// provider is a file of Grafana's that names folders with dashboards, with every field that its manual has for files. Grafana
// ignores what it does not know, so that only a strict decoder finds what is misspelt.
type provider struct {
	APIVersion int `json:"apiVersion"`
	Providers  []struct {
		Name                  string `json:"name"`
		OrgID                 int    `json:"orgId"`
		OrgName               string `json:"orgName"`
		Folder                string `json:"folder"`
		FolderUID             string `json:"folderUid"`
		Type                  string `json:"type"`
		DisableDeletion       bool   `json:"disableDeletion"`
		UpdateIntervalSeconds int    `json:"updateIntervalSeconds"`
		AllowUIUpdates        bool   `json:"allowUiUpdates"`
		Options               struct {
			Path                      string `json:"path"`
			FoldersFromFilesStructure bool   `json:"foldersFromFilesStructure"`
		} `json:"options"`
	} `json:"providers"`
}

// provisioned proves what Grafana reads by itself: every provider names a folder beside it that holds dashboards, and every
// dashboard is whole as it stands, for nobody puts anything in.
func provisioned(root string, tree *Tree) error {
	var errs []error
	names := map[string]bool{}
	for _, file := range tree.Providers {
		data, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(file)))
		if err != nil {
			return err
		}
		var p provider
		if err := yaml.UnmarshalStrict(data, &p); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", file, err))
			continue
		}
		if p.APIVersion != 1 || len(p.Providers) == 0 {
			errs = append(errs, fmt.Errorf("%s: apiVersion %d with %d providers", file, p.APIVersion, len(p.Providers)))
		}
		for _, one := range p.Providers {
			dir := path.Join(path.Dir(file), path.Base(one.Options.Path))
			switch {
			case one.Name == "" || names[one.Name]:
				errs = append(errs, fmt.Errorf("%s: provider %q: the name is empty or there twice", file, one.Name))
			case one.Type != "file" || !path.IsAbs(one.Options.Path):
				errs = append(errs, fmt.Errorf("%s: provider %s: type %q with path %q", file, one.Name, one.Type, one.Options.Path))
			case !slices.ContainsFunc(tree.Files, func(name string) bool { return path.Dir(name) == dir }):
				errs = append(errs, fmt.Errorf("%s: provider %s: no dashboard in %s", file, one.Name, dir))
			}
			names[one.Name] = true
		}
	}
	uids := map[string]string{}
	for _, file := range tree.Files {
		data, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(file)))
		if err != nil {
			return err
		}
		uid, err := whole(data)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", file, err))
		} else if other, ok := uids[uid]; ok {
			errs = append(errs, fmt.Errorf("%s: uid %s is that of %s, too: Grafana shows one of them", file, uid, other))
		}
		uids[uid] = file
	}
	return errors.Join(errs...)
}

// whole returns the uid of a dashboard that needs nobody to put anything in.
func whole(data []byte) (string, error) {
	if _, err := Substitute(&v1beta1.GrafanaContentSpec{JSON: string(data)}); err != nil {
		return "", err
	}
	var board map[string]any
	if err := kjson.UnmarshalCaseSensitivePreserveInts(data, &board); err != nil {
		return "", err
	}
	if board["__inputs"] != nil {
		return "", errors.New("__inputs: only a person who imports a file is asked for them")
	}
	uid, _ := board["uid"].(string)
	if title, _ := board["title"].(string); uid == "" || title == "" {
		return "", fmt.Errorf("uid %q, title %q: Grafana makes a new dashboard at every start, or none", uid, title)
	}
	return uid, nil
}

// carried proves the ConfigMaps that a kustomization below provisioning makes: each has a label for the sidecar to look for,
// holds one of the dashboards beside it, and is small enough; and none is left out.
func carried(root, dir string, tree *Tree, objects []*Object) error {
	var errs []error
	files := map[string]bool{} // by what they say
	for _, file := range tree.Files {
		if strings.HasPrefix(file, dir+"/") {
			data, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(file)))
			if err != nil {
				return err
			}
			files[string(bytes.TrimSpace(data))] = true
		}
	}
	keys := map[string]bool{}
	for _, object := range objects {
		m, ok := object.typed.(*corev1.ConfigMap)
		if !ok {
			errs = append(errs, object.errorf("a sidecar reads ConfigMaps only"))
			continue
		}
		sought := false
		for label := range m.Labels {
			sought = sought || !strings.HasPrefix(label, "app.kubernetes.io/")
		}
		if !sought {
			errs = append(errs, object.errorf("no label that a sidecar could look for"))
		}
		size := 0
		for key, text := range m.Data {
			size += len(text)
			if !strings.HasSuffix(key, ".json") || keys[key] {
				errs = append(errs, object.errorf("data[%s]: the sidecar writes all keys into one folder, and Grafana reads .json", key))
			}
			keys[key] = true
			if text = strings.TrimSpace(text); !files[text] {
				errs = append(errs, object.errorf("data[%s]: no dashboard of %s", key, dir))
			}
			delete(files, text)
		}
		if size > maxConfigMap || len(m.Data) == 0 || len(m.BinaryData) > 0 {
			errs = append(errs, object.errorf("%d keys with %d bytes, and %d binary ones", len(m.Data), size, len(m.BinaryData)))
		}
	}
	if len(files) > 0 {
		errs = append(errs, fmt.Errorf("kustomize build %s: %d dashboards are in no ConfigMap", dir, len(files)))
	}
	return errors.Join(errs...)
}
