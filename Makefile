# Everything a person does with this repository. Needs Python ≥ 3.11, make and git.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
LOCK := requirements/dev.txt
SPARK := .venv-spark
WORKERS ?= 2
PYTEST := $(BIN)/pytest -n $(WORKERS) --dist worksteal

.PHONY: help setup run test test-database test-spark check lint format lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(STAMP) ## make the environment in .venv

$(STAMP): $(LOCK)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Sightline needs Python 3.11 or newer; name one: make setup PYTHON=python3.12"; exit 1; }
	@if command -v uv >/dev/null 2>&1; then \
	  uv venv --quiet --allow-existing --python $(PYTHON) .venv && uv pip sync --quiet --require-hashes --python $(BIN)/python $(LOCK); \
	else \
	  $(PYTHON) -m venv .venv && $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(LOCK); \
	fi
	@touch $@

run: setup ## start Sightline (PORT=8000, DEMO=1)
	@exec $(BIN)/python -m alignment.config.run

test: setup ## every test that needs no installed service
	$(PYTEST) -m "not real and not browser and not spark"

test-database: setup ## the tests that use the database, on the server that DATABASE_URL names
	$(PYTEST) -q -m "not real and not browser and not faults and not spark" -k "services or test_loading or test_undo or test_identity"

test-spark: setup ## the attribution queries on Spark, where Java is found
	@if command -v java >/dev/null 2>&1; then $(MAKE) --no-print-directory $(SPARK)/.installed && \
	  SIGHTLINE_SPARK=1 PYTHONPATH="$$($(SPARK)/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')" \
	  $(BIN)/pytest -m spark tests/attribution; \
	else echo "The Spark ring was not run, because Java was not found: install Java 17 or newer and run make test-spark."; fi

# Spark stands beside the product's environment, which does not need it.
$(SPARK)/.installed: requirements/spark.txt
	@if command -v uv >/dev/null 2>&1; then \
	  uv venv --quiet --allow-existing --python $(PYTHON) $(SPARK) && uv pip sync --quiet --require-hashes --python $(SPARK)/bin/python $<; \
	else \
	  $(PYTHON) -m venv $(SPARK) && $(SPARK)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<; \
	fi
	@touch $@

lint: setup ## format, lint, types, import contract, missing migrations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/python manage.py makemigrations --check --dry-run

check: lint ## lint and all rings of tests; Spark's installs and starts while the others run
	@report=$$(mktemp); nice $(MAKE) --no-print-directory test-spark > $$report 2>&1 & spark=$$!; \
	$(PYTEST); others=$$?; \
	wait $$spark; spark=$$?; cat $$report; rm $$report; test $$others = 0 && test $$spark = 0

format: setup ## put the code in order
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: ## pin every dependency anew (needs uv)
	uv pip compile --universal --generate-hashes --no-header --no-emit-index-url --no-annotate --python-version 3.11 requirements/dev.in -o requirements/dev.txt
	uv pip compile --universal --generate-hashes --no-header --no-emit-index-url --no-annotate --python-version 3.11 -c requirements/dev.txt requirements/base.in -o requirements/base.txt
	uv pip compile --universal --generate-hashes --no-header --no-emit-index-url --no-annotate --python-version 3.11 -c requirements/dev.txt requirements/spark.in -o requirements/spark.txt

clean: ## remove the environment and the data folder's caches
	rm -rf .venv $(SPARK) .mypy_cache .ruff_cache .pytest_cache .hypothesis build artefacts
