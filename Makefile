# `make run` and `make test` need nothing before them but Python 3.11 or newer and make.
.PHONY: help run test check races outages restarts slow-visitors patterns format lock messages

help:
	@echo "make run       the portal with example data on http://127.0.0.1:8000 (PORT=8123 DATA_DIR=/other make run)"
	@echo "make test      the tests on SQLite, on PostgreSQL and in Chromium"
	@echo "make check     style, types, templates, direction of imports, migrations, deployment settings"
	@echo "make races     1,000 pairs of the same POST and 500 rounds of two officials, on both databases"
	@echo "make outages   database and disk refused, hanging, locked, read-only and full, while people send"
	@echo "make restarts  restarts under twenty visitors: how many requests fail; make slow-visitors: who waits for whom"
	@echo "make patterns  the processor time of every pattern and parser at the worst of the texts made for it"
	@echo "make format    rewrite the Python files in the house style"
	@echo "make messages  take new strings into the Hindi catalogue, and compile it"
	@echo "make lock      write requirements/*.txt anew from pyproject.toml"

run:
	@sh .ci/environment base
	@exec .venv/bin/python -m portal.demonstration

test:
	@sh .ci/environment dev
	@exec .venv/bin/python -m tools.run_tests

check:
	@sh .ci/environment dev
	@exec .venv/bin/python -m tools.check

races:
	@sh .ci/environment dev
	@exec .venv/bin/python -m tests.races

outages:
	@sh .ci/environment dev
	@exec .venv/bin/python -m tests.outages

restarts slow-visitors:
	@sh .ci/environment dev
	@exec .venv/bin/python -m tests.server $@

patterns:
	@sh .ci/environment dev
	@exec .venv/bin/python -m tests.patterns

format:
	@sh .ci/environment dev
	@.venv/bin/ruff check --quiet --fix --exit-zero .
	@.venv/bin/ruff format .

lock:
	@sh .ci/environment dev
	@exec .venv/bin/python -m tools.lock

messages:
	@sh .ci/environment dev
	@exec .venv/bin/python -m tools.messages
