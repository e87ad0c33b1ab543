"""Reference classes: tables, the distribution of what can be expected, precedent; each formula against brute force."""

import math
from dataclasses import replace
from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plans import indicator, plan
from scipy import integrate, stats

from forecast import mixture
from forecast.checks import FAMILY_OF
from forecast.errors import FileError
from forecast.outlook import Outlook, Past, Setting, outlook, typical
from forecast.plan import Like
from forecast.precedent import FARTHEST, Need, Precedent, precedent
from forecast.precedentwords import how_often
from forecast.reference import Distribution, Reference, Unknown, levels, position, step_of
from forecast.referencefiles import COLUMNS, read_reference, tables_of
from forecast.wording import Wording

REFERENCE = read_reference()
FAMILIES = sorted(name for name, found in REFERENCE.classes.items() if name == found.family)
families = st.sampled_from(FAMILIES)
rates = st.floats(-0.1, 0.2)
years = st.integers(1, 10)


def seen(family="econ_real", rate=0.06, n_years=5, horizon=5, **setting) -> Outlook:
    found = outlook(REFERENCE, family, Past(rate=rate, n_years=n_years), horizon, Setting(**setting))
    assert isinstance(found, Outlook)
    return found


# --- the mixture --------------------------------------------------------------


@pytest.mark.parametrize("df", [2.0, 2.5, 4.0, 10.0, 30.0])
def test_without_a_national_part_the_mixture_is_students_t(df):
    x = np.array([-30.0, -6.0, -1.5, -0.2, 0.0, 0.7, 3.0, 12.0])
    found = mixture.cdf(x, np.float64(2.0), np.float64(df), np.float64(0.0))
    assert np.allclose(found, stats.t.cdf(x / 2, df), rtol=0, atol=1e-9)


@pytest.mark.parametrize("df", [2.0, 2.3, 3.2, 7.5, 31.5])
@pytest.mark.parametrize("national", [0.001, 0.03, 0.3, 1.0, 10.0])
def test_the_mixture_is_the_integral_over_all_normals(df, national):
    def of_one(log: float, x: float) -> float:
        drawn = math.exp(log)
        return float(
            (stats.norm.cdf(x / math.sqrt(df / drawn + national**2)) - 0.5) * stats.chi2.pdf(drawn, df) * drawn
        )

    for x in (0.1, 1.2, 4.0, 15.0):
        exact = (
            0.5 + integrate.quad(of_one, -40, 6, (x,), epsabs=1e-12, epsrel=1e-12, limit=400, points=[-9, -2, 1, 4])[0]
        )
        found = mixture.cdf(np.float64(x), np.float64(1.0), np.float64(df), np.float64(national))
        assert float(found) == pytest.approx(exact, abs=1e-9)


def test_local_and_national_part_add_up_as_in_a_million_draws():
    random = np.random.default_rng(7)
    drawn = 0.05 * random.standard_t(3, 1_000_000) + 0.08 * random.standard_normal(1_000_000)
    for chance in (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95):
        found = float(mixture.quantile(np.float64(chance), np.float64(0.05), np.float64(3.0), np.float64(0.08)))
        assert abs(np.mean(drawn <= found) - chance) < 3 * math.sqrt(chance * (1 - chance) / 1e6) + 1e-4


# --- outlook ------------------------------------------------------------------


@settings(deadline=None)
@given(families, rates, years, st.floats(0.005, 0.995))
def test_cdf_and_quantile_undo_each_other(family, rate, horizon, chance):
    found = seen(family, rate, horizon=horizon)
    assert float(found.cdf(found.quantile(chance))) == pytest.approx(chance, abs=1e-9)


@settings(deadline=None)
@given(families, rates, st.lists(st.floats(-3, 3), min_size=2, max_size=6))
def test_chances_rise_with_the_change_and_end_at_0_and_1(family, rate, changes):
    found = seen(family, rate)
    chances = found.cdf(np.array(sorted(changes)))
    assert np.all(np.diff(chances) >= 0)
    assert float(found.cdf(-math.inf)) == 0 and float(found.cdf(math.inf)) == pytest.approx(1)


@settings(deadline=None)
@given(families, rates, st.integers(1, 9))
def test_bands_widen_with_the_horizon(family, rate, horizon):
    near, far = (seen(family, rate, horizon=years) for years in (horizon, horizon + 1))
    assert np.ptp(near.quantile(np.array([0.1, 0.9]))) < np.ptp(far.quantile(np.array([0.1, 0.9])))


@settings(deadline=None)
@given(families, rates, st.integers(1, 10))
def test_the_centre_is_the_formula(family, rate, n_years):
    found, klass = seen(family, rate, n_years, past=0.04, growth=0.05, spread=0.01), REFERENCE.classes[family]
    assert found.centre == pytest.approx(5 * (0.05 + klass.lasting(n_years) * (rate - 0.04)), abs=1e-12)
    assert found.national == pytest.approx(0.05)


