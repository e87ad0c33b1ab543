"""Facts as figures of a formula: what was reported, by whom, when, and in which paper."""

from forecast.plan import Plan
from forecast.proof import Formula, Term
from forecast.tracking import Fact
from forecast.tracking.levels import reported


def figure(fact: Fact, plan: Plan) -> Formula:
    """The figure of a fact as it is read: a level in the unit of the indicator, its scale as a factor; growth, a share, a factor."""
    assert fact.value is not None
    item, whole = reported(fact, plan), fact.period.whole
    year, about = (fact.period.year, None) if whole else (None, str(fact.period))
    if fact.reading == "growth":
        return Term("grown", fact.value, "rate", item, about, year)
    if fact.reading == "of_plan":
        return Term("reported_share", fact.value, "share", item, about, year)
    if fact.reading == "factor":
        return Term("link_factor", fact.value, "plain", item, year=year)
    if fact.kind == "break":
        return _scaled(
            fact, Term("part" if fact.reading == "part" else "restated", fact.value, "level", item, fact.note or None)
        )
    return _scaled(fact, Term("level", fact.value, "level", item, about, year))


def _scaled(fact: Fact, term: Term) -> Formula:
    """The figure as it is printed, with the factor that leads from its unit to the indicator's."""
    value = term.value if fact.figure is None else fact.figure.value
    if value in (term.value, 0.0):
        return term
    return Term(term.name, value, term.kind, term.item, term.about, term.year) * Term(
        "scale", term.value / value, "plain"
    )
