package panels

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/llm-observability/dashgen/queries/catalogue"
)

// An Amount is a number with a unit: what a threshold is written in, so that it can't be wrong by a
// thousand.
type Amount struct {
	Value float64
	Unit  catalogue.Unit
}

// Duration is an amount of time.
func Duration(d time.Duration) Amount {
	return Amount{d.Seconds(), catalogue.Unit{Dimension: catalogue.Time, Scale: 1}}
}

// Percent is a share of a hundred.
func Percent(p float64) Amount {
	return Amount{p, catalogue.Unit{Dimension: catalogue.Ratio, Scale: 0.01}}
}

// Celsius is a temperature.
func Celsius(degrees float64) Amount {
	return Amount{degrees, catalogue.Unit{Dimension: catalogue.Temperature, Scale: 1}}
}

// Number is a count of things.
func Number(n float64) Amount {
	return Amount{n, catalogue.Unit{Dimension: catalogue.Count, Scale: 1}}
}

// In is the amount as a number in another unit, to nine digits after the point. ok is false when they measure different
// things.
func (a Amount) In(u catalogue.Unit) (value float64, ok bool) {
	if a.Unit.Dimension != u.Dimension || a.Unit.PerSecond != u.PerSecond {
		return 0, false
	}
	return math.Round(a.Value*a.Unit.Scale/u.Scale*1e9) / 1e9, true
}

// String writes the amount as a person does: "1s", "80 %", "83 °C", "10".
func (a Amount) String() string {
	switch a.Unit.Dimension {
	case catalogue.Time:
		return duration(time.Duration(math.Round(a.Value * a.Unit.Scale * float64(time.Second))))
	case catalogue.Ratio:
		return number(a.Value*a.Unit.Scale*100) + " %"
	case catalogue.Temperature:
		return number(a.Value) + " °C"
	}
	return number(a.Value)
}

// duration writes a time without the parts that are zero: 1m and not 1m0s.
func duration(d time.Duration) string {
	s := d.String()
	for _, zero := range []string{"m0s", "h0m"} {
		if strings.HasSuffix(s, zero) {
			s = s[:len(s)-2]
		}
	}
	return s
}

func number(f float64) string {
	return strconv.FormatFloat(math.Round(f*1e6)/1e6, 'f', -1, 64)
}

// Limits are the values from which on somebody should look (Warn) or act (Bad). An environment may
// override them under its name, and alerts use the same.
type Limits struct {
	Name      string
	Warn, Bad Amount
}

// String names the limits in a description.
func (l Limits) String() string {
	return "Amber from " + l.Warn.String() + ", red from " + l.Bad.String() + "."
}

// TimeToFirstTokenLimits are the limits of the wait for an answer to begin: one second is where a chat
// begins to feel slow, three where people try again.
func TimeToFirstTokenLimits() Limits {
	return Limits{"ttft", Duration(time.Second), Duration(3 * time.Second)}
}

// EndToEndLimits are the limits of the wait for the whole answer. It depends on how long answers are: half a minute is
// more than people wait for a paragraph, a minute is where proxies on the way give up.
func EndToEndLimits() Limits {
	return Limits{"e2e", Duration(30 * time.Second), Duration(time.Minute)}
}

// KVCacheLimits are the limits of the KV cache's use: above 80 % a burst of long prompts starts to queue, at
// 95 % requests are preempted.
func KVCacheLimits() Limits { return Limits{"kvCache", Percent(80), Percent(95)} }

// ErrorShareLimits are the limits of a share of failed requests: one in a hundred is worth a look, one in
// twenty is an incident.
func ErrorShareLimits() Limits { return Limits{"errorShare", Percent(1), Percent(5)} }

// RateLimitedLimits are the limits of the share of requests that are refused for their rate: at a fifth somebody's limit
// is too small or a client tries again without waiting, at a half most people notice.
func RateLimitedLimits() Limits { return Limits{"rateLimited", Percent(20), Percent(50)} }

// QueueDepthLimits are the limits of requests that wait: one is the first whose user notices, ten are more
// than the next free slots will take.
func QueueDepthLimits() Limits { return Limits{"queueDepth", Number(1), Number(10)} }

// GPUTemperatureLimits are the limits of a GPU's heat: data centre cards begin to lower their clocks at about 83
// degrees and are near their shutdown from 87 on.
func GPUTemperatureLimits() Limits { return Limits{"gpuTemperature", Celsius(83), Celsius(87)} }

// GPUFaultLimits are the limits of GPUs that reported an error: one is worth a look, a second is no coincidence.
func GPUFaultLimits() Limits { return Limits{"gpuFaults", Number(1), Number(2)} }

// ResponseTimeLimits are the limits of the wait for a page or for its first answer: half a second is where people
// notice, two where they look away.
func ResponseTimeLimits() Limits {
	return Limits{"responseTime", Duration(500 * time.Millisecond), Duration(2 * time.Second)}
}

// UIErrorShareLimits are the limits of a share of failures that a person saw: one in a hundred is an incident, and
// half of that is worth a look.
func UIErrorShareLimits() Limits { return Limits{"uiErrorShare", Percent(0.5), Percent(1)} }

// BudgetUsedLimits are the limits of a budget's used share: at four fifths there is time to ask for more, at the whole
// the proxy refuses requests.
func BudgetUsedLimits() Limits { return Limits{"budgetUsed", Percent(80), Percent(100)} }

// FiringAlertLimits are the limits of alerts that fire at once: one is worth a look, with three something larger
// is wrong.
func FiringAlertLimits() Limits { return Limits{"firingAlerts", Number(1), Number(3)} }
