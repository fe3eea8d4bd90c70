# The single door: `make help` lists what it opens.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DATA ?= $(error give DATA=DIR, a folder with exports/, diaries/, emotion/, memory/ and retrieval/)

.DEFAULT_GOAL := help

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(STAMP): pyproject.toml constraints.txt
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is not installed; give PYTHON=python3.12, say" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

install: $(STAMP)  ## make the environment and install

session: $(STAMP)  ## a guided session with the embedded guide
	@$(BIN)/selfmirror session --offline

test: $(STAMP)  ## run the tests
	$(BIN)/pytest -n 2 --dist worksteal

test-all: $(STAMP)  ## run the slow tests too
	$(BIN)/pytest -n 2 --dist worksteal -m "not online"

check: $(STAMP)  ## format, lint, types, imports
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(STAMP)  ## put the code into the house's form
	$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .

docs: $(STAMP)  ## write docs/cli.md anew from --help
	$(BIN)/python -m tests.cli.reference docs/cli.md

bench-start: $(STAMP)  ## whole-process times of the commands, as ratios in one run
	$(BIN)/python benchmarks/bench_start.py

bench-session: $(STAMP)  ## how long the embedded guide takes to answer
	$(BIN)/python benchmarks/bench_session.py

bench-import: $(STAMP)  ## import of DATA/exports: speed, and messages in = accounted for by an independent count
	$(BIN)/python benchmarks/bench_import.py $(DATA)/exports

bench-import-scale: $(STAMP)  ## a gigabyte, 10,000 files again, 20 kills; PEERS=PYTHON with convoviz and echomine races them
	$(BIN)/python benchmarks/bench_import_scale.py $(if $(PEERS),--peers $(PEERS))

fuzz-import: $(STAMP)  ## whether any file crashes, hangs or slips through an import; DATA=DIR adds its exports/
	$(BIN)/python benchmarks/fuzz_import.py $(CASES) $(if $(filter file,$(origin DATA)),,--data $(DATA)/exports)

bench-search: $(STAMP)  ## what search finds on the sets in DATA, beside its arms alone; CACHE=DIR keeps vectors
	$(BIN)/python benchmarks/bench_search.py $(DATA) $(if $(CACHE),--cache $(CACHE)) $(if $(JSON),--json $(JSON))

bench-search-scale: $(STAMP)  ## search over 100,000 passages: time and memory, beside the bare engines
	$(BIN)/python benchmarks/bench_search_scale.py $(if $(JSON),--json $(JSON))

bench-affect: $(STAMP)  ## affect on the held-back parts of DATA
	$(BIN)/python benchmarks/bench_affect.py $(DATA)

bench-drift: $(STAMP)  ## drift on synthetic lives and on the diary in DATA
	$(BIN)/python benchmarks/bench_drift.py $(DATA)/diaries/barbellion

.PHONY: help install session test test-all check format docs bench-start bench-session bench-import bench-import-scale fuzz-import bench-search bench-search-scale bench-affect bench-drift
