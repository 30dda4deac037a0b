package tree

import (
	"errors"
	"os"
	"time"
)

// A Write takes well under a second, so that waiting ten for others is enough for many of them.
const (
	lockTries = 500
	lockPause = 20 * time.Millisecond
)

// errBusy is what tryLock returns while another process has the lock.
var errBusy = errors.New("another dashgen is writing into it")

// lock keeps other processes from writing into the folder until the returned function is called, or the
// process ends in whatever way. Where the file system has no locks it does nothing: renames are atomic, so
// that no file is ever torn, and two runs of the same plan agree on the outcome.
func lock(root *os.Root, dir string, tries int) (unlock func(), err error) {
	for range tries {
		if unlock, err = tryLock(root); err == nil {
			return unlock, nil
		}
		if !errors.Is(err, errBusy) {
			break
		}
		time.Sleep(lockPause)
	}
	e := failed(dir, "", "cannot lock the output folder", err)
	if errors.Is(err, errBusy) {
		e.Hint = "wait for it to end, then run again"
	}
	return nil, e
}
