// Package parallel spreads independent pieces of work over the cores.
package parallel

import (
	"runtime"
	"sync"
)

// Each calls work for 0 to n-1 on as many goroutines as there are cores, and returns when all are done. The
// order is not determined: results belong into a slice, by index.
func Each(n int, work func(i int)) { Some(runtime.GOMAXPROCS(0), n, work) }

// Some is Each on at most so many goroutines, at least one, for work that waits for others.
func Some(most, n int, work func(i int)) {
	next := make(chan int)
	var wg sync.WaitGroup
	for range min(n, max(1, most)) {
		wg.Go(func() {
			for i := range next {
				work(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
}
