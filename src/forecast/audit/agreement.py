"""Do the figures agree? Several figures of one thing, and relations between things; one cause gives one finding."""

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from forecast.audit.equalities import Facts
from forecast.audit.facts import Fact, Thing
from forecast.audit.finding import Evidence, Finding, Line, Named, Parameter, Severity
from forecast.audit.relation import Relation, repaired_as, repairs
from forecast.audit.slips import likely_slip, scale_slip

MAX_CHOICES = 256
"""Combinations of differing figures that are tried for one relation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What came of all relations: findings, and those that hold only thanks to rounding."""

    findings: list[Finding]
    rounded: list[Finding]


@dataclass(slots=True)
class _Failure:
    """A relation that no choice of figures satisfies, with the figures in use."""

    relation: Relation
    chosen: tuple[Fact, ...]

    @property
    def wanted(self) -> dict[Fact, tuple[float, float]]:
        return {fact: self.relation.implied(self.chosen, place) for place, fact in enumerate(self.chosen)}


@dataclass(slots=True)
class _Differing:
    """A thing with figures that cannot mean the same, and the relations that tell which of them fits."""

    thing: Thing
    groups: list[list[Fact]]
    telling: list[Line] = field(default_factory=list)
    fitting: set[Fact] = field(default_factory=set)
    joined: list[Fact] = field(default_factory=list)


def check(facts: Facts, relations: Iterable[Relation]) -> Checked:
    """Findings about figures that differ, and about relations that cannot hold within rounding."""
    differing = {
        thing: _Differing(thing, groups) for thing, those in facts.items() if len(groups := _groups(those)) > 1
    }
    failures: list[_Failure] = []
    rounded: list[Finding] = []
    for relation in relations:
        outcome = _try(relation, facts)
        if isinstance(outcome, _Failure):
            failures.append(outcome)
        else:
            _note(relation, outcome, differing, rounded)
    _join_changes(differing)
    findings = [_differ(item) for item in differing.values()]
    return Checked(findings=findings + [_finding(group) for group in _by_cause(failures)], rounded=rounded)


def _groups(those: Sequence[Fact]) -> list[list[Fact]]:
    """Figures of one thing, those that can mean the same together; figures of differing scope are different things."""
    groups: list[list[Fact]] = []
    for fact in those:
        for group in groups:
            if all(fact.agrees(other) for other in group) or (
                fact.scope and group[0].scope and fact.scope != group[0].scope
            ):
                group.append(fact)
                break
        else:
            groups.append([fact])
    return groups


def _try(relation: Relation, facts: Facts) -> _Failure | tuple[Fact, ...]:
    """The first choice of figures that satisfies a relation, those in use first; or the failure of those in use."""
    choices = itertools.islice(itertools.product(*(facts[term.thing] for term in relation.terms)), MAX_CHOICES)
    first: tuple[Fact, ...] | None = None
    for chosen in choices:
        first = first or chosen
        if relation.holds(chosen):
            return chosen
    assert first is not None
    return _Failure(relation, first)


def _note(
    relation: Relation,
    chosen: tuple[Fact, ...],
    differing: Mapping[Thing, _Differing],
    rounded: list[Finding],
) -> None:
    """Remember what a relation that holds tells: which of several figures fits, and that rounding was needed."""
    for place, (term, fact) in enumerate(zip(relation.terms, chosen, strict=True)):
        item = differing.get(term.thing)
        if item is None:
            continue
        others = [_with(chosen, place, group[0]) for group in item.groups if fact not in group]
        if any(not relation.holds(other) for other in others):
            item.fitting.add(fact)
            item.telling += relation.explain(chosen)
            item.telling += [line for other in others if not relation.holds(other) for line in relation.explain(other)]
    sizes = max(1e-300, abs(relation.residual(chosen)))
    if sizes > 1e-9 and all(math.isfinite(fact.low + fact.high) for fact in chosen):
        rounded.append(
            Finding(
                kind=relation.kind,
                severity="data_gap",
                indicators=_indicators(chosen),
                anchor=relation.anchor,
                arithmetic=relation.explain(chosen),
                evidence=_evidence(chosen),
                size=sizes,
            )
        )


def _join_changes(differing: dict[Thing, _Differing]) -> None:
    """Changes that differ only because the levels they lead to differ have the same cause: 170 after +55, 160 after +45."""
    for thing in [thing for thing in differing if thing.role == "points"]:
        levels = differing.get(Thing(thing.indicator, "level", thing.last, thing.last))
        changes = [group[0] for group in differing[thing].groups]
        if levels is None or len(levels.groups) != len(changes):
            continue
        pairs = _pairs([group[0] for group in levels.groups], changes)
        if pairs:
            for level, change in pairs:
                start = level.level(level.value - change.value)
                levels.telling.append(
                    Line("same_start", {"level": level.as_shown, "change": change.as_shown, "start": start})
                )
            levels.joined += changes
            del differing[thing]


def _pairs(levels: Sequence[Fact], changes: Sequence[Fact]) -> list[tuple[Fact, Fact]]:
    """Levels with the changes that bring all of them from one and the same earlier level."""
    for order in itertools.permutations(changes):
        starts = [level.value - change.value for level, change in zip(levels, order, strict=True)]
        if max(starts) - min(starts) <= max(change.half for change in changes):
            return list(zip(levels, order, strict=True))
    return []


