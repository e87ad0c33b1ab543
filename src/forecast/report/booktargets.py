"""The sheet of targets: what each requires, and how it stands under every scenario, as formulas on the levels of the scenarios."""

from collections.abc import Sequence
from typing import Final

from forecast.assessment import Assessment
from forecast.growth import ATTAIN_TOLERANCE
from forecast.outcome import Study
from forecast.plan import Indicator
from forecast.report.bookcells import Book, ref, span
from forecast.report.bookformulas import plain
from forecast.report.bookground import BASE, FIXED, Ground, level_format
from forecast.report.bookscenario import level_ref
from forecast.requirement import Requirement, slack
from forecast.tables import named, target_text
from forecast.wording import N_, RANKS

HEAD: Final = 3
COLUMNS: Final = 11
"""Columns before those of the scenarios."""
EACH: Final = 3
"""Columns of one scenario: projected, gap, standing."""
_CODES: Final = {"attained": 1.0, "borderline": 0.5, "missed": 0.0}


def write_targets(book: Book, study: Study, grounds: Sequence[Ground], sheet: str) -> int:
    """Write all targets; gives the last row used, from 0."""
    wording, plan = book.wording, study.plan
    book.write(sheet, 0, 0, f"{wording.name(plan.name)}, {plan.base_year}–{plan.target_year}", bold=True, font_size=14)
    said = N_("Required rates, levels and gaps are formulas: they follow the growth in the sheets of the scenarios.")
    signs = N_("A gap above zero is what is missing, one below zero by how much the target is passed.")
    book.write(sheet, 1, 0, f"{book.text(said)} {book.text(signs)}", italic=True)
    for number, ground in enumerate(grounds):
        first = COLUMNS + EACH * number
        style = {"bold": True, "border": 1, "align": "center", "text_wrap": True, "bg_color": "#DDE6F0"}
        book.sheets[sheet].merge_range(HEAD - 1, first, HEAD - 1, first + EACH - 1, "", book.style(**style))
        book.write(sheet, HEAD - 1, first, wording.name(ground.scenario.name), **style)
    book.heads(sheet, HEAD, _heads(book, len(grounds)))
    rows = [row for row in study.requirements.rows if row.target is not None]
    for number, row in enumerate(rows):
        _target(book, study, grounds, (sheet, HEAD + 1 + number), row)
    book.page(sheet, [6, 40, 14, 14, 7, 12, 12, 12, 12, 12, 12, *[13, 13, 11] * len(grounds)], (HEAD + 1, 2), HEAD)
    last = HEAD + len(rows)
    _colours(book, sheet, last, len(grounds))
    return last


def _heads(book: Book, n_scenarios: int) -> list[str]:
    heads = (
        N_("No."), N_("Indicator"), N_("Target"), N_("Set by"), N_("Target year"), N_("Base"), N_("Target as a number"),
        N_("Required rate a year"), N_("Required change a year"), N_("Required amount a year"), N_("Past"),
    )  # fmt: skip
    return [
        *map(book.text, heads),
        *[book.text(N_("Projected")), book.text(N_("Gap")), book.text(N_("Standing"))] * n_scenarios,
    ]


def _target(book: Book, study: Study, grounds: Sequence[Ground], at: tuple[str, int], row: Requirement) -> None:
    sheet, line = at
    indicator = study.plan.indicators[row.place]
    book.write(sheet, line, 0, row.number or "", border=1)
    book.write(sheet, line, 1, named(indicator, book.wording), border=1, text_wrap=True)
    book.write(sheet, line, 2, target_text(row, indicator, book.wording), border=1, align="right")
    rank = book.text(RANKS[row.rank]) if row.rank else ""
    book.write(sheet, line, 3, rank, border=1, text_wrap=True)
    book.tall(sheet, line, (named(indicator, book.wording), 40), (rank, 14))
    book.number(sheet, line, 4, float(row.year or 0), border=1, num_format="0")
    for column in range(5, COLUMNS + EACH * len(grounds)):
        book.number(sheet, line, column, None, border=1)
    if not row.assessable or row.goal is None or not grounds:
        reason = book.wording.reason(row.reason) or ""
        book.across(sheet, line, COLUMNS, COLUMNS + EACH * len(grounds) - 1, reason)
        return
    _required(book, grounds[0], at, row, indicator)
    for number, ground in enumerate(grounds):
        found = next(each for each in study.outcomes[number].assessments if each.requirement is row)
        _standing(book, ground, (sheet, line, COLUMNS + EACH * number), found, indicator)


def _required(book: Book, ground: Ground, at: tuple[str, int], row: Requirement, indicator: Indicator) -> None:
    """Base, goal and what the target takes a year."""
    sheet, line = at
    n_years = (row.year or 0) - ground.plan.base_year
    base, goal = ref(sheet, line, 5), ref(sheet, line, 6)
    form = level_format(indicator, row.base.value)
    name = book.wording.name(indicator.name)
    if row.base.value is not None:
        source = ref(ground.sheet, ground.row(row.place), BASE)
        book.formula((sheet, line, 5), source, row.base.value, name, border=1, num_format=form)
    book.number(sheet, line, 6, row.goal, border=1, num_format="#,##0.####")
    if row.required_rate is not None:
        formula = f"({goal}/{base})^(1/{n_years})-1"
        if row.law == "total":
            formula = f"RATE({n_years},-{base},0,{goal},1)"
        book.formula((sheet, line, 7), formula, row.required_rate, name, border=1, num_format="0.00%")
    if row.required_points is not None:
        book.formula(
            (sheet, line, 8),
            f"({goal}-{base})/{n_years}",
            row.required_points,
            name,
            border=1,
            num_format="+0.00;-0.00;0",
        )
    if row.required_flow is not None:
        formula = f"{goal}/{n_years}" if row.law == "total" else goal
        book.formula((sheet, line, 9), formula, row.required_flow, name, border=1, num_format="#,##0.##")
    if row.past is not None:
        percent = row.past.rate is not None
        value = row.past.rate if percent else row.past.points if row.past.points is not None else row.past.flow
        book.number(sheet, line, 10, value, border=1, num_format="0.00%" if percent else "#,##0.00")


