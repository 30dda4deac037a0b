package preview

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/llm-observability/dashgen/internal/display"
	"github.com/llm-observability/dashgen/internal/preview/draw"
	"github.com/llm-observability/dashgen/internal/serve"
)

// A Source is the site as it is now: it changes when what it is made of does. The state tells two of them apart. With
// an error, the site is the last good one, or nil.
type Source interface {
	Site() (site *Site, state string, err error)
}

// Fixed is a site that never changes.
type Fixed struct{ S *Site }

// Site returns the site. There is no error.
func (f Fixed) Site() (site *Site, state string, err error) { return f.S, "", nil }

// A Server shows a site to browsers on this machine.
type Server struct {
	source Source
	host   string // that it was told to listen on
	fonts  map[string]func() []byte
	views  views
	images chan struct{} // one for each PNG that may be made at a time: it is drawn in memory
}

// maxImages is how many PNGs are made at a time; whoever asks for more waits.
const maxImages = 4

// NewServer returns a server that listens on an address. It answers requests to that host, to this machine and to bare
// addresses only: a page of somebody else can't make a browser ask it by a name of its own.
func NewServer(source Source, address string, clock func() time.Time) *Server {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		host = address
	}
	font := func(w draw.Weight) func() []byte {
		return sync.OnceValue(func() []byte { return draw.WOFF(draw.Glyphs{Weight: w}) })
	}
	return &Server{images: make(chan struct{}, maxImages), views: views{clock: clock}, source: source, host: host, fonts: map[string]func() []byte{"400": font(draw.Regular), "500": font(draw.Medium)}}
}

// panelTimeout is how long a panel's queries may take together.
const panelTimeout = time.Minute

// ServeHTTP implements [http.Handler].
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Cache-Control", "no-store")
	if why := s.refuses(r); why != "" {
		http.Error(w, why, http.StatusForbidden)
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		http.Error(w, "only GET and HEAD", http.StatusMethodNotAllowed)
		return
	}
	path := r.URL.Path
	switch {
	case strings.HasPrefix(path, "/assets/"):
		s.asset(w, strings.TrimPrefix(path, "/assets/"))
	case path == "/state":
		_, _ = fmt.Fprint(w, s.state()) // a reader that is gone needs no answer
	case path == "/":
		s.index(w)
	case strings.HasPrefix(path, "/d/"):
		s.board(w, r, strings.TrimPrefix(path, "/d/"))
	case strings.HasPrefix(path, "/panel/"):
		s.panel(w, r, strings.TrimPrefix(path, "/panel/"))
	case strings.HasPrefix(path, "/picture/"):
		s.picture(w, r, strings.TrimPrefix(path, "/picture/"))
	default:
		http.NotFound(w, r)
	}
}

// state tells what a page shows from what it would show now.
func (s *Server) state() string {
	_, state, err := s.source.Site()
	return stateOf(state, err)
}

// stateOf is a short name of what a source says of its site. A page has that of the site that it shows, read together
// with it: whatever changes later, even while the page is being written, is a change to the page.
func stateOf(state string, err error) string {
	if err != nil {
		state += err.Error()
	}
	sum := sha256.Sum256([]byte(state))
	return hex.EncodeToString(sum[:8])
}

// refuses says why a request is none of a browser that shows this page, or nothing.
func (s *Server) refuses(r *http.Request) string {
	host := r.Host
	if name, _, err := net.SplitHostPort(r.Host); err == nil {
		host = name
	}
	host = strings.Trim(host, "[]")
	if host != "localhost" && net.ParseIP(host) == nil && (s.host == "" || host != s.host) {
		return "this is a preview on another host than " + strconv.Quote(host)
	}
	if origin := r.Header.Get("Origin"); origin != "" {
		if u, err := url.Parse(origin); err != nil || u.Host != r.Host {
			return "requests from other pages are refused"
		}
	}
	// A link from elsewhere may open a page; a page of elsewhere may not read or embed anything.
	if site := r.Header.Get("Sec-Fetch-Site"); site == "cross-site" || site == "same-site" {
		if r.Header.Get("Sec-Fetch-Mode") != "navigate" || r.Header.Get("Sec-Fetch-Dest") != "document" {
			return "requests from other pages are refused"
		}
	}
	return ""
}