def test_a_place_beside_its_surroundings_keeps_only_part_of_its_lead():
    fast, usual = (seen(rate=rate, past=0.05, growth=0.05).centre / 5 for rate in (0.15, 0.05))
    assert usual == pytest.approx(0.05)
    assert 0.05 < fast < 0.15
    few = seen(rate=0.15, n_years=1, past=0.05, growth=0.05).centre / 5
    assert 0.05 < few < fast


@settings(deadline=None)
@given(families, rates)
def test_the_surroundings_move_the_centre_and_their_spread_the_band(family, rate):
    low, high = (seen(family, rate, past=0.03, growth=growth, spread=0.01) for growth in (0.04, 0.06))
    assert high.centre - low.centre == pytest.approx(5 * 0.02)
    sure, unsure = (seen(family, rate, past=0.03, growth=0.04, spread=spread) for spread in (0.0, 0.05))
    assert float(unsure.quantile(0.9)) > float(sure.quantile(0.9))


@settings(deadline=None)
@given(families, rates, st.floats(1.01, 3))
def test_small_places_and_new_settings_are_less_sure(family, rate, widen):
    usual, wide = seen(family, rate), seen(family, rate, widen=widen)
    assert float(wide.quantile(0.9)) > float(usual.quantile(0.9))
    assert wide.centre == usual.centre


def test_beyond_what_the_class_has_seen_half_of_the_excess_goes_on_and_the_band_is_wider():
    klass = REFERENCE.classes["econ_real"]
    edge, past = klass.past_high, klass.past_high + 0.04
    assert klass.pace(past) - klass.pace(edge) == pytest.approx(0.02)
    inside, outside = (seen(rate=rate, past=rate) for rate in (edge, past))
    assert outside.national == pytest.approx(math.hypot(inside.national, 5 * 0.02))


def test_yearly_values_say_how_restless_a_place_is():
    calm, restless = (
        outlook(REFERENCE, "econ_real", Past(rate=0.05, n_years=5, steps=steps), 5, Setting(past=0.03))
        for steps in ((0.05,) * 5, (0.15, -0.05, 0.15, -0.05, 0.05))
    )
    assert isinstance(calm, Outlook) and isinstance(restless, Outlook)
    assert restless.local > calm.local and restless.centre == calm.centre


@pytest.mark.parametrize("family", ["econ_real", "econ_nominal", "fiscal_nominal"])
def test_where_only_the_last_value_is_known_surprises_are_those_of_a_typical_place(family):
    klass = REFERENCE.classes[family]
    found = typical(klass, 5, Setting(widen=1.3))
    assert found.local == pytest.approx(1.3 * klass.horizons[5].local)
    assert found.centre == pytest.approx(5 * klass.pace(klass.usual_past))


def test_years_after_the_histories_are_less_sure():
    usual, later = (seen("econ_nominal", past=0.1, new_years=new) for new in (False, True))
    assert later.national == pytest.approx(usual.national * REFERENCE.classes["econ_nominal"].new_years)
    assert REFERENCE.classes["econ_nominal"].new_years > 1


@pytest.mark.parametrize(
    ("family", "past", "horizon", "reason"),
    [
        (None, Past(rate=0.1, n_years=5), 5, "no_family"),
        ("economy", Past(rate=0.1, n_years=5), 5, "class_unknown"),
        ("econ_real", None, 5, "one_observation"),
        ("econ_real", Past(rate=0.1, n_years=0), 5, "one_observation"),
        ("econ_real", Past(rate=math.nan, n_years=5), 5, "one_observation"),
        ("econ_real", Past(rate=0.1, n_years=5, broken=True), 5, "break_in_past"),
        ("econ_real", Past(rate=0.1, n_years=5), 11, "horizon_outside"),
        ("econ_real", Past(rate=0.1, n_years=5), 0, "horizon_outside"),
    ],
)
def test_what_cannot_be_known_has_a_reason_and_no_number(family, past, horizon, reason):
    assert outlook(REFERENCE, family, past, horizon) == Unknown(reason)


def test_fewer_than_twenty_windows_are_too_small():
    small = replace(REFERENCE.classes["econ_real"], n_windows=19)
    reference = Reference(classes={"econ_real": small})
    assert outlook(reference, "econ_real", Past(rate=0.1, n_years=5), 5) == Unknown("class_too_small")
    assert precedent(reference, "econ_real", Need(step=0.1, years=5, better="higher")) == Unknown("class_too_small")


# --- scales -------------------------------------------------------------------


