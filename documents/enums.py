"""The fixed vocabularies of the register, with the words shown on screen."""

from django.db import models


class DocumentClass(models.TextChoices):
    """The three classes of NĐ 30/2020/NĐ-CP; the target of the plan speaks of the administrative ones only."""

    ADMINISTRATIVE = "administrative", "hành chính"
    LEGAL = "legal", "quy phạm pháp luật"
    SPECIALISED = "specialised", "chuyên ngành"


class NumberState(models.TextChoices):
    """What became of a number: a document, or a number that was kept free or cancelled."""

    ISSUED = "issued", "đã ban hành"
    CANCELLED = "cancelled", "đã hủy"
    RESERVED = "reserved", "giữ số"


class NotCounted(models.TextChoices):
    """Why a row of the register does not count towards the target."""

    NONE = "", "tính"
    LEGAL = "legal", "văn bản quy phạm pháp luật"
    SPECIALISED = "specialised", "văn bản chuyên ngành"
    CANCELLED = "cancelled", "số đã hủy"
    RESERVED = "reserved", "giữ số"
    BY_HAND = "by_hand", "có lý do riêng"
