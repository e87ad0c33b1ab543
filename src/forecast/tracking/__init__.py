"""A year later: facts that became known after the plan, the ledger of what is required of the rest, warnings and reviews."""

from forecast.tracking.entry import Change, Entry
from forecast.tracking.facts import Fact, Facts, Period
from forecast.tracking.ledger import Ledger, Track, keep_ledger
from forecast.tracking.reading import read_facts, read_facts_text

__all__ = [
    "Change",
    "Entry",
    "Fact",
    "Facts",
    "Ledger",
    "Period",
    "Track",
    "keep_ledger",
    "read_facts",
    "read_facts_text",
]
