# Short names for `python3 -m simulation.bootstrap VERB`, which does the same where make is missing.

PYTHON ?= python3

.DEFAULT_GOAL := help
.PHONY: help install demo test lint bench clean

help install demo test lint bench clean:
	@$(PYTHON) -m simulation.bootstrap $@
