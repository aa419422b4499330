"""Chance that is always the same: a draw depends on its names alone, not on what was drawn before it.

So another town, another year or another source changes no other figure. Only +, -, x and / are used on the draws, which
every machine rounds alike.
"""

from hashlib import blake2b

_WHOLE = 2**64


def draw(*names: object) -> float:
    """Return a number from 0 to below 1 for these names."""
    text = "|".join(map(str, names)).encode()
    return int.from_bytes(blake2b(text, digest_size=8).digest()) / _WHOLE


def swing(*names: object) -> float:
    """Return a number between -1 and 1 for these names, the likelier the nearer to 0."""
    return draw(*names, "up") + draw(*names, "down") - 1


def grown(start: float, rate: float, years: int) -> float:
    """Return what `start` becomes at a yearly rate after so many years (before, where negative)."""
    for _year in range(abs(years)):
        start = start * (1 + rate) if years > 0 else start / (1 + rate)
    return start
