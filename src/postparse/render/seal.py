"""Posts on their way to an output: each sealed as a line of JSON, in whichever process it was read.

A line holds nothing but what its output shows, so that it can be kept in a file and written later: the same line
gives the same output, on whatever way it came.
"""

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from postparse.convert import from_dict, to_dict
from postparse.post import Post
from postparse.render.json import encoded

if TYPE_CHECKING:
    from postparse.api import Parsed
    from postparse.render import Layout


def shown(parsed: "Parsed", layout: "Layout") -> str:
    """Give the keys of the post that are wanted."""
    data = to_dict(parsed.post, blocks=layout.blocks, evidence=layout.evidence)
    if layout.keys is not None:
        data = {key: value for key, value in data.items() if key in layout.keys}
    return encoded(data)


def whole(parsed: "Parsed", layout: "Layout") -> str:
    """Give all of the post."""
    return encoded(to_dict(parsed.post, blocks=layout.blocks, evidence=layout.evidence))


def opened(lines: Iterable[str]) -> Iterator[Post]:
    """Give the posts that `whole` sealed."""
    return (from_dict(json.loads(line)) for line in lines)
