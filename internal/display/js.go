package display

import (
	"math"
	"strconv"
	"strings"
)

// This file is JavaScript's arithmetic where it differs from Go's. A text depends on the last bit of a logarithm: 1000
// is "1 K" or "1000". The conversions to float64 keep compilers from fusing a multiplication with an addition, which
// would make the result depend on the machine.

// jsString is a number as JavaScript's String writes it (ECMAScript, Number::toString).
func jsString(x float64) string {
	switch abs := math.Abs(x); {
	case math.IsNaN(x):
		return "NaN"
	case math.IsInf(x, 1):
		return "Infinity"
	case math.IsInf(x, -1):
		return "-Infinity"
	case x == 0:
		return "0"
	case abs >= 1e21 || abs < 1e-6:
		return jsExponent(strconv.FormatFloat(x, 'e', -1, 64))
	}
	return strconv.FormatFloat(x, 'f', -1, 64)
}

// jsExponent writes an exponent without leading zeros: 1e-7 for Go's 1e-07.
func jsExponent(s string) string {
	mantissa, exponent, ok := strings.Cut(s, "e")
	if !ok || exponent == "" {
		return s
	}
	digits := strings.TrimLeft(exponent[1:], "0")
	if digits == "" {
		digits = "0"
	}
	return mantissa + "e" + exponent[:1] + digits
}

// jsRound rounds halves up, towards positive infinity.
func jsRound(x float64) float64 {
	floor := math.Floor(x)
	if x-floor >= 0.5 {
		return floor + 1
	}
	return floor
}

// jsLog is the natural logarithm of a positive finite number, to the bit as V8 computes it: the algorithm of fdlibm,
// which reduces to a factor near 1 and a power of two and adds a polynomial.
func jsLog(x float64) float64 {
	const (
		ln2Hi = 6.93147180369123816490e-01
		ln2Lo = 1.90821492927058770002e-10
		l1    = 6.666666666666735130e-01
		l2    = 3.999999999940941908e-01
		l3    = 2.857142874366239149e-01
		l4    = 2.222219843214978396e-01
		l5    = 1.818357216161805012e-01
		l6    = 1.531383769920937332e-01
		l7    = 1.479819860511658591e-01
	)
	fraction, exponent := math.Frexp(x)
	// From [0.5, 1) to [1, 2), and halved again above the square root of 2: by the high word alone, as fdlibm does.
	fraction, exponent = 2*fraction, exponent-1
	high := int32(math.Float64bits(fraction)>>32) & 0xfffff
	if (high+0x95f64)&0x100000 != 0 {
		fraction, exponent = fraction/2, exponent+1
	}
	k, f := float64(exponent), fraction-1
	if (0xfffff & (2 + high)) < 3 { // the factor is within 2^-20 of 1: two terms do
		if f == 0 {
			return float64(k*ln2Hi) + float64(k*ln2Lo)
		}
		r := float64(f*f) * (0.5 - float64(0.33333333333333333*f))
		if exponent == 0 {
			return f - r
		}
		return float64(k*ln2Hi) - ((r - float64(k*ln2Lo)) - f)
	}
	s := f / (2 + f)
	z := float64(s * s)
	w := float64(z * z)
	t1 := float64(w * (l2 + float64(w*(l4+float64(w*l6)))))
	t2 := float64(z * (l1 + float64(w*(l3+float64(w*(l5+float64(w*l7)))))))
	r := t2 + t1
	if (high-0x6147a)|(0x6b851-high) > 0 {
		half := float64(0.5*f) * f
		if exponent == 0 {
			return f - (half - float64(s*(half+r)))
		}
		return float64(k*ln2Hi) - ((half - (float64(s*(half+r)) + float64(k*ln2Lo))) - f)
	}
	if exponent == 0 {
		return f - float64(s*(f-r))
	}
	return float64(k*ln2Hi) - ((float64(s*(f-r)) - float64(k*ln2Lo)) - f)
}

// jsLog10 is the decimal logarithm of a positive finite number as V8 computes it. Unlike Go's it is exact for powers
// of ten.
func jsLog10(x float64) float64 {
	const (
		inverseLn10 = 4.34294481903251816668e-01
		log10of2Hi  = 3.01029995663611771306e-01
		log10of2Lo  = 3.69423907715893078616e-13
	)
	fraction, exponent := math.Frexp(x)
	if exponent > 0 {
		fraction, exponent = 2*fraction, exponent-1
	}
	y := float64(exponent)
	z := float64(y*log10of2Lo) + float64(inverseLn10*jsLog(fraction))
	return z + float64(y*log10of2Hi)
}

// localeNumber is a number as Intl.NumberFormat writes it in English: groups of three digits, and halves rounded away
// from zero. It rounds the shortest decimal that means the number, so that 1.005 with two digits is 1.01.
func localeNumber(x float64, minDigits, maxDigits int) string {
	switch {
	case math.IsNaN(x):
		return "NaN"
	case math.IsInf(x, 1):
		return "∞"
	case math.IsInf(x, -1):
		return "-∞"
	}
	sign := ""
	if math.Signbit(x) {
		sign = "-"
	}
	whole, fraction, _ := strings.Cut(strconv.FormatFloat(math.Abs(x), 'f', -1, 64), ".")
	if len(fraction) > maxDigits {
		up := fraction[maxDigits] >= '5'
		fraction = fraction[:maxDigits]
		if up {
			whole, fraction = increment(whole, fraction)
		}
	}
	fraction = strings.TrimRight(fraction, "0")
	if missing := minDigits - len(fraction); missing > 0 {
		fraction += strings.Repeat("0", missing)
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if fraction != "" {
		whole += "." + fraction
	}
	return sign + whole
}

// increment adds one to the last digit of a decimal.
func increment(whole, fraction string) (newWhole, newFraction string) {
	digits := []byte("0" + whole + fraction)
	for i := len(digits) - 1; ; i-- {
		if digits[i] != '9' {
			digits[i]++
			break
		}
		digits[i] = '0'
	}
	at := len(whole) + 1
	newWhole = string(digits[:at])
	if newWhole[0] == '0' {
		newWhole = newWhole[1:]
	}
	return newWhole, string(digits[at:])
}
