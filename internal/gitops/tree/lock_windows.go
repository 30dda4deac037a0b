package tree

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// tryLock opens a file that nobody else can open, outside of the folder. Windows closes and deletes it
// when the process ends.
func tryLock(root *os.Root) (unlock func(), err error) {
	const (
		shareNothing     = 0
		deleteOnClose    = 0x04000000
		sharingViolation = syscall.Errno(32)
	)
	folder, err := filepath.Abs(root.Name())
	if err != nil {
		return nil, err
	}
	if real, err := filepath.EvalSymlinks(folder); err == nil {
		folder = real
	}
	sum := sha256.Sum256([]byte(strings.ToLower(folder)))
	name, err := syscall.UTF16PtrFromString(filepath.Join(os.TempDir(), "dashgen-"+hex.EncodeToString(sum[:8])+".lock"))
	if err != nil {
		return nil, err
	}
	h, err := syscall.CreateFile(name, syscall.GENERIC_READ|syscall.GENERIC_WRITE, shareNothing, nil,
		syscall.OPEN_ALWAYS, syscall.FILE_ATTRIBUTE_NORMAL|deleteOnClose, 0)
	switch {
	case errors.Is(err, sharingViolation), errors.Is(err, syscall.ERROR_ACCESS_DENIED): // open, or just being deleted
		return nil, errBusy
	case err != nil:
		return nil, err
	}
	return func() { _ = syscall.CloseHandle(h) }, nil // which unlocks
}
