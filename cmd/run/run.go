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
	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/panels"
	"github.com/llm-observability/dashgen/panels/alerts"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// An Option is something that a team's program has besides its dashboards.
type Option func(*cli.App) error

// Metrics makes a team's own metrics known to every command. A table has any of the columns of those in
// queries/catalogue, metric and type at least; the exporter is called like the file. Handles for the table are written by
//
//	go run github.com/llm-observability/dashgen/cmd/handles FILE
//
// What is wrong with a table is printed with its line and column when the program starts, which then exits with 2.
func Metrics(tables ...catalogue.Extra) Option {
	return func(app *cli.App) error {
		c, err := app.Catalogue.With(tables...)
		if err == nil {
			app.Catalogue = c
		}
		return err
	}
}

// Rules are the alerts and recordings that environments with the components alerts and recording-rules get.
func Rules(rules ...alerts.Rules) Option {
	return func(app *cli.App) error {
		app.Rules = alerts.Join(append([]alerts.Rules{app.Rules}, rules...)...)
		return nil
	}
}

// memoryLimit is from how many bytes on memory is collected more often: a server may give large answers to many queries at
// once, and of what was thrown away there would be four times as much as of what is needed.
const memoryLimit = 1 << 30

// Main runs the command line of the process for a registry of dashboards and returns the exit code: 0 when
// all is well, 1 for findings or drift, 2 when it could not run.
func Main(dashboards []panels.Dashboard, options ...Option) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400) // most commands end before a collection would have paid
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryLimit)
	}
	app := &cli.App{
		Name: "dashgen", Dashboards: dashboards, Catalogue: catalogue.Default(),
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Clock: time.Now, Getenv: os.Getenv, Exec: execute(),
	}
	app.Terminal = term.IsTerminal(int(os.Stdout.Fd()))
	app.Watched = term.IsTerminal(int(os.Stderr.Fd()))
	app.Colour = app.Terminal && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	for _, option := range options {
		if err := option(app); err != nil {
			diag.Fprint(app.Stderr, app.Name, err)
			return cli.ExitFailed
		}
	}
	return end(ctx, stop, app, os.Args[1:])
}

// grace is how long a command may take to end after somebody asked for it: longer than servers wait for requests that are
// under way, and than files that a run made need to be removed.
const grace = 4 * time.Second

// end runs a command line to its end, or until the context ends and the command takes no notice: one that reads its
// standard input, for example. Who asks a second time ends the process at once.
func end(ctx context.Context, stop context.CancelFunc, app *cli.App, args []string) int {
	context.AfterFunc(ctx, stop)
	done := make(chan int, 1)
	go func() { done <- app.Run(ctx, args) }()
	select {
	case code := <-done:
		return code
	case <-ctx.Done():
	}
	select {
	case code := <-done:
		return code
	case <-time.After(grace):
		diag.Fprint(app.Stderr, app.Name, diag.New(diag.Position{}, "interrupted"))
		return cli.ExitFailed
	}
}
