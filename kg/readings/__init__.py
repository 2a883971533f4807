"""Do two people who read a sentence write the same record? Agreement, facet by facet."""

from kg.readings.agreement import Agreement, Presence, Settled, agreement, kappa, rows, settled

__all__ = ["Agreement", "Presence", "Settled", "agreement", "kappa", "rows", "settled"]
