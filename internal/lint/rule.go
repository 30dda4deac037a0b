package lint

import "fmt"

// A Severity says how sure and how bad a finding is.
type Severity uint8

// The severities.
const (
	Info    Severity = iota // style; not shown by default
	Warning                 // a person should look
	Error                   // the panel is certainly wrong or empty
)

// String is the word for a severity.
func (s Severity) String() string { return [...]string{"info", "warning", "error"}[s] }

// ParseSeverity returns the severity of a word. The error lists the words there are.
func ParseSeverity(word string) (Severity, error) {
	for s := Info; s <= Error; s++ {
		if s.String() == word {
			return s, nil
		}
	}
	return 0, fmt.Errorf("no severity %q: use info, warning or error", word)
}

// A Rule finds one kind of bug. It is a value: what it looks at, and everything that its page says.
type Rule struct {
	Name     string // kebab-case, after the bad thing
	Title    string // the bad thing in one sentence, without a full stop
	Severity Severity
	Since    string // the release of dashgen that it came in
	Why      string // what goes wrong, and where that is known from
	Cost     string // what it costs to ignore it
	Except   string // when one may rightly ignore it; optional
	Off      string // why it is off unless enabled; "" when it is on

	// Bad and Good are executed by a test: every Bad one has the finding, every Good one none of any rule.
	Bad, Good []Example

	// Assume is what examples and fixtures are judged against, for a rule that finds nothing without settings; optional.
	Assume *Setting

	// Needs are the features without which a query can't have the finding: the rule is not asked then.
	Needs Feature
	// Exactly one of these looks for the bug.
	Query     func(*Pass, *Query)
	Panel     func(*Pass, *Panel)
	Dashboard func(*Pass, *Dashboard)
	Alert     func(*Pass, *Alert)     // of a rule file or a PrometheusRule; recording rules are queries alone
	Resource  func(*Pass, *Resource)  // a Kubernetes object of any kind
	Run       func(*Pass, []*Summary) // over all files together
	Silencers func(*Pass, []Silencer) // over what silenced findings of the others
}
