# Everything a person types. The heavier parts are shell lines that .ci/run calls, too.

SHELL := bash
GO ?= go
BIN := bin/dashgen
# Modules of their own, for what the shipped one must not depend on.
nested := internal/verify/manifests internal/verify/prometheus internal/verify/promtool internal/verify/sarif internal/verify/cluster internal/verify/release docs/examples/own-dashboards
# Modules without code of ours: each pins programs or definitions that a test builds or reads.
pinned := internal/tools $(addprefix internal/verify/cluster/tools/,definitions kubernetes operator)
# It takes minutes, so that make test leaves it out.
browser := internal/verify/browser

.DEFAULT_GOAL := help
.PHONY: help generate check diff preview build docs pictures lint test test-manifests test-cluster test-prometheus servers test-browser test-release race bench corpus handles tidy fuzz clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# Without -trimpath, which a release has: tests compile without it, and an empty cache is filled once instead of twice.
build:
	@$(GO) build -ldflags '-s -w' -o $(BIN) ./cmd/dashgen

generate: build ## prove the dashboards and write out/
	@$(BIN) generate

check: build ## fail when out/ is not what the code says
	@$(BIN) generate --check

diff: build ## tell what the dashboards have become since the last commit (REV=origin/main for another)
	@$(BIN) diff $(or $(REV),HEAD) || [ $$? = 1 ]

preview: build ## show the dashboards on a local page, without Grafana (ARGS='--scenario gpu-fault' for its flags)
	@$(BIN) preview $(ARGS)

handles: ## write the typed metric handles from the catalogue's tables
	@cd queries && $(GO) generate .

docs: ## write what is generated in docs/: pages, and the output of the example
	@$(GO) run ./internal/docs/generate
	@cd docs/examples/own-dashboards && $(GO) run . generate

pictures: ## draw docs/images and write docs/gallery.md
	@$(GO) run ./internal/docs/pictures

lint: build ## golangci-lint over all Go code, our own linter over our dashboards, out/ and docs/
	@$(GO) tool -modfile=internal/tools/go.mod golangci-lint run ./...
	@$(BIN) lint
	@$(BIN) lint out docs

# Without vet in the shipped module, which make lint vets: it would read all dependencies once more.
test: ## prove everything: code, queries on recorded data, manifests (but not on real servers)
	@set -o pipefail; \
	{ $(GO) test -vet=off ./... && $(foreach m,$(nested),(cd $(m) && $(GO) test -short -count=1 ./...) &&) true; } 2>&1 | awk '$(summary)'

# Passing packages are counted, everything else is shown.
define summary
/^ok/ {ok++; next} /no test files/ {next} /^FAIL\t/ {failed++} {print} \
END {printf "packages: %d passed, %d failed\n", ok, failed}
endef

test-manifests: ## prove out/ against the operator's definitions and with Kustomize
	@cd internal/verify/manifests && $(GO) test -count=1 ./...

test-cluster: ## apply out/ to a real API server, and run the real operator (builds both the first time: minutes)
	@cd internal/verify/cluster && $(GO) test -count=1 -v -timeout 90m ./...

servers: ## build the real servers of test-cluster and test-prometheus ahead of them, which takes minutes
	@for m in prometheus cluster; do (cd internal/verify/$$m && $(GO) test -count=1 -run '^TestPrograms$$' -v -timeout 90m ./...) || exit 1; done

test-browser: ## prove the preview's page in Chromium; SHOTS=folder keeps the screenshots
	@cd $(browser) && DASHGEN_SHOTS=$(SHOTS) $(GO) test -count=1 -v ./...

test-prometheus: ## prove verify and the engine against a real Prometheus; the first time it is built, which takes minutes
	@cd internal/verify/prometheus && set -o pipefail; $(GO) test -v -count=1 ./... | awk '$(unskipped)'

# A test that was skipped proved nothing: it fails, with its reason.
define unskipped
/^--- SKIP|^    --- SKIP/ {skipped++} /^(---|    ---|ok|FAIL|panic)/ || /_test.go:/ {print} \
END {if (skipped) {printf "%d tests were skipped\n", skipped; exit 1}}
endef

test-release: ## build the same bytes twice, install dashgen as a released module, begin a repository with it
	@cd internal/verify/release && $(GO) test -count=1 -v -timeout 30m ./...

race: ## the tests under the race detector (FLAGS=-short leaves out those that take long on one goroutine)
	@CGO_ENABLED=1 $(GO) test -race -vet=off $(FLAGS) -timeout 60m ./...

bench: build ## print the benchmarks, the size of the binary and its cold start
	@$(GO) run ./internal/bench

corpus: ## print how well the linter finds the defects of testdata/lint
	@$(GO) run ./internal/lint/corpus/score

fuzz: ## run each fuzz target for a minute (FUZZTIME=10m for longer)
	@for p in $$(grep -rl --include='*_test.go' '^func Fuzz' . | xargs -n1 dirname | sort -u); do \
	  for f in $$(grep -ho '^func Fuzz[A-Za-z0-9]*' $$p/*_test.go | cut -c6-); do \
	    echo "$$p $$f"; $(GO) test -vet=off -run '^$$' -fuzz "^$$f\$$" -fuzztime $(or $(FUZZTIME),1m) $$p || exit 1; done; done

tidy: ## go mod tidy in every module
	@for m in . $(nested) $(pinned) $(browser); do (cd $$m && $(GO) mod tidy) || exit 1; done

clean: ## remove what was built
	@rm -rf bin
