package build

import (
	"errors"
	"regexp"
	"strings"

	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/promql"
	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// texts are what the placeholders of an alert's texts stand for.
type texts struct {
	labels []queries.RenderedLabel
	unit   catalogue.Unit
	limit  string
}

var placeholder = regexp.MustCompile(`{{\s*([^{}]*?)\s*}}`)

// text turns an author's text into Prometheus' template. A label that it names must be left where the alert fires.
func (b *ruleBuilder) text(pos diag.Position, name, text string, t texts, facts *promql.Facts) string {
	return placeholder.ReplaceAllStringFunc(b.words.Replace(text), func(whole string) string {
		word := placeholder.FindStringSubmatch(whole)[1]
		switch {
		case word == "value":
			template, err := valueTemplate(t.unit)
			if err != nil {
				b.failRule(pos, name, "the value is %s", t.unit).Because("%v", err).Help("convert it in the query")
			}
			return template
		case word == "limit" && t.limit != "":
			return t.limit
		case word == "series" && len(t.labels) > 0:
			var all []string
			for _, l := range t.labels {
				all = append(all, labelTemplate(l.Spelled))
			}
			return strings.Join(all, "/")
		}
		for _, l := range t.labels {
			if l.Canonical != word {
				continue
			}
			if f := facts.Result.Label(l.Spelled); f.State == promql.Impossible {
				break
			}
			return labelTemplate(l.Spelled)
		}
		b.failRule(pos, name, "the text names %s", word).Because("the alert has no such label where it fires").
			Help("group the query by it, or write {{value}}, {{limit}} or {{series}}")
		return whole
	})
}

func labelTemplate(label string) string { return "{{ $labels." + label + " }}" }

// valueTemplate is how a value of a unit reads in a text. The error is that nobody has yet written how.
func valueTemplate(u catalogue.Unit) (string, error) {
	switch {
	case u.Dimension == catalogue.Time && u.Scale == 1 && !u.PerSecond:
		return "{{ $value | humanizeDuration }}", nil
	case u.Dimension == catalogue.Ratio && u.Scale == 1:
		return "{{ $value | humanizePercentage }}", nil
	case u.Dimension == catalogue.Ratio && u.Scale == 0.01:
		return `{{ $value | printf "%.1f" }}%`, nil
	case u.Dimension == catalogue.Temperature && u.Scale == 1:
		return `{{ $value | printf "%.0f" }} °C`, nil
	case u.Dimension == catalogue.Count && u.Scale == 1 && !u.PerSecond:
		return strings.TrimSpace(`{{ $value | printf "%.0f" }} ` + u.Noun), nil
	case u.Dimension == catalogue.Count && u.Scale == 1:
		return strings.TrimSpace("{{ $value | humanize }} "+u.Noun) + "/s", nil
	case u.Dimension == catalogue.Code:
		return strings.TrimSpace(u.Noun + ` {{ $value | printf "%.0f" }}`), nil
	}
	return "", errors.New("no way to write it: it has no template")
}
