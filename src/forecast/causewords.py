"""The words of why two scenarios differ: names of causes, and how what each cause, factor and year adds came about."""

from collections.abc import Mapping
from typing import Final

from forecast.attribution import TOGETHER, Added, Causes, in_logs
from forecast.causeproof import Pair, cause_proof, factor_proof, year_proof
from forecast.proof import Ground, Proof
from forecast.proofwords import ProofText, proof_text
from forecast.sourced import Names
from forecast.wording import N_, Wording, level_digits, telling_digits

LEAST: Final = N_("These stand together, for each alone moves the level least: {names}.")
TIED: Final = N_("These stand together, for one without the other leaves a level unknown: {names}.")


def pair_of(one: Ground, other: Ground, wording: Wording) -> Pair:
    """An indicator under two scenarios, with their names."""
    first, last = (wording.name(ground.outcome.scenario.name) for ground in (one, other))
    titles = {indicator.id: wording.name(indicator.name) for indicator in one.plan.indicators}
    return Pair(one=one, other=other, names=(first, last), titles=titles)


def cause_name(pair: Pair, cause: str, wording: Wording) -> str:
    """A cause as readers know it."""
    kind, _, name = cause.partition(":")
    if cause == TOGETHER:
        return wording.text("other causes")
    if kind == "rule":
        return wording.text("the rule of the scenario")
    if kind == "path":
        return wording.text("growth of {name}", name=pair.titles[name])
    scenarios = [ground.outcome.scenario for ground in (pair.one, pair.other)]
    if kind == "event":
        events = {event.id: event.name for scenario in scenarios for event in scenario.events}
        return wording.text("event: {name}", name=_titled(name, events[name], wording))
    delays = {delay.id: delay.name for scenario in scenarios for delay in scenario.delays}
    return wording.text("delay: {name}", name=_titled(name, delays[name], wording))


def _titled(name: str, known: Names | None, wording: Wording) -> str:
    return name if known is None else wording.name(known)


def names_of(pair: Pair, causes: Causes, wording: Wording) -> dict[str, str]:
    """Causes that are shown, by their names; a rule names the paths that stand with it."""
    named = {}
    for cause in causes.added:
        beside = [cause_name(pair, each, wording) for each in causes.members.get(cause, ()) if each != cause]
        own = cause_name(pair, cause, wording)
        tied = wording.text("{cause}, with {names}", cause=own, names="; ".join(beside))
        named[cause] = tied if beside and cause != TOGETHER else own
    return named


def amount_text(pair: Pair, amount: float, wording: Wording) -> str:
    """An amount with the decimal places of the level it leads to."""
    return wording.number(amount, telling_digits(amount, level_digits(pair.last, pair.one.indicator)))


def cause_text(pair: Pair, causes: Causes, cause: str, wording: Wording) -> ProofText:
    """How what a cause adds came about."""
    text, found = wording.text, causes.added[cause]
    way = [_orders(found, wording)]
    titles = names_of(pair, causes, wording)
    if others := [title for each, title in titles.items() if each != cause]:
        way.append(text("The other causes: {names}.", names="; ".join(others)))
    if members := causes.members.get(cause):
        names = "; ".join(cause_name(pair, each, wording) for each in members)
        way.append(text(LEAST if cause == TOGETHER else TIED, names=names))
    return _proof_text(pair, cause_proof(pair, found), titles[cause], way, wording)


def _orders(found: Added, wording: Wording) -> str:
    """How a share was found among so many causes or factors."""
    if len(found.averages) == 1:
        return wording.text("Nothing else makes a difference here: it adds the whole difference.")
    return wording.text(
        "What it changes hangs on what is at work already; therefore the change is averaged over all orders in which the {n} can come in "
        "(Shapley value), so that all amounts add up to the difference. Method, section 8, (15).",
        n=len(found.averages),
    )


def factor_text(pair: Pair, factors: Mapping[str, Added], factor: str, wording: Wording) -> ProofText:
    """How what a factor of a computed indicator adds came about."""
    way = [_orders(factors[factor], wording)]
    return _proof_text(pair, factor_proof(pair, factors, factor), pair.titles[factor], way, wording)


def year_text(pair: Pair, year: int, amount: float, wording: Wording) -> ProofText:
    """How what a year adds came about."""
    paths = (pair.one.outcome.projection, pair.other.outcome.projection)
    if in_logs(pair.plan, *paths, pair.one.needed.place):
        way = wording.text(
            "The difference between both growths of this year on the logarithmic scale, times the logarithmic mean of both levels of "
            "{year}: so the years add up to the difference. Method, section 8, (16) and (17).",
            year=pair.plan.target_year,
        )
    else:
        way = wording.text("The change of this year under the second scenario less that under the first.")
    return _proof_text(pair, year_proof(pair, year, amount), str(year), [way], wording)


def _proof_text(pair: Pair, proof: Proof, name: str, way: list[str], wording: Wording) -> ProofText:
    first, last = pair.names
    under = wording.text("From scenario {first} to scenario {last}", first=first, last=last)
    return proof_text(proof, pair.plan, pair.one.indicator, wording, name=name, under=under, way=way)
