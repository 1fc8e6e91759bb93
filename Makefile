# Every target sets up what it needs in .venv; nothing outside this folder is touched.
.PHONY: demo serve install test test-postgres lint shots bench lock
.DEFAULT_GOAL := demo

demo: install                ## the demo practice on http://127.0.0.1:8000 (PORT to change)
	.venv/bin/pebblepath demo

serve: install               ## real use: see docs/running.md
	.venv/bin/pebblepath serve

install:                     ## everything needed to run, in .venv
	@scripts/venv.sh base

dev:
	@scripts/venv.sh base
	@scripts/venv.sh dev
.PHONY: dev

test: dev                    ## all tests; browser journeys where Chromium is installed
	.venv/bin/pytest -n auto --dist loadscope -m "not browser"
	.venv/bin/pytest -m browser

coverage: dev                ## how much of the code the tests run through
	.venv/bin/pytest --cov --cov-report=term:skip-covered -m "not browser"
.PHONY: coverage

test-postgres: dev           ## the tests on PostgreSQL: scripts/with_postgres.sh make test-postgres
	.venv/bin/pytest -m "not browser" tests/apps tests/web tests/demo

lint: dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	PEBBLEPATH_DEMO=true .venv/bin/python manage.py makemigrations --check --dry-run

shots: dev                   ## pictures of every page as each role, in build/shots
	.venv/bin/python -m tests.browser.shots

bench: dev                   ## speed and accuracy, as tables
	.venv/bin/python -m benchmarks

lock: dev                    ## pin what pyproject.toml asks for
	.venv/bin/uv pip compile pyproject.toml --extra build --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-strip-extras --no-header --quiet --output-file requirements/base.lock
	.venv/bin/uv pip compile pyproject.toml --extra build --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-strip-extras --no-header --quiet --constraint requirements/base.lock --output-file requirements/dev.lock
