package build

import (
	"crypto/sha256"
	"encoding/hex"
	"hash/fnv"
	"strings"

	"github.com/llm-observability/dashgen/panels"
)

// MaxUID is how many bytes a uid has at most that Grafana takes.
const MaxUID = 40

// UID is a dashboard's uid in an environment: its name, after the environment's unless it begins with
// that anyway. A longer one is cut and ends in a hash of the whole.
func UID(environment, name string) string {
	uid := name
	if name != environment && !strings.HasPrefix(name, environment+"-") {
		uid = environment + "-" + name
	}
	return Shorten(uid, MaxUID)
}

// Shorten cuts a name to n bytes, the last nine of which are then a hyphen and a hash of the whole name.
func Shorten(name string, n int) string {
	if len(name) <= n {
		return name
	}
	sum := sha256.Sum256([]byte(name))
	return strings.TrimRight(name[:n-9], "-") + "-" + hex.EncodeToString(sum[:4])
}

// layout gives every panel a place: rows below each other, panels from left to right, a new line where
// the page is full. Panels of one line are as high as the highest.
func (b *builder) layout() {
	y := 0
	ids := map[int]bool{}
	for i := range b.out.Rows {
		row := &b.out.Rows[i]
		if row.Title != "" {
			row.Y = y
			row.ID = stableID("row "+row.Title, ids)
			y++
		}
		next := placeRow(row.Panels, y)
		for j := range row.Panels {
			p := &row.Panels[j]
			p.ID = stableID(p.Title, ids)
		}
		if !row.Collapsed {
			y = next
		}
	}
}

func placeRow(ps []Panel, y int) (below int) {
	widths := shareOut(ps)
	x := 0
	for start, i := 0, 0; i <= len(ps); i++ {
		if i < len(ps) && x+widths[i] <= panels.PageWidth {
			ps[i].X, ps[i].Y, ps[i].Width = x, y, widths[i]
			x += widths[i]
			continue
		}
		height := 0
		for j := start; j < i; j++ {
			_, h := ps[j].Size()
			height = max(height, h)
		}
		for j := start; j < i; j++ {
			ps[j].Height = height
		}
		y, x, start = y+height, 0, i
		if i < len(ps) {
			i-- // place this one again, at the beginning of a line
		}
	}
	return y
}

// shareOut gives panels without a width of their own a half or a third of the page.
func shareOut(ps []Panel) []int {
	widths := make([]int, len(ps))
	free := 0
	for i, p := range ps {
		if widths[i], _ = p.Size(); widths[i] == 0 {
			free++
		}
	}
	shares := panels.ShareOut(free)
	for i := range widths {
		if widths[i] == 0 {
			widths[i], shares = shares[0], shares[1:]
		}
		widths[i] = min(widths[i], panels.PageWidth)
	}
	return widths
}

// stableID derives a panel's id from its title, so that a new panel above it changes neither its id nor
// the links that people saved.
func stableID(title string, taken map[int]bool) int {
	h := fnv.New32a()
	_, _ = h.Write([]byte(title)) // a hash never fails
	id := int(h.Sum32()%99_999) + 1
	for taken[id] {
		id = id%99_999 + 1
	}
	taken[id] = true
	return id
}
