# make run: a working assistant.  make test: the whole suite.  Both set up everything by themselves.
.PHONY: run test lint bench faults pictures lock setup
.SILENT:
export RASA_TELEMETRY_ENABLED = false
export TF_CPP_MIN_LOG_LEVEL = 3
unexport PYTHONDONTWRITEBYTECODE

run:
	scripts/setup.sh run
	exec .venv/bin/shahryar run

test:
	scripts/setup.sh test
	scripts/browser.sh
	$(MAKE) --no-print-directory lint
	exec .venv/bin/python -m pytest

lint:
	scripts/setup.sh test
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/lint-imports --no-cache
	.venv/bin/mypy

bench:
	scripts/setup.sh run
	exec .venv/bin/shahryar bench

# The long version of the kill test: every step of every kind of turn.
faults:
	scripts/setup.sh test
	SHAHRYAR_TEST_FAULTS=all exec .venv/bin/python -m pytest -n 0 --timeout 3600 tests/e2e/test_faults.py

# The pictures of the web chat in docs/images, as it looks now.
pictures:
	scripts/setup.sh test
	scripts/browser.sh
	exec .venv/bin/python -m scripts.pictures

# After a change of dependencies in pyproject.toml; uv.lock stays out of git, it carries addresses.
lock:
	scripts/setup.sh test
	.tools/uv/bin/uv lock --quiet
	.tools/uv/bin/uv export --quiet --format requirements.txt --no-emit-project --no-header --output-file requirements.lock
	.tools/uv/bin/uv export --quiet --format requirements.txt --no-emit-project --no-header --all-extras --output-file requirements-dev.lock

setup:
	scripts/setup.sh test
