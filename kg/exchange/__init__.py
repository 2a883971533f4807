"""How does the graph reach other programs? One writer a format; each tells what it dropped."""

from kg.exchange.bibliography import bibtex_text, csl_json_text

__all__ = ["bibtex_text", "csl_json_text"]
