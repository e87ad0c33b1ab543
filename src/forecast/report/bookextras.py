"""Sheets beside the figures: where each is from, whether every formula gives our digits, and charts that follow a choice."""

from collections.abc import Iterator, Sequence
from typing import Final

from forecast.outcome import Study
from forecast.plan import Indicator, Plan
from forecast.report.bookcells import INPUT_COLOUR, Book, ref
from forecast.report.bookground import FIXED, STEP_FIXED, Ground
from forecast.report.bookscenario import FIRST
from forecast.report.booktargets import COLUMNS, EACH, HEAD
from forecast.sourced import Source, Sourced
from forecast.wording import N_

CHECK_HEAD: Final = 5
TOLERANCE: Final = 1e-9
"""Relative difference up to which a formula agrees with our digits."""
_KINDS: Final = {
    "observations": N_("Observed"), "targets": N_("Target"), "statements": N_("Statement"), "stated_rate": N_("Stated growth"),
}  # fmt: skip
_SOURCE_WIDTHS: Final = (6, 36, 14, 12, 28, 36, 12, 70)
_LISTS: Final = 6
"""First column of the lists behind the chart."""


def write_steps_head(book: Book, plan: Plan, sheet: str) -> None:
    """Heads of the sheet of steps."""
    said = N_("How levels come about where they take more than one step: events, shares, parts, identities.")
    book.write(sheet, 0, 0, book.text(said), italic=True)
    heads = (N_("Scenario"), N_("Indicator"), N_("Step"), N_("Factor"))
    book.heads(sheet, 1, [*map(book.text, heads), *map(str, plan.years)])
    book.page(sheet, [16, 40, 24, 10, *[14] * (plan.n_years + 1)], (2, STEP_FIXED), 1)


def write_sources(book: Book, plan: Plan, sheet: str) -> None:
    """Every figure of the plan with the place it is from."""
    heads = (
        N_("No."),
        N_("Indicator"),
        N_("What"),
        N_("Years"),
        N_("As printed"),
        N_("Document"),
        N_("Place"),
        N_("Quote"),
    )
    book.heads(sheet, 0, [*map(book.text, heads)])
    row = 1
    for indicator in plan.indicators:
        for texts in _figures(book, plan, indicator):
            for column, text in enumerate(texts):
                book.write(sheet, row, column, text, border=1, text_wrap=True)
            book.tall(sheet, row, *zip(texts, _SOURCE_WIDTHS, strict=True))
            row += 1
    book.page(sheet, _SOURCE_WIDTHS, (1, 2), 0)


def _figures(book: Book, plan: Plan, indicator: Indicator) -> Iterator[tuple[str, ...]]:
    name = book.wording.name(indicator.name)
    for place, item in indicator.sourced():
        what = book.text(_KINDS[place.partition(".")[0]])
        printed = item.printed or ("" if item.value is None else book.wording.number(item.value))
        for source in (item.source, *item.also):
            yield indicator.number or "", name, what, _years(item), printed, *_source(book, plan, source)


def _years(item: Sourced) -> str:
    first, last = getattr(item, "first", None), getattr(item, "last", None)
    if first is not None:
        return f"{first}–{last}"
    period = getattr(item, "period", None)
    return f"{period[0]}–{period[1]}" if period else str(getattr(item, "year", "") or "")


def _source(book: Book, plan: Plan, source: Source) -> tuple[str, str, str]:
    """Document, place and quote of a source of any kind."""
    if source.document is not None:
        line = book.text(N_("line {line}"), line=source.line)
        return plan.sources[source.document].title, line, source.quote or ""
    if source.sheet is not None:
        return source.sheet, source.cell or "", ""
    return source.by or "", source.date or "", ""


