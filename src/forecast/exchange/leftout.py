"""What a plan holds and the planners' form has no place for: counted when it is written, never dropped silently."""

from collections.abc import Iterator, Mapping

from forecast.exchange.form import average_growth
from forecast.plan import Indicator, Plan
from forecast.sourced import Language, Names, Sourced
from forecast.wording import N_


def left_out(plan: Plan, language: Language) -> Mapping[str, int]:
    """How many of each are not in the form of a plan in a language."""
    items = [item for known in plan.indicators for _, item in known.sourced()]
    sources = [source for item in items for source in (item.source, *item.also)]
    counts = {
        N_("statements about the past"): sum(_statements(plan, known) for known in plan.indicators),
        N_("further observations of one year"): sum(_further(known) for known in plan.indicators),
        N_("quotes from documents"): sum(source.document is not None for source in sources),
        N_("names of those who typed a figure"): sum(source.by is not None for source in sources),
        N_("scopes and remarks of figures"): sum(map(_remarked, items)),
        N_("offices, notes and names in the other language"): sum(_other(names, language) for names in _names(plan)),
        N_("relations between indicators"): len(plan.identities),
        N_("definitions, breaks and counted wholes"): sum(
            bool(known.definition) + len(known.breaks) + bool(known.count_of) for known in plan.indicators
        ),
        N_("narrower reference classes"): sum(known.like is not None for known in plan.indicators),
        N_("growth around the place"): len(plan.surroundings_past),
    }
    return {name: count for name, count in counts.items() if count}


def _statements(plan: Plan, indicator: Indicator) -> int:
    """Statements and stated growth that stand in no column of the form."""
    own = (plan.base_year + 1, plan.target_year)
    stated = [] if indicator.stated_rate is None else [indicator.stated_rate]
    said = [*indicator.statements, *stated]
    return sum(average_growth(indicator, (item.first, item.last), own) is not item for item in said)


def _further(indicator: Indicator) -> int:
    places = [item.year or item.period for item in indicator.observations]
    return len(places) - len(set(places))


def _remarked(item: Sourced) -> bool:
    """Whether a figure has a scope or a note; that of a value read from a table is made again when it is read."""
    made_again = item.value is not None and item.source.sheet is not None
    return getattr(item, "scope", None) is not None or (item.note is not None and not made_again)


def _names(plan: Plan) -> Iterator[Names]:
    """Names of which the form holds one language; those of indicators have a column for the other."""
    yield plan.name
    for known in plan.indicators:
        yield from (names for names in (known.owner, known.note) if names is not None)


def _other(names: Names, language: Language) -> bool:
    """Whether something stands in the language that the form is not in."""
    return names.en is not None if language == "vi" else names.en not in (None, names.vi)
