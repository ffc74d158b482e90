"""One file per noun; import models from here."""

from reports.models.built_report import BuiltReport
from reports.models.daily_figure import DailyFigure

__all__ = ["BuiltReport", "DailyFigure"]