def _with(chosen: tuple[Fact, ...], place: int, other: Fact) -> tuple[Fact, ...]:
    return (*chosen[:place], other, *chosen[place + 1 :])


def _indicators(chosen: Iterable[Fact]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact.thing.indicator for fact in chosen))


def _evidence(chosen: Iterable[Fact]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(piece for fact in chosen for piece in fact.evidence))


def _differ(item: _Differing) -> Finding:
    """Two values for one thing: a contradiction, unless the bodies that set them differ, or a slip of a power of ten explains it."""
    figures = [group[0] for group in item.groups]
    if len({fact.rank for fact in figures}) == len(figures) > 1:
        severity: Severity = "tension"
        kind = "targets_by_rank"
    else:
        severity, kind = "contradiction", "values_differ"
    cause = scale_slip(figures)
    if cause is not None:
        severity, kind = "slip", "values_scale"
    fitting = [fact for fact in figures if not item.fitting or _same(fact, item)]
    mended = [
        repaired_as(fact, next(other for other in (*fitting, *figures) if other is not fact))
        for fact in figures
        if len(fitting) != 1 or fact is not fitting[0]
    ]
    every = [*(fact for group in item.groups for fact in group), *item.joined]
    params: dict[str, Parameter] = {
        "name": Named(item.thing.indicator), "values": tuple(fact.as_shown for fact in figures), "year": _years(item.thing),
    }  # fmt: skip
    if item.fitting:
        params["fits"] = fitting[0].as_shown
    low, high = min(fact.value for fact in figures), max(fact.value for fact in figures)
    apart = abs(high - low) / max(abs(high), abs(low), 1e-300)
    return Finding(
        kind=kind, severity=severity, indicators=(item.thing.indicator,), anchor=item.thing.anchor, params=params,
        arithmetic=_unique(item.telling), evidence=_evidence(every),
        repairs=tuple(sorted(mended, key=lambda repair: abs(repair.change))), cause=cause, size=apart,
    )  # fmt: skip


def _same(fact: Fact, item: _Differing) -> bool:
    return any(fact in group and any(other in group for other in item.fitting) for group in item.groups)


def _unique(lines: Sequence[Line]) -> tuple[Line, ...]:
    kept: list[Line] = []
    for line in lines:
        if line not in kept:
            kept.append(line)
    return tuple(kept)


def _years(thing: Thing) -> str:
    return str(thing.last) if thing.first == thing.last else f"{thing.first}–{thing.last}"


def _by_cause(failures: Sequence[_Failure]) -> list[list[_Failure]]:
    """Failures that one changed figure would mend stand together: one cause, one finding."""
    left = list(failures)
    groups: list[list[_Failure]] = []
    while left:
        shared: dict[Fact, list[_Failure]] = {}
        for failure in left:
            for fact in failure.chosen:
                shared.setdefault(fact, []).append(failure)
        fact, those = max(shared.items(), key=lambda pair: (_mended(pair[0], pair[1]), pair[0].thing.role != "level"))
        group = _mending(fact, those)
        groups.append(group)
        left = [failure for failure in left if failure not in group]
    return groups


def _mended(fact: Fact, those: Sequence[_Failure]) -> int:
    return len(_mending(fact, those))


def _mending(fact: Fact, those: Sequence[_Failure]) -> list[_Failure]:
    """The failures that one new value of `fact` mends together, the first of them included."""
    low, high = -math.inf, math.inf
    group: list[_Failure] = []
    slack = 0.0 if fact.exact else fact.half
    for failure in those:
        wanted = failure.wanted[fact]
        if max(low, wanted[0] - slack) <= min(high, wanted[1] + slack):
            low, high = max(low, wanted[0] - slack), min(high, wanted[1] + slack)
            group.append(failure)
    return group


def _finding(group: Sequence[_Failure]) -> Finding:
    """One finding for failures with one cause; every figure involved has its repair."""
    first = max(group, key=lambda failure: abs(failure.relation.residual(failure.chosen)))
    figures = list(dict.fromkeys(fact for failure in group for fact in failure.chosen))
    wanted: dict[Fact, tuple[float, float]] = {}
    for fact in figures:
        ends = [failure.wanted[fact] for failure in group if fact in failure.chosen]
        low, high = max(end[0] for end in ends), min(end[1] for end in ends)
        slack = 0.0 if fact.exact else fact.half
        wanted[fact] = (low, high) if low - slack <= high + slack else ends[0]
    assumed = all(failure.relation.assumed for failure in group)
    params: dict[str, Parameter] = {
        "name": Named(first.chosen[0].thing.indicator),
        "year": _years(first.chosen[0].thing),
    }
    for line in first.relation.explain(first.chosen):
        params |= line.params
    return Finding(
        kind=first.relation.kind, severity="tension" if assumed else "contradiction", indicators=_indicators(figures),
        anchor=first.relation.anchor, params=params,
        arithmetic=_unique([line for failure in group for line in failure.relation.explain(failure.chosen)]),
        evidence=_evidence(figures), repairs=repairs(wanted), cause=likely_slip(first.relation, first.chosen),
        size=first.relation.relative(first.chosen),
    )  # fmt: skip
