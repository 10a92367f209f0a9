"""The grammar of times: rows of patterns over token classes, applied in layers.

Each layer replaces what its rows match by one token of a new class; the next layer matches over
those. Rows stand in order of preference, all linear; `loose` rows serve only where a label says
that the string is a time. Reduced classes:

  T clock time   v the same, doubtful   K hours (clock times, range, zone)   k doubtful
  D days         d doubtful days        J ISO date-time                      P length of time
  Q weekdays that come back             = a whole expression
"""

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from postparse.values import clocks, dates, expressions
from postparse.values.tokens import Token

Production = Callable[[Sequence[Token]], object]


class Row(NamedTuple):
    """A pattern over classes, an example of what it reads, what it makes of it, and the class that gives."""

    kind: str
    pattern: str
    example: str
    make: Production
    loose: bool = False


_TO = "[->®]"
_Z = "(?:,?z|«z(?:[,/]z)?»)?"
# Weekday before or after the day: "Fri, ", "(Fri) ", "(五)", "(月/祝)", "土曜日".
_WP = "(?:l?(?:W|«W»)l?[,.]?[_p]?|l_?)?"
_WS = "(?:_?[.,]?«(?:_[/,]?)?W(?:[/&,.][^«»]{1,12}|[^«»]{1,3})?»|,?W(?![,.]?[nM]))?"
_YS = "(?:[-,o¬./]{0,2}Yy?|,?'n)?"
# Weekdays of a range before its days: "Fri–Sun, 12–14 May".
_WR = "(?:W[-/&>®]W[,.]?_?)?"

CLOCKS: tuple[Row, ...] = (
    Row("T", "(?:nA?|c)X", "12 noon", clocks.noon),
    Row("T", "X(?:b(?![nw]))?", "noon", clocks.noon),
    Row("T", "b[nw](?:hA?|A)?", "half past 7", clocks.spelled),
    Row("T", "A?[nw]b(?:h?A|h)", "alle 7 e mezza di sera", clocks.spelled),
    Row("T", "w_?(?:hA?|A)", "seven o'clock", clocks.spelled),
    Row("T", "(?:A,?[@±®]?)?_?nh(?:Ni?'?|\\.?ni\\.?|n(?=[}{,»pA>-]|$)|b)A?", "14h30", clocks.spelled),
    Row("T", "(?:A,?[@±®]?)?_?nhA?(?!\\.?M)", "14 Uhr", clocks.spelled),
    Row("T", "(?:A[:,]?[@±®]?)?c[hq]?,?_?A?", "2:30 pm", clocks.digits),
    Row("T", "(?:A,?[@±®]?)?_?f(?:hA?|A)|(?<=[@±])fh?|(?<=®)f(?![!?%#q])|Af|f(?=z)", "14.30 Uhr", clocks.digits),
    Row("T", "n:nA", "5: 30 pm", clocks.spelled),
    Row("T", "[HYx]A|[HxY](?:h|q)", "1315h", clocks.compact),
    Row("T", "(?<!M)(?<!M_)n_?A", "5 pm", clocks.hour),
    Row("T", "An(?![.:/#&nMrujhi])(?!,n)", "PM 2", clocks.hour),
    Row("v", "(?<=®)(?<![nvTfc]®)n(?=$)", "a las 19", clocks.hour),
    Row("T", "(?<=@)n,n(?=[-,»>®]|$)", "alle ore 19,00", clocks.decimal),
    Row("v", "H", "1315", clocks.compact),
    Row("v", "x(?=-x)|(?<=-)x", "930-1100", clocks.compact),
    Row("v", "f(?!,?«W|[->®]_?g)", "14.30", clocks.digits),
    Row("v", "(?<=@)n(?![.:/#&nMrujhiA%])(?!,n)", "um 19", clocks.hour),
)

