"""The sentences of tracking: what is required of the rest and why it changed, warnings, the running year, reviews."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from forecast.figures import round_half_up, round_parts
from forecast.plan import Indicator, Plan
from forecast.precedent import FARTHEST
from forecast.tables import COMPARED, pace_text, target_text
from forecast.tracking.breaks import Link
from forecast.tracking.entry import Change, Entry, ends_of, under_ceiling
from forecast.tracking.facts import Fact, Facts, Period
from forecast.tracking.learning import why_chance_moved
from forecast.tracking.ledger import Track
from forecast.tracking.partyear import PartYear
from forecast.tracking.warning import Warned
from forecast.wording import N_, Wording

SIGNALS: Final[Mapping[str, str]] = {
    "act": N_("act"), "watch": N_("watch"), "on_course": N_("on course"), "attained": N_("reached"), "unknown": N_("not known yet"),
}  # fmt: skip
SIGNAL_SIGNS: Final[Mapping[str, str]] = {"act": "▼", "watch": "◆", "on_course": "●", "attained": "●", "unknown": "○"}
STATUS_WORDS: Final[Mapping[str, str]] = {
    "estimate": N_("estimate"), "preliminary": N_("preliminary"), "final": N_("final"),
}  # fmt: skip
CAUSE_WORDS: Final[Mapping[str, str]] = {
    "performance": N_("growth so far"), "revision": N_("revised figures"), "target": N_("revised target"),
    "definition": N_("definition or area"),
}  # fmt: skip
CHANCE_CAUSES: Final[Mapping[str, str]] = {
    "required": N_("what is required"), "learned": N_("the pace that was learned"), "certainty": N_("less that is open"),
}  # fmt: skip
LINK_WORDS: Final[Mapping[str, str]] = {
    "merger": N_("merger of areas"), "prices": N_("new price base"), "restated": N_("restated in the new definition"),
    "standard": N_("new standard without a link"),
}  # fmt: skip
EXAMPLE_TEXT: Final = N_(
    "Example: these figures are made up to show how tracking works; they are no figures of the place."
)


@dataclass(frozen=True, slots=True)
class TrackWords:
    """Sentences about the tracks of one plan in one language."""

    wording: Wording
    plan: Plan

    def indicator(self, track: Track) -> Indicator:
        """Indicator of a track."""
        return self.plan.indicators[track.row.place]

    def name(self, track: Track) -> str:
        """Number and name of a target's indicator; of several targets of one indicator, the target's id too."""
        indicator = self.indicator(track)
        name = f"{indicator.number or ''} {self.wording.name(indicator.name)}".strip()
        return f"{name} ({track.row.target})" if len(indicator.targets) > 1 else name

    def early(self, facts: Facts, today: str) -> str:
        """That facts carry days that are still to come, which a slip of the pen explains more often than a look ahead; empty for none."""
        later = [fact.known_on for fact in facts.rows if fact.known_on > today]
        if not later:
            return ""
        return self.wording.text(
            "Figures whose day is still to come: {n}, the last {day}.", n=len(later), day=self.day(later[-1])
        )

    def unit(self, track: Track) -> str:
        """Unit of a target's figures; growth alone moves an index."""
        return self.wording.text("index") if track.last.row.index else self.wording.unit(self.indicator(track))

    def with_unit(self, name: str, track: Track) -> str:
        """A name with the unit of its figures behind it; an index says so at its figures."""
        unit = "" if track.last.row.index else self.unit(track)
        return f"{name} ({unit})" if unit else name

    def day(self, known_on: str) -> str:
        """A day as readers write it; the plan where there is none."""
        if not known_on:
            return self.wording.text("the plan")
        return known_on if self.wording.language == "en" else "/".join(reversed(known_on.split("-")))

    def period(self, period: Period) -> str:
        """A period as readers write it."""
        text = self.wording.text
        if period.whole:
            return str(period.year)
        if period.quarter is not None:
            return text("quarter {n} of {year}", n=self.wording.quarter(period.quarter), year=period.year)
        return text("first {n} months of {year}", n=period.last, year=period.year)

    def level(self, entry: Entry) -> str:
        """Newest level with its year and how sure it is; what was carried over a break says so."""
        indicator = self.plan.indicators[entry.row.place]
        if entry.level is None:
            return "–"
        if indicator.law == "status":
            return self.wording.text("reached") if entry.level.value else self.wording.text("not reached yet")
        value = entry.level.value if entry.value is None else entry.value
        marks = [str(entry.level.year)]
        if entry.level.status != "final":
            marks.append(self.wording.text(STATUS_WORDS[entry.level.status]))
        if entry.row.index:
            marks.append(self.wording.text("index"))
        if entry.value is not None and entry.value != entry.level.value:
            marks.append(self.wording.text("linked"))
        return f"{self.number(value, indicator)} ({', '.join(marks)})"

    def number(self, value: float | None, indicator: Indicator) -> str:
        """A level as it is printed; what was computed has the places of the indicator's figures."""
        near = None if value is None else round(value, 9)
        printed = near is not None and near == round(near, 2)
        return self.wording.number(near) if printed else self.wording.level(value, indicator)

    def goal(self, entry: Entry) -> str:
        """Target as it stood; what was carried over a break says so."""
        indicator = self.plan.indicators[entry.row.place]
        ends = ends_of(entry.state, entry.chain) if entry.chain.moves_goal(entry.state.set_on) else None
        if ends is None or entry.row.goal is None:
            return target_text(entry.row, indicator, self.wording)
        linked = self.wording.text("linked")
        shown = [self.number(end, indicator) for end in dict.fromkeys(ends) if end is not None]
        sign = COMPARED.get(entry.row.comparator or "=", "") if len(shown) == 1 else ""
        return f"{sign}{' – '.join(shown)} ({linked})"

    def required(self, entry: Entry) -> str:
        """What an entry requires a year."""
        indicator = self.plan.indicators[entry.row.place]
        if entry.row.law == "hold" and entry.reason != "break_no_link":
            return self.wording.text("to be held")
        if entry.required is None:
            return self.wording.reason(entry.reason) or "–"
        if entry.attained == "attained" and entry.row.law != "flow":
            return self.wording.text("already reached")
        return pace_text(entry.rate, entry.points, entry.flow, indicator, self.wording)

    def _amounts(self, parts: Sequence[float], entry: Entry, before: float | None = None) -> list[str]:
        """Parts of a change of what is required that add up as shown: in points for rates and percentages, else in the unit."""
        scale, now = 100.0 if entry.rate is not None else 1.0, entry.required or 0.0
        ends = [round_half_up(scale * end, 2) for end in (now - math.fsum(parts) if before is None else before, now)]
        points = entry.rate is not None or self.plan.indicators[entry.row.place].measure.kind == "percent"
        shown, unit = round_parts([scale * part for part in parts], ends[1] - ends[0], 2), self.wording.text("points")
        return [self._signed(part, 2, unit if points else "") for part in shown]

    def chance(self, chance: float) -> str:
        """A chance; its ends are not told apart, for no model knows them."""
        return self.wording.chance(chance)

    def parts(self, change: Change | None, entry: Entry) -> list[str]:
        """The four parts of a change, in the order of `CAUSE_WORDS`."""
        if change is None:
            return ["–"] * len(CAUSE_WORDS)
        return self._amounts([change.parts[cause] for cause in CAUSE_WORDS], entry)

    def why(self, track: Track) -> str:
        """Why the requirement is another one than in the plan, in a sentence; empty where nothing changed."""
        if track.total is None or abs(track.total.total) < 1e-12 or track.last.required is None:
            return ""
        first = next(entry for entry in track.entries if entry.required is not None)
        parts = [
            f"{self.wording.text(words)} {amount}"
            for words, amount in zip(CAUSE_WORDS.values(), self.since_plan(track), strict=True)
            if amount != "0"
        ]
        ends = {"before": self.required(first), "after": self.required(track.last), "parts": "; ".join(parts)}
        if first is track.first:
            return self.wording.text("Required a year: {before} in the plan, {after} now ({parts}).", **ends)
        return self.wording.text("Required a year: {before} at first, {after} now ({parts}).", **ends)

    def since_plan(self, track: Track) -> list[str]:
        """The four parts of the whole change of what is required, in the order of `CAUSE_WORDS`."""
        if track.total is None:
            return ["–"] * len(CAUSE_WORDS)
        first = next(entry for entry in track.entries if entry.required is not None)
        return self._amounts([track.total.parts[cause] for cause in CAUSE_WORDS], track.last, first.required)

    def chance_moved(self, track: Track) -> str:
        """By how much the chance moved since it could first be told; empty where it could not be told twice."""
        ends = track.aheads
        if len(ends) < 2:
            return ""
        moved = round_half_up(100 * ends[-1].chance, 0) - round_half_up(100 * ends[0].chance, 0)
        return self._signed(moved, 0, self.wording.text("points"))

    def why_chance(self, track: Track) -> str:
        """What moved the chance since it could first be told, in a sentence; empty where nothing did."""
        ends = track.aheads
        if len(ends) < 2:
            return ""
        causes, points = why_chance_moved(ends[0], ends[-1]), self.wording.text("points")
        whole = round_half_up(100 * ends[-1].chance, 0) - round_half_up(100 * ends[0].chance, 0)
        shown = round_parts([100 * amount for amount in causes.values()], whole, 0)
        told = [
            f"{self.wording.text(CHANCE_CAUSES[cause])} {self._signed(amount, 0, points)}"
            for cause, amount in zip(causes, shown, strict=True)
        ]
        return self.wording.text(
            "Chance from own past and reference class: {before} at first, {after} now ({parts}).",
            before=self.chance(ends[0].chance), after=self.chance(ends[-1].chance), parts="; ".join(told),
        )  # fmt: skip

    def _signed(self, value: float, digits: int, unit: str) -> str:
        """A rounded change with its sign; nothing but a zero where there is none."""
        sign = "+" if value > 0 else "−"
        return f"{sign}{self.wording.number(abs(value), digits)} {unit}".strip() if value else "0"

    def signal(self, warned: Warned) -> str:
        """Sign and word of a warning."""
        return f"{SIGNAL_SIGNS[warned.signal]} {self.wording.text(SIGNALS[warned.signal])}"

    def basis(self, warned: Warned) -> str:
        """What a signal rests on, in a sentence."""
        text, percent = self.wording.text, self.wording.percent
        if warned.basis == "too_late":
            return text("Even the pace of the best 10% of such places would not be enough any more.")
        if warned.basis == "precedent" and warned.share is not None:
            faster = self.of_basis(warned)
            return text("{share} of such places brought about what the years left require.", share=faster)
        if warned.basis == "pace" and (ratio := warned.pace_ratio) is not None:
            if under_ceiling(warned.track.row, self.plan.indicators[warned.track.row.place]):
                more = text("More has come already than the target allows.")
                left = text(
                    "What may still come a year is {share} of what came a year so far.", share=percent(ratio, 0)
                )
                return more if ratio < 0 else left
            away, slow = text("It moves away from the target."), text("The pace so far is {share} of what is required.")
            return away if ratio < 0 else slow.format(share=percent(ratio, 0))
        if warned.basis == "missed":
            return text("The newest figure does not reach the target.")
        if warned.basis == "attained":
            return text("The newest figure reaches the target.")
        return self.wording.reason(warned.track.last.reason) or text("No figure since the plan.")

    def of_basis(self, warned: Warned) -> str:
        """The number in that sentence: how many were as fast, or the pace so far; empty where it has none."""
        if warned.basis == "precedent" and warned.share is not None:
            return self.wording.most(1 - warned.share, FARTHEST)
        known = warned.basis == "pace" and (warned.pace_ratio or -1) >= 0
        return self.wording.percent(warned.pace_ratio, 0) if known else ""

    def when(self, warned: Warned) -> str:
        """Until when there is time, and which quarter tells; empty where neither is known."""
        text, parts = self.wording.text, []
        if warned.safe == "year":
            parts.append(text("Last safe year to speed up: {year}.", year=warned.safe_year))
        if warned.telling is not None and warned.track.last.level is not None:
            year = warned.track.last.level.year + 1
            parts.append(
                text("The whole year {year} will tell.", year=year)
                if warned.telling == 4
                else text("Quarter {n} of {year} will tell.", n=self.wording.quarter(warned.telling), year=year)
            )
        return " ".join(parts)

    def running(self, running: PartYear, track: Track) -> str:
        """The running year: its months, against the same months before, against the year's plan, and what the rest must bring."""
        text, percent, indicator = self.wording.text, self.wording.percent, self.indicator(track)
        told = []
        if running.value is not None:
            told.append(self.wording.amount(self.number(running.value, indicator), self.unit(track)))
        if running.growth is not None:
            rate = percent(abs(running.growth))
            up = text("up {rate} on the same months of the year before", rate=rate)
            told.append(
                up if running.growth >= 0 else text("down {rate} on the same months of the year before", rate=rate)
            )
        if running.of_plan is not None:
            told.append(text("{share} of the year's plan", share=percent(running.of_plan, 1)))
        if running.rest is not None:
            told.append(text("the months left must grow {rate}", rate=percent(running.rest)))
        return f"{self.period(running.period)}: {', '.join(told) or '–'}"

    def link(self, link: Link, track: Track) -> str:
        """A break and how it was linked, or that it was not."""
        text, indicator = self.wording.text, self.indicator(track)
        head = f"{link.year}, {self.wording.text(LINK_WORDS[link.kind])}: {link.definition}"
        if not link.linked:
            return text("{head}; figures on its two sides are not compared.", head=head)
        if link.before is not None and link.after is not None:
            ends = [self.number(value, indicator) for value in (link.before, link.after)]
            return text(
                "{head}; linked: {before} of {year} count as {after}.",
                head=head,
                before=ends[0],
                after=ends[1],
                year=link.year - 1,
            )
        return text("{head}; linked by the factor {factor}.", head=head, factor=self.wording.number(link.factor, 4))

    def vintage(self, fact: Fact, later: Fact | None) -> list[str]:
        """One fact as a row: what, when known, by whom, and what superseded it."""
        superseded = self.day(later.known_on) if later else ""
        status = self.wording.text(STATUS_WORDS[fact.status]) if fact.kind == "actual" else ""
        known = self.day(fact.known_on)
        return [
            self.period(fact.period), fact.printed or fact.note, status, known, fact.source, fact.author, superseded,
        ]  # fmt: skip
