package promql

import "strings"

// A word is a piece of an expression that holds at least one variable and that the parser has to see
// something else for. Variables in strings need none: a string is a string.
type word struct {
	span  Span
	role  Role
	place place
	// either says that the grammar around the word allows a number and a vector alike.
	either bool
	// comma says where a whole matcher lacks a comma that the variable's value may bring along.
	commaBefore, commaAfter bool
	matcher                 bool   // an operator inside braces
	function                string // what stands in for a function
}

// A place tells the durations of a selector apart.
type place uint8

const (
	nowhere place = iota
	inRange
	inStep
	inOffset
)

// A frame is an open parenthesis, brace or bracket.
type frame uint8

const (
	inParens    frame = iota
	inGrouping        // the list after by, without, on, ignoring, group_left, group_right
	inBraces          // matchers
	inBrackets        // range and step
	inDuration        // parentheses of duration arithmetic
	inFill            // the value after fill, fill_left, fill_right
	inStatement       // outside of everything
)

// A classifier finds the variables of a text and what each stands for, in one pass over its tokens. It
// knows just enough of the grammar for that; whether the whole is PromQL, the parser says.
type classifier struct {
	scan      scanner
	variables []Variable
	words     []word

	open    []frame
	room    [8]frame // for open, at first
	prev    token
	keyword string // the word before the current token, when it is a keyword
	operand bool   // whether an operand is due
	offset  bool   // after offset
	at      bool   // after @
	after   bool   // in by or without that follow the aggregation's body
	step    bool   // after the colon in brackets
	// In braces:
	label string // the label that is being matched
	op    string // its operator
	// listed says that the token before was a variable for whole matchers.
	listed bool
}

// classify returns the variables of a text in order, and the words to be stood in for.
func classify(text string) ([]Variable, []word) {
	c := classifier{scan: scanner{text: text, variables: true}, operand: true}
	c.open = c.room[:0]
	n := strings.Count(text, "$") + strings.Count(text, "[[")
	c.variables = make([]Variable, 0, n)
	c.words = make([]word, 0, n)
	for t := c.scan.next(); t.kind != tokenEnd; t = c.scan.next() {
		switch c.top() {
		case inBraces:
			c.inBraces(t)
		case inGrouping:
			c.inGrouping(t)
		case inBrackets, inDuration:
			c.inBrackets(t)
		case inFill:
			if c.inStatement(t); t.is(')') {
				c.operand = true
			}
		default:
			c.inStatement(t)
		}
		c.prev = t
	}
	return c.variables, c.words
}

func (c *classifier) top() frame {
	if len(c.open) == 0 {
		return inStatement
	}
	return c.open[len(c.open)-1]
}

func (c *classifier) push(f frame) { c.open = append(c.open, f) }

func (c *classifier) pop() {
	if len(c.open) > 0 {
		c.open = c.open[:len(c.open)-1]
	}
}

func (c *classifier) text(t token) string { return c.scan.text[t.start:t.end] }

// add records the variables of a token.
func (c *classifier) add(t token, role Role) {
	whole := Span{t.start, t.end}
	if t.kind == tokenString {
		whole = Span{t.start + 1, t.end - 1}
	}
	for i := t.start; i < t.end; i++ {
		if b := c.scan.text[i]; b != '$' && b != '[' {
			continue
		}
		v, ok := variableAt(c.scan.text, i)
		if !ok || v.Span.End > t.end {
			continue
		}
		v.Role, v.Whole = role, v.Span == whole
		if c.op != "" {
			v.Label, v.Op = c.label, c.op
		}
		c.variables = append(c.variables, v)
		i = v.Span.End - 1
	}
}

// replace records the variables of a word that the parser can't read.
func (c *classifier) replace(t token, w word) {
	c.add(t, w.role)
	if w.span.Empty() {
		w.span = Span{t.start, t.end}
	}
	c.words = append(c.words, w)
}

func (c *classifier) inStatement(t token) {
	switch t.kind {
	case tokenString:
		if t.variable {
			c.add(t, RoleText)
		}
		c.operand = false
	case tokenWord:
		c.word(t)
	default:
		c.punctuation(t)
	}
}

