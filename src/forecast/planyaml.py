"""A plan as the text of a plan file: reading it gives the same plan again."""

from forecast.plan import Plan
from forecast.yamlblock import write_block


def write_plan(plan: Plan) -> str:
    """Plan as YAML in block style, figures quoted; `files.read_plan_text` of it equals `plan`. Comments are not kept."""
    whole = plan.model_dump(by_alias=True, exclude_defaults=True)
    data = {"format": plan.format, **whole}
    for entry, indicator in zip(data["indicators"], plan.indicators, strict=True):
        entry |= {key: getattr(indicator, key) for key in ("category", "better") if key not in entry}
    return write_block(data)
