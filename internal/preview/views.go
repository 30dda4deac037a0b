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
	site  *Site // that all of them are of: those of the one before would hold its data
	open  map[string]*openView
}

type openView struct {
	at   time.Time
	done chan struct{}
	view *View
	err  error
	left bool // who opened it went away before it was open
}

// How long a view stays open, and how many are.
const (
	viewAge  = 5 * time.Second
	maxViews = 64
)

// get opens a view, or returns one that is open. An error is for those alone who asked while it came to be, and that of
// who went away meanwhile for nobody else.
func (vs *views) get(ctx context.Context, site *Site, e Entry, q url.Values) (*View, error) {
	key, req := requestOf(e, q)
	for {
		o, mine := vs.find(key, site)
		if mine {
			look := site.View
			if q.Has("compare") && site.Base != "" {
				look = site.Compare
			}
			vs.fill(ctx, key, o, func(ctx context.Context) (*View, error) { return look(ctx, e, req) })
			return o.view, o.err
		}
		select {
		case <-o.done:
			if !o.left || ctx.Err() != nil {
				return o.view, o.err
			}
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		}
	}
}

// find returns the view of a key; mine says that the caller must open it.
func (vs *views) find(key string, site *Site) (o *openView, mine bool) {
	vs.mu.Lock()
	defer vs.mu.Unlock()
	now := vs.clock()
	if vs.site != site {
		vs.site, vs.open = site, map[string]*openView{}
	}
	if o = vs.open[key]; o != nil {
		if age := now.Sub(o.at); age >= 0 && age <= viewAge { // a clock may be set back
			return o, false
		}
	}
	if len(vs.open) >= maxViews {
		vs.open = map[string]*openView{}
	}
	o = &openView{at: now, done: make(chan struct{})}
	vs.open[key] = o
	return o, true
}

// fill opens a view and wakes those who wait for it, whatever happens. One that could not be opened is forgotten before.
func (vs *views) fill(ctx context.Context, key string, o *openView, look func(context.Context) (*View, error)) {
	o.left = true // until there is a view, or an error of somebody who still waits for one
	defer func() {
		if o.err != nil || o.left {
			vs.mu.Lock()
			if vs.open[key] == o {
				delete(vs.open, key)
			}
			vs.mu.Unlock()
		}
		close(o.done)
	}()
	o.view, o.err = look(ctx)
	o.left = o.err != nil && ctx.Err() != nil
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
