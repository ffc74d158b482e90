"""How the agency stands, in sentences: the three targets, and a leader's five."""

from dataclasses import dataclass

from base.page_parts import SentenceFigure
from base.written import full_day
from documents.rules.counting_year import CountingYear
from documents.rules.reduction import Reduction
from figures.pages.sentences import online_sentence, reduction_sentence
from figures.pages.words import coverage_words, missing_words
from figures.rules.baselines import CONFERENCES, DOCUMENTS
from reports.pages.tasks_and_coverage import coverage_sentence, task_sentence
from reports.queries.home import AgencyFigures
from tasks.queries.class_table import ClassTable


@dataclass(frozen=True)
class ThreeSentences:
    """The three targets of the agency, how many units' counts are in, and who is missing."""

    documents: SentenceFigure
    conferences: SentenceFigure
    online: SentenceFigure
    coverage: str
    missing: tuple[tuple[str, str], ...]


def three_sentences(figures: AgencyFigures) -> ThreeSentences:
    root, view, may_open = figures.tree.root, figures.view, figures.may_open_rows
    return ThreeSentences(
        documents=reduction_sentence(
            root,
            DOCUMENTS,
            view,
            other=_other(figures, DOCUMENTS),
            may_open_rows=may_open,
            coverage=figures.coverage,
            children=figures.children_in_sight,
        ),
        conferences=reduction_sentence(
            root, CONFERENCES, view, other=_other(figures, CONFERENCES), may_open_rows=may_open
        ),
        online=online_sentence(root, view, may_open_rows=may_open),
        coverage=coverage_words(figures.coverage),
        missing=tuple((item.unit.name, missing_words(item)) for item in figures.coverage.missing),
    )


def five_sentences(figures: AgencyFigures, table: ClassTable, three: ThreeSentences) -> tuple[SentenceFigure, ...]:
    """1 tasks, 2 documents, 3 conferences, 4 online share, 5 whose counts are in."""
    return (
        task_sentence(table),
        three.documents,
        three.conferences,
        three.online,
        coverage_sentence(figures.coverage, full_day(figures.view.counted_to)),
    )


def _other(figures: AgencyFigures, measure: str) -> tuple[CountingYear, Reduction] | None:
    if figures.other_view is None or figures.other_root is None:
        return None
    return figures.other_view, figures.other_root.of(measure)
