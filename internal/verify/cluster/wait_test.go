package cluster

import (
	"context"
	"errors"
	"testing"
)

// TestEventuallyTellsWhy: what was last in the way is the error, and not that the time was over while it was asked.
func TestEventuallyTellsWhy(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	why := errors.New("not yet")
	attempts := 0
	err := eventually(ctx, "it works", func(ctx context.Context) error {
		attempts++
		if attempts < 3 {
			return why
		}
		cancel()
		return ctx.Err()
	})
	if attempts != 3 || !errors.Is(err, why) || !errors.Is(err, context.Canceled) {
		t.Errorf("after %d attempts: %v", attempts, err)
	}
	if err := eventually(t.Context(), "it works", func(context.Context) error { return nil }); err != nil {
		t.Error(err)
	}
}
