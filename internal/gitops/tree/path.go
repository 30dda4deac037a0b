package tree

import (
	"fmt"
	"path"
	"regexp"
	"strings"
)

const (
	// ManifestName is the file in the output folder that says which files are ours.
	ManifestName = ".dashgen.json"

	// Names stay short enough for a temporary file's name to fit in 255 bytes.
	maxName = 200
	maxPath = 512
)

var (
	// device matches the names that mean a device on Windows, whatever extension they have.
	device = regexp.MustCompile(`(?i)^(con|prn|aux|nul|com[0-9]|lpt[0-9]|conin\$|conout\$) *(\.|$)`)

	// leftover matches the names of our temporary files, as temporary makes them.
	leftover = regexp.MustCompile(`^\..+\.dashgen-[0-9a-f]{16}\.tmp$`)
)

// temporary names the file that is renamed to name once it is complete.
func temporary(name, token string) string {
	dir, base := path.Split(name)
	return dir + "." + base + ".dashgen-" + token + ".tmp"
}

// unportable returns why a path does not mean the same file everywhere, or "" if it does.
func unportable(name string) string {
	switch {
	case name == "":
		return "the path is empty"
	case len(name) > maxPath:
		return fmt.Sprintf("the path is longer than %d bytes", maxPath)
	case strings.HasPrefix(name, "/"):
		return "the path is absolute"
	}
	if first, _, _ := strings.Cut(name, "/"); fold(first) == ManifestName {
		return "the name is the manifest's"
	}
	for part := range strings.SplitSeq(name, "/") {
		if why := unportablePart(part); why != "" {
			return why
		}
	}
	return ""
}

func unportablePart(part string) string {
	switch part {
	case "":
		return "the path has an empty part"
	case ".", "..":
		return fmt.Sprintf("the path has a part %q", part)
	}
	for i := range len(part) {
		if c := part[i]; c < ' ' || c > '~' {
			return fmt.Sprintf("the path holds the byte %#02x, and only printable ASCII is spelled alike everywhere", c)
		}
	}
	if i := strings.IndexAny(part, `\:*?"<>|`); i >= 0 {
		return fmt.Sprintf("Windows does not allow %q in a name", part[i])
	}
	switch last := part[len(part)-1]; {
	case last == ' ' || last == '.':
		return fmt.Sprintf("Windows drops the %q at the end of %q", last, part)
	case device.MatchString(part):
		return fmt.Sprintf("%q is a device on Windows", part)
	case fold(part) == ".git" || fold(part) == "git~1":
		return "Git refuses a part .git"
	case leftover.MatchString(part):
		return fmt.Sprintf("%q is how temporary files are named", part)
	case len(part) > maxName:
		return fmt.Sprintf("a name in it is longer than %d bytes", maxName)
	}
	return ""
}
