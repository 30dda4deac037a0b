package atomicfile

import (
	"errors"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/llm-observability/dashgen/internal/smalldisk"
)

// TestFullDisk: whatever room there is, either all is new or nothing has changed.
func TestFullDisk(t *testing.T) {
	const size = 5 // pages of a new file
	long := func(letter string) string { return strings.Repeat(letter, size*smalldisk.Page) }
	disk := smalldisk.New(t, 64*smalldisk.Page)
	dir := filepath.Join(disk.Dir, "out")
	if err := WriteAll(dir, map[string][]byte{"a": []byte("a"), "b/c": []byte("c")}); err != nil {
		t.Fatal(err)
	}
	want := files(t, dir)
	for pages := range 3*size + 1 {
		disk.Leave(pages)
		err := Write(filepath.Join(dir, "a"), 0o644, text(long("A")))
		if fits := pages >= size; fits != (err == nil) {
			t.Fatalf("with %d pages one file: %v", pages, err)
		}
		if err == nil {
			want["a"] = long("A")
		} else if wantError(t, err, filepath.Join(dir, "a")); !errors.Is(err, syscall.ENOSPC) {
			t.Error(err)
		}
		same(t, "one file", files(t, dir), want)
		if err == nil { // as it was
			disk.Leave(2)
			if err := Write(filepath.Join(dir, "a"), 0o644, text("a!")); err != nil {
				t.Fatal(err)
			}
			want["a"] = "a!"
			disk.Leave(pages)
		}
		err = WriteAll(dir, map[string][]byte{"a": []byte(long("1")), "b/c": []byte(long("2")), "new/d": []byte(long("3"))})
		if fits := pages >= 3*size; fits != (err == nil) {
			t.Fatalf("with %d pages three files: %v", pages, err)
		}
		if err != nil {
			same(t, "three files", files(t, dir), want)
		}
	}
	same(t, "all", files(t, dir), map[string]string{"a": long("1"), "b/c": long("2"), "new/d": long("3")})
	disk.ReadOnly(true)
	want = files(t, dir)
	if err := Write(filepath.Join(dir, "a"), 0o644, text("x")); !errors.Is(err, syscall.EROFS) {
		t.Error(err)
	}
	if err := WriteAll(dir, map[string][]byte{"a": nil, "x/y": nil}); !errors.Is(err, syscall.EROFS) {
		t.Error(err)
	}
	same(t, "read-only", files(t, dir), want)
}
