"""The JSON Schema in the package is that of the types, and what the parser gives follows it."""

import json
import runpy

import jsonschema
import pytest

import postparse
from postparse.convert import schema, to_dict
from sampleset import ROOT, expected, names, path

FILE = ROOT / "src/postparse/data/post.schema.json"


def test_the_file_is_up_to_date() -> None:
    text = runpy.run_path(str(ROOT / "scripts/schema.py"))["text"]()
    assert FILE.read_text("utf-8") == text, "run scripts/schema.py"


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


def _validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads(FILE.read_text("utf-8")))


@pytest.mark.parametrize("name", [n for n in names() if "error" not in (expected(n) or {})])
def test_posts_follow_it(name: str) -> None:
    post = postparse.parse(path(name))
    _validator().validate(to_dict(post))
    _validator().validate(to_dict(post, blocks=True, evidence=True))
    if expected(name):
        _validator().validate(expected(name))


@pytest.mark.parametrize("data", [{}, {"title": 3}, {"title": "x", "headline": "y"}])
def test_other_things_do_not(data: dict[str, object]) -> None:
    assert list(_validator().iter_errors(data))
