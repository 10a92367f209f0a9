"""Posts as JSON-LD in the words of schema.org: an Event with the Article that tells of it."""

from collections.abc import Iterator, Sequence
from typing import TextIO

from postparse.convert import Json
from postparse.post import AgendaItem, Event, Participant, Post, Venue
from postparse.render import Layout
from postparse.render.json import encoded
from postparse.render.listing import description, moment, vocabulary, web
from postparse.render.seal import opened
from postparse.values import bodywords, person, placewords

CONTEXT = "https://schema.org"
Thing = dict[str, Json]


def write(lines: Iterator[str], out: TextIO, layout: Layout) -> None:
    """Write one object where the call is for one post, else one `@graph`, post by post."""
    if layout.one:
        for post in opened(lines):
            out.write(_text({"@context": CONTEXT, **thing(post)}, out) + "\n")
        return
    out.write(f'{{\n"@context": "{CONTEXT}",\n"@graph": [')
    for index, post in enumerate(opened(lines)):
        out.write((",\n" if index else "\n") + _text(thing(post), out))
        out.flush()
    out.write("\n]\n}\n")


def _text(data: Thing, out: TextIO) -> str:
    """Give JSON that can also stand inside a page: nothing in it ends a script element."""
    return encoded(data, out, indent=2).replace("<", "\\u003c")


def thing(post: Post) -> Thing:
    """Give the post as one object: the event with its article; the article, if there is not one event alone.

    Of several events a post does not tell who takes part in which: then the article mentions the people.
    """
    if len(post.schedule) == 1:
        return {**_event(post, post.schedule[0], post.participants), "subjectOf": _article(post)}
    article = _article(post)
    article["about"] = [_event(post, event, ()) for event in post.schedule]
    article["mentions"] = [_person(p) for p in post.participants]
    return _filled(article)


def _filled(data: Thing) -> Thing:
    """Give the object without what is absent; a list of one as that one."""
    slim = {k: v[0] if isinstance(v, list) and len(v) == 1 else v for k, v in data.items()}
    return {k: v for k, v in slim.items() if v is not None and v not in ([], "", {})}


def _article(post: Post) -> Thing:
    byline = post.byline
    publisher = _filled({"@type": "Organization", "name": byline.publisher}) if byline.publisher else None
    authors: list[Json] = [_filled({**_named(a.name, post, "Person"), "url": web(a.url)}) for a in byline.authors]
    return _filled(
        {
            "@type": "Article",
            "headline": post.title,
            "url": web(post.source.url),
            "identifier": post.source.id,
            "author": authors,
            "publisher": publisher,
            "datePublished": moment(byline.published),
            "dateModified": moment(byline.modified),
            "articleSection": list(post.categories),
            "keywords": list(post.tags),
            "inLanguage": post.language,
            "commentCount": post.comment_count,
            "description": post.excerpt,
            "abstract": "\n\n".join(p for s in post.summary for p in s.paragraphs),
            "articleBody": "\n\n".join(post.body),
        }
    )


def _event(post: Post, event: Event, people: Sequence[Participant]) -> Thing:
    words = vocabulary()
    made: Thing = {
        "@type": "Event",
        "name": event.title or post.title,
        "startDate": moment(event.start),
        "endDate": moment(event.end),
        "eventSchedule": _series(event),
        "eventStatus": words["status"][event.status]["schema"],
        "eventAttendanceMode": words["attendance"][_attendance(event.venue)] if event.venue else None,
        "location": _places(event.venue) if event.venue else None,
        "url": web(post.source.url),
        "description": description(post),
        "inLanguage": post.language,
        "subEvent": [*map(_slot, event.agenda), *_talks(people, event)],
    }
    for participant in people:
        _add(made, *_part(participant))
    for organizer in post.organizers:
        _add(made, words["organizer"][organizer.role], _named(organizer.name, post, "Organization"))
    return _filled(made)


