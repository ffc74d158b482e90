"""One file per noun; import models from here."""

from figures.models.baseline import AssignedCeiling, Baseline, BaselineMethod, BaselineState, CeilingState, Measure
from figures.models.daily_figure import DailyFigure

__all__ = [
    "AssignedCeiling",
    "Baseline",
    "BaselineMethod",
    "BaselineState",
    "CeilingState",
    "DailyFigure",
    "Measure",
]
