// Command dump prints every value that the panels of the shipped dashboards show, to the last bit: on recordings in the
// embedded engine, or on a server. The tests with real servers compare the two.
package main

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/llm-observability/dashgen/dashboards"
	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/project"
	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/internal/prom/live"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

func main() {
	data := flag.String("data", "", "recordings, as a pattern")
	url := flag.String("prometheus", "", "a server")
	at := flag.String("at", "", "the moment to look at, as RFC 3339")
	flag.Parse()
	if err := run(os.Stdout, *data, *url, *at); err != nil {
		fmt.Fprintln(os.Stderr, "dump:", err)
		os.Exit(2)
	}
}

func run(w io.Writer, data, url, at string) (err error) {
	moment, err := time.Parse(time.RFC3339, at)
	if err != nil {
		return err
	}
	var q prom.Querier
	if url != "" {
		q, err = live.New(live.Config{URL: url})
	} else {
		storage, failed := prom.Open(prom.Options{})
		if failed != nil {
			return failed
		}
		defer func() {
			if closed := storage.Close(); err == nil {
				err = closed
			}
		}()
		q, err = load(storage, data)
	}
	if err != nil {
		return err
	}
	p, err := project.Load("dashgen.yaml", catalogue.Default(), dashboards.All())
	if err != nil {
		return err
	}
	envs, err := p.Build(project.Selection{})
	if err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	for _, env := range envs {
		for _, d := range env.Dashboards {
			if err := board(out, q, evaluate.Own(d, append(env.TenantNames, "")[0]), moment); err != nil {
				return fmt.Errorf("%s/%s: %w", env.Name, d.Name, err)
			}
		}
	}
	return out.Flush()
}

func load(s *prom.Storage, pattern string) (prom.Querier, error) {
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("no files %s: %w", pattern, err)
	}
	for _, f := range files {
		if _, err := s.LoadFile(f); err != nil {
			return nil, err
		}
	}
	return prom.NewEngine(s, prom.EngineOptions{})
}

func board(w io.Writer, q prom.Querier, b *evaluate.Board, at time.Time) error {
	b.Span = min(b.Span, 20*time.Minute) // as long as the recordings are
	window, stores := b.Window(at), evaluate.One(q)
	vars, err := b.Resolve(context.Background(), stores, window)
	if err != nil {
		return err
	}
	for _, p := range b.Panels {
		frames, err := p.Frames(context.Background(), stores, window, vars)
		if err != nil {
			return err
		}
		for _, f := range frames {
			for _, s := range f.Series {
				var labels []string
				for _, name := range slices.Sorted(maps.Keys(s.Labels)) {
					labels = append(labels, name+"="+s.Labels[name])
				}
				for _, pt := range s.Points {
					fmt.Fprintf(w, "%s/%s/%s/%s %q {%s} %d %s\n", b.Environment, b.Name, p.Title, f.RefID, s.Legend, strings.Join(labels, ","), pt.T, bits(pt.V))
				}
			}
			if f.Err != nil {
				fmt.Fprintf(w, "%s/%s/%s/%s: %v\n", b.Environment, b.Name, p.Title, f.RefID, f.Err)
			}
		}
	}
	return nil
}

// bits are a value exactly. There are many NaNs, of which a server sends none in particular.
func bits(v float64) string {
	if math.IsNaN(v) {
		return "NaN"
	}
	return fmt.Sprintf("%016x", math.Float64bits(v))
}
