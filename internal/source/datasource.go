package source

import "strings"

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
	var quote byte
	for i := 0; i < len(expr); i++ {
		switch c := expr[i]; {
		case quote != 0:
			if c == '\\' && quote != '`' {
				i++
			} else if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'' || c == '`':
			quote = c
		case c == '#':
			if n := strings.IndexByte(expr[i:], '\n'); n >= 0 {
				i += n
			} else {
				return false
			}
		case c == '|':
			return true
		}
	}
	return false
}
