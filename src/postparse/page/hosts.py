"""Whose page it is: the host of its address, and which hosts are one site."""

from urllib.parse import urlsplit


def host(url: str | None) -> str:
    """Give the host of an address in small letters, without `www.`; "" where it has none."""
    try:
        found = urlsplit(url or "")
        name = found.hostname or "" if found.scheme in ("http", "https") else ""
    except ValueError:
        return ""
    return name.lower().rstrip(".").removeprefix("www.")


def same(one: str, other: str) -> bool:
    """Tell whether two hosts are one site: equal, or one below the other as `m.` is."""
    return one == other or one.endswith("." + other) or other.endswith("." + one)
