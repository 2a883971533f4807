"""The commands of `kg`, by what a person wants: to curate, to ask, to take away."""

from kg.commands.ask import queries, query, show_
from kg.commands.curate import build, check, coverage, new, schema, stats
from kg.commands.export import export
from kg.commands.serve import serve

COMMANDS = (check, build, query, queries, show_, serve, stats, coverage, export, schema, new)
"""In the order of the help."""

__all__ = ["COMMANDS"]
