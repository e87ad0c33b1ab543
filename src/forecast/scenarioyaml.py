"""A scenario as the text of a scenario file: reading it gives the same scenario again."""

from collections.abc import Mapping

from forecast.paths import Segment
from forecast.scenario import Basis, Delay, Event, Scenario, Surroundings
from forecast.written import Model
from forecast.yamlblock import write_block


def write_scenario(scenario: Scenario) -> str:
    """Scenario, its parent not put in, as YAML in block style; `files.read_scenario_text` reads it. Comments are not kept."""
    head = {"format": scenario.format, "id": scenario.id, **_plain(scenario, "name", "note", "extends", "rule")}
    data = {
        **head,
        "for": scenario.plan,
        "paths": {name: _path(segments) for name, segments in scenario.paths.items()},
        "events": tuple(event_data(event) for event in scenario.events),
        "delays": tuple(delay_data(delay) for delay in scenario.delays),
        "without": scenario.without,
        "surroundings": {family: _around(each) for family, each in scenario.surroundings.items()},
        "reasons": {name: _basis(basis) for name, basis in scenario.reasons.items()},
    }
    return write_block({key: value for key, value in data.items() if value})


def _plain(model: Model, *names: str) -> dict[str, object]:
    """Those of the values named that are given."""
    return model.model_dump(include=set(names), exclude_defaults=True, by_alias=True)


def _path(segments: tuple[Segment, ...]) -> str | Mapping[str, str]:
    if len(segments) == 1 and segments[0].first is None:
        return segments[0].move.text
    return {_span(segment): segment.move.text for segment in segments}


def _span(segment: Segment) -> str:
    return str(segment.first) if segment.first == segment.last else f"{segment.first}-{segment.last}"


def event_data(event: Event) -> dict[str, object]:
    """An event as plain data that are read again."""
    data = _plain(event, "id", "name", "year")
    if event.chance is not None:
        data["chance"] = f"{round(100 * event.chance, 10):.12g}%"
    data["hits"] = {name: figure.text for name, figure in event.hits.items()}
    data["recovers"] = "never" if event.recovers is None else f"{event.recovers} yr"
    return data | ({"basis": _basis(event.basis)} if event.basis is not None else {})


def delay_data(delay: Delay) -> dict[str, object]:
    """A delay as plain data that are read again."""
    data = _plain(delay, "id", "name", "years", "of")
    return data | ({"basis": _basis(delay.basis)} if delay.basis is not None else {})


def _around(surroundings: Surroundings) -> dict[str, object]:
    data: dict[str, object] = {"growth": surroundings.growth.text}
    if surroundings.spread is not None:
        data["spread"] = surroundings.spread.text
    return data | ({"basis": _basis(surroundings.basis)} if surroundings.basis is not None else {})


def _basis(basis: Basis) -> dict[str, object]:
    return {"kind": basis.kind, **_plain(basis, "note", "source")}
