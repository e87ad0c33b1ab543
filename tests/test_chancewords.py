"""What stands beside a chance: how often such targets were reached, how its class held, and all targets together."""

from dataclasses import replace
from typing import Any

import pytest
from plans import goal, indicator, plan, said, scenario

from forecast.chances import Chance, SuchTargets
from forecast.chancewords import beside_chances, class_held, how_such, joint_text
from forecast.outcome import Outcome
from forecast.plan import Plan
from forecast.reference import Coverage
from forecast.referencefiles import read_reference
from forecast.study import run_study
from forecast.wording import Wording

REFERENCE = read_reference()
ENGLISH = Wording("en")


def coverage(in80: float, skill: float) -> Coverage:
    return Coverage(series="", unseen="places", points=2, cases=100, in50=0.5, in80=in80, in90=0.9, skill=skill)


def grown(target: str, year: int = 2030, **more: Any) -> Plan:
    """Output that grew by 6 % a year to 10,000."""
    targets = [goal(target, year=year)]
    return plan(
        indicator(
            "grdp",
            family="econ_real",
            base="10.000 tỷ đồng",
            targets=targets,
            statements=[said("rate", "6%/năm")],
            **more,
        )
    )


def outcome(of: Plan) -> Outcome:
    return run_study(of, [scenario("held")], REFERENCE, draws=64).outcomes[0]


def chance(of: Plan) -> Chance:
    found = outcome(of).assessments.rows[0].chance
    assert found is not None
    return found


def test_a_target_is_put_beside_those_that_asked_as_much_beyond_the_past() -> None:
    """14,830 from 10,000 is 8.2 % a year, 2.2 points beyond the past: of those tried, three points are nearest."""
    such = chance(grown("14.830 tỷ đồng")).such
    assert such is not None and such.beyond == pytest.approx(1.483**0.2 - 1.06, abs=1e-12)
    table = {rate.added: rate for rate in REFERENCE.classes["econ_real"].base_rates}
    assert (such.added, such.reached, such.cases) == (0.03, table[0.03].reached, table[0.03].cases)


def test_percentages_are_compared_by_what_they_gain_in_all() -> None:
    """From 60 to 70 % after a gain of 4 points: six points beyond it. A past loss goes on for nobody: ten."""
    for change, beyond in (("tăng 4 điểm phần trăm", 6), ("giảm 4 điểm phần trăm", 10)):
        one = plan(
            indicator(
                "trained", law="linear", unit="%", family="pct_stock", base="60%", target="70%",
                statements=[said("change", change, 2020, 2025)],
            )
        )  # fmt: skip
        such = chance(one).such
        assert such is not None and such.beyond == pytest.approx(beyond) and such.added == 5


@pytest.mark.parametrize(
    "one",
    [
        grown("14.830 tỷ đồng", year=2029),
        grown("14.830 tỷ đồng", better="lower"),
        grown("14.830 tỷ đồng", better="none"),
    ],
)
def test_nothing_is_said_where_no_such_targets_were_tried(one: Plan) -> None:
    assert chance(one).such is None


def test_nothing_is_said_without_a_past() -> None:
    one = plan(indicator("grdp", family="econ_real", base="10.000 tỷ đồng", target="15.000 tỷ đồng"))
    assert chance(one).such is None and chance(one).tried is not None


def test_how_often_such_targets_were_reached_in_words() -> None:
    such = SuchTargets(scale="log", beyond=0.0287, added=0.03, reached=0.2134, cases=1512)
    assert how_such(such, ENGLISH) == (
        "Of targets +3 points a year from the past rate, 21 in 100 were reached (1,512 cases); this one is +2.9 points a year from it."
    )
    kept = replace(such, added=0.0, beyond=-0.0001)
    assert how_such(kept, ENGLISH) == (
        "Of targets that only continued the past, 21 in 100 were reached (1,512 cases); this one is 0 points a year from it."
    )
    points = replace(such, scale="logit", added=2.0, beyond=1.0)
    assert how_such(points, ENGLISH).startswith("Of targets +2 points in all from the past gain, 21 in 100")


def test_classes_that_fell_short_are_named_and_others_are_not() -> None:
    assert class_held(coverage(0.8, 0.2), ENGLISH) == class_held(None, ENGLISH) == ""
    assert "held 69 in this class." in class_held(coverage(0.69, 0.2), ENGLISH)
    assert class_held(coverage(0.8, -0.05), ENGLISH).endswith(
        "no better than quoting how often such targets were reached."
    )
    both = class_held(coverage(0.69, -0.2), ENGLISH)
    assert "held 69" in both and "no better than" in both


def test_both_stand_beside_chances_with_the_numbers_of_their_indicators() -> None:
    one = grown("14.830 tỷ đồng", number="7")
    ((number, words),) = beside_chances(one, outcome(one).assessments, ENGLISH)
    assert number == "7" and words.startswith("Of targets +3 points")
    two = plan(
        *(
            indicator(name, family="econ_nominal", target="3.500 tỷ đồng", number=name[-1])
            for name in ("sales1", "sales2")
        )
    )
    ((numbers, words),) = beside_chances(two, outcome(two).assessments, ENGLISH)
    assert numbers == "1, 2" and words.startswith("Tried on real histories")
    unjudged = plan(indicator("grdp", base="10.000 tỷ đồng", target="15.000 tỷ đồng"))
    assert beside_chances(unjudged, outcome(unjudged).assessments, ENGLISH) == []


def test_all_together_in_words() -> None:
    one = plan(*(indicator(name, family="fiscal_nominal", target="3.500 tỷ đồng") for name in ("tax", "fees", "land")))
    found = outcome(one).joint
    assert found is not None
    words = joint_text(found, one, ENGLISH)
    low, high = (ENGLISH.percent(end, 0) for end in found.bounds)
    assert f"between {low} and {high}" in words
    assert f"At least 2 of them: {ENGLISH.chance(found.p_at_least[2])}." in words
    assert f"To be expected: {found.expected_attained:.1f} of them." in words
    assert joint_text(None, one, ENGLISH) == ""
