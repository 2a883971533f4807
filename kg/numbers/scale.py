"""The axis of a forest: from where to where, in which steps; logarithmic for ratios."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor, isfinite, log, log10

from kg.model.units import digits


@dataclass(frozen=True)
class Scale:
    """An axis of so many `columns` from `low` to `high`; logarithmic for ratios.

    >>> Scale(1, 100, 21, True).column(10)
    10
    """

    low: float
    high: float
    columns: int
    logarithmic: bool = False

    def column(self, value: float) -> int:
        """Give the column of a value; of one beyond the axis, its end."""
        return round(self.share(value) * (self.columns - 1))

    def share(self, value: float) -> float:
        """Give how far along the axis a value lies, from 0 to 1."""
        if value <= self.low:
            return 0.0
        if value >= self.high:
            return 1.0
        if self.logarithmic:
            return log(value / self.low) / log(self.high / self.low)
        return (value - self.low) / (self.high - self.low)

    def ticks(self, room: float) -> tuple[float, ...]:
        """Give round values whose numbers do not touch, each `room` columns at least from the last.

        >>> Scale(0.9, 6, 40, True).ticks(3)
        (1.0, 2.0, 3.0, 4.0, 5.0, 6.0)
        """
        kept: list[float] = []
        for value in _round_values(self.low, self.high, self.logarithmic):
            if not kept or self.column(value) - self.column(kept[-1]) >= room:
                kept.append(value)
        return tuple(kept)


    @property
    def widest(self) -> int:
        """Give the letters of the longest number of the axis."""
        return max((len(digits(value)) for value in self.ticks(1)), default=1)


def scale_of(
    ends: Iterable[float], columns: int, relative: bool, share: bool = False
) -> Scale | None:  # fmt: skip
    """Choose an axis that holds these numbers, and 1 of ratios or 0 of differences.

    `share`: numbers in per cent of a whole, from 0 to 100. None where no number is finite.

    >>> scale_of([1.9, 3.4], 30, True).low < 1
    True
    >>> scale_of([20, 64], 30, False, True).high
    100.0
    """
    known = [end for end in ends if isfinite(end)]
    if not known:
        return None
    neutral = 1.0 if relative else 0.0
    low, high = min(*known, neutral), max(*known, neutral)
    if share and low >= 0 and high <= 100:
        return Scale(0.0, 100.0, columns)
    if relative:
        low, high = (low, high * 1.6) if low == high else (low, high)
        room = (high / low) ** 0.06
        return Scale(low / room, high * room, columns, True)
    room = (high - low) * 0.06 or 1.0
    return Scale(low - room, high + room, columns)


def _round_values(low: float, high: float, logarithmic: bool) -> Sequence[float]:
    if logarithmic and high / low > _WIDE:
        powers = range(floor(log10(low)), floor(log10(high)) + 1)
        found = [step * 10.0**power for power in powers for step in (1, 2, 5)]
        return [round(value, 9) for value in found if low <= value <= high]
    rough = (high - low) / 6
    power = 10.0 ** floor(log10(rough))
    step = next(power * one for one in (1, 2, 5, 10) if power * one >= rough)
    number = floor(low / step)
    found = [round((number + n) * step, 9) for n in range(12)]
    return [value for value in found if low <= value <= high]


_WIDE = 12.0
"""From the least to the greatest number of an axis of ratios, beyond which powers are its steps."""
