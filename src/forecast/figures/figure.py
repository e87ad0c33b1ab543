"""A printed figure: what it says, and the interval it can mean."""

from dataclasses import dataclass, replace
from typing import Literal

from forecast.errors import FigureError
from forecast.figures.numbers import Language
from forecast.figures.units import Unit, conversion

Comparator = Literal["=", ">", ">=", "<", "<=", "~"]
Sense = Literal["level", "increase", "decrease", "multiple", "higher_by", "lower_by"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure as it is printed, and what it can mean. Percentages are kept in per cent: 80 for 80%.

    text, language : as printed, cleaned; 'vi' or 'en'
    value : number printed, with its sign; the lower end of a range, the part of a ratio [unit]
    end : upper end of a printed range [unit]
    half : half-width that the printed digits of `value` leave [unit], also where the count they print is exact
    low, high : what the figure can mean, low included and high not [unit]; both the value where it is exact
    comparator : what is said of the value
    unit : what it is measured in
    estimate, aspiration, maintain : whether it is estimated, striven for, to be kept
    sense : a level, or a change, multiple or margin, whose direction is in the sense and not in the sign
    of : whole of which `value` is the part: 8 in 06/8 [unit]
    """

    text: str
    language: Language
    value: float
    end: float | None = None
    half: float
    low: float
    high: float
    comparator: Comparator = "="
    unit: Unit
    estimate: bool = False
    aspiration: bool = False
    maintain: bool = False
    sense: Sense = "level"
    of: float | None = None

    @property
    def signed(self) -> float:
        """Value with the direction in which a change is said: a decrease is negative [unit]."""
        return -self.value if self.sense == "decrease" else self.value

    def in_unit(self, unit: Unit) -> "Figure":
        """The same figure in another unit; a part of a whole becomes a percentage where `unit` is one.

        Parameters
        ----------
        unit : unit wanted, such as an indicator's

        Raises
        ------
        FigureError
            The dimensions disagree, the figure has no unit where one is needed, or points stand for a level.
        """
        if self.of is not None and unit.kind == "percent":
            return replace(self._times(100.0, self.of * unit.scale, unit), of=None)
        is_step = self.sense != "level" or self.value < 0 or self.unit.per
        if (self.unit.kind, unit.kind) == ("points", "percent") and not is_step:
            raise FigureError("figure_points", found=self.text, wanted=str(unit))
        conversion(self.unit, unit)
        return self._times(self.unit.scale, unit.scale, unit)

    def _times(self, factor: float, divisor: float, unit: Unit) -> "Figure":
        """Every quantity times `factor` / `divisor`, in `unit`: 2,1 triệu are 0,0021 tỷ without binary noise."""

        def scaled(quantity: float) -> float:
            return quantity if factor == divisor else quantity * factor / divisor

        return replace(
            self,
            unit=unit,
            value=scaled(self.value),
            end=None if self.end is None else scaled(self.end),
            half=scaled(self.half),
            low=scaled(self.low),
            high=scaled(self.high),
            of=None if self.of is None else scaled(self.of),
        )
