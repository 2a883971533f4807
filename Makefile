# CIRT-KG: `make` builds everything, `make help` explains the rest.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
BUILT := $(VENV)/.built

PRODUCTS := build/explorer.html build/audit.html build/gaps.html build/evidence.tsv build/cirt-kg.ttl build/cirt-kg.nq \
	build/cirt-kg.trig build/cirt-kg.jsonld build/context.jsonld build/void.ttl build/terms.html build/manifest.tsv \
	build/figures/deck.pptx \
	$(addprefix build/schema/, $(addsuffix .schema.json, claims conclusions entities exclusions figures gaps modules references))
MISSING := $(filter-out $(wildcard $(PRODUCTS)), $(PRODUCTS))

SOURCES := $(shell find kg ontology -type f ! -path '*/__pycache__/*' ! -name '.*' ! -name '*~' | LC_ALL=C sort)
LIST := $(VENV)/.sources
DIGEST := $(shell echo '$(SOURCES)' | cksum)
PIP := $(BIN)/python -m pip install --disable-pip-version-check $(shell test -t 2 || echo --quiet)

.DEFAULT_GOAL := build
.DELETE_ON_ERROR:
.PHONY: help install check lint types test test-engines test-conformance bench build wheel serve thumbnails clean lock FORCE

help: ## explain these targets
	@echo "make            the same as make build"
	@sed -n 's/^\([a-z-]*\):.* ## /\1\t/p' $(MAKEFILE_LIST) | while IFS="$$(printf '\t')" read -r name text; do \
		printf 'make %-16s %s\n' "$$name" "$$text"; done
	@echo "Settings: PYTHON=python3 (3.11 or later), PORT=8000 (serve), KG_BROWSER=required (test)."

build: $(BUILT) ## install if needed and build every product into build/
	@$(if $(RAN),:,echo "Nothing changed since the last build: build/ is up to date.")

install: $(INSTALLED) ## make .venv with every pinned dependency and kg itself

check: $(INSTALLED) ## check the curated files, and the RDF against its shapes
	$(BIN)/kg check --shacl ontology

lint: $(INSTALLED) ## ruff
	$(BIN)/ruff check .

types: $(INSTALLED) ## mypy --strict
	$(BIN)/mypy

test: $(BUILT) ## all tests, those in a browser included (KG_BROWSER=required: fail without one)
	@$(BIN)/python tests/browser.py
	$(BIN)/python -m pytest -n 2

test-engines: $(BUILT) ## load the RDF into other engines and compare; says which are absent
	@command -v npm > /dev/null && { test -x .cache/comunica/node_modules/.bin/comunica-sparql || \
		npm install --prefix .cache/comunica --no-audit --no-fund --ignore-scripts --silent @comunica/query-sparql@4; } || true
	$(BIN)/python -m pytest -n 0 tests/engines

test-conformance: $(INSTALLED) ## the W3C's SPARQL tests in KG_W3C_TESTS; says where they are absent
	$(BIN)/python -m pytest -n 2 tests/conformance

bench: $(BUILT) ## measure; ratios, not promises
	$(BIN)/python -m pytest -n 0 -q -s tests/bench/bench_*.py

wheel: $(INSTALLED) ## build the wheel into dist/
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

lock: ## pin every dependency anew in requirements.lock (needs uv)
	@command -v uv > /dev/null || { echo "make lock needs uv on the PATH: https://docs.astral.sh/uv/"; exit 1; }
	uv pip compile --universal --generate-hashes --no-header --no-emit-index-url --python-version 3.11 \
		--extra test --extra dev setup.cfg -o requirements.lock

# -- what the targets stand on --------------------------------------------------------------------

$(INSTALLED): requirements.lock setup.cfg pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "CIRT-KG needs Python 3.11 or later; '$(PYTHON)' is older or missing: make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2> /dev/null || { \
		echo "'$(PYTHON)' cannot make environments: install the Debian package python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

# A file that is removed leaves no trace in any time stamp, so the list of files is a source as well.
$(LIST): $(INSTALLED) FORCE
	@echo '$(DIGEST)' | cmp -s - $@ || echo '$(DIGEST)' > $@

$(BUILT): $(INSTALLED) $(LIST) $(SOURCES) $(if $(MISSING),FORCE)
	@$(eval RAN := yes)$(BIN)/kg build
	@echo "The command kg is $(BIN)/kg; try: $(BIN)/kg show hmgb1-release"
	@touch $@
