"""How days and shares stand in words: on screen dd/mm/yyyy, on paper as NĐ 30 writes them, 15% without a space."""

from datetime import date

import pytest

from base.written import day_month, full_day, paper_day, share_of


@pytest.mark.parametrize(
    ("day", "on_screen", "short", "on_paper"),
    [
        (date(2026, 3, 5), "05/03/2026", "05/03", "05/3/2026"),
        (date(2026, 1, 14), "14/01/2026", "14/01", "14/01/2026"),
        (date(2026, 2, 9), "09/02/2026", "09/02", "09/02/2026"),
        (date(2026, 11, 25), "25/11/2026", "25/11", "25/11/2026"),
    ],
)
def test_days_on_screen_carry_noughts_and_on_paper_only_some(day, on_screen, short, on_paper):
    assert (full_day(day), day_month(day), paper_day(day)) == (on_screen, short, on_paper)


def test_a_share_has_no_space_before_its_sign():
    assert (share_of(14, 19), share_of(1, 1), share_of(0, 3)) == ("73,7%", "100,0%", "0,0%")