# Layer 2. A bare number is a time only as the partner of a time.
_N = "(?:A?n|[vHx])"
HOURS: tuple[Row, ...] = (
    Row(
        "K",
        "(?:z_?)?[<¬±@_]{0,3}Tz?{?,?" + _TO + "?[@_±®<]{0,2}(?<=[-{>®@_])Tz?}?" + _Z,
        "2:00 PM – 5:00 PM ET",
        clocks.span,
    ),
    Row("K", "[<¬][<¬±@_]?(?:T|n|v)z?&[_@±®<]?[Tv]z?|[@_]?[Tv]&[@_]?[Tv]_?}", "between 3 and 5 pm", clocks.span),
    Row("K", "[<¬±@]?(?<![M.])(?<!nr)(?<!M_)" + _N + _TO + "[@_®]?Tz?}?" + _Z, "9–10:15 a.m.", clocks.span),
    Row("K", "[<¬±@]{0,2}T{?" + _TO + "[@_®]?(?:n|v)(?![.:/#%&nMruj])(?:_?})?", "3:30 PM - 5", clocks.span),
    Row("K", "±(?:n[@>®-][nTv]|T@T|v@v)(?![.:/#&nMrujhi])", "dalle 10 alle 13", clocks.span),
    Row("k", "(?:@[nv]|<n)[->®][@_]?[nv](?![-.:/#%&nMrujhiT?!]|[o¬]_?M)", "um 18-20", clocks.span),
    Row("K", "[<¬±@]v[->®]v(?![-M])h?", "from 1315 to 1500", clocks.span),
    Row("k", "v(?:{?[->®]|{)v(?![-M])h?(?:_?})?}?", "1315-1500", clocks.span),
    Row("K", "(?:z_?)?[<¬±@®_]{0,2}T(?!})" + _Z + "(?:[->®]?{|-(?=[».,!]|$))?", "3 pm ET", clocks.span),
    Row("k", "[@±®]?v" + _Z, "14.30", clocks.span),
)
LOOSE_HOURS: tuple[Row, ...] = (
    Row("k", "(?<![M.])n-n(?![-.:/#%&nMrujhim]|[o¬]_?M)", "2-4", clocks.span, True),
    Row("k", "@n", "at 7", clocks.span, True),
)

