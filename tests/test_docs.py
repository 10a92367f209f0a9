"""The documents say what the code says."""

import re
import runpy

from postparse import convert
from postparse.post import Post
from sampleset import ROOT

OUTPUT = (ROOT / "docs/output.md").read_text("utf-8")
ARCHITECTURE = (ROOT / "docs/architecture.md").read_text("utf-8")


def test_the_table_of_codes_is_up_to_date() -> None:
    made = runpy.run_path(str(ROOT / "scripts/codes.py"))["text"]()
    assert made == OUTPUT, "run scripts/codes.py"
    assert "| `title.missing` | warning |" in OUTPUT


def test_every_key_is_explained() -> None:
    for name in Post.__dataclass_fields__:
        assert f"`{name}`" in OUTPUT, name
    for name, shape in convert.schema()["$defs"].items():  # type: ignore[union-attr, index]
        for key in shape["properties"]:
            assert f"`{key}`" in OUTPUT, f"{name}.{key}"


def test_modules_and_tests_that_are_named_exist() -> None:
    for name in re.findall(r"`((?:tests|scripts|benchmarks|samples|\.ci)/[\w./]+)`", ARCHITECTURE):
        assert (ROOT / name).exists(), name
    for name in re.findall(r"`(\w+\.py|(?:fields|learning|page|readers|render|run|values|data)/)`", ARCHITECTURE):
        assert any((ROOT / "src/postparse").rglob(name)), name


def test_every_module_is_named() -> None:
    for module in (ROOT / "src/postparse").glob("[a-z]*.py"):
        assert f"`{module.name}`" in ARCHITECTURE, module.name


def test_every_language_is_named() -> None:
    told = (ROOT / "docs/languages.md").read_text("utf-8")
    for words in (ROOT / "src/postparse/data/lang").glob("*.toml"):
        assert f"`{words.stem}`" in told or f"`{words.name}`" in told, words.name
