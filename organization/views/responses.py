"""Answers that are files, acts that are no pages, and the way back to where a person came from."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import resolve
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from organization.http import PageRequest
from organization.queries import home_agency

LONGEST_ADDRESS = 2000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


IS_ONLY_POST = "is_only_post"  # the attribute of a view that refuses GET


def xlsx_response(content: bytes, name: str) -> HttpResponse:
    """A workbook to download; `name` without the ending, Vietnamese letters welcome."""
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.xlsx")
    response["Cache-Control"] = "private, no-store"
    return response


def only_post(view: Callable) -> Callable:
    """A view that is an act and no page: any other method is answered with 405, and no `next` leads to it."""
    act = require_POST(view)
    setattr(act, IS_ONLY_POST, True)
    return act


def followed(address: str) -> str:
    """`address` if a browser may be sent there: a page of this site that can be asked for; else "".

    It begins with one "/" (two, or a backslash, would name another site).
    """
    if not address.startswith("/") or address[1:2] in ("/", "\\") or len(address) > LONGEST_ADDRESS:
        return ""
    try:
        view = resolve(urlsplit(address).path).func
    except (Http404, ValueError):  # ValueError: what urlsplit cannot take apart
        return ""
    return "" if getattr(view, IS_ONLY_POST, False) else address


def redirect_back(request: PageRequest, usual: Any) -> HttpResponse:
    """To where the posted form says it came from (its field `next`), else to `usual`."""
    return redirect(followed(request.POST.get("next", "")) or usual)


def list_lines(request: PageRequest, filter_words: str = "") -> list[str]:
    """The lines under the title of a list: the agency, the filter in words, who took it out and when."""
    agency = home_agency(request.actor)
    now = timezone.localtime()
    lines = [agency.name if agency else "", f"Lọc: {filter_words}" if filter_words else ""]
    return [line for line in lines if line] + [f"{request.actor.name} lập lúc {now:%H:%M}, ngày {now:%d/%m/%Y}"]
