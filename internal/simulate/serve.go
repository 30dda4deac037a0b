package simulate

import (
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
)

// A Server serves a fleet as the endpoints that it consists of. Its time follows a clock: a scrape shows the moment at
// which it happens.
type Server struct {
	clock func() time.Time
	speed float64
	zero  time.Time // of the clock

	mu    sync.Mutex
	fleet *Fleet
	begin time.Time // of the fleet
}

// NewServer returns a server of a fleet whose time begins now, by the clock, and passes speed times as fast.
func NewServer(f *Fleet, clock func() time.Time, speed float64) *Server {
	return &Server{clock: clock, speed: speed, zero: clock(), fleet: f, begin: f.Now()}
}

// at brings the fleet up to the clock and lets somebody look at it.
func (s *Server) at(look func(f *Fleet) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	passed := float64(s.clock().Sub(s.zero)) * s.speed
	s.fleet.Advance(s.begin.Add(time.Duration(passed)))
	return look(s.fleet)
}

// Targets are the endpoints that exist by the clock.
func (s *Server) Targets() []Target {
	var ts []Target
	_ = s.at(func(f *Fleet) error { ts = f.Targets(); return nil }) // looking does not fail
	return ts
}

// Handler serves:
//
//	/                 a page that lists the targets
//	/targets/…        the metrics of a target, in OpenMetrics or the text format, as the client accepts
//	/sd               targets with their labels for http_sd_configs; ?store=NAME those of one store, ?honor=true or
//	                  false those whose own labels stay, or do not
//	/prometheus.yml   the configuration of a Prometheus that scrapes it all; ?store=NAME the targets of one store
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", s.index)
	mux.HandleFunc("GET /targets/", s.metrics)
	mux.HandleFunc("GET /sd", s.discovery)
	mux.HandleFunc("GET /prometheus.yml", s.configuration)
	return mux
}

const (
	textType        = "text/plain; version=0.0.4; charset=utf-8"
	openMetricsType = "application/openmetrics-text; version=1.0.0; charset=utf-8"
)

func (s *Server) metrics(w http.ResponseWriter, r *http.Request) {
	format, contentType := textFormat, textType
	if strings.Contains(r.Header.Get("Accept"), "application/openmetrics-text") {
		format, contentType = openMetrics, openMetricsType
	}
	var body strings.Builder
	err := s.at(func(f *Fleet) error {
		i := slices.IndexFunc(f.exporters, func(x *exporter) bool { return x.Path == r.URL.Path })
		switch {
		case i < 0:
			return errNoTarget
		case f.exporters[i].down:
			return errDown
		}
		return f.exporters[i].write(&body, f.now, format)
	})
	switch {
	case err == nil:
		w.Header().Set("Content-Type", contentType)
		_, _ = io.WriteString(w, body.String()) // the client has gone
	case errors.Is(err, errNoTarget):
		http.Error(w, err.Error(), http.StatusNotFound)
	default:
		http.Error(w, err.Error(), http.StatusServiceUnavailable)
	}
}

var (
	errNoTarget = errors.New("no target of this path exists at the moment; / lists those that do")
	errDown     = errors.New("the target is starting")
)

// chosen are the targets that a request asks for.
func (s *Server) chosen(r *http.Request) []Target {
	q := r.URL.Query()
	return slices.DeleteFunc(s.Targets(), func(t Target) bool {
		store, honor := q.Get("store"), q.Get("honor")
		return store != "" && t.Store != store || honor != "" && fmt.Sprint(t.HonorLabels) != honor
	})
}

// A group is an entry of http_sd_configs.
type group struct {
	Targets []string          `json:"targets"`
	Labels  map[string]string `json:"labels"`
}

func (s *Server) discovery(w http.ResponseWriter, r *http.Request) {
	groups := []group{}
	for _, t := range s.chosen(r) {
		g := group{Targets: []string{r.Host}, Labels: map[string]string{"__metrics_path__": t.Path}}
		for _, l := range t.Labels {
			g.Labels[l.Name] = l.Value
		}
		groups = append(groups, g)
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(groups) // the client has gone
}

func (s *Server) index(w http.ResponseWriter, _ *http.Request) {
	var b strings.Builder
	b.WriteString("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>dashgen simulate</title></head><body>\n<h1>Simulated exporters</h1>\n")
	_ = s.at(func(f *Fleet) error { // looking does not fail
		fmt.Fprintf(&b, "<p>Scenario %s: %s. Its time is %s.</p>\n", html.EscapeString(f.scenario.Name), html.EscapeString(f.scenario.Means), f.Now().Format(time.RFC3339))
		return nil
	})
	b.WriteString("<p><a href=\"/sd\">/sd</a> for http_sd_configs, <a href=\"/prometheus.yml\">/prometheus.yml</a> for a Prometheus that scrapes it all.</p>\n<table>\n<tr><th>Target<th>Version<th>Store<th>Labels</tr>\n")
	for _, t := range s.Targets() {
		var labels []string
		for _, l := range t.Labels {
			labels = append(labels, l.Name+"="+l.Value)
		}
		fmt.Fprintf(&b, "<tr><td><a href=\"%s\">%s</a><td>%s<td>%s<td>%s</tr>\n", html.EscapeString(t.Path), html.EscapeString(t.Path),
			html.EscapeString(t.Version), html.EscapeString(t.Store), html.EscapeString(strings.Join(labels, " ")))
	}
	b.WriteString("</table>\n</body></html>\n")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = io.WriteString(w, b.String()) // the client has gone
}

// configuration is a configuration of Prometheus. Names that the store spells in its own way are changed as its
// collector changes them.
func (s *Server) configuration(w http.ResponseWriter, r *http.Request) {
	targets := s.chosen(r)
	store := url.QueryEscape(r.URL.Query().Get("store"))
	var b strings.Builder
	b.WriteString("global:\n  scrape_interval: 15s\nscrape_configs:\n")
	for _, honor := range []bool{false, true} {
		if !slices.ContainsFunc(targets, func(t Target) bool { return t.HonorLabels == honor }) {
			continue
		}
		fmt.Fprintf(&b, "  - job_name: simulated-%t\n    honor_labels: %t\n    http_sd_configs:\n      - url: http://%s/sd?honor=%t&store=%s\n        refresh_interval: 15s\n", honor, honor, r.Host, honor, store)
		if renames := s.renames(targets); len(renames) > 0 && store != "" {
			b.WriteString("    metric_relabel_configs:\n")
			for _, n := range renames {
				fmt.Fprintf(&b, "      - {source_labels: [__name__], regex: %s, target_label: __name__, replacement: %s}\n", n[0], n[1])
			}
		}
	}
	w.Header().Set("Content-Type", "application/yaml; charset=utf-8")
	_, _ = io.WriteString(w, b.String()) // the client has gone
}

// renames are the names that the store of targets spells differently.
func (s *Server) renames(targets []Target) [][2]string {
	var names [][2]string
	_ = s.at(func(f *Fleet) error { // looking does not fail
		for _, t := range targets[:min(1, len(targets))] {
			for _, a := range f.env.Catalogue.Aliases() {
				if a.Store == t.store.Dialect && a.Store != "" && !strings.Contains(a.Name, "*") {
					names = append(names, [2]string{a.Canonical, a.Name})
				}
			}
		}
		return nil
	})
	return names
}
