//go:build unix

package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"text/tabwriter"
	"time"
)

// previewing measures what somebody waits for who looks at dashboards: the first one on the page, and all as files. The
// weight is of a page without its data: what it loads before it asks for panels.
func previewing(w *tabwriter.Writer, dir, dashgen string) error {
	var first, files, weight []float64
	for range runs {
		took, bytes, err := firstDashboard(dashgen)
		if err != nil {
			return fmt.Errorf("dashgen preview: %w", err)
		}
		first, weight = append(first, float64(took)), append(weight, float64(bytes))
	}
	row(w, "process: preview, start to the first dashboard's last panel", first, "< 1 s")
	fmt.Fprintf(w, "  the page's weight without data\t\t%.0f kB\t\t< 500 kB\n", weight[0]/1000)
	for range 3 {
		out := filepath.Join(dir, "pictures")
		start := time.Now()
		if msg, err := exec.Command(dashgen, "preview", "--static", out).CombinedOutput(); err != nil {
			return fmt.Errorf("dashgen preview --static: %w\n%s", err, msg)
		}
		files = append(files, float64(time.Since(start)))
		if err := os.RemoveAll(out); err != nil {
			return err
		}
	}
	row(w, "process: preview --static, every dashboard, n=3", files, "< 15 s")
	return nil
}

// firstDashboard starts the page and asks for what a browser does, four panels at a time.
func firstDashboard(dashgen string) (took time.Duration, weight int, err error) {
	cmd := exec.Command(dashgen, "preview")
	out, err := cmd.StdoutPipe()
	if err != nil {
		return 0, 0, err
	}
	start := time.Now()
	if err := cmd.Start(); err != nil {
		return 0, 0, err
	}
	defer func() {
		err = errors.Join(err, cmd.Process.Kill())
		_ = cmd.Wait() // with the signal
	}()
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		return 0, 0, err
	}
	server := strings.TrimSuffix(strings.TrimSpace(line), "/")
	index, err := body(server + "/")
	if err != nil {
		return 0, 0, err
	}
	link := regexp.MustCompile(`href="(/d/[^"]+)"`).FindStringSubmatch(index)
	if link == nil {
		return 0, 0, errors.New("the page lists no dashboard")
	}
	page, err := body(server + link[1])
	if err != nil {
		return 0, 0, err
	}
	weight = len(page)
	for _, asset := range []string{"page.css", "page.js", "roboto-400.woff", "roboto-500.woff"} {
		text, err := body(server + "/assets/" + asset)
		if err != nil {
			return 0, 0, err
		}
		weight += len(text)
	}
	panels := regexp.MustCompile(`data-id="([^"]+)"`).FindAllStringSubmatch(page, -1)
	errs := make(chan error, len(panels))
	slots := make(chan struct{}, 4)
	for _, p := range panels {
		go func() {
			slots <- struct{}{}
			_, err := body(server + "/panel" + strings.TrimPrefix(link[1], "/d") + "?w=500&h=300&id=" + p[1])
			<-slots
			errs <- err
		}()
	}
	for range panels {
		err = errors.Join(err, <-errs)
	}
	return time.Since(start), weight, err
}

// body is what an address answers.
func body(url string) (string, error) {
	answer, err := http.Get(url)
	if err != nil {
		return "", err
	}
	data, err := io.ReadAll(answer.Body)
	if err := errors.Join(err, answer.Body.Close()); err != nil {
		return "", err
	}
	if answer.StatusCode != http.StatusOK {
		return "", fmt.Errorf("%s: %s", url, answer.Status)
	}
	return string(data), nil
}
