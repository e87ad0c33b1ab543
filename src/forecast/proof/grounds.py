"""Formulas of what no scenario changes: base value, target as a level, required and past pace. Method, sections 1 and 2."""

from collections.abc import Mapping

from forecast import identities
from forecast.basis import base_of, percentage
from forecast.growth import Scale
from forecast.plan import Indicator, Plan, Statement, Target
from forecast.proof.formula import Constant, Formula, Term, call, evaluate, is_close
from forecast.requirement import SCALES, Requirement, half_unit
from forecast.sourced import Sourced


def base(plan: Plan, row: Requirement) -> Formula | None:
    """Value of the base year: as printed, converted to the unit, or derived."""
    indicator, origin = plan.indicators[row.place], row.base.origin
    if origin in ("observed", "estimate") and row.base.item is not None:
        return printed(indicator, row.base.item, "base", plan.base_year)
    if origin == "index":
        return Constant(100.0)
    if origin == "identity":
        return _by_identity(plan, indicator)
    if origin == "statement" and isinstance(row.base.item, Statement):
        return _yearly(plan, indicator, row.base.item)
    return None


def base_term(plan: Plan, row: Requirement) -> Term:
    """The base value as a figure of another formula."""
    assert row.base.value is not None
    return Term("base", row.base.value, "level", row.base.item, year=plan.base_year)


def printed(indicator: Indicator, item: Sourced, name: str, year: int | None = None) -> Formula:
    """A printed figure in the indicator's unit, its scale as a factor."""
    level = indicator.level(item)
    value = level if item.figure is None or item.value is not None else item.figure.value
    term = Term(name, value, "level", item, year=year)
    if value == level or value == 0:
        return term
    return term * Term("scale", level / value, "plain")


def _by_identity(plan: Plan, indicator: Indicator) -> Formula | None:
    identity = next((known for known in plan.identities if known.computed == indicator.id), None)
    if identity is None or identity.equals is None:
        return None
    values = {}
    for name in identities.names(identities.parse(identity.equals)):
        part = plan.indicator(name)
        ground = base_of(plan, part)
        if ground.value is None:
            return None
        values[name] = Term("level", ground.value, "level", ground.item, about=name, year=plan.base_year)
    return by_expression(plan, indicator, identity.equals, values)


def by_expression(plan: Plan, indicator: Indicator, text: str, values: Mapping[str, Term]) -> Formula:
    """An expression between indicators with their levels put in, in the unit of the computed one."""
    scales = {indicator.measure.scale, *(plan.indicator(name).measure.scale for name in values)}
    alike = len(scales) == 1 and not set(text) & set("*/×÷")

    def built(tree: identities.Expression) -> Formula:
        if isinstance(tree, identities.Number):
            return Constant(tree.value)
        if isinstance(tree, identities.Name):
            scale = plan.indicator(tree.id).measure.scale
            return (
                values[tree.id]
                if scale == 1 or alike
                else values[tree.id] * Term("scale", scale, "plain", about=tree.id)
            )
        left, right = built(tree.left), built(tree.right)
        return {"+": left.__add__, "-": left.__sub__, "*": left.__mul__, "/": left.__truediv__}[tree.mark](right)

    found, scale = built(identities.parse(text)), indicator.measure.scale
    return found if scale == 1 or alike else found / Term("scale", scale, "plain", about=indicator.id)


def _yearly(plan: Plan, indicator: Indicator, said: Statement) -> Formula:
    """Yearly amount behind the sum of a period; as a share of a stock where it is over one."""
    n_years = Term("years", said.last - said.first + 1, "plain")
    if said.over is None:
        return printed(indicator, said, "total") / n_years
    stock = plan.indicator(said.over)
    ground = base_of(plan, stock)
    total = said.value if said.figure is None else said.figure.value * said.figure.unit.scale
    assert ground.value is not None and total is not None
    whole: Formula = Term("level", ground.value, "level", ground.item, about=stock.id, year=plan.base_year)
    if stock.measure.scale != 1:
        whole = whole * Term("scale", stock.measure.scale, "plain", about=stock.id)
    return 100 * (Term("total", total, "level", said) / n_years) / whole


def target(plan: Plan, row: Requirement) -> Formula | None:
    """The end of the target from which it is met, as a level."""
    item = next((each for each in plan.indicators[row.place].targets if each.id == row.target), None)
    return None if item is None else target_by(plan, row, item)


def target_by(plan: Plan, row: Requirement, item: Target) -> Formula | None:
    """The same of a target of these words, such as one that was set anew."""
    indicator = plan.indicators[row.place]
    if row.goal is None or row.year is None:
        return None
    if item.kind == "level":
        return _end(indicator, item, row)
    start: Formula = Constant(100.0) if row.base.value is None or row.index else base_term(plan, row)
    years = row.year - plan.base_year
    for rate in _rates(item):
        growth = 1 + Term("target_growth", rate, "rate", item)
        found = start * growth ** Term("years", years, "plain") if item.kind == "rate" else start * growth
        if is_close(row.goal, (row.base.value or 100.0) * (1 + rate) ** (years if item.kind == "rate" else 1)):
            return found
    return base_term(plan, row)


