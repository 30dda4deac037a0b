package preview

import (
	"net/url"
	"slices"
	"strings"

	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/source"
)

// A pageLink is a link of a dashboard or of a panel.
type pageLink struct {
	Text, Tip, URL string
	Out            bool // it leaves the preview
}

// A linking makes the address on this site, or elsewhere, of what a dashboard links to. It is not ok where a link can't
// lead anywhere from here, or would run something.
type linking func(written string) (link pageLink, ok bool)

// maxLinks is how many links of a panel are shown.
const maxLinks = 4

// links follows what an entry links to. Of other dashboards of the site it knows the pages; the time range and the
// scenario that a page shows go along.
func (s *Site) links(from Entry, query url.Values, page func(Entry) string) linking {
	return func(written string) (pageLink, bool) {
		u, err := url.Parse(written)
		if err != nil {
			return pageLink{}, false
		}
		switch {
		case u.Scheme == "http" && u.Host != "", u.Scheme == "https" && u.Host != "":
			return pageLink{URL: u.String(), Out: true}, true
		case u.Scheme != "" || u.Host != "":
			return pageLink{}, false
		}
		uid, isDashboard := strings.CutPrefix(u.Path, "/d/")
		uid, _, _ = strings.Cut(uid, "/")
		if !isDashboard || uid == "" {
			return pageLink{}, false
		}
		for _, e := range s.Entries {
			if e.UID != uid || e.Environment != from.Environment {
				continue
			}
			return pageLink{URL: page(e) + along(u.Query(), query)}, true
		}
		return pageLink{}, false
	}
}

// along is the query of a link between pages: the variables that it sets, and what the page shows that it is on.
func along(written, now url.Values) string {
	out := url.Values{}
	for name, values := range written {
		if strings.HasPrefix(name, "var-") {
			out[name] = values
		}
	}
	for _, name := range []string{"from", "to", "scenario", "tenant"} {
		if now.Get(name) != "" {
			out.Set(name, now.Get(name))
		}
	}
	if len(out) == 0 || now == nil { // a file has nobody who reads its query
		return ""
	}
	return "?" + out.Encode()
}

// panelLinks are the links of a panel.
func (v *View) panelLinks(p evaluate.View, to linking) []pageLink {
	return v.linksOf(p.Node.List("links"), to)
}

// dashboardLinks are the links of the dashboard, without those that it lists by tags: see menus.
func (v *View) dashboardLinks(to linking) []pageLink {
	return v.linksOf(v.Node.List("links"), to)
}

func (v *View) linksOf(nodes []*source.Node, to linking) []pageLink {
	var out []pageLink
	for _, n := range nodes {
		if n.String("type").Value == "dashboards" || len(out) == maxLinks {
			continue
		}
		// What Grafana would put in for the time range and the variables goes along by itself.
		written := v.Variables.Text(builtIns.Replace(n.String("url").Value))
		link, ok := to(written)
		if !ok {
			continue
		}
		link.Text, link.Tip = shorten(v.Variables.Text(n.String("title").Value)), shorten(n.String("tooltip").Value)
		if link.Text == "" {
			link.Text = shorten(written)
		}
		out = append(out, link)
	}
	return out
}

// A pageMenu is a list of links that opens on a click.
type pageMenu struct {
	Text, Tip string
	Links     []pageLink
}

// menus are what the dashboard links to by tags: dashboards of its environment that have all of them, without itself, as
// Grafana lists them (public/app/features/dashboard/components/SubMenu/DashboardLinksDashboard.tsx). Where it asks for
// the variables, those that the page's query picks go along.
func (s *Site) menus(v *View, query url.Values, to linking) []pageMenu {
	var out []pageMenu
	for _, n := range v.Node.List("links") {
		if n.String("type").Value != "dashboards" {
			continue
		}
		picked := url.Values{}
		for name, values := range query {
			if n.Bool("includeVars") && strings.HasPrefix(name, "var-") {
				picked[name] = values
			}
		}
		m := pageMenu{Text: shorten(v.Variables.Text(n.String("title").Value)), Tip: shorten(n.String("tooltip").Value)}
		if m.Text == "" {
			m.Text = "Dashboards"
		}
		tags := textsOf(n.List("tags"))
		for _, e := range s.Entries {
			if e.Environment != v.Entry.Environment || e.Path() == v.Entry.Path() || !hasAll(e.Tags, tags) {
				continue
			}
			if link, ok := to("/d/" + url.PathEscape(e.UID) + "?" + picked.Encode()); ok {
				link.Text = shorten(e.Title)
				m.Links = append(m.Links, link)
			}
		}
		if len(m.Links) > 0 {
			out = append(out, m)
		}
	}
	return out
}

func textsOf(nodes []*source.Node) []string {
	var out []string
	for _, n := range nodes {
		out = append(out, n.String().Value)
	}
	return out
}

func hasAll(tags, wanted []string) bool {
	return !slices.ContainsFunc(wanted, func(tag string) bool { return !slices.Contains(tags, tag) })
}

// builtIns are what Grafana fills in into links of its own accord.
var builtIns = strings.NewReplacer("${__url_time_range}", "", "$__url_time_range", "", "${__all_variables}", "", "$__all_variables", "")
