package live

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// A Kind says whose fault an [Error] is and what can be done.
type Kind string

// The kinds. After those that are [Kind.Fatal] nothing else that is asked would be answered either.
const (
	Unreachable  Kind = "unreachable"  // nobody answers at that address
	Untrusted    Kind = "untrusted"    // TLS: the certificate is not trusted
	Unauthorized Kind = "unauthorized" // 401 and 403
	NotAPI       Kind = "not-api"      // something answers, but not Prometheus' API
	Refused      Kind = "refused"      // the server understood and says no: a bad query, too many samples
	Timeout      Kind = "timeout"      // no answer in time
	TooLarge     Kind = "too-large"    // the answer is larger than the client reads
	Overloaded   Kind = "overloaded"   // 429, 5xx, or cut connections, each time it was tried
	GaveUp       Kind = "gave-up"      // not asked any more, since nothing was answered lately
)

// Fatal reports whether a server will answer nothing else either. One query that fails for another reason says nothing
// about the next.
func (k Kind) Fatal() bool { return k == Untrusted || k == Unauthorized || k == GaveUp }

// An Error is a request that failed.
type Error struct {
	Kind    Kind
	Server  string // the server's address
	Status  int    // of HTTP, or 0
	Type    string // the server's own errorType, or ""
	Message string
	Hint    string
	Err     error // the cause, or nil
}

// Error prints what happened, without the address.
func (e *Error) Error() string { return e.Message }

// Fatal reports whether the server will answer nothing else either.
func (e *Error) Fatal() bool { return e.Kind.Fatal() }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// transportError explains why there was no answer at all. again says that another try may help.
func transportError(server *url.URL, err error, timeout time.Duration) (e *Error, again bool) {
	e = &Error{Server: server.String(), Err: err}
	var unknown x509.UnknownAuthorityError
	var verify *tls.CertificateVerificationError
	var wrongName x509.HostnameError
	var invalid x509.CertificateInvalidError
	var dns *net.DNSError
	var netErr net.Error
	var record tls.RecordHeaderError
	switch {
	case errors.As(err, &unknown):
		e.Kind, e.Message = Untrusted, "the server's certificate is signed by an authority that is not trusted here"
		e.Hint = "give the authority's certificate with --ca-file"
	case errors.As(err, &wrongName), errors.As(err, &invalid), errors.As(err, &verify):
		e.Kind, e.Message = Untrusted, "the server's certificate is not valid: "+innermost(err)
		e.Hint = "use the name that the certificate is for"
	case errors.As(err, &record), strings.Contains(err.Error(), "server gave HTTP response to HTTPS client"):
		e.Kind, e.Message, e.Hint = Untrusted, "the server does not speak TLS", "write http:// if that is meant"
	case errors.Is(err, context.DeadlineExceeded) || errors.As(err, &netErr) && netErr.Timeout():
		e.Kind, e.Message = Timeout, fmt.Sprintf("no answer within %s", timeout)
		e.Hint = "give it longer with --timeout"
	case errors.As(err, &dns):
		e.Kind, e.Message, e.Hint = Unreachable, "there is no host "+dns.Name, "check the address"
		return e, dns.IsTemporary
	case strings.Contains(err.Error(), "malformed HTTP"):
		e.Kind, e.Message, e.Hint = NotAPI, "the server does not speak HTTP: "+innermost(err), "check the address, and whether it is https://"
	default:
		e.Kind, e.Message = Unreachable, "the connection failed: "+innermost(err)
		e.Hint = "check the address, and that a server listens there"
		return e, true
	}
	return e, false
}

// innermost is the text of an error without the address and the operations that are wrapped around it.
func innermost(err error) string {
	var at *url.Error
	if errors.As(err, &at) {
		err = at.Err
	}
	var op *net.OpError
	if errors.As(err, &op) && op.Err != nil {
		err = op.Err
	}
	return strings.TrimPrefix(strings.TrimPrefix(err.Error(), "tls: "), "x509: ")
}

// retried are the states of a server that may pass.
func retried(status int) bool {
	switch status {
	case http.StatusTooManyRequests, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	default:
		return false
	}
}

// statusError explains an answer that is an error. again says that another try may help.
func (c *Client) statusError(status int, header http.Header, a *answer) (e *Error, again bool) {
	e = &Error{Server: c.base.String(), Status: status}
	said := ""
	if a != nil {
		e.Type, said = a.ErrorType, c.token.redact(firstLine(a.Error))
	}
	switch {
	case status == http.StatusUnauthorized:
		e.Kind, e.Message = Unauthorized, "the server wants a token (401)"
		e.Hint = "give one with --token-file, or in DASHGEN_TOKEN"
		if c.token != nil {
			e.Message, e.Hint = "the server does not accept the token (401)", "it may have expired: make a new one"
		}
	case status == http.StatusForbidden:
		e.Kind, e.Message = Unauthorized, "the token does not allow this (403)"
		e.Hint = "its account needs to be allowed to read metrics: on OpenShift by the role cluster-monitoring-view"
		if c.namespace != "" {
			e.Hint = "its account needs to be allowed to read metrics of namespace " + c.namespace + ", as the role view does"
		}
	case status >= 300 && status < 400:
		e.Kind, e.Message = NotAPI, fmt.Sprintf("the server sends us elsewhere (%d)", status)
		e.Hint = "give the address that it means"
		if to, err := url.Parse(header.Get("Location")); err == nil && to.Host != "" {
			e.Message += ", to " + to.Scheme + "://" + to.Host
		}
		if c.token == nil {
			e.Hint += ", or a token if that is a page to log in"
		}
	case status == http.StatusBadRequest && c.namespace == "" && (a == nil || strings.Contains(said, "namespace")):
		e.Kind, e.Message = Unauthorized, "the server refuses the request (400)"
		e.Hint = "OpenShift's tenancy port wants a namespace: give one with --namespace"
	case a != nil && a.ErrorType == "timeout":
		e.Kind, e.Message = Timeout, "the query takes the server too long: "+said
	case retried(status):
		e.Kind, e.Message = Overloaded, fmt.Sprintf("the server is not able to answer (%d)", status)
		return e, true
	case status >= 500 && a == nil: // somebody in front of it
		e.Kind, e.Message = Overloaded, fmt.Sprintf("the server failed (%d)", status)
		return e, true
	case a == nil:
		e.Kind, e.Message = NotAPI, fmt.Sprintf("the answer is not of Prometheus' API (%d)", status)
		e.Hint = "give the address up to, not including, /api/v1"
	default:
		e.Kind, e.Message = Refused, said
	}
	return e, false
}

// firstLine keeps what a server says to a length that people read.
func firstLine(s string) string {
	s, _, _ = strings.Cut(strings.TrimSpace(s), "\n")
	if len(s) > 300 {
		s = strings.ToValidUTF8(s[:300], "") + " …"
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, s)
}
