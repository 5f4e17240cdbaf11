"""Luck: golden values, and a small battery on the hash.

Error rate: five statistics below, each compared with a bound that a perfect generator passes with probability above
0.9999; together a false alarm has probability below 0.001. The numbers are fixed, so a passing test passes for ever.
Power: with 200,000 numbers a deviation of 0.6 % of one cell in 64 x 64, or a correlation of 0.012, is found.
"""

from math import sqrt

import numpy as np
import pytest
from scipy import stats

from simulation.luck import (
    GOLDEN,
    MASK,
    Owner,
    Stream,
    exponential,
    key,
    keys,
    length_biased_lognormal,
    lognormal,
    run_key,
    scramble,
    uniform,
    uniforms,
)

NUMBERS = 200_000


def sample(**varied):
    """Return numbers with one of the arguments counting up and the others fixed."""
    run = run_key(varied.get("seed", 0), 0)
    entity = key(run, Owner.POSITION, 3, 1, 4)
    if "entity" in varied:
        return np.array([uniform(key(run, Owner.POSITION, 3, i, 4), Stream.QUIT) for i in range(NUMBERS)])
    if "replication" in varied:
        return np.array([uniform(key(run_key(0, i), Owner.POSITION, 3), Stream.QUIT) for i in range(NUMBERS)])
    return np.array([uniform(entity, Stream.QUIT, i) for i in range(NUMBERS)])


@pytest.mark.parametrize("varied", ["occurrence", "entity", "replication"])
def test_neighbours_are_uniform_and_unrelated(varied):
    """Numbers of neighbouring occurrences, entities and replications are uniform, alone and in pairs."""
    numbers = sample(**{varied: True})
    assert stats.kstest(numbers, "uniform").pvalue > 1e-4
    pairs = np.histogram2d(numbers[::2], numbers[1::2], bins=64)[0].ravel()
    assert stats.chisquare(pairs).pvalue > 1e-4
    assert abs(np.corrcoef(numbers[:-1], numbers[1:])[0, 1]) < 4 / sqrt(NUMBERS)


def test_streams_of_one_entity_are_unrelated():
    """What decides one thing says nothing about another."""
    entity = [key(run_key(0, 0), Owner.CASE, i) for i in range(NUMBERS // 4)]
    quits = [uniform(e, Stream.QUIT) for e in entity]
    retirements = [uniform(e, Stream.RETIRE) for e in entity]
    assert abs(np.corrcoef(quits, retirements)[0, 1]) < 4 / sqrt(len(entity))


def test_keys_do_not_collide():
    keys = {key(run_key(0, r), owner, i, j) for r in range(10) for owner in Owner for i in range(30) for j in range(30)}
    assert len(keys) == 10 * len(Owner) * 900
    assert all(0 <= k <= MASK for k in keys)


def test_golden_values():
    """The hash is the specification: another engine gives these numbers."""
    entity = key(run_key(20241001, 7), Owner.ENTRANT, 12, 3)
    assert entity == 13990193093536074510
    assert uniform(entity, Stream.EXAM, 2) == 0.5473424110242445


def test_finaliser_is_splitmix64():
    """The first output of splitmix64 from seed 0, as published with the generator."""
    assert scramble(GOLDEN) == 0xE220A8397B1DCDAF


def test_extreme_numbers_have_all_quantiles():
    """The least and the greatest number drawn are strictly inside the interval, so every inverse is finite."""
    least, greatest = 2.0**-53, ((1 << 52) - 1) * 2.0**-52 + 2.0**-53
    assert 0.0 < least < greatest < 1.0
    for u in (least, greatest):
        assert 0.0 < exponential(u) < 40.0
        assert 0.0 < lognormal(1.0, 0.5, u) < 100.0


@pytest.mark.parametrize("cv", [0.0, 0.3, 1.5])
def test_lognormal_has_the_mean_and_spread_stated(cv):
    """A midpoint rule over the inverse gives mean and coefficient of variation."""
    grid = (np.arange(100_000) + 0.5) / 100_000
    values = np.array([lognormal(3.0, cv, u) for u in grid])
    assert values.mean() == pytest.approx(3.0, rel=2e-3)
    assert values.std() / 3.0 == pytest.approx(cv, rel=2e-2, abs=1e-9)


def test_length_biased_lognormal_weighs_by_length():
    """Its mean is E[X^2] / E[X]."""
    grid = (np.arange(100_000) + 0.5) / 100_000
    plain = np.array([lognormal(3.0, 0.6, u) for u in grid])
    biased = np.array([length_biased_lognormal(3.0, 0.6, u) for u in grid])
    assert biased.mean() == pytest.approx((plain**2).mean() / plain.mean(), rel=5e-3)


def test_blocks_give_the_same_numbers():
    """Drawing many at a time is a faster way to the same luck, bit by bit."""
    parent = run_key(7, 3)
    block = keys(parent, Owner.CASE, 5, 300)
    assert block.tolist() == [key(parent, Owner.CASE, ordinal) for ordinal in range(5, 305)]
    for occurrence in (0, 9):
        expected = [uniform(entity, Stream.CASE_GAP, occurrence) for entity in block.tolist()]
        assert uniforms(block, Stream.CASE_GAP, occurrence) == expected
