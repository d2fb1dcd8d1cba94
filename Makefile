# Hỏi Báo. `make run` and `make test` set themselves up; nothing is installed outside .venv.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run bot test check lock clean

VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
# For a smaller PyTorch on Linux: make run PIP_ARGS="--extra-index-url https://download.pytorch.org/whl/cpu"
PIP_ARGS ?=
# pip tells of every package that an additional index lacks.
NO_NOISE := grep -v '^WARNING: Location .* is ignored' || true
SUITABLE := import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))
# Asked by running it: a pyenv shim exists for versions that are not active, too.
PYTHON ?= $(shell for python in python3.11 python3.12 python3.13 python3; do \
	$$python -c '$(SUITABLE)' 2>/dev/null && echo $$python && break; done)

help:
	@echo "make run     set up, build the library if there is none, and chat with it here"
	@echo "make bot     run the Telegram bot (needs HOIBAO_TELEGRAM_TOKEN, see README.md)"
	@echo "make test    set up and run every check and test"
	@echo "make check   lint, format and types only"
	@echo "make lock    write the installed versions into constraints.txt"
	@echo "make clean   remove .venv and caches; var/ (your editions) stays"

run: $(INSTALLED)
	@$(BIN)/hoibao console

bot: $(INSTALLED)
	@exec $(BIN)/hoibao bot

test: check
	@$(BIN)/python -m pytest

check: $(INSTALLED)
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy

lock: $(INSTALLED)
	@{ echo "# The versions everything was tested with; written by 'make lock'."; \
	   $(PIP) freeze --exclude hoibao | sed 's/+cpu$$//'; } > constraints.new
	@mv constraints.new constraints.txt

clean:
	rm -rf $(VENV) dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find bot embeddings tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The pip that comes with Python may be too old for our dependencies, so it is brought up to date first.
$(INSTALLED): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 (with venv) is needed: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@echo "Setting up $(VENV) with $(PYTHON); the first time takes some minutes."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) install --quiet --upgrade pip 2> >($(NO_NOISE) >&2)
	@printf 'Packages:'
	@$(PIP) install $(PIP_ARGS) -c constraints.txt -e '.[dev]' 2> >($(NO_NOISE) >&2) | \
		while read -r verb what rest; do case "$$verb $$what" in \
			Collecting\ *) printf ' %s' "$${what%%[^A-Za-z0-9._-]*}" ;; \
			Installing\ collected) printf '\nInstalling them ...' ;; \
			Successfully\ installed) printf ' done.' ;; \
		esac; done; echo
	@touch $@
