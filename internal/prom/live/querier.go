package live

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"

	"github.com/llm-observability/dashgen/internal/prom"
)

var (
	_ prom.Querier = (*Client)(nil)
	_ prom.Lister  = (*Client)(nil)
)

// Instant evaluates an expression at one time. The error is an [*Error] or the context's.
func (c *Client) Instant(ctx context.Context, expr string, at time.Time) (prom.Result, error) {
	return c.query(ctx, expr, request{path: "query", form: url.Values{"query": {expr}, "time": {seconds(at)}}})
}

// Range evaluates an expression at start and then every step up to end. The error is an [*Error] or the context's.
func (c *Client) Range(ctx context.Context, expr string, start, end time.Time, step time.Duration) (prom.Result, error) {
	return c.query(ctx, expr, request{path: "query_range", form: url.Values{
		"query": {expr}, "start": {seconds(start)}, "end": {seconds(end)},
		"step": {strconv.FormatFloat(step.Truncate(time.Millisecond).Seconds(), 'f', -1, 64)},
	}})
}

// seconds is a time as the API takes it, exact to the millisecond.
func seconds(t time.Time) string {
	ms := t.UnixMilli()
	return fmt.Sprintf("%d.%03d", ms/1000, ms%1000)
}

func (c *Client) query(ctx context.Context, expr string, r request) (prom.Result, error) {
	r.form.Set("timeout", strconv.FormatFloat(c.timeout.Seconds(), 'f', -1, 64)) // nobody will wait for longer
	a, err := c.call(ctx, r)
	if err != nil {
		return prom.Result{}, err
	}
	result, err := decode(a.Data)
	if err != nil {
		return prom.Result{}, c.unreadable(err)
	}
	if result.Type == prom.TypeMatrix || result.Type == prom.TypeVector && !prom.Ordered(expr, c.parser) {
		sortSeries(result.Series)
	}
	result.Warnings, result.Infos = c.said(a.Warnings), c.said(a.Infos)
	return result, nil
}

// said are warnings of the server, each once.
func (c *Client) said(texts []string) []string {
	var out []string
	for _, text := range texts {
		out = append(out, c.token.redact(firstLine(text)))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (c *Client) unreadable(err error) error {
	var native *nativeError
	if errors.As(err, &native) {
		return &Error{Kind: Refused, Server: c.base.String(), Message: err.Error()}
	}
	return &Error{Kind: NotAPI, Server: c.base.String(), Message: "the answer is not of Prometheus' API: " + c.token.redact(firstLine(err.Error()))}
}

// everything is a selector of all series: the API wants one that an empty label does not pass.
const everything = `{__name__!=""}`

// Series are the labels of the series that match a selector in a time. A server also lists series whose samples lie
// elsewhere in the same block. The error is an [*Error] or the context's.
func (c *Client) Series(ctx context.Context, selector string, from, to time.Time) ([]map[string]string, error) {
	if selector == "" {
		selector = everything
	}
	a, err := c.call(ctx, request{path: "series", form: url.Values{"match[]": {selector}, "start": {seconds(from)}, "end": {seconds(to)}}})
	if err != nil {
		return nil, err
	}
	var found []map[string]string
	if err := json.Unmarshal(a.Data, &found); err != nil {
		return nil, c.unreadable(err)
	}
	slices.SortFunc(found, func(a, b map[string]string) int { return labels.Compare(labels.FromMap(a), labels.FromMap(b)) })
	return found, nil
}

var plainLabel = regexp.MustCompile(`^[a-zA-Z_][a-zA-Z0-9_]*$`)

// LabelValues are the values of a label among the series that match a selector in a time, sorted. Where the server does
// not list them, they are taken from its series. The error is an [*Error] or the context's.
func (c *Client) LabelValues(ctx context.Context, label, selector string, from, to time.Time) ([]string, error) {
	if plainLabel.MatchString(label) {
		form := url.Values{"start": {seconds(from)}, "end": {seconds(to)}}
		if selector != "" {
			form.Set("match[]", selector)
		}
		found, err := c.list(ctx, request{path: "label/" + label + "/values", form: form, get: true})
		if !unsupported(err) {
			return found, err
		}
	}
	if label == model.MetricNameLabel && selector == "" {
		return c.currentNames(ctx, to)
	}
	series, err := c.Series(ctx, selector, from, to)
	if err != nil {
		return nil, err
	}
	values := map[string]bool{}
	for _, s := range series {
		if v := s[label]; v != "" {
			values[v] = true
		}
	}
	return slices.Sorted(maps.Keys(values)), nil
}

// currentNames asks for the names of metrics by a query, which every server answers.
func (c *Client) currentNames(ctx context.Context, at time.Time) ([]string, error) {
	result, err := c.Instant(ctx, `group by (__name__) (`+everything+`)`, at)
	if err != nil {
		return nil, err
	}
	names := make([]string, len(result.Series))
	for i, s := range result.Series {
		names[i] = s.Labels[model.MetricNameLabel]
	}
	return names, nil
}

// unsupported reports whether the server has no such part of the API, or does not let everybody use it.
func unsupported(err error) bool {
	var e *Error
	return errors.As(err, &e) && (e.Status == 403 || e.Status == 404 || e.Status == 405 || e.Status == 501)
}

func (c *Client) list(ctx context.Context, r request) ([]string, error) {
	a, err := c.call(ctx, r)
	if err != nil {
		return nil, err
	}
	var found []string
	if err := json.Unmarshal(a.Data, &found); err != nil {
		return nil, c.unreadable(err)
	}
	slices.Sort(found)
	return found, nil
}

// Announced are the metric families that the server's targets describe with a TYPE line now, with or without a sample:
// their types by name. ok is false where the server does not say, whatever it answers instead: a tenancy port does not.
// The error is an [*Error] of kind [GaveUp], or the context's.
func (c *Client) Announced(ctx context.Context) (types map[string]string, ok bool, err error) {
	a, err := c.call(ctx, request{path: "metadata", form: url.Values{"limit_per_metric": {"1"}}, get: true})
	var e *Error
	switch {
	case errors.As(err, &e) && e.Kind != GaveUp && ctx.Err() == nil:
		return nil, false, nil
	case err != nil:
		return nil, false, err
	}
	var found map[string][]struct {
		Type string `json:"type"`
	}
	if err := json.Unmarshal(a.Data, &found); err != nil {
		return nil, false, nil // a server that says something else does not say this
	}
	types = map[string]string{}
	for name, entries := range found {
		for _, entry := range entries {
			types[name] = entry.Type
		}
	}
	return types, len(types) > 0, nil
}

// A Build is what a server says of itself at /api/v1/status/buildinfo.
type Build struct {
	Version string `json:"version"` // "" when it does not say
}

// Hello asks the server for anything at all, so that a run ends at once where there is none, and what it is. The error
// is an [*Error] or the context's.
func (c *Client) Hello(ctx context.Context, at time.Time) (Build, error) {
	const anything = "vector(1)"
	if _, err := c.query(ctx, anything, request{path: "query", form: url.Values{"query": {anything}, "time": {seconds(at)}}, first: true}); err != nil {
		return Build{}, err
	}
	var b Build
	a, err := c.call(ctx, request{path: "status/buildinfo", get: true})
	switch {
	case err == nil:
		if err := json.Unmarshal(a.Data, &b); err != nil {
			return Build{}, nil // it answers queries; what it is called does not matter
		}
	case ctx.Err() != nil:
		return b, err
	}
	return b, nil
}
