package preview

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/llm-observability/dashgen/internal/source"
)

// TestLinks: links lead to pages of this site or out to the web, and never run anything.
func TestLinks(t *testing.T) {
	s := &Site{Entries: []Entry{
		{Environment: "a", Name: "one", UID: "a-one"}, {Environment: "a", Name: "two", UID: "a-two"}, {Environment: "b", Name: "two", UID: "b-two"},
	}}
	page := func(e Entry) string { return "/d/" + e.Path() }
	live := s.links(s.Entries[0], url.Values{"from": {"now-5m"}, "scenario": {"idle"}, "var-x": {"not this"}}, page)
	file := s.links(s.Entries[0], nil, page)
	for _, tt := range []struct {
		written, live, file string
		out                 bool
	}{
		{"/d/a-two", "/d/a/two?from=now-5m&scenario=idle", "/d/a/two", false},
		{"/d/a-two/any-name?var-pod=x%26y&orgId=1", "/d/a/two?from=now-5m&scenario=idle&var-pod=x%26y", "/d/a/two", false},
		{"/d/b-two", "", "", false}, // of another environment
		{"/d/unknown", "", "", false},
		{"/d/", "", "", false},
		{"/explore", "", "", false},
		{"https://docs.example/x?y=1", "https://docs.example/x?y=1", "https://docs.example/x?y=1", true},
		{"http://docs.example", "http://docs.example", "http://docs.example", true},
		{"https:nowhere", "", "", false},
		{"javascript:alert(1)", "", "", false},
		{"JavaScript:alert(1)", "", "", false},
		{"data:text/html,x", "", "", false},
		{"//evil.example/x", "", "", false},
		{"\x01javascript:alert(1)", "", "", false},
		{"%zz", "", "", false},
		{"", "", "", false},
	} {
		for _, kind := range []struct {
			to   linking
			want string
		}{{live, tt.live}, {file, tt.file}} {
			got, ok := kind.to(tt.written)
			if got.URL != kind.want || ok != (kind.want != "") || got.Out != tt.out {
				t.Errorf("%q leads to %+v %v, want %q", tt.written, got, ok, kind.want)
			}
		}
	}
}

// TestPanelLinksOnThePage: a panel's links stand beside its title.
func TestPanelLinksOnThePage(t *testing.T) {
	f, err := source.Read("linked.json", []byte(`{"title": "Linked", "uid": "linked", "links": [
		{"type": "link", "title": "Handbook", "url": "https://docs.example/all"}, {"type": "dashboards", "tags": ["x"]}],
		"templating": {"list": [{"name": "m", "type": "custom", "query": "Llama : llama", "current": {"value": "llama"}}]},
		"panels": [{"id": 1, "type": "stat", "title": "P", "gridPos": {"x": 0, "y": 0, "w": 4, "h": 4}, "links": [
			{"title": "About $m", "url": "https://docs.example/$m?${__url_time_range}"}, {"title": "Itself", "url": "/d/linked"},
			{"title": "Bad", "url": "javascript:alert(1)"}]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	site := testSite(t, "every-kind")
	site.Entries = Others(f)
	body := get(NewServer(Fixed{site}, "127.0.0.1:0", time.Now), "/d/linked?from=now-5m", nil).Body.String()
	for _, want := range []string{
		`<a href="https://docs.example/llama?" title="About llama" aria-label="About llama" target="_blank" rel="noopener noreferrer">`,
		`<a href="/d/linked?from=now-5m" title="Itself" aria-label="Itself">`,
		`<a class="button" href="https://docs.example/all" target="_blank" rel="noopener noreferrer">Handbook</a>`,
		`m: Llama</summary>`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the page has not %s", want)
		}
	}
	if strings.Contains(body, "javascript:") || strings.Contains(body, "Bad") {
		t.Error("the page has a link that runs something")
	}
}

// TestRelatedDashboards: a link by tags lists the other dashboards of the environment that have all of them.
func TestRelatedDashboards(t *testing.T) {
	var entries []Entry
	for _, text := range []string{
		`{"title": "One", "uid": "one", "tags": ["a", "b"], "links": [{"type": "dashboards", "title": "Related", "tags": ["a", "b"], "includeVars": true},
			{"type": "dashboards", "title": "Same page", "tags": ["a"]}, {"type": "dashboards", "title": "Nobody", "tags": ["x"]}], "panels": []}`,
		`{"title": "Two", "uid": "two", "tags": ["b", "a", "c"], "panels": []}`,
		`{"title": "<Three>", "uid": "three", "tags": ["a"], "panels": []}`,
	} {
		f, err := source.Read("linked.json", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		e := Others(f)[0]
		e.Name = e.UID
		entries = append(entries, e)
	}
	elsewhere := entries[1]
	elsewhere.Environment = "elsewhere"
	site := testSite(t, "every-kind")
	entries = append(entries, elsewhere)
	site.Entries = entries
	body := get(NewServer(Fixed{site}, "127.0.0.1:0", time.Now), "/d/one?from=now-5m&var-m=x", nil).Body.String()
	for _, want := range []string{
		`<summary class="pick">Related</summary><div class="options"><a href="/d/two?from=now-5m&amp;var-m=x">Two</a></div>`,
		`<summary class="pick">Same page</summary><div class="options"><a href="/d/two?from=now-5m">Two</a><a href="/d/three?from=now-5m">&lt;Three&gt;</a></div>`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the page has not %s", want)
		}
	}
	if strings.Contains(body, "Nobody") {
		t.Error("the page has a list of nothing")
	}
}

// moving changes its state as soon as its site was read.
type moving struct {
	s *Site
	n int
}

func (c *moving) Site() (site *Site, state string, err error) {
	c.n++
	return c.s, fmt.Sprint(c.n), nil
}

// TestStateIsOfTheSite: a page has the state of the site that it shows, so that a change while it is written reloads it.
func TestStateIsOfTheSite(t *testing.T) {
	for _, path := range []string{"/", "/d/every-kind"} {
		source := &moving{s: testSite(t, "every-kind")}
		s := NewServer(source, "127.0.0.1:0", time.Now)
		body := get(s, path, nil).Body.String()
		if want := `data-now="` + stateOf("1", nil) + `"`; !strings.Contains(body, want) {
			t.Errorf("%s has not %s", path, want)
		}
		if source.n != 1 {
			t.Errorf("%s reads the site %d times", path, source.n)
		}
	}
}