@settings(deadline=None)
@given(st.floats(0.3, 99.6), st.sampled_from(["log", "logit"]))
def test_levels_undo_positions(level, scale):
    assert float(levels(scale, np.array(position(scale, level)))) == pytest.approx(level)


def test_points_of_the_surroundings_are_brought_to_the_places_level():
    assert step_of("log", 100.0, 0.05, 5) == 0.05
    expected = (math.log(0.9 / 0.1) - math.log(0.8 / 0.2)) / 5
    assert step_of("logit", 80.0, 2.0, 5) == pytest.approx(expected)


# --- precedent ----------------------------------------------------------------


def placed(family, required, better="higher", past=None, growth=None) -> Precedent:
    found = precedent(REFERENCE, family, Need(step=required, years=5, better=better), past, Setting(growth=growth))
    assert isinstance(found, Precedent)
    return found


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(-9, 9), min_size=20, max_size=60), st.integers(-10, 10))
def test_the_share_is_what_is_strictly_worse_and_half_the_ties(values, required):
    ranked = sorted(values)
    chances = tuple(place / (len(ranked) - 1) for place in range(len(ranked)))
    found = Distribution(chances=chances, values=tuple(map(float, ranked)), n_windows=len(ranked)).share_below(required)
    exact = (sum(value < required for value in values) + sum(value == required for value in values) / 2) / len(values)
    assert found == pytest.approx(exact, abs=1.5 / len(values))


def test_more_required_is_less_often_done():
    shares = [placed("econ_real", rate).share for rate in (0.0, 0.02, 0.05, 0.1, 0.3)]
    assert shares == sorted(shares) and shares[-1] > 0.99
    fall = [placed("pct_deprivation", rate, "lower").share for rate in (0.0, -0.1, -0.3)]
    assert fall == sorted(fall)


def test_beyond_the_last_percentile_but_the_extreme_nothing_is_counted():
    ends = REFERENCE.classes["econ_real"].horizons[5].growth
    assert ends is not None
    assert placed("econ_real", ends.quantile(0.985)).one_in == 67
    assert placed("econ_real", ends.quantile(0.992)).one_in is None


@pytest.mark.parametrize(
    ("quantile", "words"),
    [
        (0.02, "nearly all did this"),
        (0.3, "7 in 10 did this or more"),
        (0.5, "5 in 10 did this or more"),
        (0.75, "1 in 4 did this or more"),
        (0.995, "fewer than 1 in 100 did this"),
    ],
)
def test_how_often_is_said_as_it_was(quantile, words):
    ends = REFERENCE.classes["econ_real"].horizons[5].growth
    assert ends is not None
    assert how_often(Wording("en"), placed("econ_real", ends.quantile(quantile))) == words


@pytest.mark.parametrize(("share", "said"), [(0.997, "> 99%"), (0.004, "< 1%"), (0.945, "95%")])
def test_a_share_of_spans_is_never_all_or_none(share, said):
    assert Wording("en").most(share, FARTHEST) == said


def test_the_ninetieth_percentile_has_nine_tenths_below():
    found = placed("econ_real", 0.05)
    assert placed("econ_real", found.p90).share == pytest.approx(0.9)
    assert found.p90_rate == pytest.approx(math.expm1(found.p90))


@settings(deadline=None)
@given(st.floats(0, 0.2), st.floats(-0.1, 0.3))
def test_money_in_current_prices_knows_no_inflation_regime(inflation, required):
    """What is added to the past, the surroundings and the requirement alike changes nothing."""
    calm, hot = (
        placed("econ_nominal", required + more, past=Past(rate=0.1 + more, n_years=5), growth=0.09 + more)
        for more in (0.0, inflation)
    )
    assert hot.share == pytest.approx(calm.share, abs=1e-9)


def test_what_the_surroundings_are_taken_to_grow_is_told():
    klass, own = REFERENCE.classes["econ_nominal"], Past(rate=0.12, n_years=5)
    assert (placed("econ_nominal", 0.1, past=own, growth=0.08).surroundings_from) == "scenario"
    stated = precedent(REFERENCE, "econ_nominal", Need(step=0.1, years=5, better="higher"), own, Setting(past=0.1))
    assert isinstance(stated, Precedent) and stated.surroundings_from == "plan"
    assert stated.surroundings == pytest.approx(klass.pace(0.1))
    assert placed("econ_nominal", 0.1, past=own).surroundings_from == "own_past"
    alone = placed("econ_nominal", 0.1)
    assert alone.surroundings_from == "class"
    assert 0.04 <= klass.usual_past <= 0.13, "times of high inflation are no default"
    assert placed("econ_real", 0.1).surroundings is None


