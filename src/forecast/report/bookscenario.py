"""The sheet of one scenario: growth that may be changed, and the levels that follow."""

from collections.abc import Iterator
from typing import Any, Final

from forecast.paths import RATE_RANGE
from forecast.plan import Indicator
from forecast.report.bookcells import INPUT_COLOUR, Book, ref, span
from forecast.report.bookground import BASE, CHANGED, FIXED, Ground, InputKind, input_kind, input_values
from forecast.report.booklinks import write_paths
from forecast.scenario import Event
from forecast.wording import LAWS, N_

HEAD: Final = 4
"""Row of the heads, from 0; indicators stand below."""
FIRST: Final = HEAD + 1
META: Final = "_forecast"
"""Hidden sheet that says what the workbook is of, and what every input was."""
META_FIRST: Final = 2
"""First row of inputs on it, from 0."""
META_VALUES: Final = 6
"""First column of the values of an input on it."""
_LARGEST: Final = 1e15
_WIDTHS: Final = (5, 36, 14, 16, 6, 11)
_REMARK: Final = 34
"""Widths of the fixed columns and of the remarks [characters]."""
_REMARKS: Final = {"points": N_("change a year, in points or units"), "each": N_("amount of each year")}
_FORMATS: Final = {"rate": "0.00%", "points": "+#,##0.00;-#,##0.00;0", "each": "#,##0.##"}


