package source

import "strings"

// A content is what a file seems to hold.
type content uint8

const (
	others content = iota // none of what is read here
	jsonFile
	yamlFile
	markdown
)

// kind tells what a file holds, by looking at its bytes for no longer than it takes to look for a few words.
func (r *reader) kind(s string) content {
	if isBinary(s) {
		return others
	}
	known := hasKnownExtension(r.file.Path)
	if ext := extension(r.file.Path); ext == ".md" || ext == ".markdown" {
		return markdown
	}
	if (!r.named || !known) && !mayBeOurs(s) {
		if !known && strings.Contains(s, "```promql") {
			return markdown
		}
		return others
	}
	if looksLikeJSON(s) {
		return jsonFile
	}
	return yamlFile
}

// isBinary reports whether a text is none: it has a zero byte near its beginning.
func isBinary(s string) bool { return strings.IndexByte(s[:min(len(s), sniffed)], 0) >= 0 }

func looksLikeJSON(s string) bool {
	s = strings.TrimLeft(strings.TrimPrefix(s, bom), " \t\r\n")
	return s != "" && (s[0] == '{' || s[0] == '[')
}

// mayBeOurs reports whether a text may hold a dashboard, rules or a Kubernetes object.
func mayBeOurs(s string) bool {
	return strings.Contains(s, "apiVersion") && strings.Contains(s, "kind") || isOurs(s) ||
		strings.Contains(s, `"targets"`) || strings.Contains(s, `"templating"`) || strings.Contains(s, `"schemaVersion"`) ||
		strings.Contains(s, "spec") && strings.Contains(s, "panels")
}

// isOurs reports whether a text can hardly be anything but a dashboard or rules. In a folder, only of such a text
// it is worth saying that it can't be read: there are templates, settings with comments and much else that looks
// like JSON or YAML and isn't.
func isOurs(s string) bool {
	for _, sign := range []string{`"panels"`, "GrafanaDashboard", "PersesDashboard", "PrometheusRule", "dashboard.grafana.app", "PrometheusTimeSeriesQuery"} {
		if strings.Contains(s, sign) {
			return true
		}
	}
	return hasRules(s) || strings.Contains(s, `"rows"`) && strings.Contains(s, `"targets"`) ||
		strings.Contains(s, `"elements"`) && strings.Contains(s, `"layout"`)
}

func hasRules(s string) bool {
	return strings.Contains(s, "groups") && strings.Contains(s, "rules") && strings.Contains(s, "expr") &&
		(strings.Contains(s, "alert") || strings.Contains(s, "record"))
}

// template is the index of the first brackets of a template that stand where JSON and YAML have a value, or -1. In
// the text of legends and annotations there are brackets, too.
func template(s string) int {
	for at := 0; ; {
		i := strings.Index(s[at:], "{{")
		if i < 0 {
			return -1
		}
		at += i
		before := strings.TrimRight(s[:at], " \t")
		if before == "" || strings.IndexByte(":[-\n", before[len(before)-1]) >= 0 {
			return at
		}
		at += 2
	}
}
