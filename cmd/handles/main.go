// Command handles writes the typed Go handles of a team's own metrics from a table of them. It is for go generate,
// in the folder of the package that shall have the handles:
//
//	//go:generate go run github.com/llm-observability/dashgen/cmd/handles -prefix orders_ orders.tsv
//
// It writes metrics_gen.go into that folder. The table is one of those that queries/catalogue/README.md describes, of
// which any columns may be left out but metric and type; its name without the ending is the exporter.
package main

import (
	"errors"
	"flag"
	"fmt"
	"go/token"
	"os"
	"path/filepath"
	"strings"

	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/handles"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

const name = "handles"

func main() {
	err := run(os.Args[1:])
	if err == nil || errors.Is(err, flag.ErrHelp) {
		return
	}
	diag.Fprint(os.Stderr, name, err)
	os.Exit(2)
}

func run(args []string) error {
	flags := flag.NewFlagSet(name, flag.ContinueOnError)
	pkg := flags.String("package", os.Getenv("GOPACKAGE"), "the package of the handles, by default the one that go generate is in, or the exporter")
	var prefixes []string
	flags.Func("prefix", "how names begin that nobody else uses: left out of the handles' names; may be repeated", func(s string) error {
		prefixes = append(prefixes, s)
		return nil
	})
	flags.Usage = func() {
		fmt.Fprintf(flags.Output(), "Writes metrics_gen.go, the typed handles of a table of metrics.\n\nUsage: %s [-package NAME] [-prefix PREFIX] TABLE.tsv\n\n", name)
		flags.PrintDefaults()
	}
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() != 1 {
		return diag.New(diag.Position{}, "%d tables are given", flags.NArg()).Because("one is wanted: a package holds the metrics of one exporter").Help("name a file, such as orders.tsv")
	}
	file := flags.Arg(0)
	exporter := strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
	if *pkg == "" {
		*pkg = strings.ReplaceAll(exporter, "-", "")
	}
	if !token.IsIdentifier(*pkg) {
		return diag.New(diag.Position{}, "%q cannot be the name of a Go package", *pkg).Help("give it one with -package")
	}
	return write(file, exporter, *pkg, prefixes)
}

func write(file, exporter, pkg string, prefixes []string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	c, err := catalogue.Default().With(catalogue.Extra{File: file, Data: data, Exporter: exporter, Prefixes: prefixes})
	if err != nil {
		return err
	}
	src, err := handles.File(c, exporter, pkg, filepath.Base(file))
	if err != nil {
		return err
	}
	return os.WriteFile("metrics_gen.go", src, 0o644) //nolint:gosec // source code is for everybody to read
}
