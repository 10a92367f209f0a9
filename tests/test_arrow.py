"""Arrow tables of texts to Arrow tables of posts: rows stay one to one, whatever stands in them."""

import datetime as dt
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from postparse import api, parse, parse_arrow, to_dict
from postparse.errors import FormatError, UsageError

pa = pytest.importorskip("pyarrow")

EVENT = "<h1>Ropes</h1><p>Date: 5 May 2025, 3 pm</p><p>Venue: Long Hall</p><p>Long story of it, told by hand.</p>"
NOTE = "Nets\n\nThey dry in the sun all day long."


def table(column: str = "text", kind: Any = None, **more: list[Any]) -> Any:
    return pa.table({column: pa.array([EVENT, None, NOTE], kind or pa.string()), **more})


def test_each_row_is_the_post_that_parse_gives() -> None:
    made = parse_arrow(table())
    first, none, last = made.to_pylist()
    for row, text in ((first, EVENT), (last, NOTE)):
        post = to_dict(parse(text))
        post["source"] = {**post["source"], "path": None, "format": "arrow", "encoding": None}  # type: ignore[dict-item]
        assert row == {**post, "failed": None}
    assert set(none.values()) == {None}
    assert made.schema.names == [*to_dict(parse("x")), "failed"]


@pytest.mark.parametrize(
    "kind",
    ["string", "large_string", "string_view", "binary", "large_binary", "binary_view"],
)
def test_texts_of_any_type_give_the_same(kind: str) -> None:
    assert parse_arrow(table(kind=getattr(pa, kind)())) == parse_arrow(table())


def test_words_of_a_dictionary_are_texts() -> None:
    given = table()
    assert parse_arrow(given.set_column(0, "text", given["text"].dictionary_encode())) == parse_arrow(given)


def test_bytes_are_decoded_one_by_one() -> None:
    page = (
        "<html><head><meta charset=windows-1252></head><body><h1>Café</h1><p>Of Ångström, told once.</p></body></html>"
    )
    rows = [page.encode("cp1252"), "Žluťoučký kůň\n\nA horse.".encode("utf-16"), b"\x89PNG\r\n\x1a\n\0\0"]
    made = parse_arrow(pa.table({"html": pa.array(rows, pa.binary())})).to_pylist()
    assert made[0]["body"] == ["Of Ångström, told once."]
    assert made[1]["title"] == "Žluťoučký kůň"
    assert (made[2]["title"], made[2]["failed"]) == (None, "this is a PNG image, not a post")


COLUMNS: list[tuple[dict[str, list[Any]], dict[str, Any], list[Any]]] = [
    ({"id": [7]}, {}, ["Nets", "7", None]),
    ({"title": ["Ropes"], "url": ["https://quay.example/1"]}, {}, ["Ropes", None, "https://quay.example/1"]),
    ({"html": ["Lines\n\nOther words."]}, {}, ["Lines", None, None]),
    ({"html": ["Lines\n\nOther words."]}, {"column": "text"}, ["Nets", None, None]),
    ({"html": [None]}, {"column": ["html", "text"]}, ["Nets", None, None]),
    ({"status": ["draft"]}, {}, ["Nets", None, None]),
]


@pytest.mark.parametrize(("more", "options", "wanted"), COLUMNS)
def test_other_columns_tell_of_the_post(more: dict[str, list[Any]], options: dict[str, Any], wanted: list[Any]) -> None:
    (row,) = parse_arrow(pa.table({"text": [NOTE], **more}), **options).to_pylist()
    assert [row["title"], row["source"]["id"], row["source"]["url"]] == wanted


def test_columns_are_kept_as_they_are() -> None:
    day = [dt.date(2025, 4, 1), None, dt.date(2025, 4, 3)]
    made = parse_arrow(table(day=day, tags=[["a"], [], None]), keep=["day"])
    assert (made["day"].to_pylist(), made.schema.names[:2]) == (day, ["day", "schema_version"])
    named = parse_arrow(table(day=day, tags=[["a"], [], None]), keep={"tags": "given_tags", "text": "text"})
    assert named["given_tags"].to_pylist() == [["a"], [], None]
    assert named["text"].to_pylist() == [EVENT, None, NOTE]


OPTIONS: list[tuple[dict[str, Any], str, Any]] = [
    ({"as_of": "2024-01-01"}, "/schedule/0/start", "2024-05-05T15:00"),
    ({"timezone": "Asia/Seoul"}, "/schedule/0/timezone", "Asia/Seoul"),
    ({"language": "de"}, "/language", "de"),
    ({"format": "text"}, "/body/0", "<p>Date: 5 May, 3 pm</p>"),
]


