package source_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"

	"github.com/llm-observability/dashgen/internal/source"
)

// plain is a node as other readers have it.
func plain(n *source.Node) any {
	switch n.Kind {
	case source.Object:
		m := map[string]any{}
		for _, member := range n.Members {
			m[member.Key.Value] = plain(member.Value)
		}
		return m
	case source.Array:
		l := []any{}
		for _, item := range n.Items {
			l = append(l, plain(item))
		}
		return l
	case source.String:
		return n.Text.Value
	case source.Bool:
		return strings.EqualFold(n.Text.Value, "true")
	case source.Null:
		return nil
	default:
		f, _ := strconv.ParseFloat(n.Text.Value, 64)
		return f
	}
}

// TestTree compares the objects of every fixture, and their sizes, with what another reader finds.
func TestTree(t *testing.T) {
	compared := 0
	fixtures(t, func(name string, data []byte) {
		f, err := source.Read(name, data)
		if err != nil || len(f.Resources) == 0 {
			return
		}
		var want []any
		for d := yaml.NewDecoder(bytes.NewReader(data)); ; {
			var doc map[string]any
			if err := d.Decode(&doc); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			switch items, isList := doc["items"].([]any); {
			case isList:
				want = append(want, items...)
			case doc["apiVersion"] != nil:
				want = append(want, doc)
			}
		}
		if len(want) != len(f.Resources) {
			t.Fatalf("%s: read %d objects, not %d", name, len(f.Resources), len(want))
		}
		for i, r := range f.Resources {
			data, err := json.Marshal(want[i])
			if err != nil {
				t.Fatal(err)
			}
			var v any
			if err := json.Unmarshal(data, &v); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(v, plain(r.Node)); diff != "" {
				t.Errorf("%s: %s (-want +got):\n%s", name, r.Name.Value, diff)
			}
			if r.Size() != len(data) {
				t.Errorf("%s: %s has %d bytes, not %d", name, r.Name.Value, len(data), r.Size())
			}
			compared++
		}
	})
	if compared < 10 {
		t.Errorf("compared only %d objects", compared)
	}
}

// TestJSONStrings compares decoded strings with those of Go's own reader.
func TestJSONStrings(t *testing.T) {
	for _, s := range []string{
		`a`, `\"\\\/\b\f\n\r\t`, `é\u00e9`, `\ud83d\ude00`, `\ud83d`, `\ude00\ud83d`, `\ud83d\u0041`, `\ud83dx`, `\u0000`, `\\u0041`, `\u2028`, `\\`, `\\\"`, `x\\`,
	} {
		data := `{"title": "` + s + `", "panels": []}`
		var want struct{ Title string }
		if err := json.Unmarshal([]byte(data), &want); err != nil {
			t.Fatal(err)
		}
		f, err := source.Read("x.json", []byte(data))
		if err != nil {
			t.Fatal(err)
		}
		title := f.Dashboards[0].Title
		if title.Value != want.Title {
			t.Errorf("%s is %q, not %q", s, title.Value, want.Title)
		}
		if at := title.Position(len(title.Value)).Column; data[at-1] != '"' {
			t.Errorf("%s ends at column %d of %s", s, at, data)
		}
	}
}

// TestSlices checks that a part of a text stands where the whole has it.
func TestSlices(t *testing.T) {
	data := `{"title": "a\nb\u00e9cd\"e\\f", "panels": []}`
	f, err := source.Read("x.json", []byte(data))
	if err != nil {
		t.Fatal(err)
	}
	text := f.Dashboards[0].Title
	for start := range len(text.Value) {
		for end := start; end <= len(text.Value); end++ {
			part := text.Slice(start, end)
			for i := range end - start + 1 {
				if got, want := part.Position(i), text.Position(start+i); got != want {
					t.Fatalf("byte %d of %d:%d is at %s, not %s", i, start, end, got, want)
				}
			}
		}
	}
	if _, _, ok := text.Raw(0, 2); ok {
		t.Error("an escape is not written as it is")
	}
	if from, to, ok := text.Raw(5, 7); !ok || data[from:to] != "cd" {
		t.Errorf("cd is written at %d:%d", from, to)
	}
	var none source.Text
	if none.Exists() || none.Position(3).Line != 0 {
		t.Error("a text that does not exist has a place")
	}
}

func TestExpression(t *testing.T) {
	f := source.Expression("argument", "up\n+ 1")
	q := f.Queries[0]
	if q.Kind != source.Snippet || q.Text.Position(3).String() != "argument:2:1" {
		t.Errorf("%s at %s", q.Kind, q.Text.Position(3))
	}
}
