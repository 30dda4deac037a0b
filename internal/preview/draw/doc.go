// Package draw is a picture as data: shapes and texts that are written as SVG for a page and as pixels for a file, from
// one list, so that both show the same.
//
// Lengths are CSS pixels, angles radians clockwise from three o'clock, and y grows downwards. Texts are measured with
// the font that is embedded, Roboto in two weights, so a picture has the same line breaks and the same bytes on every
// machine. Characters that the font lacks are boxes in a raster; a browser takes them from its own fonts.
//
// The package knows neither panels nor values.
package draw
