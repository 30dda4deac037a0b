package live

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/prometheus/prometheus/model/labels"

	"github.com/llm-observability/dashgen/internal/prom"
)

// A wireSeries is a series as the API sends it.
type wireSeries struct {
	Metric     map[string]string `json:"metric"`
	Value      *wirePoint        `json:"value"`
	Values     []wirePoint       `json:"values"`
	Histogram  json.RawMessage   `json:"histogram"`
	Histograms json.RawMessage   `json:"histograms"`
}

// A nativeError is a result that no panel of ours can show.
type nativeError struct{ metric labels.Labels }

func (e *nativeError) Error() string {
	return fmt.Sprintf("%s is a native histogram, which cannot be shown", e.metric)
}

// decode reads the data of a query's answer.
func decode(data json.RawMessage) (prom.Result, error) {
	var head struct {
		Type   string          `json:"resultType"`
		Result json.RawMessage `json:"result"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return prom.Result{}, err
	}
	switch head.Type {
	case "scalar":
		var p wirePoint
		err := json.Unmarshal(head.Result, &p)
		return prom.Result{Type: prom.TypeScalar, Series: []prom.Series{{Labels: map[string]string{}, Points: []prom.Point{prom.Point(p)}}}}, err
	case "vector", "matrix":
	default:
		return prom.Result{}, fmt.Errorf("the value is a %q, which has no series", head.Type)
	}
	var wire []wireSeries
	if err := json.Unmarshal(head.Result, &wire); err != nil {
		return prom.Result{}, err
	}
	result := prom.Result{Type: prom.ResultType(head.Type), Series: make([]prom.Series, 0, len(wire))}
	for _, w := range wire {
		if w.Histogram != nil || w.Histograms != nil {
			return prom.Result{}, &nativeError{labels.FromMap(w.Metric)}
		}
		s := prom.Series{Labels: w.Metric}
		if s.Labels == nil {
			s.Labels = map[string]string{}
		}
		if w.Value != nil {
			w.Values = append(w.Values, *w.Value)
		}
		if len(w.Values) == 0 {
			continue // no panel shows it, and the embedded engine has no such series
		}
		s.Points = make([]prom.Point, len(w.Values))
		for j, p := range w.Values {
			s.Points[j] = prom.Point(p)
		}
		result.Series = append(result.Series, s)
	}
	return result, nil
}

// A wirePoint is a point as the API sends it: [1767225600.125,"0.5"].
type wirePoint prom.Point

// UnmarshalJSON reads the two numbers without rounding either.
func (p *wirePoint) UnmarshalJSON(data []byte) error {
	bad := fmt.Errorf("%q is no point", data)
	at, value, ok := strings.Cut(strings.TrimSuffix(strings.TrimPrefix(string(data), "["), "]"), ",")
	value = strings.TrimSpace(value)
	if n := len(value); !ok || n < 2 || value[0] != '"' || value[n-1] != '"' {
		return bad
	}
	var err error
	if p.V, err = strconv.ParseFloat(value[1:len(value)-1], 64); err != nil {
		return bad
	}
	if p.T, err = milliseconds(strings.TrimSpace(at)); err != nil {
		return bad
	}
	return nil
}

// milliseconds reads seconds with up to three decimals, and any other notation of a number as best it can.
func milliseconds(text string) (int64, error) {
	whole, fraction, _ := strings.Cut(text, ".")
	if len(fraction) <= 3 && !strings.HasPrefix(whole, "-") {
		if ms, err := strconv.ParseInt(whole+(fraction + "000")[:3], 10, 64); err == nil {
			return ms, nil
		}
	}
	s, err := strconv.ParseFloat(text, 64)
	return int64(math.Round(s * 1000)), err
}

// sortSeries puts series into the order of their labels, as the embedded engine has them.
func sortSeries(series []prom.Series) {
	type keyed struct {
		prom.Series
		key labels.Labels
	}
	all := make([]keyed, len(series))
	for i, s := range series {
		all[i] = keyed{s, labels.FromMap(s.Labels)}
	}
	slices.SortStableFunc(all, func(a, b keyed) int { return labels.Compare(a.key, b.key) })
	for i := range all {
		series[i] = all[i].Series
	}
}
