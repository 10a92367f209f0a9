"""The grammar of times: rows of patterns over token classes, applied in layers.

Each layer replaces what its rows match by one token of a new class; the next layer matches over
those. Rows stand in order of preference, all linear; `loose` rows serve only where a label says
that the string is a time. Reduced classes:

  T clock time   v the same, doubtful   K hours (clock times, range, zone)   k doubtful
  D days         d doubtful days        J ISO date-time                      P length of time
  Q weekdays that come back             = a whole expression
"""

import re
from functools import cache, lru_cache

from postparse.values import clocks, dates, expressions
from postparse.values.reduction import Ready, Row, fitting, replace
from postparse.values.tokens import Token

_TO = "[->®]"
_Z = "(?:,?z|«z(?:[,/]z)?»)?"
# Weekday before or after the day: "Fri, ", "(Fri) ", "(五)", "(月/祝)", "土曜日".
_WP = "(?:l?(?:W|«W»)l?[,.]?[_p]?|l_?)?"
_WS = "(?:_?[.,]?«(?:_[/,]?)?W(?:[/&,.][^«»Kk]{1,12}|[^«»Kk]{1,3})?»|(?:_[.]?)?,?W(?![,.]?[nM]))?"
_YS = "(?:[-,o¬./]{0,2}Yy?|,?'n)?"
# Weekdays of a range before its days: "Fri–Sun, 12–14 May".
_WR = "(?:W[-/&>®]W[,.]?_?)?"

CLOCKS: tuple[Row, ...] = (
    Row("T", "(?:nA?|c)X", "12 noon", clocks.noon, "X cn"),
    Row("T", "X(?:b(?![nw]))?", "noon", clocks.noon, "X"),
    Row("T", "b[nw](?:hA?|A)?", "half past 7", clocks.spelled, "b nw"),
    Row("T", "A?[nw]b(?:h?A|h)", "alle 7 e mezza di sera", clocks.spelled, "b Ah nw"),
    Row("T", "w_?(?:hA?|A)", "seven o'clock", clocks.spelled, "w Ah"),
    Row("T", "(?:A,?[@±®]?)?_?nh(?:Ni?'?|\\.?ni\\.?|n(?=[}{,»pA>-]|$)|b)A?", "14h30", clocks.spelled, "h n"),
    Row("T", "(?:A,?[@±®]?)?_?nhA?(?!\\.?M)", "14 Uhr", clocks.spelled, "h n"),
    Row("T", "(?:A[:,]?[@±®]?)?c[hq]?,?_?A?", "2:30 pm", clocks.digits, "c"),
    Row(
        "T",
        "(?:A,?[@±®]?)?_?f(?:hA?|A)|(?<=[@±])fh?|(?<=®)f(?![!?%#q])|Af|f(?=z)",
        "14.30 Uhr",
        clocks.digits,
        "f @Ahz®±",
    ),
    Row("T", "n:nA", "5: 30 pm", clocks.spelled, ": A n"),
    Row("T", "[HYx]A|[HxY](?:h|q)", "1315h", clocks.compact, "Ahq HYx"),
    Row("T", "(?<!M)(?<!M_)n_?A", "5 pm", clocks.hour, "A n"),
    Row("T", "An(?![.:/#&nMrujhi])(?!,n)", "PM 2", clocks.hour, "A n"),
    Row("v", "(?<=®)(?<![nvTfc]®)n(?=$)", "a las 19", clocks.hour, "n ®"),
    Row("T", "(?<=@)n,n(?=[-,»>®]|$)", "alle ore 19,00", clocks.decimal, ", @ n"),
    Row("v", "H", "1315", clocks.compact, "H"),
    Row("v", "x(?=-x)|(?<=-)x", "930-1100", clocks.compact, "- x"),
    Row("v", "f(?!,?«W|[->®]_?g)", "14.30", clocks.digits, "f"),
    Row("v", "(?<=@)n(?![.:/#&nMrujhiA%])(?!,n)", "um 19", clocks.hour, "@ n"),
)

