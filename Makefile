# Each target brings .venv up to date first (tools/set_up.py; at once when nothing has changed).
# PYTHON=/path/to/python names the Python to build it with; TORCH_INDEX_URL says where torch comes
# from; PORT is the web chat's.

BIN := .venv/bin
PORT := 7860
SET_UP := sh tools/set_up.sh
.DEFAULT_GOAL := help
.PHONY: help chat test check bench eval set-up docs clean

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' $(MAKEFILE_LIST)

chat: ## open the web chat on http://127.0.0.1:7860 (make chat PORT=7861 for another port)
	@$(SET_UP)
	@$(BIN)/looplens serve --port $(PORT)

test: ## run every test
	@$(SET_UP) --extras test
	@$(BIN)/python -m pytest

check: ## lint, types, import rules, docs, corpus, evals, tests: exactly what CI runs
	@$(SET_UP) --extras test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tools.write_commands --check
	$(BIN)/python -m tools.write_schemas --check
	$(BIN)/python -m tools.check_corpus
	LOOPLENS_DATA_DIR=.venv/data $(BIN)/looplens eval --engine extractive --split dev --quick \
		--no-history --thresholds
	$(BIN)/python -m pytest

bench: ## time it, beside plain LangChain + Chroma pipelines
	@$(SET_UP) --extras bench
	@$(BIN)/python -m evals.bench
	@$(BIN)/python -m tools.measure_calculator

eval: ## measure answers and search over every built-in case
	@$(SET_UP)
	@$(BIN)/looplens eval

set-up: ## make .venv with the test and benchmark extras, and nothing else
	@$(SET_UP) --extras test,bench

docs: ## write the generated pages: docs/commands.md and docs/schemas
	@$(SET_UP) --extras test
	@$(BIN)/python -m tools.write_commands
	@$(BIN)/python -m tools.write_schemas

clean: ## remove .venv and what the tools cached
	rm -rf .venv set-up.log build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
