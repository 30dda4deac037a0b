package manifests

import (
	"log"
	"os"
	"testing"
)

// shared is a folder for what several tests read.
var shared string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "manifests")
	if err != nil {
		log.Fatal(err)
	}
	shared = dir
	code := m.Run()
	if err := os.RemoveAll(dir); err != nil {
		log.Print(err)
	}
	os.Exit(code)
}
