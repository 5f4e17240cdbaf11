"""Keyed luck: every draw is a pure function of who draws, for what, and for the how-manieth time.

A policy that hires one more person must not reshuffle everybody else's fortune, or a comparison of policies drowns in
noise. So there is no generator with a state. Each entity gets a 64-bit key once, made of the run's seed and
replication and of indices that no policy can change; a draw hashes the key with the decision (its stream) and the
occurrence. Adding a stream, a person or a lever disturbs no other draw.

The hash is two rounds of the splitmix64 finaliser (Steele, Lea and Flood, 2014, doi 10.1145/2660193.2660195).
"""

from enum import IntEnum
from math import exp, log, log1p, sqrt
from statistics import NormalDist
from typing import Final

import numpy as np
from numpy.typing import NDArray

_U: Final = np.uint64

MASK: Final = (1 << 64) - 1
GOLDEN: Final = 0x9E3779B97F4A7C15
STEP: Final = 0xD1B54A32D192ED03

STANDARD_NORMAL: Final = NormalDist()


class Owner(IntEnum):
    """What a key belongs to."""

    POSITION = 1
    OPENING_PERSON = 2
    ENTRANT = 3
    CASE = 4
    DEMAND = 5
    POOL = 6
    PLAN = 7
    TEMPORARY = 8
    CASE_CLASS = 20
    CRISIS = 21


class Stream(IntEnum):
    """What a draw decides. Numbers are for ever: a new decision gets a new one."""

    CASE_GAP = 1
    CASE_LIFE = 2
    CASE_AGE = 3
    CASE_UNIT = 4
    TIME_TO_FILL = 5
    ENTRY_SERVICE = 6
    QUIT = 7
    RETIRE = 8
    EXAM = 9
    AFTER_TOUR = 10
    OPENING_FILL = 11
    OPENING_TENURE = 12
    OPENING_CERTIFIED = 13
    OPENING_RESIDUAL = 14
    TRANSFER = 15
    INVOLUNTARY = 16
    HIRING_FAILS = 17
    INTAKE = 18
    OPENING_STUDY = 19
    EXTENSION = 20
    CURTAILMENT = 21
    CURTAILED = 22
    SEASON = 23
    IN_SEASON = 24
    TO_HEADQUARTERS = 25
    ALUMNUS = 26
    GROWTH = 40
    OVERDISPERSION = 41
    CRISIS = 42
    CRISIS_ON_FIRST_DAY = 43
    CASE_VALUE = 44


def scramble(value: int) -> int:
    """Return a 64-bit hash of a 64-bit integer: one round of the splitmix64 finaliser."""
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & MASK
    return value ^ (value >> 31)


def run_key(seed: int, replication: int) -> int:
    """Return the key of one replication; the same in every arm."""
    return scramble((scramble((seed + GOLDEN) & MASK) + replication * STEP + GOLDEN) & MASK)


def key(parent: int, owner: Owner, *indices: int) -> int:
    """Return the key of an entity from its parent's key and indices that no policy changes."""
    value = scramble((parent + owner * STEP + GOLDEN) & MASK)
    for index in indices:
        value = scramble((value + index * STEP + GOLDEN) & MASK)
    return value


def uniform(entity: int, stream: int, occurrence: int = 0) -> float:
    """Return a number strictly between 0 and 1, the same for the same arguments for ever."""
    value = (entity + ((stream << 32) | occurrence) * STEP + GOLDEN) & MASK
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & MASK
    value = ((value ^ (value >> 31)) + GOLDEN) & MASK
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & MASK
    # 52 bits and a half step: with 53 the greatest would round to 1, which has no normal quantile.
    return ((value ^ (value >> 31)) >> 12) * 2.0**-52 + 2.0**-53


def keys(parent: int, owner: Owner, first: int, count: int) -> NDArray[np.uint64]:
    """Return the keys of entities whose one index counts up: the same as `key`, many at a time."""
    ordinals = np.arange(first, first + count, dtype=np.uint64)
    return _scramble(ordinals * _U(STEP) + _U((scramble((parent + owner * STEP + GOLDEN) & MASK) + GOLDEN) & MASK))


def uniforms(entities: NDArray[np.uint64], stream: int, occurrence: int = 0) -> list[float]:
    """Return the draws of many entities for one decision: the same as `uniform`, many at a time."""
    values = _scramble(entities + _U((((stream << 32) | occurrence) * STEP + GOLDEN) & MASK))
    values = _scramble(values + _U(GOLDEN)) >> _U(12)
    draws: list[float] = (values * 2.0**-52 + 2.0**-53).tolist()
    return draws


def _scramble(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    values = (values ^ (values >> _U(30))) * _U(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> _U(27))) * _U(0x94D049BB133111EB)
    return values ^ (values >> _U(31))


def exponential(u: float) -> float:
    """Return the exponential variate of mean 1 at quantile `u`."""
    return -log1p(-u)


def lognormal(mean: float, cv: float, u: float) -> float:
    """Return the lognormal variate of the given mean and coefficient of variation at quantile `u`.

    A coefficient of 0 gives the mean itself.
    """
    if cv == 0.0:
        return mean
    variance = log(1.0 + cv * cv)
    return mean * exp(sqrt(variance) * STANDARD_NORMAL.inv_cdf(u) - variance / 2)


def length_biased_lognormal(mean: float, cv: float, u: float) -> float:
    """Return the variate at quantile `u` of a lognormal weighted by its own length.

    That is the law of the whole life of a case found open at a random moment: for a lognormal with log-mean m and
    log-variance v it is the lognormal with log-mean m + v.
    """
    return lognormal(mean * (1.0 + cv * cv), cv, u)
