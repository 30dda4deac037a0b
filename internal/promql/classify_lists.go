package promql

import "strings"

func (c *classifier) inGrouping(t token) {
	switch {
	case t.is(')'):
		c.pop()
		c.operand = !c.after
		c.keyword = ""
	case t.variable && t.kind == tokenWord:
		c.replace(t, word{role: RoleLabelName})
	case t.variable:
		c.add(t, RoleLabelName)
	}
}

func (c *classifier) inBrackets(t token) {
	switch {
	case t.is(']'):
		for c.top() == inDuration {
			c.pop()
		}
		c.pop()
		c.operand = false
	case t.is('('):
		c.push(inDuration)
	case t.is(')'):
		c.pop()
		c.offset = false
		c.operand = false
	case t.is(':'):
		c.step = true
	case t.variable && t.kind == tokenWord:
		p := inRange
		switch {
		case c.step:
			p = inStep
		case c.offset:
			p = inOffset
		}
		c.replace(t, word{role: RoleDuration, place: p})
	}
}

func (c *classifier) inBraces(t token) {
	switch {
	case t.is('}'):
		c.pop()
		c.operand = false
	case t.is(','):
		c.label, c.op = "", ""
	case t.kind == tokenMatch:
		c.op = c.text(t)
	case c.op != "": // the value
		if t.variable && t.kind == tokenString {
			role := RoleLabelValue
			if c.label == metricName {
				role = RoleMetric
			}
			c.add(t, role)
		} else if t.variable {
			c.replace(t, word{role: RoleLabelValue})
		}
		c.label, c.op = "", ""
	default:
		c.matcherStart(t)
	}
}

func (c *classifier) matcherStart(t token) {
	listed := c.listed
	c.listed = false
	if !t.variable {
		c.label = c.text(t)
		if t.kind == tokenString {
			c.label = strings.Trim(c.label, "\"'`")
		}
		return
	}
	next := c.scan.peek()
	switch {
	case next.kind == tokenMatch && t.kind == tokenWord:
		c.label = c.text(t)
		c.replace(t, word{role: RoleLabelName})
	case next.kind == tokenMatch:
		c.label = strings.Trim(c.text(t), "\"'`")
		c.add(t, RoleLabelName)
	case t.kind == tokenString:
		c.add(t, RoleMetric)
	case c.label != "" && next.kind == tokenString:
		c.replace(t, word{role: RoleOperator, matcher: true}) // {status $op "200"}
		c.op = c.text(t)
	default:
		c.replace(t, word{
			role:        RoleMatchers,
			commaBefore: !c.prev.is('{') && !c.prev.is(',') && !listed,
			commaAfter:  !next.is('}') && !next.is(','),
		})
		c.listed = true
	}
}
