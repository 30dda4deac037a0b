// Command generate writes the typed handles of the catalogue; go generate runs it in queries/.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/llm-observability/dashgen/internal/handles"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(2)
	}
}

func run() error {
	// Not catalogue.Default: the tables on disk may be newer than those compiled in a moment ago.
	c, err := catalogue.Load(os.DirFS("catalogue"))
	if err != nil {
		return err
	}
	files, err := handles.Generate(c)
	if err != nil {
		return err
	}
	for name, data := range files {
		file := filepath.FromSlash(name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, data, 0o644); err != nil {
			return err
		}
	}
	return nil
}
