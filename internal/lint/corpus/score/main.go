// Command score prints how well the linter does on the corpus, rule by rule, as Markdown. With -write it
// writes the summary into the README instead. It runs in the root of the repository.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"

	"github.com/llm-observability/dashgen/internal/lint/corpus"
)

func main() {
	write := flag.Bool("write", false, "write the summary into README.md")
	flag.Parse()
	if err := run(*write); err != nil {
		fmt.Fprintln(os.Stderr, "score:", err)
		os.Exit(2)
	}
}

func run(write bool) error {
	c, err := corpus.Open(".")
	if err != nil {
		return err
	}
	score := c.Judge()
	if !write {
		score.Table(os.Stdout)
		return nil
	}
	readme, err := os.ReadFile("README.md")
	if err != nil {
		return err
	}
	before, _, after, ok := corpus.Section(string(readme))
	if !ok {
		return errors.New("README.md lacks the markers of the corpus")
	}
	var section strings.Builder
	score.Summary(&section)
	return os.WriteFile("README.md", []byte(before+section.String()+after), 0o644)
}
