"""Days of publication as they are written around the world, in the post's language."""

import pytest

from postparse.document import Passage
from postparse.values import stamp

DAYS = {
    # month before or after the day, joined by what the language joins them with
    ("en", "12 May 2025"), ("en", "May 12th, 2025"), ("en", "12-May-2025"), ("en", "12/May/2025"),
    ("de", "Montag, 12. Mai 2025"), ("es", "12 de mayo de 2025"), ("pt", "12 de maio de 2025"), ("tr", "12 Mayıs 2025"),
    ("el", "12 Μαΐου 2025"), ("uk", "12 травня 2025"), ("hi", "12 मई 2025"), ("ko", "2025년 5월 12일"),
    # a month that is a word and a number
    ("vi", "12 tháng 5, 2025"), ("vi", "Thứ hai, ngày 12 tháng 5 năm 2025"), ("vi", "12 Tháng 5 2025"),
    # years counted from the Buddha's death, or not
    ("th", "12 พฤษภาคม 2568"), ("th", "วันจันทร์ที่ 12 พ.ค. 2568"), ("th", "12 พฤษภาคม พ.ศ. 2568"), ("th", "12 พ.ค. 2025"),
    # Iran's calendar
    ("fa", "۲۲ اردیبهشت ۱۴۰۴"), ("fa", "دوشنبه ۲۲ اردیبهشت ۱۴۰۴"), ("fa", "22 اردیبهشت 1404"),
    # months that only the last resort has
    ("cs", "12. května 2025"), ("sk", "12. mája 2025"), ("fi", "12. toukokuuta 2025"), ("ro", "12 mai 2025"),
    ("ca", "12 de maig de 2025"), ("hr", "12. svibnja 2025."), ("sr", "12. мај 2025."), ("ka", "12 მაისი 2025"),
    ("fa", "۱۲ مه ۲۰۲۵"), ("bn", "১২ মে ২০২৫"), ("ta", "12 மே 2025"), ("ur", "12 مئی 2025"),
    # the year first
    ("hu", "2025. május 12."), ("lt", "2025 m. gegužės 12 d."), ("lv", "2025. gada 12. maijs"),
}  # fmt: skip


@pytest.mark.parametrize(("language", "written"), sorted(DAYS))
def test_day(language: str, written: str) -> None:
    read = stamp.read(Passage(f"· {written} ·", 7), language, lambda: None)
    assert read is not None
    assert read.value == "2025-05-12"
    assert f"· {written} ·"[read.span.start - 7 : read.span.end - 7] in written


SOLAR = {
    "۱ فروردین ۱۴۰۳": "2024-03-20", "۳۰ اسفند ۱۴۰۳": "2025-03-20", "۱ فروردین ۱۴۰۴": "2025-03-21",
    "۲۹ اسفند ۱۴۰۰": "2022-03-20", "۳۰ اسفند ۱۳۹۹": "2021-03-20", "۱ مهر ۱۴۰۲": "2023-09-23",
    "۲۲ بهمن ۱۳۵۷": "1979-02-11",
    "۳۰ اسفند ۱۴۰۴": None, "۳۱ مهر ۱۴۰۲": None, "۱ فروردین ۱۲۰۰": None, "۰ مهر ۱۴۰۲": None,
}  # fmt: skip


@pytest.mark.parametrize("written", SOLAR)
def test_solar_calendar(written: str) -> None:
    read = stamp.read(Passage(written, 0), "fa", lambda: None)
    assert (read and read.value) == SOLAR[written]


HOURS = [
    ("12 May 2025, 09:05", "en"),
    ("12. května 2025 9:05", "cs"),
    ("12 मई 2025, 9:05", "hi"),
    ("2025. május 12. 9:05", "hu"),
    ("۲۲ اردیبهشت ۱۴۰۴ ۰۹:۰۵", "fa"), ("১২ মে ২০২৫, ৯:০৫", "bn"), ("১২/০৫/২০২৫ ০৯:০৫", "bn"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "language"), HOURS)
def test_day_and_hour(written: str, language: str) -> None:
    read = stamp.read(Passage(written, 0), language, lambda: None)
    assert read is not None
    assert read.value == "2025-05-12T09:05"


NONE = [
    ("12. května 2025", "en"),  # another language's month
    ("12 พฤษภาคม 25680", "th"),
    ("12 May 2568", "en"),
    ("12 rooms 2025", "en"), ("12 part 5, 2025", "en"), ("2025 was the 12 best", "en"), ("12 trang 5, 2025", "vi"),
    ("12 ²² 2025", "en"), ("32 May 2025", "en"), ("12 tháng 13, 2025", "vi"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "language"), NONE)
def test_no_day(written: str, language: str) -> None:
    assert stamp.read(Passage(written, 0), language, lambda: None) is None


MACHINES = [
    ("2025-05-12T09:05:07Z", "2025-05-12T09:05:07+00:00"),
    ("2025-05-12 9:05", "2025-05-12T09:05"),
    ("২০২৫-০৫-১২T০৯:০৫:০৭", "2025-05-12T09:05:07"),
    ("20250512", "2025-05-12"),
    ("2025-05-12T09:05:61", "2025-05-12"),
]


@pytest.mark.parametrize(("written", "told"), MACHINES)
def test_machines(written: str, told: str) -> None:
    assert stamp.iso(written) == told
