//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package tree

import (
	"errors"
	"os"
	"syscall"
)

// tryLock locks the folder itself, so that no lock file is left for anybody to find.
func tryLock(root *os.Root) (unlock func(), err error) {
	f, err := root.Open(".")
	if err != nil {
		return nil, err
	}
	for {
		err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if !errors.Is(err, syscall.EINTR) {
			break
		}
	}
	if errors.Is(err, syscall.EWOULDBLOCK) {
		_ = f.Close() // it has no lock
		return nil, errBusy
	}
	// Any other error is a file system without locks on folders, such as NFS.
	return func() { _ = f.Close() }, nil // which unlocks
}
