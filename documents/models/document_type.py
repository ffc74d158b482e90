"""The kinds of documents: the 29 of NĐ 30/2020/NĐ-CP, the legal ones, and the specialised ones of the work."""

from django.db import models

from documents.enums import DocumentClass


class DocumentType(models.Model):
    """`abbreviation` is what stands in symbols (empty for công văn and thư công).

    `needs_year` marks legal documents known by their abbreviation only behind a year: 12/2026/TT-TTCP.
    """

    code = models.SlugField("mã", max_length=40, unique=True)
    name = models.CharField("tên loại", max_length=80, unique=True)
    abbreviation = models.CharField("chữ viết tắt", max_length=10, blank=True)
    document_class = models.CharField("nhóm", max_length=14, choices=DocumentClass)
    needs_year = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "loại văn bản"
        verbose_name_plural = "loại văn bản"
        ordering = ["position", "id"]

    def __str__(self):
        return self.name
