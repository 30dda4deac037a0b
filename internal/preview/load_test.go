package preview

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/llm-observability/dashgen/internal/prom"
	"github.com/llm-observability/dashgen/internal/source"
)

// A restless source gives a new site, on data that was loaded anew, every so many times that it is asked: what was open or
// remembered is worth nothing then.
type restless struct {
	t     *testing.T
	first *Site

	mu    sync.Mutex
	every int // 0 when it is at rest, and gives the first
	asked int
	last  *Site
	data  []*Recording // of the sites after the first
}

func (r *restless) Site() (site *Site, state string, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.every == 0 {
		return r.first, "", nil
	}
	if r.asked++; r.asked%r.every == 0 {
		data, err := OpenRecording(r.t.Context(), []string{"testdata/every-kind.series"})
		if err != nil {
			return nil, "", err
		}
		r.last = &Site{Entries: r.first.Entries, Data: data, Theme: "dark"}
		r.data = append(r.data, data)
	}
	return r.last, "", nil
}

// wake gives a new site every so many times from now on.
func (r *restless) wake(every int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.every, r.last = every, r.first
}

// rest gives the first site from now on, and returns how many there were after it. Who was cut off may still be answered, from
// data that is closed.
func (r *restless) rest() (rebuilt int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, d := range r.data {
		if err := d.Close(); err != nil {
			r.t.Error(err)
		}
	}
	rebuilt = len(r.data)
	r.every, r.last, r.data = 0, nil, nil
	return rebuilt
}

// wildClock is set forward and back by hours at every look.
func wildClock(rng *rand.Rand) func() time.Time {
	var mu sync.Mutex
	return func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		return time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(rng.Int64N(int64(48*time.Hour))) - 24*time.Hour)
	}
}

var nonce = regexp.MustCompile(`nonce-?="?[A-Z2-7]{26}|'nonce-[A-Z2-7]{26}'`)

// digest is an answer without what is different each time.
func digest(resp *http.Response, body []byte) string {
	policy := nonce.ReplaceAllString(resp.Header.Get("Content-Security-Policy"), "")
	sum := sha256.Sum256(nonce.ReplaceAll(body, nil))
	return fmt.Sprintf("%s %s %q %x", resp.Status, resp.Header.Get("Content-Type"), policy, sum[:8])
}

