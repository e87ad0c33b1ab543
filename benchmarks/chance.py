"""Timings and errors of chances: ratios of one run, printed and never judged. Budgets are those of issue 4.

.venv/bin/python benchmarks/chance.py
"""

import resource
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from scipy.special import ndtri, stdtr

from forecast.beliefs import Belief, beliefs_of, known
from forecast.blocks import MOST, uniforms
from forecast.chance import chances
from forecast.closed import attained_alone, bands_alone
from forecast.draws import bands_of, level_parts
from forecast.files import find_scenario, read_plan
from forecast.mixture import cdf
from forecast.noise import student_shape
from forecast.plan import Plan
from forecast.projection import Projection, project
from forecast.referencefiles import read_reference
from forecast.requirement import Requirements, require
from forecast.standing import standing_of
from forecast.study import run_study
from forecast.surprises import QUANTILES, Surprises, factors_of, surprise, surprises_of

PLAN, N_INDICATORS, N_YEARS, N_SCENARIOS = "cam-duong", 40, 5, 3
N_DRAWS = 8192
SEEDS = 64


def median(call: Callable[[], object], repeats: int) -> float:
    """Median time of a call [ms], after one that does not count."""
    call()
    return statistics.median(timed(call) for _ in range(repeats))


def in_turn(calls: Sequence[Callable[[], object]], rounds: int) -> list[float]:
    """Median times of several calls [ms], made in turn, so that a busy machine is busy for all."""
    spent = [[timed(call) for call in calls] for _ in range(rounds + 1)]
    return [statistics.median(each) for each in zip(*spent[1:], strict=True)]


def timed(call: Callable[[], object]) -> float:
    """Time of one call [ms]."""
    start = time.perf_counter()
    call()
    return 1000 * (time.perf_counter() - start)


def made_of(plan: Plan, n_indicators: int) -> Plan:
    """The plan's indicators with a class, again and again under other names, none bound to another."""
    able = [
        each for each in plan.indicators if each.family and each.law == "compound" and each.observed(plan.base_year)
    ]
    copies = [
        able[number % len(able)].model_copy(update={"id": f"{able[number % len(able)].id}_{number}"})
        for number in range(n_indicators)
    ]
    same = {name: getattr(plan, name) for name in Plan.model_fields}
    return Plan.model_construct(**{**same, "indicators": tuple(copies), "identities": ()})


def bare(plan: Plan, beliefs: dict[int, Belief], median_paths: np.ndarray, plain: bool) -> np.ndarray:
    """As many draws as a bare kernel makes them: the same points, normals, compounding, quantiles by one sort; all noise is normal."""
    local, national = factors_of(beliefs, "local"), factors_of(beliefs, "national")
    levels = np.empty((len(beliefs), N_YEARS, N_DRAWS))
    families = dict.fromkeys(each.family for each in beliefs.values())
    around = {family: normals(f"family:{family}", N_YEARS, plain) for family in families}
    for place, each in beliefs.items():
        own, made = normals(f"indicator:{plan.indicators[place].id}", N_YEARS + 1, plain), levels[place]
        np.matmul(local[place], own[:N_YEARS], out=made)
        made += national[place] @ around[each.family] + median_paths[place][:, None]
        np.exp(made, out=made)
        made.sort(axis=1)
    return levels[:, :, [int(chance * (N_DRAWS - 1)) for chance in QUANTILES]]


def normals(name: str, n_dims: int, plain: bool) -> np.ndarray:
    """Standard normals of a block, (n_dims, n_draws)."""
    if plain:
        return np.random.default_rng(len(name)).standard_normal((n_dims, N_DRAWS))
    return np.asarray(ndtri(uniforms(1, name, N_DRAWS, n_dims)))


def ensemble(plan: Plan, requirements: Requirements, projection: Projection, beliefs: dict[int, Belief]) -> np.ndarray:
    """Draws of all indicators and their quantiles, as the product makes them."""
    noise = surprises_of(plan, beliefs, N_DRAWS, 1)
    (paths,) = level_parts(plan, requirements, projection, noise)
    return np.array([bands_of(levels) for levels in paths])


def around(n_draws: int, seed: int) -> np.ndarray:
    """Standard normals of a family."""
    return np.asarray(ndtri(uniforms(seed, "family", n_draws, N_YEARS)))


def last_year(one: Belief, n_draws: int, seed: int) -> np.ndarray:
    """Surprises of the last year."""
    local, national = (factors_of({0: one}, name)[0] for name in ("local", "national"))
    scores = ndtri(uniforms(seed, "one", n_draws, N_YEARS + 1))
    made = np.empty((N_YEARS, n_draws))
    surprise(scores, around(n_draws, seed), student_shape(one.df), one.df, local, national, made)
    return made[-1]