def test_places_with_such_a_past_and_the_place_itself():
    past = Past(rate=0.09, n_years=5, steps=(0.02, 0.04, 0.06, 0.05, 0.05, 0.06, 0.07))
    found = precedent(REFERENCE, "econ_real", Need(step=0.05, years=5, better="higher"), past, Setting(past=0.04))
    assert isinstance(found, Precedent)
    assert found.such_past == "fast" and found.share_such is not None and found.share_such < found.share
    assert found.one_in == round(1 / (1 - found.share_such))
    assert found.n_such == REFERENCE.classes["econ_real"].horizons[5].by_past["fast"].n_windows < found.n_windows
    assert found.own_share == pytest.approx(1 / 3)


# --- tables -------------------------------------------------------------------


def test_the_tables_are_what_was_written(tmp_path):
    tables = tables_of(REFERENCE)
    for name, text in tables.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    assert read_reference(tmp_path) == REFERENCE


@pytest.mark.parametrize("name", sorted(COLUMNS))
def test_every_cell_that_is_no_number_is_told_with_its_line(name, tmp_path):
    for table, text in tables_of(REFERENCE).items():
        (tmp_path / f"{table}.csv").write_text(text, encoding="utf-8")
    path = tmp_path / f"{name}.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    if len(lines) == 1:
        pytest.skip("an empty table")
    column = COLUMNS[name].needed.index({"classes": "df", "series": "places"}.get(name, COLUMNS[name].needed[-1]))
    for line in (1, 2):
        cells = lines[line].split(",")
        cells[column - len(COLUMNS[name].needed)] = "many"
        lines[line] = ",".join(cells)
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(FileError) as caught:
        read_reference(tmp_path)
    assert [(fault.code, fault.line) for fault in caught.value.faults] == [("not_number", 2), ("not_number", 3)]


BROKEN = {
    "a spread below zero": ("years", "econ_real,1,", 4, "-0.02", "number_outside"),
    "a negative national spread": ("years", "econ_real,2,", 5, "-0.02", "number_outside"),
    "degrees of freedom": ("classes", "econ_real,", 18, "0", "number_outside"),
    "a factor of nothing": ("classes", "econ_real,", 30, "0", "number_outside"),
    "a share above one": ("targets", "econ_real,0,", 2, "1.2", "number_outside"),
    "a band that held more than all": ("coverage", "econ_real,,places,2,", 6, "80", "number_outside"),
    "quantiles that fall": ("growth", "econ_real,1,growth,", 6, "-0.5", "quantiles_fall"),
    "a class twice": ("classes", "econ_nominal,", 0, "econ_real", "row_twice"),
    "a class that is not there": ("targets", "econ_real,0,", 0, "econ_unreal", "not_one_of"),
    "years left out": ("years", "econ_real,5,", 1, "11", "rows_missing"),
}


@pytest.mark.parametrize("fault", sorted(BROKEN))
def test_numbers_that_cannot_be_are_told_with_their_line(fault, tmp_path):
    name, start, column, value, code = BROKEN[fault]
    for table, text in tables_of(REFERENCE).items():
        (tmp_path / f"{table}.csv").write_text(text, encoding="utf-8")
    path = tmp_path / f"{name}.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith(start))
    cells = lines[at].split(",")
    cells[column] = value
    lines[at] = ",".join(cells)
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(FileError) as caught:
        read_reference(tmp_path)
    first = caught.value.faults[0]
    assert first.code == code
    assert first.line == (2 if code == "rows_missing" else at + 1)
    assert value in Wording("en").error(caught.value) or code == "rows_missing"


def test_a_plan_can_narrow_the_class_of_an_indicator_to_one_vietnamese_kind_of_series():
    narrow = {name.partition("/")[2] for name in REFERENCE.classes if "/" in name}
    assert set(get_args(Like)) == narrow
    assert {f"{family}/{name}" for name, family in FAMILY_OF.items()} == {
        name for name in REFERENCE.classes if "/" in name
    }
    made = plan(indicator(family="econ_nominal", like="retail_sales_nominal")).indicators[0]
    assert made.reference_class == "econ_nominal/retail_sales_nominal"
    assert plan(indicator(family="econ_nominal")).indicators[0].reference_class == "econ_nominal"
    found = REFERENCE.find(made.reference_class)
    assert not isinstance(found, Unknown) and found.places == 33
    assert REFERENCE.find(plan(indicator(family="tourism", like="pigs")).indicators[0].reference_class) == Unknown(
        "class_unknown"
    )


def test_every_class_names_its_sources_places_and_years():
    for found in REFERENCE.classes.values():
        assert found.n_windows >= 20 and found.places > 0 and found.first_year < found.last_year
        assert found.series and all(item.source and item.label for item in found.series)
        assert set(found.horizons) == set(range(1, 11))
