"""Places that no word for a place tells: in a short list beside day and hours, right behind the hours, of a kind."""

import pytest

import postparse

POSTS = [
    # brought right behind the hours of something held
    ("The Ropes Meetup will be held on 31 March 2026 at 7 pm at The Clapper in Ludlow.", "The Clapper in Ludlow"),
    ("The talk will be held on 31 March 2026 at 7 pm in English.", None),
    ("The film will be held on 3 May 2026 at 7 pm in Technicolor.", None),
    ("The talk will be held on 31 March 2026 at 7 pm in Ada Okafor.", None),
    ("Das Treffen findet am 31. März 2026 um 19 Uhr im Seilerkeller statt.", "Seilerkeller"),
    # a room named by its kind
    ("The talk will be held on 31 March 2026 at 3 pm in the NRTU main auditorium.", "NRTU main auditorium"),
    ("The talk will be held on 31 March 2026 at 3 pm. We will use paper and a lecture hall clock.", None),
    # the words go on behind the end of the line
    ("The talk on ropes will be given at 10:45 a.m., Tuesday, Feb. 21, in\nEkdal Hall 1112. Come.", "Ekdal Hall 1112"),
    # a list
    ("Ropes Meetup\n\nCome all:\n- Friday 6 March 2026\n- 18h30\n- At The Clapper\n", "The Clapper"),
    ("Ropes Meetup\n\nCome all:\n- Friday 6 March 2026\n- 18h30\n- Ada Okafor\n", None),
    ("Ropes Meetup\n\nCome all:\n- Friday 6 March 2026\n- 18h30\n- Knots\n- At The Clapper\n", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), POSTS)
def test_place_told_without_a_word_for_it(text: str, name: str | None) -> None:
    events = postparse.parse(text, format="text").schedule
    assert [e.venue.name if e.venue else None for e in events] == [name]
