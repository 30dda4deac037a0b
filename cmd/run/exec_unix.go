//go:build unix

package run

import (
	"os"
	"syscall"
)

// execute starts a program in place of this one.
func execute() func(program string, args []string) error {
	return func(program string, args []string) error { return syscall.Exec(program, args, os.Environ()) }
}
