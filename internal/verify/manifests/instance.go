package manifests

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/grafana/grafana-operator/v5/api/v1beta1"
	corev1 "k8s.io/api/core/v1"
)

// pinned is an image with a tag that says more than latest, or a digest; bare is such a tag.
var (
	pinned = regexp.MustCompile(`^[^:@]+(?::\d+\.\d+[^:@]*|@sha256:[0-9a-f]{64})$`)
	bare   = regexp.MustCompile(`^\d+\.\d+\.\d+$`)
)

// settings of grafana.ini that Grafana's own values would undo.
var settings = []struct{ section, key, want string }{
	{"auth", "disable_login_form", "true"},
	{"auth.anonymous", "enabled", "false"},
	{"auth.proxy", "enabled", "true"},
	{"auth.proxy", "whitelist", "127.0.0.1, ::1"},
	{"users", "allow_sign_up", "false"},
	{"users", "auto_assign_org_role", "Viewer"},
	{"security", "admin_password", ""},
	{"security", "cookie_secure", "true"},
}

func (a *applied) grafana(o *Object, g *v1beta1.Grafana) []error {
	var errs []error
	for _, s := range settings {
		if got := g.Spec.Config[s.section][s.key]; got != s.want {
			errs = append(errs, fmt.Errorf("spec.config: %s of %s is %q, want %q", s.key, s.section, got, s.want))
		}
	}
	if g.Spec.Config["security"]["admin_user"] == "admin" {
		errs = append(errs, errors.New("spec.config: a user of the cluster may be called admin"))
	}
	if !bare.MatchString(g.Spec.Version) {
		errs = append(errs, fmt.Errorf("spec.version: %q is not pinned", g.Spec.Version))
	}
	if r := g.Spec.Route; r == nil || r.Spec == nil || r.Spec.TLS == nil || r.Spec.TLS.Termination != "reencrypt" || r.Spec.TLS.InsecureEdgeTerminationPolicy != "Redirect" {
		errs = append(errs, errors.New("spec.route: not encrypted all the way"))
	}
	if g.Spec.Deployment == nil {
		return append(errs, errors.New("no proxy"))
	}
	pod := g.Spec.Deployment.Spec.Template.Spec
	proxies := 0
	for _, c := range pod.Containers {
		if !pinned.MatchString(c.Image) {
			errs = append(errs, fmt.Errorf("container %s: image %q is not pinned", c.Name, c.Image))
		}
		if c.Name == "oauth-proxy" {
			proxies++
			errs = append(errs, a.proxy(o, c, pod.Volumes)...)
		}
	}
	if proxies != 1 {
		errs = append(errs, fmt.Errorf("%d proxies", proxies))
	}
	return errs
}

// proxy holds that whoever passes has a name, and that the secret of the cookies is nobody's to know.
func (a *applied) proxy(o *Object, c corev1.Container, volumes []corev1.Volume) []error {
	var errs []error
	values := map[string][]string{}
	for _, arg := range c.Args {
		name, value, _ := strings.Cut(strings.TrimLeft(arg, "-"), "=")
		values[name] = append(values[name], value)
	}
	for _, name := range []string{"cookie-secret", "skip-auth-regex", "bypass-auth-for", "bypass-auth-except-for", "skip-auth-preflight", "ssl-insecure-skip-verify", "upstream-ca"} {
		if _, ok := values[name]; ok {
			errs = append(errs, fmt.Errorf("--%s: not with us", name))
		}
	}
	if got := values["http-address"]; !slices.Equal(got, []string{""}) {
		errs = append(errs, fmt.Errorf("--http-address %q: without encryption", got))
	}
	for _, name := range []string{"openshift-sar", "openshift-delegate-urls"} {
		var review map[string]any
		if len(values[name]) != 1 || json.Unmarshal([]byte(values[name][0]), &review) != nil || !strings.Contains(values[name][0], `"namespace":"$(NAMESPACE)"`) {
			errs = append(errs, fmt.Errorf("--%s %q: whoever has an account gets in", name, values[name]))
		}
	}
	if len(values["openshift-ca"]) == 0 {
		errs = append(errs, errors.New("--openshift-ca: the OAuth server is not verified"))
	}
	file := ""
	if files := values["cookie-secret-file"]; len(files) == 1 {
		file = files[0]
	}
	secret := secretAt(file, c, volumes)
	token := a.find("Secret", o.GetNamespace(), secret)
	if token == nil || path.Base(file) != corev1.ServiceAccountTokenKey {
		errs = append(errs, fmt.Errorf("--cookie-secret-file %q: not the token of a service account that is applied, too", file))
	} else {
		errs = append(errs, a.before(token, o))
		if account := token.GetAnnotations()[corev1.ServiceAccountNameKey]; account != o.GetName()+"-sa" {
			errs = append(errs, fmt.Errorf("--cookie-secret-file: the token is that of %q", account))
		}
	}
	return errs
}

