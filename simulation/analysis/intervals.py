"""Intervals for what a finite number of runs can tell, and silence where it cannot.

Two kinds of uncertainty are kept apart everywhere. An *interval* says how precisely the runs pin a number down; it
narrows with more runs. A *spread* says how far one run lies from another; it does not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

CONFIDENCE = 0.95
"""Confidence of an interval unless said otherwise."""

FEWEST = 2
"""Runs below which nothing can be said about error or spread."""

ROUNDING = 1e-9
"""Slack for the position of a quantile that falls on the lowest or highest run."""

SPREAD = (0.05, 0.95)
"""Quantiles between which a spread is reported."""


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate and the interval around it."""

    estimate: float
    """The number estimated."""

    low: float
    """Lower end."""

    high: float
    """Upper end."""

    confidence: float
    """Share of such intervals that hold the true number, over repetitions of the whole experiment."""

    runs: int
    """Runs it rests on."""

    @property
    def excludes_zero(self) -> bool:
        """True if zero lies outside: the sign is resolved."""
        return self.low > 0.0 or self.high < 0.0


@dataclass(frozen=True, slots=True)
class Spread:
    """How far runs lie apart."""

    low: float
    """Lower end."""

    high: float
    """Upper end."""

    runs: int
    """Runs it rests on."""

    whole: bool
    """True if it goes from the lowest to the highest run, too few being at hand for the 5th and 95th percentiles."""


def mean_interval(values: ArrayLike, confidence: float = CONFIDENCE) -> Interval | None:
    """Return the Student t interval of a mean.

    Parameters
    ----------
    values
        One number per run, none of them missing.
    confidence
        Confidence of the interval, between 0 and 1.

    Returns
    -------
    Interval or None
        None with fewer than two runs: one run says nothing about its own error.

    Raises
    ------
    ValueError
        If a value is missing; who leaves runs out must do so knowingly.
    """
    sample = _complete(values)
    if sample.size < FEWEST:
        return None
    mean = float(sample.mean())
    if np.ptp(sample) == 0.0:
        return Interval(float(sample[0]), float(sample[0]), float(sample[0]), confidence, sample.size)
    error = float(sample.std(ddof=1)) / sample.size**0.5
    half = _t_quantile(0.5 + confidence / 2, sample.size - 1) * error
    return Interval(mean, mean - half, mean + half, confidence, sample.size)


@cache
def _t_quantile(probability: float, freedom: int) -> float:
    """Return a quantile of Student's t; looked up thousands of times for one report."""
    return float(stats.t.ppf(probability, freedom))


def wilson(successes: int, runs: int, confidence: float = CONFIDENCE) -> Interval | None:
    """Return the Wilson score interval of a probability: never empty at 0 or 1, unlike the textbook one.

    Examples
    --------
    >>> seen = wilson(0, 100)
    >>> round(seen.low, 3), round(seen.high, 3)
    (0.0, 0.037)
    """
    if not 0 <= successes <= runs:
        message = f"{successes} successes in {runs} runs"
        raise ValueError(message)
    if runs == 0:
        return None
    z2 = float(stats.norm.ppf(0.5 + confidence / 2)) ** 2
    share = successes / runs
    centre = (share + z2 / (2 * runs)) / (1 + z2 / runs)
    half = (z2 * (share * (1 - share) / runs + z2 / (4 * runs**2))) ** 0.5 / (1 + z2 / runs)
    low = 0.0 if successes == 0 else centre - half
    high = 1.0 if successes == runs else centre + half
    return Interval(share, low, high, confidence, runs)


def quantile_ranks(runs: int, probability: float, confidence: float = CONFIDENCE) -> tuple[int, int] | None:
    """Return the ranks, from 1, of the runs between which a quantile lies whatever the distribution.

    Each tail is left at most half of what the confidence leaves.

    Examples
    --------
    >>> quantile_ranks(100, 0.5), quantile_ranks(200, 0.95), quantile_ranks(20, 0.95)
    ((40, 61), (184, 197), None)
    """
    tail = (1 - confidence) / 2
    counts = np.arange(runs + 1)
    below = stats.binom.cdf(counts, runs, probability)
    above = stats.binom.sf(counts, runs, probability)
    low = int(np.searchsorted(below, tail, side="right"))
    high = int(np.argmax(above <= tail)) + 1
    return (low, high) if low >= 1 and high <= runs else None


def quantile_interval(values: ArrayLike, probability: float, confidence: float = CONFIDENCE) -> Interval | None:
    """Return the distribution-free interval of a quantile, or None if there are too few runs for one."""
    sample = np.sort(_complete(values))
    ranks = quantile_ranks(sample.size, probability, confidence)
    estimate = quantiles(sample, (probability,))[0]
    if ranks is None or np.isnan(estimate):
        return None
    return Interval(float(estimate), float(sample[ranks[0] - 1]), float(sample[ranks[1] - 1]), confidence, sample.size)


def quantiles(values: ArrayLike, probabilities: Sequence[float], axis: int = 0) -> NDArray[np.float64]:
    """Return sample quantiles with position p (n + 1), so that a new run falls below with chance p on average.

    A quantile that lies beyond the lowest or highest run is NaN, not the extreme run in its place: the 5th and 95th
    percentiles take 19 runs, the quartiles 3.
    """
    sample = np.asarray(values, dtype=np.float64)
    runs = sample.shape[axis]
    shape = (len(probabilities), *np.delete(sample.shape, axis))
    found = np.full(shape, np.nan)
    for row, probability in enumerate(probabilities):
        position = probability * (runs + 1)
        if position > 1.0 - ROUNDING and position < runs + ROUNDING:
            found[row] = np.quantile(sample, probability, axis=axis, method="weibull")
    return found


def spread(values: ArrayLike) -> Spread | None:
    """Return where the middle 90 of 100 runs lie; with fewer than 19 runs, the lowest and the highest of them.

    None with fewer than two runs.
    """
    sample = _complete(values)
    if sample.size < FEWEST:
        return None
    low, high = quantiles(sample, SPREAD)
    if np.isnan(low) or np.isnan(high):
        return Spread(float(sample.min()), float(sample.max()), sample.size, whole=True)
    return Spread(float(low), float(high), sample.size, whole=False)


def _complete(values: ArrayLike) -> NDArray[np.float64]:
    sample = np.asarray(values, dtype=np.float64).ravel()
    if np.isnan(sample).any():
        message = f"{int(np.isnan(sample).sum())} of {sample.size} values are missing"
        raise ValueError(message)
    return sample
