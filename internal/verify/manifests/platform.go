package manifests

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"

	"github.com/grafana/grafana-operator/v5/api/v1beta1"
	monitoringv1 "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	rbacv1 "k8s.io/api/rbac/v1"
)

// wave is the annotation by which Argo CD orders what it applies.
const wave = "argocd.argoproj.io/sync-wave"

// applied is what an overlay applies together, in its order.
type applied struct {
	objects []*Object
	at      map[string]int // by kind, namespace and name
}

func index(objects []*Object) *applied {
	a := &applied{objects: objects, at: map[string]int{}}
	for i, o := range objects {
		a.at[o.GetKind()+" "+o.GetNamespace()+"/"+o.GetName()] = i
	}
	return a
}

func (a *applied) find(kind, namespace, name string) *Object {
	if i, ok := a.at[kind+" "+namespace+"/"+name]; ok {
		return a.objects[i]
	}
	return nil
}

// before fails where one object is not applied before another, be it by Argo CD or by the order of the build.
func (a *applied) before(first, second *Object) error {
	i, j := a.at[first.GetKind()+" "+first.GetNamespace()+"/"+first.GetName()], a.at[second.GetKind()+" "+second.GetNamespace()+"/"+second.GetName()]
	if i >= j {
		return fmt.Errorf("built before %s", first.id())
	}
	one, other := first.GetAnnotations()[wave], second.GetAnnotations()[wave]
	if one == "" && other == "" {
		return nil
	}
	m, err := strconv.Atoi(one)
	n, err2 := strconv.Atoi(other)
	if err != nil || err2 != nil || m >= n {
		return fmt.Errorf("sync wave %q, and %s has %q", other, first.id(), one)
	}
	return nil
}

// platform holds what has to be true of everything around the dashboards: nobody gets in without a name, nothing secret is
// written down, nothing is trusted that was not checked, and nobody may more than they need.
func platform(objects []*Object) error {
	a := index(objects)
	var errs []error
	for _, o := range objects {
		for _, err := range a.faults(o) {
			if err != nil {
				errs = append(errs, o.errorf("%w", err))
			}
		}
	}
	return errors.Join(errs...)
}

func (a *applied) faults(o *Object) []error {
	switch typed := o.typed.(type) {
	case *v1beta1.Grafana:
		return a.grafana(o, typed)
	case *v1beta1.GrafanaDatasource:
		return a.datasource(typed)
	case *v1beta1.GrafanaDashboard:
		if typed.Spec.FolderTitle != "" || typed.Spec.FolderUID != "" {
			return []error{errors.New("names its folder otherwise than by folderRef")}
		}
		if folder := a.find("GrafanaFolder", o.GetNamespace(), typed.Spec.FolderRef); folder != nil {
			return []error{a.before(folder, o)}
		}
	case *corev1.Secret:
		return a.secret(o, typed)
	case *corev1.ConfigMap:
		if o.GetNamespace() == "openshift-monitoring" || o.GetNamespace() == "openshift-user-workload-monitoring" {
			return []error{errors.New("replaces what the administrator set")}
		}
	case *rbacv1.ClusterRoleBinding:
		return a.binding(typed.RoleRef, typed.Subjects, "cluster-monitoring-view", "system:auth-delegator")
	case *rbacv1.RoleBinding:
		return a.binding(typed.RoleRef, typed.Subjects, "view")
	case *networkingv1.NetworkPolicy:
		return networkPolicy(typed)
	case *monitoringv1.ServiceMonitor:
		var errs []error
		for _, e := range typed.Spec.Endpoints {
			errs = append(errs, scrape(o, e.Interval, e.ScrapeTimeout, e.Port != "" || e.TargetPort != nil))
		}
		if typed.Spec.NamespaceSelector.Any || len(typed.Spec.NamespaceSelector.MatchNames) > 0 {
			errs = append(errs, errors.New("selects namespaces, which user workload monitoring ignores"))
		}
		return errs
	case *monitoringv1.PodMonitor:
		var errs []error
		for _, e := range typed.Spec.PodMetricsEndpoints {
			errs = append(errs, scrape(o, e.Interval, e.ScrapeTimeout, e.Port != nil))
		}
		return errs
	}
	return nil
}

