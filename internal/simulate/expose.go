package simulate

import (
	"bufio"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/llm-observability/dashgen/queries/catalogue"
)

// A format is one of the two in which programs serve metrics.
type format int

const (
	textFormat format = iota
	openMetrics
)

// writeHead describes a family. OpenMetrics wants counters to end in _total, and knows no untyped ones.
func writeHead(b *bufio.Writer, name string, typ catalogue.Type, help string, f format) {
	if f == openMetrics {
		switch base, ok := strings.CutSuffix(name, "_total"); {
		case typ == catalogue.Counter && ok:
			name = base
		case typ == catalogue.Counter || typ == catalogue.Untyped:
			typ = "unknown"
		}
	}
	escape := strings.NewReplacer(`\`, `\\`, "\n", `\n`)
	if f == openMetrics {
		escape = strings.NewReplacer(`\`, `\\`, "\n", `\n`, `"`, `\"`)
	}
	_, _ = b.WriteString("# HELP " + name + " " + escape.Replace(help) + "\n# TYPE " + name + " " + string(typ) + "\n") // Flush has the error
}

// appendSeries writes a name and labels.
func appendSeries(b []byte, labels []Label) []byte {
	i := slices.IndexFunc(labels, func(l Label) bool { return l.Name == "__name__" })
	b = append(b, labels[i].Value...)
	sep := byte('{')
	for _, l := range labels {
		if l.Name == "__name__" {
			continue
		}
		b = append(b, sep)
		b = append(b, l.Name...)
		b = append(b, '=', '"')
		for j := range len(l.Value) {
			switch c := l.Value[j]; c {
			case '\\', '"':
				b = append(b, '\\', c)
			case '\n':
				b = append(b, '\\', 'n')
			default:
				b = append(b, c)
			}
		}
		b = append(b, '"')
		sep = ','
	}
	if sep == ',' {
		b = append(b, '}')
	}
	return b
}

// appendValue writes a value so that it reads back as the same.
func appendValue(b []byte, v float64) []byte {
	switch {
	case math.IsInf(v, 1):
		return append(b, "+Inf"...)
	case math.IsInf(v, -1):
		return append(b, "-Inf"...)
	case v == math.Trunc(v) && math.Abs(v) < 1e15:
		return strconv.AppendInt(b, int64(v), 10)
	default:
		return strconv.AppendFloat(b, v, 'g', -1, 64)
	}
}

// write serves what an exporter has at the moment.
func (x *exporter) write(w io.Writer, now float64, f format) error {
	x.refresh(now)
	b := bufio.NewWriter(w)
	var line []byte
	for _, family := range x.sorted() {
		headed := false
		for _, s := range family.series {
			if s.gone {
				continue
			}
			if !headed {
				headed = true
				writeHead(b, family.metric.Name, family.metric.Type, family.metric.Help, f)
			}
			s.parts(func(_ int, p part) bool {
				labels := append(slices.Clone(s.labels), Label{"__name__", family.metric.Name + p.suffix})
				if p.le != "" {
					labels = append(labels, Label{"le", p.le})
				}
				line = appendSeries(line[:0], labels)
				line = append(line, ' ')
				line = appendValue(line, p.value)
				line = append(line, '\n')
				_, _ = b.Write(line) // Flush has the error
				return true
			})
		}
	}
	if f == openMetrics {
		_, _ = b.WriteString("# EOF\n")
	}
	return b.Flush()
}