def _add(made: Thing, key: str, value: Json) -> None:
    known = made.setdefault(key, [])
    assert isinstance(known, list)
    known.append(value)


def _attendance(place: Venue) -> str:
    """Tell where one takes part. Online only has a platform's name or none; a place besides has its own."""
    if not place.online:
        return "offline"
    return "mixed" if place.address or (place.name and not placewords.is_online(place.name)) else "online"


def _places(place: Venue) -> list[Json]:
    link, mode = web(place.url), _attendance(place)
    if mode == "online":
        return [_filled({"@type": "VirtualLocation", "name": place.name, "url": link})]
    room: Thing = {"@type": "Place", "name": place.name, "address": place.address}
    if mode == "offline":
        return [_filled({**room, "url": link})]
    return [_filled(room), _filled({"@type": "VirtualLocation", "url": link})]


def _series(event: Event) -> Thing | None:
    """Give a recurrence as Schedule: the words of iCalendar serve for weekdays, a duration for how often."""
    rule = dict(part.partition("=")[::2] for part in (event.recurrence or "").split(";"))
    unit = vocabulary()["frequency"].get(rule.get("FREQ", ""))
    interval, until, count = rule.get("INTERVAL", "1"), rule.get("UNTIL", ""), rule.get("COUNT", "")
    start, end = moment(event.start) or "", moment(event.end) or ""
    if unit is None or not interval.isdecimal():
        return None
    return _filled(
        {
            "@type": "Schedule",
            "repeatFrequency": f"P{interval}{unit}",
            "byDay": [day for day in rule.get("BYDAY", "").split(",") if day],
            "repeatCount": int(count) if count.isdecimal() else None,
            "startDate": start[:10],
            "endDate": moment(f"{until[:4]}-{until[4:6]}-{until[6:8]}"),
            "startTime": start[11:19],
            "endTime": end[11:19],
            "scheduleTimezone": event.timezone,
        }
    )


def _slot(item: AgendaItem) -> Thing:
    return _filled(
        {
            "@type": "Event",
            "name": item.title,
            "startDate": moment(item.start),
            "endDate": moment(item.end),
            "performer": [{"@type": "Person", "name": name} for name in item.participants],
        }
    )


def _talks(people: Sequence[Participant], event: Event) -> Iterator[Thing]:
    """Give the talks that the agenda does not name."""
    for one in people:
        if one.talk and all(one.talk != item.title for item in event.agenda):
            speaker: Thing = {"@type": "Person", "name": one.name}
            yield {"@type": "Event", "name": one.talk, "performer": speaker}


def _part(participant: Participant) -> tuple[str, Thing]:
    """Give the property that the role stands for, and the person; within a Role where the property says too little."""
    roles = vocabulary()["role"]
    row = roles.get(participant.role, roles["other"])
    shown, told = _person(participant), participant.role_text or participant.role
    if row["named"] and told:
        shown = {"@type": "Role", "roleName": told, row["schema"]: shown}
    return row["schema"], shown


def _person(participant: Participant) -> Thing:
    bodies = dict.fromkeys(a.organization for a in participant.affiliations if a.organization)
    return _filled(
        {
            "@type": "Person",
            "name": participant.name,
            "alternateName": list(participant.also_known_as),
            "jobTitle": list(dict.fromkeys(a.position for a in participant.affiliations if a.position)),
            "affiliation": [{"@type": "Organization", "name": name} for name in bodies],
            "url": web(participant.url),
        }
    )


def _named(name: str, post: Post, likely: str) -> Thing:
    """Give a person or a body, told apart by the name; `likely` is what a name stands for that does not tell."""
    if any(name in (p.name, *p.also_known_as) for p in post.participants):
        likely = "Person"
    elif name == post.byline.publisher or bodywords.has_body(name) or (found := person.read(name)) is None:
        likely = "Organization"
    elif person.is_known(found):
        likely = "Person"
    return {"@type": likely, "name": name}
