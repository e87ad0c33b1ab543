"""What the rest must bring, which shock can be taken, when it is too late: numbers by hand."""

import pytest
from plans import indicator, plan, said, scenario, stated
from pytest import approx

from forecast.projection import project
from forecast.requirement import require
from forecast.whatif import Questions, ask


def asked(entry: dict[str, object], rule: str = "stated", **more: object) -> Questions:
    given = plan(entry)
    requirements = require(given)
    found = ask(given, requirements.rows[0], project(given, requirements, scenario(rule, **more.pop("of", {}))), **more)  # type: ignore[arg-type]
    assert found is not None
    return found


HUNDRED = indicator(base="100,0 tỷ đồng", target="161,051 tỷ đồng", stated_rate=stated("10%/năm"))


def test_after_a_weak_first_year_the_other_four_need_more() -> None:
    found = asked(HUNDRED, of={"paths": {"revenue": {"2026": "8%/yr"}}})
    assert found.rest[2026] == approx(0.10506, abs=5e-6)
    assert found.level[2026] == approx(110)


def test_break_even_shock_for_good_and_recovering() -> None:
    found = asked(indicator(base="100 tỷ đồng", target="150 tỷ đồng", stated_rate=stated("10%/năm")), recovers=4)
    assert found.shock_for_good == approx(1 - 150 / 161.051)
    assert found.shock[2030] == approx(1 - 150 / 161.051)
    assert found.shock[2028] == approx(1 - (150 / 161.051) ** 2)
    assert found.shock[2026] is None


def test_each_question_is_asked_of_every_year_it_has_an_answer_for() -> None:
    """Unless something else is asked: a loss of a tenth, and one that is made good in three years, so a third is felt after two."""
    found = asked(indicator(base="100 tỷ đồng", target="150 tỷ đồng", stated_rate=stated("10%/năm")))
    assert set(found.rest) == set(found.level) == set(found.catch_up) == {2026, 2027, 2028, 2029}
    assert set(found.shock) == {2026, 2027, 2028, 2029, 2030}
    assert found.shock[2028] == approx(1 - (150 / 161.051) ** 3)
    assert found.catch_up[2027] == approx((150 / (121 * 0.9)) ** (1 / 3) - 1)


@pytest.mark.parametrize(
    "entry, rule",
    [
        (indicator(law="linear", unit="%", base="90%", target="85%"), "held"),
        (indicator(base="100 tỷ đồng", better="lower", target="90 tỷ đồng", stated_rate=stated("-3%/năm")), "stated"),
    ],
)
def test_shocks_are_asked_only_of_what_is_to_grow(entry: dict[str, object], rule: str) -> None:
    found = asked(entry, rule)
    assert (found.safe, found.shock_for_good, found.shock, found.catch_up) == ("not_needed", None, {}, {})


def test_no_shock_can_be_taken_where_the_scenario_is_short() -> None:
    found = asked(indicator(base="100 tỷ đồng", target="170 tỷ đồng", stated_rate=stated("10%/năm")))
    assert (found.shock_for_good, found.shock) == (None, {})


def test_catching_up_after_a_shock() -> None:
    found = asked(HUNDRED, shock=0.1)
    assert found.catch_up[2026] == approx((161.051 / (110 * 0.9)) ** 0.25 - 1)


def test_answers_of_their_own_for_too_late_and_not_needed() -> None:
    assert asked(HUNDRED).safe == "not_needed"
    entry = {**HUNDRED, "statements": [said("rate", "5%/năm")]}
    assert asked(entry, "held").safe == "too_late"


def test_points_for_percentages() -> None:
    found = asked(indicator(law="linear", unit="%", base="80%", target="85%"), "held")
    assert found.rest[2028] == approx(2.5)
    assert found.level[2028] == approx(85)
    assert found.shock == {}


def test_what_cannot_be_judged_has_no_answers() -> None:
    given = plan(indicator(base=None, target="5 tỷ đồng"))
    requirements = require(given)
    assert ask(given, requirements.rows[0], project(given, requirements, scenario("held"))) is None
