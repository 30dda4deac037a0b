package cluster

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/hex"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"
)

// credentials are what the API server and its clients need of each other, made for one test and never written elsewhere.
type credentials struct {
	dir   string
	token string // of an administrator
	roots *x509.CertPool
}

// The files that credentials consist of.
const (
	authorityFile   = "ca.crt"
	certificateFile = "server.crt"
	keyFile         = "server.key"
	accountsFile    = "accounts.key" // signs tokens of service accounts
	tokensFile      = "tokens.csv"
	kubeconfigFile  = "kubeconfig"
)

func (c *credentials) path(file string) string { return filepath.Join(c.dir, file) }

// newCredentials writes an authority, a certificate for the loopback address, and a token of the group that may do everything.
func newCredentials(dir string, now time.Time) (*credentials, error) {
	random := make([]byte, 16)
	if _, err := rand.Read(random); err != nil {
		return nil, err
	}
	c := &credentials{dir: dir, token: hex.EncodeToString(random), roots: x509.NewCertPool()}

	template := x509.Certificate{
		SerialNumber:          big.NewInt(1),
		Subject:               pkix.Name{CommonName: "cluster test"},
		NotBefore:             now.Add(-time.Hour),
		NotAfter:              now.Add(24 * time.Hour),
		KeyUsage:              x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
		BasicConstraintsValid: true,
		IsCA:                  true,
	}
	authorityKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	authority, err := x509.CreateCertificate(rand.Reader, &template, &template, &authorityKey.PublicKey, authorityKey)
	if err != nil {
		return nil, err
	}
	parsed, err := x509.ParseCertificate(authority)
	if err != nil {
		return nil, err
	}
	c.roots.AddCert(parsed)

	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	server := template
	server.SerialNumber, server.IsCA, server.KeyUsage = big.NewInt(2), false, x509.KeyUsageDigitalSignature
	server.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	server.IPAddresses = []net.IP{net.IPv4(127, 0, 0, 1)}
	certificate, err := x509.CreateCertificate(rand.Reader, &server, parsed, &key.PublicKey, authorityKey)
	if err != nil {
		return nil, err
	}
	accounts, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	keyBytes, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		return nil, err
	}
	accountsBytes, err := x509.MarshalECPrivateKey(accounts)
	if err != nil {
		return nil, err
	}
	return c, writeFiles(dir, map[string][]byte{
		authorityFile:   pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: authority}),
		certificateFile: pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: certificate}),
		keyFile:         pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: keyBytes}),
		accountsFile:    pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: accountsBytes}),
		tokensFile:      []byte(c.token + `,administrator,1,"system:masters"` + "\n"),
	})
}

// writeKubeconfig tells kubectl and the operator where the API server is.
func (c *credentials) writeKubeconfig(url string) error {
	return writeFiles(c.dir, map[string][]byte{kubeconfigFile: []byte(`apiVersion: v1
kind: Config
current-context: test
contexts: [{name: test, context: {cluster: test, user: administrator}}]
clusters: [{name: test, cluster: {server: "` + url + `", certificate-authority: "` + c.path(authorityFile) + `"}}]
users: [{name: administrator, user: {token: "` + c.token + `"}}]
`)})
}

// writeFiles writes files that only this user can read.
func writeFiles(dir string, files map[string][]byte) error {
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			return err
		}
	}
	return nil
}
