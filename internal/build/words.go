package build

import (
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/panels"
)

// wording puts the names of the labels that an environment chose into texts: {plan} becomes tier, {Plan} Tier.
// Legends have a notation of their own and are left alone.
func wording(words map[string]string) *strings.Replacer {
	var pairs []string
	for symbol, name := range words {
		pairs = append(pairs, "{"+symbol+"}", name, "{"+upperFirst(symbol)+"}", upperFirst(name))
	}
	return strings.NewReplacer(pairs...)
}

func upperFirst(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// worded is a panel with the environment's words in all that people read.
func (b *builder) worded(s panels.Spec) panels.Spec {
	s.Doc = panels.Doc{Means: b.words.Replace(s.Doc.Means), Good: b.words.Replace(s.Doc.Good), Act: b.words.Replace(s.Doc.Act)}
	for _, text := range []*string{&s.Title, &s.NoValue, &s.Markdown} {
		*text = b.words.Replace(*text)
	}
	if s.Instead != nil {
		s.Instead = &panels.Instead{Label: s.Instead.Label, Markdown: b.words.Replace(s.Instead.Markdown)}
	}
	s.Heads = slices.Clone(s.Heads)
	for i := range s.Heads {
		s.Heads[i].Title = b.words.Replace(s.Heads[i].Title)
	}
	return s
}

// insteadOf is the text that stands in the place of a panel that can't be fed.
func insteadOf(s panels.Spec) panels.Spec {
	width, height := s.Size()
	if s.Kind != panels.KindStat {
		width = s.Width // shared out by the row
	}
	return panels.Spec{Kind: panels.KindText, Title: s.Title, Markdown: s.Instead.Markdown, Width: width, Height: height, Site: s.Site}
}
