"""Rules: what is written once and read twice, by Python and by a compiler.

A move or a decision is a plain function on indices, scalars and preallocated tables. The reference engine runs it as it
stands, on lists of slotted records; a compiled engine reads the same source on arrays. `people[p].since` means the same
in both. So a rule holds no dict, no closure, no string, and allocates nothing.
"""

from collections.abc import Callable
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])

RULES: list[Callable[..., Any]] = []
"""Every rule, in the order of definition."""


def rule(function: F) -> F:
    """Mark `function` as a rule; the reference engine uses it unchanged."""
    RULES.append(function)
    return function


def compile_rules(*others: Callable[..., Any]) -> None:
    """Make every rule, and `others`, callable from compiled code; needs numba. What allocates does not compile.

    A rule is compiled again where its caller is compiled with other options. So what Python calls had better be one
    small function that calls another one, passed here.
    """
    from numba.extending import register_jitable

    for function in (*RULES, *others):
        register_jitable(_nrt=False, no_cfunc_wrapper=True)(function)
