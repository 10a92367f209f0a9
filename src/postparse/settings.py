"""What the caller says of posts, and whether it makes sense."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from postparse.errors import UsageError

if TYPE_CHECKING:
    from postparse.profile import Profile


class Settings(NamedTuple):
    """What the caller knows and the post need not say; see `postparse.parse`."""

    language: str | None = None
    timezone: str | None = None
    as_of: str | None = None
    date_order: str | None = None
    url: str | None = None
    profile: "Profile | None" = None


def profiled(path: str | Path | None) -> "Profile | None":
    """Give the profile in a file, if one is named.

    Raises:
        UsageError: it can't be read or is no profile.
    """
    if path is None:
        return None
    from postparse import profilefile

    return profilefile.load(path)


def checked(settings: Settings) -> Settings:
    """Give the settings back if they make sense.

    Raises:
        UsageError: a zone, date, order, language tag or address that is none.
    """
    if settings.timezone is not None:
        from zoneinfo import ZoneInfo

        try:
            ZoneInfo(settings.timezone)
        except (KeyError, ValueError, OSError):
            raise UsageError(f"unknown time zone {settings.timezone!r}; give an IANA name such as Asia/Seoul") from None
    if settings.as_of is not None:
        from datetime import date

        try:
            if date.fromisoformat(settings.as_of).isoformat() != settings.as_of:
                raise ValueError
        except ValueError:
            raise UsageError(f"{settings.as_of!r} is no date; give YYYY-MM-DD") from None
    if settings.date_order not in (None, "mdy", "dmy", "ymd"):
        raise UsageError(f"unknown date order {settings.date_order!r}; give mdy, dmy or ymd")
    if settings.language is not None and not all(
        part.isascii() and part.isalnum() and len(part) <= 8 for part in settings.language.split("-")
    ):
        raise UsageError(f"{settings.language!r} is no language tag; give one such as ko or zh-Hant")
    if settings.url is not None and "://" not in settings.url:
        raise UsageError(f"{settings.url!r} is no full address; give one such as https://example.org/post")
    return settings