def _standing(book: Book, ground: Ground, at: tuple[str, int, int], found: Assessment, indicator: Indicator) -> None:
    """Level in the target's year, gap, and whether it is reached."""
    sheet, line, column = at
    row = found.requirement
    n_years = (row.year or 0) - ground.plan.base_year
    last = level_ref(ground, row.place, n_years)
    name = f"{book.wording.name(indicator.name)}, {ground.scenario.id}"
    form = level_format(indicator, row.base.value)
    known = None if found.gap is None else found.projected_value
    start = FIXED + ground.plan.n_years
    cells = span(ground.sheet, ground.row(row.place), start + 1, start + n_years)
    blank = f"COUNT({cells})<{n_years}"
    book.formula((sheet, line, column), f'IF({blank},"",{last})', known, name, border=1, num_format=form)
    years = [level_ref(ground, row.place, year) for year in range(1, n_years + 1)] if row.law == "flow" else [last]
    codes = [_code(row, indicator, level) for level in years]
    code = codes[0] if len(codes) == 1 else f"MIN({','.join(codes)})"
    value = None if found.attained is None else _CODES[found.attained]
    own = ref(sheet, line, column + 2)
    book.formula(
        (sheet, line, column + 2),
        f'IF({blank},"",{code})',
        value,
        name,
        border=1,
        align="center",
        num_format=_words(book),
    )
    gaps = [_gap(row, indicator, level) for level in years]
    miss = gaps[0] if len(gaps) == 1 else f"MAX({','.join(gaps)})"
    tiny = f"ABS({miss})<={plain(ATTAIN_TOLERANCE)}*ABS({plain(row.goal)})"
    formula = f'IF({blank},"",IF(OR({tiny},AND({own}=1,{miss}>0)),0,{miss}))'
    book.formula((sheet, line, column + 1), formula, found.gap, name, border=1, num_format=form)


def _words(book: Book) -> str:
    """Number format that shows the codes 1, 0 and 0.5 as words."""
    reached, short, border = (book.text(text) for text in (N_("reached"), N_("short"), N_("borderline")))
    return f'[=1]"{reached}";[=0]"{short}";"{border}"'


def _ends(row: Requirement) -> tuple[str, str]:
    low = row.low if row.low is not None else row.high
    high = row.high if row.high is not None else row.low
    return plain(low), plain(high)


def _is_corridor(row: Requirement, indicator: Indicator) -> bool:
    return indicator.better == "none" and row.low is not None and row.high is not None


def _gap(row: Requirement, indicator: Indicator, level: str) -> str:
    """What is missing of a target at a level, as in `assessment.gap`."""
    low, high = _ends(row)
    if _is_corridor(row, indicator):
        return f"MAX({low}-{level},{level}-{high},0)"
    return f"({level}-{high})" if indicator.better == "lower" or row.low is None else f"({low}-{level})"


def _code(row: Requirement, indicator: Indicator, level: str) -> str:
    """1 where a level attains the target, 0.5 where it is borderline, else 0, as in `attainment.attainment`."""
    low, high = _ends(row)
    goal = {"higher": low, "lower": high}.get(indicator.better, f"MIN(MAX({level},{low}),{high})")
    if row.low is None or row.high is None:
        goal = low
    tolerance = f"{plain(ATTAIN_TOLERANCE)}*MAX(ABS({goal}),ABS({level}))"
    downward = indicator.better == "lower" or (row.high is not None and row.low is None)
    off = (
        f"ABS({level}-{goal})" if _is_corridor(row, indicator) else f"{level}-{goal}" if downward else f"{goal}-{level}"
    )
    reached = f"IF({off}<={tolerance}+{plain(slack(row, indicator))},1,0)"
    return f"IF(ABS({level}-{goal})<={tolerance},0.5,{reached})" if row.comparator in (">", "<") else reached


def _colours(book: Book, sheet: str, last: int, n_scenarios: int) -> None:
    """Colours beside the words: never the only sign."""
    for number in range(n_scenarios):
        column = COLUMNS + EACH * number + 2
        for code, colour in ((1, "#D7EFD9"), (0, "#F8D7D4"), (0.5, "#FFF0C2")):
            rule = {
                "type": "cell",
                "criteria": "==",
                "value": code,
                "format": book.book.add_format({"bg_color": colour}),
            }
            blank = {"type": "blanks", "stop_if_true": True, "format": None}
            book.sheets[sheet].conditional_format(HEAD + 1, column, last, column, blank)
            book.sheets[sheet].conditional_format(HEAD + 1, column, last, column, rule)
