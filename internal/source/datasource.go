package source

import (
	"iter"
	"strings"
)

// datasources knows what the names stand for that a dashboard calls data sources by: inputs and variables.
type datasources map[string]string

// read reads what a panel or target says of whom to ask.
func (known datasources) read(n *Node) Datasource {
	var ds Datasource
	switch {
	case n == nil:
	case n.Kind == String:
		ds.UID = n.Text
	case n.Kind == Object:
		ds = Datasource{Type: n.String("type").Value, UID: n.String("uid")}
	}
	return known.resolve(ds)
}

// resolve finds the type of a data source of which only the name is said.
func (known datasources) resolve(ds Datasource) Datasource {
	if name, ok := reference(ds.Type); ok { // an input may stand for the type as well
		ds.Type = known[name]
	}
	if ds.Type != "" || ds.UID.Value == "" {
		return ds
	}
	name, isVariable := reference(ds.UID.Value)
	switch {
	case isVariable && known[name] != "":
		ds.Type = known[name]
	case isVariable:
		ds.Type = typeOfName(name)
	default:
		ds.Type = typeOfName(ds.UID.Value)
	}
	return ds
}

// typeOfName is the type of a data source that is called after what it is, or "".
func typeOfName(name string) string {
	switch name {
	case mixed:
		return "mixed"
	case "-- Dashboard --", "-- Grafana --", "grafana":
		return "datasource"
	case "__expr__", "Expression":
		return "__expr__"
	}
	name = strings.ToLower(name)
	if strings.Contains(name, "prom") {
		return ""
	}
	for _, kind := range []string{"loki", "tempo", "jaeger", "zipkin", "elasticsearch", "opensearch", "influx", "graphite", "cloudwatch", "postgres", "mysql", "clickhouse", "pyroscope", "testdata"} {
		if strings.Contains(name, kind) {
			return kind
		}
	}
	return ""
}

// mixed is the data source of a panel whose targets each have their own.
const mixed = "-- Mixed --"

// reference returns the name of the variable that a text consists of.
func reference(s string) (name string, ok bool) {
	switch {
	case strings.HasPrefix(s, "${") && strings.HasSuffix(s, "}"):
		name = s[2 : len(s)-1]
	case strings.HasPrefix(s, "[[") && strings.HasSuffix(s, "]]"):
		name = s[2 : len(s)-2]
	case strings.HasPrefix(s, "$"):
		name = s[1:]
	}
	name, _, _ = strings.Cut(name, ":")
	return name, name != "" && !strings.ContainsAny(name, "${}[] ")
}

// asksPrometheus reports whether a data source may be Prometheus and an expression PromQL: the type says so, or
// nothing says another.
func asksPrometheus(ds Datasource, expr string) bool {
	switch ds.Type {
	case "prometheus":
		return true
	case "", "mixed":
		return !isLogQL(expr)
	case "datasource":
		return ds.UID.Value == mixed && !isLogQL(expr)
	}
	return strings.Contains(ds.Type, "prometheus")
}

// isLogQL reports whether an expression pipes, which PromQL does nowhere and LogQL nearly everywhere.
func isLogQL(expr string) bool {
	for _, c := range unquoted(expr) {
		if c == '|' {
			return true
		}
	}
	return false
}

// unquoted visits the bytes of an expression outside of strings, and of each comment the sign that begins it.
func unquoted(expr string) iter.Seq2[int, byte] {
	return func(yield func(int, byte) bool) {
		quote := byte(0)
		for i := 0; i < len(expr); i++ {
			c := expr[i]
			switch {
			case quote != 0:
				if c == '\\' && quote != '`' {
					i++
				} else if c == quote {
					quote = 0
				}
				continue
			case c == '"' || c == '\'' || c == '`':
				quote = c
				continue
			}
			if !yield(i, c) {
				return
			}
			if c == '#' {
				n := strings.IndexByte(expr[i:], '\n')
				if n < 0 {
					return
				}
				i += n
			}
		}
	}
}
