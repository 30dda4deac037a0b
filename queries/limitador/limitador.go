package limitador

import (
	"time"

	"github.com/llm-observability/dashgen/queries"
	"github.com/llm-observability/dashgen/queries/catalogue"
)

// Labels that the environment resolves: see its section maas.
var (
	// Plan is what a customer has booked: the label tier, or subscription on newer installations.
	Plan = queries.NewLabel[Exporter]("plan")
	// CallModel is the model that a call asked for, on authorized_calls and limited_calls. Only the policy of
	// installations with tiers puts it there; authorized_hits has [Model] everywhere.
	CallModel = queries.NewLabel[Exporter]("call_model")
)

// TokenRate is the tokens per second that were let through. Limitador counts hits: under a TokenRateLimitPolicy
// a request's hits are its tokens.
func TokenRate(by ...queries.Label[Exporter]) queries.Query {
	return AuthorizedHits.Rate(by...).Measures(catalogue.Counted("tokens").Rate())
}

// Tokens are the tokens let through in a window.
func Tokens(w queries.Window, by ...queries.Label[Exporter]) queries.Query {
	return AuthorizedHits.Increase(w, by...).Measures(catalogue.Counted("tokens"))
}

// HourlyTokens are the tokens let through in the hour before each moment.
func HourlyTokens(by ...queries.Label[Exporter]) queries.Query {
	return Tokens(queries.Last(time.Hour), by...)
}

// ActiveUsers is how many users asked for something over the time range. Where metrics carry no user it is not
// available.
func ActiveUsers() queries.Query {
	return queries.Active(AuthorizedCalls.Increase(queries.WholeRange(), User)).Measures(catalogue.Counted("users")).WhereAvailable()
}

// Cost is what the tokens of a window cost, from the environment's prices. The labels must include Plan. Where
// the environment has no prices it is not available.
func Cost(w queries.Window, by ...queries.Label[Exporter]) queries.Query {
	return queries.Priced(queries.Times(Tokens(w, by...), 1.0/1000), Plan).Measures(catalogue.Dollars()).WhereAvailable()
}

// Price is the price of 1000 tokens, for all who used some in the window. The labels must include Plan.
func Price(w queries.Window, by ...queries.Label[Exporter]) queries.Query {
	return queries.Priced(queries.Once(Tokens(w, by...)), Plan).Measures(catalogue.Dollars()).WhereAvailable()
}

// Checked are all requests that Limitador decided on in a rate or increase: let through or refused.
func Checked(authorized, limited queries.Query) queries.Query {
	return queries.PlusEither(authorized, limited)
}

// LimitedShare is the share of requests that were refused, 0 to 1. Without traffic it has no value.
func LimitedShare() queries.Query {
	return queries.Share(LimitedCalls.Rate(), Checked(AuthorizedCalls.Rate(), LimitedCalls.Rate()))
}
