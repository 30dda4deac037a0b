package inspect

import "context"

// How Thanos tells OpenShift's two Prometheuses apart: the label prometheus, namespace/name, which the
// cluster-monitoring-operator has each of them add.
const (
	platformPrometheus = "openshift-monitoring/k8s"
	userPrometheus     = "openshift-user-workload-monitoring/user-workload"
)

// lacksUserWorkloads reports whether a server is OpenShift's querier, and nothing behind it was scraped by user workload
// monitoring. A server that is limited to a namespace shows no platform, so that nothing can be said of it.
func (s *Survey) lacksUserWorkloads(ctx context.Context) (bool, error) {
	if s.Namespace != "" || !s.names["up"] {
		return false, nil
	}
	r, err := s.now(ctx, "group by (prometheus) (up)")
	if err != nil {
		return false, err
	}
	platform := false
	for _, series := range r.Series {
		switch series.Labels["prometheus"] {
		case userPrometheus:
			return false, nil
		case platformPrometheus:
			platform = true
		}
	}
	return platform, nil
}
