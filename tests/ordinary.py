"""Ordinary posts that announce and report no event, made the same way every time: diaries, opinions, reviews ...

They hold what events hold (weekdays, hours, places, professors and directors), told as such posts tell it.
"""

import random
from collections.abc import Iterator
from typing import NamedTuple


class Kind(NamedTuple):
    """One kind of post in one language: what its titles and sentences are, and lines that may close it."""

    name: str
    titles: tuple[str, ...]
    sentences: tuple[str, ...]
    closing: tuple[str, ...] = ()
    bullets: bool = False


EN: dict[str, tuple[str, ...]] = {
    "person": (
        "Ada Okafor",
        "Bo Lindqvist",
        "Harriet Vane",
        "Tomasz Wrobel",
        "Priya Raman",
        "Owen Tregarth",
        "Mina Seo",
    ),
    "surname": ("Okafor", "Lindqvist", "Vane", "Wrobel", "Raman", "Tregarth", "Seo"),
    "title": ("Professor", "Dr.", "Councillor", "Mayor", "Judge", "Captain"),
    "position": ("director", "chair", "deputy head", "curator", "spokesperson", "chief engineer", "treasurer"),
    "org": ("Mill Museum", "Lake University", "River Alliance", "Harbour Trust", "Institute of Ocean Dynamics"),
    "firm": ("Tidewise Ltd", "Kettleby, Inc.", "Marsh & Finch LLP", "Fenwick Foods"),
    "town": ("Thornbury", "Selkirk", "Pendle", "Northgate", "Waterford"),
    "street": ("Weir Lane", "Elm Street", "Station Road", "Mill Hill"),
    "day": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "month": ("January", "March", "April", "June", "September", "October", "November"),
    "n": ("3", "7", "11", "14", "19", "22", "28"),
    "year": ("1987", "1999", "2008", "2016", "2021", "2023"),
    "hour": ("6 a.m.", "7:30", "half past nine", "11 p.m.", "4:15 in the afternoon", "noon"),
    "thing": ("the old weir", "the bus timetable", "my bicycle", "the library roof", "the allotment", "the ferry"),
    "book": ("Salt and Rope", "The Last Ferry", "A Year of Peat", "Small Engines", "The Cartographer’s Aunt"),
    "count": ("12", "40", "150", "1,200", "87"),
    "noun": ("water", "bread", "housing", "noise", "school meals", "parking", "silence"),
}

KO: dict[str, tuple[str, ...]] = {
    "person": ("강도윤", "임하늘", "문새벽", "배한결", "정다온", "오시우", "남궁하린"),
    "position": ("교수", "대표", "사무국장", "연구원", "관장", "위원장", "이사장"),
    "org": ("은하대", "달빛도서관", "물길시민연대", "강변연구소", "한울복지재단", "은하시의회"),
    "firm": ("물결소프트", "한빛제과", "달빛전자"),
    "town": ("은하시", "달빛구", "강변동", "한울면"),
    "day": ("월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일"),
    "month": ("1", "3", "4", "6", "9", "10", "11"),
    "n": ("3", "7", "11", "14", "19", "22", "28"),
    "year": ("1987", "1999", "2008", "2016", "2021", "2023"),
    "hour": ("새벽 5시", "오전 7시 30분", "낮 12시", "오후 4시", "밤 11시"),
    "thing": ("오래된 다리", "버스 시간표", "자전거", "도서관 지붕", "텃밭", "여객선"),
    "book": ("소금과 밧줄", "마지막 배", "느린 기계들", "지도 그리는 이모"),
    "count": ("12", "40", "150", "1,200", "87"),
    "noun": ("물", "빵", "집", "소음", "급식", "주차", "침묵"),
}

