package smalldisk

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
)

// Page is what a disk gives at a time, in bytes.
const Page = 4096

// A Test is the test that a disk is for.
type Test interface {
	Helper()
	TempDir() string
	Cleanup(func())
	Skip(args ...any)
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

// A Disk is a file system in memory that the goroutine of the test sees, and the programs that it starts; nobody else
// does, and it is gone with them. Subtests don't see it.
type Disk struct {
	Dir string
	t   Test
}

// New returns a disk with so many bytes, or skips the test where nothing may be mounted.
func New(t Test, size int) *Disk {
	t.Helper()
	dir := t.TempDir()
	runtime.LockOSThread() // for ever: the thread ends with the goroutine, and what it has mounted with the thread
	if err := syscall.Unshare(syscall.CLONE_FS | syscall.CLONE_NEWNS); err != nil {
		t.Skip("no file system can be mounted here: ", err)
	}
	mount := func(source, target, kind string, flags uintptr, data string) {
		t.Helper()
		if err := syscall.Mount(source, target, kind, flags, data); err != nil {
			t.Skip("no file system can be mounted here: ", err)
		}
	}
	mount("", "/", "", syscall.MS_REC|syscall.MS_PRIVATE, "")
	mount("tmpfs", dir, "tmpfs", 0, fmt.Sprintf("mode=755,size=%d", size))
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) }) // or the folder can't be removed
	return &Disk{dir, t}
}

// ReadOnly makes the disk one that can't be written to, or can again.
func (d *Disk) ReadOnly(on bool) {
	d.t.Helper()
	flags := uintptr(syscall.MS_REMOUNT)
	if on {
		flags |= syscall.MS_RDONLY
	}
	if err := syscall.Mount("tmpfs", d.Dir, "tmpfs", flags, ""); err != nil {
		d.t.Fatal(err)
	}
}

// Leave fills the disk but for so many pages. A file of the disk, called filler, holds the rest.
func (d *Disk) Leave(pages int) {
	d.t.Helper()
	name := filepath.Join(d.Dir, "filler")
	if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		d.t.Fatal(err)
	}
	var s syscall.Statfs_t
	if err := syscall.Statfs(d.Dir, &s); err != nil {
		d.t.Fatal(err)
	}
	rest := int(s.Bavail)*int(s.Bsize) - pages*Page
	if rest < 0 {
		d.t.Fatalf("the disk has no %d pages left", pages)
	}
	if err := os.WriteFile(name, make([]byte, rest), 0o600); err != nil {
		d.t.Fatal(err)
	}
}
