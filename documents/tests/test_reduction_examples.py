"""The figures of design §4 on hand-reckoned cases, one behaviour each."""

from datetime import date

import pytest

from documents.rules.reduction import Reduction, YearCounts, ceiling_from, counted_to, reduction, year_earlier


def reckon(**changes) -> Reduction:
    """The unit of the picture on 17/6/2026: 174 last year, 84 of them through 14/6."""
    counts = {"used": 81, "since": 3, "same_period": 84, "whole_year": 174}
    counts |= {key: changes.pop(key) for key in list(changes) if key in counts}
    given = {
        "rate": 15,
        "binding": True,
        "first_day": date(2026, 1, 1),
        "last_day": date(2026, 12, 31),
        "day": date(2026, 6, 17),
        "baseline": 174,
        "counts": YearCounts(**counts),
    }
    return reduction(**{**given, **changes})


def test_the_unit_of_the_picture():
    assert reckon() == Reduction(
        baseline=174,
        ceiling=147,
        ceiling_source="baseline",
        binding=True,
        used=81,
        since=3,
        remaining=63,
        same_period=84,
        change=-0.0357,
        projected=168,
        runs_out_on=date(2026, 11, 12),
        small_sample=False,
        without_baseline=(),
        state="at_risk",
    )


def test_the_json_object_has_exactly_the_fixed_keys_in_their_order():
    assert list(reckon(without_baseline=("NV5",)).as_json().items()) == [
        ("baseline", 174),
        ("ceiling", 147),
        ("ceiling_source", "baseline"),
        ("binding", True),
        ("used", 81),
        ("since", 3),
        ("remaining", 63),
        ("same_period", 84),
        ("change", -0.0357),
        ("projected", 168),
        ("runs_out_on", "2026-11-12"),
        ("small_sample", False),
        ("without_baseline", ["NV5"]),
        ("state", "at_risk"),
    ]


@pytest.mark.parametrize(
    ("baseline", "rate", "ceiling"),
    [
        (0, 15, 0),
        (1, 15, 0),
        (13, 15, 11),
        (20, 15, 17),
        (50, 15, 42),
        (100, 15, 85),
        (1003, 15, 852),
        (42, 10, 37),
        (1, 10, 0),
    ],
)
def test_the_ceiling_drops_fractions(baseline, rate, ceiling):
    assert ceiling_from(baseline, rate) == ceiling


def test_units_keep_less_than_the_agency_and_the_rest_is_its_reserve():
    baselines = [13, 7, 6, 3, 20, 1]

    assert sum(ceiling_from(b, 15) for b in baselines) == 40
    assert ceiling_from(sum(baselines), 15) == 42


@pytest.mark.parametrize(
    ("day", "last_day", "through"),
    [
        (date(2026, 6, 13), date(2026, 12, 31), date(2026, 5, 31)),
        (date(2026, 6, 14), date(2026, 12, 31), date(2026, 6, 14)),
        (date(2026, 6, 15), date(2026, 12, 31), date(2026, 6, 14)),
        (date(2028, 2, 28), date(2028, 12, 31), date(2028, 2, 14)),
        (date(2028, 2, 29), date(2028, 12, 31), date(2028, 2, 29)),
        (date(2026, 1, 13), date(2026, 12, 31), date(2025, 12, 31)),
        (date(2026, 12, 30), date(2026, 12, 31), date(2026, 12, 14)),
        (date(2026, 12, 31), date(2026, 12, 31), date(2026, 12, 31)),
        (date(2027, 5, 5), date(2026, 12, 31), date(2026, 12, 31)),
        (date.max, date(2026, 12, 31), date(2026, 12, 31)),
        (date(2026, 12, 14), date(2026, 12, 14), date(2026, 12, 14)),
        (date(2026, 12, 20), date(2026, 12, 14), date(2026, 12, 14)),
        (date(2025, 12, 20), date(2026, 12, 14), date(2025, 12, 14)),
    ],
)
def test_counted_to_is_the_last_complete_half_month_of_the_year(day, last_day, through):
    assert counted_to(day, last_day) == through