func (s *Server) asset(w http.ResponseWriter, name string) {
	types := map[string]string{"page.css": "text/css; charset=utf-8", "page.js": "text/javascript; charset=utf-8"}
	var data []byte
	if weight, ok := strings.CutPrefix(strings.TrimSuffix(name, ".woff"), "roboto-"); ok && s.fonts[weight] != nil {
		data = s.fonts[weight]()
		w.Header().Set("Content-Type", "font/woff")
		w.Header().Set("Cache-Control", "max-age=86400")
	} else if types[name] != "" {
		data = asset(name)
		if name == "page.css" {
			data = append([]byte("@font-face{font-family:Roboto;font-weight:400;src:url(roboto-400.woff)}@font-face{font-family:Roboto;font-weight:500;src:url(roboto-500.woff)}\n"), data...)
		}
		w.Header().Set("Content-Type", types[name])
	} else {
		http.Error(w, "not found", http.StatusNotFound)
		return
	}
	_, _ = w.Write(data) // a reader that is gone needs no answer
}

// page writes a page with what it may load: its own, and nothing from elsewhere.
func (s *Server) page(w http.ResponseWriter, name string, p *page) {
	p.Live, p.Nonce = true, rand.Text()
	w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-"+p.Nonce+
		"'; font-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	var b bytes.Buffer
	if err := writePage(&b, name, p); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	_, _ = w.Write(b.Bytes()) // a reader that is gone needs no answer
}

func (s *Server) index(w http.ResponseWriter) {
	site, state, err := s.source.Site()
	p := &page{Title: "Dashboards", State: stateOf(state, err)}
	if err != nil {
		p.Error = err.Error()
	}
	if site != nil {
		p.Theme, p.Data = string(site.Theme), site.Data.Name()
		p.Groups = site.groups(func(e Entry) string { return "/d/" + e.Path() })
	}
	s.page(w, "index", p)
}

// An opened is the dashboard that a request is about.
type opened struct {
	*View
	site  *Site
	state string // of the source when it gave the site
	wrong error  // with what the site is made of since
}

// view opens a dashboard. It has answered when ok is false.
func (s *Server) view(w http.ResponseWriter, r *http.Request, path string) (o opened, ok bool) {
	site, state, wrong := s.source.Site()
	if site == nil {
		http.Error(w, wrong.Error(), http.StatusInternalServerError)
		return o, false
	}
	e, found := site.Entry(path)
	if !found {
		http.Error(w, "there is no such dashboard", http.StatusNotFound)
		return o, false
	}
	ctx, cancel := context.WithTimeout(r.Context(), panelTimeout)
	defer cancel()
	v, err := s.views.get(ctx, site, e, r.URL.Query())
	if err != nil {
		http.Error(w, plain(err), http.StatusInternalServerError)
		return o, false
	}
	return opened{v, site, stateOf(state, wrong), wrong}, true
}

