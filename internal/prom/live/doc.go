// Package live asks a running Prometheus, or what answers like one: Thanos, or the tenancy port of OpenShift.
//
// A [Client] is a [prom.Querier], so that panels are evaluated on a server by the same code as on a recording. It sends
// a token only over TLS or to the machine itself, follows no redirects, bounds how much it reads, how long it waits and
// how much it asks at once, and tries again what may work a moment later. What it says of an error names what to do, and
// never holds the token.
package live
