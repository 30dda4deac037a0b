// Package run is dashgen as a library: a team with dashboards of its own writes a main of a few lines that
// calls [Main] with its registry, and has every command for them.
package run

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	"golang.org/x/term"

	"github.com/llm-observability/dashgen/internal/cli"
	"github.com/llm-observability/dashgen/panels"
)

// Main runs the command line of the process for a registry of dashboards and returns the exit code: 0 when
// all is well, 1 for findings or drift, 2 when it could not run.
func Main(dashboards []panels.Dashboard) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400) // most commands end before a collection would have paid
	}
	app := &cli.App{Name: "dashgen", Dashboards: dashboards, Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Clock: time.Now, Getenv: os.Getenv, Exec: execute()}
	app.Terminal = term.IsTerminal(int(os.Stdout.Fd()))
	app.Watched = term.IsTerminal(int(os.Stderr.Fd()))
	app.Colour = app.Terminal && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	return app.Run(ctx, os.Args[1:])
}
