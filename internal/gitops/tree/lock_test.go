package tree

import (
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

func TestConcurrentWrites(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	plans := []*Plan{
		planOf(t, with(made, files{"only-one": "1"})),
		planOf(t, files{"a.json": "uno\n", "base/x.yaml": "dos\n", "base/y.yaml/deep": "tres\n"}),
	}
	var wg sync.WaitGroup
	for i := range 16 {
		wg.Go(func() {
			if _, err := Write(dir, plans[i%2], WriteOptions{Prune: true}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if check(t, dir, plans[0], nil) != nil && check(t, dir, plans[1], nil) != nil {
		t.Errorf("the folder is neither plan: %v", read(t, dir))
	}
}

func TestLock(t *testing.T) {
	dir := t.TempDir()
	open := func() *os.Root {
		root, err := os.OpenRoot(dir)
		must(t, err)
		t.Cleanup(func() { must(t, root.Close()) })
		return root
	}
	unlock, err := tryLock(open())
	must(t, err)
	second, err := tryLock(open())
	if err == nil {
		second()
		unlock()
		t.Skip("no locks on this system")
	}
	if !errors.Is(err, errBusy) {
		t.Fatal(err)
	}
	if _, err := lock(open(), dir, 1); err == nil {
		t.Error("a locked folder is locked again")
	} else {
		same(t, "message", screen(dir, err), "out: cannot lock the output folder: another dashgen is writing into it\n  hint: wait for it to end, then run again\n")
	}
	waiter := open()
	done := make(chan error)
	go func() {
		unlock, err := lock(waiter, dir, lockTries)
		if err == nil {
			unlock()
		}
		done <- err
	}()
	unlock()
	if err := <-done; err != nil {
		t.Errorf("an unlocked folder is not locked: %v", err)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 0 {
		t.Errorf("locking left %v, %v", entries, err)
	}
}