@pytest.mark.parametrize(
    ("end", "earlier"),
    [
        (date(2028, 2, 29), date(2027, 2, 28)),
        (date(2029, 2, 28), date(2028, 2, 29)),
        (date(2026, 6, 14), date(2025, 6, 14)),
        (date(2025, 12, 31), date(2024, 12, 31)),
    ],
)
def test_the_same_half_month_a_year_earlier(end, earlier):
    assert year_earlier(end) == earlier


def test_before_the_first_half_month_is_over_nothing_is_projected():
    figures = reckon(day=date(2026, 1, 9), used=0, since=4, same_period=0)

    assert (figures.used, figures.since, figures.remaining) == (0, 4, 143)
    assert (figures.same_period, figures.change) == (0, None)
    assert (figures.projected, figures.runs_out_on, figures.state) == (None, None, "on_track")


def test_an_incomplete_last_year_gives_no_same_period_and_projects_by_days():
    figures = reckon(whole_year=170)

    assert (figures.same_period, figures.change) == (None, None)
    assert figures.projected == 179  # 81 × 365 / 165 = 179.18


def test_a_last_year_without_items_in_the_same_half_months_projects_by_days():
    figures = reckon(same_period=0)

    assert (figures.same_period, figures.change, figures.projected) == (0, None, 179)


def test_without_a_baseline_only_the_counts_stay():
    figures = reckon(baseline=None, whole_year=0, same_period=0, without_baseline=("NV5",))

    assert (figures.used, figures.since, figures.state) == (81, 3, "no_baseline")
    assert figures.without_baseline == ("NV5",)
    for (
        key
    ) in "baseline ceiling ceiling_source remaining same_period change projected runs_out_on small_sample".split():
        assert getattr(figures, key) is None, key


def test_an_assigned_ceiling_replaces_the_computed_one():
    figures = reckon(assigned=170)

    assert (figures.ceiling, figures.ceiling_source, figures.remaining) == (170, "assigned", 86)
    assert (figures.projected, figures.state) == (168, "on_track")


def test_an_assigned_ceiling_without_a_baseline_projects_by_days():
    figures = reckon(baseline=None, assigned=150, whole_year=0)

    assert (figures.baseline, figures.ceiling, figures.remaining) == (None, 150, 66)
    assert (figures.same_period, figures.change, figures.small_sample) == (None, None, False)
    assert (figures.projected, figures.state) == (179, "at_risk")
    assert figures.runs_out_on == date(2026, 11, 1)  # 84 + 95 × 137 / 197 = 150.07


def test_where_the_target_does_not_bind_the_plain_counts_stay():
    figures = reckon(binding=False, assigned=10)

    assert (figures.baseline, figures.projected, figures.small_sample) == (174, 168, False)
    for key in "ceiling ceiling_source remaining runs_out_on state".split():
        assert getattr(figures, key) is None, key


def test_an_assigned_ceiling_means_nothing_where_the_target_does_not_bind():
    assert reckon(binding=False, assigned=10, baseline=None).projected is None


def test_a_small_baseline_is_never_at_risk():
    small = {"baseline": 19, "whole_year": 19, "same_period": 2, "used": 5, "since": 0}

    figures = reckon(**small)
    assert (figures.small_sample, figures.state, figures.runs_out_on) == (True, "on_track", None)
    assert reckon(**(small | {"baseline": 20, "whole_year": 20})).state == "at_risk"


def test_exactly_on_the_limit_is_not_exceeded_and_one_more_is():
    assert (reckon(used=140, since=7).remaining, reckon(used=140, since=7).state) == (0, "at_risk")
    assert reckon(used=140, since=7).runs_out_on == date(2026, 6, 18)
    assert (reckon(used=140, since=8).remaining, reckon(used=140, since=8).state) == (-1, "exceeded")
    assert reckon(used=140, since=8).runs_out_on is None


@pytest.mark.parametrize(("used", "state"), [(147, "met"), (148, "missed"), (0, "met")])
def test_the_year_over(used, state):
    figures = reckon(day=date(2026, 12, 31), used=used, since=0, same_period=174)

    assert (figures.state, figures.runs_out_on, figures.projected) == (state, None, used)


def test_a_day_before_the_year_has_no_figures():
    with pytest.raises(ValueError, match="before the year"):
        reckon(day=date(2025, 12, 31))
