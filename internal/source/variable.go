package source

import "strings"

// variable reads a variable of a classic dashboard.
func (b *board) variable(n *Node) *Variable {
	v := &Variable{
		Place: n.Place, Name: n.String("name"), Label: n.String("label"), Type: n.String("type").Value, Node: n,
		Datasource: b.known.read(n.Get("datasource")), Multi: n.Bool("multi"), IncludeAll: n.Bool("includeAll"),
		AllValue: n.String("allValue"), Regex: n.String("regex"),
	}
	query := n.String("query")
	if !query.Exists() {
		query = n.String("query", "query") // what newer editors save
	}
	v.read(query, n.List("options"))
	return v
}

// read reads what a variable asks or offers.
func (v *Variable) read(query Text, options []*Node) {
	switch v.Type {
	case "query", "":
		v.ask(query)
	case "datasource":
		v.Plugin = query
	case "custom":
		if strings.HasPrefix(strings.TrimSpace(query.Value), "[") { // JSON
			v.Values, v.Texts = listed(options)
			return
		}
		v.Values, v.Texts = customValues(query.Value)
	case "interval":
		for value := range strings.SplitSeq(query.Value, ",") {
			if value = strings.Trim(strings.TrimSpace(value), `"'`); value != "" {
				v.Values = append(v.Values, value)
			}
		}
	case "constant", "textbox":
		if query.Exists() {
			v.Values = []string{query.Value}
		}
	}
	if len(v.Values) == 0 && v.Type != "datasource" && v.Type != "query" {
		v.Values, v.Texts = listed(options)
	}
}

// customValues are the values of a list with commas, and what a picker calls them. Each may be written as text : value,
// and a comma in one as \,.
func customValues(list string) (values, texts []string) {
	list = strings.ReplaceAll(list, `\,`, "\x00")
	for value := range strings.SplitSeq(list, ",") {
		value = strings.ReplaceAll(value, "\x00", ",")
		text := value
		if i := strings.LastIndex(value, " : "); i > 0 && strings.TrimSpace(value[:i]) != "" {
			text, value = value[:i], value[i+3:]
		}
		if value = strings.TrimSpace(value); value != "" {
			values, texts = append(values, value), append(texts, strings.TrimSpace(text))
		}
	}
	return values, texts
}

// listed are the options that a file keeps of a variable, without All: the values, and what a picker calls them.
func listed(options []*Node) (values, texts []string) {
	for _, o := range options {
		if value := o.Scalar("value"); value.Exists() && value.Value != "$__all" {
			text := o.Scalar("text").Value
			if text == "" {
				text = value.Value
			}
			values, texts = append(values, value.Value), append(texts, text)
		}
	}
	return values, texts
}

// functions are what Grafana offers in the queries of variables.
var functions = []string{"label_values", "label_names", "metrics", "query_result"}

// ask finds the expression in the query of a variable.
func (v *Variable) ask(query Text) {
	if !query.Exists() || v.Datasource.Type != "" && !asksPrometheus(v.Datasource, "") {
		return
	}
	query = query.Trim()
	v.Asked = query
	arguments := Text{}
	for _, name := range functions {
		if strings.HasPrefix(query.Value, name+"(") && strings.HasSuffix(query.Value, ")") {
			v.Function = name
			arguments = query.Slice(len(name)+1, len(query.Value)-1)
			arguments = arguments.Trim()
		}
	}
	switch v.Function {
	case "label_values":
		comma := lastComma(arguments.Value)
		v.LabelName = arguments.Slice(comma+1, len(arguments.Value))
		v.LabelName = v.LabelName.Trim()
		if comma < 0 {
			return
		}
		v.Metric = arguments.Slice(0, comma)
		v.Metric = v.Metric.Trim()
		if strings.ReplaceAll(v.Metric.Value, " ", "") != "{}" { // Grafana drops a filter that is empty
			v.query(v.Metric)
		}
	case "query_result":
		v.query(arguments)
	case "":
		// Where nothing says that Prometheus is asked, it may be SQL.
		if v.Datasource.Type != "" && !strings.HasPrefix(query.Value, "{\"") {
			v.query(query)
		}
	}
}

func (v *Variable) query(expr Text) {
	if expr.Value == "" {
		return
	}
	v.Query = &Query{Place: v.Place, Kind: VariableQuery, Text: expr, Datasource: v.Datasource, Node: v.Node, Instant: true}
}

// lastComma is the index of the last comma that is in no brackets and no quotes, or -1.
func lastComma(s string) int {
	last, depth := -1, 0
	var quote byte
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case quote != 0:
			if c == '\\' && quote != '`' {
				i++
			} else if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'' || c == '`':
			quote = c
		case c == '{' || c == '(' || c == '[':
			depth++
		case c == '}' || c == ')' || c == ']':
			depth--
		case c == ',' && depth == 0:
			last = i
		}
	}
	return last
}