func (c *classifier) punctuation(t token) {
	switch {
	case t.is('('):
		switch {
		case isGroupingKeyword(c.keyword):
			c.push(inGrouping)
		case strings.HasPrefix(c.keyword, "fill"):
			c.push(inFill)
		case c.offset:
			c.push(inDuration)
		default:
			c.push(inParens)
			c.operand = true
		}
	case t.is(')'):
		c.pop()
		c.operand, c.offset = false, false
	case t.is('{'):
		c.push(inBraces)
		c.label, c.op = "", ""
	case t.is('['):
		c.push(inBrackets)
		c.step = false
	case t.is('@'):
		c.at = true
	case c.offset && (t.is('-') || t.is('+')), c.at && (t.is('-') || t.is('+')):
		return // the sign of an offset or timestamp
	default:
		c.operand, c.offset, c.at = true, false, false
	}
	c.keyword = ""
}

func (c *classifier) word(t token) {
	offset, at, keyword := c.offset, c.at, c.keyword
	c.offset, c.at, c.keyword = false, false, ""
	if !t.variable {
		if offset || at {
			c.operand = false
			return
		}
		c.keywordOrName(t)
		return
	}
	next := c.scan.peek()
	switch {
	case at:
		c.replace(t, word{role: RoleTimestamp})
		c.operand = false
	case offset:
		c.replace(t, word{role: RoleDuration, place: inOffset})
		c.operand = false
	case isGroupingKeyword(keyword) && keyword != "group_left" && keyword != "group_right":
		// by $labels: nothing the parser could read, keyword and all
		c.replace(t, word{role: RoleModifier, span: Span{c.prev.start, t.end}})
	case c.operand:
		c.operandWord(t, next)
	case next.is('(') && isAggregation(c.text(c.prev)):
		c.replace(t, word{role: RoleModifier}) // sum $by (x)
	case next.kind == tokenWord || next.kind == tokenString || next.is('(') || next.is('{'):
		c.replace(t, word{role: RoleOperator})
		c.operand = true
	default:
		c.replace(t, word{role: RoleModifier})
	}
}

// keywordOrName handles a word without a variable.
func (c *classifier) keywordOrName(t token) {
	if c.operand {
		c.operand = false
		switch s := c.text(t); s {
		case "bool":
			c.operand = true
		case "by", "without", "on", "ignoring", "group_left", "group_right":
			// A label list, unless it is a metric of that name.
			if c.scan.peek().is('(') {
				c.keyword, c.after, c.operand = s, false, true
			} else if s == "group_left" || s == "group_right" {
				c.operand = true
			}
		case "fill", "fill_left", "fill_right":
			if c.scan.peek().is('(') {
				c.keyword = s
			}
		}
		return
	}
	switch s := strings.ToLower(c.text(t)); s {
	case "and", "or", "unless", "atan2", "bool":
		c.operand = true
	case "offset":
		c.offset = true
	case "by", "without":
		c.keyword, c.after = s, c.prev.is(')')
	}
}

// operandWord decides what a word with a variable is where an operand is due.
func (c *classifier) operandWord(t, next token) {
	c.operand = false
	following := ""
	if next.kind == tokenWord {
		following = strings.ToLower(c.text(next))
	}
	vector := next.is('{') || next.is('[') || next.is('@') ||
		following == "offset" || following == "anchored" || following == "smoothed"
	switch {
	case c.top() == inFill:
		c.replace(t, word{role: RoleNumber})
	case next.is('('), following == "by", following == "without":
		c.replace(t, word{role: RoleFunction, function: c.functionStandIn(next)})
	case next.is('{'), namePart(c.text(t)):
		c.replace(t, word{role: RoleMetric})
	case vector:
		c.replace(t, word{role: RoleOperand})
	case isDigit(t.first) || t.first == '.':
		c.replace(t, word{role: RoleNumber})
	default:
		c.replace(t, word{role: RoleNumber, either: true})
	}
}

// namePart reports whether a word's literal part can only be a metric name's: foo_${x}, ${x}:sum.
func namePart(s string) bool {
	if isDigit(s[0]) || s[0] == '.' {
		return false
	}
	letters := 0
	for i := 0; i < len(s); i++ {
		if v, ok := variableAt(s, i); ok {
			i = v.Span.End - 1
			continue
		}
		if s[i] == '_' || s[i] == ':' {
			return true
		}
		if isLetter(s[i]) {
			letters++
		}
	}
	// One or two letters after a variable may be the unit of a duration: ${n}m.
	return letters > 2 || letters > 0 && isLetter(s[0])
}

func isGroupingKeyword(s string) bool {
	switch s {
	case "by", "without", "on", "ignoring", "group_left", "group_right":
		return true
	}
	return false
}

func isAggregation(s string) bool {
	switch strings.ToLower(s) {
	case "sum", "avg", "count", "min", "max", "group", "stddev", "stdvar", "topk", "bottomk", "count_values",
		"quantile", "limitk", "limit_ratio":
		return true
	}
	return false
}
