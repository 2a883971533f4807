# CIRT-KG: `make` builds everything, `make help` explains the rest.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
TOOLS := $(VENV)/.tools
BUILT := $(VENV)/.built

# What is asked for here is looked at, not only dated: sources and products by digest, .venv by size.
ifneq ($(filter-out help clean lock, $(or $(MAKECMDGOALS), build)),)
SOURCES := $(shell find kg ontology -type f ! -path '*/__pycache__/*' ! -name '.*' ! -name '*~' -print0 | \
	LC_ALL=C sort -z | xargs -0 cksum | cksum)
DAMAGED := $(shell test ! -e $(INSTALLED) || $(BIN)/python -I tests/environment.py $(INSTALLED) $(wildcard $(TOOLS)) || echo yes)
CHANGED := $(shell test ! -e $(BUILT) || $(BIN)/kg verify-products build > $(VENV)/.verified 2>&1 || echo yes)
endif
LIST := $(VENV)/.sources
LOCK := uv pip compile --universal --generate-hashes --no-header --no-emit-index-url --python-version 3.11 setup.cfg
PIP := $(BIN)/python -m pip install --disable-pip-version-check $(shell test -t 2 || echo --quiet)

.DEFAULT_GOAL := build
.DELETE_ON_ERROR:
.PHONY: help install tools check lint types test test-changed test-engines test-conformance bench mutants siege build wheel serve thumbnails clean lock FORCE

help: ## explain these targets
	@echo "make            the same as make build"
	@sed -n 's/^\([a-z-]*\):.* ## /\1\t/p' $(MAKEFILE_LIST) | while IFS="$$(printf '\t')" read -r name text; do \
		printf 'make %-16s %s\n' "$$name" "$$text"; done
	@echo "Settings: PYTHON=python3 (3.11 or later), PORT=8000 (serve), KG_BROWSER=required (test)."

build: $(BUILT) ## install if needed and build every product into build/
	@$(if $(RAN),:,echo "Nothing changed since the last build: build/ is up to date.")

install: $(INSTALLED) ## make .venv with kg itself and what it needs, pinned

tools: $(TOOLS) ## the same with what tests need, and every extra (mcp, parquet, corpus)

check: $(INSTALLED) ## check the curated files, and the RDF against its shapes
	$(BIN)/kg check --shacl ontology

lint: $(TOOLS) ## ruff; eslint and tsc on the scripts of the page, where node is
	$(BIN)/ruff check .
	$(BIN)/python tests/scripts.py

types: $(TOOLS) ## mypy --strict
	$(BIN)/mypy

test: $(TOOLS) $(BUILT) ## all tests, those in a browser included (KG_BROWSER=required: fail without one)
	@$(BIN)/python tests/browser.py
	$(BIN)/python -m pytest -n auto --maxprocesses 4

test-changed: $(TOOLS) $(BUILT) ## the tests of what changed since the last commit, or since SINCE=main
	@found="$$($(BIN)/python tests/changed.py $(SINCE))" || exit 1; \
		test -n "$$found" || { echo "Nothing changed: no test to run."; exit 0; }; \
		$(BIN)/python -m pytest -n auto --maxprocesses 4 $$found

test-engines: $(TOOLS) $(BUILT) ## load the RDF into other engines and compare; says which are absent
	@command -v npm > /dev/null && { test -x .cache/comunica/node_modules/.bin/comunica-sparql || \
		npm install --prefix .cache/comunica --no-audit --no-fund --ignore-scripts --silent @comunica/query-sparql@4; } || true
	$(BIN)/python -m pytest -n 0 tests/engines

test-conformance: $(TOOLS) ## the W3C's SPARQL tests in KG_W3C_TESTS; says where they are absent
	$(BIN)/python -m pytest -n 2 tests/conformance

bench: $(TOOLS) $(BUILT) ## measure; ratios, not promises
	$(BIN)/python -m pytest -n 0 -q -s -o faulthandler_timeout=0 tests/bench/bench_*.py

mutants: $(TOOLS) ## change one node of the code at a time: do the tests see it? MUTANTS="--room votes --count 24"
	$(BIN)/python tests/mutants/mutate.py $(MUTANTS)

siege: $(TOOLS) $(BUILT) ## besiege a service, kill workers and builds; minutes, loopback only; ratios
	$(BIN)/python tests/bench/siege.py

wheel: $(TOOLS) ## build the wheel into dist/
	rm -rf .setuptools
	$(BIN)/python -m build --no-isolation --wheel --outdir dist
	rm -rf .setuptools

serve: $(BUILT) ## show build/ on http://127.0.0.1:8000 (static files only; PORT=... for another port)
	$(BIN)/python -m http.server --bind 127.0.0.1 --directory build $(PORT)

thumbnails: $(INSTALLED) ## draw the figures of the README anew, into docs/figures/
	$(BIN)/kg figure --all --format png-small --out docs/figures

clean: ## remove the products and .venv; what git tracks in build/ stays
	rm -rf $(VENV) .setuptools dist cirt_kg.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis .benchmarks
	find build -mindepth 1 -maxdepth 1 ! -name README.md ! -name manifest.tsv -exec rm -rf {} +
	find kg ontology tests -name __pycache__ -type d -prune -exec rm -rf {} +

lock: ## pin every dependency anew in requirements.lock and requirements-dev.lock (needs uv)
	@command -v uv > /dev/null || { echo "make lock needs uv on the PATH: https://docs.astral.sh/uv/"; exit 1; }
	$(LOCK) --extra make --extra test --extra dev --extra mcp --extra parquet --extra corpus -o requirements-dev.lock
	$(LOCK) --extra make --constraint requirements-dev.lock -o requirements.lock

# -- what the targets stand on --------------------------------------------------------------------

$(INSTALLED): requirements.lock setup.cfg pyproject.toml $(if $(DAMAGED),FORCE)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "CIRT-KG needs Python 3.11 or later; '$(PYTHON)' is older or missing: make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2> /dev/null || { \
		echo "'$(PYTHON)' cannot make environments: install the Debian package python3-venv"; exit 1; }
	@$(if $(DAMAGED),echo "$(VENV) is damaged and is made anew. If that fails: make again with the network there.")
	$(PYTHON) -m venv $(if $(DAMAGED),--clear) $(VENV)
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation -e .
	@$(BIN)/python -I tests/environment.py list > $@

$(TOOLS): requirements-dev.lock $(INSTALLED)
	$(PIP) --require-hashes -r requirements-dev.lock
	@$(BIN)/python -I tests/environment.py list > $@

$(LIST): $(INSTALLED) FORCE
	@echo '$(SOURCES)' | cmp -s - $@ || echo '$(SOURCES)' > $@

$(BUILT): $(INSTALLED) $(LIST) $(if $(CHANGED),FORCE)
	@$(if $(CHANGED),cat $(VENV)/.verified || true)
	@$(eval RAN := yes)$(BIN)/kg build
	@echo "The command kg is $(BIN)/kg; try: $(BIN)/kg show hmgb1-release"
	@touch $@
