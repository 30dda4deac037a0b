package tree

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/llm-observability/dashgen/internal/smalldisk"
)

// TestFullDisk writes with every number of pages that a disk may have left: all is new, or all is as it was, its manifest
// included. In one plan a file must go before a folder takes its place; in the other nothing goes that would make room for
// the last manifest.
func TestFullDisk(t *testing.T) {
	disk := smalldisk.New(t, 512*smalldisk.Page)
	plans := killPlans()
	added := files{"same": "not the same\n"}
	for n := range 100 {
		added[fmt.Sprintf("more/with-a-long-name-so-that-the-manifest-takes-several-pages/%03d", n)] = "x"
	}
	for i, step := range [][2]files{{plans[0], plans[1]}, {plans[0], with(plans[0], added)}} {
		dir := filepath.Join(disk.Dir, fmt.Sprint(i))
		disk.Leave(200)
		fillUp(t, disk, dir, step[0], step[1])
	}
	disk.ReadOnly(true)
	dir := filepath.Join(disk.Dir, "0")
	if _, err := Write(dir, planOf(t, plans[0]), WriteOptions{Prune: true}); !errors.Is(err, syscall.EROFS) || !strings.Contains(err.Error(), dir) {
		t.Errorf("read-only: %v", err)
	}
	mustWrite(t, dir, planOf(t, plans[1]), WriteOptions{Prune: true}) // there is nothing to do
	same(t, "folder", read(t, dir), plans[1])
}

// fillUp makes one plan of another with ever more pages left, until they are enough.
func fillUp(t *testing.T, disk *smalldisk.Disk, dir string, before, after files) {
	t.Helper()
	mustWrite(t, dir, planOf(t, before), WriteOptions{Prune: true})
	stored, err := os.ReadFile(filepath.Join(dir, ManifestName))
	must(t, err)
	p := planOf(t, after)
	pages := 0
	for ; ; pages++ {
		disk.Leave(pages)
		_, err := Write(dir, p, WriteOptions{Prune: true})
		if err == nil {
			break
		}
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
	if pages < 20 {
		t.Errorf("%d pages are enough: this proves little", pages)
	}
	same(t, "folder", read(t, dir), after)
	same(t, "drift", check(t, dir, p, nil), []string(nil))
}
