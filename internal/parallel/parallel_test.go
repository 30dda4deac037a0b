package parallel

import (
	"sync/atomic"
	"testing"
	"time"
)

func TestEachDoesEverythingOnce(t *testing.T) {
	for _, n := range []int{0, 1, 2, 1000} {
		done := make([]int, n)
		Each(n, func(i int) { done[i]++ })
		for i, times := range done {
			if times != 1 {
				t.Errorf("piece %d of %d was done %d times", i, n, times)
			}
		}
	}
}

// TestSomeAtATime: no more pieces are under way than goroutines were asked for, and a number that makes no sense is one.
func TestSomeAtATime(t *testing.T) {
	for most, want := range map[int]int64{-1: 1, 0: 1, 1: 1, 3: 3} {
		var now, peak, done atomic.Int64
		Some(most, 30, func(int) {
			for n := now.Add(1); ; {
				if old := peak.Load(); n <= old || peak.CompareAndSwap(old, n) {
					break
				}
			}
			time.Sleep(time.Millisecond) // the others may begin
			done.Add(1)
			now.Add(-1)
		})
		if peak.Load() > want || done.Load() != 30 {
			t.Errorf("%d at a time: %d pieces were done, up to %d together", most, done.Load(), peak.Load())
		}
	}
}
