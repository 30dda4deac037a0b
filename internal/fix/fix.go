// Package fix changes files in place, byte for byte as they were but for what is replaced, and shows what it
// changed.
package fix

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/llm-observability/dashgen/internal/atomicfile"
)

// A Sum tells whether a file is still as it was read.
type Sum [sha256.Size]byte

// SumOf is the sum of a file's content.
func SumOf(data []byte) Sum { return sha256.Sum256(data) }

// An Edit replaces the bytes of a file from From up to, not including, To.
type Edit struct {
	From, To int
	Old, New string // Old is what stands there
}

// Apply returns the content with the edits made. Equal edits are one; an edit that overlaps another, or does not
// find what it replaces, is an error.
func Apply(data []byte, edits []Edit) ([]byte, error) {
	edits = slices.Clone(edits)
	slices.SortFunc(edits, func(a, b Edit) int { return a.From - b.From })
	edits = slices.Compact(edits)
	var out bytes.Buffer
	at := 0
	for _, e := range edits {
		switch {
		case e.From < at:
			return nil, fmt.Errorf("two replacements overlap: one of %q", e.Old)
		case e.To < e.From || e.To > len(data) || string(data[e.From:e.To]) != e.Old:
			return nil, fmt.Errorf("%q is not where it was read", e.Old)
		}
		out.Write(data[at:e.From])
		out.WriteString(e.New)
		at = e.To
	}
	out.Write(data[at:])
	return out.Bytes(), nil
}

// ErrChanged is the error of a file that is not as it was read.
var ErrChanged = errors.New("the file has changed since it was read")

// Read reads a file again. The error is [ErrChanged] when it is not as it was, or that of the file system.
func Read(path string, as Sum) ([]byte, error) {
	data, err := os.ReadFile(path)
	if err == nil && SumOf(data) != as {
		err = ErrChanged
	}
	return data, err
}

// Write puts content in a file's place, or leaves the file as it is: readers see one or the other. A link stays a
// link, and the file's mode stays what it is. It fails on what is no regular file, and with the errors of the file system.
func Write(path string, data []byte) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return errors.New("it is not a regular file")
	}
	return atomicfile.Write(path, info.Mode().Perm(), func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}
