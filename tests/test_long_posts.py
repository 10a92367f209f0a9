"""Posts of thousands of lines, or of one line that never ends, take no more time a line than short ones."""

import gc
import time

import pytest

import postparse

LINES = [
    "12 May 2025",
    "Date: 12 May 2025",
    "18:00 Mara Lind (Pier Institute): The tide",
    "By Mara Lind\n18:30 Questions",
    "By Mara Lind\n1.\nAbstract: We talk about tides.\nShare this",
    "On 12 May 2025 at 18:00 Mara Lind will speak in Hall 2.\nMara Lind\nPrevious post",
    "Comments (3)\n| 10:00 | Mara Lind | Pier |",
    "MAR\n24\n2025\nThe tide, and what it brings",
    "발표: 김민수 (서울대 교수)\n일시: 2025년 5월 12일 오후 3시",
]
SENTENCES = [
    "On 12 May 2025 at 18:00 we meet in the Hall of Riga.",
    "The meeting starts at 18:30 on Monday, 5 May 2025, speaker Mara Lind (Pier Institute), in Room 5.",
    "2025년 5월 12일 오후 3시 서울시민청에서 토론회를 엽니다.",
    "2025年5月12日下午3点在市民中心举行讲座。",
]
FORMS = {
    "lines": ("text", "The tide comes in\n\nWhat it brings is told here.\n\n{}", "\n"),
    "entries": ("html", "<article><h1>The tide comes in</h1><p>What it brings is told here.</p><ul>{}</ul>", "<li>"),
    "one line": ("text", "The tide comes in\n\nWhat it brings is told here.\n\n{}", " "),
}
TIMES, LIMIT = 8, 20
CASES = [(form, line) for form in ("lines", "entries") for line in LINES] + [("one line", line) for line in SENTENCES]


def taken(form: str, line: str, lines: int) -> float:
    kind, frame, mark = FORMS[form]
    parts = line.split("\n")
    text = frame.format("".join(mark + part for part in parts * (lines // len(parts))))
    gc.collect()
    start = time.process_time()
    postparse.parse(text, format=kind)
    return time.process_time() - start


@pytest.mark.parametrize(("form", "line"), CASES)
def test_time_grows_with_the_lines(form: str, line: str) -> None:
    taken(form, line, 20)
    ratios = []
    for _ in range(3):
        ratios.append(taken(form, line, 250 * TIMES) / taken(form, line, 250))
        if ratios[-1] < LIMIT:
            return
    raise AssertionError(ratios)
