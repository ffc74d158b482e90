"""How many documents of each type did a unit issue in each half-month?"""

from django.db import models

from documents.querysets import DocumentCountQuerySet


class DocumentCount(models.Model):
    """Counted administrative documents of unit × type × half-month (`half_month` is its first day).

    Derived from the register in the transaction that writes a row, or entered by hand for complete
    half-months; UnitHalfMonth.method says which. A count of nought has no row.
    """

    unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, related_name="document_counts")
    type = models.ForeignKey("documents.DocumentType", on_delete=models.PROTECT, related_name="counts")
    half_month = models.DateField()
    count = models.PositiveIntegerField()

    objects = DocumentCountQuerySet.as_manager()

    class Meta:
        verbose_name = "số văn bản nửa tháng"
        verbose_name_plural = "số văn bản nửa tháng"
        constraints = [
            models.UniqueConstraint(fields=["unit", "half_month", "type"], name="document_count_once"),
            models.CheckConstraint(condition=models.Q(count__gt=0), name="document_count_not_nought"),
        ]
        indexes = [models.Index(fields=["half_month", "unit"], name="document_count_of_half")]
