"""Do the plan's own numbers agree? Contradictions found by rules, on any plan, before any scenario."""

from dataclasses import dataclass

from forecast.audit.agreement import check
from forecast.audit.equalities import relations
from forecast.audit.facts import facts
from forecast.audit.finding import Evidence, Finding, Line, Named, Repair, Severity, Value, in_order
from forecast.audit.gaps import gaps
from forecast.audit.orders import orders
from forecast.audit.targets import against_base, countable, implied_factor, out_of_step
from forecast.plan import Plan
from forecast.requirement import require

__all__ = ["Audit", "Evidence", "Finding", "Line", "Named", "Repair", "Severity", "Value", "audit_plan"]


@dataclass(frozen=True, eq=False, kw_only=True)
class Audit:
    """What an audit says of a plan.

    findings : worst first, each with its arithmetic, the figures with their sources, and repairs
    rounded : relations that hold only because printed figures are rounded; no findings
    """

    plan: Plan
    findings: tuple[Finding, ...]
    rounded: tuple[Finding, ...]

    def count(self, severity: Severity) -> int:
        """How many findings are of one severity."""
        return sum(finding.severity == severity for finding in self.findings)


def audit_plan(plan: Plan) -> Audit:
    """Findings about all figures of `plan`: one cause, one finding, in a stable order with stable names. Method, section 7."""
    known = facts(plan)
    requirements = require(plan)
    checked = check(known, relations(plan, known))
    findings = [
        *checked.findings,
        *orders(plan, known),
        *against_base(plan, requirements),
        *out_of_step(plan, requirements),
        *implied_factor(plan, known),
        *countable(plan, known),
        *gaps(plan, requirements, known),
    ]
    return Audit(plan=plan, findings=in_order(findings), rounded=in_order(checked.rounded))
