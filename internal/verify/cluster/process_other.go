//go:build !linux

package cluster

import "syscall"

// dieWithParent is something that only Linux can do.
func dieWithParent() *syscall.SysProcAttr { return nil }
