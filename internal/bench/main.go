//go:build unix

// Command bench prints dashgen's figures as one table: what was measured, on which machine, how often, and
// the spread. make bench runs it. Nothing here passes or fails: speed is no test. It asks the system for what a process
// used, as systems like Unix tell.
package main

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"
)

const runs = 7

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(2)
	}
}

func run() error {
	dir, err := os.MkdirTemp("", "dashgen-bench-")
	if err != nil {
		return err
	}
	defer func() {
		if err := os.RemoveAll(dir); err != nil {
			fmt.Fprintln(os.Stderr, "bench:", err)
		}
	}()
	fmt.Printf("%s\n\n", machine())
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "WHAT\tMIN\tMEDIAN\tMAX\tAIM")
	if err := binaries(w, dir); err != nil {
		return err
	}
	if err := linting(w, dir, filepath.Join(dir, "dashgen")); err != nil {
		return err
	}
	if err := tenanted(w, dir, filepath.Join(dir, "dashgen")); err != nil {
		return err
	}
	if err := evaluating(w, filepath.Join(dir, "dashgen")); err != nil {
		return err
	}
	if err := alongside(w, dir, filepath.Join(dir, "dashgen")); err != nil {
		return err
	}
	if err := previewing(w, dir, filepath.Join(dir, "dashgen")); err != nil {
		return err
	}
	if err := benchmarks(w); err != nil {
		return err
	}
	return w.Flush()
}

// binaries measures the size of the binary and whole processes of it.
func binaries(w *tabwriter.Writer, dir string) error {
	dashgen, out := filepath.Join(dir, "dashgen"), filepath.Join(dir, "out")
	if msg, err := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", dashgen, "./cmd/dashgen").CombinedOutput(); err != nil {
		return fmt.Errorf("%w\n%s", err, msg)
	}
	info, err := os.Stat(dashgen)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "binary size, engine included\t\t%.1f MB\t\t< 45 MB\n", float64(info.Size())/1e6)
	for _, c := range []struct {
		what string
		aim  string
		args []string
		cold bool
	}{
		{what: "process: version, the start of everything", args: []string{"version"}},
		{what: "process: generate into an empty folder", args: []string{"generate", "--out", out}, cold: true},
		{what: "process: generate, nothing changed", aim: "< 100 ms", args: []string{"generate", "--out", out}},
		{what: "process: generate --check", args: []string{"generate", "--check", "--out", out}},
		{what: "process: explain", args: []string{"explain", "vllm:kv_cache_usage_perc"}},
	} {
		var times []float64
		for range runs + 1 {
			if c.cold {
				if err := os.RemoveAll(out); err != nil {
					return err
				}
			}
			start := time.Now()
			if msg, err := exec.Command(dashgen, c.args...).CombinedOutput(); err != nil {
				return fmt.Errorf("%v: %w\n%s", c.args, err, msg)
			}
			times = append(times, float64(time.Since(start)))
		}
		row(w, c.what, times[1:], c.aim) // the first run fills caches
	}
	return sizes(w, out)
}

// sizes measures what generate wrote.
func sizes(w *tabwriter.Writer, out string) error {
	var largest, sum int64
	err := filepath.WalkDir(out, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		sum += info.Size()
		if strings.HasPrefix(path, filepath.Join(out, "base")) {
			largest = max(largest, info.Size())
		}
		return nil
	})
	fmt.Fprintf(w, "largest custom resource\t\t%.1f KiB\t\t< 256 KiB\n", float64(largest)/1024)
	fmt.Fprintf(w, "sum of the files of out/\t\t%.2f MB\t\t< 8 MB\n", float64(sum)/1e6)
	return err
}

// benchmarks runs the Go benchmarks and prints those that somebody asks about.
func benchmarks(w *tabwriter.Writer) error {
	cmd := exec.Command("go", "test", "-run", "^$", "-bench", ".", "-benchtime", "200ms", "-count", strconv.Itoa(runs),
		"./dashboards", "./internal/promql", "./internal/source", "./internal/prom", "./internal/gitops/...", "./internal/simulate/...", "./internal/preview")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("%w\n%s%s", err, out, stderr.Bytes())
	}
	ratio := regexp.MustCompile(`\s([\d.]+) x-bare`)
	var ratios []float64
	line := regexp.MustCompile(`^(Benchmark\S+?)(?:-\d+)?\s+\d+\s+([\d.]+) ns/op`)
	pkg := ""
	var order []string
	times := map[string][]float64{}
	sc := bufio.NewScanner(bytes.NewReader(out))
	for sc.Scan() {
		if p, ok := strings.CutPrefix(sc.Text(), "pkg: github.com/llm-observability/dashgen/"); ok {
			pkg = p
		}
		if m := ratio.FindStringSubmatch(sc.Text()); m != nil {
			x, err := strconv.ParseFloat(m[1], 64)
			if err != nil {
				return err
			}
			ratios = append(ratios, x)
			continue
		}
		m := line.FindStringSubmatch(sc.Text())
		if m == nil {
			continue
		}
		ns, err := strconv.ParseFloat(m[2], 64)
		if err != nil {
			return err
		}
		name := pkg + ": " + m[1]
		if times[name] == nil {
			order = append(order, name)
		}
		times[name] = append(times[name], ns)
	}
	if len(order) == 0 {
		return fmt.Errorf("no benchmark ran\n%s", out)
	}
	for _, name := range order {
		row(w, name, times[name], "")
	}
	if len(ratios) > 0 {
		slices.Sort(ratios)
		fmt.Fprintf(w, "parse and analyse, times the bare parser\t%.2f\t%.2f\t%.2f\t< 2\n", ratios[0], ratios[len(ratios)/2], ratios[len(ratios)-1])
	}
	return nil
}

func row(w *tabwriter.Writer, what string, ns []float64, aim string) {
	slices.Sort(ns)
	round := func(ns float64) string {
		d := time.Duration(ns)
		for unit := time.Second; unit >= time.Nanosecond; unit /= 1000 {
			if d >= unit {
				return d.Round(unit / 100).String()
			}
		}
		return d.String()
	}
	fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", what, round(ns[0]), round(ns[len(ns)/2]), round(ns[len(ns)-1]), aim)
}
