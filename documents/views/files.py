"""Answers that are long workbooks."""

from typing import BinaryIO

from django.http import FileResponse

from organization.views.responses import XLSX


def xlsx_file(content: BinaryIO, name: str) -> FileResponse:
    """A workbook to download; `name` without the ending."""
    response = FileResponse(content, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)
    response["Cache-Control"] = "private, no-store"
    return response
