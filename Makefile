# The few commands that people and CI share. Each one sets up what it needs by itself.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
export PIP_CONSTRAINT := $(CURDIR)/constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help install demo test check schema docs fix clean

help: ## show this list
	@awk -F':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@

install: $(STAMP) ## set up .venv with macrosync and its tools

demo: $(STAMP) ## run the main job on a fresh local Zendesk: validate, plan, apply, an empty second plan
	$(BIN)/python demo.py

test: $(STAMP) ## run every test
	$(BIN)/python -m pytest

check: $(STAMP) ## lint, types, direction of imports, schema and docs fresh, definitions without findings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/generate.py --check
	$(BIN)/macrosync validate

docs: $(STAMP) ## write what is generated: JSON Schemas, findings, placeholders, command line
	$(BIN)/python docs/generate.py

fix: $(STAMP) ## format, and mend what the linter can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## remove what was made here, the local Zendesk's data included
	rm -rf $(VENV) .macrosync .mypy_cache .ruff_cache .pytest_cache .import_linter_cache build dist
