"""Heads that copying leaves over a text, and lines that only look like one."""

import pytest

import postparse
from postparse import residue

HEADS = {
    "betreff": (
        "Betreff: Abend am Kanal\nVon: Lena Ostmann <lena@kanal.example>\nDatum: 4. Mai 2026 um 09:12\n\n"
        "Liebe alle, kommt zahlreich.",
        ("Abend am Kanal", ["Lena Ostmann"], "2026-05-04T09:12"),
    ),
    "objet": (
        "De : Paul Garrec\nEnvoyé : lundi 4 mai 2026 16:47\nÀ : la liste\nObjet : Le canal en hiver\n\n"
        "Bonjour, voici le texte.",
        ("Le canal en hiver", ["Paul Garrec"], "2026-05-04T16:47"),
    ),
    "words of the east stand before a space": (
        "作者 midori (綠)\n看板 Books\n標題 [心得] 河邊的書店\n時間 Sun May 10 22:41:03 2026\n\n"
        "這家書店在河邊，下午的光很好。",
        ("[心得] 河邊的書店", ["midori"], "2026-05-10T22:41"),
    ),
    "an archive's sender": (
        "[walks] Notes from the towpath\n\nAnn Lee ann at walks.example\nMon Mar 2 09:14:27 UTC 2026\n\n"
        "We walked as far as the lock and back.",
        ("[walks] Notes from the towpath", ["Ann Lee"], "2026-03-02T09:14"),
    ),
    "a letter sent on": (
        "Fwd: Lesekreis\n\n---------- Weitergeleitete Nachricht ----------\nVon: Arne Kuhl <arne@kreis.example>\n"
        "Datum: Mo., 4. Mai 2026 um 08:15 Uhr\nBetreff: Lesekreis im Mai\nAn: alle <alle@kreis.example>\n\n"
        "Hallo zusammen, bis bald.",
        ("Lesekreis im Mai", ["Arne Kuhl"], "2026-05-04T08:15"),
    ),
    "a group's page": (
        "Skip to first unread message\nIda Marsh\nMay 11, 2026, 9:02:17 AM\nto Willow Weavers\n\n"
        "Baskets of the marsh\n\nWe wove three.",
        ("Baskets of the marsh", ["Ida Marsh"], "2026-05-11T09:02"),
    ),
    "a page and its hour": (
        "Ruderverein Elbbogen\n3. Mai um 18:05 ·\n\nDas Bootshaus ist gestrichen\n\nDanke an alle, die geholfen haben.",
        ("Das Bootshaus ist gestrichen", ["Ruderverein Elbbogen"], None),
    ),
    "buttons tell a page too": (
        "Koło Wędkarskie Ryba\n5 marca o 17:40\n\nNowa kładka gotowa\n\nDziękujemy wszystkim za pomoc.\n\n"
        "Lubię to!\nKomentarz\nUdostępnij",
        ("Nowa kładka gotowa", ["Koło Wędkarskie Ryba"], None),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HEADS)
def test_head(name: str) -> None:
    text, wanted = HEADS[name]
    post = postparse.parse(text)
    assert (post.title, [a.name for a in post.byline.authors], post.byline.published) == wanted
    assert post.schedule == ()
    assert not any("@" in line or "·" in line for line in post.body)


OTHERS = {
    "an event from an hour on": "Spring fair\n\nDate: 9 May 2026\nFrom: 10:00\nTo: 16:00\nWhere: Mill Hall",
    "an event with its subject": "Subject: The towpath at night\nDate: 9 May 2026, 19:30\nWhere: Mill Hall",
    "a title over its hour": "Abend am Kanal\n3. Mai 2026, 18:05 Uhr\n\nWir treffen uns am Bootshaus.",
}


@pytest.mark.parametrize("name", OTHERS)
def test_none(name: str) -> None:
    post = postparse.parse(OTHERS[name])
    assert [e.start[:10] for e in post.schedule if e.start] or post.title == "Abend am Kanal"
    assert post.byline.authors == ()


TITLES = {
    "Note 2507\n\nWords of it.": "Note 2507",
    "May 2026\n\nA walk in spring\n\nIt rained all day.": "A walk in spring",
    "Pressemitteilung 12/2026\nElbbogen, 3. Mai 2026\n\nDas Bootshaus öffnet\n\nJa.": "Das Bootshaus öffnet",
    "보 도 자 료\n\n강가 도서관 다시 열다\n\n도서관이 문을 열었다.": "강가 도서관 다시 열다",
    "Nieuwsbrief De Oever – mei 2026\n\nHet botenhuis is klaar\n\nHet is geverfd.": "Het botenhuis is klaar",
    "Newsletter May 2026\n\nDear members,\n\nThe boathouse is painted.": "Newsletter May 2026",
    "FOR IMMEDIATE RELEASE\n\nMEDIA CONTACT\nAda Birch\n(555) 010-0000\n\nBoathouse Opens Its Doors\n\nIt is open.": (
        "Boathouse Opens Its Doors"
    ),
    "Lettre d'information n° 32 – avril 2026\n\nLe hangar est peint\n\nMerci.": "Le hangar est peint",
    "SIARAN PERS No. 14/2026\nUntuk disiarkan segera\n\nGudang perahu dicat\n\nTerima kasih.": "Gudang perahu dicat",
    "DUYURULAR\n\nSöyleşi: Taş köprü\n\nHerkes davetlidir.": "Söyleşi: Taş köprü",
    "*The boathouse is painted*\n\nThank you all for helping.": "The boathouse is painted",
    "Board index ‹ Club ‹ News\n\nThe boathouse is painted\n\nThank you all.": "The boathouse is painted",
    "トップ ＞ お知らせ ＞ 開催報告\n\n川辺を歩く\n\n雨の中を歩きました。": "川辺を歩く",
}  # fmt: skip


@pytest.mark.parametrize("text", TITLES)
def test_title(text: str) -> None:
    assert postparse.parse(text).title == TITLES[text]


COUNTED = {
    "❤ 24 👍 11": True,
    "1.3K views  edited  18:22": True,
    "👁 2,1K  12:30": True,
    "1.3K views": True,
    "⏰ 18:30 20:00": False,
    "2026 in figures": False,
    "👍 Thank you all": False,
}


@pytest.mark.parametrize("line", COUNTED)
def test_counts_of_a_channel(line: str) -> None:
    assert residue.is_residue(line) == COUNTED[line]


def test_channel_told_by_its_counts() -> None:
    post = postparse.parse("Tihi zaliv\nThe boathouse is painted\n\nThank you all for helping.\n\n👍 11\n👁 312  18:22")
    assert (post.title, post.byline.authors[0].name) == ("The boathouse is painted", "Tihi zaliv")
    assert post.body == ("Thank you all for helping.",)


def test_pictures_open_entries() -> None:
    post = postparse.parse(
        "Talks at the mill\n\nWhen: 9 May 2026, 19:00\nWith:\n▪️ Ada Birch, baker\n▪️ Tom Reed (Mill Trust)"
    )
    assert [p.name for p in post.participants] == ["Ada Birch", "Tom Reed"]
