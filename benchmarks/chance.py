"""Timings and errors of chances: ratios of one run, printed and never judged. Budgets are those of issue 4.

.venv/bin/python benchmarks/chance.py
"""

import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from scipy.special import ndtri, stdtr
from scipy.stats import qmc

from forecast.beliefs import Belief, beliefs_of, known
from forecast.blocks import MOST, uniforms
from forecast.chance import chances
from forecast.draws import QUANTILES, bands_of, draw_levels, surprises, surprises_of
from forecast.files import find_scenario, read_plan
from forecast.mixture import cdf
from forecast.noise import factor_by_last, path_correlation, student_shape
from forecast.plan import Plan
from forecast.projection import Projection, project
from forecast.referencefiles import read_reference
from forecast.requirement import Requirements, require
from forecast.study import run_study

PLAN, N_INDICATORS, N_YEARS, N_SCENARIOS = "cam-duong", 40, 5, 3
N_DRAWS = 8192
SEEDS = 64


def median(call: Callable[[], object], repeats: int) -> float:
    """Median time of a call [ms], after one that does not count."""
    call()
    spent = []
    for _ in range(repeats):
        start = time.perf_counter()
        call()
        spent.append(time.perf_counter() - start)
    return 1000 * statistics.median(spent)


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


def bare(beliefs: list[Belief], median_paths: np.ndarray, plain: bool) -> np.ndarray:
    """The same draws as a bare kernel: points, normals, compounding, quantiles by one sort."""
    n, n_years = len(beliefs), N_YEARS
    factors = [factor_by_last(path_correlation(each.local, each.ar1)) for each in beliefs]
    levels = np.empty((n, N_DRAWS, n_years))
    for place, each in enumerate(beliefs):
        draw = np.random.default_rng(place)
        if plain:
            normal = draw.standard_normal((N_DRAWS, n_years))
        else:
            normal = ndtri(np.clip(qmc.Sobol(n_years + 1, rng=draw).random(N_DRAWS), 1e-12, 1 - 1e-12)[:, :n_years])
        levels[place] = np.exp(median_paths[place] + (normal @ factors[place].T) * each.local)
    ordered = np.sort(levels, axis=1)
    return np.asarray(ordered[:, [int(chance * (N_DRAWS - 1)) for chance in QUANTILES]])


def ensemble(plan: Plan, requirements: Requirements, projection: Projection, beliefs: dict[int, Belief]) -> np.ndarray:
    """Draws of all indicators and their quantiles, as the product makes them."""
    noise = surprises_of(plan, beliefs, N_DRAWS, 1)
    paths = draw_levels(plan, requirements, projection, noise)
    return np.array([bands_of(levels) for levels in paths])


def around(n_draws: int, seed: int) -> np.ndarray:
    """Standard normals of a family."""
    return np.asarray(ndtri(uniforms(seed, "family", n_draws, N_YEARS)))


def last_year(one: Belief, n_draws: int, seed: int) -> np.ndarray:
    """Surprises of the last year."""
    return surprises(one, student_shape(one.df), around(n_draws, seed), seed, "one")[:, -1]


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
    noise = surprises_of(plan, beliefs, 64, 1)
    spent = median(lambda: [chances(plan, requirements, projection, reference, noise) for _ in range(N_SCENARIOS)], 9)
    print(f"\n{len(beliefs)} indicators with a class, {N_YEARS} years")
    print(f"chances, {N_SCENARIOS} scenarios, 64 draws   {spent:8.2f} ms")
    paths = np.log(projection.levels[:, 1:])
    known_ones = [beliefs[place] for place in sorted(beliefs)]
    ours = median(lambda: ensemble(plan, requirements, projection, beliefs), 5)
    for name, plain in (("Sobol points", False), ("plain normals", True)):
        kernel = median(lambda plain=plain: bare(known_ones, paths, plain), 5)  # type: ignore[misc]
        print(f"{N_DRAWS} draws with quantiles      {ours:8.1f} ms, {ours / kernel:4.2f} of a bare kernel on {name}")
    print(
        f"blocks of points alone          {median(lambda: [uniforms(1, str(k), N_DRAWS, 6) for k in range(40)], 5):8.1f} ms"
    )
    print(f"plain draws for one Sobol point, own surprise    {error_ratio(known_ones[0]):8.1f}")
    print(f"the same with the surroundings' surprise         {shared_ratio(known_ones[0]):8.1f}")
    for n_draws in (16_384, MOST):
        start = time.perf_counter()
        normals = around(n_draws, 1)
        for place in sorted(beliefs):
            surprises(beliefs[place], student_shape(beliefs[place].df), normals, 1, str(place))
        took = time.perf_counter() - start
        paths_made = n_draws * len(beliefs)
        print(f"{paths_made:12,} paths of surprises    {took:8.2f} s, {1e9 * took / paths_made:6.0f} ns a path")
    print(f"largest memory                  {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB")


def main() -> None:
    """Print one line for each timing."""
    closed_form()
    kernels()


if __name__ == "__main__":
    main()
