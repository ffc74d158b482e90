"""Which addresses and forms does the site have? From the resolver, and from the pages as a person meets them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from tasks.rules.permissions import Way
from tasks.rules.transitions import Action

# What an address may be asked for, by the name of its parameter: what may exist, and what never does.
EXAMPLES = {
    "pk": [1, 999_999],
    "code": ["NV1", "II.1.a", "2026-H1", "khong-co"],
    "action": [*(action.value for action in Action), "khong-co"],
    "way": [*(way.value for way in Way), "khong-co"],
}
ANYTHING = {"IntConverter": [1, 999_999], "StringConverter": ["khong-co"], "SlugConverter": ["khong-co"]}
LINK = re.compile(r'<a\b[^>]*?\bhref="([^"#]+)')


def named_routes(resolver=None, namespace="") -> Iterator[tuple[str, dict[str, str]]]:
    """Every named route with the parameters of its address and their converters."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from named_routes(entry, inner)
        elif isinstance(entry, URLPattern) and entry.name:
            kinds = {name: type(converter).__name__ for name, converter in entry.pattern.converters.items()}
            yield f"{namespace}{entry.name}", kinds


def addresses() -> Iterator[tuple[str, str]]:
    """(route, address) for every route, its parameters filled with the examples, turn by turn.

    Of acts every one is asked for in every way.
    """
    for route, kinds in named_routes():
        choices = {name: EXAMPLES.get(name) or ANYTHING.get(kind, ["khong-co"]) for name, kind in kinds.items()}
        ways = choices.pop("way", [None])
        for way in ways:
            for turn in range(max((len(values) for values in choices.values()), default=1)):
                filled = {name: values[turn % len(values)] for name, values in choices.items()}
                try:
                    yield route, reverse(route, kwargs=filled if way is None else {**filled, "way": way})
                except NoReverseMatch:
                    continue  # a converter of our own that refuses the word, as it should


def links_of(page: str, address: str) -> Iterator[str]:
    """The addresses of this site that a page links to."""
    for href in LINK.findall(page):
        parts = urlsplit(urljoin(address, unescape(href)))
        if not parts.netloc and not parts.scheme and not parts.path.startswith(settings.STATIC_URL):
            yield parts.path + (f"?{parts.query}" if parts.query else "")


@dataclass
class FoundForm:
    """A form of a page: where it goes, how, and its fields as they stand."""

    address: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)


class _Forms(HTMLParser):
    def __init__(self, address: str):
        super().__init__()
        self.address, self.found = address, []
        self.area = self.select = ""

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            action = urljoin(self.address, given.get("action") or self.address)
            self.found.append(FoundForm(urlsplit(action).path, given.get("method", "get").casefold()))
        if not self.found:
            return
        name, fields = given.get("name", ""), self.found[-1].fields
        if tag == "input" and given.get("type") == "file":
            self.found[-1].files.append(name)
        elif name and tag in ("input", "button"):
            fields.setdefault(name, given.get("value", ""))
        elif name and tag == "textarea":
            self.area = name
            fields.setdefault(name, "")
        elif name and tag == "select":
            self.select = name
            fields.setdefault(name, "")
        elif tag == "option" and self.select and given.get("value"):
            fields[self.select] = fields[self.select] or given["value"]

    def handle_data(self, data):
        if self.area:
            self.found[-1].fields[self.area] += data

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.area = ""
        elif tag == "select":
            self.select = ""


def forms_of(page: str, address: str) -> list[FoundForm]:
    """Every form of a page that goes to this site."""
    reader = _Forms(address)
    reader.feed(page)
    return [form for form in reader.found if form.address.startswith("/")]
