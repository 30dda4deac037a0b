package chart

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/llm-observability/dashgen/internal/evaluate"
	"github.com/llm-observability/dashgen/internal/source"
)

// course is a stat panel of n series of three values each.
func course(n int) *Result {
	r := &Result{Shown: &evaluate.Shown{Look: &evaluate.Look{}}}
	r.Panel = &source.Panel{Type: source.Text{Value: "stat"}}
	r.Window.From, r.Window.To = time.Unix(0, 0), time.Unix(60, 0)
	for i := range n {
		r.Series = append(r.Series, Series{
			Name: string(rune('a' + i)), T: []int64{0, 30000, 60000}, V: []*float64{ptr(1), ptr(3), ptr(2)}, Step: 30 * time.Second, Look: &evaluate.Look{},
		})
	}
	return r
}

// TestCoursesDoNotCrossNumbers: a low box has no course, as in Grafana, and where there is one below a name and a number
// both stand above it.
func TestCoursesDoNotCrossNumbers(t *testing.T) {
	for _, tt := range []struct {
		series int
		w, h   float64
		want   bool
	}{
		{1, 250, 110, true}, {1, 250, 101, true}, {1, 240, 100, false}, {1, 300, 60, true}, {1, 300, 50, false},
		{4, 300, 160, false}, {4, 600, 240, true},
	} {
		scene := Panel(course(tt.series), tt.w, tt.h, "dark").Scene
		svg := string(scene.SVG())
		if got := strings.Contains(svg, "stroke="); got != tt.want {
			t.Errorf("%d values on %v by %v have a course: %v", tt.series, tt.w, tt.h, got)
		}
	}
	svg := string(Panel(course(4), 600, 240, "dark").Scene.SVG())
	texts := regexp.MustCompile(`<text x="[^"]*" y="([^"]*)"`).FindAllStringSubmatch(svg, -1)
	for _, m := range texts {
		if y, err := strconv.ParseFloat(m[1], 64); err != nil || y > 116*(1-courseShare) {
			t.Errorf("a text of a box of 116 pixels stands at %s, in the course", m[1])
		}
	}
	if len(texts) != 8 {
		t.Errorf("%d texts of four names and numbers", len(texts))
	}
}
