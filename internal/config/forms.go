package config

import (
	"reflect"
	"strings"
)

// A form is what a value looks like.
type form struct {
	what   string // to people
	schema func(Known) *Schema
}

func fixed(what string, build func() *Schema) form {
	return form{what, func(Known) *Schema { return build() }}
}

// trimmed is a string that is not empty and neither begins nor ends with white space.
func trimmed() *Schema { return &Schema{Type: "string", Pattern: `^\S(?:[\s\S]*\S)?$`} }

// narrowed is text of a pattern.
func narrowed(pattern string) *Schema {
	s := trimmed()
	s.AllOf = []*Schema{{Pattern: pattern}}
	return s
}

// What is put into queries as it is has no character that ends a string there or is substituted again.
const (
	inert     = "[^{}\"'`\\\\$\\x00-\\x1f\\x7f]" // one character in which nothing is replaced
	inertText = "^" + inert + "+$"
	tenantIn  = `\{tenant\}`
)

func label() *Schema {
	return &Schema{Type: "string", Pattern: dnsLabel.String(), MaxLength: maxLabel}
}

// labelKey is the key of a label or an annotation of Kubernetes.
func labelKey() *Schema {
	bare := func(pattern string) string { return strings.TrimSuffix(strings.TrimPrefix(pattern, "^"), "$") }
	return &Schema{Type: "string", Pattern: "^(?:" + bare(dnsSubdomain.String()) + "/)?" + bare(qualifiedName.String()) + "$"}
}

func labelValue() *Schema {
	return &Schema{Type: "string", Pattern: qualifiedName.String(), MaxLength: maxLabel}
}

func duration() *Schema {
	return &Schema{Type: "string", Pattern: durationPattern.String(), AllOf: []*Schema{{Pattern: "[1-9]"}}}
}

var (
	versionForm  = fixed("1", func() *Schema { return &Schema{Type: "integer", Const: Version} })
	labelForm    = fixed("DNS label", label)
	neverForm    = fixed("`false`", func() *Schema { return &Schema{Type: "boolean", Const: false} })
	durationForm = fixed("duration", duration)
	inertForm    = fixed("text without quotes, dollar signs and braces", func() *Schema { return narrowed(inertText) })
	portForm     = fixed("1 to 65535", func() *Schema { return &Schema{Type: "integer", Minimum: number(1), Maximum: number(65535)} })
	pathForm     = fixed("path", func() *Schema { return narrowed("^/[^ ?#{}\"'`\\\\$\\x00-\\x1f\\x7f]*$") })
	filePathForm = fixed("path", func() *Schema { return narrowed(`^/[^$]*$`) })
	urlForm      = fixed("address", func() *Schema {
		return narrowed("^https?://[^/@?#{}\"'`\\\\$\\x00-\\x20\\x7f][^@?#{}\"'`\\\\$\\x00-\\x1f\\x7f]*$")
	})

	namespaceForm = fixed("DNS label, with `{tenant}` for each tenant's name", func() *Schema {
		const end, inner = `(?:[a-z0-9]|` + tenantIn + `)`, `(?:[-a-z0-9]|` + tenantIn + `)`
		return &Schema{
			Type: "string", Pattern: `^` + end + `(?:` + inner + `*` + end + `)?$`,
			AnyOf: []*Schema{{MaxLength: maxLabel}, {Pattern: tenantIn}},
		}
	})
	folderForm = fixed("text", func() *Schema {
		return &Schema{
			Type: "string", Pattern: trimmed().Pattern,
			AllOf: []*Schema{{Pattern: `^(?:[^{}$\x00-\x1f\x7f]|` + tenantIn + `|\$+[^{}$\x00-\x1f\x7f])*\$*$`}},
			AnyOf: []*Schema{{MaxLength: maxFolder}, {Pattern: tenantIn}},
		}
	})
	valuesForm = fixed("texts by name", func() *Schema {
		return named(&Schema{Pattern: identifier.String()}, narrowed("^(?:"+inert+"|"+tenantIn+")+$"))
	})
	selectorForm   = fixed("labels", func() *Schema { return named(labelKey(), labelValue()) })
	namespacesForm = form{"namespaces by exporter", func(k Known) *Schema {
		all := map[string]*Schema{}
		for _, name := range k.Exporters {
			all[name] = namespaceForm.schema(k)
		}
		return chosen(all)
	}}
	storeNamespacesForm = fixed("namespaces by store", func() *Schema { return named(storeName(), label()) })
	labelKeyForm        = fixed("key of a label", labelKey)
	labelValueForm      = fixed("value of a label", labelValue)
	modelsForm          = fixed("list of names", func() *Schema {
		return &Schema{Type: "array", UniqueItems: true, Items: narrowed(inertText)}
	})
	planNamesForm = fixed("list of names", func() *Schema {
		return &Schema{Type: "array", MinItems: 1, UniqueItems: true, Items: narrowed(inertText)}
	})
	tenantsForm = fixed("list, pattern or file", func() *Schema {
		return &Schema{AnyOf: []*Schema{
			{Type: "array", MinItems: 1, UniqueItems: true, Items: label()},
			{Type: "string", Pattern: `^(?:[a-z0-9][-a-z0-9]*)?\{(?:0|[1-9]\d*)\.\.(?:0|[1-9]\d*)\}(?:[-a-z0-9]*[a-z0-9])?$`},
			{Type: "object", AdditionalProperties: false, Required: []string{"file"}, Properties: map[string]*Schema{"file": {
				Type: "string", Pattern: `^[^/\s](?:[\s\S]*\S)?$`, Description: "A file beside this one with a name a line; what follows # is a comment.",
			}}},
		}}
	})
	pricesForm = fixed("numbers by name of the plan", func() *Schema {
		return named(&Schema{Pattern: inertText}, &Schema{Type: "number", Minimum: number(0)})
	})
	severityForm = form{"severities by rule", func(k Known) *Schema {
		return named(&Schema{Enum: k.Rules}, &Schema{Type: "string", Enum: severityNames()})
	}}
	amountForm = fixed("duration, share or number", func() *Schema { return &Schema{} }) // each threshold has its own
)

