"""What a comparison of two exposures says of a chain: what was compared, where it enters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kg.model.vocabulary import Level

Verdict = Literal["explained", "contradicted", "unexplained", "predicted"]


@dataclass(frozen=True)
class Compared:
    """What the records that vote say of one entity on one basis: all levels, and the papers.

    `lifted` are the wider arms that were compared in place of the two, where these never were.
    """

    entity: str
    levels: tuple[Level, ...]
    references: tuple[str, ...]
    lifted: tuple[str, ...] = ()


@dataclass(frozen=True)
class Advantage:
    """A chain read against another exposure, on one basis: bases are never pooled.

    `compared` are the entities on the chain that were compared directly, in its order. The
    advantage `enters` at the first of them before the end where all comparisons agree on higher
    or on lower; the signs after it turn that level into the one `predicted` at the end. `verdict`:
    'explained' if the direct comparison at the end agrees, 'contradicted' if it does not,
    'unexplained' if it finds a difference and none enters before, 'predicted' if the end was
    never compared.
    """

    versus: str
    basis: str
    compared: tuple[Compared, ...]
    enters: str | None
    predicted: Level | None
    verdict: Verdict | None
