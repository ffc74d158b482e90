"""How are typed words put back into the form of a page that was drawn empty?

Works on the finished HTML, so that every form of the site is served by one piece: fields are found by their
names inside the form that posts to `action`. Nothing else of the page changes.
"""

from collections.abc import Mapping, Sequence
from html import escape
from html.parser import HTMLParser

# Fields that belong to the page and not to the person; a file must be chosen again.
NEVER_FILLED = frozenset({"csrfmiddlewaretoken", "carried"})
NOT_TYPED = frozenset({"file", "password", "submit", "button", "image", "reset"})


def refill(html: str, typed: Mapping[str, Sequence[str]], *, action: str, page: str) -> str:
    """`html` with the values of `typed` (name → values) in the form that posts to `action`.

    A form without an action posts to `page` itself. Where no form posts there, the page comes back as it was.
    """
    filler = _Filler(typed, action, page)
    filler.feed(html)
    filler.close()
    return "".join(filler.out) if filler.has_found else html


class _Filler(HTMLParser):
    """Copies the page piece by piece, and writes fields of the form with other values."""

    def __init__(self, typed: Mapping[str, Sequence[str]], action: str, page: str) -> None:
        super().__init__(convert_charrefs=False)
        self.typed, self.action, self.page = typed, action, page
        self.out: list[str] = []
        self.has_found = False
        self._is_inside = False
        self._select = ""  # the name of the open <select> whose options are chosen anew
        self._skips_text = False  # inside a <textarea> whose text was replaced

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            posts = (given.get("method") or "").lower() == "post"
            self._is_inside = posts and (given.get("action") or self.page).partition("?")[0] == self.action
            self.has_found = self.has_found or self._is_inside
            if self._is_inside:
                self._write(tag, {**given, "data-refilled": None})  # the page's script looks for it
                return
        name = given.get("name") or ""
        if not self._is_inside or (tag != "option" and (name not in self.typed or name in NEVER_FILLED)):
            self._keep()
        elif tag == "input":
            self._input(name, given)
        elif tag == "select":
            self._select = name
            self._keep()
        elif tag == "option" and self._select:
            chosen = (given.get("value") or "") in self.typed[self._select]
            self._write(tag, {**_without(given, "selected"), **({"selected": None} if chosen else {})})
        elif tag == "textarea":
            self._keep()
            self.out.append("\n" + escape(self.typed[name][0], quote=False))
            self._skips_text = True
        else:
            self._keep()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._is_inside = False
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._skips_text = False
        self.out.append(f"</{tag}>")

    def _input(self, name: str, given: dict[str, str | None]) -> None:
        kind = (given.get("type") or "text").lower()
        if kind in NOT_TYPED:
            self._keep()
        elif kind in ("checkbox", "radio"):
            ticked = (given.get("value") or "on") in self.typed[name]
            self._write("input", {**_without(given, "checked"), **({"checked": None} if ticked else {})})
        else:
            self._write("input", {**given, "value": self.typed[name][0]})

    def _write(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        drawn = "".join(
            f" {key}" if value is None else f' {key}="{escape(value)}"' for key, value in attributes.items()
        )
        self.out.append(f"<{tag}{drawn}>")

    def _keep(self) -> None:
        self.out.append(self.get_starttag_text() or "")

    def _text(self, text: str) -> None:
        if not self._skips_text:
            self.out.append(text)

    def handle_data(self, data: str) -> None:
        self._text(data)

    def handle_entityref(self, name: str) -> None:
        self._text(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._text(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self.out.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.out.append(f"<!{decl}>")


def _without(attributes: Mapping[str, str | None], name: str) -> dict[str, str | None]:
    return {key: value for key, value in attributes.items() if key != name}
