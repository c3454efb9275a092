# Two commands do everything: `make grade` and `make test`. Each builds the environment it needs, once.
# `make check` is what a contributor runs before a commit; `make test-all` adds what needs minutes by its nature.

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip --disable-pip-version-check install --quiet
OFFLINE = --no-deps --no-build-isolation --no-index --editable .

# Tests that need no sandbox, browser, database or server: types, texts, renderers, judging and authoring.
QUICK = tests/authoring tests/course tests/grading tests/gradcheck tests/i18n tests/judging tests/render tests/test_languages.py
# Tests start hundreds of Pythons, each of which would compile everything anew.
unexport PYTHONDONTWRITEBYTECODE
PYTEST = $(BIN)/python -m pytest --numprocesses 2 --dist worksteal

.PHONY: grade check test test-all slow lint bench clean

grade: $(VENV)/.grade
	$(BIN)/autograder grade solutions tests/submissions/* --key solutions/quiz --out reports --html --junit reports/junit.xml

check: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(PYTEST) -m "not slow" -q $(QUICK)

test: $(VENV)/.test
	$(PYTEST) -m "not slow"

test-all: test slow

slow: $(VENV)/.test  # three at a time: many of them wait for a browser, a server or a program
	$(PYTEST) --numprocesses 3 -m slow

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	printf '%s\n' solutions/*/checks.py | xargs -n 1 -P 2 $(BIN)/mypy --no-error-summary
	$(BIN)/lint-imports

bench: $(VENV)/.test
	$(BIN)/python benchmarks/performance.py $(if $(OTTER),--otter $(OTTER))
	$(BIN)/python benchmarks/grading.py
	$(BIN)/python benchmarks/start.py
	$(BIN)/python benchmarks/isolation.py
	$(BIN)/python benchmarks/judging.py

clean:
	rm -rf $(VENV) build dist reports

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=/path/to/python")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.grade: requirements.lock pyproject.toml | $(BIN)/python
	$(PIP) --require-hashes --requirement requirements.lock
	$(PIP) $(OFFLINE)
	touch $@

$(VENV)/.test: requirements-dev.lock $(VENV)/.grade
	$(PIP) --require-hashes --requirement requirements-dev.lock
	touch $@
