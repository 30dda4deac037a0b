package draw

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/binary"
	"slices"
	"strings"

	"golang.org/x/image/font/sfnt"
)

// Glyphs are the characters that are needed of a weight; nil is all of them.
type Glyphs struct {
	Weight Weight
	Used   map[rune]bool
}

// used are the characters of a picture.
func (s *Scene) used() []Glyphs {
	used := []Glyphs{{Regular, map[rune]bool{}}, {Medium, map[rune]bool{}}}
	for _, it := range s.items {
		if it.text != nil {
			for _, r := range it.text.S {
				used[it.text.Weight].Used[r] = true
			}
		}
	}
	return slices.DeleteFunc(used, func(g Glyphs) bool { return len(g.Used) == 0 })
}

// FontFaces are CSS rules that bring the font along.
func FontFaces(glyphs ...Glyphs) string {
	var b strings.Builder
	for _, g := range glyphs {
		b.WriteString("@font-face{font-family:Roboto;font-weight:" + g.Weight.css() + ";src:url(data:font/woff;base64,")
		b.WriteString(base64.StdEncoding.EncodeToString(WOFF(g)))
		b.WriteString(")format('woff')}")
	}
	return b.String()
}

func (w Weight) css() string {
	if w == Medium {
		return "500"
	}
	return "400"
}

// needed are the tables that a browser needs to show text. Kerning is not among them: texts are measured without.
var needed = []string{"OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post"}

// WOFF is the font as browsers load it, outlines of characters that are not needed left out.
func WOFF(g Glyphs) []byte {
	f := faces[g.Weight]()
	tables := readTables(f.data)
	for name := range tables {
		if !slices.Contains(needed, name) {
			delete(tables, name)
		}
	}
	keepGlyphs(tables, f, g.Used)
	// Without names of glyphs, and of the font only the licence matters, which is the same for all its files.
	if post := tables["post"]; len(post) >= 32 {
		short := bytes.Clone(post[:32])
		binary.BigEndian.PutUint32(short, 0x00030000)
		tables["post"] = short
	}
	return woff(tables)
}

func readTables(data []byte) map[string][]byte {
	tables := map[string][]byte{}
	n := int(binary.BigEndian.Uint16(data[4:]))
	for i := range n {
		entry := data[12+16*i:]
		from, length := binary.BigEndian.Uint32(entry[8:]), binary.BigEndian.Uint32(entry[12:])
		tables[string(entry[:4])] = data[from : from+length]
	}
	return tables
}

// keepGlyphs empties the glyphs that are not needed. Their numbers stay, and so do their widths.
func keepGlyphs(tables map[string][]byte, f *face, used map[rune]bool) {
	if used == nil {
		return
	}
	var buf sfnt.Buffer
	keep := map[int]bool{0: true}
	long := binary.BigEndian.Uint16(tables["head"][50:]) == 1
	loca, glyf := tables["loca"], tables["glyf"]
	offset := func(i int) int {
		if long {
			return int(binary.BigEndian.Uint32(loca[4*i:]))
		}
		return 2 * int(binary.BigEndian.Uint16(loca[2*i:]))
	}
	for r := range used {
		addGlyph(keep, int(f.glyph(&buf, r)), func(g int) []byte { return glyf[offset(g):offset(g+1)] })
	}
	var outlines, places []byte
	put := func() {
		if long {
			places = binary.BigEndian.AppendUint32(places, uint32(len(outlines)))
		} else {
			places = binary.BigEndian.AppendUint16(places, uint16(len(outlines)/2))
		}
	}
	for g := range f.advances {
		put()
		if keep[g] {
			outlines = append(outlines, glyf[offset(g):offset(g+1)]...)
		}
	}
	put()
	tables["glyf"], tables["loca"] = outlines, places
}

// addGlyph keeps a glyph and those that it is composed of.
func addGlyph(keep map[int]bool, g int, outline func(int) []byte) {
	keep[g] = true
	data := outline(g)
	if len(data) < 10 || int16(binary.BigEndian.Uint16(data)) >= 0 {
		return
	}
	const words, scale, more, scales, matrix = 1, 8, 32, 64, 128
	for at := 10; at+4 <= len(data); {
		flags := binary.BigEndian.Uint16(data[at:])
		if part := int(binary.BigEndian.Uint16(data[at+2:])); !keep[part] {
			addGlyph(keep, part, outline)
		}
		at += 6
		if flags&words != 0 {
			at += 2
		}
		switch {
		case flags&scale != 0:
			at += 2
		case flags&scales != 0:
			at += 4
		case flags&matrix != 0:
			at += 8
		}
		if flags&more == 0 {
			return
		}
	}
}

// woff packs tables into a WOFF 1.0 file.
func woff(tables map[string][]byte) []byte {
	var names []string
	for name := range tables {
		names = append(names, name)
	}
	slices.Sort(names)
	head := make([]byte, 44)
	directory := make([]byte, 0, 20*len(names))
	var body []byte
	start := 44 + 20*len(names)
	total := 12 + 16*len(names)
	for _, name := range names {
		data := tables[name]
		packed := deflate(data)
		if len(packed) >= len(data) {
			packed = data
		}
		directory = append(directory, name...)
		for _, n := range []uint32{uint32(start + len(body)), uint32(len(packed)), uint32(len(data)), checksum(name, data)} {
			directory = binary.BigEndian.AppendUint32(directory, n)
		}
		body = append(body, packed...)
		body = append(body, make([]byte, (4-len(body)%4)%4)...)
		total += (len(data) + 3) &^ 3
	}
	copy(head, "wOFF")
	binary.BigEndian.PutUint32(head[4:], 0x00010000)
	binary.BigEndian.PutUint32(head[8:], uint32(start+len(body)))
	binary.BigEndian.PutUint16(head[12:], uint16(len(names)))
	binary.BigEndian.PutUint32(head[16:], uint32(total))
	return slices.Concat(head, directory, body)
}

func deflate(data []byte) []byte {
	var b bytes.Buffer
	w, err := zlib.NewWriterLevel(&b, zlib.BestCompression)
	if err != nil {
		return data // the level is one that there is
	}
	_, _ = w.Write(data) // into memory
	_ = w.Close()
	return b.Bytes()
}

// checksum is the sum of a table's words. That of head is taken without the field that makes up for the whole file.
func checksum(name string, data []byte) uint32 {
	if name == "head" {
		data = bytes.Clone(data)
		binary.BigEndian.PutUint32(data[8:], 0)
	}
	var sum uint32
	for i := 0; i < len(data); i += 4 {
		var word [4]byte
		copy(word[:], data[i:])
		sum += binary.BigEndian.Uint32(word[:])
	}
	return sum
}
