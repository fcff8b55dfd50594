# clauselog: `make` prints this help.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
JOBS ?= 2

help:  ## print this help
	@echo "clauselog: what you can make (everything sets itself up in $(VENV)/ first)"
	@echo
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(READY): requirements/dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "clauselog needs Python >= 3.11; '$(PYTHON)' is $$($(PYTHON) --version 2>&1). Try: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 2; }
	@echo "Setting up $(VENV)/ from requirements/dev.lock (once, about a minute; details in $(VENV)/setup.log)"
	@$(PYTHON) -m venv $(VENV)
	@{ $(BIN)/python -m pip install --disable-pip-version-check --progress-bar off --no-deps --require-hashes -r requirements/dev.lock 2>&1; echo "exit status $$?"; } \
		| tee $(VENV)/setup.log | awk '/^(Collecting|Requirement already|Installing)/ {printf "."; fflush()} END {print ""}'
	@tail -1 $(VENV)/setup.log | grep -qx "exit status 0" || { tail -20 $(VENV)/setup.log >&2; echo "Setting up failed; the whole story is in $(VENV)/setup.log" >&2; exit 1; }
	@$(BIN)/python -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation --editable .
	@touch $@

setup: $(READY)  ## make the virtual environment (the other targets do it for you)

demo: $(READY)  ## run the main job on an invented provider, on loopback, in under a minute
	@$(BIN)/python -m apps.demo

test: $(READY)  ## run the tests
	@$(BIN)/python -m pytest -n $(JOBS) -q

lint: $(READY)  ## ruff, mypy (strict) and the import contracts
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo 2>/dev/null || $(BIN)/lint-imports

check: lint test  ## lint, then test: what must pass before anything lands

check-slow: $(READY)  ## the checks that need servers or minutes
	@$(BIN)/python -m pytest -n 0 -q -m slow --override-ini 'addopts=-ra --strict-markers'

bench: $(READY)  ## measure speed and memory (reported, never asserted)
	@for script in bench/[a-z]*.py; do echo "== $$script =="; $(BIN)/python $$script || exit 1; done

golden: $(READY)  ## run the golden cases of every rule and show what each would say
	@$(BIN)/python -m pytest -q tests/golden

fingerprints: $(READY)  ## write down what every parser makes of its fixtures, after raising the VERSION of what changed
	@$(BIN)/python -m tests.golden.fingerprints

lock: $(READY)  ## resolve the dependencies anew and write requirements/*.lock
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile pyproject.toml --extra demo --group dev --universal --python-version 3.11 --generate-hashes --quiet --custom-compile-command "make lock" --output-file requirements/dev.lock
	@$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --quiet --custom-compile-command "make lock" --output-file requirements/run.lock
	@$(BIN)/python -m pip uninstall --quiet --yes uv

clean:  ## remove the virtual environment, caches and what the demo wrote
	rm -rf $(VENV) demo-output .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

.PHONY: help setup demo test lint check check-slow bench golden fingerprints lock clean
