# Every command a person or CI runs. Thin: each line calls a tool.
.PHONY: demo test lint bench docs messages setup test-setup lock format clean
SHELL := /bin/bash
UV := $(shell command -v uv 2>/dev/null || echo .tools/bin/uv)
PY := .venv/bin/python
JOBS := $(shell nproc 2>/dev/null || echo 2)

demo: setup        ## set everything up and serve the demo district
	.venv/bin/linli demo

test: test-setup   ## set everything up and run the tests on SQLite and PostgreSQL
	$(PY) -m pytest -n $(JOBS) --dist loadgroup -m "not scenario"
	LINLI_TEST_DB=postgres $(PY) -m pytest -n $(JOBS) --dist loadgroup -m "not scenario and not one_database"
	$(PY) -m pytest -m scenario

lint: setup        ## floors, style, types, templates, scripts, messages, migrations
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/lint-imports
	.venv/bin/mypy
	.venv/bin/djlint --lint --quiet src/linli
	.venv/bin/biome lint --error-on-warnings src/linli
	$(PY) -m tools.messages check
	.venv/bin/linli manage makemigrations --check --dry-run

bench: setup       ## engines and imports against a named peer in the same run
	$(UV) pip install --quiet --python $(PY) --group bench
	$(UV) pip install --quiet --python $(PY) --no-deps --group febrl
	for file in bench/[a-z]*.py; do echo "== $$file"; $(PY) "$$file" || exit 1; done

docs: setup        ## pictures in the docs and tables made from the code
	$(PY) -m tools.reference
	$(PY) -m tools.pictures

format: setup
	.venv/bin/ruff check --fix --quiet .
	.venv/bin/ruff format .

messages: setup    ## add missing messages to the catalogues
	$(PY) -m tools.messages update

lock: $(UV)        ## renew requirements.txt from pyproject.toml
	$(UV) lock --upgrade --quiet
	$(UV) export --quiet --format requirements-txt --no-emit-project --all-extras --no-extra spark --no-header -o requirements.txt

setup: .venv/.ready

.venv/.ready: requirements.txt pyproject.toml $(shell find src -name '*.po' 2>/dev/null) | $(UV)
	@test -x $(PY) || $(UV) venv --quiet --python '>=3.11' .venv
	$(UV) pip install --quiet --python $(PY) --require-hashes -r requirements.txt
	$(UV) pip install --quiet --python $(PY) --no-deps -e .
	$(PY) -m tools.messages compile
	@touch $@

.tools/bin/uv:
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed. 需要 Python 3.11 或更新版本。"; exit 1; }
	@python3 -m venv .tools || { echo "On Debian and Ubuntu: apt install python3-venv. 请先安装 python3-venv。"; exit 1; }
	.tools/bin/pip install --quiet uv

test-setup: setup
	$(PY) -m tools.browser

clean:
	rm -rf .venv .tools var .pytest_cache .mypy_cache .ruff_cache .hypothesis