# Layer 2. A bare number is a time only as the partner of a time.
_N = "(?:A?n|[vHx])"
HOURS: tuple[Row, ...] = (
    Row(
        "K",
        "(?:z_?)?[<¬±@_]{0,3}Tz?{?,?" + _TO + "?[@_±®<]{0,2}(?<=[-{>®@_])Tz?}?" + _Z,
        "2:00 PM – 5:00 PM ET",
        clocks.span,
        "T ->@_{®",
    ),
    Row(
        "K",
        "[<¬][<¬±@_]?(?:T|n|v)z?&[_@±®<]?[Tv]z?|[@_]?[Tv]&[@_]?[Tv]_?}",
        "between 3 and 5 pm",
        clocks.span,
        "& Tv <}¬",
    ),
    Row(
        "K", "[<¬±@]?(?<![M.])(?<!nr)(?<!M_)" + _N + _TO + "[@_®]?Tz?}?" + _Z, "9–10:15 a.m.", clocks.span, "T ->® Hnvx"
    ),
    Row(
        "K",
        "[<¬±@]{0,2}T{?" + _TO + "[@_®]?(?:n|v)(?![.:/#%nMruj]|&(?!_?[@±<]?[Tv]))(?:_?})?",
        "3:30 PM - 5",
        clocks.span,
        "T nv ->®",
    ),
    Row("K", "(?<![M.])[<±@]?n[->®]n(?=,?[,&]_?[<±@]?n[->®][@_]?T)", "10–12 and 2–5 pm", clocks.span, "T n &,"),
    Row("K", "±n[@®]n(?=,?&±n[@®][nv])", "dalle 10 alle 12 e dalle 14 alle 17", clocks.span, "& n ±"),
    Row("K", "±(?:n[@>®-][nTv]|T@T|v@v)(?![.:/#&nMrujhi])", "dalle 10 alle 13", clocks.span, "± @n Tnv"),
    Row("k", "(?:@[nv]|<n)[->®][@_]?[nv](?![-.:/#%&nMrujhiT?!]|[o¬]_?M)", "um 18-20", clocks.span, "<@ @n nv"),
    Row("K", "[<¬±@]v[->®]v(?![-M])h?", "from 1315 to 1500", clocks.span, "v ->® <@¬±"),
    Row("k", "v(?:{?[->®]|{)v(?![-M])h?(?:_?})?}?", "1315-1500", clocks.span, "v ->{®"),
    Row("K", "(?:z_?)?[<¬±@®_]{0,2}T(?!})" + _Z + "(?:[->®]?{|-(?=[».,!]|$))?", "3 pm ET", clocks.span, "T"),
    Row("k", "[@±®]?v" + _Z, "14.30", clocks.span, "v"),
)
LOOSE_HOURS: tuple[Row, ...] = (
    Row("k", "(?<![M.])n-n(?![-.:/#%&nMrujhim]|[o¬]_?M)", "2-4", clocks.span, "- n", True),
    Row("k", "@n", "at 7", clocks.span, "@ n", True),
)

