//go:build unix

package main

import (
	"bytes"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestInterrupted asks a command to end that waits for its standard input: once, and it is told that it ended; more often,
// and it ends at once.
func TestInterrupted(t *testing.T) {
	if testing.Short() {
		t.Skip("it waits for seconds")
	}
	for _, often := range []bool{false, true} {
		cmd := exec.Command(os.Args[0], "lint", "-")
		cmd.Env = append(os.Environ(), "DASHGEN_README=1")
		stdin, err := cmd.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if _, err := stdin.Write([]byte(badBoard[:20])); err != nil { // it may be read
			t.Fatal(err)
		}
		ended := make(chan struct{})
		go func() {
			_ = cmd.Wait() // the state of the process tells how it ended
			close(ended)
		}()
		// Asked before it listens, it would end at once, too.
		time.Sleep(time.Second)
		for asked := 0; ; asked++ {
			if asked == 0 || often {
				_ = cmd.Process.Signal(os.Interrupt) // it may have ended
			}
			if asked == 600 {
				_ = cmd.Process.Kill()
				<-ended
				t.Fatalf("it does not end:\n%s", &stderr)
			}
			select {
			case <-ended:
			case <-time.After(100 * time.Millisecond):
				continue
			}
			break
		}
		status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus)
		if !ok {
			t.Fatalf("the status is %v", cmd.ProcessState)
		}
		if often && (!status.Signaled() || stderr.Len() > 0) {
			t.Errorf("asked twice it ends with %v\n%s", cmd.ProcessState, &stderr)
		}
		if !often && (status.ExitStatus() != 2 || !strings.HasSuffix(stderr.String(), "dashgen: interrupted\n")) {
			t.Errorf("asked once it ends with %v\n%s", cmd.ProcessState, &stderr)
		}
	}
}
