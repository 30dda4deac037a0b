package catalogue

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A Version is a release of a program. Versions of one program order by their numbers, part by part:
// 0.9 < 0.10, and a DCGM-exporter pair such as 4.5.3-4.8.2 by its DCGM part first. The zero Version is
// "not known".
type Version struct {
	text      string
	parts     []int
	estimated bool
}

// ParseVersion reads a release: numbers parted by dots and hyphens, with an optional leading "v", or "~"
// for a release that was estimated. An empty text is the zero Version; anything else is an error.
func ParseVersion(s string) (Version, error) {
	if s == "" {
		return Version{}, nil
	}
	v := Version{text: s}
	rest, estimated := strings.CutPrefix(s, "~")
	v.estimated = estimated
	for part := range strings.SplitSeq(strings.ReplaceAll(strings.TrimPrefix(rest, "v"), "-", "."), ".") {
		n, err := strconv.ParseUint(part, 10, 31) // which takes no sign
		if err != nil {
			return Version{}, fmt.Errorf("%q is not a version: want numbers such as 0.12.1", s)
		}
		v.parts = append(v.parts, int(n))
	}
	return v, nil
}

// IsZero reports whether the version is not known.
func (v Version) IsZero() bool { return v.parts == nil }

// Estimated reports whether the source could only bound the release, not name it.
func (v Version) Estimated() bool { return v.estimated }

// String is the release as it was written, without the mark of an estimate.
func (v Version) String() string { return strings.TrimPrefix(v.text, "~") }

// Compare orders two releases of one program; parts that are not written count as 0.
func (v Version) Compare(w Version) int {
	n := max(len(v.parts), len(w.parts))
	for i := range n {
		if d := part(v.parts, i) - part(w.parts, i); d != 0 {
			return d
		}
	}
	return 0
}

func part(parts []int, i int) int {
	if i < len(parts) {
		return parts[i]
	}
	return 0
}

// A Range is the releases of one program that run at the same time: from Min (included) up to Below
// (not included). A zero Min or Below is open.
type Range struct {
	Min, Below Version
	// Unreleased says that it is builds of a branch that run, with metrics that no release has.
	Unreleased bool
}

// Contains reports whether a release lies in the range.
func (r Range) Contains(v Version) bool {
	return (r.Min.IsZero() || r.Min.Compare(v) <= 0) && (r.Below.IsZero() || v.Compare(r.Below) < 0)
}

// Overlap reports whether some release lies in both ranges.
func (r Range) Overlap(s Range) bool {
	return (s.Below.IsZero() || r.Min.IsZero() || r.Min.Compare(s.Below) < 0) &&
		(r.Below.IsZero() || s.Min.IsZero() || s.Min.Compare(r.Below) < 0)
}

// Covers reports whether every release of s lies in r.
func (r Range) Covers(s Range) bool {
	minOK := r.Min.IsZero() || (!s.Min.IsZero() && r.Min.Compare(s.Min) <= 0)
	belowOK := r.Below.IsZero() || (!s.Below.IsZero() && s.Below.Compare(r.Below) <= 0)
	return minOK && belowOK
}

// String prints the range in the syntax of a constraint.
func (r Range) String() string {
	var parts []string
	if !r.Min.IsZero() {
		parts = append(parts, ">="+r.Min.String())
	}
	if !r.Below.IsZero() {
		parts = append(parts, "<"+r.Below.String())
	}
	if len(parts) == 0 {
		return "any version"
	}
	if r.Unreleased {
		parts = append(parts, "unreleased")
	}
	return strings.Join(parts, " ")
}

