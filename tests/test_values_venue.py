"""Venues: what a line under a place's label says, what prose says, and the zone that a place tells."""

import pytest

from postparse.document import Passage
from postparse.values import placefind, venue, zones


def parts(text: str, language: str = "en") -> tuple[str | None, str | None, bool] | None:
    place = venue.read(Passage(text, 0), language)
    if place is None:
        return None
    return place.name.text if place.name else None, place.address.text if place.address else None, place.online


@pytest.mark.parametrize(
    ("language", "text", "name", "address", "online"),
    [
        ("en", "Alder Hall (12 Foundry Road, Westmere)", "Alder Hall", "12 Foundry Road, Westmere", False),
        ("en", "Alder Hall, 12 Foundry Road, Westmere", "Alder Hall", "12 Foundry Road, Westmere", False),
        ("en", "Room 204, Alder Hall", "Room 204, Alder Hall", None, False),
        ("en", "Alder Hall / Online via Zoom", "Alder Hall", None, True),
        ("en", "Alder Hall + Zoom", "Alder Hall", None, True),
        ("en", "Zoom", "Zoom", None, True),
        ("en", "Alder Hall (B1)", "Alder Hall (B1)", None, False),
        ("en", "Reading Room, Northgate Library, 8 Mill Lane", "Reading Room, Northgate Library", "8 Mill Lane", False),
        ("ko", "솔밭회관 2층 (서울 마포구 느티로 00)", "솔밭회관 2층", "서울 마포구 느티로 00", False),
        ("ko", "솔밭회관 대강당 (느티역 부근)", "솔밭회관 대강당", None, False),
        ("ko", "서울 마포구 느티로 00 솔밭회관 2층", "솔밭회관 2층", "서울 마포구 느티로 00", False),
        ("ko", "온라인(줌)", "줌", None, True),
        ("en", "Online (Zoom)", "Zoom", None, True),
        ("ja", "みどり会館 3階ホール（東京都千代田区桜町1-2）", "みどり会館 3階ホール", "東京都千代田区桜町1-2", False),
        ("zh-Hant", "松風書店二樓（臺北市中山區楓樹街00號）", "松風書店二樓", "臺北市中山區楓樹街00號", False),
        ("zh-Hant", "臺北市中山區楓樹街二段 12 號 5 樓", None, "臺北市中山區楓樹街二段 12 號 5 樓", False),
        ("zh-Hant", "臺北市中山區楓樹街 12 號 5 樓 楓樹講堂", "5 樓 楓樹講堂", "臺北市中山區楓樹街 12 號", False),
        ("de", "Kleiner Saal, Lindenstraße 7, Auerbach", "Kleiner Saal", "Lindenstraße 7, Auerbach", False),
        ("es", "Sala Verde, Calle Olmo 3, Villanueva", "Sala Verde", "Calle Olmo 3, Villanueva", False),
        ("fr", "Salle des Tilleuls, 4 rue du Moulin, Vaubois", "Salle des Tilleuls", "4 rue du Moulin, Vaubois", False),
    ],
)
def test_read(language: str, text: str, name: str | None, address: str | None, online: bool) -> None:
    assert parts(text, language) == (name, address, online)


@pytest.mark.parametrize(
    ("text", "led", "found"),
    [
        ("Alder Hall 104.", False, "Alder Hall 104"),
        ("AH 104 with coffee", False, "AH 104"),
        ("Room 12, Alder Hall, Maria Lund", False, "Room 12, Alder Hall"),
        ("Alder 1204", True, "Alder 1204"),
        ("May 2024", True, None),
        ("Spring 2024", False, None),
        ("Maria Lund", False, None),
        ("room", False, None),
    ],
)
def test_find(text: str, led: bool, found: str | None) -> None:
    passage = placefind.find(Passage(text, 0), 0, led, "en")
    assert (passage.text if passage else None) == found


@pytest.mark.parametrize(
    ("texts", "zone"),
    [
        (("Alder Hall", "Berlin"), "Europe/Berlin"),
        (("Main Hall", "12 Example Street, 10117 Berlin"), "Europe/Berlin"),
        (("숲속강당", "서울 마포구 느티로 00"), "Asia/Seoul"),
        (("Old Mill", "12 Neuti-ro, Mapo-gu"), "Asia/Seoul"),
        (("みどり会館", "東京都千代田区桜町1-2"), "Asia/Tokyo"),
        (("Alder Hall", "12 Foundry Road, Westmere"), None),
        (("Berlin", "Tokyo"), None),
        ((None, None), None),
    ],
)
def test_zone_of(texts: tuple[str | None, ...], zone: str | None) -> None:
    assert zones.zone_of(*texts) == zone
