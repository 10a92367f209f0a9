"""Ordinary posts give no event and no participant: at most 5 in 1,000, and every one of them is shown."""

import pytest

import ordinary
from postparse import parse

COUNT = 2000
PER_THOUSAND = 5


def invented(text: str) -> str:
    """Say what a post gives that is not there, or nothing."""
    found = parse(text)
    events = [e.text or e.start or e.title or "?" for e in found.schedule]
    people = [f"{p.name} ({p.role})" for p in found.participants]
    return "; ".join(f"{what}: {', '.join(given)}" for what, given in (("event", events), ("people", people)) if given)


@pytest.mark.timeout(60)
def test_ordinary_posts_give_nobody_and_no_event() -> None:
    made = [(post, told) for post in ordinary.posts(COUNT) if (told := invented(post.text))]
    shown = "\n\n".join(f"[{post.kind}] {told}\n{post.text}" for post, told in made)
    assert len(made) * 1000 <= PER_THOUSAND * COUNT, f"{len(made)} of {COUNT} posts\n\n{shown}"


def test_the_same_posts_every_time() -> None:
    assert list(ordinary.posts(40)) == list(ordinary.posts(40))
    assert len({post.text for post in ordinary.posts(COUNT)}) > COUNT * 0.95
