// Command dump prints every value that the panels of the shipped dashboards show, to the last bit: on recordings in the
// embedded engine, or on a server. The tests with real servers compare the two.
package main

import (
	"bufio"
	"context"
	"errors"
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

	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/internal/prom/live"
	"github.com/llm-observability/dashgen/internal/source"
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
			err = errors.Join(err, storage.Close())
		}()
		q, err = load(storage, data)
	}
	if err != nil {
		return err
	}
	files, err := filepath.Glob(filepath.Join("out", "dashboards", "*", "*.json"))
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return errors.New("no dashboards in out/dashboards: run it in the repository")
	}
	out := bufio.NewWriter(w)
	began := time.Now()
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		f, err := source.Read(path, data)
		if err != nil {
			return err
		}
		store := evaluate.Store{Querier: q, ScrapeInterval: 15 * time.Second}
		for _, d := range f.Dashboards {
			b := &evaluate.Board{
				Dashboard: d,
				Asks:      func(*source.Query) evaluate.Store { return store },
				Offers:    func(*source.Variable) evaluate.Store { return store },
			}
			if err := board(out, b, moment); err != nil {
				return fmt.Errorf("%s: %w", path, err)
			}
		}
	}
	if engine, ok := q.(*prom.Engine); ok { // for make bench
		fmt.Fprintf(os.Stderr, "%d samples in %d ms\n", engine.Samples(), time.Since(began).Milliseconds())
	}
	return out.Flush()
}

func load(s *prom.Storage, pattern string) (prom.Querier, error) {
	files, err := filepath.Glob(pattern)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", pattern, err)
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("no files %s", pattern)
	}
	for _, f := range files {
		if _, err := s.LoadFile(f); err != nil {
			return nil, err
		}
	}
	return prom.NewEngine(s, prom.EngineOptions{})
}

// recorded is as long as the recordings are.
const recorded = 20 * time.Minute

func board(w io.Writer, b *evaluate.Board, at time.Time) error {
	opened, err := b.Open(context.Background(), prom.Window{From: at.Add(-min(b.Span(), recorded)), To: at})
	if err != nil {
		return err
	}
	for _, v := range opened.Views() {
		_, frames, err := opened.Frames(context.Background(), v)
		if err != nil {
			return err
		}
		for _, f := range frames {
			frame(w, b.UID.Value+"/"+v.Title+"/"+f.RefID, f)
		}
	}
	return nil
}

func frame(w io.Writer, place string, f prom.Frame) {
	for _, s := range f.Series {
		var labels []string
		for _, name := range slices.Sorted(maps.Keys(s.Labels)) {
			labels = append(labels, name+"="+s.Labels[name])
		}
		for _, pt := range s.Points {
			fmt.Fprintf(w, "%s %q {%s} %d %s\n", place, s.Legend, strings.Join(labels, ","), pt.T, bits(pt.V))
		}
	}
	if f.Err != nil {
		fmt.Fprintf(w, "%s: %v\n", place, f.Err)
	}
}

// bits are a value exactly. There are many NaNs, of which a server sends none in particular.
func bits(v float64) string {
	if math.IsNaN(v) {
		return "NaN"
	}
	return fmt.Sprintf("%016x", math.Float64bits(v))
}