// fetch is the digest of what an address answers. An answer that is not complete is an error.
func fetch(client *http.Client, url string) (string, error) {
	resp, err := client.Get(url)
	if err != nil {
		return "", err
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	return digest(resp, body), err
}

// paths are what clients ask for: the same panels for different pickers, sizes, themes and dashboards.
func paths() []string {
	all := []string{"/", "/assets/page.css", "/assets/roboto-400.woff", "/d/nothing", "/panel/every-kind?id=77", "/state"}
	step := 1
	if testing.Short() {
		step = 5
	}
	for _, board := range []string{"every-kind", "twin"} {
		for _, picked := range []string{"", "&from=now-10m", "&var-model=llama&theme=light"} {
			all = append(all, "/d/"+board+"?"+picked)
			for id := 1; id <= 12; id += step {
				all = append(all, fmt.Sprintf("/panel/%s?id=%d&w=%d&h=200%s", board, id, 300+id, picked))
			}
		}
	}
	if testing.Short() {
		return all
	}
	return append(all, "/picture/every-kind.svg", "/picture/twin.svg", "/picture/every-kind.png?var-model=llama")
}

// held is what a process holds that may leak.
type held struct{ goroutines, files, heap int }

func holds() held {
	runtime.GC()
	runtime.GC() // what finalizers let go of
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	h := held{goroutines: runtime.NumGoroutine(), heap: int(m.HeapAlloc)}
	if files, err := os.ReadDir("/proc/self/fd"); err == nil {
		h.files = len(files)
	}
	return h
}

// nothingLeft waits until no more is held than before, but for some memory.
func nothingLeft(t *testing.T, before held) {
	t.Helper()
	const memory = 4 << 20
	deadline := time.Now().Add(30 * time.Second)
	for {
		now := holds()
		if now.goroutines <= before.goroutines && now.files <= before.files && now.heap <= before.heap+memory {
			return
		}
		if time.Now().After(deadline) {
			stacks := make([]byte, 1<<20)
			t.Fatalf("before %+v, afterwards %+v\n%s", before, now, stacks[:runtime.Stack(stacks, true)])
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// twin is the dashboard of every-kind with other values: the same panels, and whoever mixes them up is found out.
func twin(t *testing.T) Entry {
	t.Helper()
	data, err := os.ReadFile("testdata/every-kind.json")
	if err != nil {
		t.Fatal(err)
	}
	text := regexp.MustCompile(`(?m)^(\s+"expr": ")(.*)(",?)$`).ReplaceAllString(string(data), `${1}3 * (${2})${3}`)
	f, err := source.Read("twin.json", []byte(strings.Replace(text, "Every Kind", "Its Twin", 1)))
	if err != nil {
		t.Fatal(err)
	}
	return Others(f)[0]
}

// TestLoad: a hundred clients ask for everything at once, while the site is made anew again and again and the clock is set.
// Some read a byte and wait, some never finish their request, some cut the connection: everybody else gets what a quiet
// client got, and in the end nothing is left of it.
func TestLoad(t *testing.T) {
	requests := 5 // of each good client
	if testing.Short() {
		requests = 1
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)

	site := testSite(t, "every-kind")
	site.Entries = append(site.Entries, twin(t))
	again := &restless{t: t, first: site}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	ended := make(chan error, 1)
	go func() {
		ended <- Serve(ctx, l, NewServer(again, l.Addr().String(), wildClock(rand.New(rand.NewPCG(seed, 0)))))
	}()
	home := "http://" + l.Addr().String()

	quiet := &http.Client{Transport: &http.Transport{}}
	want := map[string]string{}
	for _, path := range paths() {
		if want[path], err = fetch(quiet, home+path); err != nil {
			t.Fatal(err)
		}
	}
	// Pickers and dashboards differ in the panels that they are about.
	if distinct := slices.Compact(slices.Sorted(maps.Values(want))); len(distinct) < len(want)/2 {
		t.Errorf("%d requests have only %d answers: they can't be told apart", len(want), len(distinct))
	}
	quiet.CloseIdleConnections()
	before := holds()
	again.wake(30) // even -short asks 70 times

	crowd := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 100}}
	enough := make(chan struct{}) // closed when those who behave have what they want
	var good, bad sync.WaitGroup
	for i := range 70 {
		good.Go(func() {
			rng := rand.New(rand.NewPCG(seed, uint64(i)))
			for range requests {
				path := paths()[rng.IntN(len(want))]
				if got, err := fetch(crowd, home+path); err != nil || got != want[path] {
					t.Errorf("%s answers %s, %v; a quiet client got %s", path, got, err, want[path])
				}
			}
		})
	}
	for i := range 30 {
		bad.Go(func() { misbehave(rand.New(rand.NewPCG(seed, uint64(1000+i))), i%3, l.Addr().String(), enough) })
	}
	good.Wait()
	close(enough)
	bad.Wait()
	crowd.CloseIdleConnections()
	rebuilt := again.rest()
	nothingLeft(t, before)
	t.Logf("%d good requests, %d sites", 70*requests, rebuilt)
	if rebuilt < 2 {
		t.Errorf("the site was made %d times: this proves little", rebuilt)
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// misbehave is a client that is a burden, until it is told that it is enough.
func misbehave(rng *rand.Rand, how int, address string, enough <-chan struct{}) {
	for {
		select {
		case <-enough:
			return
		default:
		}
		conn, err := net.Dial("tcp", address)
		if err != nil {
			continue
		}
		path := paths()[rng.IntN(len(paths()))]
		request := "GET " + path + " HTTP/1.1\r\nHost: " + address + "\r\n\r\n"
		switch how {
		case 0: // reads a byte, and waits
			_, _ = io.WriteString(conn, request)
			_, _ = conn.Read(make([]byte, 1))
			<-enough
		case 1: // never finishes the request
			_, _ = io.WriteString(conn, request[:rng.IntN(len(request)-1)])
			<-enough
		default: // resets the connection, sometimes in the middle of the answer
			_, _ = io.WriteString(conn, request)
			if rng.IntN(2) == 0 {
				_, _ = conn.Read(make([]byte, 1+rng.IntN(2000)))
			} else {
				time.Sleep(time.Duration(rng.Int64N(int64(5 * time.Millisecond))))
			}
			_ = conn.(*net.TCPConn).SetLinger(0)
		}
		_ = conn.Close()
		time.Sleep(5 * time.Millisecond) // it is the others who are to be served
	}
}

// departing is data of which the first who asks for the values of a variable goes away before there is an answer.
type departing struct {
	*Recording
	once  sync.Once
	begun chan struct{}
}

func (d *departing) Querier(string, string) (prom.Querier, error) {
	return departingQuerier{d.set.Querier(""), d}, nil
}

type departingQuerier struct {
	prom.Querier
	of *departing
}

func (q departingQuerier) Series(ctx context.Context, selector string, from, to time.Time) ([]map[string]string, error) {
	q.of.once.Do(func() {
		close(q.of.begun)
		<-ctx.Done()
	})
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return q.Querier.Series(ctx, selector, from, to)
}

// TestOthersOutliveWhoOpened: a client opens a dashboard and goes away before it is open. Those who waited for it, and those
// who come later, see it all the same.
func TestOthersOutliveWhoOpened(t *testing.T) {
	site := testSite(t, "every-kind")
	data := &departing{Recording: site.Data.(*Recording), begun: make(chan struct{})}
	site.Data = data
	s := NewServer(Fixed{site}, "127.0.0.1:0", time.Now)
	ctx, leave := context.WithCancel(t.Context())
	var all sync.WaitGroup
	all.Go(func() { get(s, "/d/every-kind", func(r *http.Request) { *r = *r.WithContext(ctx) }) })
	<-data.begun
	for range 8 {
		all.Go(func() {
			w := get(s, "/d/every-kind", nil)
			if body := w.Body.String(); w.Code != 200 || !strings.Contains(body, `value="llama"`) || strings.Contains(body, "too long") {
				t.Errorf("who waited gets %d\n%s", w.Code, body)
			}
		})
	}
	time.Sleep(time.Millisecond) // so that some of them wait; they are right either way
	leave()
	all.Wait()
}
