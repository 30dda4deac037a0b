package source

import "testing"

// TestNodeJSON writes values of both formats as JSON.
func TestNodeJSON(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"d.json", `{"title": "t", "panels": [], "a": {"b": [1, -2.5e3, true, null, "x\ty\u00fc"]}}`, `{"title":"t","panels":[],"a":{"b":[1,-2.5e3,true,null,"x\tyü"]}}`},
		{"d.yaml", "title: t\npanels: []\na: {b: [0x10, .5, True, ~, 'it''s', .inf]}\n", `{"title":"t","panels":[],"a":{"b":[16,0.5,true,null,"it's",null]}}`},
	}
	for _, tt := range tests {
		f, err := Read(tt.name, []byte(tt.text))
		if err != nil || len(f.Dashboards) != 1 {
			t.Errorf("%s: %d dashboards, %v", tt.name, len(f.Dashboards), err)
			continue
		}
		if got := string(f.Dashboards[0].Node.JSON()); got != tt.want {
			t.Errorf("%s is %s\nwant %s", tt.name, got, tt.want)
		}
	}
	var none *Node
	if got := string(none.JSON()); got != "null" {
		t.Errorf("nothing is %s", got)
	}
}
