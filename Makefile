# Two commands do everything: `make grade` and `make test`. Each builds the environment it needs, once.

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip --disable-pip-version-check install --quiet
OFFLINE = --no-deps --no-build-isolation --no-index --editable .

.PHONY: grade test lint bench clean

grade: $(VENV)/.grade
	$(BIN)/autograder grade solutions tests/submissions/* --key solutions/quiz --out reports --html --junit reports/junit.xml

test: $(VENV)/.test
	$(BIN)/python -m pytest --numprocesses 2 --dist worksteal

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	for file in solutions/*/checks.py; do $(BIN)/mypy --no-error-summary $$file || exit 1; done
	$(BIN)/lint-imports

bench: $(VENV)/.test
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