def write_check(book: Book, sheet: str) -> None:
    """Every formula cell beside our digits for it; all agree as long as no growth is changed."""
    cells = list(book.checked)
    last = CHECK_HEAD + len(cells)
    book.write(sheet, 0, 0, book.text(N_("Does every formula give our digits?")), bold=True, font_size=14)
    said = N_("All agree as long as no growth is changed; afterwards this sheet shows which cells moved.")
    book.write(sheet, 1, 0, book.text(said), italic=True)
    book.write(sheet, 2, 0, book.text(N_("Formula cells")))
    book.number(sheet, 2, 2, float(len(cells)))
    book.write(sheet, 3, 0, book.text(N_("of which agree")))
    agreeing = f"=SUM(G{CHECK_HEAD + 1}:G{last})" if cells else "=0"
    book.sheets[sheet].write_formula(3, 2, agreeing, book.style(bold=True), len(cells))
    heads = (N_("Sheet"), N_("Cell"), N_("What"), N_("Our digits"), N_("Now"), N_("Relative difference"), N_("Agrees"))
    book.heads(sheet, CHECK_HEAD - 1, [*map(book.text, heads)])
    target, text, figure = book.sheets[sheet], book.style(), book.style(num_format="0.00000000000E+00")
    small, flag = book.style(num_format="0.0E+00"), book.style(num_format="0", align="center")
    for number, cell in enumerate(cells):
        row = CHECK_HEAD + number
        place = cell.place.rpartition("!")[2].replace("$", "")
        for column, said_text in enumerate((cell.sheet, place, cell.what)):
            target.write_string(row, column, said_text, text)
        if cell.value is not None:
            target.write_number(row, 3, cell.value, figure)
        stored: float | str = "" if cell.value is None else cell.value
        one, other = f"D{row + 1}", f"E{row + 1}"
        target.write_formula(row, 4, f'=IF({cell.place}="","",{cell.place})', figure, stored)
        both = f"AND(ISNUMBER({one}),ISNUMBER({other}))"
        off = f'=IF({both},ABS({other}-{one})/MAX(ABS({one}),1E-9),IF({one}&""={other}&"",0,1))'
        target.write_formula(row, 5, off, small, 0)
        target.write_formula(row, 6, f"=IF(F{row + 1}<={TOLERANCE!r},1,0)".replace("e-", "E-"), flag, 1)
    rule = {"type": "cell", "criteria": "==", "value": 0, "format": book.book.add_format({"bg_color": "#F8D7D4"})}
    if cells:
        target.conditional_format(CHECK_HEAD, 6, last - 1, 6, rule)
    book.page(sheet, [18, 10, 60, 22, 22, 16, 10], (CHECK_HEAD, 0), CHECK_HEAD - 1)


def write_charts(book: Book, study: Study, grounds: Sequence[Ground], sheet: str) -> None:
    """A chart of the indicator that is chosen, under every scenario with its target; and the targets reached by scenario."""
    plan = study.plan
    target = book.sheets[sheet]
    book.write(sheet, 0, 0, book.text(N_("Choose an indicator:")), bold=True)
    drawn = [row for row in study.requirements.rows if row.target is not None and row.assessable]
    places = list(dict.fromkeys(row.place for row in drawn)) or list(range(len(plan.indicators)))
    labels = [_label(book, plan, place) for place in places]
    for number, (place, label) in enumerate(zip(places, labels, strict=True)):
        goal = next((row.goal for row in drawn if row.place == place and row.law != "total"), None)
        book.write(sheet, number + 1, _LISTS + plan.n_years, label, font_color="#808080")
        book.number(sheet, number + 1, _LISTS + plan.n_years + 1, float(place), font_color="#808080")
        book.number(sheet, number + 1, _LISTS + plan.n_years + 2, goal, font_color="#808080")
    column = _LISTS + plan.n_years
    names = f"{ref(sheet, 1, column)}:{ref(sheet, len(places), column).rpartition('!')[2]}"
    book.write(sheet, 0, 1, labels[0], bg_color=INPUT_COLOUR, locked=False, border=1, text_wrap=True)
    target.data_validation(0, 1, 0, 1, {"validate": "list", "source": f"={names}"})
    _chosen(book, study, grounds, sheet, places)
    _line_chart(book, plan, len(grounds), sheet)
    _reached(book, study, grounds, sheet)
    target.set_column(0, 0, 30)
    target.set_column(1, 1, 44)
    target.set_column(2, plan.n_years + 1, 12)
    target.set_landscape()
    target.set_paper(9)
    target.fit_to_pages(1, 1)
    target.print_area(0, 0, 36 + 4 * len(grounds), plan.n_years + 1)
    book.protect(sheet)


def _label(book: Book, plan: Plan, place: int) -> str:
    indicator = plan.indicators[place]
    return f"{indicator.number or '–'} · {book.wording.name(indicator.name)}"[:250]