_N1 = "n(?:[.]?r|[.])?"
_L = _WP + _N1 + _WS
# Days with units, and weekdays that come back: rows that only texts with these classes need.
_UNITS = frozenset("OVLeumjU")
UNITS: tuple[Row, ...] = (
    Row(
        "D",
        "_?O,?_?(?:(?:" + _N1 + ",){0,8}" + _N1 + ",?&_?" + _N1 + "[o¬]?_?M[.]?|M_?nr?(?:,nr?){0,8},?&nr?)" + _YS,
        "Fridays, 10 and 17 May",
        dates.named,
    ),
    Row("D", _WP + "V(?:[o¬]_?M[.]?" + _YS + "|M[-,o¬]?Y)" + _WS, "the first of May 2024", dates.first_of),
    Row(
        "D",
        "(?:l_?)?(?:(?:(?:E[nx]|[nxY])y?(?:«(?:E?[nx]|Y)y?»)?)_?)?_?nu_?nj?"
        + _WS
        + "(?:[,/]?(?:[-&>{]|,)?}?nj"
        + _WS
        + "}?)*",
        "11月26日(水)",
        dates.units,
    ),
    Row("D", _WP + "(?:p?n[->®,&]){0,6}p?nmn(?:,?aY|,?Y|-Y)?" + _WS, "ngày 5 tháng 6 năm 2024", dates.units),
    Row("D", "[RlU_]?_?l_?nj" + _WS, "下3日", dates.relative),
    Row("D", "U_?nj" + _WS, "本月3日", dates.relative),
    Row("D", "nj«W[^«»]{0,3}»(?:[-,/&]nj«W[^«»]{0,3}»)*", "3日(火)", dates.units),
    Row(
        "Q",
        "e?_?(?:V|l|nr|n[.])(?:,?&(?:V|l|nr|n[.]))?[WO]_?L|L_?V(?:[,/&]V){0,3}_?W",
        "second Tuesday of the month",
        expressions.monthly,
    ),
    Row(
        "Q",
        "e_?(?:W|«W»)(?:(?:,?&|[-,/>®]|{[->®]?)W){0,6}}?|[®@]?e?_?O(?:(?:,?&|[-,/>®])O|,?&W(?![,.]?_?[nM])){0,6}|W_?e(?!_?[WO])",
        "every Monday",
        expressions.weekly,
    ),
)
DAYS: tuple[Row, ...] = (
    Row("D", _WP + "n-M-[nY]", "29-Nov-94", dates.named),
    Row("D", "W,?«(?:n[r.]?[o¬]?M|M_?nr?)" + _YS + "»", "Freitag (2. Juni)", dates.named),
    Row(
        "D",
        "(?:R,?_?)?" + _WR + "(?:" + _L + "(?:,?&|[-,>®/])_?){0,12}" + _WP + _N1 + "[o¬]?_?M(?:/M)?[.]?" + _YS + _WS,
        "3, 10 and 17 May",
        dates.named,
    ),
    Row(
        "D",
        _WR + _WP + "M_?n[r.]?" + _WS + "(?:(?:[->®/]|,?&)(?:W,?)?n(?![.:]?[KTh])r?" + _WS + "){1,2}" + _YS,
        "May 3–5, 2024",
        dates.named,
    ),
    Row("D", _WP + "M_?n[r.]?(?:,n){1,8},?&n" + _YS, "May 3, 10, and 17", dates.named),
    Row("D", "(?:R,?_?)?" + _WP + "M_?nr?" + _WS + _YS + "_?" + _WS, "November 26, 2025", dates.named),
    Row(
        "D",
        "[gs]_?«W[^«»]{0,3}»(?:(?:{?[->®]|{|[,/&]{1,2})n[.]?«W[^«»]{0,3}»}?){1,6}",
        "5/13(土)・14(日)",
        dates.numerics,
    ),
    Row("D", "[<¬]?(?:pn[->®,&]p?|n-)g", "5-7/3/2020", dates.numeric_last),
    Row(
        "D",
        _WP + "n[.](?:(?:[->®]|,?&|,)_?" + _WP + "n[.]){0,8}(?:[->®]|,?&|,)_?" + _WP + "(?:g|s(?!/))",
        "10.-12.05.2024",
        dates.shared,
    ),
    Row("D", "f(?=[->®]_?g)", "10.05-12.05.2024", dates.numeric),
    Row("D", "W,?_?«[gsI]»", "Friday (12/5/2023)", dates.numeric),
    Row("D", "[<¬]?" + _WP + "(?:E|p?'?)[gI]" + _WS, "2024. 11. 16.(六)", dates.numeric),
    Row("D", "W[,.]?_?[sf]|[sf],?«W[^«»]{0,3}»|s,W(?=,|$)", "Di 10.10.", dates.numeric),
    Row("d", "p?s(?:W)?", "3/4", dates.numeric),
    Row("D", "RA?(?:,?W(?![,.]?_?[o¬]?[nM]))?(?:n»j|(?:«(?:nj?|W)»)*)", "tomorrow", dates.relative),
    Row("D", "lW(?:«nj?»)?|Wl", "this Friday", dates.relative),
    Row("D", "W,?_?nr(?!_?[?o¬M])", "Wednesday the 15th", dates.units, True),
    Row("d", "_{1,2}nr(?!_?[?o¬M])", "on the 15th", dates.units, True),
    Row("d", "W(?:,?&W)?", "Friday", dates.relative),
    Row("d", "nj|l_?nr", "3日", dates.relative),
    Row("P", "«?_?F?_?(?:(?:[fs]|n(?:[.,]n)?)b?q(?:ni|b)?|[nx#]i|nt)_?»?", "7 pm (90 minutes)", expressions.length),
)

