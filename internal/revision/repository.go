package revision

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"strings"
	"sync"
)

// A repository is one at a commit. One git answers for all files of it, one after another.
type repository struct {
	ctx          context.Context // of the run: the repository does not outlive it
	root, commit string

	mutex sync.Mutex
	git   *exec.Cmd // nil until the first file is asked for
	ask   io.WriteCloser
	tell  *bufio.Reader
	err   error // of the first answer that could not be read: the next ones can't be told apart
}

// maxSize is the size of the largest file that is read: the linter reads no larger one.
const maxSize = 32 << 20

// read returns what a file held, by its path from the root.
func (r *repository) read(path string) (data []byte, ok bool, err error) {
	if strings.ContainsAny(path, "\r\n") {
		return nil, false, fmt.Errorf("git can't be asked for a name that has line ends in it")
	}
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if r.err == nil {
		data, ok, r.err = r.answer(path)
	}
	return data, ok, r.err
}

func (r *repository) answer(path string) (data []byte, ok bool, err error) {
	if r.git == nil {
		if err := r.start(); err != nil {
			return nil, false, err
		}
	}
	if _, err := fmt.Fprintf(r.ask, "%s:%s\n", r.commit, path); err != nil {
		return nil, false, fmt.Errorf("git ended: %w", err)
	}
	head, err := r.tell.ReadString('\n')
	if err != nil {
		return nil, false, fmt.Errorf("git ended: %w", err)
	}
	// NAME missing, or HASH TYPE SIZE and the content.
	fields := strings.Fields(head)
	if strings.HasSuffix(head, " missing\n") {
		return nil, false, nil
	}
	size, err := strconv.ParseInt(fields[len(fields)-1], 10, 64)
	if err != nil || len(fields) != 3 {
		return nil, false, fmt.Errorf("git said %q", strings.TrimSpace(head))
	}
	if fields[1] != "blob" || size > maxSize {
		_, err = r.tell.Discard(int(size) + 1)
		return nil, false, err
	}
	data = make([]byte, size+1)
	if _, err := io.ReadFull(r.tell, data); err != nil {
		return nil, false, fmt.Errorf("git ended: %w", err)
	}
	return data[:size], true, nil
}

func (r *repository) start() error {
	cmd := command(r.ctx, r.root, "cat-file", "--batch")
	ask, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	tell, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	r.git, r.ask, r.tell = cmd, ask, bufio.NewReader(tell)
	return nil
}

// close lets git end.
func (r *repository) close() error {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if r.git == nil {
		return nil
	}
	_ = r.ask.Close() // it ends at the end of its input
	return r.git.Wait()
}
