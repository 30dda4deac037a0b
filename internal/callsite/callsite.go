// Package callsite remembers where in the Go source a value was made, so that whatever is found wrong
// with it later can name the file and line that its author must change.
package callsite

import (
	"path"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"

	"github.com/llm-observability/dashgen/internal/diag"
)

// A Site is a place in the Go source. The zero Site is unknown.
type Site uintptr

// Here returns the place that called the caller's caller, skip frames further up: 0 in an exported
// function is the line that calls this function.
func Here(skip int) Site {
	var pcs [1]uintptr
	if runtime.Callers(skip+3, pcs[:]) == 0 {
		return 0
	}
	return Site(pcs[0])
}

var modulePath = sync.OnceValue(func() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		return info.Main.Path
	}
	return ""
})

// Position is the file, below the root of its module, and the line.
func (s Site) Position() diag.Position {
	if s == 0 {
		return diag.Position{}
	}
	frame, _ := runtime.CallersFrames([]uintptr{uintptr(s)}).Next()
	if frame.File == "" {
		return diag.Position{}
	}
	return diag.Position{File: relative(frame.Function, frame.File), Line: frame.Line}
}

// relative names a file by its package and not by the folder it was built in, which differs between
// machines. A function is named import/path.name, with dots in path elements but the last escaped.
func relative(function, file string) string {
	dir, last := path.Split(function)
	pkg := dir + strings.SplitN(last, ".", 2)[0]
	if rest, ok := strings.CutPrefix(pkg, modulePath()+"/"); ok && modulePath() != "" {
		pkg = rest
	} else if pkg == "main" || pkg == modulePath() {
		pkg = ""
	} else if i := strings.Index(pkg, "/dashgen/"); i >= 0 {
		pkg = pkg[i+len("/dashgen/"):]
	}
	return path.Join(strings.TrimSuffix(pkg, "_test"), path.Base(file))
}
