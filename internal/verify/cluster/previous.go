package cluster

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// applied are the folders of the output that a cluster takes; the rest is for a Grafana without the operator.
var applied = []string{"out/base", "out/components", "out/overlays"}

// errNoPrevious says that the history, as far as this clone has it, knows of no other output.
var errNoPrevious = errors.New("no commit has another output: a shallow clone, or no repository of Git")

// previous writes the newest committed output that would be applied differently below dir, and returns its folder and commit.
func previous(ctx context.Context, root, dir string) (out, commit string, err error) {
	list, err := run(ctx, root, nil, nil, "git", append([]string{"rev-list", "HEAD", "--"}, applied...)...)
	if err != nil {
		return "", "", fmt.Errorf("%w: %w", errNoPrevious, err)
	}
	for _, commit := range strings.Fields(string(list)) {
		_, err := run(ctx, root, nil, nil, "git", append([]string{"diff", "--quiet", commit, "--"}, applied...)...)
		var exit *exec.ExitError
		switch {
		case err == nil:
			continue // it is the present one
		case !errors.As(err, &exit) || exit.ExitCode() != 1:
			return "", "", err
		}
		archive, err := run(ctx, root, nil, nil, "git", "archive", "--format=tar", commit, "out")
		if err != nil {
			return "", "", err
		}
		return filepath.Join(dir, "out"), commit, unpack(archive, dir)
	}
	return "", "", errNoPrevious
}

// unpack writes the folders and files of a tar archive below dir.
func unpack(archive []byte, dir string) error {
	reader := tar.NewReader(bytes.NewReader(archive))
	for {
		header, err := reader.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if !filepath.IsLocal(header.Name) {
			return fmt.Errorf("%s leads out of the archive", header.Name)
		}
		name := filepath.Join(dir, filepath.FromSlash(header.Name))
		switch header.Typeflag {
		case tar.TypeDir:
			err = os.MkdirAll(name, 0o755)
		case tar.TypeReg:
			var data []byte
			if data, err = io.ReadAll(reader); err == nil {
				err = os.WriteFile(name, data, 0o600)
			}
		}
		if err != nil {
			return err
		}
	}
}
