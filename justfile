# Everything runs in .venv; `just` alone lists the recipes.
export PATH := justfile_directory() / ".venv/bin:" + env("PATH")

default:
    @just --list

# What CI checks after the tests
check:
    ruff check .
    ruff format --check .
    mypy

test *arguments:
    python -m pytest -q {{arguments}}

# Rewrite the expected output of the samples; read the diff before you commit it
update-samples:
    -python -m pytest -q tests/test_samples.py --update-samples
    git diff --stat -- samples

# Calendar words from CLDR, then the folded lexicon
calendar:
    python scripts/cldr.py
    python scripts/lexicon.py

# Generated files: the lexicon, the JSON Schema, the table of warnings, the picture in the README
generate:
    python scripts/lexicon.py
    python scripts/schema.py
    python scripts/codes.py
    python scripts/picture.py

# Cost, as ratios; fails over budget
gate folder="samples":
    python benchmarks/cost.py {{folder}} --check

# Laws with many more examples than in CI
long:
    python -m pytest -q tests/property --hypothesis-profile=long
