"""Sections under a heading that announces a summary."""

import pytest

import postparse

ONE = "The first speaker held that a lock is a promise between two levels of water, and that promises leak."
TWO = "The second answered that a leak can be counted, and counted it, and came to nine buckets an hour in spring."


@pytest.mark.parametrize(
    ("heading", "kept"),
    [
        ("Summary", True),
        ("Abstract:", True),
        ("Summary of the discussion", True),
        ("Key takeaways", True),
        ("About the talk", True),
        ("강연 요약", True),
        ("행사 취지", True),
        ("Boats and buckets", False),
        ("The summary was short, and so was the evening that came before it.", False),
    ],
)
def test_headings(heading: str, kept: bool) -> None:
    post = postparse.parse(f"Boats in winter\n\n{ONE} We began at once.\n\n{heading}\n\n{ONE}\n\n{TWO}\n")
    if not kept:
        assert post.summary == ()
        return
    (section,) = post.summary
    assert (section.heading, section.paragraphs) == (heading.rstrip(":"), (ONE, TWO))
    assert ONE in post.body
    assert heading not in post.body


def test_a_heading_that_names_a_participant() -> None:
    text = f"""Boats in winter

Speakers
– Adaeze (Ada) Okafor (Director, Harbour Trust)
– Tomas Lindqvist (Lock Keeper)

Summary of Ada’s talk

{ONE}

Leave a Reply
"""
    (section,) = postparse.parse(text).summary
    assert section.participant == "Adaeze Okafor"
    assert section.paragraphs == (ONE,)
