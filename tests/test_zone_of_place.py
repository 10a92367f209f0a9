"""The zone that a place tells: towns, countries, postcodes and forms of addresses in seventeen languages; traps."""

import pytest

from postparse.values.zones import named, zone_of

PLACES = [
    # a town or a country, in the languages of the corpus
    ("Sollund Hall, London", "Europe/London"),
    ("Sollund Hall, 4 Ropewalk, London SW1A 9ZZ", "Europe/London"),
    ("Ropewalk Library, Dublin 8", "Europe/Dublin"),
    ("Room 12, Ekdal Building, Los Angeles, CA 90012", "America/Los_Angeles"),
    ("Lock House, 7 Weir Street, New York, NY", "America/New_York"),
    ("Lock House, Toronto, Ontario", "America/Toronto"),
    ("Lock House, Sydney NSW 2000, Australia", None),
    ("Boat Shed, Melbourne, Victoria", "Australia/Melbourne"),
    ("Seilerhaus, Am Wehr 3, 10115 Berlin", "Europe/Berlin"),
    ("Seilerhaus, Am Wehr 3, Ludwigsau, Deutschland", "Europe/Berlin"),
    ("Seilersaal, Am Kanal 2, A-1010 Wien", "Europe/Vienna"),
    ("Salle des Cordiers, 8 rue du Puits, 75011 Paris", "Europe/Paris"),
    ("Salle des Cordiers, Paris 11e", "Europe/Paris"),
    ("Salle des Cordiers, 1000 Bruxelles", "Europe/Brussels"),
    ("Centro Los Cordeleros, Calle del Pozo 5, 28012 Madrid", "Europe/Madrid"),
    ("Auditorio del Puerto, Lima, Perú", "America/Lima"),
    ("Salão dos Cordoeiros, Lisboa", "Europe/Lisbon"),
    ("Casa das Cordas, São Paulo", "America/Sao_Paulo"),
    ("Salão dos Cordoeiros, Rua do Poço, 5, Fortaleza - CE", "America/Fortaleza"),
    ("Salão dos Cordoeiros, Manaus/AM", "America/Manaus"),
    ("Sala dei Cordai, via del Pozzo 3, 00184 Roma", "Europe/Rome"),
    ("Touwslagerij, Kadelaan 4, 1012 AB Amsterdam", "Europe/Amsterdam"),
    ("Gedung Tali, Jalan Sumur 5, Jakarta", "Asia/Jakarta"),
    ("Nhà văn hóa Dây Thừng, TP. Hồ Chí Minh", "Asia/Ho_Chi_Minh"),
    ("Dom Powroźników, ul. Studzienna 5, 00-100 Warszawa", "Europe/Warsaw"),
    ("Halatçılar Salonu, Kuyu Sokak 3, İstanbul", "Europe/Istanbul"),
    ("Дом канатчиков, ул. Колодезная, 5, Москва", "Europe/Moscow"),
    ("قاعة الحبال، شارع البئر 5، القاهرة", "Africa/Cairo"),
    ("Repslagarhuset, Brunnsgatan 3, 111 22 Stockholm", "Europe/Stockholm"),
    ("Repslagarhuset, Brunnsgatan 3, SE-111 22 Stockholm", "Europe/Stockholm"),
    ("서울 밧줄회관 3층", "Asia/Seoul"),
    ("서울시립밧줄관", "Asia/Seoul"),
    ("東京都千代田区縄町1-2", "Asia/Tokyo"),
    ("台北市大安區井街5號", "Asia/Taipei"),
    ("上海绳索馆", "Asia/Shanghai"),
    ("绳索馆, 中国", "Asia/Shanghai"),
    ("香港纜索中心", "Asia/Hong_Kong"),
    # the form of the address
    ("159 Batjul-ro, Umul-gu", "Asia/Seoul"),
    ("밧줄회관, 우물구 밧줄로 12", "Asia/Seoul"),
    ("〒100-0000 縄市井戸町1丁目2番地", "Asia/Tokyo"),
    ("1-2-3 Nawa-cho, Ido-ku", "Asia/Tokyo"),
    # the name of a town that is not there
    ("Lock House, Paris, Texas", None),
    ("Lock House, Paris, TX 75460", None),
    ("Lock House, Vienna, VA", None),
    ("Lock House, London, Ontario", None),
    ("Lock House, London, ON", None),
    ("Lock House, Dublin, OH 43017", None),
    ("Lock House, Athens, Georgia", None),
    ("Paris Texas Bar", None),
    ("Wiener Straße 12, Ekdal", None),
    ("Berliner Platz 3", None),
    ("Rue de Londres 5", None),
    ("Calle París 12", None),
    ("Londonderry Room", None),
    ("Jack London Hall", None),
    ("Café Berlin", None),
    ("Ada London and Emil Berlin", None),
    ("上海路5号绳索馆", None),
    ("일본대사관", None),
    ("독일문화원 2층", None),
    ("日本大使館", None),
    ("ロンドン通り5", None),
    # names that several towns have, or that are words
    ("Lock House, Georgia", None),
    ("Lock House, Birmingham", None),
    ("Lock House, Cambridge", None),
    ("Salón del Pozo, Santiago", None),
    ("Salón del Pozo, Santiago, Chile", None),
    ("Lock House, Victoria", None),
    ("Salón del Pozo, Córdoba", None),
    ("Salón del Pozo, Granada", None),
    ("Salón del Pozo, Mérida", None),
    ("Sala Nome, Oral", None),
    ("Salle du Puits, Vincennes", None),
    ("Salón del Pozo, San Juan", None),
    ("Lock House, Halifax", None),
    # two places
    ("London / Paris", None),
    ("Seilerhaus, Ekdal", None),
]  # fmt: skip


@pytest.mark.parametrize(("place", "zone"), PLACES)
def test_place_tells_its_zone(place: str, zone: str | None) -> None:
    assert zone_of(place) == zone


def test_a_city_behind_a_clock_time_tells_more() -> None:
    assert named("Santiago") == "America/Santiago"
    assert named("Ekdal") is None
