# Everything starts here. `make` alone prints what there is.
# PYTHON=… names the Python to make the environment with, DATABASE_URL=… any PostgreSQL 15+ to use instead of SQLite.

.DEFAULT_GOAL := help
.PHONY: help run test bench drill screenshots lint format env env-dev lock

python := .venv/bin/python

help: ## what there is to make
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

run: env ## start Factdesk with its demo newsroom on 127.0.0.1:8000; Ctrl-C stops it
	@exec $(python) manage.py serve --demo

test: env-dev lint ## all checks and tests, on SQLite and PostgreSQL; ARGS="…" goes to pytest
	@tools/run_tests $(ARGS)

bench: env-dev ## measure: how articles are read, versions and copies told, contradictions found; ARGS="…" names some
	@$(python) -m benchmarks $(ARGS)

drill: env-dev ## kill the importer of 500 articles twenty times, and look whether each is there once and whole
	@$(python) -c "from benchmarks.killing import report; raise SystemExit(not report())"

screenshots: env-dev ## pictures of the demo newsroom in docs/images
	@$(python) docs/screenshots.py

lint: env-dev ## style, types and templates, without the tests
	@tools/lint

format: env-dev ## put the Python files in the house's format
	@$(python) -m ruff check --fix --quiet . ; $(python) -m ruff format .

env: ## the Python environment in .venv, with exactly the versions in requirements.txt
	@tools/make_environment requirements.txt

env-dev: ## the same with what the tests need
	@tools/make_environment requirements-dev.txt

lock: env-dev ## requirements.txt and requirements-dev.txt anew from their .in files; ARGS=--upgrade for newer versions
	@tools/lock $(ARGS)
