# The only commands a person needs. `make help` lists them; CI and pre-commit call the same ones.
SHELL := bash
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
export PYTHONPATH := $(CURDIR):$(CURDIR)/site
export PYTHONDONTWRITEBYTECODE := 1
.DEFAULT_GOAL := help
.PHONY: help run test check fix lock messages clean

help: ## Show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: $(VENV)/run.stamp node_modules/stamp ## Start the site with demo data at http://127.0.0.1:8000 (PORT=… for another port)
	@$(PY) -m website.runner

test: $(VENV)/dev.stamp node_modules/dev.stamp check ## Everything that must be true: checks, then all tests on each PostgreSQL found
	@$(PY) -m tests.run_all

check: $(VENV)/dev.stamp ## Read-only checks: format of code and templates, lint, types, import contracts, migrations, deploy settings
	@$(PY) tests/check_all.py

fix: $(VENV)/dev.stamp ## Repair what a machine can repair: format, import order, template indentation
	@$(PY) -m ruff check --fix --quiet --output-format concise . ; $(PY) -m ruff format --quiet . ; $(PY) -m djhtml --tabwidth 2 $$(git ls-files '*.html') 2>&1 | tail -1

lock: $(VENV)/dev.stamp ## Compile the locks anew from pyproject.toml
	@bash site/deploy/lock.sh

messages: $(VENV)/dev.stamp ## Collect texts to translate and compile the translations (needs GNU gettext)
	@$(PY) manage.py makemessages --locale nn --locale en --no-location --no-wrap --no-obsolete \
		--ignore 'tests/*' --ignore 'var/*' --ignore '.venv/*' --ignore 'node_modules/*'
	@sed -i -e '/^"POT-Creation-Date/d' -e '/^"Report-Msgid-Bugs-To/d' site/website/locale/*/LC_MESSAGES/django.po
	@$(PY) manage.py compilemessages --ignore '.venv' --ignore 'var'

clean: ## Remove what the machine made: environment, packages, database and files of the development site
	rm -rf $(VENV) node_modules var

$(VENV)/run.stamp: requirements.lock
	@bash site/deploy/install.sh $(PYTHON) requirements.lock && touch $@

$(VENV)/dev.stamp: requirements-dev.lock
	@bash site/deploy/install.sh $(PYTHON) requirements-dev.lock && touch $@ $(VENV)/run.stamp

node_modules/stamp: package.json package-lock.json | $(VENV)/run.stamp
	@bash site/deploy/install_npm.sh && touch $@

node_modules/dev.stamp: package.json package-lock.json | $(VENV)/run.stamp
	@bash site/deploy/install_npm.sh --include=dev && touch $@ node_modules/stamp
