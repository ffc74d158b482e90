"""The outgoing register: books, and rows with the ten columns of NĐ 30/2020/NĐ-CP, phụ lục IV."""

from django.db import models
from django.db.models import Q

from documents.enums import DocumentClass, NotCounted, NumberState
from documents.querysets import BookQuerySet, RegisterRowQuerySet


class Book(models.Model):
    """The book of an agency, or of a predecessor whose numbers ran on their own, in one year.

    `symbol` is what stands for the agency in its numbers where it is not the agency's code.
    """

    code = models.CharField("mã sổ", max_length=40, unique=True)
    agency = models.ForeignKey(
        "organization.Unit", verbose_name="cơ quan", on_delete=models.PROTECT, related_name="books"
    )
    year = models.PositiveSmallIntegerField("năm")
    predecessor = models.CharField("của cơ quan trước sắp xếp", max_length=200, blank=True)
    symbol = models.CharField("ký hiệu cơ quan", max_length=30, blank=True)

    objects = BookQuerySet.as_manager()

    class Meta:
        verbose_name = "sổ văn bản đi"
        verbose_name_plural = "sổ văn bản đi"
        ordering = ["-year", "code"]
        constraints = [models.UniqueConstraint(fields=["agency", "predecessor", "year"], name="book_once_a_year")]

    def __str__(self):
        return f"Sổ {self.year} {self.predecessor}".strip()


class RegisterRow(models.Model):
    """One number of a book. `symbol` as written, `symbol_key` as compared (5/BC-TTr = 05/BC-TTr).

    `half_month` is the first day of the half-month of `date`; both are empty for a number that was
    cancelled or kept free without a date. `counted` follows from class and number, unless `by_hand`
    says otherwise, with its reason. `is_reviewed` tells rows a counting rule or a person looked at.
    `import_file` is the file the row first came with, None where it was typed.
    """

    book = models.ForeignKey(Book, verbose_name="sổ", on_delete=models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField("số")
    symbol = models.CharField("số, ký hiệu", max_length=120)
    symbol_key = models.CharField(max_length=120, editable=False)
    date = models.DateField("ngày tháng văn bản", null=True, blank=True)
    half_month = models.DateField(null=True, blank=True, editable=False)
    title = models.TextField("tên loại và trích yếu nội dung", blank=True)
    signer = models.TextField("người ký", blank=True)
    recipients = models.TextField("nơi nhận văn bản", blank=True)
    keeper = models.TextField("đơn vị, người nhận bản lưu", blank=True)
    copies = models.TextField("số lượng bản", blank=True)
    sent_on = models.TextField("ngày chuyển", blank=True)
    receipt = models.TextField("ký nhận", blank=True)
    note = models.TextField("ghi chú", blank=True)
    unit = models.ForeignKey(
        "organization.Unit", verbose_name="đơn vị soạn thảo", on_delete=models.PROTECT, related_name="register_rows"
    )
    drafter = models.TextField("người soạn thảo", blank=True)
    type = models.ForeignKey(
        "documents.DocumentType", verbose_name="loại", on_delete=models.PROTECT, related_name="rows"
    )
    document_class = models.CharField("nhóm", max_length=14, choices=DocumentClass)
    number_state = models.CharField("tình trạng số", max_length=10, choices=NumberState, default=NumberState.ISSUED)
    counted = models.BooleanField("tính vào chỉ tiêu")
    not_counted = models.CharField(max_length=12, choices=NotCounted, blank=True, default="")
    by_hand = models.BooleanField("tính hay không do người quyết định", null=True, blank=True)
    by_hand_reason = models.CharField("lý do", max_length=300, blank=True)
    is_reviewed = models.BooleanField(default=False)
    folded = models.TextField(editable=False)
    import_file = models.ForeignKey(
        "organization.ImportFile", null=True, blank=True, on_delete=models.PROTECT, related_name="rows", editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = RegisterRowQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản đi"
        verbose_name_plural = "văn bản đi"
        constraints = [
            models.UniqueConstraint(fields=["book", "symbol_key"], name="register_number_once"),
            models.CheckConstraint(
                condition=Q(date__isnull=False) | ~Q(number_state="issued"), name="register_issued_has_date"
            ),
            models.CheckConstraint(
                condition=Q(date__isnull=True, half_month__isnull=True)
                | Q(date__isnull=False, half_month__isnull=False),
                name="register_half_month_of_date",
            ),
            models.CheckConstraint(
                condition=Q(counted=False) | Q(date__isnull=False), name="register_counted_has_date"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "half_month"], name="register_of_half_month"),
            models.Index(fields=["-date", "-id"], name="register_newest"),
            models.Index(fields=["unit", "-date", "-id"], name="register_of_unit_newest"),
        ]

    def __str__(self):
        return self.symbol

    @property
    def reason_words(self) -> str:
        """Why it is not counted, as the list says it."""
        if self.by_hand is not None and self.by_hand_reason:
            return self.by_hand_reason
        return NotCounted(self.not_counted).label if self.not_counted else ""
