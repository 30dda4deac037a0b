package preview

import (
	"context"
	"net/url"
	"strings"
	"sync"
	"time"
)

// views keeps dashboards open that a page has just asked for: each of its panels asks on its own, and all of them shall be
// of one time and ask for the values of variables once.
type views struct {
	clock func() time.Time
	mu    sync.Mutex
	open  map[string]*openView
}

type openView struct {
	site *Site
	at   time.Time
	done chan struct{}
	view *View
	err  error
}

// How long a view stays open, and how many are.
const (
	viewAge  = 5 * time.Second
	maxViews = 64
)

// get opens a view, or returns one that is open. An error is for those alone who asked while it came to be.
func (vs *views) get(ctx context.Context, site *Site, e Entry, q url.Values) (*View, error) {
	key, req := requestOf(e, q)
	vs.mu.Lock()
	now := vs.clock()
	o := vs.open[key]
	if o == nil || o.site != site || now.Sub(o.at) > viewAge {
		if len(vs.open) >= maxViews || vs.open == nil {
			vs.open = map[string]*openView{}
		}
		o = &openView{site: site, at: now, done: make(chan struct{})}
		vs.open[key] = o
		vs.mu.Unlock()
		if q.Has("compare") && site.Base != "" {
			o.view, o.err = site.Compare(ctx, e, req)
		} else {
			o.view, o.err = site.View(ctx, e, req)
		}
		close(o.done)
		if o.err != nil {
			vs.mu.Lock()
			if vs.open[key] == o {
				delete(vs.open, key)
			}
			vs.mu.Unlock()
		}
		return o.view, o.err
	}
	vs.mu.Unlock()
	select {
	case <-o.done:
		return o.view, o.err
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

// requestOf reads the address of a page, and tells those apart that show something else.
func requestOf(e Entry, q url.Values) (key string, req Request) {
	req = Request{Tenant: q.Get("tenant"), From: q.Get("from"), To: q.Get("to"), Scenario: q.Get("scenario"), Picked: map[string][]string{}}
	kept := url.Values{"": {e.Path()}}
	for name, values := range q {
		if variable, ok := strings.CutPrefix(name, "var-"); ok {
			req.Picked[variable] = values
		}
		switch name {
		case "id", "w", "h", "theme", "refresh":
		default:
			kept[name] = values
		}
	}
	return kept.Encode(), req
}
