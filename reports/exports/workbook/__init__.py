"""The workbook leadership downloads: one period, one file for each sheet, every figure with its source.

A report in, .xlsx bytes out. A sheet is a module with its NAME and a function `write(book, report)`; a new
one is written beside the others and named here.
"""

from io import BytesIO

from openpyxl import Workbook

from reports.exports.workbook import documents, meetings, sources, summary, targets, tasks
from reports.pages.period_report import PeriodReport

SHEETS = (summary, tasks, documents, meetings, targets, sources)


def period_workbook(report: PeriodReport) -> bytes:
    """The whole workbook of one period as .xlsx bytes."""
    book = Workbook(write_only=True)
    book.properties.title = report.title
    book.properties.creator = report.agency
    for sheet in SHEETS:
        sheet.write(book, report)
    out = BytesIO()
    book.save(out)
    return out.getvalue()
