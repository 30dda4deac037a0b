package config

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"
)

// A Schema is a JSON schema of draft 7, with what this package uses of it. Its patterns mean the same in Go and in
// JavaScript, for it is editors that read them.
type Schema struct {
	Schema               string             `json:"$schema,omitempty"`
	Title                string             `json:"title,omitempty"`
	Description          string             `json:"description,omitempty"`
	Type                 string             `json:"type,omitempty"`
	Const                any                `json:"const,omitempty"`
	Enum                 []string           `json:"enum,omitempty"`
	Pattern              string             `json:"pattern,omitempty"`
	MinLength            int                `json:"minLength,omitempty"`
	MaxLength            int                `json:"maxLength,omitempty"`
	Minimum              *float64           `json:"minimum,omitempty"`
	Maximum              *float64           `json:"maximum,omitempty"`
	ExclusiveMinimum     *float64           `json:"exclusiveMinimum,omitempty"`
	Items                *Schema            `json:"items,omitempty"`
	MinItems             int                `json:"minItems,omitempty"`
	UniqueItems          bool               `json:"uniqueItems,omitempty"`
	Properties           map[string]*Schema `json:"properties,omitempty"`
	PropertyNames        *Schema            `json:"propertyNames,omitempty"`
	AdditionalProperties any                `json:"additionalProperties,omitempty"` // false or a *Schema
	MinProperties        int                `json:"minProperties,omitempty"`
	Required             []string           `json:"required,omitempty"`
	Dependencies         map[string]*Schema `json:"dependencies,omitempty"`
	AllOf                []*Schema          `json:"allOf,omitempty"`
	AnyOf                []*Schema          `json:"anyOf,omitempty"`
	Not                  *Schema            `json:"not,omitempty"`
}

// JSON is the schema as a file.
func (s *Schema) JSON() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(s); err != nil {
		return nil, fmt.Errorf("writing the schema: %w", err)
	}
	return b.Bytes(), nil
}

// NewSchema is what an editor checks a configuration by. It is no stricter than [Parse], and knows nothing of what only
// code can tell: whether two values fit each other, what is in another file, which versions there are.
func NewSchema(known Known) *Schema {
	s := objectOf(reflect.TypeFor[File](), known)
	s.Schema = "http://json-schema.org/draft-07/schema#"
	s.Title = "dashgen.yaml"
	s.Description = "What dashgen generates, and for whom."
	s.AnyOf = []*Schema{{Required: []string{"environments"}}, {Required: []string{"lint"}}}
	return s
}

// objectOf is the schema of a section.
func objectOf(t reflect.Type, known Known) *Schema {
	section, ok := sectionOf(t)
	if !ok {
		panic("config: no section is read into " + t.String())
	}
	s := &Schema{Type: "object", Description: plainText(section.Doc), AdditionalProperties: false, Properties: map[string]*Schema{}, MinProperties: 1}
	for _, k := range section.Keys {
		s.Properties[k.Name] = k.schema(section.Type, known)
		if k.Required {
			s.Required = append(s.Required, k.Name)
		}
	}
	switch t {
	case reflect.TypeFor[Environment]():
		s.Dependencies = map[string]*Schema{"tenants": {Properties: map[string]*Schema{
			"namespace": {Pattern: tenantIn}, "provisioning": {Not: &Schema{}}, "configMaps": {Not: &Schema{}},
		}}}
	case reflect.TypeFor[Lint]():
		// Of an exporter that dashgen does not know, a file has to tell.
		s.AnyOf = []*Schema{{Required: []string{"catalogue"}}, {Properties: map[string]*Schema{"exporters": {PropertyNames: enum(known.Exporters)}}}}
	case reflect.TypeFor[Exclusion]():
		s.AnyOf = []*Schema{{Required: []string{"file"}}, {Required: []string{"dashboard"}}, {Required: []string{"panel"}}}
		s.Dependencies = map[string]*Schema{"target": {Required: []string{"panel"}}}
	}
	return s
}

func sectionOf(t reflect.Type) (Section, bool) {
	all := Sections()
	i := slices.IndexFunc(all, func(s Section) bool { return s.Type == t })
	if i < 0 {
		return Section{}, false
	}
	return all[i], true
}

// schema is what a key's value is checked by: its form, or what the type of its field says.
func (k Key) schema(section reflect.Type, known Known) *Schema {
	var s *Schema
	if k.form.schema != nil {
		s = k.form.schema(known)
	} else {
		s = schemaOf(k.fieldType(section), known)
	}
	s.Description = plainText(k.Doc)
	if k.Default != "" {
		s.Description += " Default: " + plainText(k.Default) + "."
	}
	return s
}

// Form says in a few words what a key's value is.
func (k Key) Form(section reflect.Type) string {
	if k.form.what != "" {
		return k.form.what
	}
	switch t := k.fieldType(section); {
	case t == reflect.TypeFor[time.Duration]():
		return "duration"
	case t.Kind() == reflect.Bool:
		return "true or false"
	case t.Kind() == reflect.String:
		return "text"
	case t.Kind() == reflect.Slice:
		return "list"
	default:
		return "mapping"
	}
}

func (k Key) fieldType(section reflect.Type) reflect.Type {
	f, ok := section.FieldByName(k.Field)
	if !ok {
		panic(fmt.Sprintf("config: %s has no field %q for the key %s", section, k.Field, k.Name))
	}
	return f.Type
}

// schemaOf is what a Go type says of the values that are read into it.
func schemaOf(t reflect.Type, known Known) *Schema {
	switch {
	case t == reflect.TypeFor[time.Duration]():
		return duration()
	case t.Kind() == reflect.Bool:
		return &Schema{Type: "boolean"}
	case t.Kind() == reflect.String:
		return trimmed()
	case t.Kind() == reflect.Slice:
		return &Schema{Type: "array", Items: schemaOf(t.Elem(), known)}
	case t.Kind() == reflect.Struct:
		return objectOf(t, known)
	default:
		panic("config: nothing is known of values of type " + t.String())
	}
}

// plainText is Markdown without its marks, for editors that show text as it is.
func plainText(markdown string) string { return strings.ReplaceAll(markdown, "`", "") }
