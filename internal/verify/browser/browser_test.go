package browser

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const testdata = "internal/preview/testdata/"

// layout finds what is wrong with how the panels of a page lie.
const layout = `(() => {
	const out = [];
	const boxes = [...document.querySelectorAll('.panel')].map(p => [p, p.getBoundingClientRect()]).filter(([, r]) => r.width > 0);
	const called = p => p.querySelector('h3')?.textContent.slice(0, 40);
	for (let i = 0; i < boxes.length; i++) {
		const [p, a] = boxes[i];
		if (a.left < 0 || a.right > innerWidth + 1) out.push(called(p) + ' leaves the page');
		for (let j = i + 1; j < boxes.length; j++) {
			const b = boxes[j][1];
			if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1) out.push(called(p) + ' and ' + called(boxes[j][0]) + ' overlap');
		}
		const body = p.querySelector('.body'), svg = body.querySelector(':scope > svg');
		if (svg) {
			const s = svg.getBoundingClientRect(), c = body.getBoundingClientRect();
			if (s.width > c.width + 1 && !body.classList.contains('moves') || s.height > c.height + 1) out.push(called(p) + ' is larger than its box');
			if (!svg.querySelector('path, text')) out.push(called(p) + ' has no ink');
			for (const t of svg.querySelectorAll('text')) {
				const r = t.getBoundingClientRect();
				if (r.right > s.right + 2 || r.left < s.left - 2) out.push(called(p) + ' cuts ' + t.textContent.slice(0, 40));
			}
		} else if (!body.textContent.trim()) out.push(called(p) + ' has no ink');
	}
	if (document.documentElement.scrollWidth > innerWidth) out.push('the page is ' + document.documentElement.scrollWidth + ' wide');
	return out;
})()`

// checkPage draws the page that is open at a size, with all rows open, and looks at it.
func checkPage(t *testing.T, b *tab, w, h int) {
	t.Helper()
	b.do(t, size(w, h), unfold())
	b.settled(t)
	for _, problem := range eval[[]string](t, b, layout) {
		t.Errorf("%d px: %s", w, problem)
	}
	if n := eval[int](t, b, `document.querySelectorAll('.panel[data-state=error], .panel[data-state=failed]').length`); n > 0 {
		t.Errorf("%d panels have errors", n)
	}
}

// TestEveryDashboard opens every dashboard of ours, wide and narrow, dark and light.
func TestEveryDashboard(t *testing.T) {
	b := open(t)
	server := serve(t)
	b.do(t, size(1600, 1000), chromedp.Navigate(server+"/"))
	links := eval[[]string](t, b, `[...document.querySelectorAll('.list a')].map(a => a.pathname)`)
	if len(links) < 13 {
		t.Fatalf("%d dashboards", len(links))
	}
	b.shot(t, "index")
	for _, link := range links {
		name := strings.ReplaceAll(strings.TrimPrefix(link, "/d/"), "/", "-")
		t.Run(name, func(t *testing.T) {
			b.do(t, chromedp.Navigate(server+link))
			checkPage(t, b, 1600, 9000)
			b.shot(t, name+"-dark")
			b.do(t, click("#theme"))
			checkPage(t, b, 1600, 9000)
			if !eval[bool](t, b, `document.documentElement.classList.contains('light') && getComputedStyle(document.body).backgroundColor === 'rgb(244, 245, 245)'`) {
				t.Error("the page is not light")
			}
			b.shot(t, name+"-light")
			b.do(t, click("#theme"))
			checkPage(t, b, 400, 16000)
			b.shot(t, name+"-phone")
			b.quiet(t, server)
		})
	}
}

// TestPickersAndTime: a choice reaches the queries, and so does a time range.
func TestPickersAndTime(t *testing.T) {
	b := open(t)
	server := serve(t, testdata+"every-kind.json", "--data", testdata+"every-kind.series")
	b.do(t, size(1400, 4000), chromedp.Navigate(server+"/d/every-kind"))
	checkPage(t, b, 1400, 4000)
	b.shot(t, "every-kind")
	legend := `[...document.querySelector('[data-id="7"]').querySelectorAll('text')].map(t => t.textContent).filter(t => t === 'llama' || t === 'granite').sort().join()`
	if got := eval[string](t, b, legend); got != "granite,llama" {
		t.Errorf("All shows %s", got)
	}
	b.do(t, click(`details.picker summary`), click(`input[value="llama"]`), click(`details.picker[open] button`))
	b.until(t, "the address has the choice", `location.search.includes('var-model=llama')`)
	b.settled(t)
	if got := eval[string](t, b, legend); got != "llama" {
		t.Errorf("a choice shows %s", got)
	}
	if got := eval[string](t, b, `new URLSearchParams(location.search).getAll('var-model').join()`); got != "llama" {
		t.Errorf("the address has %s", got)
	}
	b.do(t, chromedp.Navigate(server+"/d/every-kind?from=now-5m"))
	b.settled(t)
	if got := eval[string](t, b, `document.querySelector('.top').textContent`); !strings.Contains(got, "00:25 to 00:30") {
		t.Errorf("five minutes are %s", got)
	}
	b.do(t, chromedp.Evaluate[chromedp.Void](`(() => { const s = document.getElementById('every'); s.value = '30'; s.dispatchEvent(new Event('change')); })()`))
	if got := eval[string](t, b, `location.search`); got != "?from=now-5m&refresh=30" {
		t.Errorf("how often it asks again is not in the address: %s", got)
	}
	b.do(t, chromedp.Reload())
	b.settled(t)
	if got := eval[string](t, b, `document.getElementById('every').value`); got != "30" {
		t.Errorf("come back, the page asks again every %s s", got)
	}
	b.quiet(t, server)
}

