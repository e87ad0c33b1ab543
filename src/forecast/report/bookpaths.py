"""The levels of one scenario as formulas: growth as inputs, levels from them as `projection` makes them.

Each step beyond growth is a row of the sheet of steps, so that it can be followed; an indicator that only grows has its formulas in
its own row. The sheet that checks compares every formula with our digits.
"""

import math
from collections.abc import Sequence

from forecast.events import event_shifts
from forecast.links import bound_parts, computed_in_order, share_groups
from forecast.report.bookcells import Book, ref, span
from forecast.report.bookformulas import Track, clipped, plain
from forecast.report.bookground import BASE, CHANGED, FIXED, STEP_FIXED, Ground, input_kind, input_values, level_format
from forecast.requirement import half_unit
from forecast.wording import N_


class Levels:
    """Writes the levels of one scenario step by step; `tracks` holds the last step of each indicator."""

    def __init__(self, book: Book, ground: Ground, next_step: int) -> None:
        self.book, self.ground, self.next_step = book, ground, next_step
        self.plan = ground.plan
        self.shifts = event_shifts(self.plan, ground.scenario)
        self.links = {link.place: link for link in computed_in_order(self.plan)}
        self.groups = [
            (group, [self.plan.index[name] for name in identity.gives_way])
            for identity, group in share_groups(self.plan)
        ]
        self.caps = [pair for pair in bound_parts(self.plan) if self._caps(*pair)]
        self.tracks: dict[int, Track] = {}
        self.n_years = self.plan.n_years

    def grow_all(self) -> None:
        """Levels from growth alone, of all indicators but those that are computed from known ones."""
        for place in range(len(self.plan.indicators)):
            if place not in self.links or place not in self.ground.projection.factors:
                self._grow(place)

    def show_staged(self) -> None:
        """Levels that took several steps, in their own rows."""
        for place, track in self.tracks.items():
            if self._is_staged(place):
                self.tracks[place] = self._shown(place, track.refs, self.known(place) or track.values)

    def _caps(self, part: int, whole: int) -> bool:
        """Whether a part is held below its whole: not where it is larger already in the base year."""
        scale = self.plan.indicators[whole].measure.scale / self.plan.indicators[part].measure.scale
        base = [self._base(place) for place in (part, whole)]
        return base[0] is not None and base[1] is not None and base[0] <= base[1] * scale

    def _base(self, place: int) -> float | None:
        return 0.0 if self.plan.indicators[place].law == "total" else self.ground.first(place).base.value

    def _is_staged(self, place: int) -> bool:
        """Whether the levels of an indicator take more than one step."""
        shared = any(place in group for group, _ in self.groups)
        capped = any(place == part for part, _ in self.caps)
        return place in self.shifts or shared or capped or place in self.links or self._at_bound(place)

    def _at_bound(self, place: int) -> bool:
        """Whether a percentage starts so near its bound that its logit begins inside."""
        indicator, base = self.plan.indicators[place], self._base(place)
        if indicator.law != "logit" or base is None:
            return False
        low, high = self._inner(place)
        return not low <= base <= high

    def _inner(self, place: int) -> tuple[float, float]:
        (low, high), margin = self.plan.indicators[place].limits, half_unit(self.ground.first(place))
        return low + margin, high - margin

    def step(self, place: int, label: str, formulas: Sequence[str], values: Sequence[float | None]) -> Track:
        """One row of the sheet of steps."""
        sheet, row = self.ground.steps_sheet, self.next_step
        self.next_step += 1
        name = self.book.wording.name(self.plan.indicators[place].name)
        for column, text in enumerate((self.ground.scenario.id, name, label)):
            self.book.write(sheet, row, column, text)
        for year, (formula, value) in enumerate(zip(formulas, values, strict=True)):
            what = f"{name}, {label}, {self.plan.base_year + year}"
            self.book.formula((sheet, row, STEP_FIXED + year), formula, value, what, num_format="#,##0.0000")
        return Track(tuple(ref(sheet, row, STEP_FIXED + year) for year in range(self.n_years + 1)), tuple(values))

    def level_cell(self, place: int, year: int) -> tuple[str, int, int]:
        """Cell of a level in the sheet of the scenario."""
        return self.ground.sheet, self.ground.row(place), FIXED + self.n_years + year

    def _shown(self, place: int, formulas: Sequence[str], values: Sequence[float | None]) -> Track:
        """The levels in the indicator's own row."""
        indicator = self.plan.indicators[place]
        name = self.book.wording.name(indicator.name)
        form = level_format(indicator, self._base(place))
        for year, (formula, value) in enumerate(zip(formulas, values, strict=True)):
            what = f"{name}, {self.plan.base_year + year}"
            self.book.formula(self.level_cell(place, year), formula, value, what, num_format=form, border=1)
        return Track(tuple(ref(*self.level_cell(place, year)) for year in range(self.n_years + 1)), tuple(values))

    def known(self, place: int) -> tuple[float | None, ...] | None:
        """Our own digits of the levels, where the scenario gives them."""
        if place in self.ground.projection.unknown:
            return None
        found = self.ground.projection.levels[place].tolist()
        return tuple(None if math.isnan(level) else level for level in found)

    def _inputs(self, place: int) -> list[str]:
        row = self.ground.row(place)
        return [ref(self.ground.sheet, row, FIXED + year) for year in range(self.n_years)]

    def _blank(self, place: int) -> str:
        """Condition under which nothing is known: an input is missing."""
        inputs = span(self.ground.sheet, self.ground.row(place), FIXED, FIXED + self.n_years - 1)
        return f"COUNT({inputs})<{self.n_years}"

    def changed(self, place: int) -> str:
        """Cell that says whether an input differs from what the scenario gave."""
        return ref(self.ground.sheet, self.ground.row(place), CHANGED)

    def _grow(self, place: int) -> None:
        """Levels from the inputs alone."""
        if input_kind(self.ground, place) == "none":
            self._constant(place)
            return
        values = self._raw_values(place)
        if self._at_bound(place):
            chain = self._chain(place, self._inner_start(place))
            track = self.step(place, self.book.text(N_("inside its bounds")), chain, values)
            base = ref(self.ground.sheet, self.ground.row(place), BASE)
            formulas = []
            for cell in track.refs:
                chained = f"{track.refs[0]}:{cell.rpartition('!')[2]}"
                formulas.append(f'IF({cell}="","",IF(MAX({chained})=MIN({chained}),{base},{cell}))')
        else:
            formulas = self._chain(place, ref(self.ground.sheet, self.ground.row(place), BASE))
        if self._is_staged(place):
            self.tracks[place] = self.step(place, self.book.text(N_("growth")), formulas, values)
        else:
            self.tracks[place] = self._shown(place, formulas, self.known(place) or values)

    def _constant(self, place: int) -> None:
        """A computed indicator whose parts are not all known keeps the path of its rule, which nothing here moves."""
        values = self.known(place)
        if values is None:
            return
        formulas = [plain(value) for value in values]
        if place in self.links:
            self.tracks[place] = self.step(place, self.book.text(N_("by its rule")), formulas, values)
        else:
            self.tracks[place] = self._shown(place, formulas, values)

    def _inner_start(self, place: int) -> str:
        base, (low, high) = ref(self.ground.sheet, self.ground.row(place), BASE), self._inner(place)
        return f"IF({self.changed(place)}=1,MIN(MAX({base},{plain(low)}),{plain(high)}),{base})"

    def _late(self, place: int) -> int:
        """Years by which the growth of an indicator is late, at most all of them."""
        name = self.plan.indicators[place].id
        return min(sum(delay.years for delay in self.ground.scenario.delays if name in delay.of), self.n_years)

    def _effective(self, place: int) -> list[str | None]:
        """Input of each year after delays; None where nothing moves yet."""
        late = self._late(place)
        return [*[None] * late, *self._inputs(place)[: self.n_years - late]]

    def _chain(self, place: int, start: str) -> list[str]:
        """Formulas of the levels, each from the level before and the growth of its year."""
        indicator = self.plan.indicators[place]
        blank = self._blank(place)
        cells = self._chain_cells(place)
        if indicator.law == "total":
            start = "0"
        elif indicator.law == "flow":
            start = f'IF({start}="","",{start})'
        formulas = [f'IF({blank},"",{start})']
        for year, moved in enumerate(self._effective(place), start=1):
            formulas.append(f'IF({blank},"",{self._next(place, cells[year - 1], moved)})')
        return formulas

    def _chain_cells(self, place: int) -> list[str]:
        """Where the chain itself stands: its own row, or the row of steps that is written next."""
        if not self._is_staged(place):
            return [ref(*self.level_cell(place, year)) for year in range(self.n_years + 1)]
        sheet, row = self.ground.steps_sheet, self.next_step
        return [ref(sheet, row, STEP_FIXED + year) for year in range(self.n_years + 1)]

    def _next(self, place: int, before: str, moved: str | None) -> str:
        """Level after one year."""
        indicator = self.plan.indicators[place]
        if indicator.law == "flow":
            return moved or "0"
        if moved is None:
            return before
        if indicator.law == "compound":
            return f"{before}*(1+{moved})"
        free = f"{before}+{moved}"
        if indicator.law == "total":
            return free
        if indicator.law == "logit":
            low, high = self._inner(place)
            return f"IF({self.changed(place)}=1,MIN(MAX({free},{plain(low)}),{plain(high)}),{free})"
        return clipped(free, *indicator.limits)

    def _raw_values(self, place: int) -> list[float | None]:
        """What the formulas of growth give, before events and links."""
        indicator, inputs = self.plan.indicators[place], input_values(self.ground, place)
        if any(value is None for value in inputs):
            return [None] * (self.n_years + 1)
        late = self._late(place)
        moves = [0.0] * late + [float(value or 0.0) for value in inputs][: self.n_years - late]
        levels: list[float | None] = [self._base(place)]
        low, high = indicator.limits
        for move in moves:
            before = levels[-1] or 0.0
            if indicator.law == "flow":
                levels.append(move)
            elif indicator.law == "compound":
                levels.append(before * (1 + move))
            elif indicator.law in ("total", "logit"):
                levels.append(before + move)
            else:
                levels.append(min(max(before + move, low), high))
        return levels
