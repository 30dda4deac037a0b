package cluster

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// Grafana stands in for the HTTP API of any number of Grafanas, each below a path of its own. It does what the operator asks
// for and records what it was given. It rejects what Grafana would: a wrong token, a uid that is too long, a folder that is not
// there. Anything else that it is asked for is a fault of the test, and recorded as well.
type Grafana struct {
	token string

	mu         sync.Mutex
	instances  map[string]*instanceRecord
	unexpected []string
}

// instanceRecord is what one Grafana has and was asked.
type instanceRecord struct {
	dashboards  map[string]saved // by uid
	folders     map[string]map[string]any
	datasources map[string]map[string]any
	saves       int
	early       int // dashboards that came before their folder
	rejected    []string
}

// saved is a dashboard as it was submitted.
type saved struct {
	Dashboard map[string]any `json:"dashboard"`
	FolderUID string         `json:"folderUid"`
	Overwrite bool           `json:"overwrite"`
}

// NewGrafana makes a stand-in that wants the token with each request.
func NewGrafana(token string) *Grafana {
	return &Grafana{token: token, instances: map[string]*instanceRecord{}}
}

// prefix splits the address of a request into the instance and the path of Grafana's API.
var prefix = regexp.MustCompile(`^/([^/]+/[^/]+)/api(/.*)$`)

// grafanaUID is what Grafana accepts as a uid.
var grafanaUID = regexp.MustCompile(`^[a-zA-Z0-9_-]{1,40}$`)

// ServeHTTP answers as the Grafana below the path /<namespace>/<name> would.
func (g *Grafana) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	g.mu.Lock()
	defer g.mu.Unlock()
	parts := prefix.FindStringSubmatch(r.URL.Path)
	if parts == nil {
		g.unexpected = append(g.unexpected, r.Method+" "+r.URL.Path)
		answer(w, http.StatusNotFound, message("no such instance"))
		return
	}
	if r.Header.Get("Authorization") != "Bearer "+g.token {
		answer(w, http.StatusUnauthorized, message("invalid token"))
		return
	}
	i := g.instances[parts[1]]
	if i == nil {
		i = &instanceRecord{dashboards: map[string]saved{}, folders: map[string]map[string]any{}, datasources: map[string]map[string]any{}}
		g.instances[parts[1]] = i
	}
	code, body := i.handle(r.Method, parts[2], r)
	if code == http.StatusNotImplemented {
		g.unexpected = append(g.unexpected, r.Method+" "+r.URL.Path)
	}
	answer(w, code, body)
}

// look has a function read the records of an instance, which is empty where nobody asked it for anything.
func (g *Grafana) look(name string, read func(*instanceRecord)) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if i := g.instances[name]; i != nil {
		read(i)
	} else {
		read(&instanceRecord{})
	}
}

// faults are the requests that the stand-in does not know.
func (g *Grafana) faults() []string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return slices.Clone(g.unexpected)
}

func answer(w http.ResponseWriter, code int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(body) // who went away has no use for it
}

func message(text string) map[string]any { return map[string]any{"message": text} }

// handle finds out what is asked for: the last part of the path is a uid where the rest says so.
func (i *instanceRecord) handle(method, path string, r *http.Request) (int, any) {
	kind, uid, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	switch {
	case path == "/frontend/settings" && method == http.MethodGet:
		return http.StatusOK, map[string]any{"buildInfo": map[string]any{"version": "12.2.0"}}
	case path == "/search" && method == http.MethodGet:
		return http.StatusOK, i.search(r.URL.Query()["folderUIDs"])
	case kind == "dashboards":
		return i.dashboard(method, uid, r)
	case kind == "folders" && !strings.Contains(uid, "/"):
		return store(i.folders, method, uid, r)
	case kind == "datasources":
		return store(i.datasources, method, strings.TrimPrefix(uid, "uid/"), r)
	}
	return http.StatusNotImplemented, message("the stand-in does not know " + method + " " + path)
}

