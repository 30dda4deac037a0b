package source

func field(n *Node) Field {
	f := Field{
		Unit: n.String("unit"), DisplayName: n.String("displayName"), NoValue: n.String("noValue"),
		Min: n.optional("min"), Max: n.optional("max"), Decimals: n.optional("decimals"),
		Mappings: n.List("mappings"), ColorMode: n.String("color", "mode").Value,
	}
	t := n.Get("thresholds")
	if t == nil {
		return f
	}
	f.Thresholds = Thresholds{Place: t.Place, Percentage: t.String("mode").Value == "percentage"}
	for _, s := range t.List("steps") {
		f.Thresholds.Steps = append(f.Thresholds.Steps, Step{Place: s.Place, Value: s.optional("value"), Color: s.String("color")})
	}
	return f
}

func (n *Node) optional(path ...string) *float64 {
	if f, ok := n.Number(path...); ok {
		return &f
	}
	return nil
}

func override(n *Node) Override {
	o := Override{Place: n.Place, Matcher: n.String("matcher", "id").Value, Options: n.Get("matcher", "options")}
	for _, p := range n.List("properties") {
		o.Properties = append(o.Properties, Property{ID: p.String("id"), Value: p.Get("value")})
	}
	return o
}
