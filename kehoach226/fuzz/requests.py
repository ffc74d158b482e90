"""Which requests does a seed stand for? Real addresses and forms with one or several values made hostile."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from urllib.parse import quote, urlencode

from kehoach226.fuzz.addresses import FoundForm

LONG = 70_000
HOSTILE = (
    "",
    " ",
    "\x00",
    "a\x00b",
    "+",
    "-",
    "-1",
    "0",
    "1",
    "9" * 20,
    "9" * 5_000,
    "-" + "9" * 19,
    "2147483648",
    "9223372036854775808",
    "1e400",
    "NaN",
    "Infinity",
    "٣",
    "²",
    "1_000",
    "1,2,x",
    ",",
    "1:2",
    "1-1",
    "x",
    "//kẻ-lạ.example/",
    "/\\kẻ-lạ.example/",
    "/jobs/1/again/",
    "/khong-co/",
    "javascript:alert(1)",
    "a\r\nSet-Cookie: x=1",
    "\x1b\x7f\u0085",
    "\u202e\ufeff\u200b",
    "\ud7ff\ufffd\U0001f600",
    "%",
    "%00",
    "_%\\'\";--",
    "{{ 7 }}{% x %}",
    "<script>alert(1)</script>",
    "=1+1",
    "[]",
    '{"a": null}',
    "[" * 2_000,
    "null",
    "đ" * 600,
    "ﬃ" * 200,
    "ß" * 290,
    "ΐ" * 100,
    "ﬃ" * 60,
    "ﬃ" * 120,
    "ΐ" * 30,
    "%" * LONG,
    "ệ" * LONG,
    "x" * LONG,
    "31/02/2026",
    "01/01/0001",
    "31/12/9999",
    "0000-00-00",
    "9999-12-31",
    "29/02/2027",
    "2026-H1",
    "2026-H9",
    "9999-H2",
    "0000-Q1",
    "-sort",
    "all",
    "last",
)
# Words that the pages ask of an address; asked of every page, also where none knows them.
QUERY = (
    "page", "sort", "q", "start", "end", "since", "until", "from", "to", "year", "day", "unit", "own", "subtree",
    "flow", "flow_from", "flow_to", "class", "clause", "pick", "period", "view", "calendar", "missing", "rows",
    "person", "status", "scope", "group", "kind", "unread", "under", "former", "next", "code", "state", "back",
)  # fmt: skip
METHODS = ("get",) * 9 + ("post",) * 9 + ("head", "put", "delete", "options", "patch")
HEADERS = (
    {},
    {},
    {},
    {},
    {"HX-Request": "true"},
    {"HX-Request": "true", "HX-Current-URL": "http://[x", "HX-Target": "\u00e9"},
    {"Referer": "http://[::1"},
    {"Accept-Language": "x" * 3_000},
    {"Cookie": 'sessionid="aaaaaaaaaaaa\\000"'},
    {"Cookie": 'csrftoken="\\000"; messages="\\000"'},
    {"If-Modified-Since": "hôm qua"},
    {"Range": "bytes=5-1"},
    {"X-Forwarded-For": "\\000, 999.1.1.1"},
)
CONTENT_TYPES = (
    "application/json",
    "text/plain; charset=utf-7",
    "text/plain; charset=latin-1",
    "application/x-www-form-urlencoded; charset=utf-16",
    "multipart/form-data",
    "multipart/form-data; boundary=" + "x" * 300,
    "multipart/form-data; boundary=x",
)
FILES = (
    ("rong.xlsx", b""),
    ("hong.xlsx", b"PK\x03\x04" + b"\x00" * 40),
    ("hong.pdf", b"%PDF-1.7"),
    ("ten\x00la.pdf", b"%PDF-1.7"),
    ("x" * 300 + ".pdf", b"%PDF-1.7"),
    ("anh.jpg", b"\xff\xd8\xff\xe0" + b"\x00" * 40),
    ("cu.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 600),
    ("../../x.docx", b"PK\x05\x06" + b"\x00" * 18),
)


@dataclass(frozen=True)
class Asked:
    """One request: who asks what. `files` are (field, name, content)."""

    who: str
    method: str
    address: str
    data: dict[str, str] = field(default_factory=dict)
    files: tuple[tuple[str, str, bytes], ...] = ()
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = ""

    @property
    def words(self) -> str:
        """The request on one line, long values cut."""
        parts = [f"{self.who}: {self.method.upper()} {_short(self.address)}"]
        parts += [f"{name}={_short(repr(value))}" for name, value in self.data.items()]
        parts += [f"{name}=<{file!r}>" for name, file, _ in self.files]
        parts += [_short(repr(self.headers)) if self.headers else "", self.content_type]
        return " ".join(part for part in parts if part)


def stream(
    *, seed: int, people: Sequence[str], addresses: Sequence[str], forms: dict[str, Sequence[FoundForm]]
) -> Iterator[Asked]:
    """Requests without end, the same for the same seed and site; `forms` are those each person is offered."""
    dice = Random(seed)
    while True:
        who = dice.choice(people)
        if forms[who] and dice.random() < 0.55:
            yield _form(dice, who, dice.choice(forms[who]))
        else:
            yield _address(dice, who, dice.choice(addresses))


def _form(dice: Random, who: str, form: FoundForm) -> Asked:
    """A form as the page offers it, with one field made hostile, or all of them."""
    names = sorted(form.fields)
    chosen = names if dice.random() < 0.1 else dice.sample(names, min(len(names), dice.choice((1, 1, 1, 2, 4))))
    data = {**form.fields, **{name: dice.choice(HOSTILE) for name in chosen}}
    if dice.random() < 0.2:
        data["next"] = dice.choice(HOSTILE)
    for name in dice.sample(names, min(len(names), dice.choice((0, 0, 0, 1)))):
        del data[name]
    files = tuple((name, *dice.choice(FILES)) for name in form.files if dice.random() < 0.7)
    if form.method == "get":
        return Asked(who, "get", f"{form.address}?{urlencode(data)}", headers=dice.choice(HEADERS))
    return Asked(who, "post", form.address, data, files, dice.choice(HEADERS))


def _address(dice: Random, who: str, address: str) -> Asked:
    """An address with a hostile piece, query or body, asked for in any manner."""
    path, _, query = address.partition("?")
    if dice.random() < 0.3:
        pieces = path.split("/")
        place = dice.randrange(1, max(2, len(pieces) - 1))
        pieces[place] = quote(dice.choice(HOSTILE), safe="")
        path = "/".join(pieces)
    asked = {dice.choice(QUERY): dice.choice(HOSTILE) for _ in range(dice.choice((0, 1, 1, 2, 3)))}
    query = "&".join(part for part in (query, urlencode(asked)) if part)
    method = dice.choice(METHODS)
    data = {dice.choice(QUERY): dice.choice(HOSTILE)} if method not in ("get", "head", "options") else {}
    content_type = dice.choice(CONTENT_TYPES) if method != "get" and dice.random() < 0.25 else ""
    full = f"{path}?{query}" if query else path
    return Asked(who, method, full, data, headers=dice.choice(HEADERS), content_type=content_type)


def _short(text: str) -> str:
    return text if len(text) <= 160 else f"{text[:120]}…({len(text)})"
