package source_test

import (
	"os"
	"testing"

	"github.com/llm-observability/dashgen/internal/source"
)

// BenchmarkRead reads one dashboard as JSON and in the resource that carries it.
func BenchmarkRead(b *testing.B) {
	for _, name := range []string{"../../out/dashboards/canopy/canopy-vllm.json", "../../out/base/canopy/canopy-vllm.yaml"} {
		data, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name[len("../../out/"):], func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				if f, err := source.Read(name, data); err != nil || f.Empty() {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkHostileFiles is reading what is made to take time: one operation is all of them.
func BenchmarkHostileFiles(b *testing.B) {
	for b.Loop() {
		for _, file := range hostileFiles() {
			if _, err := source.Read(file.name, []byte(file.data)); (err == nil) != (file.want == "") {
				b.Fatal(file.name, err)
			}
		}
	}
}