def _chosen(book: Book, study: Study, grounds: Sequence[Ground], sheet: str, places: Sequence[int]) -> None:
    """Levels of the chosen indicator by scenario, and its target, below the chart."""
    plan, top = study.plan, 24
    names = ref(sheet, 1, _LISTS + plan.n_years)
    last = ref(sheet, len(places), _LISTS + plan.n_years).rpartition("!")[2]
    match = f"MATCH({ref(sheet, 0, 1)},{names}:{last},0)"
    book.write(sheet, top, 0, book.text(N_("Scenario")), bold=True)
    for year in range(plan.n_years + 1):
        book.write(sheet, top, 1 + year, str(plan.base_year + year), bold=True, align="right")
    first = places[0]
    for number, ground in enumerate(grounds):
        book.write(sheet, top + 1 + number, 0, book.wording.name(ground.scenario.name))
        for year in range(plan.n_years + 1):
            column = FIXED + plan.n_years + year
            cells = f"{ref(ground.sheet, FIRST, column)}:{ref(ground.sheet, FIRST + len(plan.indicators) - 1, column).rpartition('!')[2]}"
            places_of = ref(sheet, 1, _LISTS + plan.n_years + 1)
            end = ref(sheet, len(places), _LISTS + plan.n_years + 1).rpartition("!")[2]
            found = f"INDEX({cells},INDEX({places_of}:{end},{match})+1)"
            known = first not in ground.projection.unknown
            value = float(ground.projection.levels[first, year]) if known else None
            formula = f'IF({found}="",NA(),{found})'
            _drawn(book, sheet, (top + 1 + number, 1 + year), formula, value)
    row = top + 1 + len(grounds)
    book.write(sheet, row, 0, book.text(N_("Target")))
    goals = ref(sheet, 1, _LISTS + plan.n_years + 2)
    end = ref(sheet, len(places), _LISTS + plan.n_years + 2).rpartition("!")[2]
    goal = next((each.goal for each in study.requirements.rows if each.place == first and each.assessable), None)
    for year in range(plan.n_years + 1):
        found = f"INDEX({goals}:{end},{match})"
        _drawn(book, sheet, (row, 1 + year), f'IF({found}="",NA(),{found})', goal)


def _drawn(book: Book, sheet: str, at: tuple[int, int], formula: str, value: float | None) -> None:
    """A cell behind the chart; what is not known is drawn as nothing."""
    stored: float | str = "#N/A" if value is None or value != value else value
    book.sheets[sheet].write_formula(*at, f"={formula}", book.style(num_format="#,##0.##"), stored)


def _line_chart(book: Book, plan: Plan, n_scenarios: int, sheet: str) -> None:
    chart = book.book.add_chart({"type": "line"})
    years = [sheet, 24, 1, 24, plan.n_years + 1]
    for number in range(n_scenarios + 1):
        row = 25 + number
        is_target = number == n_scenarios
        line = {"dash_type": "dash", "color": "#B00020", "width": 1.5} if is_target else {"width": 2.25}
        marker = {"type": "none"} if is_target else {"type": "automatic"}
        chart.add_series(
            {
                "name": [sheet, row, 0],
                "categories": years,
                "values": [sheet, row, 1, row, plan.n_years + 1],
                "line": line,
                "marker": marker,
            }
        )
    chart.set_title({"name": [sheet, 0, 1], "name_font": {"size": 12}})
    chart.set_legend({"position": "bottom"})
    chart.set_y_axis({"num_format": "#,##0.##", "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}})
    chart.set_size({"width": 860, "height": 400})
    chart.show_na_as_empty_cell()
    book.sheets[sheet].insert_chart(2, 0, chart)


def _reached(book: Book, study: Study, grounds: Sequence[Ground], sheet: str) -> None:
    """How many targets are reached under each scenario, counted over the first target of each indicator."""
    targeted = [row for row in study.requirements.rows if row.target is not None]
    first = {row.indicator: number for number, row in reversed(list(enumerate(targeted)))}
    top = 25 + len(grounds) + 2
    book.write(sheet, top, 0, book.text(N_("Targets reached")), bold=True)
    page = book.text(N_("Targets"))
    for number, ground in enumerate(grounds):
        column = COLUMNS + EACH * number + 2
        cells = [ref(page, HEAD + 1 + line, column) for line in sorted(first.values()) if targeted[line].assessable]
        formula = "+".join(f"(N({cell})=1)" for cell in cells) or "0"
        book.write(sheet, top + 1 + number, 0, book.wording.name(ground.scenario.name))
        counted = f"=SUMPRODUCT(({formula})*1)"
        book.sheets[sheet].write_formula(
            top + 1 + number, 1, counted, book.style(), study.outcomes[number].assessments.n_attained
        )
    chart = book.book.add_chart({"type": "bar"})
    rows = (top + 1, top + len(grounds))
    series = {
        "categories": [sheet, rows[0], 0, rows[1], 0],
        "values": [sheet, rows[0], 1, rows[1], 1],
        "data_labels": {"value": True},
    }
    chart.add_series({"name": [sheet, top, 0], **series})
    chart.set_legend({"none": True})
    chart.set_title({"name": [sheet, top, 0], "name_font": {"size": 12}})
    chart.set_x_axis({"min": 0, "num_format": "0", "major_gridlines": {"visible": False}})
    chart.set_size({"width": 860, "height": 80 + 40 * len(grounds)})
    book.sheets[sheet].insert_chart(top + len(grounds) + 2, 0, chart)
