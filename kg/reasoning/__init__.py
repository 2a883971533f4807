"""What follows from the claims? How does it get there, and what would break it."""

from kg.mechanism import chains, what_if

__all__ = ["chains", "what_if"]
