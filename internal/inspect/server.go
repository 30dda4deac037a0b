package inspect

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/prometheus/common/model"

	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// A Server is a store that can be asked.
type Server struct {
	Name, URL, Version string
	prom.Querier
	// Announced are the metric families that targets describe, with or without a series; ok is false where the server
	// does not say. Nil: it does not.
	Announced func(context.Context) (types map[string]string, ok bool, err error)
	// Namespace is what its answers are limited to, or "".
	Namespace string
}

// A Survey is what is known of one server at one moment. It is an [evaluate.Expert], safe for concurrent use when its
// querier is. The querier should keep answers: empty panels have much in common.
type Survey struct {
	*Server
	catalogue *catalogue.Catalogue
	at        time.Time
	window    time.Duration

	names     map[string]bool // of all series, those that ended a while ago perhaps among them
	index     map[identity][]string
	announced map[string]string
	exporters map[string]*presence
	dialect   string
	// platformOnly says that OpenShift's own monitoring is behind the server, and user workload monitoring is not.
	platformOnly bool
	asked        map[string]map[string]bool // names by exporter
}

// An identity is a part of a metric whatever its name.
type identity struct {
	exporter, id string
	component    catalogue.Component
}

func newSurvey(s *Server, c *catalogue.Catalogue, at time.Time, window time.Duration) *Survey {
	return &Survey{
		Server: s, catalogue: c, at: at, window: window,
		names: map[string]bool{}, index: map[identity][]string{}, exporters: map[string]*presence{}, asked: map[string]map[string]bool{},
	}
}

// look asks for what every explanation needs.
func (s *Survey) look(ctx context.Context) error {
	names, err := prom.MetricNames(ctx, s.Querier, s.at.Add(-s.window), s.at)
	if err != nil {
		return err
	}
	for _, name := range names {
		s.names[name] = true
		for _, series := range s.catalogue.Lookup(name) {
			key := identity{series.Metric.Exporter, series.Metric.Identity, series.Component}
			if !slices.Contains(s.index[key], name) {
				s.index[key] = append(s.index[key], name)
			}
		}
	}
	if s.Announced != nil {
		if s.announced, _, err = s.Announced(ctx); err != nil {
			return err
		}
	}
	return nil
}

// now evaluates an expression at the survey's moment.
func (s *Survey) now(ctx context.Context, expr string) (prom.Result, error) {
	return s.Instant(ctx, expr, s.at)
}

// some reports whether an expression returns anything now.
func (s *Survey) some(ctx context.Context, expr string) (bool, error) {
	r, err := s.now(ctx, expr)
	return len(r.Series) > 0, err
}

// present reports whether a metric has a series now.
func (s *Survey) present(ctx context.Context, name string) (bool, error) {
	return s.some(ctx, "group("+selectorOf(name)+")")
}

// selectorOf is a selector of a metric by its name.
func selectorOf(name string) string {
	if model.LegacyValidation.IsValidMetricName(name) {
		return name
	}
	return `{__name__=` + quote(name) + `}`
}

// named is a selector of several metrics by their names.
func named(names []string) string {
	escaped := make([]string, len(names))
	for i, n := range names {
		escaped[i] = regexp.QuoteMeta(n)
	}
	return `{__name__=~` + quote(strings.Join(escaped, "|")) + `}`
}

func quote(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(s) + `"`
}

// announces reports whether a target describes a metric that has no series yet.
func (s *Survey) announces(m *catalogue.Metric) bool {
	for _, name := range []string{m.Name, strings.TrimSuffix(m.Name, "_total")} {
		if _, ok := s.announced[name]; ok {
			return true
		}
	}
	return false
}
