package main

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestLintPage loads the configuration that docs/lint.md shows, with the files that it shows, and sees each rule that
// it speaks of at work.
func TestLintPage(t *testing.T) {
	page, err := os.ReadFile("../../docs/lint.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile("(?s)```(?:yaml|text)\n(.*?)```").FindAllStringSubmatch(string(page), -1)
	if len(blocks) != 3 {
		t.Fatalf("%d blocks", len(blocks))
	}
	dir := t.TempDir()
	write(t, dir, map[string]string{
		"dashgen.yaml": blocks[0][1], "metrics/my-app.txt": blocks[1][1], "metrics/shop.tsv": blocks[2][1],
		"board.json": `{"title": "A", "panels": [{"type": "stat", "title": "Now", "targets": [
			{"refId": "A", "expr": "sum(my_app_jobs_total{cluster=\"a\"})"},
			{"refId": "B", "expr": "sum(shop_visits_total{cluster=\"a\"})"},
			{"refId": "C", "expr": "sum(rate(shop_orders_total[5m]))"},
			{"refId": "D", "expr": "sum(rate(shop_basket_bytes{cluster=\"a\"}[5m]))"}]}]}`,
	})
	stdout, stderr, code := dashgen(t, dir, "lint", "board.json")
	if code != 1 || stderr != "" {
		t.Fatalf("exit %d\n%s%s", code, stdout, stderr)
	}
	for _, want := range []string{
		"my_app_jobs_total is a raw counter", "shop exports no shop_visits_total", "shop_orders_total is not filtered by cluster", "shop_basket_bytes is a gauge",
	} {
		if !strings.Contains(stdout, want) {
			t.Errorf("nothing says %q:\n%s", want, stdout)
		}
	}
	for _, never := range []string{"[missing-description]", "unknown key"} {
		if strings.Contains(stdout, never) {
			t.Errorf("something says %q:\n%s", never, stdout)
		}
	}
	// The page speaks of every key: the complaint about one that is not there lists them.
	write(t, dir, map[string]string{"dashgen.yaml": "version: 1\nlint: {zzz: 1}\n"})
	_, stderr, _ = dashgen(t, dir, "lint", "board.json")
	_, keys, _ := strings.Cut(stderr, "hint: known: ")
	for key := range strings.SplitSeq(strings.TrimSpace(keys), ", ") {
		if !strings.Contains(blocks[0][1], "\n  "+key+":") {
			t.Errorf("the example has no %s", key)
		}
	}
	if len(keys) < 50 {
		t.Errorf("the known keys are %q", keys)
	}
}
