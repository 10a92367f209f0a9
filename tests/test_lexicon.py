"""The lexicon: its files parse, name known kinds and keys, and the index made from them is up to date."""

import ast
import importlib.util
import re
import sys
import time
import tokenize
import tomllib
from collections import defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from postparse import lexicon

ROOT = Path(__file__).parents[1]
DATA = ROOT / "src" / "postparse" / "data"
FILES = sorted((DATA / "lang").glob("*.toml"))
KINDS: dict[str, dict[str, Any]] = tomllib.loads((DATA / "kinds.toml").read_text("utf-8"))

# Words of one language that mean two things as one kind, and rightly so.
DELIBERATE = {
    # biographies under it, or the speakers themselves
    ("en", "label", "about the speaker"),
    ("en", "label", "about the speakers"),
    ("en", "label", "meet the speakers"),
    ("ko", "label", "일정"),  # the date, or the programme
    ("ko", "label", "입장"),  # when doors open, or what entry costs
    ("ko", "label", "제목"),  # of the talk, or of the event
}


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("lexicon_script", ROOT / "scripts" / "lexicon.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def tables(path: Path) -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(path.read_text("utf-8"))


def test_index_is_up_to_date() -> None:
    written = (DATA / "lexicon.json").read_text("utf-8")
    assert script().build() == written, "run python scripts/lexicon.py"


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_kinds_and_keys_are_known(path: Path) -> None:
    for kind, table in tables(path).items():
        assert kind in KINDS, f"[{kind}] is not in kinds.toml"
        known = KINDS[kind]["keys"]
        for key, surfaces in table.items():
            assert not known or key in known, f"[{kind}] {key} is not in kinds.toml"
            assert isinstance(surfaces, list)
            assert all(isinstance(s, str) and s.strip() for s in surfaces), f"[{kind}] {key}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_word_means_one_thing_as_one_kind(path: Path) -> None:
    for kind, table in tables(path).items():
        if KINDS[kind].get("several"):
            continue
        keys = defaultdict(set)
        for key, surfaces in table.items():
            for surface in surfaces:
                keys[lexicon.fold(surface)].add(key)
        twice = {s: k for s, k in keys.items() if len(k) > 1 and (path.stem, kind, s) not in DELIBERATE}
        assert not twice, f"[{kind}]"


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_own_words_are_words_of_the_language(path: Path) -> None:
    found = tables(path)
    for kind, surfaces in found.get("own", {}).items():
        known = {lexicon.fold(s) for values in found[kind].values() for s in values}
        assert not [s for s in surfaces if lexicon.fold(s) not in known], f"[own] {kind}"


def test_own_word_counts_in_its_own_posts_only() -> None:
    assert [m.key for m in lexicon.look("label", "Mit", "de-AT")] == ["people"]
    assert lexicon.look("label", "MIT", "en") == ()
    assert lexicon.look("label", "MIT") == ()


def test_meanings_in_the_posts_language_come_first() -> None:
    found = lexicon.look("label", "Programa", "pt-BR")
    assert found[0].language == "pt"
    assert {m.key for m in found} == {"agenda"}


def test_short_labels_are_found_with_their_letters_spaced() -> None:
    assert lexicon.look("label", "일 시", "ko") == lexicon.look("label", "일시", "ko")
    assert lexicon.look("label", "時　　間", "ja")


def test_no_line_begins_as_furniture_by_one_common_word() -> None:
    # `start` is compared with the beginning of any line, so "Copyright" would take a talk on copyright away.
    begins = [s for s in lexicon.surfaces("residue", "start") if re.fullmatch(r"[a-z]{1,12}", s)]
    assert begins in ([], ["permalink"])


def test_every_kind_loads_in_little_time() -> None:
    def load() -> float:
        lexicon._lines.cache_clear()
        lexicon.words.cache_clear()
        began = time.process_time()
        for kind in lexicon._lines():
            lexicon.words(kind)
        return time.process_time() - began

    # 8 ms is what a start may cost; five times that on a slow or busy machine.
    assert min(load() for _ in range(5)) < 0.04


# Two letters in a row are a word.
WORD = re.compile(
    "[\u0370-\u05ff\u0600-\u06ff\u0900-\u0e7f\u1100-\u11ff\u3041-\u30fa\u3130-\u318f\u3400-\u9fff\uac00-\ud7af]{2}"
)
# Character classes, numerals, and the signs of units in dates.
SIGNS = re.compile(r"\[[^\]]*\]|[〇一二三四五六七八九十年月日号號時时分秒点點년월일시분]")


@pytest.mark.parametrize("path", sorted((ROOT / "src").rglob("*.py")), ids=lambda p: p.stem)
def test_words_of_languages_are_data_and_not_code(path: Path) -> None:
    source = path.read_text("utf-8")
    docs = docstring_lines(ast.parse(source))
    with path.open("rb") as file:
        for token in tokenize.tokenize(file.readline):
            if token.type == tokenize.COMMENT or token.start[0] in docs:
                continue
            bare = SIGNS.sub("", token.string)
            assert not WORD.search(bare), f"{path.name}:{token.start[0]}: {token.string[:60]}"


def docstring_lines(tree: ast.Module) -> set[int]:
    lines: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node, False):
            first = node.body[0]
            lines.update(range(first.lineno, (first.end_lineno or first.lineno) + 1))
    return lines


def test_the_scripts_check_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["lexicon.py", "--check"])
    assert script().main() == 0
