# Needs Python 3.11 or newer, make and the package registry; everything else is installed into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check
SHARED ?= ../shared
HALF ?= report
WITHOUT ?=
MORE ?=

.PHONY: help demo test screenshots lint format types accuracy bench lock clean
.DEFAULT_GOAL := help

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/ -/'

# Stamp files: a rerun installs nothing until a lock or the project file changes.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; set PYTHON=...")'
	$(PYTHON) -m venv $(VENV)

# (pip is told to print errors only; both locks hold the build backend.)
$(VENV)/.runtime: requirements.lock pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes -r requirements-dev.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/.runtime

demo: $(VENV)/.runtime ## read the sample pages and brief on them
	@$(BIN)/communique demo

# What judges pages by how well everybody can use them; without npm those tests are skipped.
AXE := tests/web/browser/node_modules/.package-lock.json
$(AXE): tests/web/browser/package-lock.json
	@! command -v npm >/dev/null || (cd tests/web/browser && npm ci --ignore-scripts --no-audit --no-fund --silent) \
	    || echo "axe-core is not to be had: what needs it is skipped" >&2

# What reads exports in an environment of its own; without it those tests are skipped.
FTM := $(VENV)/followthemoney/.done
$(FTM): tests/export/followthemoney.lock | $(BIN)/python
	$(PYTHON) -m venv $(VENV)/followthemoney
	$(VENV)/followthemoney/bin/python -m pip -qq --disable-pip-version-check install --require-hashes -r $<
	@touch $@

screenshots: $(VENV)/.dev ## pictures of every page, light and dark, wide and narrow, into screenshots/
	$(BIN)/python -m tests.web.browser.screenshots screenshots

test: lint types $(AXE) $(FTM) ## everything that CI checks
	$(BIN)/python -m pytest -q -n auto --dist loadfile

lint: $(VENV)/.dev ## ruff, as linter and as formatter
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet .

format: $(VENV)/.dev ## let ruff mend what it can
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format --quiet .

types: $(VENV)/.dev ## mypy, strict
	$(BIN)/mypy --strict src

# (What benchmarks compare with comes on top of what the program needs.)
$(VENV)/.bench: requirements-bench.lock $(VENV)/.runtime
	$(PIP) install --require-hashes -r requirements-bench.lock
	@touch $@

accuracy: $(VENV)/.bench ## every figure of accuracy: SHARED=folder HALF=build|report WITHOUT="names" MORE="options"
	@$(BIN)/python benchmarks/accuracy.py --shared $(SHARED) --half $(HALF) \
	    $(addprefix --without ,$(WITHOUT)) $(MORE)

bench: $(VENV)/.runtime ## speed against spaCy's stock pipeline, growth, start-up, dates against dateparser
	$(BIN)/python benchmarks/speed.py
	$(BIN)/python benchmarks/lengths.py
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/grounding.py

lock: | $(BIN)/python ## pin every dependency anew, with hashes
	$(PIP) install uv
	$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --no-emit-index-url \
	    --no-annotate --custom-compile-command "make lock" --python-version 3.11 \
	    pyproject.toml --group build -o requirements.lock
	$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --no-emit-index-url \
	    --no-annotate --custom-compile-command "make lock" --python-version 3.11 \
	    pyproject.toml --extra batch --extra client --extra llm --extra mcp --extra notebook --extra parquet --extra postgres --extra ray --extra web --group dev -c requirements.lock -o requirements-dev.lock
	$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --no-emit-index-url \
	    --no-annotate --custom-compile-command "make lock" --python-version 3.11 \
	    pyproject.toml --group bench -c requirements.lock -o requirements-bench.lock
	printf 'followthemoney>=3.5,<3.6\ncountrynames<1.17\n' | $(BIN)/uv pip compile --quiet --upgrade --universal \
	    --generate-hashes --no-emit-index-url --no-annotate --custom-compile-command "make lock" \
	    --python-version 3.11 - -o tests/export/followthemoney.lock

clean: ## remove the environment and all caches
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
