// Command pictures draws docs/images and writes docs/gallery.md; make pictures runs it at the root of the repository.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/llm-observability/dashgen/dashboards"
	"github.com/llm-observability/dashgen/internal/cli"
	"github.com/llm-observability/dashgen/internal/project"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

func main() {
	if err := write("."); err != nil {
		fmt.Fprintln(os.Stderr, "pictures:", err)
		os.Exit(2)
	}
}

// scale keeps each picture in the size of a page's column.
const scale = "0.65"

// write draws all pictures below a root, and removes those of dashboards that there are no longer.
func write(root string) error {
	pictures, err := draw(root)
	if err != nil {
		return err
	}
	dir := filepath.Join(root, "docs", "images")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	old, err := filepath.Glob(filepath.Join(dir, "*.png"))
	if err != nil {
		return err
	}
	for _, file := range old {
		if pictures[strings.TrimSuffix(filepath.Base(file), ".png")] == nil {
			err = errors.Join(err, os.Remove(file))
		}
	}
	for name, png := range pictures {
		err = errors.Join(err, os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644))
	}
	if err != nil {
		return err
	}
	page, err := gallery(root)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(root, "docs", "gallery.md"), page, 0o644)
}

// draw draws every dashboard on the simulated workload, by name.
func draw(root string) (pictures map[string][]byte, err error) {
	dir, err := os.MkdirTemp("", "dashgen-pictures-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	app := &cli.App{Name: "dashgen", Dashboards: dashboards.All(), Stdout: io.Discard, Stderr: os.Stderr, Clock: time.Now}
	if code := app.Run(context.Background(), []string{"preview", "--config", filepath.Join(root, "dashgen.yaml"), "--static", dir, "--scale", scale}); code != cli.ExitOK {
		return nil, fmt.Errorf("dashgen preview --static exits with %d", code)
	}
	pictures = map[string][]byte{}
	files, err := filepath.Glob(filepath.Join(dir, "*", "*.png"))
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".png")
		if pictures[name], err = os.ReadFile(file); err != nil {
			return nil, err
		}
	}
	return pictures, nil
}

// gallery is the page of all pictures: each dashboard once, where dashgen.yaml first has it.
func gallery(root string) ([]byte, error) {
	p, err := project.Load(filepath.Join(root, "dashgen.yaml"), catalogue.Default(), dashboards.All())
	if err != nil {
		return nil, err
	}
	envs, err := p.Build(project.Selection{})
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	b.WriteString("# Gallery\n\nEvery dashboard on an ordinary hour of the simulated workload, drawn by `dashgen preview --static` without a Grafana. " +
		"`make pictures` draws them anew; a test fails when one no longer shows its dashboard. What each panel means is in [dashboards.md](dashboards.md).\n")
	var seen []string
	for _, env := range envs {
		for _, d := range env.Dashboards {
			if slices.Contains(seen, d.Name) {
				continue
			}
			seen = append(seen, d.Name)
			fmt.Fprintf(&b, "\n## %s\n\n`%s` in the environment `%s`. %s\n\n![%s](images/%s.png)\n", d.Title, d.Name, env.Name, strings.TrimSpace(d.Description), d.Title, d.Name)
		}
	}
	return []byte(b.String()), nil
}
