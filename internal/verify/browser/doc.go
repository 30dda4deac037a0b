// Package browser proves the preview's page in a real browser: Chromium, headless, as Debian ships it. It is a module of
// its own, so that the shipped one does not depend on a client of browsers.
//
// Without Chromium its tests are skipped by name; .ci/run installs it, and fails when one was. With DASHGEN_SHOTS set to
// a folder the tests leave their screenshots there.
package browser
