"""What letters a text is written in."""

import unicodedata


def script(text: str) -> str:
    """Give the script of the first letter: hangul, kana, han, latin, or the first word of its Unicode name.

    >>> script("Ångström"), script("Ольга")
    ('latin', 'cyrillic')
    """
    for char in text:
        if char.isalpha():
            word = unicodedata.name(char, "").split(" ")[0].split("-")[0].casefold()
            return {"hiragana": "kana", "katakana": "kana", "cjk": "han"}.get(word, word)
    return ""


def is_east(text: str) -> bool:
    """Say whether the text has letters without upper and lower case, so that shape tells little."""
    return not text.isascii() and any(c.isalpha() and not (c.isupper() or c.islower()) for c in text)