func (s *Server) board(w http.ResponseWriter, r *http.Request, path string) {
	v, ok := s.view(w, r, path)
	if !ok {
		return
	}
	to := v.site.links(v.Entry, r.URL.Query(), func(e Entry) string { return "/d/" + e.Path() })
	query := ""
	if r.URL.RawQuery != "" {
		query = "?" + r.URL.RawQuery
	}
	p := &page{
		State: v.state, Theme: string(v.site.Theme), Title: shorten(v.Title()), Data: v.data.Name(), Environment: v.Entry.Environment, Span: v.Span(), Home: "/",
		PanelURL: "/panel/" + path, Action: "/d/" + path, SVG: "/picture/" + path + ".svg" + query, PNG: "/picture/" + path + ".png" + query,
		Tenant: v.Tenant, Tenants: v.Entry.Tenants, Pickers: v.pickers(), Ranges: v.ranges(r.URL.Query().Get("from")),
		Refreshes: refreshes(r.URL.Query().Get("refresh")), Links: v.dashboardLinks(to), Menus: v.site.menus(v.View, r.URL.Query(), to),
		Scenarios: v.site.scenarios(v.Scenario), Rows: v.rows(to, nil), Places: v.places(800), Findings: v.findings()[0],
	}
	if v.site.Base != "" {
		p.compare(v.site, v.View, r.URL.Query().Has("compare"), "/d/"+path+"?compare=1", "/d/"+path)
	}
	if v.wrong != nil {
		p.Error = v.wrong.Error()
	}
	s.page(w, "board", p)
}

// A drawn is a panel as the page asks for it.
type drawn struct {
	HTML   string   `json:"html"`
	Hover  any      `json:"hover,omitempty"`
	Errors []string `json:"errors,omitempty"`
	Notes  []string `json:"notes,omitempty"`
	Span   string   `json:"span"`
}

func (s *Server) panel(w http.ResponseWriter, r *http.Request, path string) {
	v, ok := s.view(w, r, path)
	if !ok {
		return
	}
	p, found := v.Panel(r.URL.Query().Get("id"))
	if !found {
		http.Error(w, "there is no such panel", http.StatusNotFound)
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), panelTimeout)
	defer cancel()
	d, result := v.Draw(ctx, p, pixels(r, "w", 600), pixels(r, "h", 300), theme(r, v.site))
	out := drawn{Errors: result.Errs, Notes: result.Notes, Span: v.Span()}
	if d.Hover != nil {
		out.Hover = d.Hover
	}
	if p.Type.Value == "text" {
		out.HTML = words(result)
	} else {
		out.HTML = string(d.Scene.SVG())
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(out) // a reader that is gone needs no answer
}

func (s *Server) picture(w http.ResponseWriter, r *http.Request, path string) {
	kind := path[strings.LastIndexByte(path, '.')+1:]
	name := strings.TrimSuffix(path, "."+kind)
	if kind != "svg" && kind != "png" {
		http.Error(w, "a picture is .svg or .png", http.StatusNotFound)
		return
	}
	v, ok := s.view(w, r, name)
	if !ok {
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), panelTimeout)
	defer cancel()
	scene := v.Picture(v.EvaluateAll(ctx, pictureWidth), pictureWidth, theme(r, v.site))
	if kind == "svg" {
		w.Header().Set("Content-Type", "image/svg+xml")
		w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; font-src data:")
		_, _ = w.Write(scene.SVGFile()) // a reader that is gone needs no answer
		return
	}
	select {
	case s.images <- struct{}{}:
		defer func() { <-s.images }()
	case <-ctx.Done():
		http.Error(w, "too many pictures are asked for; try again", http.StatusServiceUnavailable)
		return
	}
	data, err := scene.PNG(1)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "image/png")
	_, _ = w.Write(data) // as above
}

// pixels reads a length within what a screen has.
func pixels(r *http.Request, name string, otherwise float64) float64 {
	n, err := strconv.Atoi(r.URL.Query().Get(name))
	if err != nil {
		return otherwise
	}
	return float64(min(max(n, 20), 4000))
}

func theme(r *http.Request, site *Site) display.Theme {
	switch t := display.Theme(r.URL.Query().Get("theme")); t {
	case display.Dark, display.Light:
		return t
	}
	return site.Theme
}

// Serve answers on a listener until the context ends, which is no error. The error is the listener's.
func Serve(ctx context.Context, l net.Listener, s *Server) error {
	return serve.Until(ctx, l, s, serve.Limits{Request: 10 * time.Second, Response: 3 * panelTimeout, Idle: time.Minute, Grace: time.Second})
}

// Loopback reports whether an address can be reached from this machine only.
func Loopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
