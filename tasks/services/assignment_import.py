"""Taking an edited assignment workbook back into the grid: all rows or none, every error by row and column."""

from django.db import transaction

from base.reading.errors import FileRefused
from base.reading.report import ImportReport, RowError, file_error
from organization.rules.access import Actor
from organization.rules.import_kinds import HandedIn
from organization.services.import_files import mark_written, take_for_writing
from tasks.lists.assignment import sheet_heading
from tasks.models import Plan
from tasks.queries.grid import assignment_grid
from tasks.queries.plan import get_visible_plan
from tasks.reading.assignment_sheet import SheetRow, read_assignment
from tasks.services.drafts import DraftEdit, Key, RowsConflict, RowsRefused, save_drafts


def import_assignment(given: HandedIn) -> ImportReport:
    """The rows of the workbook as proposals of the plan in force; nothing is given out by it.

    A dry run saves and takes it back, so that what stands against a row is found by the very rules of the grid.
    """
    plan = get_visible_plan(given.by)
    grid = assignment_grid(plan, given.by.day)
    try:
        rows, errors = read_assignment(given.stream, name=given.name, grid=grid, today=given.by.day)
    except FileRefused as refusal:
        return file_error(str(refusal))
    changed = 0
    with transaction.atomic():
        take_for_writing(given.source)
        if not errors:
            errors, changed = _take_over(given.by, plan, rows)
        report = _report(len(rows), errors, changed, dry_run=given.dry_run)
        if given.dry_run or errors:
            transaction.set_rollback(True)
        elif given.source is not None:
            mark_written(given.source, report)
    return report


def _report(right_rows: int, errors: list[RowError], changed: int, *, dry_run: bool) -> ImportReport:
    wrong = len({error.row for error in errors})
    rows = max(right_rows, wrong) if errors else right_rows
    return ImportReport(
        rows=rows,
        updated=changed,
        skipped=0 if errors else right_rows - changed,
        refused=rows if errors else 0,
        wrong_rows=wrong,
        errors=errors,
        dry_run=dry_run,
    )


def _take_over(actor: Actor, plan: Plan, rows: list[SheetRow]) -> tuple[list[RowError], int]:
    """Save the rows of a workbook; conflicts and refusals come back as errors of its rows."""
    numbers: dict[Key, int] = {(one.row.clause.pk, one.row.unit.pk): one.number for one in rows}
    edits = [DraftEdit(one.row.clause.pk, one.row.unit.pk, one.version, one.values) for one in rows]
    try:
        return [], save_drafts(by=actor, plan_id=plan.pk, edits=edits)
    except RowsConflict as error:
        words = "Dòng này đã được sửa trên bảng sau khi tải tệp. Tải tệp mới rồi sửa lại dòng này."
        return [RowError(words, numbers[key], column=sheet_heading("version")) for key in error.rows], 0
    except RowsRefused as error:
        return [
            RowError(sentence, numbers[key], column=sheet_heading("clause"))
            for key, found in error.problems.items()
            for sentence in found.values()
        ], 0
