package browser

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// TestScenario picks another scenario on the page: the panels show it.
func TestScenario(t *testing.T) {
	b := open(t)
	server := serve(t, "--environment", "local", "--only", "canopy-vllm")
	b.do(t, size(1600, 5000), chromedp.Navigate(server+"/d/local/canopy-vllm"))
	b.settled(t)
	const shown = `[...document.querySelectorAll('.panel')].slice(0, 6).map(p => p.querySelector('.body').textContent).join('|')`
	steady := eval[string](t, b, shown)
	b.do(t, chromedp.Evaluate[chromedp.Void](`(() => { const s = document.querySelector('select[name=scenario]'); s.value = 'overload'; s.dispatchEvent(new Event('change')); })()`))
	b.until(t, "the address has the scenario", `location.search.includes('scenario=overload') && document.querySelector('.top').textContent.includes('overload')`)
	b.settled(t)
	if overload := eval[string](t, b, shown); overload == steady {
		t.Errorf("both scenarios show %s", steady)
	}
	b.quiet(t, server)
}

// TestFindingsAndErrors: findings stand on their panel, and what is wrong with a file that changes stands on the page
// until it is mended.
func TestFindingsAndErrors(t *testing.T) {
	b := open(t)
	file := filepath.Join(t.TempDir(), "board.json")
	put := func(text string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	const good = `{"title": "Board", "panels": [{"id": 1, "type": "timeseries", "title": "Gauge", "gridPos": {"x": 0, "y": 0, "w": 12, "h": 8}, "targets": [{"refId": "A", "expr": "rate(vllm:num_requests_running[5m])"}]}]}`
	put(good)
	server := serve(t, file)
	b.do(t, size(1200, 900), chromedp.Navigate(server+"/d/board"))
	b.settled(t)
	b.do(t, click(`[data-id="1"] button.lint`))
	if got := eval[string](t, b, `document.getElementById('p1-lint').textContent`); !strings.Contains(got, "rate-of-gauge") || !eval[bool](t, b, `!document.getElementById('p1-lint').hidden`) {
		t.Errorf("the findings are %q", got)
	}
	b.shot(t, "findings")
	put(`{"title": "Board", "panels": [}`)
	b.until(t, "the error is on the page", `(document.querySelector('.error')?.textContent ?? '').includes('board.json:1:')`)
	if eval[int](t, b, `document.querySelectorAll('.panel').length`) != 1 {
		t.Error("the last good dashboard is gone")
	}
	time.Sleep(10 * time.Millisecond) // another time of change
	put(strings.Replace(good, "Gauge", "Mended", 1))
	b.until(t, "the page is mended", `!document.querySelector('.error') && document.querySelector('h3')?.textContent === 'Mended'`)
	b.quiet(t, server)
}

// TestBeforeAndAfter compares a dashboard with an output folder in which a panel has another title.
func TestBeforeAndAfter(t *testing.T) {
	b := open(t)
	name, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	old := filepath.Join(t.TempDir(), "old")
	run(t, name, "generate", "--out", old, "--environment", "local")
	file := filepath.Join(old, "dashboards", "local", "canopy-vllm.json")
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.Replace(string(data), `"Time To First Token"`, `"First Token"`, 1)
	if changed == string(data) {
		t.Fatal("there is no such panel")
	}
	if err := os.WriteFile(file, []byte(changed), 0o600); err != nil {
		t.Fatal(err)
	}
	server := serve(t, "--environment", "local", "--only", "canopy-vllm", "--base", old+"/")
	b.do(t, size(1600, 3000), chromedp.Navigate(server+"/d/local/canopy-vllm?compare=1"))
	checkPage(t, b, 1600, 3000)
	b.shot(t, "compare")
	if got := eval[string](t, b, `[...document.querySelectorAll('.panel h3')].map(h => h.textContent).join()`); got != "After: Time To First Token,Before: First Token" && got != "Before: First Token,After: Time To First Token" {
		t.Errorf("the panels are %s", got)
	}
	checkPage(t, b, 400, 3000)
	b.quiet(t, server)
}
