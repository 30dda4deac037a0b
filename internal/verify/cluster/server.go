package cluster

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

const (
	startAttempts = 3 // because another program may take a port that was free a moment ago
	startTime     = 3 * time.Minute
)

// Server is an API server of Kubernetes with an etcd of its own. No controller runs beside it: namespaces get no default
// service account, Deployments get no pods, and nothing is deleted because its owner was.
type Server struct {
	dir       string
	tools     map[string]string
	keys      *credentials
	url       string
	client    *http.Client
	processes []*Process
}

// StartServer starts etcd and the API server on free ports of the loopback interface, with everything that they write in dir,
// and waits until they are ready. The error says that a program did not start or ended, with the last lines of its log, or that
// they were not ready in time; nothing runs then.
func StartServer(ctx context.Context, dir string, tools map[string]string) (*Server, error) {
	keys, err := newCredentials(dir, time.Now())
	if err != nil {
		return nil, err
	}
	var failed error
	for attempt := range startAttempts {
		s := &Server{dir: dir, tools: tools, keys: keys, client: &http.Client{
			Timeout:   time.Minute,
			Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: keys.roots, MinVersion: tls.VersionTLS12}},
		}}
		err := s.start(ctx, strconv.Itoa(attempt))
		if err == nil {
			return s, nil
		}
		failed = errors.Join(err, s.Stop())
		if !strings.Contains(err.Error(), "address already in use") {
			break
		}
	}
	return nil, failed
}

func (s *Server) start(ctx context.Context, attempt string) error {
	ctx, cancel := context.WithTimeout(ctx, startTime)
	defer cancel()
	var ports [3]int
	for i := range ports {
		var err error
		if ports[i], err = freePort(); err != nil {
			return err
		}
	}
	store, peer := fmt.Sprintf("http://127.0.0.1:%d", ports[0]), fmt.Sprintf("http://127.0.0.1:%d", ports[1])
	if err := s.launch("etcd", nil,
		"--data-dir", filepath.Join(s.dir, "etcd"+attempt), "--unsafe-no-fsync", // what is lost when the machine fails is a test's
		"--listen-client-urls", store, "--advertise-client-urls", store,
		"--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer, "--initial-cluster", "default="+peer); err != nil {
		return err
	}
	s.url = fmt.Sprintf("https://127.0.0.1:%d", ports[2])
	if err := s.keys.writeKubeconfig(s.url); err != nil {
		return err
	}
	if err := s.launch("kube-apiserver", nil,
		"--etcd-servers", store, "--bind-address", "127.0.0.1", "--advertise-address", "127.0.0.1", "--secure-port", strconv.Itoa(ports[2]),
		"--tls-cert-file", s.keys.path(certificateFile), "--tls-private-key-file", s.keys.path(keyFile), "--cert-dir", s.dir,
		"--endpoint-reconciler-type", "none", // it would refuse to publish a loopback address, again and again
		"--token-auth-file", s.keys.path(tokensFile), "--authorization-mode", "RBAC",
		"--service-account-issuer", "https://kubernetes.default.svc", "--service-cluster-ip-range", "10.0.0.0/24",
		"--service-account-key-file", s.keys.path(accountsFile), "--service-account-signing-key-file", s.keys.path(accountsFile)); err != nil {
		return err
	}
	return s.eventually(ctx, "the API server becomes ready", func(ctx context.Context) error {
		_, err := s.request(ctx, http.MethodGet, "/readyz", nil)
		return err
	})
}

// launch starts one more process, which Stop ends.
func (s *Server) launch(tool string, environment []string, args ...string) error {
	p, err := start(s.dir, tool, s.tools[tool], environment, args...)
	if err != nil {
		return err
	}
	s.processes = append(s.processes, p)
	return nil
}

// eventually gives up at once when a process has ended.
func (s *Server) eventually(ctx context.Context, what string, attempt func(context.Context) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	err := eventually(ctx, what, func(ctx context.Context) error {
		for _, p := range s.processes {
			if err := p.alive(); err != nil {
				cancel(err)
				return err
			}
		}
		return attempt(ctx)
	})
	return err
}

// Stop ends the processes, the last one first. The error names those that had to be killed.
func (s *Server) Stop() error {
	var errs []error
	for len(s.processes) > 0 {
		last := len(s.processes) - 1
		errs = append(errs, s.processes[last].stop())
		s.processes = s.processes[:last]
	}
	s.client.CloseIdleConnections()
	return errors.Join(errs...)
}

// Kubectl runs the real kubectl. What it prints to standard error is part of the error.
func (s *Server) Kubectl(ctx context.Context, stdin []byte, args ...string) (string, error) {
	environment := []string{"KUBECONFIG=" + s.keys.path(kubeconfigFile), "KUBECACHEDIR=" + filepath.Join(s.dir, "cache"), "KUBECTL_APPLYSET=true"}
	out, err := run(ctx, "", environment, stdin, s.tools["kubectl"], args...)
	return string(out), err
}
