package grafana

import (
	"errors"
	"fmt"

	"github.com/grafana/grafana-foundation-sdk/go/units"

	"github.com/llm-observability/dashgen/queries/catalogue"
)

// A unitKey is a unit of anything but counts.
type unitKey struct {
	dimension catalogue.Dimension
	scale     float64
	rate      bool
}

// unitIDs are Grafana's names, from the list of units of its data formats and the SDK's copy of it.
var unitIDs = map[unitKey]string{
	{catalogue.Time, 1, false}:        units.Seconds,
	{catalogue.Time, 1e-3, false}:     units.Milliseconds,
	{catalogue.Time, 1e-6, false}:     "µs",
	{catalogue.Time, 1e-9, false}:     units.Nanoseconds,
	{catalogue.Time, 60, false}:       units.Minutes,
	{catalogue.Time, 3600, false}:     units.Hours,
	{catalogue.Time, 86400, false}:    units.Days,
	{catalogue.Data, 1, false}:        "bytes",
	{catalogue.Data, 1 << 10, false}:  "kbytes",
	{catalogue.Data, 1 << 20, false}:  "mbytes",
	{catalogue.Data, 1 << 30, false}:  "gbytes",
	{catalogue.Data, 1, true}:         "Bps",
	{catalogue.Data, 1e3, true}:       "KBs",
	{catalogue.Data, 1e6, true}:       "MBs",
	{catalogue.Ratio, 1, false}:       "percentunit",
	{catalogue.Ratio, 1e-2, false}:    "percent",
	{catalogue.Temperature, 1, false}: "celsius",
	{catalogue.Power, 1, false}:       "watt",
	{catalogue.Power, 1e-3, false}:    "mwatt",
	{catalogue.Power, 1e3, false}:     "kwatt",
	{catalogue.Energy, 1, false}:      "joule",
	{catalogue.Energy, 3.6e6, false}:  "kwatth",
	{catalogue.Frequency, 1, false}:   "hertz",
	{catalogue.Frequency, 1e6, false}: "rotmhz",
	{catalogue.Frequency, 1e9, false}: "rotghz",
	{catalogue.Money, 1, false}:       "currencyUSD",
	{catalogue.Cores, 1, false}:       "count:cores",
	{catalogue.Bool, 1, false}:        "bool_yes_no",
	{catalogue.Info, 1, false}:        "none",
	{catalogue.Code, 1, false}:        "none",
}

// UnitID is Grafana's name for a unit. The error says that Grafana has none, so that the author converts
// in the expression and does not relabel the axis.
func UnitID(u catalogue.Unit) (string, error) {
	if u.Dimension == catalogue.Count {
		return countID(u)
	}
	id, ok := unitIDs[unitKey{u.Dimension, u.Scale, u.PerSecond}]
	switch {
	case u.Dimension == catalogue.Unknown:
		return "", errors.New("the unit of its queries is not known")
	case !ok:
		return "", noUnit(u)
	}
	return id, nil
}

// countID names what is counted where Grafana has a word for it. "count:" scales to thousands and millions and
// puts one space before the word; "suffix:" does neither.
func countID(u catalogue.Unit) (string, error) {
	switch {
	case !u.PerSecond && u.Scale == 1:
		return "short", nil
	case !u.PerSecond:
		return "", noUnit(u)
	case u.Scale == 1 && u.Noun == "requests":
		return "reqps", nil
	case u.Scale == 1 && u.Noun == "tokens":
		return "count:tok/s", nil
	case u.Scale == 1 && u.Noun == "":
		return "cps", nil
	case u.Scale == 1:
		return "count:" + u.Noun + "/s", nil
	case u.Scale == 1.0/60 && u.Noun == "requests":
		return "reqpm", nil
	case u.Scale == 1.0/60:
		return "count:" + u.Noun + "/min", nil
	}
	return "", noUnit(u)
}

func noUnit(u catalogue.Unit) error {
	return fmt.Errorf("grafana has no unit for %s: convert in the query", u)
}
