package browser

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

const root = "../../.."

// programs is the folder with what is built, for one run of the tests.
var programs = sync.OnceValues(func() (string, error) { return os.MkdirTemp("", "dashgen-browser-") })

// TestMain removes what was built.
func TestMain(m *testing.M) {
	code := m.Run()
	if dir, err := programs(); err == nil {
		_ = os.RemoveAll(dir)
	}
	os.Exit(code)
}

// binary is dashgen, built once.
var binary = sync.OnceValues(func() (string, error) {
	dir, err := programs()
	if err != nil {
		return "", err
	}
	name := filepath.Join(dir, "dashgen")
	build := exec.Command("go", "build", "-o", name, "./cmd/dashgen")
	build.Dir = root
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w: %s", err, out)
	}
	return name, nil
})

// serve starts dashgen preview and returns its address.
func serve(t *testing.T, args ...string) string {
	t.Helper()
	name, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), name, append([]string{"preview"}, args...)...)
	cmd.Dir, cmd.Stderr = root, os.Stderr
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 5 * time.Second
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(os.Interrupt) // it may have ended
		_ = cmd.Wait()                       // with the signal
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil || !strings.HasPrefix(line, "http://127.0.0.1:") {
		t.Fatalf("dashgen preview says %q: %v", line, err)
	}
	return strings.TrimSuffix(strings.TrimSpace(line), "/")
}

// A tab is a tab of a browser that notes what goes wrong in it.
type tab struct {
	context.Context
	mu       sync.Mutex
	problems []string
	asked    []string
}

// open starts a browser with one empty tab.
func open(t *testing.T) *tab {
	t.Helper()
	name := ""
	for _, n := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(n); err == nil {
			name = path
			break
		}
	}
	if name == "" {
		t.Skip("chromium is not installed")
	}
	options := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(name), chromedp.UserDataDir(t.TempDir()), chromedp.NoFirstRun, chromedp.Headless, chromedp.DisableGPU, chromedp.NoSandbox,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true), chromedp.Flag("hide-scrollbars", true),
	}
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, end := chromedp.NewContext(allocator)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(ctx, 8*time.Minute)
	b := &tab{Context: ctx}
	t.Cleanup(func() {
		cancel()
		end()
		stop()
	})
	_, logs := chromedp.Call(ctx, log.Enable, cdp.Empty{})
	_, traffic := chromedp.Call(ctx, network.Enable, network.EnableParams{})
	_, scripts := chromedp.Call(ctx, runtime.Enable, cdp.Empty{})
	if err := errors.Join(logs, traffic, scripts, chromedp.Listen(ctx, b.listen)); err != nil {
		t.Fatal(err)
	}
	return b
}

func (b *tab) listen(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		b.problems = append(b.problems, fmt.Sprintf("exception: %s %+v", e.ExceptionDetails.Text, e.ExceptionDetails.Exception))
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning {
			b.problems = append(b.problems, fmt.Sprintf("console %s: %v", e.Type, e.Args))
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError {
			b.problems = append(b.problems, "log: "+e.Entry.Text+" "+e.Entry.URL)
		}
	case *network.EventRequestWillBeSent:
		b.asked = append(b.asked, e.Request.URL)
	}
}

// do runs actions.
func (b *tab) do(t *testing.T, actions ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(b, actions...); err != nil {
		t.Fatal(err)
	}
}

// eval is the value of an expression on the page.
func eval[T any](t *testing.T, b *tab, expr string) T {
	t.Helper()
	out, err := chromedp.Run(b, chromedp.Evaluate[T](expr))
	if err != nil {
		t.Fatalf("%s: %v", expr, err)
	}
	return out
}

// size makes the window of a size.
func size(w, h int) chromedp.Action[chromedp.Void] {
	return chromedp.EmulateViewport(int64(w), int64(h))
}

// click clicks on the first element that a selector finds.
func click(selector string) chromedp.Action[chromedp.Void] {
	return chromedp.Click(chromedp.CSS(selector))
}

// focus moves the focus.
func focus(selector string) chromedp.Action[chromedp.Void] {
	return chromedp.Focus(chromedp.CSS(selector))
}

// unfold opens all rows.
func unfold() chromedp.Action[chromedp.Void] {
	return chromedp.Evaluate[chromedp.Void](`document.querySelectorAll('details.row').forEach(d => { d.open = true; })`)
}

// until waits for an expression to be true.
func (b *tab) until(t *testing.T, what, expr string) {
	t.Helper()
	deadline := time.Now().Add(30 * time.Second)
	// A page that is still being read lacks what is to come: nothing is so there, and nothing not so.
	for !eval[bool](t, b, "document.readyState === 'complete' && ("+expr+")") {
		if time.Now().After(deadline) {
			t.Fatalf("not so after half a minute: %s", what)
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// settled waits until every panel of an open row was drawn at its size.
func (b *tab) settled(t *testing.T) {
	t.Helper()
	b.until(t, "every panel is drawn", `[...document.querySelectorAll('.panel')].every(p => {
		if (p.closest('details:not([open])')) return true;
		const body = p.querySelector('.body');
		const size = Math.floor(body.clientWidth) + 'x' + Math.floor(body.clientHeight) + (document.documentElement.classList.contains('light') ? 'light' : 'dark');
		return p.dataset.drawn === size && p.dataset.state && p.dataset.state !== 'asked';
	})`)
}

// quiet fails for what went wrong, and for what was asked of anybody but the server.
func (b *tab) quiet(t *testing.T, server string) {
	t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, p := range b.problems {
		t.Error(p)
	}
	for _, url := range b.asked {
		if !strings.HasPrefix(url, server+"/") && !strings.HasPrefix(url, "data:") && !strings.HasPrefix(url, "file:") && url != "about:blank" {
			t.Errorf("the page asked for %s", url)
		}
	}
	b.problems, b.asked = nil, nil
}

// shot keeps a picture of the whole page where somebody wants one.
func (b *tab) shot(t *testing.T, name string) {
	t.Helper()
	dir := os.Getenv("DASHGEN_SHOTS")
	if dir == "" {
		return
	}
	data, err := chromedp.Run(b, chromedp.FullScreenshot(100))
	if err := errors.Join(err, os.MkdirAll(dir, 0o755), os.WriteFile(filepath.Join(dir, name+".png"), data, 0o644)); err != nil {
		t.Error(err)
	}
}

// run runs a command at the root of the repository.
func run(t *testing.T, name string, args ...string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Dir = root
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
}
