package panels

import (
	"path"
	"testing"
)

// TestAllow: an allowance keeps the panel's kind, knows its own line, and leaves the panel that it was made from alone.
func TestAllow(t *testing.T) {
	var plain StatPanel
	one := Allow(plain, "syntax", "why")
	two, other := Allow(one, "fixed-window", "why"), Allow(one, "unknown-metric", "why")
	if len(plain.Spec().Allowed) != 0 || len(one.Spec().Allowed) != 1 {
		t.Error("a panel has the allowances of one that was made from it")
	}
	if a, b := two.Spec().Allowed[1].Rule, other.Spec().Allowed[1].Rule; a != "fixed-window" || b != "unknown-metric" {
		t.Errorf("two panels made from one have %s and %s", a, b)
	}
	if pos := one.Spec().Allowed[0].Site.Position(); path.Base(pos.File) != "allow_test.go" || pos.Line != 11 {
		t.Errorf("the allowance stands at %s", pos)
	}
	// Each stays of its kind.
	_ = two.Wide(4)
	_ = Allow(TablePanel{}, "syntax", "why").Head
	_ = Allow(TimeSeriesPanel{}, "syntax", "why").Stacked()
}