class Meta:
    """Rows of the hidden sheet: one for each input row."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.sheet = book.add(META)
        self.next = META_FIRST

    def add(self, ground: Ground, place: int, kind: InputKind, values: tuple[float | None, ...]) -> str:
        """Keep what the inputs of a row were; gives the reference to them."""
        row, indicator = self.next, ground.plan.indicators[place]
        self.next += 1
        for column, text in enumerate((ground.scenario.id, indicator.id, ground.sheet, kind)):
            self.book.write(self.sheet, row, column, text)
        self.book.number(self.sheet, row, 4, ground.row(place))
        self.book.number(self.sheet, row, 5, ground.first(place).base.value)
        for year, value in enumerate(values):
            self.book.number(self.sheet, row, META_VALUES + year, value)
        return span(self.sheet, row, META_VALUES, META_VALUES + len(values) - 1)


def write_scenario_sheet(book: Book, ground: Ground, meta: Meta, next_step: int) -> int:
    """Write one scenario; gives the next free row of the sheet of steps."""
    wording, plan = book.wording, ground.plan
    book.write(
        ground.sheet, 0, 0, f"{wording.name(plan.name)}: {wording.name(ground.scenario.name)}", bold=True, font_size=14
    )
    if ground.scenario.note is not None:
        book.write(ground.sheet, 1, 0, wording.name(ground.scenario.note), italic=True)
    book.write(
        ground.sheet,
        2,
        0,
        book.text(N_("Yellow cells may be changed; everything else follows.")),
        bg_color=INPUT_COLOUR,
    )
    book.write(ground.sheet, 3, 0, "; ".join(_happenings(book, ground)))
    book.heads(ground.sheet, HEAD, _heads(book, ground))
    for place, indicator in enumerate(plan.indicators):
        _fixed(book, ground, place, indicator)
        _inputs(book, ground, place, meta)
    next_step = write_paths(book, ground, next_step)
    widths = [*_WIDTHS, *[9] * plan.n_years, *[11] * (plan.n_years + 1), _REMARK]
    book.page(ground.sheet, widths, (FIRST, 2), HEAD)
    return next_step


def _heads(book: Book, ground: Ground) -> list[str]:
    years = ground.plan.years
    return [
        book.text(N_("No.")), book.text(N_("Indicator")), book.text(N_("Unit")), book.text(N_("Law")), book.text(N_("Changed")),
        book.text(N_("Base value")), *(book.text(N_("Growth {year}"), year=year) for year in years[1:]), *map(str, years),
        book.text(N_("Remarks")),
    ]  # fmt: skip


def _fixed(book: Book, ground: Ground, place: int, indicator: Indicator) -> None:
    """What is no input: name, unit, law, base, remarks."""
    wording, row = book.wording, ground.row(place)
    texts = (
        indicator.number or "",
        wording.name(indicator.name),
        wording.unit(indicator),
        book.text(LAWS[indicator.law]),
    )
    for column, text in enumerate(texts):
        book.write(ground.sheet, row, column, text, border=1, text_wrap=True)
    base = ground.first(place).base.value
    book.number(ground.sheet, row, BASE, base, border=1, num_format="#,##0.####")
    remark = "; ".join(_remarks(book, ground, place, indicator))
    book.write(ground.sheet, row, FIXED + 2 * ground.plan.n_years + 1, remark, border=1, text_wrap=True)
    book.tall(
        ground.sheet, row, (texts[1], _WIDTHS[1]), (texts[2], _WIDTHS[2]), (texts[3], _WIDTHS[3]), (remark, _REMARK)
    )


def _remarks(book: Book, ground: Ground, place: int, indicator: Indicator) -> Iterator[str]:
    kind = input_kind(ground, place)
    if (reason := ground.projection.unknown.get(place)) is not None:
        yield book.wording.reason(reason) or ""
        if kind != "none":
            yield book.text(N_("fill in every year to get a path"))
    elif kind == "none":
        yield book.text(N_("follows from other indicators"))
    if kind in _REMARKS:
        yield book.text(_REMARKS[kind])
    if ground.first(place).index:
        yield book.text(N_("index, {year} = 100"), year=ground.plan.base_year)
    for delay in (delay for delay in ground.scenario.delays if indicator.id in delay.of):
        yield book.text(N_("starts {n} years late: the growth entered moves {n} years back"), n=delay.years)


def _happenings(book: Book, ground: Ground) -> Iterator[str]:
    """What the scenario lets happen."""
    for event in ground.scenario.events:
        name = book.wording.name(event.name) if event.name is not None else event.id
        hits = ", ".join(f"{indicator} {figure.text}" for indicator, figure in event.hits.items())
        message = _event_text(event)
        yield book.text(message, name=name, year=event.year, hits=hits)


def _event_text(event: Event) -> str:
    if event.chance is not None:
        return N_("{name} ({year}) is uncertain and not in these paths: {hits}")
    return N_("{name} ({year}): {hits}")


def _inputs(book: Book, ground: Ground, place: int, meta: Meta) -> None:
    """The cells of growth, with what may be typed there, and the mark of a change."""
    kind, row, n_years = input_kind(ground, place), ground.row(place), ground.plan.n_years
    if kind == "none":
        for column in (CHANGED, *range(FIXED, FIXED + n_years)):
            book.number(ground.sheet, row, column, None, border=1, bg_color="#EEEEEE")
        if place in ground.projection.unknown:
            for year in range(n_years + 1):
                book.number(ground.sheet, row, FIXED + n_years + year, None, border=1)
        return
    values = input_values(ground, place)
    kept = meta.add(ground, place, kind, values)
    for year, value in enumerate(values):
        options: dict[str, Any] = {"num_format": _FORMATS[kind], "locked": False, "bg_color": INPUT_COLOUR, "border": 1}
        book.number(ground.sheet, row, FIXED + year, value, **options)
    own = span(ground.sheet, row, FIXED, FIXED + n_years - 1)
    what = book.text(N_("Changed"))
    flag = f"IF(SUMPRODUCT(--({own}<>{kept}))>0,1,0)"
    book.formula(
        (ground.sheet, row, CHANGED),
        flag,
        0.0,
        what,
        num_format='"●";;',
        border=1,
        align="center",
        font_color="#B00020",
    )
    book.sheets[ground.sheet].data_validation(row, FIXED, row, FIXED + n_years - 1, _rule(book, kind))


def _rule(book: Book, kind: InputKind) -> dict[str, Any]:
    low, high = RATE_RANGE if kind == "rate" else (-_LARGEST, _LARGEST)
    said = {
        "rate": book.text(N_("Growth a year in per cent, such as 12%")),
        "points": book.text(N_("Change a year, in points or units, such as 0.5 or -2")),
        "each": book.text(N_("Amount of this year, in the indicator's unit")),
    }[kind]
    return {
        "validate": "decimal", "criteria": "between", "minimum": low, "maximum": high, "ignore_blank": True,
        "input_message": said, "error_title": book.text(N_("No such growth")), "error_message": said,
    }  # fmt: skip


def level_ref(ground: Ground, place: int, year: int) -> str:
    """Reference to the level of one year, counted from the base."""
    return ref(ground.sheet, ground.row(place), FIXED + ground.plan.n_years + year)
