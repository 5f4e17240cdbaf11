"""The gamma law, against SciPy's."""

import numpy as np
import pytest
from scipy import stats

from simulation.future.gamma import gamma_factor, gamma_quantile, regularised_gamma


@pytest.mark.parametrize("shape", [0.04, 0.1, 0.5, 1.0, 2.0, 7.5, 100.0, 1e4, 9.9e5])
def test_quantile_is_that_of_scipy(shape):
    """From the far lower tail to the far upper one, to nine digits."""
    for u in (1e-12, 1e-6, 0.001, 0.05, 0.3, 0.5, 0.9, 0.999, 1 - 1e-9):
        assert gamma_quantile(shape, u) == pytest.approx(stats.gamma.ppf(u, shape), rel=1e-7, abs=1e-290)


@pytest.mark.parametrize("shape", [0.04, 1.0, 30.0, 1e5])
def test_distribution_is_that_of_scipy(shape):
    for x in shape * np.array([1e-6, 0.1, 0.9, 1.0, 1.1, 3.0]):
        assert regularised_gamma(shape, x) == pytest.approx(stats.gamma.cdf(x, shape), rel=1e-8, abs=1e-14)


def test_nearly_normal_shapes_join_the_others():
    """Where the approximation takes over nothing jumps."""
    for u in (1e-6, 0.1, 0.5, 0.999):
        assert gamma_quantile(1.0000001e6, u) == pytest.approx(gamma_quantile(0.9999999e6, u), rel=1e-6)


def test_factor_has_mean_one_and_the_spread_stated():
    """Over even quantiles: mean 1 and a coefficient of variation of 0.5, to a part in a thousand."""
    factors = np.array([gamma_factor(0.5, (i + 0.5) / 20_000) for i in range(20_000)])
    assert factors.mean() == pytest.approx(1.0, rel=1e-3)
    assert factors.std() == pytest.approx(0.5, rel=1e-3)
    assert gamma_factor(0.0, 0.123) == 1.0


def test_tiny_variates_are_nought_or_positive():
    assert 0.0 <= gamma_factor(5.0, 2.0**-53) < 1e-100


def test_a_coefficient_too_small_to_square_gives_the_mean():
    assert gamma_factor(1e-200, 0.3) == 1.0
