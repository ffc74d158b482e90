"""May a submitted result be confirmed together with others, without being opened?"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Alone(StrEnum):
    """Why a result has to be looked at by itself; the value is what stands in its line."""

    NIL = "báo không phát sinh, phải xem riêng"
    NO_PROOF = "không có tệp hoặc số văn bản, phải xem riêng"
    LATE = "quá hạn, phải xem riêng"


@dataclass(frozen=True)
class ResultFacts:
    """What is asked of a result; `judged_on` is the day by which it will be on time or late."""

    is_nil_claim: bool
    has_proof: bool
    judged_on: date | None
    due: date | None


def why_alone(result: ResultFacts) -> Alone | None:
    """None where a file or a document number shows the product and it is not late."""
    if result.is_nil_claim:
        return Alone.NIL
    if not result.has_proof:
        return Alone.NO_PROOF
    if result.due is not None and (result.judged_on is None or result.judged_on > result.due):
        return Alone.LATE
    return None
