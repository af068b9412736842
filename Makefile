# Every target works in a fresh clone; `make` alone lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
KG := $(BIN)/kg
OUT := out
EVAL ?= ../shared/eval
DATA ?= ../shared/w3c-sparql-tests
PYTEST ?= -n 2 --dist loadfile

.DEFAULT_GOAL := help
.PHONY: help demo test check lint eval conformance golden docs images clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-11s %s\n", $$1, $$2 }'

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: $(VENV)/bin/python setup.cfg pyproject.toml constraints.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/.dev: $(VENV)/bin/python setup.cfg pyproject.toml constraints.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@ $(VENV)/.runtime

demo: $(VENV)/.runtime ## build the graph of the sample articles, print a timeline and facts, write the page
	@mkdir -p $(OUT)
	$(KG) --store $(OUT)/demo.kg add data/articles
	$(KG) --store $(OUT)/demo.kg timeline --type meeting --type cancellation --from 2018-05 --to 2018-06-15 --format table
	$(KG) --store $(OUT)/demo.kg facts --actor "Mike Pompeo" --type meeting --format table --limit 8
	$(KG) --store $(OUT)/demo.kg render $(OUT)/demo.html --title "North Korea and the United States, 2018-2019"
	@echo "Open $(OUT)/demo.html in a browser; ask more with: $(KG) --store $(OUT)/demo.kg facts --help"

test: $(VENV)/.dev ## linter, types, all tests
	@sh tests/chromium.sh
	@sh tests/virtuoso.sh
	$(BIN)/ruff check kg tests
	$(BIN)/mypy
	$(BIN)/python -m pytest $(PYTEST)

check: $(VENV)/.dev ## the quick part of the tests
	$(BIN)/ruff check kg tests
	$(BIN)/python -m pytest -x -m "not slow and not browser"

lint: $(VENV)/.dev ## mend what the linter can mend, format, check types
	$(BIN)/ruff check --fix kg tests
	$(BIN)/ruff format kg tests
	$(BIN)/mypy

eval: $(VENV)/.runtime ## score extraction on labelled data that is kept outside the project (EVAL=folder)
	@$(BIN)/python -m benchmarks.quality --data $(EVAL)

conformance: $(VENV)/.dev ## run W3C's SPARQL suites over HTTP against kg serve (DATA=folder of w3c/rdf-tests)
	@$(BIN)/python -m benchmarks.conformance --data $(DATA)

golden: $(VENV)/.dev ## rewrite the expected facts in tests/cases; review the diff by eye
	$(BIN)/python -m tests.cases
	$(BIN)/python -m tests.golden
	git diff --stat -- tests kg/graph

docs: $(VENV)/.dev ## rewrite docs/cli.md from the commands
	$(BIN)/python -m kg.cli.reference > docs/cli.md

images: $(VENV)/.dev ## take the README's pictures anew (needs Chromium)
	$(BIN)/python docs/images/shoot.py

clean: ## remove what was built, but not .venv
	rm -rf $(OUT) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find kg tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
