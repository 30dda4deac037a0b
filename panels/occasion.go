package panels

// An Occasion is what must happen before a panel has anything to show. The list is closed: a panel that is empty for any
// other reason is broken, and `dashgen test` says so.
type Occasion string

// The occasions, in the words that stand in the place of data: what did not happen.
const (
	NoAlert Occasion = "no alert fires"
)

// EmptyWhile says that a panel is empty until something happens, which an ordinary day does not have. It stands around the panel
// where a dashboard lists it:
//
//	Row("Alerts", panels.EmptyWhile(panels.NoAlert, firingAlerts()))
func EmptyWhile[P ~struct{ spec Spec }](why Occasion, panel P) P {
	p := struct{ spec Spec }(panel)
	p.spec.EmptyWhile = why
	return P(p)
}
