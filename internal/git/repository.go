package git

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
)

// A repository is one at a revision. One git answers for all files of it, one after another.
type repository struct {
	ctx        context.Context // of the run: the repository does not outlive it
	root, tree string

	mutex sync.Mutex
	git   *batch // nil until the first file is asked for
	err   error  // of the first answer that could not be read: the next ones can't be told apart
}

// maxSize is the size of the largest file that is read, in bytes: the linter reads no larger one.
const maxSize = 32 << 20

// read returns what a file held, by its path from the root.
func (r *repository) read(path string) (data []byte, ok bool, err error) {
	if strings.ContainsAny(path, "\r\n") {
		return nil, false, errors.New("git can't be asked for a name that has line ends in it")
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
		if r.git, err = objects(r.ctx, r.root, nil); err != nil {
			return nil, false, err
		}
	}
	if _, err := fmt.Fprintf(r.git.ask, "%s:%s\n", r.tree, path); err != nil {
		return nil, false, fmt.Errorf("git cat-file: %w", err)
	}
	if data, ok, err = r.git.next(maxSize); err != nil {
		return nil, false, fmt.Errorf("git cat-file: %w", err)
	}
	return data, ok, nil
}

// close lets git end. The error is that git failed, after answers that could be read.
func (r *repository) close() error {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if r.git == nil {
		return nil
	}
	_ = r.git.ask.Close() // it ends at the end of its input
	if r.err != nil {
		_ = r.git.cmd.Process.Kill() // nobody reads the rest, for which it would wait
		_ = r.git.cmd.Wait()         // it was ended on purpose
		return nil
	}
	return r.git.cmd.Wait()
}
