"""Numbers and lists in words, written the same way in figures, tables and sentences."""

from collections.abc import Sequence

from simulation.analysis.intervals import Interval, Spread

MINUS = "\u2212"
NARROW = "\u00a0"

LEAST_SEEN = 0.05
"""Difference below which one decimal shows nothing."""

LEAST_SHARE = 0.0005
"""Share below which one decimal of a percentage shows nothing."""

LEAST_PERCENT = 0.005
"""Share below which a whole percentage shows nothing."""

FEWEST_FOR_A_SPREAD = 19
"""Runs from which the 5th and 95th percentiles lie within the sample."""

NOT_RESOLVED = "not resolved"
"""What stands where the runs are too few for an interval."""


def positions(value: float) -> str:
    """Return a number of positions: one decimal, thousands apart.

    Examples
    --------
    >>> positions(1234.56), positions(-3.21), positions(-0.01)
    ('1,234.6', '−3.2', '0.0')
    """
    text = f"{value:,.1f}"
    return "0.0" if text == "-0.0" else text.replace("-", MINUS)


def fine(value: float) -> str:
    """Return a difference in positions: one decimal, or two significant digits where that would show nothing.

    Examples
    --------
    >>> fine(12.34), fine(-0.0123), fine(0.0)
    ('12.3', '−0.012', '0.0')
    """
    if value == 0.0 or abs(value) >= LEAST_SEEN:
        return positions(value)
    return f"{value:.2g}".replace("-", MINUS)


def signed(value: float) -> str:
    """Return a difference with its sign.

    Examples
    --------
    >>> signed(2.0), signed(-2.0), signed(0.0)
    ('+2.0', '−2.0', '0.0')
    """
    return f"+{fine(value)}" if value > 0 else fine(value)


def share(value: float) -> str:
    """Return a share as a percentage with one decimal.

    Examples
    --------
    >>> share(0.1234).split(), share(0.0001).split()
    (['12.3', '%'], ['<0.1', '%'])
    """
    number = "<0.1" if 0.0 < value < LEAST_SHARE else positions(100 * value)
    return f"{number}{NARROW}%"


def percent(value: float) -> str:
    """Return a share in whole per cent, without the sign; what is not quite nothing or all does not read so.

    Examples
    --------
    >>> percent(0.426), percent(0.001), percent(0.999), percent(0.0), percent(1.0)
    ('43', '<1', '>99', '0', '100')
    """
    if 0.0 < value < LEAST_PERCENT:
        return "<1"
    return ">99" if 1.0 - LEAST_PERCENT < value < 1.0 else f"{100 * value:.0f}"


def between(low: float, high: float, number: str = "positions") -> str:
    """Return two numbers as a range, in the form `positions`, `fine`, `signed` or `share`.

    Examples
    --------
    >>> between(0.5, 1.5), between(0.51, 0.49)
    ('0.5 to 1.5', '0.5')
    """
    form = _FORMS[number]
    return once(form(low), form(high))


def once(low: str, high: str) -> str:
    """Return two ends as a range, said once where both read the same."""
    return low if low == high else f"{low} to {high}"


def interval(found: Interval | None, number: str = "positions") -> str:
    """Return an interval in words; what cannot be resolved says so."""
    if found is None:
        return NOT_RESOLVED
    if found.low == found.high:
        return f"the same in all {runs(found.runs)}"
    return between(found.low, found.high, number)


def spread(found: Spread | None, number: str = "positions") -> str:
    """Return a spread in words."""
    return NOT_RESOLVED if found is None else between(found.low, found.high, number)


def runs(count: int) -> str:
    """Return a number of runs.

    Examples
    --------
    >>> runs(1), runs(1000)
    ('1 run', '1,000 runs')
    """
    return counted(count, "run")


def counted(count: int, thing: str) -> str:
    """Return a number of things.

    Examples
    --------
    >>> counted(1, "assumed input"), counted(34, "assumed input")
    ('1 assumed input', '34 assumed inputs')
    """
    return f"{count:,} {thing}{'' if count == 1 else 's'}"


def listed(items: Sequence[str], last: str = "and") -> str:
    """Return items as a list in a sentence.

    Examples
    --------
    >>> listed(["a", "b", "c"]), listed(["a", "b"], "or"), listed(["a"])
    ('a, b and c', 'a or b', 'a')
    """
    return f" {last} ".join([", ".join(items[:-1]), *items[-1:]] if len(items) > 1 else items)


def year(fiscal: int) -> str:
    """Return a fiscal year as it is usually written.

    Examples
    --------
    >>> year(2040)
    'FY2040'
    """
    return f"FY{fiscal}"


def capital(sentence: str) -> str:
    """Return a sentence with its first letter in capitals, the rest as it is."""
    return sentence[:1].upper() + sentence[1:]


def band(count: int) -> str:
    """Return in words what a band over so many runs holds."""
    if count == 1:
        return "the only run"
    return "the middle 90 of 100 runs" if count >= FEWEST_FOR_A_SPREAD else f"all {runs(count)} from lowest to highest"


def span(months: int) -> str:
    """Return the name of the time that one point of a line stands for."""
    return "month" if months == 1 else "quarter"


def spans(name: str, points: int) -> str:
    """Return the sentence that says what one point of a line stands for, and how a line of one point looks."""
    text = f"Each point is the mean over a {name}."
    return f"{text} There is only one, so lines shrink to marks." if points == 1 else text


def among(count: int) -> str:
    """Return in words how many runs a spread over `count` runs speaks of."""
    return "90 of 100 runs" if count >= FEWEST_FOR_A_SPREAD else f"all {runs(count)}"


_FORMS = {"positions": positions, "fine": fine, "signed": signed, "share": share}
