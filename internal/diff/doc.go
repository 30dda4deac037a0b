// Package diff tells what differs between two output folders as a person would say it: a panel was added, a
// query asks something else, a threshold is higher. It compares values, and neither bytes nor files: keys in another order, a
// query with other spaces or a dashboard that is now compressed are no difference.
//
//	report, err := diff.Compare(diff.Tree{Name: "HEAD", Files: old}, diff.Tree{Name: "now", Files: generated})
//	for _, c := range report.Changes {
//		fmt.Println(c.Kind, c.Dashboard, c.Panel, c.Old, c.New)
//	}
//
// Nothing is left out: what has no kind of its own is told as an option with the path of its value. A panel that
// only makes room for another did not move.
package diff
