package lint

import (
	"encoding/base64"
	"slices"
	"strings"
	"unicode"
)

// isSecretKey reports whether a field is called as what must not be read by others.
func isSecretKey(key string) bool {
	key = squeeze(key)
	return slices.ContainsFunc(secretEnds, func(end string) bool { return strings.HasSuffix(key, end) })
}

// secretEnds are what names of secrets end in, without signs between the words.
var secretEnds = []string{
	"password", "passwd", "token", "secret", "secretkey", "apikey", "accesskey", "privatekey", "clientkey", "integrationkey", "credentials",
}

// squeeze writes a name in lower case and without the signs between its words, which people set as they like: api_key and
// apiKey, llama-stack and llamastack.
func squeeze(key string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, key)
}

// isPlain reports whether a text is a secret itself: not one of the ways to say where it is, not encrypted, and no
// word that stands for one.
func isPlain(value string) bool {
	value = strings.TrimSpace(value)
	value = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(value, "Bearer"), "Basic"))
	if len(value) < 3 || strings.ContainsAny(value, "$<>{}%") || strings.Trim(value, "*.x-_X?") == "" {
		return false
	}
	for _, prefix := range references {
		if strings.HasPrefix(value, prefix) {
			return false
		}
	}
	word := squeeze(value)
	for _, sign := range standIns {
		if strings.Contains(word, sign) {
			return false
		}
	}
	return !slices.Contains([]string{"true", "false", "none", "null", "nil", "empty", "unused", "secret"}, word)
}

// references are what texts begin with that say where a secret is, or hold it encrypted.
var references = []string{"ENC[", "ref+", "vault:", "op://", "arn:", "secretref", "file:", "/", "AgA", "!vault", "@"}

// standIns are what words hold that stand for a secret.
var standIns = []string{
	"change", "replace", "placeholder", "example", "sample", "dummy", "fake", "redacted", "hidden", "masked", "todo", "your", "insert", "fillin",
	"notused", "notset", "notreal",
}

// holdsPassword reports whether a URL has a password in it.
func holdsPassword(url string) bool {
	_, rest, ok := strings.Cut(url, "://")
	if !ok {
		return false
	}
	host, _, _ := strings.Cut(rest, "/")
	i := strings.LastIndexByte(host, '@')
	if i < 0 {
		return false
	}
	_, password, ok := strings.Cut(host[:i], ":")
	return ok && isPlain(password)
}

// decoded is a value of a Secret's data, "" where it can't be read.
func decoded(value string) string {
	plain, err := base64.StdEncoding.DecodeString(strings.TrimSpace(value))
	if err != nil {
		return ""
	}
	return string(plain)
}
