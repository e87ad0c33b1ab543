"""Where the numbers of tracking come from: facts as printed figures, levels over breaks, what is required, and why it changed."""

from forecast.trackproof.causes import cause, cause_since_plan
from forecast.trackproof.stands import (
    aim,
    because,
    chance,
    chance_moved,
    expected,
    narrowed,
    newest,
    pace,
    required,
    way_done,
    years_left,
)
from forecast.trackproof.yearplan import (
    before_of,
    change,
    newest_of_plan,
    of_plan,
    planned,
    reported_share,
    rest_of_year,
    value_of,
)

__all__ = [
    "aim", "because", "before_of", "cause", "cause_since_plan", "chance", "chance_moved", "change", "expected", "narrowed", "newest",
    "newest_of_plan", "of_plan", "pace", "planned", "reported_share", "required", "rest_of_year", "value_of", "way_done",
    "years_left",
]  # fmt: skip
