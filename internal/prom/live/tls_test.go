package live

import (
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// guarded is a server that wants a token, and what it wants may change.
func guarded(t *testing.T, wanted *atomic.Value) *httptest.Server {
	t.Helper()
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer "+wanted.Load().(string) {
			w.WriteHeader(401)
			return
		}
		fmt.Fprint(w, vector)
	}))
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	t.Cleanup(s.Close)
	return s
}

func caFile(t *testing.T, s *httptest.Server) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "ca.pem")
	data := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw})
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestTokensOverTLS(t *testing.T) {
	var wanted atomic.Value
	wanted.Store("one")
	s := guarded(t, &wanted)
	file := filepath.Join(t.TempDir(), "token")
	write := func(value string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(value+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("one")
	token, err := FileToken(file)
	if err != nil {
		t.Fatal(err)
	}
	c, _ := client(t, Config{URL: s.URL, CAFile: caFile(t, s), Token: token})
	if err := ask(t, c); err != nil {
		t.Fatal(err)
	}
	// The next one has the same length and, as far as the file system can tell, the same time: the refusal says it.
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	wanted.Store("two")
	write("two")
	if err := os.Chtimes(file, info.ModTime(), info.ModTime()); err != nil {
		t.Fatal(err)
	}
	if err := ask(t, c); err != nil {
		t.Errorf("after the token was replaced: %v", err)
	}
	wanted.Store("three")
	write("three") // now the file says it
	before := c.Requests()
	if err := ask(t, c); err != nil || c.Requests() != before+1 {
		t.Errorf("%d requests for a file that has changed: %v", c.Requests()-before, err)
	}
	wanted.Store("four")
	want(t, ask(t, c), Unauthorized, "does not accept the token", "expired")
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	want(t, ask(t, c), Unauthorized, "cannot be read: no such file", "")
}

func TestTLSIsVerified(t *testing.T) {
	var wanted atomic.Value
	wanted.Store("")
	s := guarded(t, &wanted)
	c, _ := client(t, Config{URL: s.URL})
	want(t, ask(t, c), Untrusted, "not trusted", "--ca-file")
	u, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	c, _ = client(t, Config{URL: "https://localhost:" + u.Port(), CAFile: caFile(t, s)})
	want(t, ask(t, c), Untrusted, "not valid", "the name that the certificate is for")
	c, _ = client(t, Config{URL: "https" + strings.TrimPrefix(serve(t, func(http.ResponseWriter, *http.Request) {}), "http")})
	want(t, ask(t, c), Untrusted, "does not speak TLS", "http://")
}

func TestBadConfigurations(t *testing.T) {
	dir := t.TempDir()
	file := func(name, data string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	token, err := StaticToken(secret)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		cfg  Config
		want string
	}{
		{Config{}, "not the address of a server"},
		{Config{URL: "prometheus:9090"}, "not the address of a server"},
		{Config{URL: "ftp://a"}, "not the address of a server"},
		{Config{URL: "http://%zz" + secret}, "not the address of a server"},
		{Config{URL: "http://user:" + secret + "@a"}, "holds a user or a password"},
		{Config{URL: "http://a/?x=" + secret}, "has a query"},
		{Config{URL: "http://example.com", Token: token}, "to example.com for everybody to read"},
		{Config{URL: "https://a", CAFile: filepath.Join(dir, "none")}, "none cannot be read: no such file"},
		{Config{URL: "https://a", CAFile: file("ca", "hello")}, "holds no certificate"},
	} {
		_, err := New(tt.cfg)
		if err == nil || !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), secret) {
			t.Errorf("%+v: %v, want %q", tt.cfg, err, tt.want)
		}
	}
	for name, data := range map[string]string{"empty": " \n", "two": secret + "\n" + secret, "large": strings.Repeat("x", maxToken+1)} {
		if _, err := FileToken(file(name, data)); err == nil || strings.Contains(err.Error(), secret) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, path := range []string{dir, filepath.Join(dir, "none")} {
		if _, err := FileToken(path); err == nil {
			t.Errorf("%s is a token", path)
		}
	}
	if _, err := StaticToken("a b"); err == nil || strings.Contains(err.Error(), "a b") {
		t.Errorf("%v", err)
	}
}
