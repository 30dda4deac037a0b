package config

import (
	"math"
	"regexp"
	"strconv"
	"time"
)

// durationPattern is a duration as Prometheus writes it: every unit at most once, from the largest down.
var durationPattern = regexp.MustCompile(`^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$`)

// parseDuration reads a duration as Prometheus writes it, such as 30s or 1h30m, and reports whether it is
// one. A year has 365 days.
func parseDuration(s string) (time.Duration, bool) {
	const day = 24 * time.Hour
	groups := durationPattern.FindStringSubmatch(s)
	if s == "" || groups == nil {
		return 0, false
	}
	units := []time.Duration{365 * day, 7 * day, day, time.Hour, time.Minute, time.Second, time.Millisecond}
	var total time.Duration
	for i, unit := range units {
		if groups[i+1] == "" {
			continue
		}
		n, err := strconv.ParseInt(groups[i+1], 10, 64)
		if err != nil || n > (math.MaxInt64-int64(total))/int64(unit) {
			return 0, false
		}
		total += time.Duration(n) * unit
	}
	return total, true
}