_S = "[-,@_./:|«±®<¬»{&]{0,3}"
WHOLE: tuple[Row, ...] = (
    Row(
        "=",
        "Q" + _S + "(?:[Kk]" + _S + ")?[<¬]?[Dd][}{]?" + "[->®]_?[Dd]}?" + "(?:" + _S + "[Kk])?",
        "every Monday from 3 May to 7 June",
        expressions.recurring,
    ),
    Row(
        "=",
        "[<¬]?_?[Dd](?:(?:{?[->®]|{)_?[Dd])?[}{]?" + _S + "Q(?:" + _S + "[Kk])?",
        "3 May - 7 June, every Monday, 7 pm",
        expressions.recurring,
    ),
    Row("=", "Q(?:" + _S + "[Kk])?(?:" + _S + "[>®]_?D}?)?", "Thursdays, 7 pm", expressions.recurring),
    Row("=", "[Kk],?_?Q", "7 pm every Thursday", expressions.recurring),
    Row("=", "J(?:[-/>]J)?", "2024-11-03T15:00+09:00", expressions.whole),
    Row(
        "=",
        "[<¬]?_?D" + _S + "[Kk][,_]?[->®{]_?-?[Dd]" + _S + "[Kk]}?",
        "5.3(五) 14:00 ~ 5.5(日) 18:00",
        expressions.whole,
    ),
    Row(
        "=",
        "[<¬]?_?[Dd](?:,?{?[-/>®](?:_?<?_?)|{_?)[Dd]}?_?P?(?:" + _S + "[Kk](?:" + _S + "P»?)?)?",
        "3 May – 5 May, 9:00",
        expressions.whole,
    ),
    Row(
        "=",
        "(?:[Dd][,&/]{1,2}){1,11}(?:D|d(?=" + _S + "K))_?P?(?:" + _S + "[Kk](?:" + _S + "P»?)?)?",
        "3 May, 10 May, 6 pm",
        expressions.whole,
    ),
    Row("=", "(?:z,?_?)?D" + _S + "[Kk](?:" + _S + "P»?)?", "May 3, 7 pm (90 minutes)", expressions.whole),
    Row("=", "d" + _S + "K(?:" + _S + "P»?)?", "3/4, 7 pm", expressions.whole),
    Row("=", "[Kk][,_@«o¬/<-]{0,3}(?:[Dd])»?", "3pm on Friday 12 May", expressions.whole),
    Row("=", "K(?:,?«?P»?)", "7 pm (90 minutes)", expressions.whole),
    Row("=", "[DK](?:_?(?:}|P»?))?", "12 May", expressions.whole),
    Row("~", "[dkQ]", "Friday", expressions.whole, True),
)


@cache
def _compiled(layer: str) -> tuple[re.Pattern[str], tuple[Row, ...]]:
    """Give one pattern for a layer; its loose rows stand last, so that they hide no strict one."""
    rows = LAYERS[layer]
    return re.compile("|".join(f"({_escaped(row.pattern)})" for row in rows)), rows


def _escaped(pattern: str) -> str:
    """Braces are classes here, but for repetition counts."""
    return re.sub(r"\{(?!\d)", r"\\{", re.sub(r"(?<![\d,])\}", r"\\}", pattern))


# The same moment told for several places: "9:00 ET / 14:00 UK".
ZONES: tuple[Row, ...] = (Row("K", "K(?:[/,«&!]{1,2}K»?){1,5}", "9:00 ET / 14:00 UK", clocks.same_moment),)

LAYERS: dict[str, tuple[Row, ...]] = {
    "clocks": CLOCKS,
    "hours": HOURS + LOOSE_HOURS,
    "zones": ZONES,
    "units": UNITS,
    "days": DAYS,
    "whole": WHOLE,
}


def reduce(tokens: list[Token], layer: str, loose: bool = False) -> list[Token]:
    """Replace what the rows of a layer match by one token each; what they cannot make sense of stays."""
    kinds = "".join(t.kind for t in tokens)
    if layer == "units" and _UNITS.isdisjoint(kinds):
        return tokens
    pattern, rows = _compiled(layer)
    out: list[Token] = []
    done = at = 0
    while (match := pattern.search(kinds, at)) is not None:
        start, end = match.span()
        row = rows[(match.lastindex or 1) - 1]
        value = row.make(tokens[start:end]) if end > start and (loose or not row.loose) else None
        at = end if value is not None else start + 1
        if value is not None:
            out += tokens[done:start]
            out.append(Token(row.kind, value, tokens[start].start, tokens[end - 1].end))
            done = end
        if at >= len(kinds):
            break
    return out + tokens[done:]