def _rates(item: Sourced) -> list[float]:
    """Growth that a target can mean: its printed value, or the other end of its range."""
    first = percentage(item)
    end = item.figure.end if item.figure is not None and item.value is None else None
    return [first] if end is None else [first, end / 100 if first >= 0 else -end / 100]


def _end(indicator: Indicator, item: Sourced, row: Requirement) -> Formula:
    found = printed(indicator, item, "target", row.year)
    if isinstance(found, Term) and row.goal is not None and not is_close(found.value, row.goal):
        return Term("target", row.goal, "level", item, year=row.year)
    return found


def goal_term(plan: Plan, row: Requirement) -> Term:
    """The target as a figure of another formula."""
    assert row.goal is not None
    item = next((each for each in plan.indicators[row.place].targets if each.id == row.target), None)
    return Term("target", row.goal, "level", item, year=row.year)


def required(plan: Plan, row: Requirement) -> Formula | None:
    """Growth a year to the target: per cent, points or units, or the yearly amount."""
    if row.goal is None or row.year is None or row.law in ("hold", "status") or not row.assessable:
        return None
    years = Term("years", row.year - plan.base_year, "plain")
    if row.law == "flow":
        return goal_term(plan, row)
    if row.law == "total":
        if row.required_rate is None:
            return goal_term(plan, row) / years
        return call("GROWING", years, base_term(plan, row), goal_term(plan, row))
    if row.law == "compound":
        return (goal_term(plan, row) / base_term(plan, row)) ** (1 / years) - 1
    return (goal_term(plan, row) - base_term(plan, row)) / years


def required_value(row: Requirement) -> float | None:
    """What `required` proves: the rate, else points or units, else the yearly amount."""
    found = (row.required_rate, row.required_points, row.required_flow)
    return next((value for value in found if value is not None), None)


def past(plan: Plan, row: Requirement) -> Formula | None:
    """Past pace: between two levels, or from what the text says."""
    pace, indicator = row.past, plan.indicators[row.place]
    if pace is None or pace.item is None:
        return None
    item = pace.item
    if pace.flow is not None:
        return _past_flow(plan, indicator, item)
    if isinstance(item, Statement) and item.kind == "rate":
        return Term("past_growth", percentage(item), "rate", item)
    first, n_years = earlier(plan, row)
    years = Term("years", n_years, "plain")
    if pace.rate is not None:
        return (base_term(plan, row) / first) ** (1 / years) - 1
    return (base_term(plan, row) - first) / years


def _past_flow(plan: Plan, indicator: Indicator, item: Sourced) -> Formula:
    if isinstance(item, Statement):
        return _yearly(plan, indicator, item)
    period = getattr(item, "period", None)
    found = printed(indicator, item, "total")
    if indicator.law != "total" or period is None:
        return found
    return found / Term("years", period[1] - period[0] + 1, "plain")


def earlier(plan: Plan, row: Requirement) -> tuple[Formula, int]:
    """The earlier level that a past pace starts from, and the years between."""
    assert row.past is not None and row.past.item is not None
    item, indicator = row.past.item, plan.indicators[row.place]
    if not isinstance(item, Statement):
        year = getattr(item, "year", None) or plan.base_year
        return printed(indicator, item, "earlier", year), plan.base_year - year
    start, n_years = base_term(plan, row), item.last - item.first
    if item.kind == "multiple":
        factor = item.value if item.figure is None else item.figure.value
        return start / Term("multiple", factor or 1.0, "plain", item), n_years
    figure = item.figure
    if figure is None or (figure.unit.kind == "percent" and indicator.measure.kind != "percent"):
        return start / (1 + Term("change", percentage(item), "rate", item)), n_years
    size = figure.value if indicator.measure.kind == "percent" else figure.in_unit(indicator.measure).value
    return start - Term("change", -size if figure.sense == "decrease" else size, "level", item), n_years


def on_scale(indicator: Indicator, row: Requirement, level: Formula) -> Formula:
    """A level on the scale of its law; a percentage at a bound is moved inside."""
    scale: Scale = SCALES[indicator.law]
    if scale == "log":
        return call("LN", level)
    if scale == "linear":
        return level
    (low, high), margin = indicator.limits, half_unit(row)
    inside = low + margin <= evaluate(level) <= high - margin
    kept = level if inside else call("MIN", call("MAX", level, low + margin), high - margin)
    return call("LN", (kept - low if low else kept) / (high - kept))


def from_scale(indicator: Indicator, position: Formula) -> Formula:
    """Undo `on_scale`."""
    scale: Scale = SCALES[indicator.law]
    if scale == "log":
        return call("EXP", position)
    low, high = indicator.limits
    if scale == "linear":
        return position
    above = (high - low) / (1 + call("EXP", -1 * position))
    return low + above if low else above
