package cli

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/llm-observability/dashgen/internal/docs/told"
)

const repository = "../.."

// TestToldCommandsExist parses every command line of dashgen that the documentation, the hooks and the help of the commands
// show, as a run would, without running it. A make target or a package that somebody is told of must be there, too.
func TestToldCommandsExist(t *testing.T) {
	count := map[string]int{}
	check := func(where string, told []told.Command) {
		for _, c := range told {
			count[c.Words[0]]++
			if err := exists(t, c); err != nil {
				t.Errorf("%s: %s: %v", where, strings.Join(c.Words, " "), err)
			}
		}
	}
	for _, p := range pages(t) {
		check(p.Path, p.Commands())
	}
	eachCommand(commands(), func(c *cobra.Command) { check(c.CommandPath()+" --help", told.Prompted(c.Example)) })
	hooks, err := os.ReadFile(filepath.Join(repository, ".pre-commit-hooks.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	entries := regexp.MustCompile(`(?m)^  entry: (.*)$`).FindAllStringSubmatch(string(hooks), -1)
	for _, m := range entries {
		check(".pre-commit-hooks.yaml", []told.Command{{Words: told.Words(m[1]), Whole: true}})
	}
	if len(entries) == 0 || count["dashgen"] < 60 || count["make"] < 20 || count["go"] < 10 {
		t.Errorf("only %d hooks and these commands were found: %v", len(entries), count)
	}
}

// TestToldFlagsExist: a flag that a page names between backticks is one of dashgen's, or of another program that is listed
// here.
func TestToldFlagsExist(t *testing.T) {
	others := map[string]string{
		"server-side": "kubectl", "prune": "kubectl", "validate": "kubectl", "no-verify": "git commit", "gpu-reset": "nvidia-smi",
		"cookie-secret-file": "OpenShift's OAuth proxy", "log_level": "OpenVINO Model Server",
	}
	known, found, used := map[string]bool{"help": true}, 0, map[string]bool{}
	eachCommand(commands(), func(c *cobra.Command) { c.Flags().VisitAll(func(f *pflag.Flag) { known[f.Name] = true }) })
	flag := regexp.MustCompile(`(?:^|\s|\()--([a-z][a-z_-]*)`)
	for _, p := range pages(t) {
		for _, span := range p.Spans() {
			for _, m := range flag.FindAllStringSubmatch(span, -1) {
				found++
				used[m[1]] = true
				if !known[m[1]] && others[m[1]] == "" {
					t.Errorf("%s: no command of dashgen has --%s", p.Path, m[1])
				}
			}
		}
	}
	for name, program := range others {
		if !used[name] {
			t.Errorf("no page speaks of --%s of %s", name, program)
		}
	}
	if found < 60 {
		t.Errorf("only %d flags were found", found)
	}
}

// pages are those of the repository. What the changelog says was true when it was written.
func pages(t *testing.T) []told.Page {
	t.Helper()
	all, err := told.Pages(repository)
	if err != nil || len(all) < 50 {
		t.Fatalf("%d pages, %v", len(all), err)
	}
	var now []told.Page
	for _, p := range all {
		if filepath.Base(p.Path) != "CHANGELOG.md" {
			now = append(now, p)
		}
	}
	return now
}

func commands() *cobra.Command {
	app := &App{Name: "dashgen", Stdin: strings.NewReader(""), Stdout: io.Discard, Stderr: io.Discard, Clock: time.Now, Getenv: func(string) string { return "" }}
	root := app.root()
	root.InitDefaultCompletionCmd()
	return root
}

func eachCommand(c *cobra.Command, f func(*cobra.Command)) {
	f(c)
	for _, sub := range c.Commands() {
		eachCommand(sub, f)
	}
}

// exists says why a command line could not be typed.
func exists(t *testing.T, c told.Command) error {
	switch program, args := c.Words[0], c.Words[1:]; program {
	case "make":
		return isTarget(t, args)
	case "go":
		if len(args) > 1 && args[0] == "run" && (args[1] == "." || args[1] == "./cmd/ours") { // a team's program, with our commands
			return parse(args[2:], c.Whole)
		}
		return arePackages(args)
	default:
		return parse(args, c.Whole)
	}
}

// parse says why the program would refuse a command line before doing anything. Where a text only speaks of a command, its
// arguments and the value of its last flag may be missing.
func parse(args []string, whole bool) error {
	cmd, rest, err := commands().Find(args)
	if err != nil {
		return err
	}
	cmd.InitDefaultHelpFlag()
	if err := cmd.ParseFlags(rest); whole || !errors.As(err, new(*pflag.ValueRequiredError)) {
		if err != nil {
			return err
		}
	}
	if given := cmd.Flags().Args(); whole || len(given) > 0 {
		return cmd.ValidateArgs(given)
	}
	return nil
}

// isTarget says which of the words behind make is no target.
func isTarget(t *testing.T, args []string) error {
	makefile, err := os.ReadFile(filepath.Join(repository, "Makefile"))
	if err != nil {
		t.Fatal(err)
	}
	for _, target := range args {
		if !strings.Contains(target, "=") && !regexp.MustCompile(`(?m)^`+regexp.QuoteMeta(target)+`:`).Match(makefile) {
			return errors.New("the Makefile has no target " + target)
		}
	}
	return nil
}

// arePackages says which of the packages that go is given is not there.
func arePackages(args []string) error {
	const module = "github.com/llm-observability/dashgen/"
	for _, a := range args {
		name, _, _ := strings.Cut(a, "@")
		inside, ours := strings.CutPrefix(name, module)
		if !ours {
			inside, ours = strings.CutPrefix(name, "./")
		}
		if !ours || strings.Contains(inside, "...") {
			continue
		}
		if _, err := os.Stat(filepath.Join(repository, inside)); err != nil {
			return err
		}
	}
	return nil
}

// TestWhatIsNotThereIsFound keeps the tests above able to fail.
func TestWhatIsNotThereIsFound(t *testing.T) {
	for _, line := range []string{
		"dashgen generat", "dashgen generate --chek", "dashgen list dashbords", "dashgen generate extra", "dashgen explain", "dashgen version --short",
		"make generat", "go test ./internal/nothing", "go run . lnit", "go install github.com/llm-observability/dashgen/cmd/dashgan@latest",
	} {
		if exists(t, told.Command{Words: told.Words(line), Whole: true}) == nil {
			t.Errorf("%s passes", line)
		}
	}
	for _, line := range []string{
		"dashgen", "dashgen lint", "dashgen generate --check", "dashgen completion bash", "dashgen list dashboards --format json", "dashgen verify --help",
		"make bench FUZZTIME=1m", "go test ./internal/lint -update", "go run . test tests", "go test ./...",
	} {
		if err := exists(t, told.Command{Words: told.Words(line), Whole: true}); err != nil {
			t.Errorf("%s: %v", line, err)
		}
	}
}
