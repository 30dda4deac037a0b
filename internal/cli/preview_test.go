package cli

import (
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

const liveBoard = `{"title": "Live", "time": {"from": "now-10m", "to": "now"},
	"templating": {"list": [{"name": "pod", "type": "query", "query": "label_values(up, pod)"}]}, "panels": [
	{"id": 1, "type": "stat", "title": "Now", "gridPos": {"x": 0, "y": 0, "w": 6, "h": 4}, "targets": [{"refId": "A", "expr": "sum(up)"}]},
	{"id": 2, "type": "text", "title": "Words", "gridPos": {"x": 6, "y": 0, "w": 6, "h": 4}, "options": {"content": "alive"}}]}`

// pageOf starts a preview of a board and returns its address.
func pageOf(t *testing.T, a *App, args ...string) string {
	t.Helper()
	board := filepath.Join(t.TempDir(), "live.json")
	if err := os.WriteFile(board, []byte(liveBoard), 0o600); err != nil {
		t.Fatal(err)
	}
	return previewing(t, a, append([]string{board}, args...)...)
}

// previewing starts a preview and returns its address.
func previewing(t *testing.T, a *App, args ...string) string {
	t.Helper()
	out, in := io.Pipe()
	a.Name, a.Clock, a.Stdout, a.Stderr = "dashgen", time.Now, in, io.Discard
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan int, 1)
	go func() { done <- a.Run(ctx, append([]string{"preview"}, args...)) }()
	t.Cleanup(func() {
		cancel()
		if code := <-done; code != ExitOK {
			t.Errorf("the preview exits with %d", code)
		}
	})
	buf := make([]byte, 200)
	n, err := out.Read(buf)
	if err != nil || !strings.HasPrefix(string(buf[:n]), "http://") {
		t.Fatalf("%q: %v", buf[:n], err)
	}
	return strings.TrimSpace(string(buf[:n]))
}

// read is what an address answers.
func read(t *testing.T, url string) string {
	t.Helper()
	answer, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	data, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s %v\n%s", url, answer.Status, err, data)
	}
	return string(data)
}

// TestPreviewOfAServer asks servers that answer, that fail and that hang: the page is there, and says it on the panel.
func TestPreviewOfAServer(t *testing.T) {
	hang := make(chan struct{})
	release := sync.OnceFunc(func() { close(hang) })
	for _, tt := range []struct {
		name   string
		answer http.HandlerFunc
		want   string
	}{
		{"fine", func(w http.ResponseWriter, r *http.Request) {
			data := `{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[[` + r.FormValue("end") + `,"7"]]}]}}`
			if !strings.Contains(r.URL.Path, "query_range") {
				data = `{"status":"success","data":[{"__name__":"up","pod":"a"}]}`
			}
			_, _ = io.WriteString(w, data)
		}, ">7<"},
		{"failing", func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "<b>out of order</b>", 500) }, "500"},
		{"hanging", func(_ http.ResponseWriter, r *http.Request) {
			select {
			case <-hang:
			case <-r.Context().Done():
			}
		}, "300ms"},
		{"talking nonsense", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "<html>") }, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			server := httptest.NewServer(tt.answer)
			t.Cleanup(server.Close)
			timeout := "1m" // a server that answers may take as long as a busy machine needs
			if tt.name == "hanging" {
				timeout = "300ms"
				t.Cleanup(release) // before the server waits for its requests
			}
			page := pageOf(t, &App{}, "--prometheus", server.URL, "--timeout", timeout)
			if body := read(t, page+"d/live"); !strings.Contains(body, "Words") {
				t.Errorf("the page is %s", body)
			}
			var got struct {
				HTML   string   `json:"html"`
				Errors []string `json:"errors"`
			}
			panel := func(id string) {
				got.Errors = nil
				if err := json.Unmarshal([]byte(read(t, page+"panel/live?w=400&h=200&id="+id)), &got); err != nil {
					t.Fatal(err)
				}
			}
			panel("1")
			if failed := tt.name != "fine"; (len(got.Errors) > 0) != failed || strings.Contains(got.HTML, "<b>") || !strings.Contains(got.HTML+strings.Join(got.Errors, ""), tt.want) {
				t.Errorf("the panel shows %s\n%q", got.HTML, got.Errors)
			}
			if panel("2"); !strings.Contains(got.HTML, "alive") || len(got.Errors) > 0 {
				t.Errorf("the panel beside it shows %s", got.HTML)
			}
		})
	}
}

