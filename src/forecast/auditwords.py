"""The sentences of an audit: one for each finding that a planner can read out, its arithmetic, and its repairs."""

from collections.abc import Mapping
from typing import Final

from forecast.audit import Audit, Finding, Line, Named, Repair, Value
from forecast.audit.finding import SEVERITIES, Parameter
from forecast.figures import write_number, write_unit
from forecast.plan import Plan
from forecast.sourced import Source
from forecast.wording import N_, Wording

SENTENCES: Final[Mapping[str, str]] = {
    "level_rate_base": N_("{name}: growing {rate} a year from {base} gives {reached} after {n} years, not the targeted {target}."),
    "values_differ": N_("{name}: different figures for {year}: {values}."),
    "values_differ_of": N_("{name}: different figures for {year} ({what}): {values}."),
    "values_differ_fits": N_("{name}: different figures for {year}: {values}; only {fits} fits the plan's other figures."),
    "values_differ_fits_of": N_("{name}: different figures for {year} ({what}): {values}; only {fits} fits the plan's other figures."),
    "targets_by_rank": N_("{name}: different bodies set different targets for {year}: {values}."),
    "values_scale": N_("{name}: {values} for {year} differ by a power of ten: a slip of the unit."),
    "past_rate_change": N_("{name}: {rate} a year over {n} years is growth of {grown}, not the {change} that is printed."),
    "change_levels": N_("{name}: the two levels and the change printed for {year} do not fit each other."),
    "margin": N_("{name}: the margin printed, {margin}, is not the difference of the two figures, {difference}."),
    "multiple_over": N_("{name}: the multiple printed, {multiple}, is not the ratio of the two figures, {ratio}."),
    "series_total": N_("{name}: the yearly figures of {year} add up to {sum}, not to the printed total of {whole}."),
    "shares_sum": N_("The shares of {year} add up to {sum}, not to {whole}."),
    "share_changes": N_("The changes of the shares in {year} add up to {sum} points; gains and losses have to balance."),
    "identity": N_("{name}: the printed figure for {year} does not follow from the figures it is made of."),
    "part_above_whole": N_("{part} ({small}) is larger than {whole} ({large}), of which it is a part."),
    "ranges_cannot_sum": N_("The ranges of the shares add up to between {low} and {high}; {whole} cannot be reached."),
    "ranges_sum_at_edge": N_(
        "The ranges of the shares add up to between {low} and {high}; {whole} is reached only when all lie at one end."
    ),
    "growth_outside_parts": N_("{name}: growth of {whole} lies outside that of its parts, {low} to {high}."),
    "target_behind_base": N_("{name}: the target {target} is behind what was already achieved, {base}."),
    "flow_below_past": N_("{name}: the yearly target {target} is behind the yearly average of the past, {base}."),
    "no_distance": N_("{name}: the target {target} is the level of {year}: nothing is left to gain."),
    "perhaps_no_distance": N_("{name}: the base is only a bound, beyond {base}; the target {target} may already be met."),
    "out_of_step": N_("{name} is to grow {rate} a year, but {others} only {rates}: targets of one economy that hardly go together."),
    "implied_growth_past": N_("The past growth of {part} and {whole} implies that {people} changed by {rate} a year: hardly plausible."),
    "implied_growth_plan": N_("The targets for {part} and {whole} imply that {people} would change by {rate} a year: hardly plausible."),
    "uncountable": N_("{name}: {percent} cannot occur among {n}: {fewer} of them are {below}%, {more} are {above}%."),
    "no_base_value": N_("{n} indicators have a target but no base value, so nothing can be computed for them: {names}."),
    "break_in_plan": N_("The definition changes in {year}, inside the plan ({note}): {names} cannot be measured from base to target."),
    "no_period": N_("{name}: '{printed}' does not say whether the growth is each year or over the whole term."),
    "real_or_nominal": N_("{name}: growth is stated in real terms by custom, but the prices of its size are not printed."),
    "scope_differs": N_("{name}: base, past and target are not of the same things ({scopes})."),
    "year_or_period": N_("{name}: {value} is given for {year} and again for {period}; as a sum it would be {yearly} a year."),
    "year_like_term": N_(
        "{name}: {value} stands for {year} alone, yet {target} is to come together in all of {period}: probably the sum of several years."
    ),
    "of_plan_as_level": N_("{name}: {percent} of the plan reads like a level, while the level is {level}."),
}  # fmt: skip
ARITHMETIC: Final[Mapping[str, str]] = {
    "growth_reached": N_("{base} × (1 + {rate})^{n} = {reached}; {target} − {reached} = {miss}"),
    "growth_needed": N_("({target} ÷ {base})^(1/{n}) − 1 = {needed} a year"),
    "past_grown": N_("(1 + {rate})^{n} − 1 = {grown}, printed {change}"),
    "past_implied": N_("{change} over {n} years is {implied} a year"),
    "levels_rate": N_("({last} ÷ {first})^(1/{n}) − 1 = {implied}, printed {move}"),
    "levels_change": N_("{last} ÷ {first} − 1 = {implied}, printed {move}"),
    "levels_multiple": N_("{last} ÷ {first} = {implied}, printed {move}"),
    "levels_difference": N_("{last} − {first} = {difference}, printed {move}"),
    "margin": N_("{ours} − {theirs} = {difference} points, printed {margin}"),
    "multiple_over": N_("{ours} ÷ {theirs} = {ratio}, printed {multiple}"),
    "sum_of_years": N_("{parts:+} = {sum}, printed {whole}"),
    "sum_of_shares": N_("{parts:+} = {sum}, not {whole}"),
    "sum_of_changes": N_("{parts:+} = {sum}, not {whole}"),
    "identity_sum": N_("{parts:+} = {sum}, printed {whole}"),
    "identity_product": N_("{expression}: {parts} give {computed}, printed {printed}; ratio {ratio}"),
    "part_above_whole": N_("{small} > {large}"),
    "ranges_sum": N_("lowest ends {low}, highest ends {high}"),
    "growth_outside_parts": N_("{low} ≤ growth ≤ {high}, printed {whole}"),
    "target_and_base": N_("target {target}, base {base}"),
    "out_of_step": N_("{name} × {factor}, {leader} × {product}: their ratio becomes {left} of what it is"),
    "implied_growth": N_("{whole} × {whole_factor}, {part} × {part_factor}: {people} × {factor}"),
    "uncountable": N_("{percent} of {n} = {k}"),
    "countable_with": N_("{values} would be {counts} of {n}"),
    "same_start": N_("{level} − {change} = {start}"),
    "no_period": N_("{rate} each year, or over five years together {yearly} a year"),
    "year_or_period": N_("{value} ÷ {n} = {yearly}"),
    "year_like_term": N_("{target} ÷ {n} = {yearly} a year, {value} in {year}"),
    "of_plan_as_level": N_("{percent} of the plan, level {level}"),
}  # fmt: skip
CAUSES: Final[Mapping[str, str]] = {
    "times_10": N_("a factor of 10: a slip of the decimal mark"),
    "times_100": N_("a factor of 100"),
    "times_1000": N_("a factor of 1000: a scale word too many or too few"),
    "times_million": N_("a factor of a million"),
    "one_year_less": N_("growth counted over one year too few"),
    "one_year_more": N_("growth counted over one year too many"),
    "arithmetic_mean": N_("the total change divided by the years instead of the geometric mean"),
    "of_plan": N_("a percentage of the plan taken for the level"),
}  # fmt: skip
SEVERITY: Final[Mapping[str, str]] = {
    "contradiction": N_("contradiction"), "tension": N_("tension"), "slip": N_("slip"), "data_gap": N_("data gap"),
}  # fmt: skip
WHAT: Final[Mapping[str, str]] = {
    "base": N_("figure of the past"), "target": N_("target"), "stated_rate": N_("stated growth"), "rate": N_("past growth"),
    "change": N_("change"), "points": N_("change"), "multiple": N_("multiple"), "margin": N_("margin"), "total": N_("sum of the period"),
}  # fmt: skip


