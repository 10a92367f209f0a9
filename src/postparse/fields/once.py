"""Rules that others read again: what one found for a post is kept with the post's outline."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import TypeVar

from postparse.outline import Outline
from postparse.post import Post

T = TypeVar("T")


def once(rule: Callable[[Outline, Post], Iterable[T]]) -> Callable[[Outline, Post], tuple[T, ...]]:
    """Run a rule once as long as it is asked with the same post."""

    @wraps(rule)
    def found(outline: Outline, so_far: Post) -> tuple[T, ...]:
        known = outline.found.get(rule)
        if known is None or known[0] is not so_far:
            known = outline.found[rule] = so_far, tuple(rule(outline, so_far))
        return known[1]

    return found
