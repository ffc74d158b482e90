# Everything a person types. Only git, make and Python (3.11 or newer, with venv) are needed.

PORT ?= 8000
HOST ?= 127.0.0.1
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
PYTHON ?= $(shell for name in python3.13 python3.12 python3.11 python3 python; do \
	command -v $$name >/dev/null 2>&1 && \
	$$name -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && \
	echo $$name && break; done)

.PHONY: help run demo worker test check lint format lock bench fuzz mutants screenshots

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: .venv/.installed .env ## install, migrate, load plan and demo, serve the site (PORT=8000)
	@$(MANAGE) serve --host $(HOST) --port $(PORT)

demo: .venv/.installed .env ## load the demo data into an empty site
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) load_plan
	@$(MANAGE) load_demo

worker: .venv/.installed .env ## run a worker and the scheduler alone
	@$(BIN)/celery --app kehoach226 beat --loglevel WARNING & scheduler=$$!; \
	trap "kill $$scheduler" EXIT INT TERM; \
	$(BIN)/celery --app kehoach226 worker --concurrency=2 --without-gossip --without-mingle --loglevel INFO

test: .venv/.installed-dev .env ## run all tests: on SQLite, then where DATABASE_URL and REDIS_URL point
	@$(BIN)/python .ci/tests.py

check: lint test ## what CI runs: style, layers, types, templates, migrations, then all tests

lint: .venv/.installed-dev .env ## the checks of `make check` without the tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/python .ci/check_lock.py
	@$(BIN)/lint-imports
	@$(BIN)/python .ci/check_names.py
	@$(BIN)/python .ci/check_dead.py
	@$(BIN)/mypy
	@$(BIN)/djlint --lint --quiet templates base organization documents tasks meetings figures reports kehoach226
	@$(MANAGE) draw_architecture --check
	@$(MANAGE) makemigrations --check --dry-run
	@HTTPS=1 DEBUG=0 SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))') \
		$(MANAGE) check --deploy --fail-level WARNING

format: .venv/.installed-dev ## put the code into the agreed form
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

# Extras stay in the lock (uv drops them by default): with hashes pip refuses `coverage[toml]` where the
# lock pins `coverage`. uv comes by itself, so that a broken lock can be mended with this command.
COMPILE := $(BIN)/uv pip compile --no-config --generate-hashes --universal --no-strip-extras --quiet
lock: | .venv/bin/python ## write requirements*.txt anew from requirements*.in
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(COMPILE) --output-file requirements.txt requirements.in
	@$(COMPILE) --constraint requirements.txt --output-file requirements-dev.txt requirements-dev.in

bench: .venv/.installed-dev .env ## measure pages and figures at two sizes
	@$(MANAGE) bench

fuzz: .venv/.installed-dev .env ## ask for 5,000 things no browser asks for: on SQLite, then where DATABASE_URL points
	@DATABASE_URL= $(MANAGE) fuzz
	@if [ -n "$$DATABASE_URL" ]; then $(MANAGE) fuzz; fi

SAMPLE ?= 100
SEED ?= 226
mutants: .venv/.installed-dev .env ## change rules and services by a little: do the tests notice? (SAMPLE=100 SEED=226, an hour)
	@$(BIN)/python .ci/mutants.py --sample $(SAMPLE) --seed $(SEED)

screenshots: .venv/.installed-dev .env ## take the pictures of README and of the guides anew (Chromium)
	@$(BIN)/python .ci/screenshots.py

.venv/bin/python:
	@if [ -z "$(PYTHON)" ]; then \
		echo "Python 3.11 or newer with venv is missing. Type: sudo apt-get install python3 python3-venv"; exit 1; fi
	@$(PYTHON) -m venv .venv

.venv/.installed: requirements.txt | .venv/bin/python
	@echo "Installing the libraries of requirements.txt …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/.installed-dev: requirements-dev.txt | .venv/bin/python
	@echo "Installing the libraries of requirements-dev.txt …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

.env: | .venv/bin/python
	@$(BIN)/python -c "import secrets; print(f'SECRET_KEY={secrets.token_urlsafe(50)}\nDEBUG=1')" > .env.part
	@chmod 600 .env.part
	@mv .env.part .env
