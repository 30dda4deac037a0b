package diff

import "sort"

// outOfOrder are the positions in a sequence of different numbers that have to move for it to ascend: as few as
// can be.
func outOfOrder(seq []int) map[int]bool {
	// tails[k] is the position that ends the ascending subsequence of length k+1 with the smallest number.
	var tails []int
	before := make([]int, len(seq))
	for i, v := range seq {
		k := sort.Search(len(tails), func(k int) bool { return seq[tails[k]] >= v })
		before[i] = -1
		if k > 0 {
			before[i] = tails[k-1]
		}
		if k == len(tails) {
			tails = append(tails, i)
		} else {
			tails[k] = i
		}
	}
	out := map[int]bool{}
	for i := range seq {
		out[i] = true
	}
	if len(tails) > 0 {
		for i := tails[len(tails)-1]; i >= 0; i = before[i] {
			delete(out, i)
		}
	}
	return out
}
