"""Strings that break careless code, percent-encoded as a browser's enemy would send them."""

from urllib.parse import quote

HUGE = "가" * 33_400  # 100 kB

BAD = {
    "nothing": "",
    "NUL": "%00",
    "NUL inside": "a%00b",
    "a lone surrogate": "%ED%A0%80",
    "no UTF-8": "%FF%FE%C3",
    "a negative number": "-1",
    "zero": "0",
    "more than a bigint": "9223372036854775808",
    "much more than a bigint": "9" * 60,
    "a cursor too far": "99999999999999999-999999999999999999",
    "an Arabic digit": quote("٣"),
    "a float": "1e309",
    "no such day": "2021-02-30",
    "a far year": "99999-12-31",
    "SQL": quote("' OR 1=1; DROP TABLE journal_post; --"),
    "patterns": quote("%s %(x)d {0} %% _ * ?"),
    "a lonely percent": "%",
    "dots": quote("../../../etc/passwd"),
    "decomposed Hangul": quote("\u1112\u1161\u11ab\u1100\u1173\u11af"),
    "a family of emoji": quote("👨‍👩‍👧‍👦🏳️‍🌈"),
    "right to left": quote("\u202egnp.exe\u202c"),
    "invisible": quote("\u200b\u200d\ufeff\u00ad"),
    "line ends": "a%0d%0aSet-Cookie:%20x=1%0d%0a%0d%0a",
    "line separators": quote("a\u2028b\u2029c\u0085d"),
    "control characters": "%07%08%1b%7f",
    "not a character": quote("\uffff\U0010ffff"),
    "markup": quote("<script>alert(1)</script>\"'><img src=x onerror=1>"),
    "a template": quote("{{ 7*7 }}{% load x %}"),
    "stacked marks": quote("Z" + "\u0301" * 300),
    "very long": quote(HUGE),
}
SOME = (
    "NUL inside",
    "a lone surrogate",
    "no UTF-8",
    "more than a bigint",
    "SQL",
    "right to left",
    "line ends",
    "very long",
)