// search lists the dashboards, of all folders if none is named.
func (i *instanceRecord) search(folders []string) []map[string]any {
	hits := []map[string]any{}
	for _, uid := range slices.Sorted(maps.Keys(i.dashboards)) {
		d := i.dashboards[uid]
		if len(folders) == 0 || slices.Contains(folders, d.FolderUID) {
			hits = append(hits, map[string]any{"type": "dash-db", "uid": uid, "title": d.Dashboard["title"], "folderUid": d.FolderUID})
		}
	}
	return hits
}

func (i *instanceRecord) dashboard(method, path string, r *http.Request) (int, any) {
	uid, named := strings.CutPrefix(path, "uid/")
	switch d, exists := i.dashboards[uid]; {
	case path == "db" && method == http.MethodPost:
		code, body := i.save(r)
		switch code {
		case http.StatusOK:
		case http.StatusNotFound:
			i.early++
		default:
			i.rejected = append(i.rejected, fmt.Sprint(body))
		}
		return code, body
	case !named || method != http.MethodGet && method != http.MethodDelete:
		return http.StatusNotImplemented, message("the stand-in does not know " + method + " " + path)
	case !exists:
		return http.StatusNotFound, message("Dashboard not found")
	case method == http.MethodDelete:
		delete(i.dashboards, uid)
		return http.StatusOK, map[string]any{"title": d.Dashboard["title"], "message": "deleted"}
	default:
		return http.StatusOK, map[string]any{"dashboard": d.Dashboard, "meta": map[string]any{"folderUid": d.FolderUID}}
	}
}

// save takes a dashboard as Grafana does.
func (i *instanceRecord) save(r *http.Request) (int, any) {
	var d saved
	if err := json.NewDecoder(r.Body).Decode(&d); err != nil {
		return http.StatusBadRequest, message("bad request data: " + err.Error())
	}
	uid, _ := d.Dashboard["uid"].(string)
	title, _ := d.Dashboard["title"].(string)
	_, known := i.folders[d.FolderUID]
	_, exists := i.dashboards[uid]
	switch {
	case title == "":
		return http.StatusBadRequest, message("Dashboard title cannot be empty")
	case !grafanaUID.MatchString(uid):
		return http.StatusBadRequest, message(fmt.Sprintf("uid %q has more than 40 or illegal characters", uid))
	case d.FolderUID != "" && !known:
		return http.StatusNotFound, message(fmt.Sprintf("folder %q not found", d.FolderUID))
	case exists && !d.Overwrite:
		return http.StatusPreconditionFailed, message("A dashboard with the same uid already exists")
	}
	i.dashboards[uid] = d
	i.saves++
	return http.StatusOK, map[string]any{"id": i.saves, "uid": uid, "status": "success", "slug": uid, "title": title, "url": "/d/" + uid, "version": 1}
}

// store keeps folders and data sources, which the API treats alike.
func store(objects map[string]map[string]any, method, uid string, r *http.Request) (int, any) {
	object, exists := objects[uid]
	switch {
	case uid == "" && method == http.MethodGet:
		list := []map[string]any{}
		for _, uid := range slices.Sorted(maps.Keys(objects)) {
			list = append(list, objects[uid])
		}
		return http.StatusOK, list
	case uid == "" && method == http.MethodPost, exists && method == http.MethodPut:
		var body map[string]any
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
			return http.StatusBadRequest, message(err.Error())
		}
		if method == http.MethodPut {
			body["uid"] = uid
		}
		uid, _ = body["uid"].(string)
		if !grafanaUID.MatchString(uid) {
			return http.StatusBadRequest, message(fmt.Sprintf("uid %q has more than 40 or illegal characters", uid))
		}
		body["id"] = len(objects) + 1
		objects[uid] = body
		return http.StatusOK, body
	case !exists:
		return http.StatusNotFound, message("not found")
	case method == http.MethodGet:
		return http.StatusOK, object
	case method == http.MethodDelete:
		delete(objects, uid)
		return http.StatusOK, message("deleted")
	}
	return http.StatusNotImplemented, message("the stand-in does not know " + method)
}
