package simulate

import (
	"testing"
	"time"
)

// BenchmarkRecord is an hour of everything there is at a scrape every 15 seconds.
func BenchmarkRecord(b *testing.B) {
	sc, err := Named("steady")
	if err != nil {
		b.Fatal(err)
	}
	samples := 0
	for b.Loop() {
		rec, err := Record(Config{Scenario: sc, Seed: 1, Start: time.Date(2026, 1, 5, 10, 0, 0, 0, time.UTC)}, time.Hour, 15*time.Second)
		if err != nil {
			b.Fatal(err)
		}
		_, samples = rec.Len()
	}
	b.ReportMetric(float64(samples), "samples")
}
