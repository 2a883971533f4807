"""What can a program ask? Read-only tools with bounded answers, each with its evidence."""

from kg.tools.argument import Parameter
from kg.tools.card import CARD, CARD_TYPE, card
from kg.tools.listing import TOOLS, Tool, schema_of, tool_schemas
from kg.tools.reply import DETAIL_BYTES, LEAST_BYTES, PLAIN_BYTES, Origin, origin_of
from kg.tools.server import make_server, over_http, serve_stdio
from kg.tools.toolbox import Toolbox

__all__ = [
    "CARD", "CARD_TYPE", "DETAIL_BYTES", "LEAST_BYTES", "PLAIN_BYTES", "TOOLS", "Origin",
    "Parameter", "Tool", "Toolbox", "card", "make_server", "origin_of", "over_http", "schema_of",
    "serve_stdio", "tool_schemas",
]  # fmt: skip
