# make demo | test | lint | evaluate | benchmark | train | docs | clean
# Each makes what it needs itself; nothing is installed twice. PYTHON=python3.12 chooses another Python (3.11 or later).

PYTHON ?= python3
VENV := .venv
TRAIN_VENV := .venv-train
# What pip installs as torch; a CPU build is enough (TORCH="torch --index-url …" takes it from the CPU index of PyTorch).
TORCH ?= torch==2.13.0
READY := $(VENV)/.ready
TRAIN_READY := $(TRAIN_VENV)/.ready
BIN := $(VENV)/bin
DEMO_DB := demo/onrecord.db

.DEFAULT_GOAL := help
.PHONY: help demo test lint format evaluate benchmark train docs clean

help:
	@echo "make demo       read the demonstration pages and show who stands where, and why"
	@echo "make test       lint, types, accuracy floors, tests"
	@echo "make lint       ruff and mypy alone"
	@echo "make format     let ruff mend what it can"
	@echo "make evaluate   accuracy on the gold articles (needs ../shared)"
	@echo "make benchmark  speed, memory, start, installed size"
	@echo "make train      train the weights anew, in an environment of its own"
	@echo "make docs       make the pictures and the reference in docs/ anew"
	@echo "make clean      remove what make has made"

$(READY): pyproject.toml scripts/venv.sh
	@bash scripts/venv.sh "$(PYTHON)" $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev,dumps]'
	@touch $@

$(TRAIN_READY): pyproject.toml scripts/venv.sh
	@bash scripts/venv.sh "$(PYTHON)" $(TRAIN_VENV)
	$(TRAIN_VENV)/bin/python -m pip install --quiet --disable-pip-version-check $(TORCH) -e '.[dev,train]'
	@touch $@

# demo/ is a dossier: commands that are given in it use its codebook and its database.
define shown
	@printf '\n%s\n$$ onrecord %s\n\n' '$(1)' '$(2)'
	@cd demo && ../$(BIN)/onrecord $(2)
endef

demo: $(READY)
	@rm -f $(DEMO_DB) $(DEMO_DB)-*
	$(call shown,Twelve articles of three invented outlets are read:,read)
	$(call shown,Who stands where now (each party on the measures that the codebook groups as "The bargain"):,positions --by party --group bargain)
	$(call shown,Why the record says so (every stance and its words):,why Pellanor "send ships")
	$(call shown,How it came about (Pellanor changes its mind overnight):,timeline "send ships" --by party)
	$(call shown,Who said what (one of the speakers):,statements --speaker Melnar)
	$(call shown,Which reports tell one event (and who copied whom):,stories)
	$(call shown,How two of them tell it (what both say and where they differ and what one alone tells):,compare bc4ff6bb 6ce34a32)
	@echo
	@echo "What to type next:"
	@echo "  cd demo                                              a dossier: its pages, its codebook, its record"
	@echo "  ../$(BIN)/onrecord positions                        every actor, every measure"
	@echo "  ../$(BIN)/onrecord why Pellanor ships               each stance behind a position, with its words"
	@echo "  ../$(BIN)/onrecord changes --since 2025-05-16       what is new since a day"
	@echo "  ../$(BIN)/onrecord serve                            all of it as a page, to look at and to review"
	@echo "  ../$(BIN)/onrecord list                             the articles; onrecord show ARTICLE marks one of them"
	@echo "  ../$(BIN)/onrecord init MATTER                      a dossier of your own, for pages that you have saved"

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The tests come last, so that a run ends with pytest's closing line.
test: lint
	$(BIN)/python -m benchmarks.floors
	$(BIN)/pytest

evaluate: $(READY)
	$(BIN)/python -m benchmarks.accuracy
	$(BIN)/python -m benchmarks.actors
	$(BIN)/python -m benchmarks.pages
	$(BIN)/python -m benchmarks.codebook
	$(BIN)/python -m benchmarks.demo
	$(BIN)/python -m benchmarks.stories
	$(BIN)/python -m benchmarks.compare

benchmark: $(READY) $(TRAIN_READY)
	$(BIN)/python -m benchmarks.speed --torch-python $(TRAIN_VENV)/bin/python

train: $(TRAIN_READY)
	$(TRAIN_VENV)/bin/python -m training.run
	$(TRAIN_VENV)/bin/python -m training.matching

docs: $(READY)
	$(BIN)/python -m scripts.make_docs

clean:
	rm -rf $(VENV) $(TRAIN_VENV) $(DEMO_DB) $(DEMO_DB)-* build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis benchmarks/out
	find . -name __pycache__ -type d -not -path './.git/*' -exec rm -rf {} +