// named is a mapping whose keys are chosen by the file.
func named(keys, values *Schema) *Schema {
	return &Schema{Type: "object", MinProperties: 1, PropertyNames: keys, AdditionalProperties: values}
}

// nameForm is a mapping from names that the file chooses to sections that are read into T.
func nameForm[T any](what string, name *Schema) form {
	return form{what, func(k Known) *Schema { return named(name, objectOf(reflect.TypeFor[T](), k)) }}
}

func storeName() *Schema {
	return &Schema{Pattern: `^[a-z](?:[-a-z0-9]*[a-z0-9])?$`, MaxLength: maxLabel}
}

// chosen is a mapping whose keys are some of those that the program knows.
func chosen(values map[string]*Schema) *Schema {
	return &Schema{Type: "object", MinProperties: 1, AdditionalProperties: false, Properties: values}
}

func enumForm(of func(Known) []string) form {
	return form{"name", func(k Known) *Schema { return enum(of(k)) }}
}

func enum(names []string) *Schema { return &Schema{Type: "string", Enum: names} }

// listForm is a list of different names, all of them known.
func listForm(what string, atLeast int, of func(Known) []string) form {
	return form{"list of " + what, func(k Known) *Schema {
		return &Schema{Type: "array", MinItems: atLeast, UniqueItems: true, Items: enum(of(k))}
	}}
}

// exportersForm is version constraints by the names of exporters, of an environment with the switch for simulators. For
// the linter, files may tell of others.
func exportersForm(environment bool) form {
	const v = `v?\d+(?:[.-]\d+)*`
	constraint := &Schema{Type: "string", Pattern: `^(?:[a-z][a-z0-9]*(?:-[a-z0-9]+)*|(?:=?` + v + `|>=` + v + `|<` + v + `|>=` + v + ` +<` + v + `|<` + v + ` +>=` + v + `)(?: +unreleased)?)$`}
	return form{"versions by exporter", func(k Known) *Schema {
		all := map[string]*Schema{}
		for _, name := range k.Exporters {
			all[name] = constraint
		}
		s := chosen(all)
		if environment {
			all["simulator"] = &Schema{Type: "boolean"}
		} else {
			s.AdditionalProperties = constraint
		}
		return s
	}}
}

func runtimesForm() form {
	return form{"sections by runtime", func(k Known) *Schema {
		all := map[string]*Schema{}
		for _, name := range runtimeNames() {
			all[name] = objectOf(reflect.TypeFor[Runtime](), k)
		}
		return chosen(all)
	}}
}

func thresholdsForm() form {
	return form{"sections by threshold", func(k Known) *Schema {
		all := map[string]*Schema{}
		for _, name := range ThresholdNames() {
			s := objectOf(reflect.TypeFor[Threshold](), k)
			for key, v := range s.Properties {
				amount := amountOf(name)
				amount.Description = v.Description
				s.Properties[key] = amount
			}
			all[name] = s
		}
		return chosen(all)
	}}
}

// amountOf is what the values of a threshold look like.
func amountOf(threshold string) *Schema {
	positive := func(most *float64) *Schema {
		return &Schema{Type: "number", ExclusiveMinimum: number(0), Maximum: most}
	}
	switch threshold {
	case "e2e", "ttft":
		return duration()
	case "errorShare", "kvCache", "rateLimited":
		percent := &Schema{Type: "string", Pattern: `^(?:100(?:\.0+)?|[1-9]?\d(?:\.\d+)?|(?:0|[1-9]\d*)(?:\.\d+)?[eE][-+]?\d+)%$`, AllOf: []*Schema{{Pattern: "[1-9]"}}}
		return &Schema{AnyOf: []*Schema{positive(number(1)), percent}}
	default:
		return positive(nil)
	}
}

func number(f float64) *float64 { return &f }

// matchersForm is labels, each alone or with the exporters whose metrics it is about.
func matchersForm() form {
	label := func() *Schema { return narrowed(identifier.String()) }
	return fixed("list of labels", func() *Schema {
		return &Schema{Type: "array", Items: &Schema{AnyOf: []*Schema{label(), {
			Type: "object", AdditionalProperties: false, Required: []string{"label", "exporters"},
			Properties: map[string]*Schema{"label": label(), "exporters": {Type: "array", MinItems: 1, UniqueItems: true, Items: trimmed()}},
		}}}}
	})
}

// catalogueForm is files, each alone or with what it tells of.
func catalogueForm() form {
	return fixed("list of files", func() *Schema {
		return &Schema{Type: "array", Items: &Schema{AnyOf: []*Schema{trimmed(), {
			Type: "object", AdditionalProperties: false, Required: []string{"file"},
			Properties: map[string]*Schema{
				"file": trimmed(), "exporter": trimmed(), "complete": {Type: "boolean"},
				"prefixes": {Type: "array", UniqueItems: true, Items: narrowed(prefixPattern.String())},
			},
		}}}}
	})
}
