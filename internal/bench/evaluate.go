//go:build unix

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"text/tabwriter"
	"time"
)

// evaluating measures dashgen test: every dashboard of every environment on an hour of its simulated platform, scraped
// every 15 seconds, simulation and loading included.
func evaluating(w *tabwriter.Writer, dashgen string) error {
	var times, memory []float64
	var report struct {
		Summary struct {
			Dashboards, Panels int
			Samples            int64
		}
	}
	for range runs {
		cmd := exec.Command(dashgen, "test", "--format", "json")
		var out bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, io.Discard
		start := time.Now()
		if err := cmd.Run(); err != nil {
			return fmt.Errorf("dashgen test: %w", err)
		}
		times = append(times, float64(time.Since(start)))
		memory = append(memory, float64(memoryOf(cmd.ProcessState))/(1<<20))
		if err := json.Unmarshal(out.Bytes(), &report); err != nil {
			return fmt.Errorf("dashgen test: %w", err)
		}
	}
	row(w, "process: test, an hour of every environment", times, "< 3 s")
	slices.Sort(memory)
	fmt.Fprintf(w, "  its memory at most\t%.0f MiB\t%.0f MiB\t%.0f MiB\t< 300 MB\n", memory[0], memory[len(memory)/2], memory[len(memory)-1])
	s := report.Summary
	fmt.Fprintf(w, "  dashboards, panels, samples that the engine read\t\t%d, %d, %d\t\t\n", s.Dashboards, s.Panels, s.Samples)
	return nil
}