// scrape fails where a monitor is one that another program makes, or does not say how it scrapes.
func scrape(o *Object, interval, timeout monitoringv1.Duration, port bool) error {
	i, err := seconds(interval)
	t, err2 := seconds(timeout)
	switch {
	case o.GetName() == "nvidia-dcgm-exporter":
		return errors.New("the GPU operator has a monitor of that name")
	case err != nil || err2 != nil || t > i:
		return fmt.Errorf("scraped every %q within %q", interval, timeout)
	case !port:
		return errors.New("no port")
	}
	return nil
}

var scrapeDuration = regexp.MustCompile(`^(\d+)([sm])$`)

func seconds(d monitoringv1.Duration) (int, error) {
	m := scrapeDuration.FindStringSubmatch(string(d))
	if m == nil {
		return 0, fmt.Errorf("%q is no duration", d)
	}
	n, err := strconv.Atoi(m[1])
	if m[2] == "m" {
		n *= 60
	}
	return n, err
}

// secret holds that the only Secrets are tokens, which Kubernetes fills in after their account is there.
func (a *applied) secret(o *Object, s *corev1.Secret) []error {
	if len(s.Data) > 0 || len(s.StringData) > 0 {
		return []error{errors.New("something secret is written down")}
	}
	if s.Type != corev1.SecretTypeServiceAccountToken {
		return []error{fmt.Errorf("type %q: nobody fills it in", s.Type)}
	}
	account := a.find("ServiceAccount", o.GetNamespace(), s.Annotations[corev1.ServiceAccountNameKey])
	if account == nil {
		return []error{errors.New("no such ServiceAccount: Kubernetes deletes the token")}
	}
	return []error{a.before(account, o)}
}

// binding holds that only Grafana's accounts get something, and no more than they need.
func (a *applied) binding(role rbacv1.RoleRef, subjects []rbacv1.Subject, allowed ...string) []error {
	var errs []error
	ok := false
	for _, name := range allowed {
		ok = ok || role.Name == name
	}
	if !ok || role.Kind != "ClusterRole" {
		errs = append(errs, fmt.Errorf("gives %s %s", role.Kind, role.Name))
	}
	if len(subjects) == 0 {
		errs = append(errs, errors.New("gives it to nobody"))
	}
	for _, s := range subjects {
		if s.Kind != "ServiceAccount" || s.Namespace == "" {
			errs = append(errs, fmt.Errorf("gives it to %s %s/%s", s.Kind, s.Namespace, s.Name))
		} else if a.find("ServiceAccount", s.Namespace, s.Name) == nil {
			errs = append(errs, fmt.Errorf("gives it to %s/%s, which is not Grafana's", s.Namespace, s.Name))
		}
	}
	return errs
}

// networkPolicy holds that a policy is about some pods, and lets in some pods of some namespace.
func networkPolicy(p *networkingv1.NetworkPolicy) []error {
	var errs []error
	if len(p.Spec.PodSelector.MatchLabels) == 0 {
		errs = append(errs, errors.New("is about every pod"))
	}
	for _, in := range p.Spec.Ingress {
		if len(in.From) == 0 || len(in.Ports) == 0 {
			errs = append(errs, errors.New("lets in everybody"))
		}
		for _, from := range in.From {
			if from.PodSelector == nil || len(from.PodSelector.MatchLabels) == 0 || from.NamespaceSelector == nil || len(from.NamespaceSelector.MatchLabels) == 0 {
				errs = append(errs, errors.New("lets in every pod"))
			}
		}
	}
	for _, out := range p.Spec.Egress {
		if len(out.Ports) == 0 {
			errs = append(errs, errors.New("lets out to every port"))
		}
	}
	return errs
}