ENGLISH = (
    Kind(
        "diary",
        ("A slow {day}", "{day}, rain", "What I learned from {thing}", "Notes from {town}", "Up at {hour}"),
        (
            "I woke at {hour} on {day} and could not get back to sleep, so I went down to look at {thing}.",
            "On {day}, {month} {n}, it rained from morning to night and nobody in {town} went out.",
            "Around {hour} the post came, and with it a long letter from {person}, who teaches at {org} now.",
            "We had soup at {hour} and talked about {noun} until the lamp went out.",
            "My neighbour, {title} {surname} of {org}, says that {thing} was built in {year} and has leaked since.",
            "I met {person} on {street} last {day}; we had not seen each other since {month} {year}.",
            "The children were asleep by {hour}, which has not happened since {month}.",
            "Tomorrow I will try again with {thing}, and on {day} I have to go to the dentist.",
            "Somebody at the {org} once told me that {noun} is mostly a matter of patience.",
            "It is {day} again, and I still have not written to {person}.",
        ),
    ),
    Kind(
        "opinion",
        (
            "We need to talk about {noun}",
            "Why {thing} matters",
            "{noun} is not a luxury",
            "Opinion: leave {thing} alone",
        ),
        (
            "Every {day} at {hour} the same thing happens in {town}: the lights go on and nobody asks who pays.",
            "{title} {person} of {org} wrote in {year} that {noun} would be free within ten years, and she was wrong.",
            "I do not blame {person}, the {position} of {org}, who inherited the mess on {month} {n}, {year}.",
            "As {person}, {position} of the {org}, put it, nobody ever got rich by mending {thing}.",
            "The plan that {firm} presented in {month} costs {count} million and helps nobody.",
            "Between {year} and {year} the number of complaints about {noun} rose to {count}.",
            "Those who speak of progress should spend a {day} night on {street}.",
            "It is easy to laugh at {thing}, but {count} people depend on it.",
            "What the {org} calls a consultation was a form on a web site, open until {month} {n}.",
            "So let us be honest about {noun}, and let the {position} of {org} be honest first.",
        ),
    ),
    Kind(
        "review",
        ("Review: {book}", "“{book}” by {person}", "{book}, read twice", "What I read in {month}"),
        (
            "“{book}” begins on a {day} in {month} {year}, at {hour}, when a ferry does not come.",
            "{person}, who was {position} of the {org} for many years, writes sentences as short as nails.",
            "The book tells of {title} {surname}, a {position} who leaves {town} and returns after {count} days.",
            "First published in {year}, it was out of print until {firm} brought it back in {month}.",
            "In the third chapter the {position} speaks to a crowd on {street}, and the crowd goes home.",
            "I liked the part about {thing} best, and I did not understand the part about {noun}.",
            "There are {count} pages of it, and I finished at {hour} on {day}.",
            "Readers of “{book}” will know the author’s interest in {noun}.",
            "The translation is by {person}, and it is very good.",
        ),
        ("{firm}, {count} pages, {year}.",),
    ),
    Kind(
        "news",
        ("{town} closes {thing}", "Complaints about {noun} in {town}", "{firm} cuts {count} jobs", "Fire on {street}"),
        (
            "{town.upper} – A fire broke out on {street} at {hour} on {day} and burned until the next morning.",
            "The council of {town} decided on {day} to close {thing} from {month} {n}.",
            "“We were surprised,” said {person}, {position} of the {org}, on {day}.",
            "“Nobody asked us about {noun},” {title} {person} of {org} told reporters on {month} {n}.",
            "{firm} announced on {day} that it would cut {count} jobs in {town}.",
            "According to {person}, a {position} at {org}, the damage will cost {count} million.",
            "Police said that a {count}-year-old driver was stopped near {thing} shortly before {hour}.",
            "The price of {noun} rose by {n} percent in {month}, the {org} said.",
            "{title} {surname} declined to comment on {day}.",
            "The case goes back to {month} {n}, {year}, when {thing} was sold to {firm}.",
        ),
    ),
    Kind(
        "statement",
        ("Statement on {noun}", "We protest the closing of {thing}", "Open letter about {noun}", "Hands off {thing}"),
        (
            "We, the undersigned, note with concern that on {month} {n}, {year} the {org} closed {thing}.",
            "On {day} at {hour} officers entered the building on {street} and took away {count} files.",
            "We demand that {firm} and the {org} answer for what happened.",
            "{noun.title} belongs to all who live in {town}.",
            "Since {year} we have written {count} letters, and not one was answered.",
            "The words of {title} {person} of {org} on {month} {n} do not repair this.",
        ),
        (
            "{month} {n}, {year}",
            "{town}, {month} {n}, {year}",
            "Signed:",
            "{person}, {position}, {org}",
            "{person} ({org})",
            "{title} {person}, {org}",
            "{org}, {firm}, {town} Tenants’ Union",
        ),
    ),
    Kind(
        "appointments",
        ("New {position} at {org}", "People on the move", "{org} names {position}", "Appointments"),
        (
            "{person} has been appointed {position} of the {org}, effective {month} {n}.",
            "{person}, until now {position} at {firm}, joins the {org} on {month} {n}, {year}.",
            "The board of {org} elected {title} {person} as its new {position} on {day}.",
            "{person} succeeds {person}, who retired in {month} after {n} years.",
            "She studied in {town} and was {position} of {org} from {year} to {year}.",
            "“I look forward to the work,” said {person}.",
        ),
        ("{person} – {position}, {org}", "{person} – {position}, {firm}", "{person}: {position}"),
    ),
    Kind(
        "obituary",
        ("{person}, {year}–2024", "In memory of {person}", "{person} has died", "Obituary: {person}"),
        (
            "{person}, who was {position} of the {org}, died on {day}, {month} {n}. She was {count}.",
            "Born in {town} on {month} {n}, {year}, she grew up beside {thing}.",
            "In {year} she joined {firm}, and in {year} she became {position}.",
            "{title} {person} of {org} called her the best listener in {town}.",
            "She wrote three books, among them “{book}” ({year}).",
            "She rose at {hour} every day and walked to {street}.",
            "She is survived by her brother, {person}, and by {count} students.",
        ),
    ),
    Kind(
        "report",
        ("Annual report {year}", "Our year {year} in numbers", "{org}: what we did in {year}", "The year at {org}"),
        (
            "In {year} the {org} had {count} members and spent {count} thousand on {noun}.",
            "Our thanks go to {person}, who led the board as {position}, and to {title} {person} of {org}.",
            "{firm} gave {count} tonnes of paper, and {person} gave her {day} afternoons.",
            "The roof was mended in {month}, and {thing} was painted.",
        ),
        (
            "{month} {n}: {count} visitors in one day, the most since {year}",
            "{month} {n}: agreement with {firm} signed",
            "{month}: repairs to {thing}",
            "{day}, {month} {n}: visit of {title} {surname} to the {org}",
            "{month} {n}: {person} becomes {position}",
        ),
        True,
    ),
)

