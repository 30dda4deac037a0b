package inspect

import "github.com/llm-observability/dashgen/queries/catalogue"

// A Fleet is a number of targets of an exporter that run the same releases, as far as anybody can tell.
type Fleet struct {
	Program string
	Targets int
	Run     catalogue.Range // the releases that have all the names found
	Likely  catalogue.Range // those of them that lack what was not found
	Known   bool            // that the names tell releases apart at all
}

// An Asked is an exporter that dashboards ask, on one store.
type Asked struct {
	Store, Name string
	Fleets      []Fleet
	Said        map[string]catalogue.Range // what the configuration says of it, by environment
	Present     []string                   // the series names that dashboards ask for and the server has
	Missing     []string                   // those that it does not have
	Labels      []string                   // those found of which dialects differ
	Spelling    string                     // the dialect whose names the server has, or ""
	Notes       []string                   // where the configuration says something else than the server
}

// A Store is a server.
type Store struct {
	Name, URL, Version, Namespace string
	Metrics                       int    // names
	Dialect                       string // that it is like, or "" where nothing tells
	Notes                         []string
}
