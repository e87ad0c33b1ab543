"""Commands that ask: what would have to be true, what must the remaining quarters bring."""

import argparse

from forecast.cli.command import Commands, workspace_of
from forecast.cli.output import print_json, print_table, print_text, width
from forecast.wording import N_, Wording


def register(commands: Commands) -> None:
    """Add the commands."""
    text = commands.text
    solve = commands.add_for_plan("solve", _solve, N_("what would have to be true"))
    solve.options.add_argument(
        "-s", "--scenario", default="stated", metavar="S", help=text("id or path of a scenario; stated if left out")
    )
    target = text("indicator, or indicator:target; none: every target that growth can reach")
    solve.options.add_argument("--target", action="append", metavar="ID[:TARGET]", help=target)
    lever = text(
        "indicator whose growth may change, with bounds, such as budget_revenue:8%..12.5% or trained_labour:0.5..2 points"
    )
    solve.options.add_argument("--lever", action="append", metavar="ID[:LOW..HIGH]", help=lever)
    matters = commands.add_for_plan("sensitivity", _sensitivity, N_("which assumptions matter most for an indicator"))
    matters.options.add_argument(
        "-s", "--scenario", default="stated", metavar="S", help=text("id or path of a scenario; stated if left out")
    )
    matters.options.add_argument("--indicator", required=True, metavar="ID", help=text("indicator that is asked about"))
    quarters = commands.add("quarters", _quarters, N_("a year by quarters, and what the remaining ones must bring"))
    quarters.arguments.add_argument(
        "file", metavar="FILE", help=text("CSV: scenario,sector,quarter,base_value,growth,known")
    )
    quarters.options.add_argument("--year", metavar="RATE", help=text("growth the year is to reach, in percent"))


def _solve(options: argparse.Namespace, wording: Wording) -> int:
    from forecast.beliefs import expected_under
    from forecast.files import find_scenario, read_plan
    from forecast.levers import read_lever
    from forecast.referencefiles import read_reference
    from forecast.solve import solve
    from forecast.solvewords import left_out_texts, solution_lines
    from forecast.whatifrecords import solve_record

    plan = read_plan(options.plan, workspace_of(options))
    scenario = find_scenario(options.scenario, plan, workspace_of(options))
    expected = expected_under(plan, scenario, read_reference()) if scenario.rule == "reference" else None
    levers = [read_lever(text) for text in options.lever or ()]
    solution = solve(plan, scenario, options.target or (), levers, expected)
    record = solve_record(plan, solution, scenario.id, wording)
    if options.json:
        print_json(record)
    else:
        lines = solution_lines(plan, solution, wording)
        print_text(lines[0])
        for line in lines[1:]:
            print(f"  {line}")
        for line in left_out_texts(plan, solution.left_out, wording):
            print_text(line)
    return 0


def _sensitivity(options: argparse.Namespace, wording: Wording) -> int:
    from forecast import sensitivitywords
    from forecast.files import find_scenario, read_plan
    from forecast.referencefiles import read_reference
    from forecast.sensitivity import sensitivity
    from forecast.sensitivityrecords import sensitivity_record

    plan = read_plan(options.plan, workspace_of(options))
    scenario = find_scenario(options.scenario, plan, workspace_of(options))
    found = sensitivity(plan, scenario, options.indicator, read_reference())
    if options.json:
        print_json(sensitivity_record(plan, scenario, found, wording))
        return 0
    print_text(sensitivitywords.sentence(plan, found, wording))
    print_table(sensitivitywords.HEADS, sensitivitywords.rows(plan, scenario, found, wording), wording)
    return 0


def _quarters(options: argparse.Namespace, wording: Wording) -> int:
    from forecast import quartertables
    from forecast.cli.terminal import printed
    from forecast.quarters import read_quarters, read_year_growth
    from forecast.whatifrecords import quarters_record

    sheet = read_quarters(options.file)
    wanted = None if options.year is None else read_year_growth(options.year)
    if options.json:
        print_json(quarters_record(sheet, wanted))
        return 0
    for name in sheet.scenarios:
        print(name)
        print(printed(quartertables.heads(wording), quartertables.rows(sheet, name, wording), width(), wide=0))
        print(quartertables.sentence(sheet, name, wanted, wording))
        print()
    return 0