KOREAN = (
    Kind(
        "일기",
        ("비 오는 {day}", "{thing} 이야기", "{month}월의 어느 날", "{hour}에 깨어"),
        (
            "{day} {hour}에 눈을 떴는데 다시 잠이 오지 않아 {thing}을 보러 나갔다.",
            "{month}월 {n}일에는 아침부터 밤까지 비가 내려 {town}에는 아무도 다니지 않았다.",
            "{hour}쯤 {person}에게서 긴 편지가 왔다. 지금은 {org}에서 일한다고 한다.",
            "지난 {day}에 길에서 {person}을 만났다. {year}년 이후 처음이었다.",
            "{org} {person} {position}는 {noun}이란 결국 인내의 문제라고 말하곤 했다.",
            "우리는 {hour}까지 {noun} 이야기를 하며 국수를 먹었다.",
            "다음 주 {day}에는 치과에 가야 한다.",
            "아이들은 {hour}에 잠들었다. {month}월 이후 처음 있는 일이다.",
        ),
    ),
    Kind(
        "칼럼",
        ("{noun}에 대하여", "[칼럼] {thing}을 그대로 두라", "누구를 위한 {noun}인가", "{noun}은 사치가 아니다"),
        (
            "매주 {day} {hour}이면 {town}에서는 같은 일이 벌어진다.",
            "{org} {person} {position}는 {year}년에 쓴 글에서 {noun}이 곧 공짜가 될 것이라고 했지만 틀렸다.",
            "{person} {org} {position}의 말처럼 {thing}을 고쳐서 부자가 된 사람은 없다.",
            "{firm}이 {month}월에 내놓은 계획은 {count}억 원이 들지만 누구에게도 도움이 되지 않는다.",
            "{year}년부터 {year}년까지 {noun} 관련 민원은 {count}건으로 늘었다.",
            "{org}이 말하는 의견 수렴은 {month}월 {n}일까지 열려 있던 홈페이지 게시판 하나가 전부였다.",
            "이제 {noun}에 대해 솔직해질 때가 되었다.",
        ),
    ),
    Kind(
        "서평",
        ("{book}을 읽고", "[서평] {book}", "{month}월에 읽은 책", "두 번 읽은 책, {book}"),
        (
            "『{book}』은 {year}년 {month}월 어느 {day} {hour}, 배가 오지 않는 장면으로 시작한다.",
            "오랫동안 {org} {position}로 일한 {person}은 못처럼 짧은 문장을 쓴다.",
            "{person} {position}이 {town}을 떠났다가 {count}일 만에 돌아오는 이야기다.",
            "{year}년에 처음 나온 이 책은 {month}월에 {firm}에서 다시 나왔다.",
            "3장에서 주인공은 사람들 앞에서 말을 하고, 사람들은 집으로 돌아간다.",
            "나는 {thing}이 나오는 대목이 가장 좋았다.",
            "번역은 {person}이 맡았다.",
        ),
    ),
    Kind(
        "뉴스",
        ("{town}, {thing} 폐쇄 결정", "{firm} {count}명 감원", "{town} {noun} 민원 급증", "{town} 상가 화재"),
        (
            "{day} {hour}께 {town}의 한 상가에서 불이 나 다음 날 아침까지 이어졌다.",
            "{town}은 {month}월 {n}일부터 {thing}을 폐쇄하기로 했다고 {n}일 밝혔다.",
            "{person} {org} {position}는 “아무도 우리에게 묻지 않았다”고 말했다.",
            "{org} {person} {position}는 지난 {n}일 “놀랐다”며 “{noun}이 먼저다”라고 밝혔다.",
            "{firm}은 {count}명을 줄인다고 {n}일 발표했다.",
            "경찰은 {hour}께 {thing} 근처에서 운전자를 붙잡아 조사하고 있다.",
            "{month}월 {noun} 값은 지난해보다 {n}% 올랐다.",
            "이 사건은 {year}년 {month}월 {n}일 {thing}이 {firm}에 팔리면서 시작됐다.",
        ),
    ),
    Kind(
        "성명",
        ("[성명] {thing} 폐쇄를 규탄한다", "[논평] {noun}은 모두의 것이다", "{noun}에 관한 입장", "공개서한"),
        (
            "{org}은 {year}년 {month}월 {n}일 {thing}을 닫았다.",
            "{day} {hour}, 경찰은 건물에 들어와 서류 {count}건을 가져갔다.",
            "우리는 {firm}과 {org}이 책임질 것을 요구한다.",
            "{noun}은 {town}에 사는 모든 이의 것이다.",
            "{person} {position}의 {n}일 발언은 아무것도 바로잡지 못한다.",
            "{year}년부터 우리는 {count}통의 편지를 보냈으나 답을 받지 못했다.",
        ),
        (
            "{year}년 {month}월 {n}일",
            "{org}",
            "{org}, {firm} 노동조합, {town} 주민모임",
            "{org} {position} {person}",
            "{person} ({org} {position})",
        ),
    ),
    Kind(
        "인사",
        ("[인사] {org}", "{org} 새 {position}에 {person}", "인사 동정", "{org}, {position} 선임"),
        (
            "{org}은 {month}월 {n}일자로 {person} 씨를 새 {position}로 임명했다.",
            "{person} 신임 {position}는 {year}년부터 {firm}에서 일했다.",
            "{org} 이사회는 {day} {person} {position}를 다시 뽑았다.",
            "{person} {position}는 “일이 기대된다”고 말했다.",
        ),
        ("◇ {position} {person}", "▲ {position} {person} ▲ {position} {person}", "{position} {person}", "<{org}>"),
    ),
    Kind(
        "부고",
        ("{person} 전 {org} {position} 별세", "{person} 선생을 기억하며", "[추모] {person}", "{person} 씨를 보내며"),
        (
            "{org} {position}를 지낸 {person} 씨가 {month}월 {n}일 {hour}에 세상을 떠났다. 향년 {count}세.",
            "{year}년 {town}에서 태어난 고인은 {thing} 곁에서 자랐다.",
            "{year}년 {firm}에 들어가 {year}년 {position}가 되었다.",
            "{person} {org} {position}는 고인을 “가장 잘 들어 주던 사람”이라고 했다.",
            "『{book}』({year}) 등 책 세 권을 남겼다.",
            "유족으로 동생 {person} 씨가 있다.",
        ),
    ),
    Kind(
        "보고",
        ("{year}년 활동 보고", "숫자로 보는 {year}년", "{org}의 {year}년", "{year}년을 돌아보며"),
        (
            "{year}년 {org}의 회원은 {count}명이었고 {noun}에 {count}만 원을 썼습니다.",
            "{position}로 애써 준 {person} 님과 {org} {person} {position}께 감사드립니다.",
            "{firm}은 종이를 보내 주었고 {person} 님은 {day} 오후를 내어 주었습니다.",
            "{month}월에는 지붕을 고치고 {thing}을 칠했습니다.",
        ),
        (
            "{month}월 {n}일: 하루 방문 {count}명, {year}년 이후 가장 많음",
            "{month}월 {n}일: {firm}과 협약",
            "{month}월: {thing} 수리",
            "{month}월 {n}일({day}) {person} {position} 방문",
        ),
        True,
    ),
)


