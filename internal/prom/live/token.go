package live

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"sync"
	"time"
)

// maxToken is the size of the largest token file in bytes. A token of a service account has one or two thousand.
const maxToken = 64 << 10

// A Token is a bearer token. The nil Token is none. It is safe for concurrent use, and prints as nothing.
type Token struct {
	path string // "" when the value was given

	mu    sync.Mutex
	value string
	read  fs.FileInfo // of the file as it was read last
	used  []string    // values of before, which must not be printed either
}

// StaticToken is a token that does not change. Its error tells what is wrong with the value, without the value.
func StaticToken(value string) (*Token, error) {
	value, err := checkToken(value)
	if err != nil {
		return nil, err
	}
	return &Token{value: value}, nil
}

// FileToken is a token in a file, which is read again when it changes: those of pods live for an hour. It
// fails on a file that can't be read or holds no token.
func FileToken(path string) (*Token, error) {
	t := &Token{path: path}
	if err := t.load(); err != nil {
		return nil, err
	}
	return t, nil
}

// String and GoString keep the value out of whatever prints a client.
func (t *Token) String() string { return "[token]" }

// GoString is for %#v.
func (t *Token) GoString() string { return "[token]" }

func checkToken(value string) (string, error) {
	value = strings.TrimSpace(value)
	switch {
	case value == "":
		return "", errors.New("the token is empty")
	case strings.ContainsFunc(value, func(r rune) bool { return r <= ' ' || r > '~' }):
		return "", errors.New("the token has spaces, line breaks or other characters that no token has")
	}
	return value, nil
}

// current is the value to send, read again when its file has changed.
func (t *Token) current() (string, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.path == "" {
		return t.value, nil
	}
	info, err := os.Stat(t.path)
	if err == nil && info.ModTime().Equal(t.read.ModTime()) && info.Size() == t.read.Size() {
		return t.value, nil
	}
	return t.value, t.load()
}

// renewed reads the file again after the server refused a value, and reports whether it holds another one.
func (t *Token) renewed(refused string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.path == "" {
		return false
	}
	if t.value == refused && t.load() != nil {
		return false
	}
	return t.value != refused
}

func (t *Token) load() error {
	info, err := os.Stat(t.path)
	if err != nil {
		return fmt.Errorf("the token file %s cannot be read: %w", t.path, cause(err))
	}
	if info.Size() > maxToken || !info.Mode().IsRegular() {
		return fmt.Errorf("the token file %s is no file of a token", t.path)
	}
	data, err := os.ReadFile(t.path)
	if err != nil {
		return fmt.Errorf("the token file %s cannot be read: %w", t.path, cause(err))
	}
	value, err := checkToken(string(data))
	if err != nil {
		return fmt.Errorf("the token file %s: %w", t.path, err)
	}
	if t.value != "" && t.value != value {
		t.used = append(t.used, t.value)
	}
	t.value, t.read = value, info
	return nil
}

// cause is an error of the file system without the path.
func cause(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

// redact takes the token out of what somebody else wrote.
func (t *Token) redact(text string) string {
	if t == nil {
		return text
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, value := range append(t.used, t.value) {
		text = strings.ReplaceAll(text, value, "[token]")
	}
	return text
}

// tokenWait is how long a client waits before it sends a renewed token: whoever checks it may learn of it later.
const tokenWait = 100 * time.Millisecond
