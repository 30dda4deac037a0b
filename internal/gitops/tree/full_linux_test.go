package tree

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/llm-observability/dashgen/internal/smalldisk"
)

// TestFullDisk writes with every number of pages that a disk may have left: all is new, or all is as it was, its manifest
// included. A file that must go before a folder takes its place is one of them.
func TestFullDisk(t *testing.T) {
	disk := smalldisk.New(t, 256*smalldisk.Page)
	dir := filepath.Join(disk.Dir, "out")
	before, after := killPlans()[0], killPlans()[1]
	mustWrite(t, dir, planOf(t, before), WriteOptions{Prune: true})
	stored, err := os.ReadFile(filepath.Join(dir, ManifestName))
	must(t, err)
	p := planOf(t, after)
	failures := 0
	for pages := 0; ; pages++ {
		disk.Leave(pages)
		_, err := Write(dir, p, WriteOptions{Prune: true})
		if err == nil {
			break
		}
		failures++
		if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), dir+"/") {
			t.Fatalf("with %d pages: %v", pages, err)
		}
		same(t, "folder", read(t, dir), before)
		now, err := os.ReadFile(filepath.Join(dir, ManifestName))
		must(t, err)
		same(t, "manifest", string(now), string(stored))
		if t.Failed() {
			t.Fatalf("with %d pages", pages)
		}
	}
	if failures < 20 {
		t.Errorf("it fits after %d failures: this proves little", failures)
	}
	same(t, "folder", read(t, dir), after)
	same(t, "drift", check(t, dir, p, nil), []string(nil))

	disk.ReadOnly(true)
	if _, err := Write(dir, planOf(t, before), WriteOptions{Prune: true}); !errors.Is(err, syscall.EROFS) || !strings.Contains(err.Error(), dir) {
		t.Errorf("read-only: %v", err)
	}
	mustWrite(t, dir, p, WriteOptions{Prune: true}) // there is nothing to do
	same(t, "folder", read(t, dir), after)
}
