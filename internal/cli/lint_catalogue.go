package cli

import (
	"errors"
	"io"
	"os"
	"path"
	"path/filepath"

	"github.com/llm-observability/dashgen/internal/config"
	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/source"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// catalogue is what is known of metrics: what dashgen ships, and what files beside the configuration tell.
func (r *lintRun) catalogue(said config.Lint) (*catalogue.Catalogue, error) {
	if len(said.Catalogue) == 0 {
		return r.app.Catalogue, nil
	}
	var extras []catalogue.Extra
	var errs diag.List
	dir := filepath.Dir(r.o.config)
	for _, f := range said.Catalogue {
		name := path.Join(filepath.ToSlash(dir), f.File)
		data, err := readBeside(dir, f.File)
		if err != nil {
			errs.Add(diag.Position{File: name}, "the file cannot be read").Because("%s", cause(err)).Help("it is named under lint.catalogue in %s", r.o.config)
		}
		extras = append(extras, catalogue.Extra{File: name, Data: data, Exporter: f.Exporter, Prefixes: f.Prefixes, Complete: f.Complete})
	}
	if err := errs.Err(); err != nil {
		return nil, err
	}
	return r.app.Catalogue.With(extras...)
}

// readBeside reads a file in a folder, or below. Links are followed only inside of it.
func readBeside(dir, name string) ([]byte, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer func() { _ = root.Close() }()
	info, err := root.Stat(name) // opening a pipe would wait for somebody to write
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, errors.New("it is not a regular file")
	case info.Size() > source.MaxSize:
		return nil, errors.New("it is larger than 32 MiB")
	}
	f, err := root.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	return io.ReadAll(io.LimitReader(f, source.MaxSize))
}
