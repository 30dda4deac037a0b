package tree

import (
	"bytes"
	"fmt"
	"path/filepath"
	"testing"
)

// benchPlan is a large team: ten environments of 250 dashboards, each as JSON and as a custom resource,
// 4 KB a file.
func benchPlan(b *testing.B) *Plan {
	p := &Plan{}
	for env := range 10 {
		for i := range 250 {
			for _, form := range []string{"dashboards/env%d/board-%03d.json", "base/env%d/board-%03d.yaml"} {
				name := fmt.Sprintf(form, env, i)
				if err := p.Add(name, bytes.Repeat([]byte(name+"\n"), 4096/len(name))); err != nil {
					b.Fatal(err)
				}
			}
		}
	}
	if p.Len() != 5000 {
		b.Fatalf("the plan has %d files", p.Len())
	}
	return p
}

func BenchmarkWriteCold(b *testing.B) {
	p, dir := benchPlan(b), b.TempDir()
	n := 0
	for b.Loop() {
		n++
		if _, err := Write(filepath.Join(dir, fmt.Sprint(n)), p, WriteOptions{Prune: true}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWriteWarm(b *testing.B) {
	p, dir := benchPlan(b), b.TempDir()
	if _, err := Write(dir, p, WriteOptions{Prune: true}); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		s, err := Write(dir, p, WriteOptions{Prune: true})
		if err != nil || len(s.Unchanged) != p.Len() {
			b.Fatalf("%d files unchanged, error %v", len(s.Unchanged), err)
		}
	}
}

func BenchmarkCheck(b *testing.B) {
	p, dir := benchPlan(b), b.TempDir()
	if _, err := Write(dir, p, WriteOptions{Prune: true}); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if changes, err := Check(dir, p, nil); err != nil || len(changes) != 0 {
			b.Fatalf("%d changes, error %v", len(changes), err)
		}
	}
}
