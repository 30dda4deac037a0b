package cli

import (
	"fmt"
	"strings"
	"time"
)

// A progressBar shows on a terminal how far a run is. On anything else it does nothing.
type progressBar struct {
	app   *App
	began time.Time
	last  time.Time
	drawn bool
	noun  string
}

// How a bar is drawn: not in the first moment, which most runs take, and not more often than anybody can see.
const (
	barDelay    = 500 * time.Millisecond
	barInterval = 100 * time.Millisecond
	barWidth    = 30
)

func (a *App) progress() *progressBar { return &progressBar{app: a, began: a.Clock(), noun: "panels"} }

func (b *progressBar) show(done, of int) {
	if !b.app.Watched || of == 0 {
		return
	}
	now := b.app.Clock()
	if now.Sub(b.began) < barDelay || now.Sub(b.last) < barInterval && done < of {
		return
	}
	b.last, b.drawn = now, true
	full := done * barWidth / of
	fmt.Fprintf(b.app.Stderr, "\r[%s%s] %d of %d %s", strings.Repeat("#", full), strings.Repeat(" ", barWidth-full), done, of, b.noun)
}

// clear takes the bar away, before anything else is printed.
func (b *progressBar) clear() {
	if b.drawn {
		fmt.Fprint(b.app.Stderr, "\r\x1b[K")
	}
}
