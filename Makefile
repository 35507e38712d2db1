# Two commands are all there is to set up: `make run` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
SOURCE ?=

.PHONY: run test bench check floor docs clean

run: $(STAMP)  ## open the reader on the packaged sample, or on SOURCE
ifeq ($(strip $(SOURCE)),)
	@$(BIN)/pullquote demo
else
	@$(BIN)/pullquote "$(SOURCE)"
endif

test: check  ## lint, types and the everyday tests
	$(BIN)/python -m pytest -q -n auto --maxprocesses 4 --dist worksteal

check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(STAMP)  ## ratios against peers, each measured in one run
	$(BIN)/python -m tests.benchmarks

# pip 23.2.1, which some Pythons bring, stops with an internal error on two of our dependencies that name the same
# extra in different spellings; so pip comes first.
$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "pullquote needs Python 3.11 or later; say: make PYTHON=python3.12 run"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Setting up $(VENV) (a few minutes, once) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev
	@# An editable install is not compiled by pip, and some environments forbid Python to do it at the first start.
	@$(BIN)/python -m compileall -q reader
	@touch $@

floor: $(STAMP)  ## write down every score that stands higher than its floor (tests/floor.tsv)
	RAISE_FLOOR=1 $(BIN)/python -m pytest -q $(shell grep -rl "import hold" tests --include="test_*.py" | grep -v test_floor)

docs: $(STAMP)  ## write the generated tables of docs/ and the man page
	$(BIN)/python scripts/write_docs.py

clean:
	rm -rf $(VENV) dist build
