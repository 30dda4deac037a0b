// Package inspect runs the panels of dashboards against servers and says which have data, and of the others why not: it
// goes down an expression to the part that returns nothing, and there to the metric that is absent, the matcher that
// nothing passes, or the traffic that has not come.
//
// It also tells from the names and labels that a server has which releases of which exporters run.
package inspect