// TestPreviewOfNobody names a server that does not listen.
func TestPreviewOfNobody(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	_ = l.Close()
	page := pageOf(t, &App{}, "--prometheus", "http://"+address)
	if got := read(t, page+"panel/live?w=400&h=200&id=1"); !strings.Contains(got, "refused") {
		t.Errorf("the panel shows %s", got)
	}
}

// TestRebuild changes the code of a small module: what does not build is told in the compiler's words, and a build that
// works ends the watch.
func TestRebuild(t *testing.T) {
	dir := t.TempDir()
	put := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put("go.mod", "module example.org/team\n\ngo 1.26\n")
	put("main.go", "package main\n\nfunc main() {}\n")
	r := &rebuilder{root: dir, target: "example.org/team", binary: filepath.Join(t.TempDir(), "sub", "dashgen"), every: 20 * time.Millisecond}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	failed, built := make(chan error, 10), make(chan string, 1)
	before := r.stamp()
	go r.watch(ctx, func(err error) { failed <- err }, func(binary string) { built <- binary })
	time.Sleep(100 * time.Millisecond) // the watch has looked once
	put("notes.md", "no code")
	if err := os.MkdirAll(filepath.Join(dir, "docs"), 0o700); err != nil {
		t.Fatal(err)
	}
	put("docs/example.go", "package docs\n")
	if r.stamp() != before {
		t.Error("a note or the documentation counts as code")
	}
	put("main.go", "package main\n\nfunc main() { undefinedName() }\n")
	select {
	case err := <-failed:
		if err == nil || !strings.Contains(err.Error(), "main.go:3:15: undefined: undefinedName") {
			t.Fatalf("what does not build says %v", err)
		}
	case <-ctx.Done():
		t.Fatal("a change was not seen")
	}
	put("main.go", "package main\n\nfunc main() { println(1) }\n")
	if err := <-failed; err != nil {
		t.Errorf("what builds says %v", err)
	}
	if info, err := os.Stat(<-built); err != nil || info.Size() == 0 {
		t.Errorf("nothing was built: %v", err)
	}
}

// TestCodeOfAnyName: a package may be called like the folders at the top that hold no code.
func TestCodeOfAnyName(t *testing.T) {
	dir := t.TempDir()
	r := &rebuilder{root: dir}
	for _, tt := range []struct {
		file string
		code bool
	}{
		{"docs/a.go", false}, {"out/a.yaml", false}, {"bin/a.go", false}, {".git/a.go", false}, {"dashgen.yaml", false}, {"a/testdata/a.go", false}, {"a/a_test.go", false},
		{"internal/docs/a.go", true}, {"internal/out/a.yaml", true}, {"a/bin/a.tsv", true}, {"a.go", true},
	} {
		before := r.stamp()
		name := filepath.Join(dir, filepath.FromSlash(tt.file))
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
		if seen := r.stamp() != before; seen != tt.code {
			t.Errorf("%s is code: %v", tt.file, seen)
		}
	}
}

// TestListeningAt: the program that goes on serves at the same address, whatever it was started with.
func TestListeningAt(t *testing.T) {
	for _, tt := range []struct{ args, want string }{
		{"preview", "preview --listen a:1"},
		{"preview --theme light --listen b:2 x.json", "preview --theme light --listen b:2 x.json --listen a:1"},
		{"preview --theme light -- -x.json --", "preview --theme light --listen a:1 -- -x.json --"},
	} {
		if got := strings.Join(listeningAt(strings.Fields(tt.args), "a:1"), " "); got != tt.want {
			t.Errorf("%s goes on as %s, want %s", tt.args, got, tt.want)
		}
	}
}

// TestDataFiles: of a folder, whatever it is called, recordings and series are data.
func TestDataFiles(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data[1]")
	if err := os.MkdirAll(filepath.Join(dir, "sub.om"), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := dataFiles([]string{dir}); err == nil || !strings.Contains(err.Error(), "the folder holds no recording") {
		t.Errorf("an empty folder: %v", err)
	}
	for _, name := range []string{"b.series.gz", "a.om", "c.om.gz", "notes.md"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got, err := dataFiles([]string{filepath.Join(dir, "notes.md"), dir})
	if want := []string{"notes.md", "a.om", "c.om.gz", "b.series.gz"}; err != nil || len(got) != len(want) {
		t.Errorf("%v, %v", got, err)
	} else {
		for i, name := range want {
			if got[i] != filepath.Join(dir, name) {
				t.Errorf("file %d is %s, want %s", i, got[i], name)
			}
		}
	}
	if _, err := dataFiles([]string{filepath.Join(dir, "none")}); err == nil || !strings.Contains(err.Error(), "the data cannot be read: ") {
		t.Errorf("what is not there: %v", err)
	}
}
