"""Relations of order: a part is at most its whole, a total grows between its parts, ranges of shares can add up."""

import math
from collections.abc import Iterator, Sequence
from typing import Final

from forecast.audit.equalities import Facts
from forecast.audit.facts import Fact, Thing
from forecast.audit.finding import Evidence, Finding, Line, Named, Parameter, Repair, Value
from forecast.audit.relation import repaired_between
from forecast.figures import read_figure
from forecast.identities import names, parse
from forecast.plan import Identity, Plan

EDGE: Final = 0.02
"""Share of the room that ranges leave below which their sum can be reached only at their ends (our convention)."""


def orders(plan: Plan, facts: Facts) -> Iterator[Finding]:
    """Findings of all relations of order of the plan."""
    for identity in plan.identities:
        if identity.part is not None and identity.whole is not None:
            yield from _parts(identity, identity.part, identity.whole, facts)
        elif identity.sum is not None:
            yield from _ranges(plan, identity, facts)
        elif identity.equals is not None:
            yield from _growth_of_parts(plan, identity, facts)


def _parts(identity: Identity, part: str, whole: str, facts: Facts) -> Iterator[Finding]:
    """A part above its whole, in each year in which both are printed."""
    for thing, inner in facts.items():
        outer = facts.get(Thing(whole, thing.role, thing.first, thing.last, thing.over))
        if thing.indicator != part or thing.role not in ("level", "target", "total") or outer is None:
            continue
        small, large = inner[0], outer[0]
        factor = small.scale / large.scale
        if any(one.low * factor <= other.high for one in inner for other in outer):
            continue
        params: dict[str, Parameter] = {
            "part": Named(part),
            "whole": Named(whole),
            "small": small.as_shown,
            "large": large.as_shown,
        }
        yield Finding(
            kind="part_above_whole", severity="tension" if identity.assumed else "contradiction", indicators=(part, whole),
            anchor=thing.anchor, params=params, arithmetic=(Line("part_above_whole", params),),
            evidence=(*small.evidence, *large.evidence), size=small.low * factor / large.high - 1 if large.high > 0 else 1.0,
            repairs=(
                *repaired_between(small, -math.inf, large.high / factor), *repaired_between(large, small.low * factor, math.inf),
            ),
        )  # fmt: skip


def _ranges(plan: Plan, identity: Identity, facts: Facts) -> Iterator[Finding]:
    """Shares of which some are ranges or bounds: can any combination add up to the whole?"""
    assert identity.sum is not None
    assert identity.equals is not None
    whole = read_figure(identity.equals, plan.language).value
    for date in sorted(
        {(thing.role, thing.first, thing.last) for thing in facts if thing.indicator == identity.sum[0]}
    ):
        chosen = [facts.get(Thing(name, *date)) for name in identity.sum]
        if date[0] not in ("level", "target") or any(each is None for each in chosen):
            continue
        shares = [each[0] for each in chosen if each is not None]
        if all(share.end is None and math.isfinite(share.low + share.high) for share in shares):
            continue
        found = _range_finding(identity, shares, whole)
        if found is not None:
            yield found


def _range_finding(identity: Identity, shares: Sequence[Fact], whole: float) -> Finding | None:
    low = sum(max(0.0, share.low) for share in shares)
    high = sum(min(whole, share.high) for share in shares)
    room = high - low
    inside = min(whole - low, high - whole)
    if inside > EDGE * room:
        return None
    params: dict[str, Parameter] = {
        "names": tuple(Named(share.thing.indicator) for share in shares), "low": Value(low, "level", 0),
        "high": Value(high, "level", 0), "whole": Value(whole, "level", 0),
    }  # fmt: skip
    impossible = inside < -1e-9 * whole
    repairs: list[Repair] = []
    if impossible:
        for share in shares:
            others_low, others_high = low - max(0.0, share.low), high - min(whole, share.high)
            repairs += repaired_between(share, whole - others_high, whole - others_low)
    return Finding(
        kind="ranges_cannot_sum" if impossible else "ranges_sum_at_edge",
        severity="contradiction" if impossible and not identity.assumed else "tension",
        indicators=tuple(share.thing.indicator for share in shares), anchor=shares[0].thing.anchor, params=params,
        arithmetic=(Line("ranges_sum", params),), evidence=_evidence(shares), repairs=tuple(repairs), size=abs(inside) / whole,
    )  # fmt: skip


def _evidence(chosen: Sequence[Fact]) -> tuple[Evidence, ...]:
    return tuple(piece for fact in chosen for piece in fact.evidence)


def _growth_of_parts(plan: Plan, identity: Identity, facts: Facts) -> Iterator[Finding]:
    """Stated growth of a total outside the stated growths of its parts."""
    assert identity.equals is not None
    assert identity.computed is not None
    tree = parse(identity.equals)
    if any(mark in identity.equals for mark in "-*/−×÷"):
        return
    first, last = plan.base_year + 1, plan.target_year
    whole = facts.get(Thing(identity.computed, "stated_rate", first, last))
    parts = [facts.get(Thing(name, "stated_rate", first, last)) for name in sorted(names(tree))]
    if whole is None or any(part is None for part in parts):
        return
    grown = [part[0] for part in parts if part is not None]
    low, high = min(part.low for part in grown), max(part.high for part in grown)
    if whole[0].low < high and whole[0].high > low:
        return
    params: dict[str, Parameter] = {
        "name": Named(identity.computed), "whole": whole[0].as_shown, "low": Value(low, "percent", 2), "high": Value(high, "percent", 2),
    }  # fmt: skip
    yield Finding(
        kind="growth_outside_parts", severity="tension" if identity.assumed else "contradiction",
        indicators=(identity.computed, *(part.thing.indicator for part in grown)), anchor=whole[0].thing.anchor, params=params,
        arithmetic=(Line("growth_outside_parts", params),), evidence=_evidence([whole[0], *grown]),
        repairs=tuple(repaired_between(whole[0], low, high)), size=min(abs(whole[0].low - high), abs(whole[0].high - low)),
    )  # fmt: skip
