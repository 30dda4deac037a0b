package manifests

import (
	"bytes"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"
)

// TestBrokenPlatformIsRejected breaks one property of what is around the dashboards at a time, in the text of what an
// overlay builds.
func TestBrokenPlatformIsRejected(t *testing.T) {
	const reencrypt = "insecureEdgeTerminationPolicy: Redirect\n        termination: reencrypt"
	tests := map[string]struct{ old, new, want string }{
		"anonymous access":       {"auth.anonymous:\n      enabled: \"false\"", "auth.anonymous:\n      enabled: \"true\"", "enabled of auth.anonymous"},
		"everybody is Admin":     {"auto_assign_org_role: Viewer", "auto_assign_org_role: Admin", "auto_assign_org_role of users"},
		"sign up":                {`allow_sign_up: "false"`, `allow_sign_up: "true"`, "allow_sign_up of users"},
		"default password":       {"admin_user: grafana-operator", "admin_user: grafana-operator\n      admin_password: grafana", "admin_password of security"},
		"user called admin":      {"admin_user: grafana-operator", "admin_user: admin", "may be called admin"},
		"header from anywhere":   {"whitelist: 127.0.0.1, ::1", `whitelist: ""`, "whitelist of auth.proxy"},
		"login form":             {`disable_login_form: "true"`, `disable_login_form: "false"`, "disable_login_form of auth"},
		"cookie secret in clear": {"--cookie-secret-file=/etc/proxy/token/token", "--cookie-secret=c2VjcmV0", "--cookie-secret: not with us"},
		"cookie secret of none":  {"--cookie-secret-file=/etc/proxy/token/token", "--cookie-secret-file=/etc/proxy/tls/tls.key", "not the token of a service account"},
		"cookie secret derived":  {"secretName: alone-grafana-token", "secretName: alone-grafana-proxy", "not the token of a service account"},
		"metrics for all":        {"--pass-basic-auth=false", "--skip-auth-regex=^/metrics", "--skip-auth-regex: not with us"},
		"plain HTTP":             {"--http-address=", "--http-address=:8080", "without encryption"},
		"any account":            {`--openshift-sar={"namespace":"$(NAMESPACE)",`, `--openshift-sar={`, "whoever has an account gets in"},
		"image without a tag":    {"origin-oauth-proxy:4.18", "origin-oauth-proxy", "is not pinned"},
		"image of today":         {"origin-oauth-proxy:4.18", "origin-oauth-proxy:latest", "is not pinned"},
		"Grafana of today":       {"version: 12.2.0", "version: latest", "spec.version"},
		"route in clear":         {reencrypt, "termination: edge", "not encrypted all the way"},
		"token before account":   {"argocd.argoproj.io/sync-wave: \"-3\"", "argocd.argoproj.io/sync-wave: \"-4\"", "sync wave"},
		"token without account":  {"kubernetes.io/service-account.name: alone-grafana-sa", "kubernetes.io/service-account.name: default", "Kubernetes deletes the token"},
		"secret in clear":        {"type: kubernetes.io/service-account-token", "type: kubernetes.io/service-account-token\nstringData:\n  token: abc", "written down"},
		"secret of nobody":       {"type: kubernetes.io/service-account-token", "type: Opaque", "nobody fills it in"},
		"verification off":       {"tlsSkipVerify: false", "tlsSkipVerify: true", "anybody may answer"},
		"no authority":           {"tlsAuthWithCACert: true", "tlsAuthWithCACert: false", "no certificate authority"},
		"authority of none":      {"service.beta.openshift.io/inject-cabundle", "service.beta.openshift.io/inject-bundle", "no ConfigMap that OpenShift fills in"},
		"token in clear":         {"Bearer ${token}", "Bearer sha256~abc", "written in clear text"},
		"token of another":       {"key: token\n        name: alone-grafana-token", "key: token\n        name: other", "no key token of a Secret other"},
		"uid by chance":          {"uid: alone-rhoai", "", "spec.uid"},
		"interval of Grafana":    {"timeInterval: 5s", "", "timeInterval"},
		"folder by title":        {"folderRef: alone-dashboards", "folder: Serving", "otherwise than by folderRef"},
		"dashboard before":       {"argocd.argoproj.io/sync-wave: \"0\"", "argocd.argoproj.io/sync-wave: \"-1\"", "sync wave"},
		"administrator":          {"name: cluster-monitoring-view", "name: cluster-admin", "gives ClusterRole cluster-admin"},
		"edit":                   {"kind: ClusterRole\n  name: view", "kind: ClusterRole\n  name: edit", "gives ClusterRole edit"},
		"all accounts":           {"- kind: ServiceAccount\n  name: alone-grafana-sa\n  namespace: serving", "- kind: Group\n  name: system:serviceaccounts", "gives it to Group"},
		"another account":        {"- kind: ServiceAccount\n  name: alone-grafana-sa", "- kind: ServiceAccount\n  name: default", "which is not Grafana's"},
		"policy for all pods":    {"podSelector:\n    matchLabels:\n      app: alone-grafana\n", "podSelector: {}\n", "is about every pod"},
		"policy from all pods":   {"      podSelector:\n        matchLabels:\n          app: alone-grafana\n", "", "lets in every pod"},
		"slow scrape":            {"scrapeTimeout: 10s", "scrapeTimeout: 60s", "within"},
		"timeout":                {"scrapeTimeout: 10s", "timeout: 10s", `unknown field "spec.endpoints[0].timeout"`},
		"operator's monitor":     {"name: alone-dcgm-exporter", "name: nvidia-dcgm-exporter", "the GPU operator has a monitor of that name"},
		"other namespaces":       {"  selector:\n    matchLabels:\n      app: ovms", "  namespaceSelector: {any: true}\n  selector:\n    matchLabels:\n      app: ovms", "ignores"},
		"cluster's settings":     {"name: alone-grafana-service-ca\n  namespace: serving", "name: cluster-monitoring-config\n  namespace: openshift-monitoring", "replaces what the administrator set"},
	}
	text := built(t, everythingTree(t), "alone")
	if err := judged(t, text); err != nil {
		t.Fatal(err)
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if !strings.Contains(text, tt.old) {
				t.Fatalf("nothing says %q", tt.old)
			}
			wantError(t, judged(t, strings.ReplaceAll(text, tt.old, tt.new)), tt.want)
		})
	}
}

// built is the text of what an overlay builds.
func built(t *testing.T, root, name string) string {
	t.Helper()
	var b bytes.Buffer
	for _, o := range overlay(t, root, name).objects {
		data, err := yaml.Marshal(o.Object)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(data)
		b.WriteString("---\n")
	}
	return b.String()
}

func judged(t *testing.T, text string) error {
	t.Helper()
	objects, err := mustVerifier(t).Decode(t.Context(), "text", []byte(text))
	if err != nil {
		return err
	}
	return platform(objects)
}
