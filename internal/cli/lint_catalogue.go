package cli

import (
	"errors"
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
		data, err := config.ReadBeside(dir, f.File, source.MaxSize)
		if err == nil && len(data) > source.MaxSize {
			err = errors.New("it is larger than 32 MiB")
		}
		if err != nil {
			errs.Add(diag.Position{File: name}, "the file cannot be read").Because("%s", diag.Reason(err)).Help("it is named under lint.catalogue in %s", r.o.config)
		}
		extras = append(extras, catalogue.Extra{File: name, Data: data, Exporter: f.Exporter, Prefixes: f.Prefixes, Complete: f.Complete})
	}
	if err := errs.Err(); err != nil {
		return nil, err
	}
	return r.app.Catalogue.With(extras...)
}
