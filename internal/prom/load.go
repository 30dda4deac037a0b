package prom

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/prometheus/prometheus/model/labels"

	"github.com/llm-observability/dashgen/internal/diag"
)

// Loaded says what an input added to a [Storage].
type Loaded struct {
	Name    string    // the input, as the caller named it
	Series  int       // distinct series in the input
	Samples int       // samples, staleness markers included
	First   time.Time // of the earliest sample, UTC
	Last    time.Time // of the latest sample, UTC
}

// A LoadOption changes how an input is loaded.
type LoadOption func(*loadOptions)

type loadOptions struct {
	at     time.Time
	target labels.Labels
}

// At gives samples without a timestamp a time, which is rounded down to a millisecond. It matters to [Storage.LoadFile] when
// the file is a scrape.
func At(t time.Time) LoadOption {
	return func(o *loadOptions) { o.at = t }
}

// TargetLabels are added to every series, as a scrape adds job, instance and the like. When an exporter sets such a label
// itself, its own is kept with the prefix exported_.
func TargetLabels(target map[string]string) LoadOption {
	return func(o *loadOptions) { o.target = labels.FromMap(target).WithoutEmpty() }
}

func collect(options []LoadOption) loadOptions {
	var o loadOptions
	for _, option := range options {
		option(&o)
	}
	return o
}

// LoadFile loads a file: a recording (.om), a scrape (.prom), or series in notation (.series), each also compressed (.gz).
// Compression is recognised by content, so the suffix may be missing. A file with another suffix is taken for a recording
// when it ends with # EOF, for series when it starts with a load line, and for a scrape otherwise; a scrape needs [At]
// unless its samples have timestamps. Errors in the content are [diag.Error] values with file and line.
func (s *Storage) LoadFile(path string, options ...LoadOption) (Loaded, error) {
	file, err := os.Open(path)
	if err != nil {
		return Loaded{}, fmt.Errorf("load: %w", err)
	}
	defer func() { _ = file.Close() }() // it is only read from
	data, err := s.read(path, file)
	if err != nil {
		return Loaded{}, err
	}
	o := collect(options)
	switch name := strings.TrimSuffix(path, ".gz"); {
	case strings.HasSuffix(name, ".om"):
		return s.store(parseOpenMetrics(path, data, o))
	case strings.HasSuffix(name, ".prom"):
		return s.store(parseText(path, data, o))
	case strings.HasSuffix(name, ".series"):
		return s.store(parseSeries(path, data, o))
	case bytes.HasSuffix(bytes.TrimSuffix(data, []byte{'\n'}), []byte("\n"+endMark)):
		return s.store(parseOpenMetrics(path, data, o))
	case startsWithLoad(data):
		return s.store(parseSeries(path, data, o))
	default:
		return s.store(parseText(path, data, o))
	}
}

// read returns the whole input, decompressed when it is gzip.
func (s *Storage) read(name string, r io.Reader) ([]byte, error) {
	data, err := s.readLimited(r, sizeOf(r))
	if err != nil {
		return nil, fmt.Errorf("load %s: %w", name, err)
	}
	if !bytes.HasPrefix(data, []byte{0x1f, 0x8b}) {
		return data, s.checkSize(name, data)
	}
	if err := s.checkSize(name, data); err != nil {
		return nil, err
	}
	compressed, err := gzip.NewReader(bytes.NewReader(data))
	if err == nil {
		data, err = s.readLimited(compressed, contentSize(data))
	}
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		cut := diag.New(diag.Position{File: name}, "the compressed data is cut short")
		cut.Err = err
		return nil, cut
	case err != nil:
		damaged := diag.New(diag.Position{File: name}, "the compressed data is damaged").Because("%v", err)
		damaged.Err = err
		return nil, damaged
	}
	return data, s.checkSize(name, data)
}

// readLimited reads everything, or one byte more than the limit. With a good guess of the size it copies nothing.
func (s *Storage) readLimited(r io.Reader, guess int64) ([]byte, error) {
	const most = 1 << 30 // a wrong guess must not cost more
	var b bytes.Buffer
	b.Grow(int(min(max(guess, 0), s.maxBytes, most)) + bytes.MinRead)
	_, err := b.ReadFrom(io.LimitReader(r, s.maxBytes+1))
	return b.Bytes(), err
}

// contentSize is how much an undamaged gzip file of one part holds: its last four bytes say so, modulo 4 GiB. Nothing
// is compressed to less than a thousandth.
func contentSize(compressed []byte) int64 {
	if len(compressed) < 4 {
		return 0
	}
	return min(int64(binary.LittleEndian.Uint32(compressed[len(compressed)-4:])), 1032*int64(len(compressed)))
}

// sizeOf is the size of a file, and 0 of anything else.
func sizeOf(r io.Reader) int64 {
	file, ok := r.(*os.File)
	if !ok {
		return 0
	}
	info, err := file.Stat()
	if err != nil {
		return 0
	}
	return info.Size()
}

func (s *Storage) checkSize(name string, data []byte) error {
	if int64(len(data)) <= s.maxBytes {
		return nil
	}
	return diag.New(diag.Position{File: name}, "the input is larger than %d bytes", s.maxBytes)
}
