package manifests

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/grafana/grafana-operator/v5/api/v1beta1"
	kjson "sigs.k8s.io/json"
)

// inputPattern finds a reference to one of the inputs that the generator leaves for the operator to replace.
var inputPattern = regexp.MustCompile(`\$\{(DS|VAR|UID)_[^}"]*\}?`)

// Substitute returns the JSON that the operator hands to Grafana. It does what the operator does, plain replacement of every
// ${inputName} in the text, one input after the other, and refuses what the operator would swallow: JSON that is invalid or
// has a key twice, a reference that no input replaces, and a value that ends the JSON string it is put into.
func Substitute(spec *v1beta1.GrafanaContentSpec) (string, error) {
	text, err := content(spec)
	if err != nil {
		return "", err
	}
	seen := map[string]bool{}
	for i, input := range spec.Datasources {
		var value string
		switch {
		case input.InputName == "" || input.DatasourceName == "":
			return "", fmt.Errorf("spec.datasources[%d]: input or value empty: the operator rejects it", i)
		case seen[input.InputName]:
			return "", fmt.Errorf("spec.datasources[%d]: a second %s: the operator never uses it", i, input.InputName)
		case json.Unmarshal([]byte(`"`+input.DatasourceName+`"`), &value) != nil:
			return "", fmt.Errorf("spec.datasources[%d]: %s: value %q breaks the JSON around it", i, input.InputName, input.DatasourceName)
		case inputPattern.MatchString(value):
			return "", fmt.Errorf("spec.datasources[%d]: %s: value %q is itself a reference", i, input.InputName, input.DatasourceName)
		}
		seen[input.InputName] = true
		text = strings.ReplaceAll(text, "${"+input.InputName+"}", input.DatasourceName)
	}
	if left := inputPattern.FindString(text); left != "" {
		return "", fmt.Errorf("%s: no input of spec.datasources replaces it", left)
	}
	var dashboard map[string]any
	strict, err := kjson.UnmarshalStrict([]byte(text), &dashboard)
	if err = errors.Join(append(strict, err)...); err != nil {
		return "", fmt.Errorf("dashboard JSON after substitution: %w", err)
	}
	if dashboard == nil {
		return "", errors.New("dashboard JSON after substitution: not an object")
	}
	return text, nil
}

// content returns the JSON of a resource. The generator embeds it, so any other source is an error.
func content(spec *v1beta1.GrafanaContentSpec) (string, error) {
	switch {
	case spec.JSON != "" && spec.GzipJSON != nil:
		return "", errors.New("both spec.json and spec.gzipJson: the operator rejects it")
	case spec.JSON != "":
		return spec.JSON, nil
	case spec.GzipJSON == nil:
		return "", errors.New("neither spec.json nor spec.gzipJson")
	}
	reader, err := gzip.NewReader(bytes.NewReader(spec.GzipJSON))
	if err != nil {
		return "", fmt.Errorf("spec.gzipJson: %w", err)
	}
	text, err := io.ReadAll(reader)
	if err != nil {
		return "", fmt.Errorf("spec.gzipJson: %w", err)
	}
	return string(text), nil
}
