"""The page of an act that could not be written, because disk or database take nothing: why, and the words again."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from base.refilling import NEVER_FILLED


@dataclass(frozen=True)
class Field:
    """One value of the form that was sent; words a person wrote are shown, the rest travels along."""

    name: str
    value: str

    @property
    def is_words(self) -> bool:
        return " " in self.value or "\n" in self.value


def unwritable(request: HttpRequest, sentence: str, *, is_read: bool = True) -> HttpResponse:
    """503 with the sentence; nothing of the page asks the database. `is_read` tells whether the form could be read."""
    typed = request.POST.lists() if is_read and request.method == "POST" else ()
    fields = [
        Field(name, value)
        for name, values in typed
        for value in values
        if name not in NEVER_FILLED and "password" not in name
    ]
    had_files = not is_read or bool(request.method == "POST" and request.FILES)
    context = {"sentence": sentence, "fields": fields, "had_files": had_files}
    return render(request, "503.html", context, status=503)
