"""The commands of `kg`, by what a person wants: to curate, to ask, to take away."""

from kg.commands.ask import queries, query, show_
from kg.commands.curate import build, check, coverage, new, schema, stats
from kg.commands.export import export
from kg.commands.figure import deck, figure
from kg.commands.reason import audit, conflicts, gaps, lint, reason, verdict
from kg.commands.serve import serve
from kg.commands.trace import chains, explain, whatif

COMMANDS = (
    check, build, query, queries, show_, verdict, conflicts, chains, whatif, gaps,
    explain, lint, reason, audit, figure, deck, serve,
    stats, coverage, export, schema, new,
)  # fmt: skip
"""In the order of the help."""

__all__ = ["COMMANDS"]
