package preview

import (
	"net/url"
	"testing"
	"time"
)

// TestViewsFollowTheClock: a view is kept for a moment, and not for longer because the clock was set back meanwhile, nor at
// all when it was set forward.
func TestViewsFollowTheClock(t *testing.T) {
	site := testSite(t, "every-kind")
	start := time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)
	now := start
	vs := &views{clock: func() time.Time { return now }}
	look := func() *View {
		t.Helper()
		v, err := vs.get(t.Context(), site, site.Entries[0], url.Values{})
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	first := look()
	for _, tt := range []struct {
		name string
		set  time.Duration
		kept bool
	}{
		{"at once", 0, true},
		{"a moment later", viewAge, true},
		{"later", viewAge + time.Second, false},
		{"set back by an hour", -time.Hour, false},
		{"set back by a moment", -time.Hour - time.Second, false},
		{"set forward by a year", 365 * 24 * time.Hour, false},
	} {
		now = start.Add(tt.set)
		v := look()
		if (v == first) != tt.kept {
			t.Errorf("%s: it is kept: %v", tt.name, v == first)
		}
		if again := look(); again != v {
			t.Errorf("%s: it is not kept from then on", tt.name)
		}
		if v.Window != first.Window { // that of the data
			t.Errorf("%s: the window is %v", tt.name, v.Window)
		}
		first = v
	}
}

// TestViewsForgetOldSites: what was open of a site before would hold all of its data.
func TestViewsForgetOldSites(t *testing.T) {
	first := testSite(t, "every-kind")
	second := *first
	vs := &views{clock: time.Now}
	for _, site := range []*Site{first, &second} {
		for _, from := range []string{"now-1m", "now-2m", "now-3m"} {
			if _, err := vs.get(t.Context(), site, site.Entries[0], url.Values{"from": {from}}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if len(vs.open) != 3 || vs.site != &second {
		t.Errorf("%d views are open", len(vs.open))
	}
}
