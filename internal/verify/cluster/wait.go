package cluster

import (
	"context"
	"fmt"
	"time"
)

// pause lies between two attempts of eventually.
const pause = 100 * time.Millisecond

// eventually attempts until it works out, and otherwise until the context ends: then it returns why the last attempt failed.
func eventually(ctx context.Context, what string, attempt func(context.Context) error) error {
	ticker := time.NewTicker(pause)
	defer ticker.Stop()
	var last error
	for {
		err := attempt(ctx)
		if err == nil {
			return nil
		}
		if last == nil || ctx.Err() == nil { // else it may only say that the time is over
			last = err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%s: %w: %w", what, ctx.Err(), last)
		case <-ticker.C:
		}
	}
}
