"""Replays of real histories: what tracking would have said each year after the base, and what came. Needs the folder of FORECAST_PANEL."""

import os
from pathlib import Path

import numpy as np
import pytest
from facts import fact, facts
from plans import indicator, plan

from forecast.backtest import KINDS, score
from forecast.classes import family_scales
from forecast.figures import write_number
from forecast.outlook import Outlook, Past, Setting, outlook
from forecast.panel import Histories, Kind, read_panel
from forecast.referencefiles import read_reference
from forecast.replay import replay
from forecast.tracking import keep_ledger
from forecast.tracking.learning import belief_of, learned
from forecast.tracking.prospect import judge_by
from forecast.trackreplay import track_replays
from forecast.windows import windows

FOLDER = os.environ.get("FORECAST_PANEL")
panel = pytest.mark.skipif(FOLDER is None, reason="FORECAST_PANEL names no folder of histories")
REFERENCE = read_reference()
YARDSTICK = {0.5: (0.42, 0.62), 0.8: (0.75, 0.87), 0.9: (0.86, 0.95)}
"""What the judge of blind cases asks of bands."""


def made(n_places: int = 40, n_years: int = 40) -> Histories:
    """Places that grow at a pace of their own with noise of single years."""
    random = np.random.default_rng(11)
    pace = 0.04 + 0.02 * random.standard_normal((n_places, 1))
    z = np.cumsum(pace + 0.03 * random.standard_normal((n_places, n_years)), axis=1)
    kind = Kind(dataset="world", indicator="gdp_pc_real", family="", better="higher", per_percent=1.0, label="x")
    years = tuple(range(1980, 1980 + n_years))
    return Histories(
        kind=kind, scale="log", regions=tuple(f"R{n}" for n in range(n_places)), years=years, values=100 * np.exp(z)
    )


def test_in_the_base_year_tracking_says_what_the_backtest_judges() -> None:
    said = track_replays([made()], "tables", REFERENCE).learned[0].said
    judged = replay([made()], 2, "tables", REFERENCE).said
    for name in ("start", "centre", "local", "df", "national"):
        assert np.array_equal(getattr(said, name), getattr(judged, name))


def test_each_year_says_what_the_belief_of_that_year_expects_of_the_years_left() -> None:
    item = made()
    found = track_replays([item], "tables", REFERENCE)
    for year in (1, 3):
        for place in (0, 17, 99):
            one, base = found.learned[year], found.learned[0]
            now = int(base.origin[place]) - item.years[0]
            z = np.log(item.values[item.regions.index(base.region[place])])
            assert one.said.start[place] == pytest.approx(z[now + year])
            assert one.outcome[place] == pytest.approx(z[now + 5])
            known = outlook(
                REFERENCE,
                "econ_real",
                Past(rate=(z[now] - z[now - 5]) / 5, n_years=5),
                5 - year,
                base.said.cases[place].setting,
            )
            assert isinstance(known, Outlook)
            assert found.unmoved[year].said.centre[place] == pytest.approx(known.centre)
            belief = belief_of(REFERENCE.classes["econ_real"], known.centre / (5 - year))
            mean = (z[now + year] - z[now] + belief.weight * belief.mean) / (year + belief.weight)
            assert one.said.centre[place] == pytest.approx((5 - year) * mean)
            assert one.said.local[place] < known.local


def test_of_a_year_whose_level_is_missing_nothing_is_said() -> None:
    item = made()
    item.values[:, 12] = np.nan
    found = track_replays([item], "tables", REFERENCE).learned
    gone = found[2].origin == 1990
    assert gone.any()
    assert not found[2].said.known[gone].any()
    assert found[2].said.known[~gone].all() and found[3].said.known[gone].all()


@panel
def test_the_chances_said_each_year_after_the_base_are_calibrated_on_places_not_seen() -> None:
    """The yardstick of the judge's cases, by numbers fitted on other places; docs/backtest.md has the rows of years not seen either."""
    found = track_replays(read_panel(Path(str(FOLDER)), family_scales()), "places", REFERENCE)
    for year, rows in found.scores.items():
        own = {row.group: row for row in rows if row.group in KINDS}
        unmoved = {row.group: row for row in score(found.unmoved[year], 2)}
        assert set(own) == set(KINDS)
        for group, row in own.items():
            for band, (low, high) in YARDSTICK.items():
                ends = row.intervals[band]
                assert ends[0] <= high and low <= ends[1], (group, year, band, row.inside[band])
            assert row.calibration <= 0.08, (group, year)
            assert row.skill >= 0.2 and row.sure_wrong <= 0.08, (group, year, row.skill, row.sure_wrong)
            assert row.skill >= unmoved[group].skill - 0.01, (group, year)


@panel
def test_a_finished_plan_is_told_what_would_have_been_said_each_year() -> None:
    """The whole way, from a plan and a file of facts, says the same as the parts that are judged above."""
    family, name = "production", "vn_gso/cereal_production"
    (item,) = [each for each in read_panel(Path(str(FOLDER)), family_scales()) if each.kind.id == name]
    term = windows([item], 5, 5)
    regions = {region: number for number, region in enumerate(item.regions)}
    for place in range(0, len(term), max(1, len(term) // 8)):
        at, row = int(term.origin[place]) - item.years[0], regions[term.region[place]]
        values = item.values[row, at - 5 : at + 6]
        if not np.isfinite(values).all():
            continue
        texts = [f"{write_number(value, 'vi')} tấn" for value in values]
        entry = indicator(
            "crop", unit="tấn", base=texts[5], target=f"{write_number(1.15 * values[5], 'vi', 6)} tấn", family=family
        )
        entry["observations"].append({"year": "2020", "figure": texts[0], "source": {"by": "x", "date": "2026-01-31"}})
        given = plan(entry)
        rows = [fact("crop", 2025 + year, texts[5 + year], f"{2026 + year}-03-01") for year in range(1, 6)]
        (track,) = keep_ledger(given, facts(given, rows), judge=judge_by(REFERENCE, given))
        assert track.last.reason == "term_over"
        reached = values[10] >= 1.15 * values[5] * (1 - 1e-9)
        assert (track.last.attained == "attained") == reached
        for year, prior_entry in enumerate(track.entries[:5]):
            assert prior_entry.prospect is not None
            ahead = prior_entry.prospect.ahead
            assert ahead is not None
            change = float(np.log(values[5 + year] / values[5]))
            rate = float(np.log(values[5] / values[0])) / 5
            known = outlook(
                REFERENCE,
                family,
                Past(rate=rate, n_years=5),
                5 - year,
                Setting(widen=REFERENCE.classes[family].new_setting),
            )
            assert isinstance(known, Outlook)
            prior = belief_of(REFERENCE.classes[family], known.centre / known.horizon)
            direct = learned(known, prior, prior.after(change, year))
            assert ahead.chance == pytest.approx(1 - float(direct.cdf(np.log(1.15) - change)), abs=1e-6)
