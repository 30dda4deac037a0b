package manifests

import (
	"bytes"
	"compress/gzip"
	"testing"

	"github.com/grafana/grafana-operator/v5/api/v1beta1"
)

func TestSubstituteReplacesEveryReference(t *testing.T) {
	const dashboard = `{"a":"${VAR_NAMESPACE} ${VAR_NAMESPACE}","b":"${DS_UWM}","c":"${pod}"}`
	const want = `{"a":"user1-canopy user1-canopy","b":"UWM \"main\"","c":"${pod}"}`
	inputs := []v1beta1.GrafanaContentDatasource{
		{InputName: "VAR_NAMESPACE", DatasourceName: "user1-canopy"},
		{InputName: "DS_UWM", DatasourceName: `UWM \"main\"`},
	}
	for name, spec := range map[string]v1beta1.GrafanaContentSpec{
		"plain":  {JSON: dashboard, Datasources: inputs},
		"packed": {GzipJSON: packed(t, dashboard), Datasources: inputs},
	} {
		if got, err := Substitute(&spec); err != nil || got != want {
			t.Errorf("%s: got %s, %v", name, got, err)
		}
	}
}

func TestSubstituteRefusesWhatTheOperatorWouldNot(t *testing.T) {
	with := func(name, value string) []v1beta1.GrafanaContentDatasource {
		return []v1beta1.GrafanaContentDatasource{{InputName: name, DatasourceName: value}}
	}
	tests := map[string]struct {
		spec v1beta1.GrafanaContentSpec
		want string
	}{
		"no dashboard":       {v1beta1.GrafanaContentSpec{}, "neither spec.json nor spec.gzipJson"},
		"not packed":         {v1beta1.GrafanaContentSpec{GzipJSON: []byte("{}")}, "spec.gzipJson"},
		"half packed":        {v1beta1.GrafanaContentSpec{GzipJSON: packed(t, `{"a":1}`)[:15]}, "spec.gzipJson"},
		"not an object":      {v1beta1.GrafanaContentSpec{JSON: "null"}, "not an object"},
		"list":               {v1beta1.GrafanaContentSpec{JSON: "[]"}, "dashboard JSON after substitution"},
		"more after the end": {v1beta1.GrafanaContentSpec{JSON: "{} {}"}, "dashboard JSON after substitution"},
		"datasource left":    {v1beta1.GrafanaContentSpec{JSON: `{"a":"${DS_UWM}"}`}, "${DS_UWM}: no input"},
		"value left":         {v1beta1.GrafanaContentSpec{JSON: `{"a":"${VAR_X}"}`, Datasources: with("VAR_Y", "y")}, "${VAR_X}: no input"},
		"uid left":           {v1beta1.GrafanaContentSpec{JSON: `{"a":"${UID_X"}`}, "${UID_X: no input"},
		"empty value":        {v1beta1.GrafanaContentSpec{JSON: `{}`, Datasources: with("VAR_X", "")}, "input or value empty"},
		"value that chains":  {v1beta1.GrafanaContentSpec{JSON: `{"a":"${VAR_X}"}`, Datasources: with("VAR_X", "${VAR_Y}")}, "is itself a reference"},
		"value that injects": {v1beta1.GrafanaContentSpec{JSON: `{"a":"${VAR_X}"}`, Datasources: with("VAR_X", `","b":"`)}, "breaks the JSON around it"},
		"value ends in \\":   {v1beta1.GrafanaContentSpec{JSON: `{"a":"${VAR_X}"}`, Datasources: with("VAR_X", `a\`)}, "breaks the JSON around it"},
		"input twice": {v1beta1.GrafanaContentSpec{JSON: `{"a":"${VAR_X}"}`, Datasources: append(with("VAR_X", "x"), with("VAR_X", "y")...)},
			"a second VAR_X"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := Substitute(&test.spec)
			wantError(t, err, test.want)
		})
	}
}

func packed(t *testing.T, text string) []byte {
	t.Helper()
	var buffer bytes.Buffer
	writer := gzip.NewWriter(&buffer)
	if _, err := writer.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	return buffer.Bytes()
}
