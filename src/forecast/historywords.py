"""What one version of a scenario says otherwise than the one before it, in words: old and new value of everything that changed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from forecast.figures import Figure
from forecast.growthwords import path_words
from forecast.plan import Plan
from forecast.scenario import Delay, Event, Scenario
from forecast.wording import N_, Wording
from forecast.written import cut

LONGEST: Final = 80
"""Most of a reason that is quoted [character]."""
INHERITED: Final = N_("as in the scenario it extends")


def differences(before: Scenario, after: Scenario, plan: Plan, wording: Wording) -> list[str]:
    """Everything that differs, one sentence each; nothing where both say the same."""
    words = _Words(plan, wording)
    return [
        *words.heads(before, after), *words.paths(before, after), *words.events(before.events, after.events),
        *words.delays(before.delays, after.delays), *words.left_out(before, after), *words.reasons(before, after),
    ]  # fmt: skip


def first_version(scenario: Scenario) -> Scenario:
    """A scenario before it said anything of its own."""
    empty: dict[str, object] = {
        "paths": {},
        "events": (),
        "delays": (),
        "without": (),
        "reasons": {},
        "surroundings": {},
    }
    return scenario.model_copy(update=empty)


class _Words:
    def __init__(self, plan: Plan, wording: Wording) -> None:
        self.plan, self.wording, self.text = plan, wording, wording.text

    def changed(self, what: str, before: object, after: object) -> str:
        """Old and new value of something."""
        return self.text("{what}: {before} → {after}", what=what, before=before, after=after)

    def indicator(self, name: str) -> str:
        return self.wording.name(self.plan.indicator(name).name) if name in self.plan.index else name

    def named(self, each: Event | Delay) -> str:
        return each.id if each.name is None else self.wording.name(each.name)

    def heads(self, before: Scenario, after: Scenario) -> Iterator[str]:
        old, new = self.wording.name(before.name), self.wording.name(after.name)
        if before.name != after.name:
            yield self.changed(self.text("name"), old, new)
        if before.extends != after.extends:
            yield self.changed(self.text("extends"), before.extends or "–", after.extends or "–")
        for family in sorted({*before.surroundings, *after.surroundings}):
            one, other = before.surroundings.get(family), after.surroundings.get(family)
            if one != other:
                said = ["–" if each is None else each.growth.text for each in (one, other)]
                yield self.changed(self.text("surroundings ({family})", family=family), *said)

    def paths(self, before: Scenario, after: Scenario) -> Iterator[str]:
        for name in {**before.paths, **after.paths}:
            old, new = (
                path_words(each.paths[name], self.plan.indicator(name), self.wording)
                if name in each.paths and name in self.plan.index
                else self.text(INHERITED)
                for each in (before, after)
            )
            if old != new:
                yield self.changed(self.indicator(name), old, new)

    def events(self, before: Sequence[Event], after: Sequence[Event]) -> Iterator[str]:
        old, new = ({each.id: each for each in events} for events in (before, after))
        yield from self._gone(old, new)
        for name, event in new.items():
            said = [self.changed(*each) for each in self._event(old.get(name), event)]
            if said:
                yield self._told(event, name in old, said)

    def _event(self, before: Event | None, after: Event) -> Iterator[tuple[str, str, str]]:
        """What, before and after of each part of an event that differs."""
        for what, old, new in (
            (self.text("year"), "–" if before is None else str(before.year), str(after.year)),
            (self.text("chance"), "–" if before is None else self._chance(before), self._chance(after)),
            (self.text("recovery"), "–" if before is None else self._recovery(before), self._recovery(after)),
        ):
            if old != new:
                yield what, old, new
        hits: Mapping[str, Figure] = {} if before is None else before.hits
        for name in {**hits, **after.hits}:
            old, new = (self._size(each.get(name)) for each in (hits, after.hits))
            if old != new:
                yield self.indicator(name), old, new
        yield from self._basis(before, after)

    def delays(self, before: Sequence[Delay], after: Sequence[Delay]) -> Iterator[str]:
        old, new = ({each.id: each for each in delays} for delays in (before, after))
        yield from self._gone(old, new)
        for name, delay in new.items():
            known = old.get(name)
            parts = [
                (self.text("years late"), "–" if known is None else str(known.years), str(delay.years)),
                (self.text("what is late"), "–" if known is None else self._late(known), self._late(delay)),
                *self._basis(known, delay),
            ]
            said = [self.changed(what, first, second) for what, first, second in parts if first != second]
            if said:
                yield self._told(delay, known is not None, said)

    def left_out(self, before: Scenario, after: Scenario) -> Iterator[str]:
        """Inherited events and delays that no longer happen, or happen again."""
        for name in sorted(set(after.without) - set(before.without)):
            yield self.text("{name}: left out", name=name)
        for name in sorted(set(before.without) - set(after.without)):
            yield self.text("{name}: happens again", name=name)

    def reasons(self, before: Scenario, after: Scenario) -> Iterator[str]:
        for name in {**before.reasons, **after.reasons}:
            notes = [each.reasons[name].note if name in each.reasons else None for each in (before, after)]
            if notes[0] != notes[1]:
                yield self.changed(self.text("reason, {name}", name=self.indicator(name)), *map(_quoted, notes))

    def _gone(self, old: Mapping[str, Event] | Mapping[str, Delay], new: Mapping[str, object]) -> Iterator[str]:
        for name, each in old.items():
            if name not in new:
                yield self.text("{name}: taken out", name=self.named(each))

    def _told(self, each: Event | Delay, known: bool, said: Sequence[str]) -> str:
        title = self.named(each) if known else self.text("new: {name}", name=self.named(each))
        return f"{title} ({'; '.join(said)})"

    def _basis(self, before: Event | Delay | None, after: Event | Delay) -> Iterator[tuple[str, str, str]]:
        notes = [None if each is None or each.basis is None else each.basis.note for each in (before, after)]
        if notes[0] != notes[1]:
            yield self.text("basis"), _quoted(notes[0]), _quoted(notes[1])

    def _chance(self, event: Event) -> str:
        return self.text("certain") if event.chance is None else self.wording.percent(event.chance, 0)

    def _recovery(self, event: Event) -> str:
        return self.text("never: for good") if event.recovers is None else self.text("in {n} years", n=event.recovers)

    def _size(self, figure: Figure | None) -> str:
        if figure is None:
            return "–"
        number, points = self.wording.number(figure.signed), self.text("points")
        return f"{number} {points}" if figure.unit.kind == "points" else f"{number}%"

    def _late(self, delay: Delay) -> str:
        return ", ".join(self.indicator(name) for name in delay.of)


def _quoted(note: str | None) -> str:
    return "–" if note is None else f"“{cut(note, LONGEST)}”"
