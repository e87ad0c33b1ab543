"""Where the numbers in the tables of tracking are from, in words: beside each row of texts, what proves each of its cells.

The rows of texts are those of `tracktables`, `trackfan` and `yearplanwords`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, TypeAlias

from forecast import trackproof
from forecast.proof import Proof
from forecast.proofwords import ProofText, as_printed, proof_text
from forecast.trackfan import fans
from forecast.tracking import Entry, Ledger, Track
from forecast.tracking.entry import CAUSES
from forecast.tracking.partyear import PartYear
from forecast.tracking.review import Review, Reviewed
from forecast.tracking.warning import Warned
from forecast.tracking.yearplan import OfPlan, change_of, newest_share
from forecast.trackways import TrackWays
from forecast.trackwords import TrackWords

PLANNED: Final = 3
"""Place of the plan of the year among the numbers of percent of plan."""
Prove: TypeAlias = Callable[[], Proof | None]
Way: TypeAlias = Callable[[], Sequence[str]]


@dataclass(frozen=True, eq=False, slots=True)
class Ask:
    """A number that can be proved.

    make : its proof, from the text that it is shown as
    inside : that text where it stands inside a sentence; empty where the whole text is the number
    """

    make: Callable[[str], ProofText | None]
    inside: str = ""


Asks: TypeAlias = tuple[Ask, ...]
"""What proves the numbers of one cell, in their order; empty for a cell without one."""


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class TrackProofs:
    """Proofs of the numbers of one ledger; each is made when it is asked for."""

    ledger: Ledger
    words: TrackWords

    @property
    def ways(self) -> TrackWays:
        """The sentences of the proofs."""
        return TrackWays(self.words)

    def warning(self, warned: Warned) -> list[Asks]:
        """What proves the cells of a warning, in the order of `tracktables.WARNING_HEADS`."""
        track = warned.track
        first, last = track.first, track.last
        required = self._required(track, first), self._required(track, last, partial(self.ways.when, warned))
        return [(), (), self._newest(track, last), self._goal(track, last), *required, self._because(warned), ()]

    def _because(self, warned: Warned) -> Asks:
        """What a warning rests on, where that is a number."""
        number = self.words.of_basis(warned)
        if not number:
            return ()
        prove, way = partial(trackproof.because, warned), partial(self.ways.because, warned)
        return (Ask(partial(self._told, warned.track, warned.track.last, prove, way), number),)

    def review(self, found: Review) -> list[list[Asks]]:
        """What proves the cells of a review, in the order of `tracktables.REVIEW_HEADS`."""
        return [self._reviewed(row) for row in found.rows]

    def _reviewed(self, row: Reviewed) -> list[Asks]:
        track, last = row.warned.track, row.warned.track.last
        is_known = newest_share(self.ledger, track) is not None
        share = self._ask(track, last, is_known, partial(trackproof.newest_of_plan, self.ledger, track))
        done = self._ask(track, last, row.distance is not None, partial(trackproof.way_done, last))
        ends = self._newest(track, last), self._goal(track, last)
        return [(), (), *ends, share, done, (), self._required(track, last)]

    def entries(self, track: Track) -> list[list[Asks]]:
        """What proves the cells of a track's entries and of its whole change, in the order of `tracktables.LEDGER_HEADS`."""
        pairs = zip((None, *track.entries), track.entries, strict=False)
        rows = [self._entry(track, before, entry) for before, entry in pairs]
        return [*rows, self._since_plan(track)] if self.words.why(track) else rows

    def _entry(self, track: Track, before: Entry | None, entry: Entry) -> list[Asks]:
        years = self._ask(
            track, entry, True, partial(trackproof.years_left, entry), partial(self.ways.years_left, entry)
        )
        causes = [() if before is None else self._cause(track, before, entry, name) for name in CAUSES]
        expected = (*self._expected(track, entry, 0), *self._expected(track, entry, 2))
        return [
            (), self._newest(track, entry), self._goal(track, entry), years, self._required(track, entry),
            self._chance(track, entry), expected, *causes,
        ]  # fmt: skip

    def _since_plan(self, track: Track) -> list[Asks]:
        last, moved = track.last, bool(self.words.chance_moved(track))
        chance = partial(trackproof.chance_moved, track), partial(self.ways.chance_moved, track)
        causes = [self._cause_since_plan(track, name) for name in CAUSES]
        return [(), (), (), (), (), self._ask(track, last, moved, *chance), (), *causes]

    def _cause_since_plan(self, track: Track, name: str) -> Asks:
        prove = partial(trackproof.cause_since_plan, track, name)
        way = partial(self.ways.cause_since_plan, track, name)
        return self._ask(track, track.last, True, prove, way)

    def fans(self, track: Track) -> list[list[Asks]]:
        """What proves the cells of the fans, in the order of `trackfan.FAN_HEADS`."""
        return [
            [
                (), self._newest(track, entry), *(self._expected(track, entry, place) for place in (0, 1, 2)),
                self._goal(track, entry), self._chance(track, entry),
            ]
            for entry in fans(track)
        ]  # fmt: skip

    def of_plan(self, rows: Sequence[OfPlan], track: Track) -> list[list[Asks]]:
        """What proves the cells of percent of plan, in the order of `yearplanwords.OF_PLAN_HEADS`."""
        return [self._of_plan(track, row) for row in rows]

    def _of_plan(self, track: Track, row: OfPlan) -> list[Asks]:
        made: list[tuple[Prove, Way]] = [
            (partial(trackproof.value_of, track, row.period, row.value), tuple),
            (partial(trackproof.before_of, track, row.period, row.before), tuple),
            (partial(trackproof.change, track, row), tuple),
            (partial(trackproof.planned, self.ledger, track, row), partial(self.ways.planned, row)),
            (partial(trackproof.of_plan, self.ledger, track, row), tuple),
            (partial(trackproof.reported_share, track, row), self.ways.reported),
        ]
        change = change_of(track, row)
        known = [each is not None for each in (row.value, row.before, change, row.planned, row.share, row.reported)]
        last = self._newest_day(track)
        asks = [self._ask(track, last, is_known, *one) for is_known, one in zip(known, made, strict=True)]
        number = self.words.number(row.planned, self.words.indicator(track))  # a path has a mark beside it
        asks[PLANNED] = tuple(replace(ask, inside=number) for ask in asks[PLANNED])
        return [(), *asks]

    def rest(self, running: PartYear, track: Track) -> Asks:
        """What proves the growth that the months left must bring."""
        prove = partial(trackproof.rest_of_year, running, track)
        return self._ask(track, self._newest_day(track), running.rest is not None, prove)

    def _newest_day(self, track: Track) -> Entry:
        """The last entry of a track on the newest day: parts of a year become known after the last whole one."""
        return replace(track.last, known_on=self.ledger.known_on or "")

    def narrowed(self, track: Track) -> Asks:
        """What proves how the span of what is expected narrowed."""
        found = fans(track)
        prove = partial(trackproof.narrowed, found)
        return self._ask(track, track.last, bool(found), prove, partial(self.ways.narrowed, found))

    def _newest(self, track: Track, entry: Entry) -> Asks:
        is_known = entry.level is not None and entry.row.law != "status"
        way = partial(self.ways.newest, track, entry)
        return self._ask(track, entry, is_known, partial(trackproof.newest, entry), way)

    def _goal(self, track: Track, entry: Entry) -> Asks:
        way = partial(self.ways.goal, track, entry)
        return self._ask(track, entry, entry.row.goal is not None, partial(trackproof.aim, entry), way)

    def _required(self, track: Track, entry: Entry, way: Way = tuple) -> Asks:
        reached = entry.attained == "attained" and entry.row.law != "flow"
        is_known = entry.required is not None and not reached
        return self._ask(track, entry, is_known, partial(trackproof.required, entry), way)

    def _chance(self, track: Track, entry: Entry) -> Asks:
        is_known = entry.prospect is not None and entry.prospect.ahead is not None
        way = partial(self.ways.chance, track, entry)
        return self._ask(track, entry, is_known, partial(trackproof.chance, entry), way)

    def _expected(self, track: Track, entry: Entry, place: int) -> Asks:
        is_known = entry.prospect is not None and entry.prospect.band is not None
        way = partial(self.ways.expected, track, entry, place)
        return self._ask(track, entry, is_known, partial(trackproof.expected, entry, place), way)

    def _cause(self, track: Track, before: Entry, entry: Entry, name: str) -> Asks:
        prove = partial(trackproof.cause, before, entry, name)
        way = partial(self.ways.cause, before, entry, name)
        return self._ask(track, entry, entry.change_rate is not None, prove, way)

    def _ask(self, track: Track, entry: Entry, is_known: bool, prove: Prove, way: Way = tuple) -> Asks:
        """What proves one number; nothing where there is none."""
        return (Ask(partial(self._told, track, entry, prove, way)),) if is_known else ()

    def _told(self, track: Track, entry: Entry, prove: Prove, way: Way, shown: str) -> ProofText | None:
        proof, words = prove(), self.words
        if proof is None:
            return None
        names = {"name": words.with_unit(words.name(track), track), "under": self.ways.under(entry)}
        said = proof_text(proof, words.plan, words.indicator(track), words.wording, way=way(), **names)
        return as_printed(said, shown, words.wording)
