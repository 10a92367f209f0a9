"""Running text told from labels, names and headlines."""

SENTENCE_END = ".!?…。！？”’\"'」』)）»"


def is_prose(text: str) -> bool:
    """Tell running text from a label, a name or a headline, by its length and how it ends."""
    text = text.rstrip()
    # Letters of CJK, kana and Hangul say in one what Latin says in two or three.
    wide = 0 if text.isascii() else sum(map("\u2e80".__le__, text[:200]))
    weight = len(text) + wide
    if weight > 220:
        return True
    ends = text[-1:] in SENTENCE_END
    if wide * 2 > len(text[:200]):
        return ends and weight >= 40 and text[-1:] not in ")）」』"
    if ends and text[-1:] not in ")）»\"'”’":
        return weight >= 60 or (weight >= 30 and _small(text) >= 3)
    return weight >= 140 and _small(text) >= 12


def _small(text: str) -> int:
    """Count the words that begin with a small letter."""
    return sum(1 for w in text.split() if w[:1].islower())
