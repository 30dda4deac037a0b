package git

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"strings"
)

// A batch is one git that tells the content of objects, one after another, in the order in which they are asked for.
type batch struct {
	cmd       *exec.Cmd
	ask       io.WriteCloser // nil where all was asked for at the start
	tell      *bufio.Reader
	complaint *bytes.Buffer
}

// objects starts a batch in a folder. It reads what is asked for, a name a line, until ask ends, or where that is nil
// until the batch's own is closed.
func objects(ctx context.Context, dir string, ask io.Reader) (*batch, error) {
	cmd, complaint := command(ctx, dir, "cat-file", "--batch")
	b := &batch{cmd: cmd, complaint: complaint}
	var err error
	if cmd.Stdin = ask; ask == nil {
		if b.ask, err = cmd.StdinPipe(); err != nil {
			return nil, fmt.Errorf("git cat-file: %w", err)
		}
	}
	tell, err := cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("git cat-file: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, cannotRun(err)
	}
	b.tell = bufio.NewReaderSize(tell, 1<<16)
	return b, nil
}

// next is the content of the next object; ok is false when it is missing, no file, or of more than limit bytes. After
// an error the answers can't be told apart any more.
func (b *batch) next(limit int64) (data []byte, ok bool, err error) { return answer(b.tell, limit) }

// failed is an error with what git complained of, once it has ended.
func (b *batch) failed(err error) error {
	if said := strings.TrimSpace(b.complaint.String()); said != "" {
		return fmt.Errorf("git cat-file: %w: %s", err, said)
	}
	return fmt.Errorf("git cat-file: %w", err)
}

// answer reads one answer of cat-file --batch: NAME missing, or hash, type, size, a line feed, the bytes, a line feed.
func answer(r *bufio.Reader, limit int64) (data []byte, ok bool, err error) {
	head, err := r.ReadString('\n')
	if err != nil {
		return nil, false, fmt.Errorf("it ended too early: %w", err)
	}
	if strings.HasSuffix(head, " missing\n") {
		return nil, false, nil
	}
	fields := strings.Fields(head)
	if len(fields) != 3 {
		return nil, false, fmt.Errorf("it said %q", strings.TrimSpace(head))
	}
	size, err := strconv.ParseInt(fields[2], 10, 64)
	if err != nil || size < 0 {
		return nil, false, fmt.Errorf("it said %q", strings.TrimSpace(head))
	}
	if fields[1] != "blob" || size > limit {
		if _, err := io.CopyN(io.Discard, r, size+1); err != nil {
			return nil, false, fmt.Errorf("it ended too early: %w", err)
		}
		return nil, false, nil
	}
	data = make([]byte, size+1)
	if _, err := io.ReadFull(r, data); err != nil {
		return nil, false, fmt.Errorf("it ended too early: %w", err)
	}
	return data[:size], true, nil
}
