"""The online share of conferences: met or below, and whether 60 % can still be reached."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.rules.online import OnlineShare, online_share


def test_the_agency_of_the_picture():
    assert online_share(held=9, online=5, planned=7, unconfirmed=2) == OnlineShare(
        held=9, online=5, share=0.5556, state="below", planned=7, unconfirmed=2, needed=5, reachable=True
    )


def test_the_json_object_has_exactly_the_fixed_keys_in_their_order():
    keys = list(online_share(held=9, online=5, planned=7, unconfirmed=2).as_json())

    assert keys == ["held", "online", "share", "state", "planned", "unconfirmed", "needed", "reachable"]


def test_nothing_held_has_no_share_and_no_state():
    figures = online_share(held=0, online=0, planned=0, unconfirmed=3)

    assert (figures.share, figures.state, figures.needed, figures.reachable) == (None, None, 0, True)


@pytest.mark.parametrize(
    ("held", "online", "state"), [(5, 3, "met"), (5, 2, "below"), (1, 1, "met"), (100, 60, "met"), (100, 59, "below")]
)
def test_exactly_sixty_percent_is_met(held, online, state):
    assert online_share(held=held, online=online, planned=0, unconfirmed=0).state == state


def test_too_few_planned_to_reach_it():
    figures = online_share(held=10, online=0, planned=3, unconfirmed=0)

    assert (figures.needed, figures.reachable) == (8, False)


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 300))
def test_needed_is_the_smallest_number_that_reaches_the_share(held, online, planned):
    online = min(online, held)
    figures = online_share(held=held, online=online, planned=planned, unconfirmed=0)

    year = held + planned
    enough = [n for n in range(year + 1) if year == 0 or Fraction(online + n, year) >= Fraction(60, 100)]
    assert figures.needed == (enough[0] if enough else 0)
    assert figures.reachable == (figures.needed <= planned)