_N1 = "n(?:[.]?r|[.])?"
_L = _WP + _N1 + _WS
# Days with units, and weekdays that come back.
UNITS: tuple[Row, ...] = (
    Row(
        "D",
        "_?O,?_?(?:(?:" + _N1 + ",){0,8}" + _N1 + ",?&_?" + _N1 + "[o¬]?_?M[.]?|M_?nr?(?:,nr?){0,8},?&nr?)" + _YS,
        "Fridays, 10 and 17 May",
        dates.named,
        "& M O",
    ),
    Row("D", _WP + "V(?:[o¬]_?M[.]?" + _YS + "|M[-,o¬]?Y)" + _WS, "the first of May 2024", dates.first_of, "M V Yo¬"),
    Row(
        "D",
        "(?:l_?)?(?:(?:(?:E[nx]|[nxY])y?(?:«(?:E?[nx]|Y)y?»)?)_?)?_?nu_?nj?"
        + _WS
        + "(?:[,/]?(?:[-&>{]|,)?}?nj"
        + _WS
        + "}?)*",
        "11月26日(水)",
        dates.units,
        "n u",
    ),
    Row("D", _WP + "(?:p?n[->®,&]){0,6}p?nmn(?:,?aY|,?Y|-Y)?" + _WS, "ngày 5 tháng 6 năm 2024", dates.units, "m n"),
    Row("D", "[RlU_]?_?l_?nj" + _WS, "下3日", dates.relative, "j l n"),
    Row("D", "U_?nj" + _WS, "本月3日", dates.relative, "U j n"),
    Row("D", "nj«W[^«»]{0,3}»(?:[-,/&]nj«W[^«»]{0,3}»)*", "3日(火)", dates.units, "W j n"),
    Row(
        "Q",
        "e?_?(?:V|l|nr|n[.])(?:,?&(?:V|l|nr|n[.]))?[WO]_?L|L_?V(?:[,/&]V){0,3}_?W",
        "second Tuesday of the month",
        expressions.monthly,
        "L OW Vln",
    ),
    Row(
        "Q",
        "[WO][_,]?e(?!_?[WO])|e[_,e]{0,3}(?:V_?|nr)?(?:W|«W»)(?:(?:,?&|[-,/>®]|{[->®]?)W){0,6}}?|[®@]?e?[_,®@]{0,2}O(?:(?:,?&|[-,/>®])O|,?&W(?![,.]?_?[nM])){0,6}",
        "every Monday",
        expressions.weekly,
        "OW Oe",
    ),
)
DAYS: tuple[Row, ...] = (
    Row("D", _WP + "n-M-[nY]", "29-Nov-94", dates.named, "- M n"),
    Row("D", "W,?«(?:n[r.]?[o¬]?M|M_?nr?)" + _YS + "»", "Freitag (2. Juni)", dates.named, "M W n"),
    Row(
        "D",
        "(?:R,?_?)?" + _WR + "(?:" + _L + "(?:,?&|[-,>®/])_?){0,12}" + _WP + _N1 + "[o¬]?_?M(?:/M)?[.]?" + _YS + _WS,
        "3, 10 and 17 May",
        dates.named,
        "M n",
    ),
    Row(
        "D",
        _WR + _WP + "M_?n[r.]?" + _WS + "(?:(?:[->®/]|,?&)(?:W,?)?n(?![.:]?[KTh])r?" + _WS + "){1,2}" + _YS,
        "May 3–5, 2024",
        dates.named,
        "M n &-/>®",
    ),
    Row("D", _WP + "M_?n[r.]?(?:,n){1,8},?&n" + _YS, "May 3, 10, and 17", dates.named, "& , M"),
    Row("D", "(?:R,?_?)?" + _WP + "M_?nr?" + _WS + _YS + "_?" + _WS, "November 26, 2025", dates.named, "M n"),
    Row(
        "D",
        "[gs]_?«W[^«»]{0,3}»(?:(?:{?[->®]|{|[,/&]{1,2})n[.]?«W[^«»]{0,3}»}?){1,6}",
        "5/13(土)・14(日)",
        dates.numerics,
        "W n «",
    ),
    Row("D", "[<¬]?(?:pn[->®,&]p?|n-)g", "5-7/3/2020", dates.numeric_last, "g n -p"),
    Row(
        "D",
        _WP + "n[.](?:(?:[->®]|,?&|,)_?" + _WP + "n[.]){0,8}(?:[->®]|,?&|,)_?" + _WP + "(?:g|s(?!/))",
        "10.-12.05.2024",
        dates.shared,
        ". n gs",
    ),
    Row("D", "f(?=[->®]_?g)", "10.05-12.05.2024", dates.numeric, "f g ->®"),
    Row("D", "W,?_?«[gsI]»", "Friday (12/5/2023)", dates.numeric, "W « »"),
    Row("D", "[<¬]?" + _WP + "(?:E|p?'?)[gI]" + _WS, "2024. 11. 16.(六)", dates.numeric, "Ig"),
    Row("D", "W[,.]?_?[sf]|[sf],?«W[^«»]{0,3}»|s,W(?=,|$)", "Di 10.10.", dates.numeric, "W fs"),
    Row("d", "p?s(?:W)?", "3/4", dates.numeric, "s"),
    Row("D", "RA?(?:,?W(?![,.]?_?[o¬]?[nM]))?(?:n»j|(?:«(?:nj?|W)»)*)", "tomorrow", dates.relative, "R"),
    Row("D", "lW(?:«nj?»)?|Wl", "this Friday", dates.relative, "W l"),
    Row("D", "W,?_?nr(?!_?[?o¬M])", "Wednesday the 15th", dates.units, "W n r", True),
    Row("d", "_{1,2}nr(?!_?[?o¬M])", "on the 15th", dates.units, "_ n r", True),
    Row("d", "W(?:,?&W)?", "Friday", dates.relative, "W"),
    Row("d", "nj|l_?nr", "3日", dates.relative, "n jl jr"),
    Row(
        "P",
        "«?_?F?_?(?:(?:[fs]|n(?:[.,]n)?)b?q(?:ni|b)?|[nx#]i|nt(?:_?n[jt])?)_?»?",
        "7 pm (90 minutes)",
        expressions.length,
        "inq iqt #nqx",
    ),
)

