"""The commands of `kg`, by what a person wants: to curate, to ask, to take away."""

from kg.commands.ask import queries, query, show_
from kg.commands.compare import diff, verify
from kg.commands.complete import give_completion
from kg.commands.corpus import corpus_
from kg.commands.curate import build, check, coverage, new, schema, stats, verify_products
from kg.commands.example import give_examples, own_examples
from kg.commands.export import export, formats
from kg.commands.figure import deck, figure
from kg.commands.find import ask, check_statement, completion, search
from kg.commands.hands import merge, read_again, review
from kg.commands.intake import import_
from kg.commands.measure import expected, numbers
from kg.commands.reason import audit, conflicts, gaps, lint, reason, verdict
from kg.commands.serve import mcp, serve
from kg.commands.session import DRAFTS, shipped
from kg.commands.trace import chains, explain, whatif

COMMANDS = (
    check, build, verify_products, ask, check_statement, search, query, queries, show_, verdict,
    numbers, expected, conflicts, chains, whatif, gaps, explain, lint, reason, audit, figure, deck,
    serve, mcp, stats, coverage, verify, diff, export, formats, import_, corpus_, schema, new,
    review, read_again, merge, completion,
)  # fmt: skip
"""In the order of the help."""

give_examples(COMMANDS)
give_completion(COMMANDS)

__all__ = ["COMMANDS", "DRAFTS", "own_examples", "shipped"]
