"""What matters most: ends of assumptions against closed forms, shares of the variance against draws, and what stays unsaid."""

import json
import re
from dataclasses import replace
from typing import Any

import altair
import numpy as np
import pytest
from plans import all_draws, indicator, plan, scenario
from scipy.special import ndtri, stdtrit

from forecast.beliefs import Belief, beliefs_of
from forecast.errors import MissingError
from forecast.figures import read_figure
from forecast.plan import Plan
from forecast.records import plain
from forecast.reference import Reference
from forecast.referencefiles import read_reference
from forecast.requirement import require
from forecast.sensitivity import Sensitivity, sensitivity
from forecast.sensitivityrecords import sensitivity_record
from forecast.sensitivitywords import HEADS, computed, rows, sentence
from forecast.surprises import surprises_of
from forecast.tables import target_text
from forecast.tornado import tornado_chart
from forecast.wording import REASONS, Wording

REFERENCE = read_reference()


def light_tails() -> Reference:
    """The classes with local surprises that are nearly normal, so that variances of draws settle quickly."""
    return Reference(classes={name: replace(found, df=60.0) for name, found in REFERENCE.classes.items()})


def revenue(**more: Any) -> dict[str, Any]:
    return indicator("revenue", family="fiscal_nominal", target="5.500 tỷ đồng", **more)


def per_head() -> Plan:
    return plan(
        indicator("grdp", family="econ_real", base="10.000 tỷ đồng"),
        indicator("people", family="population", unit="người", base="40.000 người"),
        indicator("head", unit="triệu đồng/người", base="250 triệu đồng/người", target="400 triệu đồng/người"),
        identities=[{"is": "head", "equals": "grdp / people"}],
    )


def belief(given: Plan, name: str, reference: Reference = REFERENCE) -> Belief:
    found = beliefs_of(given, require(given), reference)[given.index[name]]
    assert isinstance(found, Belief)
    return found


def by_kind(found: Sensitivity) -> dict[tuple[str, str], Any]:
    return {(each.kind, each.of): each for each in found.assumptions}


def test_ends_are_quantiles_of_growth() -> None:
    given = plan(revenue())
    known, found = (
        belief(given, "revenue"),
        sensitivity(given, scenario(paths={"revenue": "12%/yr"}), "revenue", REFERENCE),
    )
    middle = 3000 * 1.12**5
    own, around = by_kind(found)["own", "revenue"], by_kind(found)["surroundings", "fiscal_nominal"]
    assert found.level == pytest.approx(middle, rel=1e-12)
    for each, ends in (
        (own, known.local[-1] * stdtrit(known.df, [0.1, 0.9])),
        (around, known.national[-1] * ndtri([0.1, 0.9])),
    ):
        assert [each.level_low, each.level_high] == pytest.approx(middle * np.exp(ends), rel=1e-9)
        growth = [(level / 3000) ** 0.2 - 1 for level in (each.level_low, each.level_high)]
        assert [each.low, each.high] == pytest.approx([rate - 0.12 for rate in growth], rel=1e-9)
        assert each.decides is True
    assert [each.swing for each in found.assumptions] == sorted(
        (each.swing for each in found.assumptions), reverse=True
    )


def test_shares_of_the_variance_are_those_of_draws() -> None:
    given, reference = per_head(), light_tails()
    moves = scenario(paths={"grdp": "9%/yr", "people": "1%/yr"})
    found = sensitivity(given, moves, "head", reference)
    requirements = require(given)
    beliefs = beliefs_of(given, requirements, reference, moves)
    noise = surprises_of(given, beliefs, 8192, 3)
    paths = all_draws(given, moves, noise)
    drawn = np.var(np.log(paths[given.index["head"], :, -1]))
    alone = {name: np.var(np.log(paths[given.index[name], :, -1])) / drawn for name in ("grdp", "people")}
    shares = {key: each.share for key, each in by_kind(found).items()}
    assert found.exact
    assert sum(shares.values()) == pytest.approx(1, abs=1e-12)
    assert shares["own", "grdp"] + shares["surroundings", "econ_real"] == pytest.approx(alone["grdp"], abs=0.01)
    assert shares["own", "people"] + shares["surroundings", "population"] == pytest.approx(alone["people"], abs=0.01)


def test_what_a_family_shares_cancels_in_a_ratio() -> None:
    given = plan(
        indicator("one", family="econ_real"),
        indicator("other", family="econ_real"),
        indicator("ratio", law="linear", unit="lần", base="1 lần"),
        identities=[{"is": "ratio", "equals": "one / other"}],
    )
    found = by_kind(sensitivity(given, scenario("held"), "ratio", REFERENCE))
    assert set(found) == {("own", "one"), ("own", "other")}
    assert found["own", "one"].share == pytest.approx(0.5, abs=1e-12)


