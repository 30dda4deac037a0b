// Package told finds what the documentation shows and tells people to type, so that tests can hold it against what there
// is.
package told

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// A Page is a file of Markdown.
type Page struct {
	Path string
	Text string
}

// A Command is a command line that people are told to type.
type Command struct {
	Words []string // the program first
	Whole bool     // it can be typed as it stands; else a text only speaks of it, and arguments may be missing
}

// Pages reads every page below a folder, but for those of test data that are not at its top.
func Pages(root string) ([]Page, error) {
	var pages []Page
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == ".git" || d.Name() == "testdata" && filepath.Dir(path) != filepath.Clean(root)):
			return fs.SkipDir
		case d.IsDir() || filepath.Ext(path) != ".md":
			return nil
		}
		text, err := os.ReadFile(path)
		pages = append(pages, Page{path, string(text)})
		return err
	})
	return pages, err
}

var (
	fenced  = regexp.MustCompile("(?ms)^ *```([a-z]*)\n(.*?)^ *```")
	spanned = regexp.MustCompile("`([^`]+)`")
	// A line of a script, of a workflow, or behind a prompt.
	line = regexp.MustCompile(`^(?:\$ |- |(?:- )?(?:run|entry): )?((?:dashgen|make|go) .*)$`)
	// Where output is shown as well, a command has a prompt.
	prompted = regexp.MustCompile(`^\$ ((?:dashgen|make|go) .*)$`)
	spoken   = regexp.MustCompile(`^(?:dashgen|make|go (?:run|test|install)) .*$`)
)

// Blocks are the blocks of code in some languages.
func (p Page) Blocks(languages ...string) []string {
	var all []string
	for _, m := range fenced.FindAllStringSubmatch(p.Text, -1) {
		if slices.Contains(languages, m[1]) {
			all = append(all, m[2])
		}
	}
	return all
}

// Prose is the text without its blocks of code.
func (p Page) Prose() string { return fenced.ReplaceAllString(p.Text, "\n") }

// Spans are the texts between backticks, each on one line. None reaches over the end of a paragraph.
func (p Page) Spans() []string {
	var all []string
	for paragraph := range strings.SplitSeq(p.Prose(), "\n\n") {
		for _, m := range spanned.FindAllStringSubmatch(paragraph, -1) {
			all = append(all, strings.Join(strings.Fields(m[1]), " "))
		}
	}
	return all
}

// Commands are the command lines of dashgen, make and go, in blocks and in the text.
func (p Page) Commands() []Command {
	var all []Command
	for _, block := range p.Blocks("console") {
		all = append(all, Prompted(block)...)
	}
	for _, block := range p.Blocks("sh", "yaml") {
		all = append(all, commands(block, line)...)
	}
	for _, span := range p.Spans() {
		if spoken.MatchString(span) {
			all = append(all, Command{Words(span), false})
		}
	}
	return all
}

// Prompted are the command lines of a text that stand behind a prompt, as they do in the help of a command.
func Prompted(text string) []Command { return commands(text, prompted) }

func commands(text string, line *regexp.Regexp) []Command {
	var all []Command
	for l := range strings.Lines(strings.ReplaceAll(text, "\\\n", " ")) {
		if m := line.FindStringSubmatch(strings.TrimSpace(l)); m != nil {
			all = append(all, Command{Words(m[1]), true})
		}
	}
	return all
}

// Words cuts a command line as a shell does, as far as the documentation needs one: quotes, and an end at a comment, a pipe,
// a redirection or the next command.
func Words(line string) []string {
	var words []string
	var word strings.Builder
	quote, in := rune(0), false
	end := func() {
		if in {
			words = append(words, word.String())
		}
		word.Reset()
		in = false
	}
	for _, r := range line {
		switch {
		case r == quote:
			quote = 0
		case quote != 0:
			word.WriteRune(r)
		case r == '\'' || r == '"':
			quote, in = r, true
		case r == ' ':
			end()
		case !in && r == '#', strings.ContainsRune("|>&;", r):
			end()
			return words
		default:
			word.WriteRune(r)
			in = true
		}
	}
	end()
	return words
}
