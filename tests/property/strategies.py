"""What the laws are tried on: bytes, texts, pages, and posts put together from lines that posts have."""

from hypothesis import strategies as st

from sampleset import names, path

SAMPLES = {name: path(name).read_bytes() for name in names()}

_NAMES = (
    "Una Okoro",
    "Dr. Rolf van Aalst",
    "Kim (Kimmy) Oh",
    "홍길동",
    "山田　太郎",
    "TBA",
    "O’Neil-Šimůnek",
)
_LABELS = (
    *("Date", "Date & Time", "Venue", "Moderator", "Speakers", "Panel", "Abstract", "Host", "Fee"),
    *("일시", "장 소", "발제", "司会"),
)
_VALUES = (
    *("Wednesday, November 26, 2:00 PM – 5:00 PM", "2024. 5. 14.(화) 오후 3시", "3–5 May 2025", "31/02/2025"),
    *("25:61", "Long Hall (12 Weir Lane, Upper Ham)", "Zoom", "A and B (Org, C and D / Chair, E)"),
    *("999999999999 : 99", "((((", "–"),
)
_LINES = (
    *("[Notice] A title", "by | Jan 27, 2026 | News | 0 comments", "0 Comments", "Submit a Comment", ""),
    *("Program", "10:00–10:30 Opening: Una Okoro", "• one (two, three)", "Read this in Korean", "Subject: x"),
    *("A sentence that says little, and says it twice in a row.", "|", "###", "1. a", "<b>not a tag"),
    "https://a.example/?q=%00",
)
_TAGS = ("p", "li", "h1", "h3", "div", "td", "dt", "dd", "b", "pre", "ul", "table", "script", "nav")


def lines() -> st.SearchStrategy[str]:
    """Give one line of a post, likely or not."""
    return st.one_of(
        st.sampled_from(_LINES),
        st.builds("{}: {}".format, st.sampled_from(_LABELS), st.sampled_from(_VALUES + _NAMES)),
        st.sampled_from(_LABELS),
        st.builds("– {} ({})".format, st.sampled_from(_NAMES), st.text(max_size=30)),
        st.text(max_size=60),
    )


def posts() -> st.SearchStrategy[str]:
    """Give the text of a post."""
    return st.lists(lines(), max_size=25).map("\n".join)


def pages() -> st.SearchStrategy[str]:
    """Give HTML with the lines of a post in tags that need not match."""
    tags = st.sampled_from(_TAGS)
    opened = st.builds("<{}>{}".format, tags, lines())
    closed = st.builds("<{0}>{1}</{0}>".format, tags, lines())
    return st.lists(st.one_of(opened, closed, st.just("<!-- -->"), st.just("<br>")), max_size=25).map("".join)


def cuttings() -> st.SearchStrategy[bytes]:
    """Give a stretch of a sample, with some bytes of it replaced."""

    def cut(name: str, start: float, end: float, junk: bytes, where: float) -> bytes:
        data = SAMPLES[name]
        part = data[int(min(start, end) * len(data)) : int(max(start, end) * len(data))]
        at = int(where * len(part))
        return part[:at] + junk + part[at + len(junk) :]

    unit = st.floats(0, 1)
    return st.builds(cut, st.sampled_from(sorted(SAMPLES)), unit, unit, st.binary(max_size=6), unit)


def anything() -> st.SearchStrategy[bytes]:
    """Give the bytes of a file: noise, a post in some encoding, a page, a damaged sample."""
    encodings = st.sampled_from(("utf-8", "utf-16", "utf-16-le", "cp949", "shift_jis", "gb18030", "latin-1"))
    encoded = st.builds(lambda text, name: text.encode(name, "replace"), posts(), encodings)
    return st.one_of(st.binary(max_size=400), encoded, pages().map(lambda p: p.encode()), cuttings())
