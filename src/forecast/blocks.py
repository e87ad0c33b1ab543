"""Evenly spread random numbers in blocks: each indicator, factor and event has a block of its own.

A block is a scrambled Sobol sequence seeded from the seed and the block's name, its rows shuffled by a permutation of its own. So blocks
are independent of each other, and adding one changes no other. Method, section 11.
"""

import hashlib
from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from forecast.errors import DrawsError
from forecast.growth import Floats

LEAST, MOST = 64, 131_072
"""Fewest and most draws."""
SCRAMBLINGS: Final = 8
"""Independent scramblings whose differences tell the error of a share of draws."""
CHUNK: Final = 8192
"""Draws of all indicators that are in memory at once; an eighth of all draws where that is more."""
_BITS: Final = 30
"""Binary places of a point."""


def draws_made(asked: int) -> int:
    """How many draws are made where `asked` are: the next power of two, and no fewer than `LEAST`. Raises DrawsError."""
    if not 1 <= asked <= MOST:
        raise DrawsError("draws", found=asked, allowed=f"1 … {MOST}")
    return max(LEAST, 1 << (asked - 1).bit_length())


def block_seed(seed: int, name: str) -> int:
    """Seed of one block: the same for the same name on any machine."""
    digest = hashlib.blake2b(f"{seed}:{name}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big")


def part_size(n_draws: int) -> int:
    """Draws that are made at once: whole runs, and about `CHUNK`."""
    return min(n_draws, max(CHUNK, n_draws // SCRAMBLINGS))


def uniform_parts(seed: int, name: str, n_draws: int, n_dims: int) -> Iterator[Floats]:
    """Numbers of one block, strictly within (0, 1), `part_size` draws after the other.

    The draws are `SCRAMBLINGS` runs of one scrambled sequence, each with a digital shift of its own, one behind the other. Method,
    section 11.

    Parameters
    ----------
    n_draws : a power of two, at least `LEAST`
    n_dims : numbers of each draw

    Yields
    ------
    (n_dims, part_size)
    """
    from scipy.stats import qmc

    each = n_draws // SCRAMBLINGS
    draw = np.random.default_rng(block_seed(seed, name))
    points = np.ascontiguousarray((qmc.Sobol(n_dims, bits=_BITS, rng=draw).random(each) * 2**_BITS).T).astype(np.int64)
    shifts = draw.integers(2**_BITS, size=(SCRAMBLINGS, n_dims, 1))
    at_once = part_size(n_draws) // each
    for some in np.split(shifts, SCRAMBLINGS // at_once):
        runs_made = (np.take(points, draw.permutation(each), axis=1) ^ shift for shift in some)
        yield _within(np.concatenate(list(runs_made), axis=1))


def _within(points: np.ndarray) -> Floats:
    """Points as numbers strictly within (0, 1)."""
    made = points + 0.5
    made /= 2**_BITS
    return np.asarray(made)


def uniforms(seed: int, name: str, n_draws: int, n_dims: int) -> Floats:
    """All numbers of one block, (n_dims, n_draws), as `uniform_parts` makes them."""
    return np.concatenate(list(uniform_parts(seed, name, n_draws, n_dims)), axis=1)


def run_means(values: ArrayLike) -> Floats:
    """Means of the draws of each scrambling, (..., n_runs).

    Parameters
    ----------
    values : (..., n_draws)
    """
    found = np.asarray(values, float)
    return np.asarray(found.reshape(*found.shape[:-1], SCRAMBLINGS, -1).mean(axis=-1))


def error_of(means: Floats, n_draws: int) -> Floats:
    """Standard error of shares of draws from the differences between the scramblings; never less than one draw. Method, eq. (47).

    Parameters
    ----------
    means : (..., n_runs) shares of each scrambling

    Returns
    -------
    (...)
    """
    return np.asarray(np.maximum(means.std(axis=-1, ddof=1) / np.sqrt(SCRAMBLINGS), 1 / n_draws))


def share_error(hit: ArrayLike) -> float:
    """Standard error of the share of draws that hit.

    Parameters
    ----------
    hit : (n_draws,) whether each does
    """
    found = np.asarray(hit)
    return float(error_of(run_means(found), len(found)))
