// Package inspect looks at a server: which exporters of which releases it scrapes, to judge by the names that it has, how
// its store spells names and labels, and from that why what a panel asks for is not there.
package inspect