// TestHover: a pointer shows the values at its time in every panel, and so do arrow keys.
func TestHover(t *testing.T) {
	b := open(t)
	server := serve(t, testdata+"every-kind.json", "--data", testdata+"every-kind.series")
	b.do(t, size(1400, 2200), chromedp.Navigate(server+"/d/every-kind"))
	b.settled(t)
	at := eval[[]float64](t, b, `(() => { const r = document.querySelector('[data-id="7"] .body').getBoundingClientRect(); return [r.left + r.width / 2, r.top + r.height / 3]; })()`)
	b.do(t, chromedp.MouseEvent("mouseMoved", at[0], at[1]))
	tips := eval[[]string](t, b, `[...document.querySelectorAll('.tip')].map(t => t.textContent)`)
	if len(tips) < 5 || !strings.Contains(strings.Join(tips, "\n"), "granite2.00 req/s") && !strings.Contains(strings.Join(tips, "\n"), "granite2 req/s") {
		t.Errorf("a pointer shows %q", tips)
	}
	clock := tips[0][:8]
	for _, tip := range tips {
		if tip[:4] != clock[:4] {
			t.Errorf("one panel shows %s, another %s", clock, tip[:8])
		}
	}
	b.shot(t, "hover")
	b.do(t, focus(`[data-id="7"] .body`), chromedp.KeyEvent(kb.Home), chromedp.KeyEvent(kb.ArrowRight))
	if got := eval[string](t, b, `document.getElementById('aloud').textContent`); !strings.Contains(got, "granite") {
		t.Errorf("arrow keys say %q", got)
	}
	b.do(t, chromedp.KeyEvent(kb.Escape))
	if n := eval[int](t, b, `document.querySelectorAll('.tip').length`); n > 0 {
		t.Error("Escape leaves the values")
	}
	b.quiet(t, server)
}

// TestKeyboard reaches everything from the top of the page with Tab alone, and opens it.
func TestKeyboard(t *testing.T) {
	b := open(t)
	server := serve(t, testdata+"every-kind.json", "--data", testdata+"every-kind.series")
	b.do(t, size(1400, 2200), chromedp.Navigate(server+"/d/every-kind"))
	b.settled(t)
	reached := map[string]bool{}
	for range 80 {
		b.do(t, chromedp.KeyEvent(kb.Tab))
		what := eval[string](t, b, `(() => { const a = document.activeElement; return a.className + ' ' + a.id + ' ' + a.tagName + (a.dataset.says ? ' says' : '') + (a.matches(':focus-visible') && getComputedStyle(a).outlineStyle === 'none' ? ' UNSEEN' : ''); })()`)
		if strings.Contains(what, "UNSEEN") {
			t.Errorf("the focus on %s is not seen", what)
		}
		for _, part := range strings.Fields(what) {
			reached[part] = true
		}
		if strings.Contains(what, "says") && !reached["opened"] {
			reached["opened"] = true
			b.do(t, chromedp.KeyEvent(kb.Enter))
			if n := eval[int](t, b, `document.querySelectorAll('.says:not([hidden])').length`); n != 1 {
				t.Errorf("Enter opens %d descriptions", n)
			}
			b.do(t, chromedp.KeyEvent(kb.Escape))
			if n := eval[int](t, b, `document.querySelectorAll('.says:not([hidden])').length`); n != 0 {
				t.Error("Escape leaves a description open")
			}
		}
	}
	for _, want := range []string{"skip", "theme", "pick", "refresh", "every", "SELECT", "SUMMARY", "says", "body", "words"} {
		if !reached[want] {
			t.Errorf("Tab does not reach %s; it reaches %v", want, reached)
		}
	}
	b.quiet(t, server)
}

// TestHostileTextRunsNothing opens a dashboard whose titles and labels are markup.
func TestHostileTextRunsNothing(t *testing.T) {
	b := open(t)
	server := serve(t, testdata+"hostile.json", "--data", testdata+"hostile.series")
	b.do(t, size(1400, 3000), chromedp.Navigate(server+"/d/hostile"))
	checkPage(t, b, 1400, 3000)
	checkPage(t, b, 400, 6000)
	b.shot(t, "hostile")
	if eval[bool](t, b, `'pwned' in window`) {
		t.Error("a script of a label ran")
	}
	if got := eval[string](t, b, `document.querySelector('h1').textContent`); got != "<script>window.pwned=1</script>" {
		t.Errorf("the title is %s", got)
	}
	b.quiet(t, server)
}

// TestFilesInABrowser opens what --static writes.
func TestFilesInABrowser(t *testing.T) {
	b := open(t)
	name, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	run(t, name, "preview", "--static", dir, testdata+"every-kind.json", "--data", testdata+"every-kind.series")
	for _, w := range []int{1600, 1000, 400} {
		b.do(t, size(w, 4000), chromedp.Navigate("file://"+dir+"/every-kind.html"), unfold())
		for _, problem := range eval[[]string](t, b, layout) {
			t.Errorf("%d px: %s", w, problem)
		}
		b.do(t, focus(`[data-id="7"] .body`), chromedp.KeyEvent(kb.End))
		if got := eval[string](t, b, `document.querySelector('.tip')?.textContent ?? ''`); !strings.Contains(got, "00:30:00 UTC") {
			t.Errorf("%d px: arrow keys show %q", w, got)
		}
		b.do(t, chromedp.KeyEvent(kb.Escape))
		b.shot(t, "file-"+map[int]string{1600: "wide", 1000: "middle", 400: "phone"}[w])
	}
	b.do(t, chromedp.Navigate("file://"+dir+"/index.html"), chromedp.Navigate("file://"+dir+"/every-kind.svg"))
	b.shot(t, "file-svg")
	b.quiet(t, "file:/")
}