class AuditWords:
    """Findings of one plan in one language."""

    def __init__(self, wording: Wording, plan: Plan) -> None:
        self.wording = wording
        self.plan = plan

    def sentence(self, finding: Finding) -> str:
        """The finding in one sentence."""
        if finding.kind != "values_differ":
            return self._fill(SENTENCES[finding.kind], finding.params, with_unit=True)
        what = finding.repairs[0].what if finding.repairs else "base"
        kind = "values_differ" + ("_fits" if "fits" in finding.params else "") + ("" if what == "base" else "_of")
        return self._fill(SENTENCES[kind], {**finding.params, "what": self.wording.text(WHAT[what])}, with_unit=True)

    def arithmetic(self, finding: Finding) -> tuple[str, ...]:
        """The arithmetic with the numbers put in, a line each."""
        return tuple(self.line(line) for line in finding.arithmetic)

    def line(self, line: Line) -> str:
        """One line of arithmetic."""
        return self._fill(ARITHMETIC[line.code], line.params, with_unit=False)

    def cause(self, finding: Finding) -> str | None:
        """The slip that would explain the finding."""
        return None if finding.cause is None else self.wording.text(CAUSES[finding.cause])

    def repair(self, repair: Repair) -> str:
        """What one figure would have to be."""
        return self.value(Value(repair.value, repair.shown, repair.digits, repair.unit))

    def what(self, repair: Repair) -> str:
        """Which figure of its indicator a repair is about."""
        return self.wording.text(WHAT[repair.what])

    def name(self, indicator: str) -> str:
        """Name of an indicator."""
        return self.wording.name(self.plan.indicator(indicator).name)

    def value(self, value: Value, with_unit: bool = True) -> str:
        """A number as it stands in a sentence, with its unit, or in arithmetic, without."""
        language = self.wording.language
        number = value.number * 100 if value.shown == "percent" else value.number
        text = write_number(number, language, value.digits)
        if value.shown == "percent" or (value.unit is not None and value.unit.kind == "percent"):
            return f"{text}%"
        unit = write_unit(value.unit, language) if with_unit and value.unit is not None else ""
        return f"{text} {unit}".strip()

    def report(self, found: Audit) -> list[str]:
        """The whole audit as lines of text: by severity, each with its arithmetic, sources and repairs."""
        text = self.wording.text
        lines = [self.wording.name(self.plan.name)]
        for severity in SEVERITIES:
            those = [finding for finding in found.findings if finding.severity == severity]
            if those:
                lines += ["", f"{text(SEVERITY[severity]).upper()} ({len(those)})"]
                lines += [line for finding in those for line in self._block(finding)]
        if found.rounded:
            lines += ["", text("Consistent within rounding:")]
            lines += [f"  {line}" for finding in found.rounded for line in self.arithmetic(finding)]
        return lines

    def _block(self, finding: Finding) -> list[str]:
        text = self.wording.text
        lines = [f"- {self.sentence(finding)}", *(f"    {line}" for line in self.arithmetic(finding))]
        if finding.cause is not None:
            lines.append("    " + text("likely cause: {cause}", cause=self.cause(finding)))
        lines += [
            f"    {self.source(', '.join(figures), source)}"
            for figures, source in finding.sources
            if source is not None
        ]
        for repair in finding.repairs:
            mended = text("would agree: {what} of {name}: {printed} → {repair}", what=self.what(repair), name=self.name(repair.indicator),
                          printed=repair.printed, repair=self.repair(repair))  # fmt: skip
            lines.append(f"    {mended}")
        return lines

    def source(self, figures: str, source: Source) -> str:
        """The place where figures stand: document, line and quote, or the cell of a sheet, or who typed them, and the figures."""
        if source.document is None:
            return f"{self.wording.origin(source)}: {figures}"
        title = self.plan.sources[source.document].title
        if source.line is None:
            return self.wording.text("p. {page}, {title}: “{quote}”", page=source.page, title=title, quote=source.quote)
        return self.wording.text("l. {line}, {title}: “{quote}”", line=source.line, title=title, quote=source.quote)

    def _fill(self, message: str, params: Mapping[str, Parameter], with_unit: bool) -> str:
        shown = {name: _Shown(self, given, with_unit) for name, given in params.items()}
        return self.wording.text(message).format(**shown)


class _Shown:
    """A parameter inside a sentence; ``{parts:+}`` joins several with plus signs."""

    def __init__(self, words: AuditWords, given: Parameter, with_unit: bool) -> None:
        self.words, self.given, self.with_unit = words, given, with_unit

    def __format__(self, form: str) -> str:
        return self._text(self.given, " + " if form == "+" else ", ")

    def _text(self, given: Parameter, between: str) -> str:
        if isinstance(given, tuple):
            texts = [self._text(each, between) for each in given]
            return between.join(f"({text})" if between == " + " and text.startswith("-") else text for text in texts)
        if isinstance(given, Named):
            return self.words.name(given.indicator)
        return self.words.value(given, self.with_unit) if isinstance(given, Value) else given
