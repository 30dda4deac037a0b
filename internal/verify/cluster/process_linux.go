package cluster

import "syscall"

// dieWithParent has the kernel end a server when the test binary ends without having stopped it, such as by its own timeout.
func dieWithParent() *syscall.SysProcAttr { return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }
