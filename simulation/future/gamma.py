"""The gamma law: its quantile, from the incomplete gamma function, with nothing but the math module.

The dynamics take no transcendental from NumPy or SciPy, whose last bits depend on the processor; this is as exact as
they need, and a test compares it with SciPy.
"""

from math import exp, lgamma, log, sqrt
from typing import Final

from simulation.luck import STANDARD_NORMAL

NEARLY_NORMAL: Final = 1e6
"""Shape from which on the approximation of Wilson and Hilferty is exact to nine digits."""

SMALLEST: Final = 1e-300
PRECISION: Final = 1e-15
MOST_STEPS: Final = 200
MOST_TERMS: Final = 100_000


def gamma_factor(cv: float, u: float) -> float:
    """Return the gamma variate of mean 1 and coefficient of variation `cv` at quantile `u`.

    A coefficient of 0, or so small that its square is, gives 1.
    """
    if cv * cv == 0.0:
        return 1.0
    shape = 1.0 / (cv * cv)
    return gamma_quantile(shape, u) / shape


def gamma_quantile(shape: float, u: float) -> float:
    """Return the gamma variate of a shape, and scale 1, at quantile `u`.

    Newton's method on the logarithm of the variate, kept within a bracket that shrinks with every step. A variate too
    small for a float is 0.

    Examples
    --------
    >>> round(gamma_quantile(1.0, 0.5), 6)  # an exponential: log 2
    0.693147
    """
    start = shape * max(_wilson_hilferty(shape, u), SMALLEST)
    if shape >= NEARLY_NORMAL:
        return start
    # Near 0 the law is x ** shape / gamma(shape + 1), which is always more than the law itself.
    low = (log(u) + lgamma(shape + 1.0)) / shape
    high = log(shape + 40.0 * sqrt(shape) + 800.0)
    low = max(low, log(SMALLEST))
    y = min(max(log(start), low), high)
    for _ in range(MOST_STEPS):
        excess = regularised_gamma(shape, exp(y)) - u
        low, high = (low, y) if excess > 0.0 else (y, high)
        slope = exp(shape * y - exp(y) - lgamma(shape))
        step = y - excess / slope if slope > 0.0 else low - 1.0
        following = step if low < step < high else (low + high) / 2
        if abs(following - y) <= PRECISION * max(1.0, abs(y)):
            break
        y = following
    return exp(y)


def regularised_gamma(shape: float, x: float) -> float:
    """Return the chance that a gamma variate of a shape, and scale 1, is at most `x`, above 0."""
    front = exp(shape * log(x) - x - lgamma(shape))
    if x < shape + 1.0:
        return min(1.0, front * _series(shape, x))
    return max(0.0, 1.0 - front * _fraction(shape, x))


def _wilson_hilferty(shape: float, u: float) -> float:
    """Return the variate over the shape, nearly: its cube root is nearly normal."""
    variance = 1.0 / (9.0 * shape)
    root = 1.0 - variance + STANDARD_NORMAL.inv_cdf(u) * sqrt(variance)
    return max(root, 0.0) ** 3


def _series(shape: float, x: float) -> float:
    """Return the sum of x ** n / (shape (shape + 1) ... (shape + n))."""
    term = total = 1.0 / shape
    n = shape
    while abs(term) > total * PRECISION / 10:
        n += 1.0
        term *= x / n
        total += term
    return total


def _fraction(shape: float, x: float) -> float:
    """Return the continued fraction of the upper incomplete gamma function, by the method of Lentz."""
    b = x + 1.0 - shape
    c, d = 1.0 / SMALLEST, 1.0 / b
    value = d
    for n in range(1, MOST_TERMS):
        b += 2.0
        a = n * (shape - n)
        d = 1.0 / (a * d + b or SMALLEST)
        c = b + a / c or SMALLEST
        factor = c * d
        value *= factor
        if abs(factor - 1.0) <= PRECISION:
            break
    return value
