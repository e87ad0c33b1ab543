"""What follows growth in a scenario's sheet: events, shares that keep their sum, parts below their wholes, computed indicators."""

from forecast.links import Computed
from forecast.report.bookcells import Book, ref
from forecast.report.bookformulas import clipped, excel_expression, plain, share_formula, share_value
from forecast.report.bookground import BASE, STEP_FIXED, Ground, input_kind
from forecast.report.bookpaths import Levels
from forecast.wording import N_


def write_paths(book: Book, ground: Ground, next_step: int) -> int:
    """Write all levels of a scenario in the order of `projection`; gives the next free row of the sheet of steps."""
    levels = Levels(book, ground, next_step)
    levels.grow_all()
    for place in levels.shifts:
        _hit(levels, place)
    for group, named in levels.groups:
        if all(place in levels.tracks for place in group):
            _share(levels, group, named)
    for part, whole in levels.caps:
        if part in levels.tracks and whole in levels.tracks:
            _cap(levels, part, whole)
    for link in levels.links.values():
        if all(ground.plan.index[name] in levels.tracks for name in link.needs):
            _compute(levels, link)
    levels.show_staged()
    return levels.next_step


def _hit(levels: Levels, place: int) -> None:
    """What the events of the scenario do to the levels."""
    if (track := levels.tracks.get(place)) is None:
        return
    factors, points = levels.shifts[place]
    limits = levels.plan.indicators[place].limits
    formulas, values = [], []
    for cell, value, factor, point in zip(track.refs, track.values, factors.tolist(), points.tolist(), strict=True):
        formulas.append(f'IF({cell}="","",{clipped(f"{cell}*{plain(factor)}+{plain(point)}", *limits)})')
        values.append(None if value is None else min(max(value * factor + point, limits[0]), limits[1]))
    levels.tracks[place] = levels.step(place, levels.book.text(N_("after events")), formulas, values)


def _share(levels: Levels, group: tuple[int, ...], named: list[int]) -> None:
    """Shares keep their sum: those that are not moved give way."""
    tracks = {place: levels.tracks[place] for place in group}
    rows = {place: levels.next_step + number for number, place in enumerate(group)}
    ways = {place: ref(levels.ground.steps_sheet, rows[place], STEP_FIXED - 1) for place in group}
    known = all(value is not None for track in tracks.values() for value in track.values)
    yielding = _yielding(levels, group, named)
    for place in group:
        formulas, values = [], []
        for year in range(levels.n_years + 1):
            formulas.append(share_formula(place, tracks, ways, year))
            values.append(share_value(place, tracks, yielding, year) if known else tracks[place].values[year])
        row = levels.next_step
        levels.tracks[place] = levels.step(place, levels.book.text(N_("shares keep their sum")), formulas, values)
        what = levels.book.text(N_("gives way"))
        flag = float(place in yielding)
        formula = _gives_way(levels, place, group, named)
        levels.book.formula((levels.ground.steps_sheet, row, STEP_FIXED - 1), formula, flag, what)


def _moved(levels: Levels, place: int) -> str:
    """1 where the scenario or the reader moves a share."""
    written = levels.plan.indicators[place].id in levels.ground.scenario.paths
    if written or input_kind(levels.ground, place) == "none":
        return "1" if written else "0"
    return levels.changed(place)


def _yielding(levels: Levels, group: tuple[int, ...], named: list[int]) -> set[int]:
    paths = {levels.plan.index[name] for name in levels.ground.scenario.paths}
    free = [place for place in named if place not in paths]
    return set(free or [place for place in group if place not in paths] or group)


def _gives_way(levels: Levels, place: int, group: tuple[int, ...], named: list[int]) -> str:
    own = f"1-{_moved(levels, place)}"
    of_all = "+".join(f"(1-{_moved(levels, other)})" for other in group)
    rest = f"IF({of_all}>0,{own},1)"
    if not named:
        return rest
    of_named = "+".join(f"(1-{_moved(levels, other)})" for other in named)
    return f"IF({of_named}>0,{own if place in named else '0'},{rest})"


def _cap(levels: Levels, part: int, whole: int) -> None:
    """A part never exceeds its whole."""
    scale = levels.plan.indicators[whole].measure.scale / levels.plan.indicators[part].measure.scale
    formulas, values = [], []
    one, other = levels.tracks[part], levels.tracks[whole]
    for year in range(levels.n_years + 1):
        cell, limit = one.refs[year], f"{other.refs[year]}*{plain(scale)}"
        formulas.append(f'IF({cell}="","",IF({other.refs[year]}="",{cell},MIN({cell},{limit})))')
        value, most = one.values[year], other.values[year]
        values.append(value if value is None or most is None else min(value, most * scale))
    levels.tracks[part] = levels.step(part, levels.book.text(N_("at most its whole")), formulas, values)


def _compute(levels: Levels, link: Computed) -> None:
    """An indicator that follows from others: k0 times its expression."""
    needs = {name: levels.tracks[levels.plan.index[name]] for name in link.needs}
    scales = {name: levels.plan.indicator(name).measure.scale for name in link.needs}
    own = levels.plan.indicators[link.place].measure.scale
    factor = levels.ground.projection.factors.get(link.place)
    fallback = levels.tracks.get(link.place)
    k0 = ref(levels.ground.steps_sheet, levels.next_step, STEP_FIXED - 1)
    count = "+".join(f"COUNT({track.refs[0]}:{track.refs[-1].rpartition('!')[2]})" for track in needs.values())
    wanted = len(needs) * (levels.n_years + 1)
    formulas = []
    for year in range(levels.n_years + 1):
        value = excel_expression(link.tree, {name: track.refs[year] for name, track in needs.items()}, scales)
        other = fallback.refs[year] if fallback is not None else '""'
        formulas.append(f"IF({count}<{wanted},{other},{k0}*({value})/{plain(own)})")
    values = levels.known(link.place) or (None,) * (levels.n_years + 1)
    row = levels.next_step
    levels.tracks[link.place] = levels.step(link.place, levels.book.text(N_("from its parts")), formulas, values)
    base = excel_expression(link.tree, {name: track.refs[0] for name, track in needs.items()}, scales)
    printed = ref(levels.ground.sheet, levels.ground.row(link.place), BASE)
    whole = f"({base})/{plain(own)}"
    formula = f'IF({count}<{wanted},"",IF(ISNUMBER({printed}),IF({whole}=0,1,{printed}/({whole})),1))'
    levels.book.formula((levels.ground.steps_sheet, row, STEP_FIXED - 1), formula, factor, "k0", num_format="0.0000")