class Ordinary(NamedTuple):
    """A post with the kind that it is of."""

    kind: str
    text: str


def posts(count: int, seed: int = 4) -> Iterator[Ordinary]:
    """Give `count` posts, in English and Korean by turns and each kind equally often."""
    chance = random.Random(seed)
    for i in range(count):
        kinds, words = ((ENGLISH, EN), (KOREAN, KO))[i % 2]
        kind = kinds[i // 2 % len(kinds)]
        yield Ordinary(kind.name, _post(kind, words, chance))


def _post(kind: Kind, words: dict[str, tuple[str, ...]], chance: random.Random) -> str:
    told = chance.sample(kind.sentences, min(len(kind.sentences), chance.randint(3, 7)))
    cut = sorted(chance.sample(range(1, len(told)), min(chance.randint(0, 2), len(told) - 1)))
    paragraphs = [" ".join(told[a:b]) for a, b in zip([0, *cut], [*cut, len(told)], strict=True)]
    blocks = [chance.choice(kind.titles)]
    if chance.random() < 0.5:
        blocks.append(chance.choice(_bylines(words)))
    blocks += paragraphs
    if kind.closing:
        lines = chance.sample(kind.closing, chance.randint(1, len(kind.closing)))
        blocks.append("\n".join(f"- {line}" if kind.bullets else line for line in lines))
    return "\n\n".join(_filled(b, words, chance) for b in blocks) + "\n"


def _bylines(words: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    if words is EN:
        return (
            "{month} {n}, 2024 by {person}",
            "Posted on {month} {n}, 2024",
            "by {person} | {month} {n}, 2024 | Notes",
        )
    return (
        "2024년 {month}월 {n}일",
        "{person} | 2024. {month}. {n}.",
        "작성자 {person} 작성일 2024-03-12 조회 {count}",
    )


def _filled(text: str, words: dict[str, tuple[str, ...]], chance: random.Random) -> str:
    made, rest = "", text
    while "{" in rest:
        front, _, rest = rest.partition("{")
        slot, _, rest = rest.partition("}")
        key, _, form = slot.partition(".")
        word = chance.choice(words[key])
        made += front + (getattr(word, form)() if form else word)
    return made + rest