// Range reads a version constraint of the program:
//
//	current          the newest release that was studied
//	otel-http-old    a named release, where the program has names instead of numbers
//	0.7              every 0.7 release
//	>=0.9 <0.20      from, up to and not including; either may stand alone
//	0.4 unreleased   a branch of 0.4, with what the tables have as unreleased
//
// The error says what can't be read, which name there is not, or that the range holds no release that was studied.
func (p *Program) Range(constraint string) (Range, error) {
	fields := strings.Fields(constraint)
	switch {
	case len(fields) == 0:
		return Range{}, fmt.Errorf("no version: want one such as %q or \"current\"", p.example())
	case len(p.Named) > 0:
		return p.namedRange(constraint)
	case constraint == "current":
		return Range{Min: p.Newest}, nil
	}
	var r Range
	if n := len(fields) - 1; n > 0 && fields[n] == "unreleased" {
		r, err := p.Range(strings.Join(fields[:n], " "))
		r.Unreleased = true
		return r, err
	}
	for _, f := range fields {
		op := f[:len(f)-len(strings.TrimLeft(f, "<>=!~^"))]
		v, err := p.version(f[len(op):])
		if err != nil {
			return Range{}, err
		}
		switch {
		case op == ">=" && r.Min.IsZero():
			r.Min = v
		case op == "<" && r.Below.IsZero():
			r.Below = v
		case (op == "" || op == "=") && len(fields) == 1:
			r = Range{Min: v, Below: v.next()}
		case op == ">=" || op == "<":
			return Range{}, fmt.Errorf("constraint %q has %s twice", constraint, op)
		default:
			return Range{}, fmt.Errorf("constraint %q: want \">=A\", \"<B\", both, or one version", constraint)
		}
	}
	switch {
	case !r.Min.IsZero() && !r.Below.IsZero() && r.Min.Compare(r.Below) >= 0:
		return Range{}, fmt.Errorf("constraint %q leaves no version", constraint)
	case !r.Min.IsZero() && !p.Newest.IsZero() && p.Newest.prefix(len(r.Min.parts)).Compare(r.Min) < 0:
		return Range{}, fmt.Errorf("%s %s is not known: the newest that was studied is %s", p.Name, r.Min, p.Newest)
	}
	return r, nil
}

// CheckExporter returns what is wrong with an exporter's name or its version constraint: a name that the catalogue does
// not have, and what [Program.Range] refuses.
func (c *Catalogue) CheckExporter(exporter, constraint string) error {
	p := c.Primary(exporter)
	if p == nil {
		return fmt.Errorf("no exporter %q in the catalogue", exporter)
	}
	_, err := p.Range(constraint)
	return err
}

func (p *Program) version(s string) (Version, error) {
	v, err := ParseVersion(s)
	if err == nil && v.IsZero() {
		err = fmt.Errorf("no version after the comparison")
	}
	if err == nil && v.estimated {
		err = fmt.Errorf("%q is not a version: \"~\" is for the tables only", s)
	}
	return v, err
}

func (p *Program) namedRange(constraint string) (Range, error) {
	i := slices.Index(p.Named, constraint)
	if constraint == "current" && i < 0 {
		i = len(p.Named) - 1
	}
	if i < 0 {
		return Range{}, fmt.Errorf("%s has no version %q: it has %s", p.Name, constraint, strings.Join(p.Named, ", "))
	}
	r := Range{Min: p.named(i)}
	if i+1 < len(p.Named) {
		r.Below = p.named(i + 1)
	}
	return r, nil
}

// release reads a version of the tables, by number or by name.
func (p *Program) release(s string) (Version, error) {
	if i := slices.Index(p.Named, s); i >= 0 {
		return p.named(i), nil
	}
	if s == "current" {
		return p.Newest, nil
	}
	return ParseVersion(s)
}

func (p *Program) named(i int) Version { return Version{text: p.Named[i], parts: []int{i + 1}} }

func (p *Program) example() string {
	if len(p.Named) > 0 {
		return p.Named[0]
	}
	if p.Newest.IsZero() {
		return "current"
	}
	return ">=" + p.Newest.String()
}

// next is the first release after all that begin with v: 0.7 is followed by 0.8.
func (v Version) next() Version {
	parts, text := slices.Clone(v.parts), v.String()
	last := len(parts) - 1
	parts[last]++
	return Version{text: text[:strings.LastIndexAny(text, ".-v")+1] + strconv.Itoa(parts[last]), parts: parts}
}

func (v Version) prefix(n int) Version {
	return Version{text: v.text, parts: v.parts[:min(n, len(v.parts))]}
}
