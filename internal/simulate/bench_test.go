package simulate

import (
	"testing"
	"time"
)

// BenchmarkRecord is an hour of everything there is at a scrape every 15 seconds.
func BenchmarkRecord(b *testing.B) {
	samples := 0
	for b.Loop() {
		_, samples = recorded(b).Len()
	}
	b.ReportMetric(float64(samples), "samples")
}

func recorded(b *testing.B) *Recording {
	b.Helper()
	sc, err := Named("steady")
	if err != nil {
		b.Fatal(err)
	}
	rec, err := Record(Config{Scenario: sc, Seed: 1, Start: begin}, time.Hour, 15*time.Second)
	if err != nil {
		b.Fatal(err)
	}
	return rec
}