def test_events_move_from_not_happening_to_happening() -> None:
    given = plan(revenue())
    events = [
        {"id": "slump", "year": "2027", "chance": "40%", "hits": {"revenue": "-15%"}, "recovers": "6 yr"},
        {"id": "rain", "year": "2026", "chance": "100%", "hits": {"revenue": "-2%"}},
        {"id": "never", "year": "2026", "chance": "0%", "hits": {"revenue": "-40%"}},
    ]
    moves = scenario(paths={"revenue": "13.5%/yr"}, events=events)
    found = sensitivity(given, moves, "revenue", REFERENCE)
    assert ("event", "never") not in by_kind(found)
    slump = by_kind(found)["event", "slump"]
    middle = 3000 * 1.135**5 * 0.98
    assert found.level == pytest.approx(middle, rel=1e-12)
    assert slump.level_low == pytest.approx(middle, rel=1e-12)
    assert slump.level_high == pytest.approx(middle * 0.85**0.5, rel=1e-12)
    assert (slump.chance, slump.decides) == (0.4, True)
    known = belief(given, "revenue")
    own = known.local[-1] ** 2 * known.df / (known.df - 2)
    shock = 0.4 * 0.6 * (0.5 * np.log(0.85)) ** 2
    assert slump.share == pytest.approx(shock / (own + known.national[-1] ** 2 + shock), rel=1e-9)


def test_sums_have_a_tornado_and_no_exact_shares() -> None:
    given = plan(
        indicator("land", family="fiscal_nominal", base="1.000 tỷ đồng"),
        indicator("rest", family="fiscal_nominal", base="2.000 tỷ đồng"),
        indicator("all", base="3.000 tỷ đồng", target="5.500 tỷ đồng"),
        identities=[{"is": "all", "equals": "land + rest"}],
    )
    found = sensitivity(given, scenario("held"), "all", REFERENCE)
    keys = set(by_kind(found))
    assert keys == {("own", "land"), ("own", "rest"), ("surroundings", "fiscal_nominal")}
    assert not found.exact
    assert {each.share for each in found.assumptions} == {None}


def test_what_is_not_known_is_named() -> None:
    given = plan(revenue(), indicator("other", target="4.000 tỷ đồng"))
    alone = sensitivity(given, scenario("held"), "other", REFERENCE)
    assert (alone.assumptions, alone.reason, alone.without) == ((), "no_family", {"other": "no_family"})
    nowhere = sensitivity(given, scenario("stated"), "other", REFERENCE)
    assert (nowhere.level, nowhere.reason) == (None, "no_stated_rate")
    with pytest.raises(MissingError):
        sensitivity(given, scenario("held"), "nothing", REFERENCE)


def test_shares_are_unknown_where_a_part_has_no_class() -> None:
    given = plan(
        indicator("grdp", family="econ_real", base="10.000 tỷ đồng"),
        indicator("people", unit="người", base="40.000 người"),
        indicator("head", unit="triệu đồng/người", base="250 triệu đồng/người"),
        identities=[{"is": "head", "equals": "grdp / people"}],
    )
    found = sensitivity(given, scenario("held"), "head", REFERENCE)
    assert found.without == {"people": "no_family"}
    assert found.assumptions
    assert not found.exact


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_null_of_the_record_has_its_reason(language: Any) -> None:
    given, wording = per_head(), Wording(language)
    moves = scenario("held", events=[{"id": "dry", "year": "2026", "chance": "10%", "hits": {"grdp": "-5%"}}])
    found = sensitivity(given, moves, "head", REFERENCE)
    record = sensitivity_record(given, moves, found, wording)
    assert json.loads(json.dumps(record, allow_nan=False)) == record
    for each in record["assumptions"]:
        nulls = {name for name, value in each.items() if value is None}
        assert nulls == set(each["reasons"])
        assert set(each["reasons"].values()) <= set(REASONS)
    assert record["projected_value"] == plain(found.level)
    cells = rows(given, moves, found, wording)
    assert {len(row) for row in cells} == {len(HEADS)}
    assert "{" not in sentence(given, found, wording)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_chart_and_the_arithmetic_show_the_figures_of_the_tornado(language: Any) -> None:
    given, moves, wording = per_head(), scenario(paths={"grdp": "9%/yr", "people": "1%/yr"}), Wording(language)
    found = sensitivity(given, moves, "head", REFERENCE)
    spec = tornado_chart(given, moves, found, wording)
    altair.Chart.from_dict({"$schema": spec["$schema"], **spec}, validate=True)
    bars = next(each for each in spec["layer"] if each["mark"]["type"] == "bar")["data"]["values"]
    assert [row["to"] for row in bars] == [
        end for each in found.assumptions for end in (each.level_low, each.level_high)
    ]
    assert {row["from"] for row in bars} == {found.level}
    labels = [row["label"] for each in spec["layer"] for row in each["data"]["values"] if "label" in row]
    assert f"◆ {target_text(found.requirement, given.indicators[found.requirement.place], wording)}" in labels
    assert sorted(label[0] for label in labels if label[0] != "◆") == ["▲"] * len(found.assumptions) + ["▼"] * len(
        found.assumptions
    )
    lines = computed(given, moves, found, wording)
    for each, line in zip(found.assumptions, lines, strict=False):
        shown = re.search(r"\|([\d.,]+) − ([\d.,]+)\| = ([\d.,]+\d)", line)
        assert shown is not None
        high, low, swing = (read_figure(text, language).value for text in shown.groups())
        assert abs(high - low) == pytest.approx(swing, abs=0.0101)
        assert swing == pytest.approx(each.swing, abs=0.00501)
