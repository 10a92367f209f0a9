"""The language of a post: what is declared where the text agrees with it, else what the text shows.

The script tells most languages apart; Latin and Cyrillic letters need frequent words and letters of a language's
own, which stand in `data/lang` (`[stopwords] frequent`, and `[frequent]`, `[letter]`, `[script]` of `und.toml`).
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from postparse import lexicon
from postparse.document import Document

# Code points of a long text that are looked at: a third each from its beginning, its middle and its end.
_SAMPLE = 1500
# One letter of Chinese, Japanese or Korean says what two or three Latin letters say.
_WEIGHT = {"Hang": 2.0, "Kana": 2.0, "Hani": 2.5, "Thai": 1.0}

# First code point, last code point, script, the language that alone writes it (or mostly), "" where several do.
_BLOCKS = (
    (0x0041, 0x024F, "Latn", ""), (0x0370, 0x03FF, "Grek", "el"), (0x0400, 0x052F, "Cyrl", ""),
    (0x0530, 0x058F, "Armn", "hy"), (0x0590, 0x05FF, "Hebr", "he"), (0x0600, 0x06FF, "Arab", ""),
    (0x0750, 0x077F, "Arab", ""), (0x0900, 0x097F, "Deva", "hi"), (0x0980, 0x09FF, "Beng", "bn"),
    (0x0A00, 0x0A7F, "Guru", "pa"), (0x0A80, 0x0AFF, "Gujr", "gu"), (0x0B80, 0x0BFF, "Taml", "ta"),
    (0x0C00, 0x0C7F, "Telu", "te"), (0x0C80, 0x0CFF, "Knda", "kn"), (0x0D00, 0x0D7F, "Mlym", "ml"),
    (0x0D80, 0x0DFF, "Sinh", "si"), (0x0E00, 0x0E7F, "Thai", "th"), (0x0E80, 0x0EFF, "Laoo", "lo"),
    (0x0F00, 0x0FFF, "Tibt", "bo"), (0x1000, 0x109F, "Mymr", "my"), (0x10A0, 0x10FF, "Geor", "ka"),
    (0x1100, 0x11FF, "Hang", "ko"), (0x1200, 0x139F, "Ethi", "am"), (0x1780, 0x17FF, "Khmr", "km"),
    (0x1E00, 0x1EFF, "Latn", ""), (0x1F00, 0x1FFF, "Grek", "el"), (0x3041, 0x30FF, "Kana", "ja"),
    (0x3130, 0x318F, "Hang", "ko"), (0x3400, 0x4DBF, "Hani", ""), (0x4E00, 0x9FFF, "Hani", ""),
    (0xAC00, 0xD7AF, "Hang", "ko"), (0xF900, 0xFAFF, "Hani", ""), (0xFB50, 0xFDFF, "Arab", ""),
    (0xFE70, 0xFEFF, "Arab", ""), (0xFF66, 0xFF9F, "Kana", "ja"), (0x20000, 0x323AF, "Hani", ""),
)  # fmt: skip
_STARTS = tuple(first for first, _, _, _ in _BLOCKS)

# Declared languages that a close relative's words do not speak against.
_KIN = (
    {"id", "ms"}, {"nb", "nn", "no", "da", "sv"}, {"es", "ca", "gl", "ast", "eu", "pt", "oc"}, {"cs", "sk"},
    {"nl", "af", "fy", "li"}, {"fr", "oc", "br"}, {"it", "co", "fur", "sc", "rm"}, {"de", "lb", "gsw", "nds"},
    {"ru", "be", "uk", "kk", "ky", "tt", "mn", "tg"}, {"bg", "mk", "sr"}, {"ar", "fa", "ur", "ps", "ckb"},
    {"hi", "mr", "ne", "sa"}, {"bn", "as"}, {"zh", "yue", "wuu", "nan", "hak"}, {"he", "yi"}, {"am", "ti"},
    {"tr", "az"}, {"fi", "et"},
)  # fmt: skip
_ALIASES = {"no": "nb", "iw": "he", "in": "id", "ji": "yi", "jw": "jv", "eng": "en", "kor": "ko", "jpn": "ja"}


class Tag(NamedTuple):
    """A declared language, cut up: primary subtag, script and region, or ""."""

    primary: str
    script: str
    region: str

    def __str__(self) -> str:
        return "-".join(filter(None, self))


def detect(document: Document, declared: str | None = None) -> str | None:
    """Give the BCP 47 tag of a document's text, None where neither text nor declaration tells.

    The declaration (the caller's, else the document's own) counts where the text agrees with it and
    keeps its region (`en-GB`); Chinese is given with its script (`zh-Hans`, `zh-Hant`).
    """
    said = _tag(declared) or _tag(document.language) or _claimed(document)
    text = _sample(document)
    other = Counter("".join(_foreign().findall(text)))
    counts = _scripts(text, other)
    if not counts:
        return _plain(said)
    script = max(counts, key=lambda s: counts[s] * _WEIGHT.get(s, 1.0))
    if script in ("Hani", "Kana", "Hang"):
        return _east(other, counts, said)
    if script in ("Latn", "Cyrl", "Arab"):
        return _by_words(text, script, said)
    own = next(language for _, _, name, language in _BLOCKS if name == script)
    return str(said) if said and _akin(said.primary, own) else own


def _sample(document: Document) -> str:
    """Give text to judge by: of the content where the reader knows it, else of all; long texts in three parts."""
    blocks = [b for b in document.blocks if b.kind != "code"]
    content = [b for b in blocks if b.region == "content"]
    text = "\n".join([b.text for b in content or blocks if content or b.region in ("", "header")])
    if len(text) < 20 and blocks:
        text = "\n".join([b.text for b in blocks[:200]])
    if len(text) <= _SAMPLE:
        return text
    part, half = _SAMPLE // 3, len(text) // 2
    return f"{text[:part]}\n{text[half : half + part]}\n{text[-part:]}"


@cache
def _script_of(letter: str) -> str:
    code = ord(letter)
    at = bisect_right(_STARTS, code) - 1
    return _BLOCKS[at][2] if at >= 0 and code <= _BLOCKS[at][1] and letter.isalpha() else ""


@cache
def _foreign() -> re.Pattern[str]:
    return re.compile(r"[^\x00-\x7f]+")


@cache
def _words() -> re.Pattern[str]:
    return re.compile(r"[^\W\d_]+")


def _scripts(text: str, other: Mapping[str, int]) -> dict[str, int]:
    """Count the letters of each script; `other` are the counted characters beyond ASCII."""
    counts: dict[str, int] = {}
    for letter, number in other.items():
        if script := _script_of(letter):
            counts[script] = counts.get(script, 0) + number
    if plain := len("".join(_plain_letters().findall(text))):
        counts["Latn"] = counts.get("Latn", 0) + plain
    return counts


@cache
def _plain_letters() -> re.Pattern[str]:
    return re.compile(r"[A-Za-z]+")


def _east(letters: Mapping[str, int], counts: Mapping[str, int], said: Tag | None) -> str:
    hangul, kana, han = (counts.get(s, 0) for s in ("Hang", "Kana", "Hani"))
    if hangul * 2 >= kana + han:
        return str(said) if said and said.primary == "ko" else "ko"
    if kana * 12 >= han:
        return str(said) if said and said.primary == "ja" else "ja"
    if said and said.primary != "zh" and _akin(said.primary, "zh"):
        return str(said)
    owners = _owners()
    simple, full = (
        sum(number for letter, number in letters.items() if variant in owners.get(letter, ()))
        for variant in ("zh-Hans", "zh-Hant")
    )
    if simple != full:
        return "zh-Hans" if simple > full else "zh-Hant"
    return _plain(said) if said and said.primary == "zh" and str(said) != "zh" else "zh"  # type: ignore[return-value]


def _by_words(text: str, script: str, said: Tag | None) -> str | None:
    """Tell languages of one script by their frequent words and their own letters."""
    scores, tokens = _scored(text, script)
    best = max((s for s in scores if s in _known()), key=lambda s: scores[s], default="")
    share = scores[best] / tokens if best else 0.0
    if said and _writes(said.primary, script):
        mine = scores.get(said.primary, 0.0)
        # A long text without the words that every text of the declared language has is in another.
        lacks = tokens >= 60 and mine < 0.05 * tokens and said.primary in _known()
        if not lacks and (best == said.primary or tokens < 6 or share < 0.05 or (mine and mine * 2 >= scores[best])):
            return str(said)
        # A language without a data file has no words of its own to count: it yields to clear evidence only.
        if said.primary not in _known() and (_akin(said.primary, best) or share < 0.15):
            return str(said)
    if not best or scores[best] < 1.0 or (share < 0.05 and tokens > 4):
        return _by_labels(text, script) or {"Arab": "ar"}.get(script)
    rivals = [scores[s] for s in scores if s != best and s in _known()]
    return best if scores[best] > 1.1 * max(rivals, default=0.0) else None


def _by_labels(text: str, script: str) -> str | None:
    """Tell the language of a notice that has hardly a sentence, by its labels, hours and kinds of events."""
    scores: dict[str, float] = {}
    for word in set(_words().findall(text.lower())):
        kinds = ("label", "time", "event_word") if len(word) > 2 else ()
        found = {m.language for kind in kinds for m in lexicon.words(kind).get(word)}
        for language in found:
            scores[language] = scores.get(language, 0.0) + 1 / len(found)
    ranked = sorted((n, s) for s, n in scores.items() if _writes(s, script))
    if not ranked or ranked[-1][0] < 1.5 or (len(ranked) > 1 and ranked[-2][0] * 1.5 > ranked[-1][0]):
        return None
    return ranked[-1][1]


def _scored(text: str, script: str) -> tuple[dict[str, float], int]:
    words = _words().findall(text.lower())
    scores: dict[str, float] = {}
    stop, frequent, month, weekday = (lexicon.words(k).letter for k in ("stopwords", "frequent", "month", "weekday"))
    for word, number in Counter(words).items():
        if stop(word) or frequent(word) or month(word) or weekday(word):
            found = _frequent_in(word)
            for language in found:
                scores[language] = scores.get(language, 0.0) + number / len(found)
    owners = _owners()
    for letter, number in Counter("".join(_foreign().findall(text.lower()))).items():
        if shared := owners.get(letter):
            for language in shared:
                scores[language] = scores.get(language, 0.0) + number / len(shared) ** 2
    return {s: n for s, n in scores.items() if _writes(s, script)}, max(1, len(words))


@lru_cache(maxsize=4096)
def _frequent_in(word: str) -> tuple[str, ...]:
    """Give the languages that a word is frequent in."""
    stops = (m.language for m in lexicon.words("stopwords").get(word) if m.key == "frequent")
    named = (
        (m.language for kind in ("month", "weekday") for m in lexicon.words(kind).get(word)) if len(word) > 3 else ()
    )
    return (*stops, *(m.key for m in lexicon.words("frequent").get(word)), *dict.fromkeys(named))


@cache
def _letters() -> dict[str, str]:
    return {m.key: surface for surface, meanings in lexicon.words("letter").items() for m in meanings}


@cache
def _owners() -> dict[str, tuple[str, ...]]:
    owners: dict[str, tuple[str, ...]] = {}
    for language, letters in _letters().items():
        for letter in letters:
            owners[letter] = (*owners.get(letter, ()), language)
    return owners


@cache
def _known() -> frozenset[str]:
    return lexicon.words("stopwords").told()[1] | lexicon.words("frequent").told()[0]


@cache
def _writes(language: str, script: str) -> bool:
    """Tell whether a language is written in a script; one that is not known here may be, in Latin."""
    primary = language.split("-")[0]
    table = lexicon.words("script")
    scripts = {m.key for m in table.get(primary, ())}
    return script in scripts if scripts else script == "Latn"


def _akin(one: str, other: str) -> bool:
    return one == other or any(one in kin and other in kin for kin in _KIN)


def _claimed(document: Document) -> Tag | None:
    claims = (c.value for c in document.claims if c.property == "inLanguage" and c.entity == "post")
    return next(filter(None, map(_tag, claims)), None)


def _tag(declared: str | None) -> Tag | None:
    """Read a declared tag: `en_us`, `zh-TW`, `pt-BR`; None where it is none."""
    if not declared:
        return None
    pattern = r"([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?(?:[-_.@].{0,40})?"
    found = re.fullmatch(pattern, declared.strip()[:60], re.IGNORECASE)
    if not found:
        return None
    primary = found[1].lower()
    if primary in ("und", "mul", "zxx"):
        return None
    return Tag(_ALIASES.get(primary, primary), (found[2] or "").title(), (found[3] or "").upper())


def _plain(said: Tag | None) -> str | None:
    """Give a declaration as a tag, Chinese with the script that it names or that its region writes."""
    if said is None or said.primary != "zh":
        return str(said) if said else None
    if said.script in ("Hans", "Hant"):
        return f"zh-{said.script}"
    return {"": "zh", "TW": "zh-Hant", "HK": "zh-Hant", "MO": "zh-Hant"}.get(said.region, "zh-Hans")