def error_ratio(one: Belief) -> float:
    """How many times as many plain draws as Sobol points give the same error of a chance, without shared terms."""
    alone = replace(one, national=np.zeros_like(one.national))
    target, exact = 0.3 * float(one.local[-1]), 1 - float(stdtr(one.df, 0.3))
    off = [np.mean(last_year(alone, 2048, seed) >= target) - exact for seed in range(SEEDS)]
    return float(exact * (1 - exact) / 2048 / np.mean(np.square(off)))


def shared_ratio(one: Belief) -> float:
    """The same with the surroundings' surprise, which is drawn from a block of its own."""
    target = 0.3 * float(one.local[-1])
    exact = float(1 - cdf(np.asarray(target), one.local[-1], np.asarray(one.df), one.national[-1]))
    off = [np.mean(last_year(one, 2048, seed) >= target) - exact for seed in range(SEEDS)]
    return float(exact * (1 - exact) / 2048 / np.mean(np.square(off)))


def closed_form() -> None:
    """What chances add to a study, by number of draws."""
    plan, reference = read_plan(PLAN), read_reference()
    scenarios = [find_scenario(name, plan) for name in ("stated", "required", "past-pace")]
    without = median(lambda: run_study(plan, scenarios), 40)
    print(f"{PLAN}: {len(plan.indicators)} indicators, {len(scenarios)} scenarios; medians")
    print(f"run_study without chances       {without:8.2f} ms")
    for draws in (64, 256, 2048, 8192):
        spent = median(lambda draws=draws: run_study(plan, scenarios, reference, draws=draws), 9)  # type: ignore[misc]
        print(f"run_study, {draws:5} draws          {spent:8.2f} ms")


def kernels() -> None:
    """Draws against bare kernels on as many points, closed forms alone, and how they grow."""
    plan, reference = made_of(read_plan(PLAN), N_INDICATORS), read_reference()
    requirements, moves = require(plan), find_scenario("held", read_plan(PLAN))
    projection = project(plan, requirements, moves)
    beliefs = known(beliefs_of(plan, requirements, reference))
    standing = standing_of(plan, requirements, reference, beliefs)
    noise = surprises_of(plan, beliefs, 64, 1)
    asked = {number: row for number, row in enumerate(requirements.rows) if row.assessable}
    print(f"\n{len(beliefs)} indicators with a class, {N_YEARS} years")

    def closed() -> None:
        fresh = Surprises(draws=64, seed=1, beliefs=beliefs, names=noise.names)
        for _ in range(N_SCENARIOS):
            attained_alone(plan, projection, beliefs, asked, standing.ends)
            bands_alone(plan, projection, fresh, list(beliefs))

    def whole() -> None:
        for _ in range(N_SCENARIOS):
            chances(plan, requirements, projection, standing, noise)

    print(f"closed form, {N_SCENARIOS} scenarios           {median(closed, 25):8.2f} ms  p_attain and bands")
    print(f"the same with 64 draws          {median(whole, 25):8.2f} ms  by each year, all together")
    paths = np.log(projection.levels[:, 1:])
    calls = [
        lambda: ensemble(plan, requirements, projection, beliefs),
        lambda: bare(plan, beliefs, paths, plain=False),
        lambda: bare(plan, beliefs, paths, plain=True),
    ]
    ours, same, plain = in_turn(calls, 21)
    print(f"{N_DRAWS} draws with quantiles      {ours:8.1f} ms, {ours / same:4.2f} of a bare kernel on the same points")
    print(f"                                         {ours / plain:4.2f} of a bare kernel on plain normals")
    blocks = median(lambda: [uniforms(1, str(k), N_DRAWS, 6) for k in range(40)], 15)
    print(f"blocks of points alone          {blocks:8.1f} ms")
    one = next(iter(beliefs.values()))
    print(f"plain draws for one Sobol point, own surprise    {error_ratio(one):8.1f}")
    print(f"the same with the surroundings' surprise         {shared_ratio(one):8.1f}")
    print(f"largest memory so far           {memory():8.0f} MB")
    for n_indicators, n_draws in ((40, 16_384), (40, MOST), (80, MOST)):
        many = made_of(read_plan(PLAN), n_indicators)
        start = time.perf_counter()
        run_study(many, [moves], reference, draws=n_draws)
        took, paths_made = time.perf_counter() - start, n_draws * n_indicators
        print(
            f"run_study, {paths_made:10,} paths    {took:8.2f} s, {1e9 * took / paths_made:6.0f} ns a path, memory {memory():.0f} MB"
        )


def memory() -> float:
    """Largest memory of this process so far [MB]."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print one line for each timing."""
    closed_form()
    kernels()


if __name__ == "__main__":
    main()
