"""How the numbers of tracking came about, in sentences: what stands beside a formula, or where there is none."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from forecast.groundwords import class_words
from forecast.tables import pace_text
from forecast.tracking import Change, Entry, Fact, Track
from forecast.tracking.ledger import split
from forecast.tracking.warning import Warned
from forecast.tracking.yearplan import OfPlan
from forecast.trackproof.causes import LEAST
from forecast.trackwords import TrackWords
from forecast.wording import N_

CAUSES: Final[Mapping[str, str]] = {
    "performance": N_("What growth until the newest figure fell short of, or was ahead of, falls to the years left."),
    "revision": N_("The level of a year that was known already is another one by now."),
    "target": N_("The target is another one by now."),
    "definition": N_("Breaks move the level and the target, each by its link."),
}
"""What each cause is."""
NOTHING: Final = N_("Nothing of this kind became known.")
CANCELS: Final = N_("The links move the level and the target alike, so that nothing is left of it.")
FASTER: Final = N_(
    "Of all spans of that length in the reference class, in current prices beyond the growth around them: those that brought more, "
    "and half of those that brought as much."
)
SAFE: Final = N_("The last safe year is the last in which a change to the best pace still reaches the target.")
BEST_TENTH: Final = N_("Pace so far: {achieved}; best pace, that of the best tenth of such places: {best}.")
BEST_OWN: Final = N_("Pace so far: {achieved}; best pace, that of its own best year: {best}.")
TELLING: Final = N_(
    "A quarter tells once the months after it could not make up for the pace so far even at the best pace."
)
ENDS: Final = (
    N_("With 9 in 10 chances the level of {year} passes this one."),
    N_("With as much chance as not the level of {year} passes this one."),
    N_("With 1 in 10 chances the level of {year} passes this one."),
)


@dataclass(frozen=True, slots=True)
class TrackWays:
    """Sentences beside the formulas of one plan's tracks."""

    words: TrackWords

    def under(self, entry: Entry) -> str:
        """The day on which a number held."""
        text = self.words.wording.text
        if not entry.known_on:
            return text("As the plan has it, before any figure")
        return text("As known on {day}", day=self.words.day(entry.known_on))

    def newest(self, track: Track, entry: Entry) -> list[str]:
        """Which figure it replaces, and over which breaks it was carried."""
        assert entry.level is not None
        told = [self._replaced(track, fact) for fact in entry.level.facts]
        links = [self.words.link(link, track) for link in entry.chain.links if link.year > entry.level.year]
        return [*filter(None, told), *links]

    def _replaced(self, track: Track, fact: Fact) -> str:
        """The figure that a fact superseded last; empty where there is none."""
        older = [each for each in track.facts.rows if each.about == fact.about and each.known_on < fact.known_on]
        if not older:
            return ""
        return self.words.wording.text(
            "It replaces {figure}, known on {day}.", figure=older[-1].printed, day=self.words.day(older[-1].known_on)
        )

    def goal(self, track: Track, entry: Entry) -> list[str]:
        """Which end of a range counts, that it was set anew, and over which breaks it was carried."""
        text, row, set_on = self.words.wording.text, entry.row, entry.state.set_on
        told = []
        if row.low is not None and row.high is not None and row.low != row.high:
            told.append(text("Of a range the end counts that is nearer to the newest figure."))
        if set_on:
            told.append(text("Set anew; known on {day}.", day=self.words.day(set_on)))
        moved = [link for link in entry.chain.links if link.known_on > set_on and link.factor is not None]
        return [*told, *(self.words.link(link, track) for link in moved)]

    def years_left(self, entry: Entry) -> list[str]:
        """From which year to which."""
        plan = self.words.plan
        last, newest = entry.row.year or plan.target_year, plan.base_year if entry.level is None else entry.level.year
        return [
            self.words.wording.text(
                "From {newest}, the year of the newest figure, to {last}, the year of the target: {n}.",
                newest=newest, last=last, n=max(last - newest, 0),
            )
        ]  # fmt: skip

    def planned(self, row: OfPlan) -> list[str]:
        """Whether it is a target of that year, or a point on the way to a later one."""
        text, year = self.words.wording.text, row.period.year
        if row.origin == "target":
            return [text("The target that is set for {year}.", year=year)]
        return [text("No target is set for {year}: the even path from the base to the target.", year=year)]

    def reported(self) -> list[str]:
        """By which plan it is measured."""
        return [self.words.wording.text("As the office reports it, by the plan that it was given.")]

    def chance(self, track: Track, entry: Entry) -> list[str]:
        """From what the chance follows, and how far the outcomes lie apart."""
        return [*self._learned(track, entry), *self._spread(track, entry)]

    def expected(self, track: Track, entry: Entry, place: int) -> list[str]:
        """How often this end is passed, and from what that follows."""
        end = self.words.wording.text(ENDS[place]).format(year=track.row.year)
        return [end, *self._learned(track, entry)]

    def _learned(self, track: Track, entry: Entry) -> list[str]:
        text, plan = self.words.wording.text, self.words.plan
        told = [
            text("From its own past and its reference class; each year that becomes known since the plan moves it.")
        ]
        known = 0 if entry.level is None else entry.level.year - plan.base_year
        told.append(text("Years known since {year}: {n}.", year=plan.base_year, n=known))
        return [*told, *class_words(self.words.indicator(track), self.words.wording)]

    def _spread(self, track: Track, entry: Entry) -> list[str]:
        if entry.prospect is None or entry.prospect.band is None:
            return []
        indicator, level = self.words.indicator(track), self.words.wording.level
        low, high = (level(end, indicator) for end in entry.prospect.band)
        ends = {"year": track.row.year, "low": low, "middle": level(entry.prospect.middle, indicator), "high": high}
        return [
            self.words.wording.text(
                "In {year} 8 in 10 outcomes lie from {low} to {high}, half of all above {middle}; the target is {goal}.",
                **ends, goal=self.words.goal(entry),
            )
        ]  # fmt: skip

    def chance_moved(self, track: Track) -> list[str]:
        """What moved the chance."""
        orders = self.words.wording.text("The parts are the mean over all orders of the causes.")
        return [self.words.why_chance(track), orders]

    def narrowed(self, found: tuple[Entry, ...]) -> list[str]:
        """Between which entries the span narrowed."""
        days = [self.words.day(entry.known_on) for entry in (found[0], found[-1])]
        return [
            self.words.wording.text(
                "Span with 8 in 10 chances: now ({now}) over that of {start}.", now=days[1], start=days[0]
            )
        ]

    def cause(self, before: Entry, entry: Entry, name: str) -> list[str]:
        """What a cause is, and how its part of the growth was found."""
        mean = N_(
            "In logarithms the four parts add up; the logarithmic mean of both growth factors makes points of them."
        )
        return self._cause(name, split(before, entry), entry, mean)

    def cause_since_plan(self, track: Track, name: str) -> list[str]:
        """The same of the whole change since the plan."""
        told = [entry for entry in track.entries if entry.step is not None]
        orders = N_("The parts are the mean over all orders of the causes.")
        return self._cause(name, split(told[0], told[-1]), told[-1], orders)

    def _cause(self, name: str, change: Change | None, entry: Entry, how: str) -> list[str]:
        text = self.words.wording.text
        if change is None or abs(change.parts[name]) < LEAST:
            cancels = name == "definition" and bool(entry.chain.links)
            return [text(CAUSES[name]), text(CANCELS) if cancels else text(NOTHING)]
        rounded = text("Rounded so that the four parts add up to the change shown.")
        return [text(CAUSES[name]), *([text(how)] if entry.rate is not None else []), rounded]

    def because(self, warned: Warned) -> list[str]:
        """What the number of a warning rests on."""
        told = self.when(warned)
        if warned.basis == "precedent":
            told = [
                self.words.wording.text(FASTER),
                *class_words(self.words.indicator(warned.track), self.words.wording),
                *told,
            ]
        return told

    def when(self, warned: Warned) -> list[str]:
        """Until when there is time, and by which paces."""
        text, told = self.words.wording.text, []
        achieved, best = (self._pace(step, warned.track) for step in (warned.achieved, warned.best))
        if achieved and best:
            prospect = warned.track.last.prospect
            elsewhere = prospect is not None and prospect.high_step is not None
            paces = text(BEST_TENTH) if elsewhere else text(BEST_OWN)
            told.append(paces.format(achieved=achieved, best=best))
        if said := self.words.when(warned):
            told.append(said)
        if warned.safe == "year":
            told.append(text(SAFE))
        if warned.telling is not None:
            told.append(text(TELLING))
        return told

    def _pace(self, step: float | None, track: Track) -> str:
        """A yearly step as readers know it; empty on the scale of percentages near a bound, where it is none."""
        indicator, law = self.words.indicator(track), track.row.law
        if step is None or law == "logit":
            return ""
        if law == "compound":
            return pace_text(math.expm1(step), None, None, indicator, self.words.wording)
        return pace_text(None, None if law == "total" else step, step, indicator, self.words.wording)
