"""Answers that are files."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from organization.queries import home_agency

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def xlsx_response(content: bytes, name: str) -> HttpResponse:
    """A workbook to download; `name` without the ending, Vietnamese letters welcome."""
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.xlsx")
    response["Cache-Control"] = "private, no-store"
    return response


def list_lines(request, filter_words: str = "") -> list[str]:
    """The lines under the title of a list: the agency, the filter in words, who took it out and when."""
    agency = home_agency(request.actor)
    now = timezone.localtime()
    lines = [agency.name if agency else "", f"Lọc: {filter_words}" if filter_words else ""]
    return [line for line in lines if line] + [f"{request.actor.name} lập lúc {now:%H:%M}, ngày {now:%d/%m/%Y}"]
