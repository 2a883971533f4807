"""The commands of `kg`, by what a person wants: to curate, to ask, to take away."""

from kg.commands.ask import queries, query, show_
from kg.commands.curate import build, check, schema, stats
from kg.commands.export import export
from kg.commands.trace import chains, explain, whatif

COMMANDS = (check, build, query, queries, show_, chains, whatif, explain, stats, export, schema)
"""In the order of the help."""

__all__ = ["COMMANDS"]