@pytest.mark.parametrize(("options", "where", "value"), OPTIONS)
def test_options_are_those_of_parse(options: dict[str, Any], where: str, value: Any) -> None:
    (found,) = parse_arrow(pa.table({"text": ["<p>Date: 5 May, 3 pm</p>\n<p>Words.</p>"]}), **options).to_pylist()
    for key in where[1:].split("/"):
        found = found[int(key) if key.isdigit() else key]
    assert found == value


def test_evidence_and_blocks_on_request() -> None:
    made = parse_arrow(table(), evidence=True, blocks=True)
    assert {"evidence", "blocks"} < set(made.schema.names)
    assert dict(made["evidence"][0].as_py())["/title"][0]["rule"]


def test_batches_come_as_they_are_asked_for() -> None:
    asked: list[int] = []

    def batches() -> Iterator[Any]:
        for number, batch in enumerate(table().to_batches(max_chunksize=2)):
            asked.append(number)
            yield batch

    made = parse_arrow(batches())
    assert asked == []
    first = next(made)
    assert (asked, first.num_rows) == ([0], 2)
    assert pa.Table.from_batches([first, *made]) == parse_arrow(table())
    (batch,) = table().combine_chunks().to_batches()
    assert parse_arrow(batch).to_pylist() == parse_arrow(table()).to_pylist()


@pytest.mark.parametrize("rows", [0, 1, 600])
def test_any_number_of_rows(rows: int) -> None:
    made = parse_arrow(pa.table({"text": pa.array([f"Note {n}" for n in range(rows)], pa.string())}))
    assert made.num_rows == rows
    assert made.schema == parse_arrow(table()).schema


MISUSE: list[tuple[Any, dict[str, Any], type[Exception], str]] = [
    (table(), {"column": "no"}, UsageError, "there is no column 'no'; there are 'text'"),
    (table("words"), {}, FormatError, "name it with column=; there are 'words'"),
    (table(n=[1, 2, 3]), {"column": "n"}, UsageError, "the column 'n' holds int64, not text"),
    (table(), {"keep": ["no"]}, UsageError, "there is no column 'no'"),
    (table(title=["a", "b", "c"]), {"keep": ["title"]}, UsageError, "there would be two columns 'title'"),
    (
        pa.table([pa.array(["a"]), pa.array(["b"])], names=["text", "text"]),
        {},
        UsageError,
        "there are two columns 'text'",
    ),
    (pa.table({}), {}, FormatError, "name it with column=; there are none"),
    (table(), {"timezone": "Moon"}, UsageError, "unknown time zone"),
    (table(), {"format": "wxr"}, UsageError, "a row is text, html or markdown, not 'wxr'"),
]


@pytest.mark.parametrize(("given", "options", "error", "told"), MISUSE)
def test_misuse_is_told_at_once(given: Any, options: dict[str, Any], error: type[Exception], told: str) -> None:
    with pytest.raises(error, match=told):
        parse_arrow(given, **options)


def test_a_fault_of_ours_costs_its_row(monkeypatch: pytest.MonkeyPatch) -> None:
    understand = api.understand

    def broken(document: Any, *rest: Any) -> Any:
        if "Ropes" in document.text:
            raise ZeroDivisionError("no")
        return understand(document, *rest)

    monkeypatch.setattr(api, "understand", broken)
    first, _, last = parse_arrow(table()).to_pylist()
    assert "internal error" in first["failed"]
    assert (last["title"], last["failed"]) == ("Nets", None)


def test_dask_gives_the_same_from_any_partitions() -> None:
    dask = pytest.importorskip("dask")
    given = pa.table(
        {"id": [str(n) for n in range(40)], "text": [EVENT.replace("5", str(n % 28 + 1)) for n in range(40)]}
    )
    parts = [dask.delayed(parse_arrow)(given.slice(at, 9), keep=["id"]) for at in range(0, 40, 9)]
    made = pa.concat_tables(dask.compute(*parts, scheduler="threads"))
    assert made.to_pylist() == parse_arrow(given, keep=["id"]).to_pylist()


def test_without_pyarrow_one_line_names_the_extra() -> None:
    code = "import sys; sys.modules['pyarrow'] = None; import postparse; postparse.parse_arrow(None)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", timeout=60)
    told = "UsageError: to read Arrow tables needs more: pip install 'postparse[parquet]'"
    assert done.stderr.splitlines()[-1].endswith(told)
