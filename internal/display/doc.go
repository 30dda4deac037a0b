// Package display says what a person sees: value to text, unit and colour as Grafana shows it, "nothing" included. The
// facts are those of Grafana 12.2, and each is named with the file of grafana/grafana it comes from; the browser's
// language is taken to be English (en-US) and its engine V8, as in Chrome.
//
//   - [Format] turns a number and a unit id into text.
//   - [Display] adds value mappings, thresholds and colours: one value of one field.
//   - [Reduce] takes one number of a series, and [Stat] shows the result of a query as a stat panel does.
//
// The types mirror a dashboard's fieldConfig and can be decoded from its JSON. What Grafana gets wrong is wrong here,
// too: a sum over nothing is a zero, and an infinite rate reads "∞undefined req/s". The package exists to catch panels
// that lie, so it must not be kinder than Grafana.
//
// It is a leaf: it knows neither panels nor queries.
package display
