# The few commands that people and CI share. Each one sets up what it needs by itself.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
export PIP_CONSTRAINT := $(CURDIR)/constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help install demo test check conformance clients live soak bench docs fix clean

help: ## show this list
	@awk -F':.*## ' '/^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@

install: $(STAMP) ## set up .venv with macrosync and its tools

demo: $(STAMP) ## run the main job on a fresh local Zendesk: validate, plan, apply, an empty second plan
	$(BIN)/python demo.py

test: $(STAMP) ## run every test
	$(BIN)/python -m pytest

check: $(STAMP) ## lint, types, direction of imports, workflows, schema and docs fresh, definitions without findings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/generate.py --check
	$(BIN)/actionlint
	$(BIN)/zizmor --offline --quiet .github
	$(BIN)/macrosync validate

soak: $(STAMP) ## try any calls, many clients and kill -9 for long, each time others: ALSO="-k killed" for a part
	MACROSYNC_SOAK=1 $(BIN)/python -m pytest tests/soundness tests/followups tests/faults tests/end_to_end/test_every_switch.py tests/end_to_end/test_our_rules_mutated.py $(ALSO)
	$(BIN)/python -m tests.faults

bench: $(STAMP) ## measure, and write the figures into docs/performance.md; fails where one is over its limit
	$(BIN)/python -m benchmarks

conformance: $(STAMP) ## hold the local Zendesk against Zendesk's OpenAPI files: make conformance OPENAPI=FOLDER
	@test -n "$(OPENAPI)" || { echo "say where Zendesk's OpenAPI files are: make conformance OPENAPI=FOLDER" >&2; exit 1; }
	rm -rf build/conformance
	$(BIN)/python -m pytest tests/local_zendesk tests/end_to_end -p conformance.record --record build/conformance
	$(BIN)/python -m conformance $(OPENAPI) build/conformance

clients: $(STAMP) ## run zenpy, libzapi and node-zendesk against a local Zendesk: make clients ONLY=zenpy for one
	$(BIN)/python -m clients $(ONLY)

live: $(STAMP) ## compare a sandbox account with what we assume: make live TARGET=NAME
	@test -n "$(TARGET)" || { echo "say which sandbox of macrosync.toml: make live TARGET=NAME" >&2; exit 1; }
	$(BIN)/python -m live $(TARGET)

docs: $(STAMP) ## write what is generated: JSON Schemas, findings, placeholders, command line
	$(BIN)/python docs/generate.py

fix: $(STAMP) ## format, and mend what the linter can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## remove what was made here, the local Zendesk's data included
	rm -rf $(VENV) .macrosync .mypy_cache .ruff_cache .pytest_cache .import_linter_cache build dist