_S = "[-,@_./:|«±®<¬»{&]{0,3}"
WHOLE: tuple[Row, ...] = (
    Row(
        "=",
        "Q" + _S + "(?:[Kk]" + _S + ")?[<¬]?[Dd][}{]?" + "[->®]_?[Dd]}?" + "(?:" + _S + "[Kk])?",
        "every Monday from 3 May to 7 June",
        expressions.recurring,
        "Q Dd ->®",
    ),
    Row(
        "=",
        "[<¬]?_?[Dd](?:(?:{?[->®]|{)_?[Dd])?[}{]?" + _S + "Q(?:" + _S + "[Kk])?",
        "3 May - 7 June, every Monday, 7 pm",
        expressions.recurring,
        "Q Dd",
    ),
    Row(
        "=",
        "Q" + _S + "(?:[Kk]" + _S + ")?[<±¬]_?[Dd][,_/]{0,2}(?:" + _S + "[Kk])?|Q[,_]?[Dd]{(?:" + _S + "[Kk])?",
        "every other Thursday from 4 September, 7 pm",
        expressions.recurring,
        "Q Dd <{¬±",
    ),
    Row("=", "Q(?:" + _S + "[Kk])?(?:" + _S + "[>®]_?D}?)?", "Thursdays, 7 pm", expressions.recurring, "Q"),
    Row("=", "[Kk],?_?Q", "7 pm every Thursday", expressions.recurring, "Q Kk"),
    Row("=", "J(?:[-/>]J)?", "2024-11-03T15:00+09:00", expressions.whole, "J"),
    Row(
        "=",
        "[<¬]?_?D" + _S + "[Kk][,_]?[->®{]_?-?[Dd]" + _S + "[Kk]}?",
        "5.3(五) 14:00 ~ 5.5(日) 18:00",
        expressions.whole,
        "D Kk ->{®",
    ),
    Row(
        "=",
        "[<¬]?_?[Dd](?:,?{?[-/>®](?:_?<?_?)|{_?)[Dd]}?_?P?(?:" + _S + "[Kk](?:" + _S + "P»?)?)?",
        "3 May – 5 May, 9:00",
        expressions.whole,
        "Dd -/>{®",
    ),
    Row(
        "=",
        "(?:[Dd][,&/]{1,2}){1,11}(?:D|d(?=" + _S + "K))_?P?(?:" + _S + "[Kk](?:" + _S + "P»?)?)?",
        "3 May, 10 May, 6 pm",
        expressions.whole,
        "DK Dd &,/",
    ),
    Row("=", "D,?«d[,/_]{0,2}[Kk]»", "14 March 2025 (Friday, 6–8 pm)", expressions.bracketed, "D d «"),
    Row("=", "D(?:" + _S + ")P", "3 May, two nights", expressions.stay, "D P"),
    Row("=", "(?:z,?_?)?D" + _S + "[Kk](?:" + _S + "P»?)?", "May 3, 7 pm (90 minutes)", expressions.whole, "D Kk"),
    Row("=", "d" + _S + "K(?:" + _S + "P»?)?", "3/4, 7 pm", expressions.whole, "K d"),
    Row("=", "[Kk][,_@«o¬/<-]{0,3}(?:[Dd])»?", "3pm on Friday 12 May", expressions.whole, "Dd Kk"),
    Row("=", "K(?:,?«?P»?)", "7 pm (90 minutes)", expressions.whole, "K P"),
    Row("=", "[DK](?:_?(?:}|P»?))?", "12 May", expressions.whole, "DK"),
    Row("~", "[dkQ]", "Friday", expressions.whole, "Qdk", True),
)


# The same moment told for several places: "9:00 ET / 14:00 UK".
ZONES: tuple[Row, ...] = (
    Row("K", "K(?:[/,«&!]{0,2}_?K»?){1,5}", "9:00 ET / 14:00 UK", clocks.same_moment, "K"),
    Row("k", "k(?:,?[,&]_?k){1,3}", "10.00–12.00 and 14.00–17.00", clocks.same_moment, "k ,&"),
)

LAYERS: dict[str, tuple[Row, ...]] = {
    "clocks": CLOCKS,
    "hours": HOURS + LOOSE_HOURS,
    "zones": ZONES,
    "units": UNITS,
    "days": DAYS,
    "whole": WHOLE,
}


@cache
def _asked(layer: str) -> frozenset[str]:
    """Give the classes of which rows of a layer need one or another; what else a text holds is all the same to them."""
    return frozenset("".join(row.needs for row in LAYERS[layer]).replace(" ", ""))


@lru_cache(maxsize=4096)
def _fitting(layer: str, kinds: frozenset[str], loose: bool) -> tuple[Ready, ...]:
    return fitting(LAYERS[layer], kinds, loose)


def reduce(tokens: list[Token], loose: bool = False) -> list[Token]:
    """Replace, layer by layer, what rows match by one token each; what they cannot make sense of stays."""
    kinds = "".join([t.kind for t in tokens])
    held = frozenset(kinds)
    if not loose and not ("M" in held and ("n" in held or "V" in held)) and not _telling().search(kinds):
        return tokens
    for layer in LAYERS:
        if rows := _fitting(layer, held & _asked(layer), loose):
            made = replace(tokens, kinds, rows)
            if made is not tokens:
                tokens, kinds = made, "".join([t.kind for t in made])
                held = frozenset(kinds)
    return tokens


@cache
def _telling() -> re.Pattern[str]:
    """Classes of which every strict time has one: weekdays, signs between figures, units, halves of the day.

    A month with a day is the other way to be one.
    """
    return re.compile("[XbwhAcfHxWumgsIJjRUOL±]|[@®]n|Yq")
