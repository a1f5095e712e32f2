# All set-up happens in .venv, from Python 3.11 or newer alone.
PYTHON ?= python3
BIN = .venv/bin
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo run test check bench lock words

demo: .venv/run  ## the story in the browser, offline
	$(BIN)/minnow demo

run: .venv/run  ## the real thing, with the tokens in .env
	$(BIN)/minnow serve

# Three parts side by side, about as long as each other; all must pass.
ONE = tests/faults tests/bench tests/bot/rating tests/bot/test_main.py
TWO = tests/journeys tests/handlers tests/jobs tests/contracts tests/bot/platforms
test: .venv/dev  ## every test; no network, no account
	$(BIN)/pytest $(ONE) & one=$$!; $(BIN)/pytest $(TWO) & two=$$!; \
	$(BIN)/pytest $(ONE:%=--ignore=%) $(TWO:%=--ignore=%); rest=$$?; wait $$one; one=$$?; wait $$two && exit $$((one + rest))

check: .venv/dev  ## what CI reads: style, types, the one-way rule
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/dev  ## ratios measured in one run, against local servers
	$(BIN)/python -m tests.bench

words: .venv/dev  ## every fixed word, for translators: bot/words/minnow.pot
	$(BIN)/python -m tests.words

lock: .venv/dev  ## the newest versions that pyproject allows, with their hashes
	$(BIN)/uv pip compile pyproject.toml $(UV_INDEX) --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-emit-find-links --no-header --no-annotate --upgrade --quiet -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml $(UV_INDEX) --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-emit-find-links --no-header --no-annotate --quiet -c requirements.lock -o tests/requirements.lock

.venv/python:
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Minnow needs Python 3.11 or newer; try: make PYTHON=python3.12 ' or 0)"
	$(PYTHON) -m venv .venv
	touch $@

.venv/run: .venv/python requirements.lock pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

.venv/dev: .venv/run tests/requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/requirements.lock
	touch $@