// secretAt is the Secret whose key a container finds at a path, or "".
func secretAt(file string, c corev1.Container, volumes []corev1.Volume) string {
	for _, m := range c.VolumeMounts {
		if m.MountPath != path.Dir(file) || !m.ReadOnly {
			continue
		}
		for _, v := range volumes {
			if v.Name == m.Name && v.Secret != nil {
				return v.Secret.SecretName
			}
		}
	}
	return ""
}

func (a *applied) datasource(d *v1beta1.GrafanaDatasource) []error {
	var errs []error
	var data struct {
		TimeInterval      string
		TLSSkipVerify     *bool
		TLSAuthWithCACert bool
		HTTPHeaderName1   string
	}
	secrets := map[string]string{}
	if err := json.Unmarshal(d.Spec.Datasource.JSONData, &data); err != nil {
		return []error{err}
	}
	if raw := d.Spec.Datasource.SecureJSONData; len(raw) > 0 {
		if err := json.Unmarshal(raw, &secrets); err != nil {
			return []error{err}
		}
	}
	if d.Spec.CustomUID == "" {
		errs = append(errs, errors.New("spec.uid: links and panels lose it when it is made anew"))
	}
	if data.TimeInterval == "" {
		errs = append(errs, errors.New("timeInterval: Grafana takes 15s for the scrape interval"))
	}
	if data.TLSSkipVerify == nil || *data.TLSSkipVerify {
		errs = append(errs, errors.New("tlsSkipVerify: anybody may answer"))
	}
	references := map[string]v1beta1.ValueFromSource{}
	for _, v := range d.Spec.ValuesFrom {
		references[strings.TrimPrefix(v.TargetPath, "secureJsonData.")] = v.ValueFrom
	}
	for key, value := range secrets {
		from, ok := references[key]
		if !ok || !strings.Contains(value, "${") {
			errs = append(errs, fmt.Errorf("secureJsonData.%s: written in clear text", key))
		}
		errs = append(errs, a.referred(d.Namespace, key, value, from))
	}
	u, err := url.Parse(d.Spec.Datasource.URL)
	if err != nil || u.Host == "" {
		return append(errs, fmt.Errorf("url %q", d.Spec.Datasource.URL))
	}
	if strings.HasSuffix(u.Hostname(), ".svc.cluster.local") && u.Scheme == "https" && (!data.TLSAuthWithCACert || secrets["tlsCACert"] == "") {
		errs = append(errs, errors.New("no certificate authority: Grafana knows that of the cluster by no other way"))
	}
	if strings.HasPrefix(u.Hostname(), "thanos-querier.") != (data.HTTPHeaderName1 == "Authorization" && secrets["httpHeaderValue1"] == "Bearer ${token}") {
		errs = append(errs, fmt.Errorf("the token and %s do not belong together", u.Hostname()))
	}
	return errs
}

// referred holds that what a data source refers to is applied beside it, and is what it is taken for.
func (a *applied) referred(namespace, key, value string, from v1beta1.ValueFromSource) error {
	switch {
	case from.SecretKeyRef != nil:
		if a.find("Secret", namespace, from.SecretKeyRef.Name) == nil || !strings.Contains(value, "${"+from.SecretKeyRef.Key+"}") {
			return fmt.Errorf("secureJsonData.%s: no key %s of a Secret %s beside it", key, from.SecretKeyRef.Key, from.SecretKeyRef.Name)
		}
	case from.ConfigMapKeyRef != nil:
		m := a.find("ConfigMap", namespace, from.ConfigMapKeyRef.Name)
		if m == nil || m.GetAnnotations()["service.beta.openshift.io/inject-cabundle"] != "true" || value != "${service-ca.crt}" || from.ConfigMapKeyRef.Key != "service-ca.crt" {
			return fmt.Errorf("secureJsonData.%s: %s is no ConfigMap that OpenShift fills in", key, from.ConfigMapKeyRef.Name)
		}
	default:
		return fmt.Errorf("secureJsonData.%s: from nowhere", key)
	}
	return nil
}
