package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"github.com/llm-observability/dashgen/internal/diag"
	"github.com/llm-observability/dashgen/internal/prom/live"
)

// tokenVariable is the environment variable that holds a token. An argument would be there for everybody to see.
const tokenVariable = "DASHGEN_TOKEN"

// liveFlags are the flags of the commands that ask live servers.
type liveFlags struct {
	prometheus string
	stores     []string // NAME=URL
	tokenFile  string
	caFile     string
	timeout    time.Duration
	namespace  string
}

// add adds the flags to a command.
func (l *liveFlags) add(f *pflag.FlagSet) {
	f.StringVar(&l.prometheus, "prometheus", "", "the address of the server to ask")
	f.StringArrayVar(&l.stores, "store", nil, "NAME=URL: the address of one store, where the environment has several")
	f.StringVar(&l.tokenFile, "token-file", "", "a file with a bearer token")
	f.StringVar(&l.caFile, "ca-file", "", "certificates of authorities to trust, beside the system's")
	f.DurationVar(&l.timeout, "timeout", live.DefaultTimeout, "how long one query may take")
	f.StringVar(&l.namespace, "namespace", "", "the namespace that the server is asked for, where it shows one at a time")
}

// given reports whether any server is named.
func (l *liveFlags) given() bool { return l.prometheus != "" || len(l.stores) > 0 }

// token reads the token, if there is one.
func (a *App) token(file string) (*live.Token, error) {
	value := ""
	if a.Getenv != nil {
		value = a.Getenv(tokenVariable)
	}
	var token *live.Token
	var err error
	switch {
	case file != "" && value != "":
		return nil, diag.New(diag.Position{}, "--token-file and %s are both given", tokenVariable).Help("unset one of them")
	case file != "":
		token, err = live.FileToken(file)
	case value != "":
		if token, err = live.StaticToken(value); err != nil {
			err = fmt.Errorf("%s: %w", tokenVariable, err)
		}
	}
	if err != nil {
		return nil, diag.New(diag.Position{}, "%v", err).Help("with kubectl: kubectl create token ACCOUNT > FILE")
	}
	return token, nil
}

// A liveServer is a server that was named, and how it is asked.
type liveServer struct {
	*live.Client
	name    string // of the store, or "" for the one of all that are not named
	version string // what it says of itself, after hello
}

// liveServers are the servers that were named.
type liveServers struct {
	byName map[string]*liveServer // "" is the default
	order  []*liveServer
}

// servers makes a client for every server that the flags name. It connects to nobody.
func (a *App) servers(l liveFlags) (*liveServers, error) {
	if l.timeout <= 0 {
		return nil, diag.New(diag.Position{}, "--timeout %s is no time", l.timeout).Help("write something like 30s")
	}
	token, err := a.token(l.tokenFile)
	if err != nil {
		return nil, err
	}
	s := &liveServers{byName: map[string]*liveServer{}}
	var errs diag.List
	add := func(flag, name, address string) {
		if s.byName[name] != nil {
			errs.Add(diag.Position{}, "%s %s is given twice", flag, name)
			return
		}
		client, err := live.New(live.Config{
			URL: address, Token: token, CAFile: l.caFile, Namespace: l.namespace, Timeout: l.timeout, Clock: a.Clock,
			UserAgent: a.Name + "/" + strings.Trim(a.buildVersion(), "()"),
		})
		if err != nil {
			errs.Join(liveError(flag, err))
			return
		}
		server := &liveServer{Client: client, name: name}
		s.byName[name] = server
		s.order = append(s.order, server)
	}
	if l.prometheus != "" {
		add("--prometheus", "", l.prometheus)
	}
	for _, store := range l.stores {
		name, address, ok := strings.Cut(store, "=")
		if !ok || name == "" || address == "" {
			// What is wrong may be a token in the wrong place: it is not repeated.
			errs.Add(diag.Position{}, "--store is not NAME=URL").Help("write something like --store rhoai=https://prometheus.example.com")
			continue
		}
		add("--store", name, address)
	}
	if len(s.order) == 0 && len(errs) == 0 {
		errs.Add(diag.Position{}, "no server is named").Help("%s verify --prometheus http://127.0.0.1:9090", a.Name)
	}
	return s, errs.Err()
}

// find is the server of a store: its own, or the one of all that are not named; nil where there is none. Both the server
// and its client are queriers.
func (s *liveServers) find(store string) *liveServer { return cmp.Or(s.byName[store], s.byName[""]) }

// String names the servers.
func (s *liveServers) String() string {
	var all []string
	for _, server := range s.order {
		all = append(all, server.URL())
	}
	return strings.Join(all, ", ")
}

// close ends the connections.
func (s *liveServers) close() {
	for _, server := range s.order {
		server.Close()
	}
}

// hello asks each server for anything, so that a run ends at once where there is none.
func (s *liveServers) hello(ctx context.Context, at time.Time) error {
	var errs diag.List
	for _, server := range s.order {
		build, err := server.Hello(ctx, at)
		if err != nil {
			errs.Join(liveError("", err))
		}
		server.version = build.Version
	}
	return errs.Err()
}

// liveError prints an error of a server with its address and what to do.
func liveError(flag string, err error) error {
	var e *live.Error
	if !errors.As(err, &e) {
		return err
	}
	out := diag.New(diag.Position{}, "%s", e.Message)
	switch {
	case e.Server != "":
		out.What = host(e.Server) + ": " + e.Message
	case flag != "":
		out.What = flag + ": " + e.Message
	}
	return out.Help("%s", e.Hint)
}

// host is the part of an address that says who it is.
func host(address string) string {
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		return u.Scheme + "://" + u.Host + u.Path
	}
	return address
}
