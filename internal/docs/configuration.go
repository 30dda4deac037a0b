package docs

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"

	"github.com/llm-observability/dashgen/internal/config"
)

// Configuration is the page of dashgen.yaml, key by key.
func Configuration() []byte {
	var b bytes.Buffer
	b.WriteString("# dashgen.yaml\n\n")
	b.WriteString("Generated from what the program knows of the file by `make docs`; edits here are lost. The file of this repository, [dashgen.yaml](../dashgen.yaml), is a commented example.\n\n")
	b.WriteString("The reader is strict: a key that it does not know, a value of another type and a name that does not exist are errors with their line, column and a hint, and then nothing is written. ")
	b.WriteString("[dashgen.schema.json](dashgen.schema.json) says as much of it as a JSON schema can, for an editor to complete and check while you type. Editors with the YAML language server find it by the first line of the file:\n\n")
	b.WriteString("```yaml\n# yaml-language-server: $schema=docs/dashgen.schema.json\n```\n\n")
	b.WriteString("The schema knows the dashboards, exporters and rules of this repository. Numbers, versions and texts are what YAML takes them for: put a version, and a text that begins with `{`, `>` or `*`, in double quotes. ")
	b.WriteString("Anchors, aliases and tags are refused: every environment says all of what it is.\n")
	for _, s := range config.Sections() {
		section(&b, s)
	}
	return b.Bytes()
}

func section(b *bytes.Buffer, s config.Section) {
	title := "The file"
	if s.Path != "" {
		title = "`" + s.Path + "`"
	}
	fmt.Fprintf(b, "\n## %s\n\n%s\n\n| key | value | default | what it does | example |\n|---|---|---|---|---|\n", title, s.Doc)
	for _, k := range s.Keys {
		fallback := k.Default
		if k.Required {
			fallback = "**required**"
		}
		example := "`" + k.Name + ": " + k.Example + "`"
		if k.Example == "" {
			example = "[below](#" + anchor(sectionOf(s, k)) + ")"
		}
		fmt.Fprintf(b, "| `%s` | %s | %s | %s | %s |\n", k.Name, cell(k.Form(s.Type)), cell(fallback), cell(k.Doc), cell(example))
	}
}

// sectionOf is the path of the section that a key's value is, or whose values are by name.
func sectionOf(s config.Section, k config.Key) string {
	path := strings.TrimPrefix(s.Path+"."+k.Name, ".")
	for _, other := range config.Sections() {
		if rest, ok := strings.CutPrefix(other.Path, path); ok && (rest == "" || rest == "[]" || rest[0] == '.') {
			return other.Path
		}
	}
	return ""
}

// anchor is what a heading is called in links to it.
func anchor(heading string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' {
			return unicode.ToLower(r)
		}
		return -1
	}, heading)
}
