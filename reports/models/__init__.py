"""One file per noun; import models from here."""

from reports.models.built_report import BuiltReport

__all__ = ["BuiltReport"]
