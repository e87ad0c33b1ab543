"""Random plans whose figures agree within rounding, and the same plans with one figure corrupted."""

import copy
import random
from dataclasses import dataclass
from typing import Any

from plans import SOURCE, goal, indicator, said, stated

from forecast.figures import write_number
from forecast.plan import Plan

HEAD = {"id": "random", "language": "vi", "name": {"vi": "Ngẫu nhiên"}, "base_year": "2025", "target_year": "2030"}


@dataclass(frozen=True)
class Slot:
    """One figure that stands in an equality: where it is in the data, its true printed value, and how to print another."""

    path: tuple[Any, ...]
    value: float
    digits: int
    before: str
    unit: str
    fraction: bool = False

    def printed(self, value: float) -> str:
        return f"{self.before}{write_number(value, 'vi', self.digits)}{self.unit}"


class Maker:
    """Builds one plan block by block and remembers the figures that stand in equalities."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.indicators: list[dict[str, Any]] = []
        self.identities: list[dict[str, Any]] = []
        self.slots: list[Slot] = []

    def plan_data(self) -> dict[str, Any]:
        blocks = (self.growth, self.head, self.shares, self.parts, self.ranges, self.whole, self.past, self.bounds)
        while len(self.indicators) < 40:
            self.random.choice(blocks)()
        return {**HEAD, "indicators": self.indicators, "identities": self.identities}

    def name(self, kind: str) -> str:
        return f"{kind}{len(self.indicators)}"

    def add(self, entry: dict[str, Any]) -> int:
        self.indicators.append(entry)
        return len(self.indicators) - 1

    def slot(
        self, path: tuple[Any, ...], value: float, digits: int, unit: str, before: str = "", fraction: bool = False
    ) -> str:
        slot = Slot(("indicators", *path), round(value, digits), digits, before, unit, fraction)
        self.slots.append(slot)
        return slot.printed(slot.value)

    def growth(self) -> None:
        """Base, rate and target; sometimes the base again, printed more coarsely."""
        place = len(self.indicators)
        target = round(self.random.uniform(500, 20_000))
        rate = self.random.uniform(-0.05, 0.2)
        base = target / (1 + rate) ** 5
        digits, places = self.random.choice([0, 1, 2]), self.random.choice([0, 1, 2])
        entry = indicator(
            self.name("growth"), base=None,
            target=self.slot((place, "targets", 0, "figure"), target, 0, " tỷ đồng"),
            stated_rate=stated(self.slot((place, "stated_rate", "figure"), 100 * rate, places, "%/năm", fraction=True)),
        )  # fmt: skip
        figure = self.slot(
            (place, "observations", 0, "figure"), base, digits, " tỷ đồng", self.random.choice(["", "ước đạt "])
        )
        entry["observations"] = [{"year": "2025", "figure": figure, "use": "true", "source": SOURCE}]
        if self.random.random() < 0.3:
            coarse = f"khoảng {write_number(base, 'vi', 0)} tỷ đồng"
            entry["observations"].append({"year": "2025", "figure": coarse, "source": SOURCE})
        self.add(entry)

    def head(self) -> None:
        """Product, people, and product per head."""
        place = len(self.indicators)
        people = self.random.randint(10_000, 90_000)
        product = self.random.uniform(1_000, 20_000)
        names = [self.name("grdp"), f"people{place + 1}", f"perhead{place + 2}"]
        self.add(indicator(names[0], base=self.slot((place, "observations", 0, "figure"), product, 0, " tỷ đồng")))
        self.add(
            indicator(
                names[1], unit="người", base=self.slot((place + 1, "observations", 0, "figure"), people, 0, " người")
            )
        )
        value = product * 1000 / people
        self.add(
            indicator(
                names[2],
                unit="triệu đồng",
                base=self.slot((place + 2, "observations", 0, "figure"), value, 1, " triệu đồng"),
            )
        )
        self.identities.append({"is": names[2], "equals": f"{names[0]} / {names[1]}"})

    def shares(self) -> None:
        """Three shares that add up to 100, and changes that add up to nothing, each rounded by itself."""
        place = len(self.indicators)
        first, second = self.random.uniform(10, 40), self.random.uniform(10, 40)
        moves = [self.random.uniform(0.5, 4), self.random.uniform(0.5, 4)]
        values, changes = [first, second, 100 - first - second], [*moves, -sum(moves)]
        names = [f"share{place + n}" for n in range(3)]
        for n, (value, change) in enumerate(zip(values, changes, strict=True)):
            share = self.slot((place + n, "observations", 0, "figure"), value, 1, "%")
            words = "tăng " if change > 0 else "giảm "
            move = self.slot((place + n, "statements", 0, "figure"), abs(change), 1, " điểm phần trăm", words)
            self.add(indicator(names[n], law="linear", unit="%", base=share, statements=[said("change", move, 2020)]))
        self.identities.append({"sum": names, "equals": "100%"})

    def parts(self) -> None:
        """A total and its two parts, counted exactly; and a part of a whole."""
        place = len(self.indicators)
        counts = [self.random.randint(50, 900), self.random.randint(50, 900)]
        names = [f"count{place + n}" for n in range(3)]
        for n, value in enumerate([sum(counts), *counts]):
            self.add(
                indicator(
                    names[n], unit="hộ", base=self.slot((place + n, "observations", 0, "figure"), value, 0, " hộ")
                )
            )
        self.identities.append({"is": names[0], "equals": f"{names[1]} + {names[2]}"})
        self.identities.append({"part": names[1], "of": names[0]})

    def ranges(self) -> None:
        """Target shares as ranges that leave room for 100."""
        place = len(self.indicators)
        names = [f"range{place + n}" for n in range(3)]
        for name, (low, high) in zip(names, [(40, 46), (42, 48), (8, 14)], strict=True):
            self.add(indicator(name, law="linear", unit="%", base=None, better="none", target=f"{low}- {high}%"))
        self.identities.append({"sum": names, "equals": "100%"})

    def whole(self) -> None:
        """A series of yearly amounts and its printed total."""
        place = len(self.indicators)
        values = [self.random.randint(10, 400) for _ in range(5)]
        entry = indicator(self.name("series"), law="flow", unit="vụ", base=None)
        entry["observations"] = [
            {
                "year": str(2021 + n),
                "figure": self.slot((place, "observations", n, "figure"), value, 0, " vụ"),
                "source": SOURCE,
            }
            for n, value in enumerate(values)
        ]
        total = self.slot((place, "statements", 0, "figure"), sum(values), 0, " vụ")
        entry["statements"] = [{"kind": "total", "figure": total, "from": "2021", "to": "2025", "source": SOURCE}]
        self.add(entry)

    def past(self) -> None:
        """What is said of the past: an average rate and the change of the whole period."""
        place = len(self.indicators)
        rate = self.random.uniform(0.01, 0.18)
        yearly = self.slot(
            (place, "statements", 0, "figure"), 100 * rate, self.random.choice([1, 2]), "%/năm", fraction=True
        )
        change = self.slot(
            (place, "statements", 1, "figure"), 100 * ((1 + rate) ** 5 - 1), 1, "%", "tăng ", fraction=True
        )
        statements = [said("rate", yearly), {**said("change", change, 2020), "use": "false"}]
        self.add(indicator(self.name("past"), base=None, statements=statements))

    def bounds(self) -> None:
        """Comparators: a base and a target that are bounds, with a rate that is one too."""
        base = self.random.randint(100, 900)
        rate = stated("trên 5%/năm")
        self.add(
            indicator(
                self.name("bound"), base=f"trên {base} tỷ đồng", target=f"trên {base * 2} tỷ đồng", stated_rate=rate
            )
        )
        self.add(
            indicator(
                self.name("level"), law="logit", unit="%", base="trên 90%", target=goal("từ 97% trở lên")["figure"]
            )
        )


def consistent(seed: int) -> tuple[Plan, dict[str, Any], list[Slot]]:
    """A plan whose figures agree within rounding, its data, and the figures that stand in equalities."""
    maker = Maker(seed)
    data = maker.plan_data()
    return Plan.read(data), data, maker.slots


def corrupted(seed: int) -> tuple[Plan, Slot, str] | None:
    """The plan of `seed` with one figure multiplied so that nothing can be saved by rounding; None where no figure can be moved."""
    _, data, slots = consistent(seed)
    chooser = random.Random(seed + 1)
    slot = chooser.choice(slots)
    wrong = slot.value * chooser.choice([0.5, 0.7, 1.4, 2.0, 10.0]) + chooser.choice([-1, 1]) * 20 * 10.0**-slot.digits
    if abs(wrong - slot.value) < 10 * 10.0**-slot.digits or wrong <= 0 or (slot.unit == "%" and wrong >= 100):
        return None
    broken = copy.deepcopy(data)
    entry: Any = broken
    for key in slot.path[:-1]:
        entry = entry[key]
    entry[slot.path[-1]] = slot.printed(wrong)
    name = broken["indicators"][slot.path[1]]["id"]
    return Plan.read(broken), slot, name
